// One statement at a time with three radio buttons; see drawing/one_by_one.js.

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const inputs = model
    .get("choices")
    .map((choice) => el("input", { type: "radio", value: choice.id, name: uid }));
  const labels = model
    .get("choices")
    .map((choice, i) => el("label", { className: "fl-choice" }, inputs[i], el("span", {}, choice.name)));
  const statement = el("legend", { tabIndex: -1, className: "fl-duty" });
  const mine = () => cards.mine(cards.here().id);
  const check = action(
    "Check",
    () => model.send({ statement: cards.here().id, choice: mine().given ?? "" }),
    "fl-go",
  );
  const cards = oneByOne(model, {
    items: "statements",
    item: "statement",
    name: "Statement",
    many: "Statements",
    title: statement,
    answer: [
      el("div", { className: "fl-three" }, ...labels),
      el("div", { className: "fl-actions" }, check),
    ],
    above: [el("p", { className: "fl-question" }, model.get("question"))],
    next: "Next",
    end: "Finish and see what I overlooked",
    resume: "Go on sorting",
    again: "Start again elsewhere in the circle",
    done: "What you took for what",
    show: (item, given) => {
      statement.textContent = item.text;
      inputs.forEach((input) => {
        input.checked = given === input.value;
      });
    },
    box: (feedback) => box(feedback, "Source: "),
    closing: (summary) => [table(summary)],
  });
  const keep = (input) => {
    mine().given = input.value;
  };
  choosing(inputs, keep, check);
  return cards.start(root);
}

export default { render };
