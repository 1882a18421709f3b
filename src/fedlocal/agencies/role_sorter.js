// One duty at a time with a checkbox for each agency; see drawing/one_by_one.js.

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const inputs = model
    .get("groups")
    .flatMap((group) =>
      group.choices.map((choice) => el("input", { type: "checkbox", value: choice.id, name: uid })),
    );
  const groups = model.get("groups").map((group) =>
    el(
      "fieldset",
      { className: "fl-level fl-" + group.level },
      el("legend", {}, el("span", { className: "fl-sign", "aria-hidden": "true" }, group.sign), group.name),
      el(
        "div",
        { className: "fl-choices" },
        ...group.choices.map((choice) =>
          el(
            "label",
            { className: "fl-choice" },
            inputs.find((input) => input.value === choice.id),
            el("span", {}, choice.name),
          ),
        ),
      ),
    ),
  );
  const list = el("select", { id: `${uid}-list` });
  // the focus stays: an arrow key may go on
  list.addEventListener("change", () => cards.go(list.selectedIndex, true));
  const jump = el(
    "div",
    { className: "fl-jump" },
    el("label", { htmlFor: `${uid}-list` }, "Go to duty "),
    list,
  );
  const question = el("legend", { tabIndex: -1, className: "fl-duty" });
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const check = action(
    "Check",
    () => model.send({ duty: cards.here().id, chosen: chosen() }),
    "fl-go",
  );
  const reveal = action("Show the answer", () => model.send({ duty: cards.here().id, show: true }));
  const right = (feedback) => feedback?.tone === "right";

  const cards = oneByOne(model, {
    items: "duties",
    item: "duty",
    name: "Duty",
    many: "Duties",
    title: question,
    answer: [
      el("div", { className: "fl-levels" }, ...groups),
      el("div", { className: "fl-actions" }, check, reveal),
    ],
    beside: [jump],
    next: "Next",
    end: "Finish and see my mix-ups",
    resume: "Go on sorting",
    again: "Start again in another order",
    done: "Your mix-ups",
    show: (item, given, at) => {
      question.textContent = item.text;
      list.replaceChildren(
        ...model.get("duties").map((duty, i) => {
          const sign = right(cards.mine(duty.id).feedback) ? "✓ " : "";
          return el("option", { value: duty.id, selected: i === at }, `${i + 1}. ${sign}${duty.text}`);
        }),
      );
      inputs.forEach((input) => {
        input.checked = (given ?? []).includes(input.value);
      });
    },
    box: (feedback) => box(feedback, "The law behind it: "),
    closing: (summary) => [
      table(summary),
      summary.partly ? el("p", {}, summary.partly) : null,
      el("p", {}, summary.facts),
    ],
    heard: (id, feedback) => {
      const option = right(feedback) && [...list.options].find((other) => other.value === id);
      if (option && !option.text.includes("✓")) option.text = option.text.replace(". ", ". ✓ ");
    },
  });
  const keep = () => {
    cards.mine(cards.here().id).given = chosen();
  };
  choosing(inputs, keep, check);
  return cards.start(root);
}

export default { render };
