// Sits unseen in a card that ipywidgets draws, for what only the page can do there.

function render({ el: unseen }) {
  let gone = false;
  const mark = () => {
    const card = unseen.closest(".fl-card");
    if (card) keepKeys(card);
    else if (!gone) requestAnimationFrame(mark); // not in the page yet
  };
  mark();
  return () => { gone = true; };
}

export default { render };
