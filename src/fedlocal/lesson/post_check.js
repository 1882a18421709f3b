// The twelve statements again, the comparison, and progress as a file. Python compares, checks files and
// writes them.

function growthTable(model, message) {
  const head = el("tr", {}, ...model.get("head").map((name) => el("th", { scope: "col" }, name)));
  const rows = message.rows.map((cells) =>
    el("tr", {}, el("th", { scope: "row" }, cells[0]), ...cells.slice(1).map((cell) => el("td", {}, cell))),
  );
  return el(
    "div",
    { className: "fl-wide" },
    el("table", {}, el("caption", {}, message.caption), el("thead", {}, head), el("tbody", {}, ...rows)),
  );
}

function readAgain(pairs) {
  if (!pairs.length) return null;
  return el(
    "div",
    {},
    el("p", {}, el("strong", {}, "Worth another look")),
    ...pairs.map(([belief, correction, lesson]) =>
      el("p", {}, el("strong", {}, `“${belief}”`), ` ${correction} Read again: ${lesson.toLowerCase()}.`),
    ),
  );
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  let items = [];
  const list = el("div");
  const draw = (chosen) => {
    items = model
      .get("questions")
      .map((item, index) => ({ id: item.id, ...statement(item, index, uid, chosen[item.id]) }));
    list.replaceChildren(...items.map((item) => item.node));
  };
  const result = el("div", { className: "fl-feedback fl-growth", role: "status" });
  const opened = el("div", { className: "fl-feedback", role: "status" });
  const button = (name, act, main) => {
    const node = el("button", { type: "button", className: main ? "fl-go" : "" }, name);
    node.addEventListener("click", act);
    return node;
  };
  const file = el("input", { type: "file", id: `${uid}-file`, accept: ".json,application/json" });
  file.addEventListener("change", async () => {
    const [one] = file.files;
    if (!one) return;
    if (one.size > 2000000)
      return say(opened, ["This file is too large to be a progress file of the course."]);
    model.send({ open: await one.text() });
    file.value = "";
  });
  const compare = () =>
    model.send({
      answers: Object.fromEntries(items.map((item) => [item.id, item.read()]).filter(([, answer]) => answer)),
    });
  const card = el(
    "div",
    { className: "fl-form fl-post" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    list,
    el("div", { className: "fl-actions" }, button("Compare with my first answers", compare, true)),
    result,
    el(
      "section",
      { className: "fl-take", "aria-label": "Your progress as a file" },
      el("p", { className: "fl-steptitle" }, "Your progress as a file"),
      el(
        "p",
        { className: "fl-intro" },
        "The progress file holds your answers and your briefs, without a name. " +
          "Load it on another computer to go on there. The page is for reading, or for handing in.",
      ),
      el(
        "div",
        { className: "fl-actions" },
        button("Save my progress", () => model.send({ save: "progress" })),
        button("Save a page to hand in", () => model.send({ save: "page" })),
      ),
      el("div", { className: "fl-field" }, el("label", { htmlFor: file.id }, "Load a progress file"), file),
      opened,
    ),
  );
  const say = (place, lines, ...more) =>
    place.replaceChildren(
      el("div", { className: "fl-box" }, ...lines.map((line) => el("p", {}, line)), ...more.filter(Boolean)),
    );
  const receive = (message) => {
    if (message.lines)
      say(
        result,
        message.lines,
        message.rows ? growthTable(model, message) : null,
        message.again ? readAgain(message.again) : null,
      );
    if (message.opened) say(opened, message.opened);
    if (message.chosen) draw(message.chosen);
    if (message.file) {
      saveFile(message.file);
      say(opened, [`Saved: ${message.file.name}`]);
    }
  };
  model.on("msg:custom", receive);
  draw(model.get("chosen"));
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", receive);
}

export default { render };
