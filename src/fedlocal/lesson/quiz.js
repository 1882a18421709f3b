// Draws a set of questions with real form elements and sends each attempt to Python, which judges it.
// Learner-facing words come from Python; nothing here knows an answer.

function choices(question, uid) {
  const type = question.kind === "one" ? "radio" : "checkbox";
  const inputs = question.options.map((option) => el("input", { type, name: uid, value: option.key }));
  const labels = question.options.map((option, i) =>
    el("label", { className: "fl-choice" }, inputs[i], el("span", {}, option.text)),
  );
  const read = () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    if (!chosen.length) return null;
    return type === "radio" ? chosen[0] : chosen;
  };
  return { nodes: labels, read, empty: "Choose an answer first." };
}

function pairs(question, uid) {
  const selects = question.options.map((option, i) =>
    el(
      "select",
      { id: `${uid}-${i}` },
      el("option", { value: "" }, question.kind === "order" ? "place …" : "choose …"),
      ...question.targets.map((target) => el("option", { value: target }, target)),
    ),
  );
  const rows = question.options.map((option, i) =>
    el(
      "div",
      { className: `fl-row fl-${question.kind}` },
      el("label", { htmlFor: `${uid}-${i}` }, option.text),
      selects[i],
    ),
  );
  const read = () => {
    if (selects.some((select) => !select.value)) return null;
    return Object.fromEntries(question.options.map((option, i) => [option.key, selects[i].value]));
  };
  return { nodes: rows, read, empty: "Give each line an answer first." };
}

function figure(question, uid) {
  const input = el("input", { type: "text", inputMode: "decimal", id: uid, autocomplete: "off", size: 10 });
  const unit = question.unit ? el("span", {}, " " + question.unit) : null;
  const row = el("div", {}, el("label", { htmlFor: uid }, "Your number: "), input, unit);
  const read = () => (input.value.trim() ? input.value.trim() : null);
  return { nodes: [row], read, empty: "Type a number first." };
}

function words(question, uid) {
  const input = el("textarea", { id: uid, rows: 4, value: question.words });
  const label = el("label", { htmlFor: uid }, "In your own words:");
  const read = () => (input.value.trim() ? input.value.trim() : null);
  const nodes = [el("div", { className: "fl-words" }, label, input)];
  return { nodes, read, empty: "Write a sentence first." };
}

const FORMS = {
  one: choices,
  several: choices,
  order: pairs,
  match: pairs,
  number: figure,
  say: words,
};

// From "Read again" to the heading of this lesson, where it stands in it; the focus goes along.
function wayTo(heading, from) {
  const all = [...(from.closest(".jp-Notebook")?.querySelectorAll(".jp-RenderedMarkdown :is(h2, h3)") ?? [])];
  const there = all.find((one) => one.textContent.replace("¶", "").trim() === heading);
  if (!there) return null;
  const go = el("button", { type: "button", className: "fl-link" }, "Go there");
  go.addEventListener("click", () => {
    there.tabIndex = -1;
    there.scrollIntoView({ block: "start" });
    there.focus({ preventScroll: true });
  });
  return go;
}

// What to look for in one's own words: a learner ticks what is there.
function ticks(feedback, tell) {
  const ticked = feedback.ticked ?? [];
  const inputs = feedback.ticks.map((_, i) =>
    el("input", { type: "checkbox", checked: ticked.includes(i + 1) }),
  );
  const labels = feedback.ticks.map((text, i) =>
    el("label", { className: "fl-choice" }, inputs[i], el("span", {}, text)),
  );
  const group = el("fieldset", { className: "fl-ticks" }, el("legend", {}, "Is this in yours?"), ...labels);
  group.addEventListener("change", () => tell(inputs.flatMap((input, i) => (input.checked ? [i + 1] : []))));
  return group;
}

function show(place, feedback, tell) {
  const box = el(
    "div",
    { className: "fl-box " + feedback.tone },
    el("p", {}, el("strong", {}, feedback.verdict)),
  );
  for (const line of feedback.lines) box.append(el("p", {}, line));
  if (feedback.ticks?.length) box.append(ticks(feedback, tell));
  if (feedback.source) {
    box.append(
      el(
        "p",
        {},
        "Source: ",
        el("a", { href: feedback.source.url, target: "_blank", rel: "noopener" }, feedback.source.label),
        ".",
      ),
    );
  }
  const way = feedback.again ? wayTo(feedback.again, place) : null;
  if (way) box.append(el("p", {}, way));
  place.replaceChildren(box);
}

function field(question, index, uid, model) {
  const form = FORMS[question.kind](question, uid);
  const place = el("div", { className: "fl-feedback", role: "status" });
  place.setAttribute("aria-live", "polite");
  const button = el("button", { type: "button", className: "fl-go" }, question.button);
  button.addEventListener("click", () => {
    const answer = form.read();
    if (answer === null) return show(place, { tone: "", verdict: form.empty, lines: [] });
    model.send({ question: question.id, answer });
  });
  const legend = el("legend", {}, el("span", { className: "fl-number" }, `${index + 1}.`), question.prompt);
  const hint = question.hint ? el("p", { className: "fl-hint" }, question.hint) : null;
  const node = el(
    "fieldset",
    { "data-question": question.id },
    legend,
    hint,
    ...form.nodes,
    el("div", { className: "fl-actions" }, button),
    place,
  );
  node.querySelectorAll("input[type=text]").forEach((input) =>
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") button.click();
    }),
  );
  const tell = (found) => model.send({ question: question.id, words: form.read() ?? "", ticks: found });
  return { node, show: (feedback) => show(place, feedback, tell) };
}

// A case that is worked before its question: what one asks at each step, and what one finds.
function worked(sample) {
  const steps = sample.steps.map(([step, thought]) =>
    el("li", { className: thought ? "" : "fl-gap" }, el("strong", {}, step), " ", thought || "…"),
  );
  const link = el("a", { href: sample.source.url, target: "_blank", rel: "noopener" }, sample.source.label);
  return el(
    "section",
    { className: "fl-case", "aria-label": sample.title },
    el("p", { className: "fl-steptitle" }, sample.title),
    el("p", {}, sample.situation),
    steps.length ? el("ol", {}, ...steps) : null,
    sample.answer ? el("p", {}, el("strong", {}, sample.answer)) : null,
    sample.answer ? el("p", { className: "fl-hint" }, "Source: ", link, ".") : null,
  );
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const card = el(
    "div",
    { className: "fl-form" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
  );
  const fields = {};
  const cases = model.get("cases");
  card.append(...cases.filter((each) => !each.question).map(worked));
  model.get("questions").forEach((question, index) => {
    card.append(...cases.filter((each) => each.question === question.id).map(worked));
    fields[question.id] = field(question, index, `${uid}-${index}`, model);
    card.append(fields[question.id].node);
  });
  const tally = el("p", { className: "fl-tally", role: "status" }, model.get("tally"));
  const beliefs = el("div", { className: "fl-feedback", role: "status" });
  const drawBeliefs = () => {
    const lines = model.get("beliefs").map((line) => el("p", {}, line));
    beliefs.replaceChildren(...(lines.length ? [el("div", { className: "fl-box" }, ...lines)] : []));
  };
  card.append(tally, beliefs);
  keepKeys(card);
  root.append(card);
  const answered = (message) => {
    fields[message.question].show(message.feedback);
    tally.textContent = message.tally;
  };
  model.on("msg:custom", answered);
  model.on("change:beliefs", drawBeliefs);
  drawBeliefs();
  return () => {
    model.off("msg:custom", answered);
    model.off("change:beliefs", drawBeliefs);
  };
}

export default { render };
