// What every widget's script begins with (see script() in base.py).

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key in node && key !== "list") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// What Python drew with the course's own templates, as nodes. It is parsed apart from the page, where no
// script of it would run.
const nodesOf = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

// Keys typed in a card are the card's: JupyterLab, which listens further out, would take b, x or an arrow as
// a
// command and add or cut cells. Only saving is left to it.
function keepKeys(card) {
  card.addEventListener("keydown", (event) => {
    const saving = event.key === "s" && (event.ctrlKey || event.metaKey);
    if (!saving) event.stopPropagation();
  });
}
