// The card of an exercise; where a place may be chosen, a field for it stands in the card's own box.

function chooser(model, uid, words) {
  const data = { counties: [] };
  const names = el("datalist", { id: `${uid}-names` });
  const input = el("input", {
    type: "text", id: `${uid}-place`, list: `${uid}-names`, placeholder: words.hint, autocomplete: "off",
  });
  const said = el("p", { className: "fl-hint", role: "status" });
  const button = el("button", { type: "button" }, words.take);
  const take = () => {
    const found = candidates(data, input.value);
    said.textContent = found.length === 1 ? "" : unclear(data, input.value, found);
    if (found.length === 1) model.send({ choose: data.counties[found[0]][1] });
  };
  button.addEventListener("click", take);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
  });
  const label = el("label", { htmlFor: input.id }, words.label);
  const row = el("div", { className: "fl-take" }, el("div", { className: "fl-field" }, label, input), button);
  const fill = (counties) => {
    data.counties = counties;
    names.replaceChildren(...counties.map(([name]) => el("option", { value: name })));
  };
  return { nodes: [row, names, said], fill, input };
}

function render({ model, el: root }) {
  const words = model.get("words");
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const place = chooser(model, uid, words);
  const copy = copyBox(words);
  const page = el("div", {});
  const card = el("div", { className: "fl-form fl-exercise mathjax_ignore tex2jax_ignore" }, page, copy.box);
  let asked = false;
  const draw = () => {
    const focused = card.contains(document.activeElement);
    page.replaceChildren(...nodesOf(model.get("html")));
    const slot = page.querySelector("[data-choose]");
    if (!slot) return;
    slot.replaceChildren(...place.nodes);
    place.input.value = model.get("place");
    if (focused) place.input.focus({ preventScroll: true });
    if (!asked) model.send({ ask: "counties" });
    asked = true;
  };
  const heard = (message) => {
    if (message.counties) place.fill(message.counties);
    if (message.write) copy.show(writeCell(root, message.write) ? null : message.write.source);
  };
  draw();
  keepKeys(card);
  root.append(card);
  model.on("msg:custom", heard);
  model.on("change:html", draw);
  const stop = whenShown(root, () => model.send({ opened: true }));
  return () => {
    stop();
    model.off("msg:custom", heard);
    model.off("change:html", draw);
  };
}

export default { render };
