// Draws the fields of one question, sends what is filled in to Python, and shows what an answer meets.
// Learner-facing words come from Python; nothing here knows an answer.

const PAUSE = 400; // milliseconds without a key until a text is kept

const named = (part, single) => [
  part.mark && !single ? el("span", { className: "fl-part-key" }, part.mark) : null,
  part.label ? el("span", {}, part.label) : null,
];

function group(part, single, ...nodes) {
  return el("fieldset", { className: "fl-part", "data-part": part.key },
    el("legend", {}, ...named(part, single)), ...nodes);
}

function boxes(part, uid, single) {
  const inputs = part.choices.map((choice) =>
    el("input", { type: part.kind, name: uid, value: choice.key }));
  const labels = part.choices.map((choice, i) =>
    el("label", { className: "fl-choice" }, inputs[i],
      part.numbered ? el("span", { className: "fl-number" }, `${choice.key}.`) : null,
      el("span", {}, choice.text)));
  const short = part.choices.every((choice) => choice.text.length <= 26);
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    node: group(part, single, el("div", { className: short ? "fl-inline" : "" }, ...labels)),
    read: () => (part.kind === "radio" ? chosen()[0] ?? "" : chosen()),
    fill: (state) => inputs.forEach((input) => (input.checked = [state].flat().includes(input.value))),
  };
}

function line(part, uid, single, control, ...more) {
  control.id = uid;
  const label = el("label", { htmlFor: uid }, ...named(part, single));
  const node = el("div", { className: "fl-part fl-row fl-match", "data-part": part.key }, label,
    el("div", {}, control, ...more));
  return { node, read: () => control.value, fill: (state) => (control.value = state ?? "") };
}

function select(part, uid, single, words) {
  const options = part.choices.map((choice) => el("option", { value: choice.key }, choice.text));
  return line(part, uid, single, el("select", {}, el("option", { value: "" }, words.choose), ...options));
}

function number(part, uid, single) {
  const input = el("input", { type: "text", inputMode: "decimal", autocomplete: "off", size: 12 });
  return line(part, uid, single, input, part.unit ? el("span", {}, ` ${part.unit}`) : null);
}

function text(part, uid, single, words) {
  const area = el("textarea", { id: uid, rows: 10 });
  const label = el("label", { htmlFor: uid, className: "fl-unseen" }, words.text);
  const node = el("div", { className: "fl-part fl-words", "data-part": part.key }, label, area);
  return { node, read: () => area.value, fill: (state) => (area.value = state ?? "") };
}

// Each line takes a place. Who takes one that is taken gives its own in return.
function order(part, uid, single, words) {
  const places = part.choices.map((_, i) => String(i + 1));
  const status = el("p", { className: "fl-unseen", role: "status" });
  const selects = part.choices.map((choice, i) =>
    el("select", { id: `${uid}-${i}`, "data-choice": choice.key },
      el("option", { value: "" }, words.place),
      ...places.map((place) => el("option", { value: place }, place))));
  const before = selects.map(() => "");
  const remember = () => selects.forEach((control, i) => (before[i] = control.value));
  selects.forEach((control, i) =>
    control.addEventListener("change", () => {
      const other = selects.findIndex((each, j) => j !== i && each.value && each.value === control.value);
      if (other >= 0) {
        selects[other].value = before[i];
        status.textContent = `${part.choices[other].text} ${words.moved} ${before[i] || "–"}.`;
      }
      remember();
    }));
  const rows = part.choices.map((choice, i) =>
    el("div", { className: "fl-row fl-order" },
      el("label", { htmlFor: `${uid}-${i}` }, choice.text), selects[i]));
  return {
    node: group(part, single, ...rows, status),
    read: () => Object.fromEntries(part.choices.map((choice, i) => [choice.key, selects[i].value])),
    fill: (state) => {
      selects.forEach((control, i) => (control.value = state?.[part.choices[i].key] ?? ""));
      remember();
    },
  };
}

const KINDS = { radio: boxes, checkbox: boxes, select, number, order, text };

function resultBox(result) {
  if (result.html) {
    return el("div", {}, ...nodesOf(result.html));
  }
  const verdict = el("p", {}, el("strong", {}, result.verdict), " ",
    el("span", { className: "fl-score" }, result.score));
  const source = result.source
    ? el("p", { className: "fl-hint" }, "Source: ",
        el("a", { href: result.source.url, target: "_blank", rel: "noopener" }, result.source.label), ".")
    : null;
  return el("div", { className: `fl-box ${result.tone}` }, verdict,
    ...result.lines.map((each) => el("p", {}, each)), source);
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const words = model.get("words");
  const asked = el("div", { className: "fl-asked" });
  const room = el("div", { className: "fl-parts" });
  const note = el("p", { className: "fl-note", role: "status", hidden: true });
  const check = el("button", { type: "button", className: "fl-go" }, words.check);
  const result = el("div", { className: "fl-feedback", role: "status" });
  const copy = copyBox(words);
  const typing = el("div", {});
  const fold = el("details", { className: "fl-typing" }, el("summary", {}, words.typing), typing);
  const actions = el("div", { className: "fl-actions" }, check, result);
  const look = "fl-form fl-answer mathjax_ignore tex2jax_ignore";
  const card = el("div", { className: look, "data-ask": model.get("grade_id") },
    asked, room, note, actions, copy.box, fold);
  let parts = [];
  let waiting;

  const read = () => Object.fromEntries(parts.map((part) => [part.key, part.read()]));
  const fill = (state) => parts.forEach((part) => part.fill(state[part.key]));
  const tellNow = (more = {}) => {
    clearTimeout(waiting);
    waiting = undefined;
    model.send({ state: read(), ...more });
  };
  const draw = () => {
    const state = read();
    asked.replaceChildren(...nodesOf(model.get("asked")));
    typing.replaceChildren(...nodesOf(model.get("typing")));
    const all = model.get("fields");
    parts = all.map((part, i) => ({
      key: part.key,
      ...KINDS[part.kind](part, `${uid}-${i}`, all.length === 1, words),
    }));
    room.replaceChildren(...parts.map((part) => part.node));
    fill(state);
  };
  room.addEventListener("change", () => tellNow());
  room.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tellNow, PAUSE);
  });
  room.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) check.click();
  });
  check.addEventListener("click", () => tellNow({ check: true }));
  const heard = (message) => {
    if (message.fill) {
      fill(message.fill);
      card.dataset.ready = "yes";
    }
    if ("note" in message) {
      note.textContent = message.note;
      note.hidden = !message.note;
    }
    if (message.write) {
      note.hidden = true;
      copy.show(writeCell(root, message.write) ? null : message.write.source);
    }
    if (message.result) result.replaceChildren(resultBox(message.result));
  };
  draw();
  keepKeys(card);
  root.append(card);
  model.on("msg:custom", heard);
  model.on("change:fields change:asked change:typing", draw);
  const stop = whenShown(root, () =>
    model.send(readCell(root, { grade_id: model.get("grade_id") })));
  return () => {
    stop();
    if (waiting) tellNow();
    model.off("msg:custom", heard);
    model.off("change:fields change:asked change:typing", draw);
  };
}

export default { render };
