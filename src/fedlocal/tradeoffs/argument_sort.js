// One statement at a time with three radio buttons. Nothing here knows an answer: every choice goes to
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
    node.append(el("p", {}, "Source: ", ...links, "."));
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
  const here = () => model.get("statements")[at];
  const mine = (id) => (state[id] = state[id] || { choice: "", feedback: null });
  const button = (name, act, main) => {
    const node = el("button", { type: "button", className: main ? "fl-go" : "" }, name);
    node.addEventListener("click", act);
    return node;
  };

  const inputs = model
    .get("choices")
    .map((choice) => el("input", { type: "radio", value: choice.id, name: uid }));
  const labels = model
    .get("choices")
    .map((choice, i) => el("label", { className: "fl-choice" }, inputs[i], el("span", {}, choice.name)));
  const place = el("p", { className: "fl-place" });
  const progress = el("progress", { max: 1, value: 0, "aria-label": "Statements gone through" });
  const statement = el("legend", { tabIndex: -1, className: "fl-duty" });
  const feedback = el("div", { className: "fl-feedback", role: "status", "aria-live": "polite" });
  const check = button(
    "Check",
    () => model.send({ statement: here().id, choice: mine(here().id).choice }),
    true,
  );
  const back = button("Previous", () => go(at - 1));
  const next = button("Next", () => (at + 1 < model.get("statements").length ? go(at + 1) : finish()));
  const end = button("Finish and see what I overlooked", () => finish());
  const again = button("Start again elsewhere in the circle", () => model.send({ restart: true }));
  const main = el(
    "fieldset",
    { className: "fl-main" },
    statement,
    el("div", { className: "fl-three" }, ...labels),
    el("div", { className: "fl-actions" }, check),
    feedback,
    el("div", { className: "fl-actions" }, back, next, end),
  );
  const done = el("section", { hidden: true, tabIndex: -1, "aria-label": "What you took for what" });
  const tally = el("p", { className: "fl-tally", role: "status" });
  const where = el("div", { className: "fl-progress" }, place, progress);
  const card = el(
    "div",
    { className: "fl-form fl-sorter" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    el("p", { className: "fl-question" }, model.get("question")),
    where,
    main,
    done,
    tally,
  );

  const finish = () => model.send({ summary: true });

  function draw() {
    const all = model.get("statements"),
      kept = mine(here().id);
    place.textContent = `Statement ${at + 1} of ${all.length}`;
    progress.max = all.length;
    progress.value = at + 1;
    statement.textContent = here().text;
    inputs.forEach((input) => {
      input.checked = kept.choice === input.value;
    });
    feedback.replaceChildren(...(kept.feedback ? [box(kept.feedback)] : []));
    back.disabled = at === 0;
    next.textContent = at + 1 < all.length ? "Next" : "Finish";
    end.hidden = at + 1 === all.length;
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
    statement.focus();
  }

  function conclude(summary) {
    showing(false);
    done.replaceChildren(
      ...[
        el("p", { className: "fl-said" }, summary.said),
        table(summary),
        el(
          "div",
          { className: "fl-actions" },
          button("Go on sorting", () => go(at)),
          again,
        ),
      ].filter(Boolean),
    );
    done.focus();
  }

  inputs.forEach((input) => {
    input.addEventListener("change", () => {
      mine(here().id).choice = input.value;
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
    mine(message.statement).feedback = message.feedback;
    if (message.statement === here().id) feedback.replaceChildren(box(message.feedback));
    tally.textContent = message.tally;
  };
  model.on("msg:custom", answered);
  draw();
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", answered);
}

export default { render };
