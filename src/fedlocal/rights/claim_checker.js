// One claim at a time with a button for each judgment; see drawing/one_by_one.js.

function verdict(feedback) {
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
  if (feedback.sources.length) {
    const label = `Sources (verdict as of ${feedback.since}): `;
    node.append(el("p", { className: "fl-small" }, label, ...linked(feedback.sources), "."));
  }
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
  const which = el(
    "select",
    { id: uid },
    ...model.get("rounds").map((round) => el("option", { value: round.id }, round.name)),
  );
  which.value = model.get("round");
  which.addEventListener("change", () => model.send({ round: which.value }));
  const controls = el(
    "div",
    { className: "fl-controls" },
    el("div", { className: "fl-field" }, el("label", { htmlFor: uid }, "Which claims"), which),
  );
  const article = el("span", { className: "fl-article" });
  const text = el("span", { className: "fl-claim" });
  const buttons = model.get("judgments").map((judgment) => {
    const node = action("", () => judge(judgment.id), "fl-judgment");
    node.append(el("strong", {}, judgment.word), el("span", {}, judgment.means));
    return node;
  });

  function judge(id) {
    const claim = cards.here().id;
    cards.mine(claim).given = id;
    model.send({ claim, judgment: id });
    cards.draw();
  }

  const cards = oneByOne(model, {
    className: "fl-checker",
    items: "claims",
    item: "claim",
    name: "Claim",
    many: "Claims",
    title: el("legend", { tabIndex: -1 }, article, text),
    answer: [
      el("div", { className: "fl-judgments", role: "group", "aria-label": "Your judgment" }, ...buttons),
    ],
    above: [controls],
    next: "Next claim",
    main: "fl-go",
    end: "Finish and see what fooled me",
    resume: "Go on judging",
    again: "Judge this round anew",
    done: "What fooled you",
    show: (item, given) => {
      article.textContent = item.article;
      text.textContent = item.text;
      buttons.forEach((node, i) =>
        node.setAttribute("aria-pressed", String(model.get("judgments")[i].id === given)),
      );
    },
    box: verdict,
    closing: (summary) => [kinds(summary), el("p", {}, summary.facts)],
  });
  return cards.start(root);
}

export default { render };
