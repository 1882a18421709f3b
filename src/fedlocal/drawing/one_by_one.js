// A card that goes through items one at a time: an item, an answer, what Python says to it, Previous and
// Next, and a summary at the end. Nothing here knows an answer.

function action(name, act, className = "") {
  const node = el("button", { type: "button", className }, name);
  node.addEventListener("click", act);
  return node;
}

// Sources as links, parted by semicolons.
function linked(sources) {
  return sources.flatMap((source, i) => [
    i ? "; " : "",
    el("a", { href: source.url, target: "_blank", rel: "noopener" }, source.label),
  ]);
}

// A verdict, its lines and its sources; `label` says what the sources are.
function box(feedback, label) {
  const lines = feedback.lines.map((line) => el("p", {}, line));
  const sources = feedback.sources.length ? el("p", {}, label, ...linked(feedback.sources), ".") : null;
  const verdict = el("p", {}, el("strong", {}, feedback.verdict));
  return el("div", { className: "fl-box " + feedback.tone }, verdict, ...lines, sources);
}

function table(summary) {
  if (!summary.rows.length) return null;
  const head = el("tr", {}, ...summary.head.map((name) => el("th", { scope: "col" }, name)));
  const rows = summary.rows.map((cells) =>
    el("tr", {}, el("th", { scope: "row" }, cells[0]), ...cells.slice(1).map((cell) => el("td", {}, cell))),
  );
  return el("table", {}, el("caption", {}, summary.caption), el("thead", {}, head), el("tbody", {}, ...rows));
}

// Boxes or buttons of a choice: `keep` notes what is chosen, and Enter in one of them presses `check`.
function choosing(inputs, keep, check) {
  for (const input of inputs) {
    input.addEventListener("change", () => keep(input));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") check.click();
    });
  }
}

// What a card gives in `parts`:
//   items, item     the trait with the items, and the word for one in messages ("duties", "duty")
//   name, many      how the counter and its bar call them ("Duty", "Duties")
//   title, answer   the legend, which takes the focus when another item comes, and the nodes below it
//   above, beside   nodes above the counter and beside it, if any
//   next, end, resume, again    the words on the buttons; `main` is the class of the next button
//   done            what a screen reader calls the summary
//   show            puts an item, and what was answered to it before, into the title and the answer
//   box             the feedback as a node
//   closing         the nodes of the summary below its first sentence
//   heard           what else follows from feedback, if anything
function oneByOne(model, parts) {
  let at = 0;
  const kept = {};
  const items = () => model.get(parts.items);
  const here = () => items()[at];
  const mine = (id) => (kept[id] = kept[id] || { given: null, feedback: null });
  const finish = () => model.send({ summary: true });

  const place = el("p", { className: "fl-place" });
  const progress = el("progress", { max: 1, value: 0, "aria-label": `${parts.many} gone through` });
  const where = el("div", { className: "fl-progress" }, place, progress, ...(parts.beside ?? []));
  const feedback = el("div", { className: "fl-feedback", role: "status", "aria-live": "polite" });
  const back = action("Previous", () => go(at - 1));
  const next = action(parts.next, () => (at + 1 < items().length ? go(at + 1) : finish()), parts.main);
  const end = action(parts.end, finish);
  const main = el(
    "fieldset",
    { className: "fl-main" },
    parts.title,
    ...parts.answer,
    feedback,
    el("div", { className: "fl-actions" }, back, next, end),
  );
  const done = el("section", { hidden: true, tabIndex: -1, "aria-label": parts.done });
  const tally = el("p", { className: "fl-tally", role: "status" });
  const card = el(
    "div",
    { className: `fl-form fl-sorter ${parts.className ?? ""}`.trim() },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    ...(parts.above ?? []),
    where,
    main,
    done,
    tally,
  );

  function draw() {
    const count = items().length;
    const { given, feedback: last } = mine(here().id);
    place.textContent = `${parts.name} ${at + 1} of ${count}`;
    progress.max = count;
    progress.value = at + 1;
    parts.show(here(), given, at);
    feedback.replaceChildren(...(last ? [parts.box(last)] : []));
    back.disabled = at === 0;
    next.textContent = at + 1 < count ? parts.next : "Finish";
    end.hidden = at + 1 === count;
    tally.textContent = model.get("tally");
  }

  function showing(item) {
    main.hidden = where.hidden = tally.hidden = !item;
    done.hidden = item;
  }

  function go(index, quietly = false) {
    at = index;
    showing(true);
    draw();
    if (!quietly) parts.title.focus();
  }

  function conclude(summary) {
    showing(false);
    const resume = action(parts.resume, () => go(at));
    const again = action(parts.again, () => model.send({ restart: true }));
    const actions = el("div", { className: "fl-actions" }, resume, again);
    const nodes = [el("p", { className: "fl-said" }, summary.said), ...parts.closing(summary), actions];
    done.replaceChildren(...nodes.filter(Boolean));
    done.focus();
  }

  // Another round, or the same one anew: only what was cleared is forgotten, and told by the focus.
  function begin(cleared) {
    if (cleared) items().forEach((item) => delete kept[item.id]);
    go(0, !cleared);
  }

  function answered(message) {
    if (message.summary) return conclude(message.summary);
    if (message.started) return begin(message.cleared);
    const id = message[parts.item];
    mine(id).feedback = message.feedback;
    if (id === here().id) feedback.replaceChildren(parts.box(message.feedback));
    parts.heard?.(id, message.feedback);
    tally.textContent = message.tally;
  }

  function start(root) {
    model.on("msg:custom", answered);
    draw();
    keepKeys(card);
    root.append(card);
    return () => model.off("msg:custom", answered);
  }

  return { here, mine, go, draw, start };
}
