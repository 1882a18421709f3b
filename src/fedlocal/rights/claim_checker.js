// One claim at a time with a button for each judgment. Nothing here knows a verdict: every judgment goes to
// Python.

function linked(label, links) {
  const parts = links.flatMap((link, i) => [
    i ? "; " : "",
    el("a", { href: link.url, target: "_blank", rel: "noopener" }, link.label),
  ]);
  return el("p", { className: "fl-small" }, label, ...parts, ".");
}

function box(feedback) {
  const node = el(
    "div",
    { className: "fl-box " + feedback.tone },
    el("p", {}, el("strong", {}, feedback.said)),
    el("p", {}, feedback.ours, " ", el("span", { className: "fl-verdict" }, feedback.verdict)),
    el("p", {}, feedback.correction),
  );
  if (feedback.readings.length) {
    const [passes, fails] = feedback.readings;
    node.append(
      el(
        "div",
        { className: "fl-readings" },
        el("div", {}, el("p", { className: "fl-reading" }, "One reading: it passes"), el("p", {}, passes)),
        el("div", {}, el("p", { className: "fl-reading" }, "The other: it does not"), el("p", {}, fails)),
      ),
    );
  }
  if (feedback.ask) node.append(el("p", {}, feedback.ask));
  if (feedback.sources.length)
    node.append(linked(`Sources (verdict as of ${feedback.since}): `, feedback.sources));
  if (feedback.more) node.append(el("p", { className: "fl-small" }, `More in ${feedback.more}.`));
  return node;
}

function kinds(summary) {
  if (!summary.kinds.length) return null;
  const items = summary.kinds.map((kind) =>
    el(
      "li",
      {},
      el("p", {}, el("strong", {}, kind.name), ` · misjudged ${kind.missed}`),
      el("p", {}, kind.ask),
      el("p", { className: "fl-small" }, kind.claims),
    ),
  );
  return el("ul", { className: "fl-kinds", "aria-label": summary.caption }, ...items);
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  let at = 0,
    state = {};
  const claims = () => model.get("claims");
  const here = () => claims()[at];
  const mine = (id) => (state[id] = state[id] || { judgment: "", feedback: null });
  const ask = (message) => model.send(message);
  const button = (name, act, className = "") => {
    const node = el("button", { type: "button", className }, name);
    node.addEventListener("click", act);
    return node;
  };

  const which = el(
    "select",
    { id: uid },
    ...model.get("rounds").map((round) => el("option", { value: round.id }, round.name)),
  );
  which.value = model.get("round");
  which.addEventListener("change", () => ask({ round: which.value }));
  const controls = el(
    "div",
    { className: "fl-controls" },
    el("div", { className: "fl-field" }, el("label", { htmlFor: uid }, "Which claims"), which),
  );
  const progress = el("progress", { max: 1, value: 0, "aria-label": "Claims gone through" });
  const place = el("p", { className: "fl-place" });
  const where = el("div", { className: "fl-progress" }, place, progress);
  const article = el("span", { className: "fl-article" });
  const text = el("span", { className: "fl-claim" });
  const legend = el("legend", { tabIndex: -1 }, article, text);
  const buttons = model.get("judgments").map((judgment) => {
    const node = button("", () => judge(judgment.id), "fl-judgment");
    node.append(el("strong", {}, judgment.word), el("span", {}, judgment.means));
    return node;
  });
  const feedback = el("div", { className: "fl-feedback", role: "status", "aria-live": "polite" });
  const back = button("Previous", () => go(at - 1));
  const next = button(
    "Next claim",
    () => (at + 1 < claims().length ? go(at + 1) : ask({ summary: true })),
    "fl-go",
  );
  const end = button("Finish and see what fooled me", () => ask({ summary: true }));
  const main = el(
    "fieldset",
    { className: "fl-main" },
    legend,
    el("div", { className: "fl-judgments", role: "group", "aria-label": "Your judgment" }, ...buttons),
    feedback,
    el("div", { className: "fl-actions" }, back, next, end),
  );
  const done = el("section", { hidden: true, tabIndex: -1, "aria-label": "What fooled you" });
  const tally = el("p", { className: "fl-tally", role: "status" }, model.get("tally"));
  const card = el(
    "div",
    { className: "fl-form fl-sorter fl-checker" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    controls,
    where,
    main,
    done,
    tally,
  );

  function judge(id) {
    mine(here().id).judgment = id;
    ask({ claim: here().id, judgment: id });
    draw();
  }

  function draw() {
    const kept = mine(here().id);
    place.textContent = `Claim ${at + 1} of ${claims().length}`;
    progress.max = claims().length;
    progress.value = at + 1;
    article.textContent = here().article;
    text.textContent = here().text;
    buttons.forEach((node, i) =>
      node.setAttribute("aria-pressed", String(model.get("judgments")[i].id === kept.judgment)),
    );
    feedback.replaceChildren(...(kept.feedback ? [box(kept.feedback)] : []));
    back.disabled = at === 0;
    next.textContent = at + 1 < claims().length ? "Next claim" : "Finish";
    end.hidden = at + 1 === claims().length;
    tally.textContent = model.get("tally");
  }

  function showing(judging) {
    main.hidden = where.hidden = tally.hidden = !judging;
    done.hidden = judging;
  }

  function go(index, quietly = false) {
    at = index;
    showing(true);
    draw();
    if (!quietly) legend.focus();
  }

  function conclude(summary) {
    showing(false);
    const resume = button("Go on judging", () => go(at));
    const again = button("Judge this round anew", () => ask({ restart: true }));
    done.replaceChildren(
      ...[
        el("p", { className: "fl-said" }, summary.said),
        kinds(summary),
        el("p", {}, summary.facts),
        el("div", { className: "fl-actions" }, resume, again),
      ].filter(Boolean),
    );
    done.focus();
  }

  const answered = (message) => {
    if (message.summary) return conclude(message.summary);
    if (message.started) {
      if (message.cleared) claims().forEach((claim) => delete state[claim.id]);
      return go(0, !message.cleared);
    }
    mine(message.claim).feedback = message.feedback;
    if (message.claim === here().id) feedback.replaceChildren(box(message.feedback));
    tally.textContent = message.tally;
  };
  model.on("msg:custom", answered);
  draw();
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", answered);
}

export default { render };
