// Sits unseen in a card of ipywidgets and marks the card, so that typing in it is typing: JupyterLab takes single
// keys (b, x, d d, arrows) as its own commands unless an element around the focus carries this mark.

function render({ el }) {
  let gone = false;
  const mark = () => {
    const card = el.closest(".fl-card");
    if (card) card.setAttribute("data-lm-suppress-shortcuts", "true");
    else if (!gone) requestAnimationFrame(mark); // not in the page yet
  };
  mark();
  return () => { gone = true; };
}

export default { render };
