// One duty at a time with a checkbox for each agency. Nothing here knows an answer: every choice goes to
// Python.

function box(feedback) {
  const node = el(
    "div",
    { className: "fl-box " + feedback.tone },
    el("p", {}, el("strong", {}, feedback.verdict)),
  );
  for (const line of feedback.lines) node.append(el("p", {}, line));
  if (feedback.sources.length) {
    const links = feedback.sources.flatMap((source, i) => [
      i ? "; " : "",
      el("a", { href: source.url, target: "_blank", rel: "noopener" }, source.label),
    ]);
    node.append(el("p", {}, "The law behind it: ", ...links, "."));
  }
  return node;
}

function table(summary) {
  if (!summary.rows.length) return null;
  const head = el("tr", {}, ...summary.head.map((name) => el("th", { scope: "col" }, name)));
  const rows = summary.rows.map((cells) =>
    el("tr", {}, el("th", { scope: "row" }, cells[0]), ...cells.slice(1).map((cell) => el("td", {}, cell))),
  );
  return el("table", {}, el("caption", {}, summary.caption), el("thead", {}, head), el("tbody", {}, ...rows));
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  let at = 0,
    state = {};
  const here = () => model.get("duties")[at];
  const solved = (id) => state[id]?.feedback?.tone === "right";
  const mine = (id) => (state[id] = state[id] || { chosen: [], feedback: null });

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
  const progress = el("progress", { max: 1, value: 0, "aria-label": "Duties gone through" });
  const place = el("p", { className: "fl-place" });
  const list = el("select", { id: `${uid}-list` });
  // the focus stays: an arrow key may go on
  list.addEventListener("change", () => {
    at = list.selectedIndex;
    draw();
  });
  const jump = el(
    "div",
    { className: "fl-jump" },
    el("label", { htmlFor: `${uid}-list` }, "Go to duty "),
    list,
  );
  const question = el("legend", { tabIndex: -1, className: "fl-duty" });
  const feedback = el("div", { className: "fl-feedback", role: "status", "aria-live": "polite" });
  const button = (name, act, main) => {
    const node = el("button", { type: "button", className: main ? "fl-go" : "" }, name);
    node.addEventListener("click", act);
    return node;
  };
  const check = button("Check", () => ask({ duty: here().id, chosen: read() }), true);
  const show = button("Show the answer", () => ask({ duty: here().id, show: true }));
  const back = button("Previous", () => go(at - 1));
  const next = button("Next", () => (at + 1 < model.get("duties").length ? go(at + 1) : finish()));
  const end = button("Finish and see my mix-ups", () => finish());
  const again = button("Start again in another order", () => ask({ restart: true }));
  const main = el(
    "fieldset",
    { className: "fl-main" },
    question,
    el("div", { className: "fl-levels" }, ...groups),
    el("div", { className: "fl-actions" }, check, show),
    feedback,
    el("div", { className: "fl-actions" }, back, next, end),
  );
  const done = el("section", { hidden: true, tabIndex: -1, "aria-label": "Your mix-ups" });
  const tally = el("p", { className: "fl-tally", role: "status" }, model.get("tally"));
  const where = el("div", { className: "fl-progress" }, place, progress, jump);
  const card = el(
    "div",
    { className: "fl-form fl-sorter" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    where,
    main,
    done,
    tally,
  );

  const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const ask = (message) => model.send(message);
  const finish = () => ask({ summary: true });

  function draw() {
    const duties = model.get("duties");
    const kept = mine(here().id);
    place.textContent = `Duty ${at + 1} of ${duties.length}`;
    progress.max = duties.length;
    progress.value = at + 1;
    question.textContent = here().text;
    list.replaceChildren(
      ...duties.map((duty, i) =>
        el(
          "option",
          { value: duty.id, selected: i === at },
          `${i + 1}. ${solved(duty.id) ? "✓ " : ""}${duty.text}`,
        ),
      ),
    );
    inputs.forEach((input) => {
      input.checked = kept.chosen.includes(input.value);
    });
    feedback.replaceChildren(...(kept.feedback ? [box(kept.feedback)] : []));
    back.disabled = at === 0;
    next.textContent = at + 1 < duties.length ? "Next" : "Finish";
    end.hidden = at + 1 === duties.length;
    tally.textContent = model.get("tally");
  }

  function showing(sorting) {
    main.hidden = where.hidden = tally.hidden = !sorting;
    done.hidden = sorting;
  }

  function go(index) {
    at = index;
    showing(true);
    draw();
    question.focus();
  }

  function conclude(summary) {
    showing(false);
    const resume = button("Go on sorting", () => go(at));
    done.replaceChildren(
      ...[
        el("p", { className: "fl-said" }, summary.said),
        table(summary),
        summary.partly ? el("p", {}, summary.partly) : null,
        el("p", {}, summary.facts),
        el("div", { className: "fl-actions" }, resume, again),
      ].filter(Boolean),
    );
    done.focus();
  }

  inputs.forEach((input) => {
    input.addEventListener("change", () => {
      mine(here().id).chosen = read();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") check.click();
    });
  });
  const answered = (message) => {
    if (message.summary) return conclude(message.summary);
    if (message.restarted) {
      state = {};
      return go(0);
    }
    mine(message.duty).feedback = message.feedback;
    if (message.duty === here().id) feedback.replaceChildren(box(message.feedback));
    const told =
      message.feedback.tone === "right" && [...list.options].find((option) => option.value === message.duty);
    if (told && !told.text.includes("✓")) told.text = told.text.replace(". ", ". ✓ ");
    tally.textContent = message.tally;
  };
  model.on("msg:custom", answered);
  draw();
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", answered);
}

export default { render };
