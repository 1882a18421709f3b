// Sits unseen in a card that ipywidgets draws, for what only the page can do there.

// A link opens beside the lesson: in its place it would close JupyterLab and all that was answered.
function keepPage(card) {
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
  });
}

// After a step the card's new beginning may stand above the window; whoever took the step wants to read it.
function showTurn(unseen) {
  requestAnimationFrame(() => unseen.closest(".fl-card")?.querySelector("[data-turn]")?.scrollIntoView({ block: "nearest" }));
}

function render({ model, el: unseen }) {
  let gone = false;
  const mark = () => {
    const card = unseen.closest(".fl-card");
    if (card) {
      keepKeys(card);
      keepPage(card);
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
