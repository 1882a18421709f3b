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

function render({ model, el: unseen }) {
  let gone = false;
  const mark = () => {
    const card = unseen.closest(".fl-card");
    if (card) {
      keepKeys(card);
      keepPage(card);
      keepFocus(card);
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
