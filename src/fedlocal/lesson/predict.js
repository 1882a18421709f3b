// One number to guess: a field and a slider that say the same. What is said about the guess comes from
// Python, and so does the chart below. Nothing here knows the answer.

// The number that is typed so far, where it can stand on the slider.
function typed(field) {
  const value = Number(field.value.replaceAll(",", "").trim());
  return field.value.trim() && Number.isFinite(value) ? value : null;
}

function asking(question, uid) {
  const field = el("input", {
    type: "text",
    inputMode: "decimal",
    id: uid,
    autocomplete: "off",
    className: "fl-big",
    size: 8,
  });
  const slider = el("input", { type: "range", min: 0, max: question.most, step: question.step, value: 0 });
  slider.setAttribute("aria-label", "Your number on a slider");
  const say = () => {
    const words = field.value.trim() ? `${field.value} ${question.unit}` : "no guess yet";
    slider.setAttribute("aria-valuetext", words);
  };
  slider.addEventListener("input", () => {
    field.value = Number(slider.value).toLocaleString("en-US");
    say();
  });
  field.addEventListener("input", () => {
    slider.value = typed(field) ?? 0;
    say();
  });
  const put = (guess) => {
    field.value = guess;
    slider.value = typed(field) ?? 0;
    say();
  };
  const ends = [0, question.most].map((end) => el("span", {}, end.toLocaleString("en-US")));
  const node = el(
    "div",
    { className: "fl-guess" },
    el("p", {}, el("label", { htmlFor: uid }, "Your number"), field, el("span", {}, question.unit)),
    el("div", { className: "fl-slide" }, slider, el("div", { className: "fl-ends" }, ...ends)),
  );
  return { node, field, slider, put };
}

function status(lines, verdict) {
  const first = verdict ? el("p", {}, el("strong", {}, verdict)) : null;
  return el("div", { className: "fl-box" }, first, ...lines.map((line) => el("p", {}, line)));
}

function render({ model, el: root }) {
  const question = model.get("question");
  const form = asking(question, "fl-" + Math.random().toString(36).slice(2));
  const keep = el("button", { type: "button", className: "fl-go" });
  const show = el("button", { type: "button" });
  const actions = el("div", { className: "fl-actions" }, keep, show);
  const place = el("div", { className: "fl-feedback", role: "status", tabIndex: -1 });
  const legend = el("legend", {}, question.prompt);
  const card = el(
    "div",
    { className: "fl-form fl-plain fl-predict" },
    el("fieldset", { "data-question": question.id }, legend, form.node, actions),
    place,
  );
  const tell = (lines, verdict = "") =>
    place.replaceChildren(...(lines.length || verdict ? [status(lines, verdict)] : []));
  const draw = () => {
    const view = model.get("view");
    const within = card.contains(document.activeElement);
    if (view.guess) form.put(view.guess);
    keep.textContent = view.keep;
    show.textContent = view.show;
    show.hidden = !view.show;
    tell(view.lines, view.verdict);
    if (!view.open && within) place.focus({ preventScroll: true });
    form.node.hidden = actions.hidden = !view.open;
  };
  keep.addEventListener("click", () => {
    const guess = form.field.value.trim();
    if (guess) model.send({ guess });
    else tell(["Type a number first, or move the slider."]);
  });
  show.addEventListener("click", () => model.send({ show: true }));
  for (const input of [form.field, form.slider])
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") keep.click();
    });
  const heard = (message) => tell([message.problem]);
  model.on("change:view", draw);
  model.on("msg:custom", heard);
  keepKeys(card);
  root.append(card);
  draw();
  return () => {
    model.off("change:view", draw);
    model.off("msg:custom", heard);
  };
}

export default { render };
