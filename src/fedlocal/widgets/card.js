// Sits unseen in a card that ipywidgets draws, for what only the page can do there.

// A link opens beside the lesson: in its place it would close JupyterLab and all that was answered.
function keepPage(card) {
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
  });
}

function render({ el: unseen }) {
  let gone = false;
  const mark = () => {
    const card = unseen.closest(".fl-card");
    if (card) {
      keepKeys(card);
      keepPage(card);
    } else if (!gone) requestAnimationFrame(mark); // not in the page yet
  };
  mark();
  return () => { gone = true; };
}

export default { render };
