// Statements with a few answers each, as radio buttons (used before the course and after it).

function statement(item, index, uid, chosen) {
  const inputs = item.options.map((option) =>
    el("input", {
      type: "radio",
      name: `${uid}-${index}`,
      value: option.key,
      checked: chosen === option.key,
    }),
  );
  const choices = item.options.map((option, i) =>
    el("label", { className: "fl-choice" }, inputs[i], el("span", {}, option.text)),
  );
  const legend = el("legend", {}, el("span", { className: "fl-number" }, `${index + 1}.`), item.prompt);
  const node = el(
    "fieldset",
    { "data-question": item.id },
    legend,
    el("div", { className: "fl-inline" }, ...choices),
  );
  return { node, read: () => (inputs.find((input) => input.checked) || {}).value };
}
