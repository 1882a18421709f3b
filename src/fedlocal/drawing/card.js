// Sits unseen in a card that ipywidgets draws, for what only the page can do there.

// A link opens beside the lesson: in its place it would close JupyterLab and all that was answered.
function keepPage(card) {
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
  });
}

// When a redraw takes away or switches off the control that has the focus, the page would put it nowhere and
// a keyboard
// would start over at the top. It goes to the control that now stands next: after it, or else before it.
function keepFocus(card) {
  const usable = (part) => !part.disabled && part.checkVisibility({ visibilityProperty: true });
  let last = null,
    order = [];
  const focusable = () => [...card.querySelectorAll("button, select, input, textarea, summary, a[href]")];
  card.addEventListener("focusin", (event) => {
    last = event.target;
    order = focusable();
  });
  card.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !card.contains(event.relatedTarget)) last = null;
  });
  const mend = () => {
    const lost =
      last &&
      card.isConnected &&
      (document.activeElement === document.body || document.activeElement === last);
    if (!lost || (last.isConnected && usable(last))) return;
    const here = new Set(focusable()),
      after = order.indexOf(last);
    const near = [...order.slice(after + 1), ...order.slice(0, after).reverse()].find(
      (part) => here.has(part) && usable(part),
    );
    (near ?? focusable().find(usable))?.focus({ preventScroll: true });
  };
  new MutationObserver(() => requestAnimationFrame(mend)).observe(card, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "style", "class", "hidden"],
  });
}

// After a step the card's new beginning may stand above the window; whoever took the step wants to read it.
function showTurn(unseen) {
  requestAnimationFrame(() =>
    unseen.closest(".fl-card")?.querySelector("[data-turn]")?.scrollIntoView({ block: "nearest" }),
  );
}

// A live chart tells the value of the point that the mouse or the keyboard is at, in a box of its own.
function tellValues(card) {
  const markOf = (node) => node.closest?.(".fl-values > *");
  const open = (event) => {
    const mark = markOf(event.target);
    if (mark) openTip(mark);
  };
  const close = (event) =>
    markOf(event.target)?.ownerSVGElement.querySelector(".fl-tip")?.classList.remove("fl-open");
  for (const kind of ["pointerover", "focusin"]) card.addEventListener(kind, open);
  for (const kind of ["pointerout", "focusout"]) card.addEventListener(kind, close);
  card.addEventListener("keydown", (event) => {
    const mark = markOf(event.target);
    if (!mark) return;
    if (event.key === "Escape") close(event);
    else stepValues(mark, event);
  });
}

// Arrow keys, Home and End lead from value to value; the chart stays one tab stop.
function stepValues(mark, event) {
  const marks = [...mark.parentNode.children],
    now = marks.indexOf(mark),
    last = marks.length - 1;
  const steps = {
    ArrowRight: now + 1,
    ArrowDown: now + 1,
    ArrowLeft: now - 1,
    ArrowUp: now - 1,
    Home: 0,
    End: last,
  };
  if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const next = marks[Math.min(Math.max(steps[event.key], 0), last)];
  mark.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}

function svgPart(tag, parent, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return parent.appendChild(node);
}

// The box with the value, kept inside the frame: over the point, or below it where there is no room.
function openTip(mark) {
  const svg = mark.ownerSVGElement,
    frame = svg.viewBox.baseVal,
    size = 13;
  svg.querySelector(".fl-tip")?.remove();
  const tip = svgPart("g", svg, { class: "fl-tip fl-open", "aria-hidden": "true" });
  const x = mark.getBBox().x,
    y = Number(mark.dataset.y);
  svgPart("circle", tip, { cx: x, cy: y, r: 5 });
  const box = svgPart("rect", tip, { rx: 4 }),
    words = svgPart("text", tip, { "font-size": size });
  for (const [place, line] of mark.querySelector("title").textContent.split(/[:;] /).entries())
    svgPart("tspan", words, {
      x: 0,
      dy: place && size * 1.3,
      "font-weight": place ? 400 : 600,
    }).textContent = line;
  const room = words.getBBox(),
    width = room.width + 16,
    height = room.height + 12;
  const left = Math.min(Math.max(x - width / 2, frame.x + 1), frame.x + frame.width - width - 1);
  const over = y - height - 12,
    top = over > frame.y ? over : Math.min(y + 12, frame.y + frame.height - height - 1);
  for (const [name, value] of Object.entries({ x: left, y: top, width, height }))
    box.setAttribute(name, value);
  words.setAttribute("transform", `translate(${left + 8 - room.x} ${top + 6 - room.y})`);
}

function render({ model, el: unseen }) {
  let gone = false;
  const mark = () => {
    const card = unseen.closest(".fl-card");
    if (card) {
      keepKeys(card);
      keepPage(card);
      keepFocus(card);
      tellValues(card);
    } else if (!gone) requestAnimationFrame(mark); // not in the page yet
  };
  mark();
  const turned = () => showTurn(unseen);
  model.on("change:turn", turned);
  return () => {
    gone = true;
    model.off("change:turn", turned);
  };
}

export default { render };
