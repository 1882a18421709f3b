// Between a form and the cells of its notebook. Whoever shows the notebook listens for these two events on
// the document, and takes them with preventDefault: fedlocal:read (sets detail.source) and fedlocal:write.
// detail names the cell: {grade_id} an answer cell, {first: "PLACE"} the first cell with such a line.

function tell(name, root, detail) {
  const event = new CustomEvent(name, { bubbles: true, cancelable: true, detail });
  return !root.dispatchEvent(event);
}

// The source of the cell; null where nobody answers.
function readCell(root, where) {
  const detail = { ...where, source: null };
  return tell("fedlocal:read", root, detail) ? detail.source : null;
}

const writeCell = (root, detail) => tell("fedlocal:write", root, detail);

// Do something once the element stands in the page: only from there an event reaches the document.
function whenShown(root, act) {
  let gone = false;
  const look = () => {
    if (root.isConnected) act();
    else if (!gone) requestAnimationFrame(look);
  };
  look();
  return () => (gone = true);
}

// The line to copy by hand, where nobody writes it into the cell.
function copyBox(words) {
  const code = el("code", {});
  const button = el("button", { type: "button" }, words.copy_button);
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(code.textContent);
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = words.copy_button), 2000);
  });
  const pre = el("pre", { tabIndex: 0, "aria-label": words.copy }, code);
  const box = el("div", { className: "fl-copy", hidden: true }, el("p", {}, words.copy), pre, button);
  const show = (source) => {
    box.hidden = source === null;
    code.textContent = source ?? "";
  };
  return { box, show };
}
