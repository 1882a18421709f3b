// A grid of findings with filters. Python chooses and words what is shown; the page draws it and opens one at
// a time.

function grid(model, shown, open) {
  const columns = model.get("columns");
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, "Measured, under which policy"),
    ...columns.map((column) =>
      el("th", { scope: "col" }, el("span", { "aria-hidden": "true" }, column.sign + " "), column.word),
    ),
  );
  const rows = shown.lines.map((line) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el("strong", {}, line.outcome),
        el("span", { className: "fl-policy" }, line.policy),
      ),
      ...line.cells.map((chips, i) => {
        const cell = el("td", {
          "data-way": columns[i].sign + " " + columns[i].word,
          className: chips.length ? "" : "fl-none",
        });
        for (const chip of chips) {
          const button = el(
            "button",
            { type: "button", className: "fl-chip", "data-id": chip.id, "aria-pressed": "false" },
            el("span", { className: "fl-sign", role: "img", "aria-label": chip.design + ":" }, chip.sign),
            el("span", {}, chip.name),
            el("small", {}, [chip.publisher, chip.apart].filter(Boolean).join("; ")),
          );
          button.addEventListener("click", () => open(chip.id));
          cell.append(button);
        }
        return cell;
      }),
    ),
  );
  return el(
    "table",
    { className: "fl-grid" },
    el("caption", {}, "Findings by direction, under the policy studied"),
    el("thead", {}, head),
    el("tbody", {}, ...rows),
  );
}

// Stands under the line of its finding, so that the eye need not travel.
function detailRow(finding, width) {
  return el("tr", { className: "fl-detail" }, el("td", { colSpan: width }, box(finding)));
}

function box(finding) {
  const link = el("a", { href: finding.source.url, target: "_blank", rel: "noopener" }, finding.source.label);
  const facts = finding.facts.map(([name, text]) => el("p", {}, el("strong", {}, name + ": "), text));
  return el(
    "div",
    { className: "fl-box" },
    el("p", { className: "fl-who" }, finding.title),
    el("p", { className: "fl-found-text" }, finding.finding),
    ...facts,
    el("p", {}, el("strong", {}, "Source: "), link),
  );
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const selects = model.get("filters").map((filter) => {
    const select = el(
      "select",
      { id: uid + filter.name, name: filter.name },
      ...filter.options.map((one) => el("option", { value: one.value }, one.text)),
    );
    select.value = filter.value;
    select.addEventListener("change", ask);
    return select;
  });
  const fields = model
    .get("filters")
    .map((filter, i) =>
      el(
        "div",
        { className: "fl-field" },
        el("label", { htmlFor: uid + filter.name }, filter.label),
        selects[i],
      ),
    );
  const said = el("p", { className: "fl-said", role: "status", "aria-live": "polite" });
  const place = el("div", { className: "fl-place-of-grid" });
  const heard = el("p", { className: "fl-unseen", role: "status", "aria-live": "polite" });
  const step = (name, by) => {
    const button = el("button", { type: "button" }, name);
    button.addEventListener("click", () => move(by));
    return button;
  };
  const steps = el("div", { className: "fl-actions" }, step("Previous finding", -1), step("Next finding", 1));
  const designs = el("p", { className: "fl-designs" }, model.get("designs"));
  const card = el(
    "div",
    { className: "fl-form fl-evidence" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    el("div", { className: "fl-controls" }, ...fields),
    said,
    steps,
    designs,
    place,
    heard,
    el(
      "p",
      { className: "fl-tally" },
      model.get("source") + " " + model.get("leaning") + " A count of findings isn’t a vote.",
    ),
  );
  let chosen = "",
    ids = [];

  function ask() {
    model.send({ filters: Object.fromEntries(selects.map((select) => [select.name, select.value])) });
  }
  function open(id) {
    chosen = id;
    for (const button of place.querySelectorAll(".fl-chip"))
      button.setAttribute("aria-pressed", String(button.dataset.id === id));
    model.send({ finding: id });
  }
  function move(by) {
    if (ids.length)
      open(ids[(ids.indexOf(chosen) + by + ids.length + (chosen ? 0 : by < 0 ? 1 : 0)) % ids.length]);
  }
  function draw(shown) {
    ids = shown.lines.flatMap((line) => line.cells.flat().map((chip) => chip.id));
    said.textContent = shown.said;
    place.replaceChildren(shown.lines.length ? grid(model, shown, open) : "");
    steps.hidden = designs.hidden = !ids.length;
    if (ids.includes(chosen)) open(chosen);
    else chosen = "";
  }
  const answered = (message) => {
    if (message.shown) draw(message.shown);
    if (message.finding && message.finding.id === chosen) {
      place.querySelector(".fl-detail")?.remove();
      const row = detailRow(message.finding, model.get("columns").length + 1);
      place.querySelector(`[data-id="${chosen}"]`).closest("tr").after(row);
      row.scrollIntoView({ block: "nearest" });
      heard.textContent = `${message.finding.title}. ${message.finding.finding}`;
    }
  };
  model.on("msg:custom", answered);
  draw(model.get("shown"));
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", answered);
}

export default { render };
