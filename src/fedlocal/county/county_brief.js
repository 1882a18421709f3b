// Pick a county, see its page, write, judge, take it along. Python finds the facts and makes the files;
// what is typed shows in the preview at once, and is kept a moment later.

const words = (text) => (text.trim() ? text.trim().split(/\s+/).length : 0);

function step(number, name, ...children) {
  return el(
    "section",
    { className: "fl-step", "aria-label": name },
    el("p", { className: "fl-steptitle" }, el("span", { className: "fl-number" }, `${number}.`), name),
    ...children,
  );
}

function textBox(part, uid, changed) {
  const id = `${uid}-${part.part_id}`;
  const area = el("textarea", { id, rows: 5, maxLength: 20000, "aria-describedby": `${id}-help` });
  const count = el("span", { className: "fl-count" });
  const help = el("p", { className: "fl-help", id: `${id}-help` }, part.prompt, " ", el("em", {}, part.hint));
  const show = () => {
    const n = words(area.value);
    count.textContent = n ? `${n} ${n === 1 ? "word" : "words"}` : "";
  };
  area.addEventListener("input", () => {
    show();
    changed(part.part_id);
  });
  const node = el(
    "div",
    { className: "fl-part" },
    el("label", { htmlFor: id }, part.heading),
    help,
    area,
    count,
  );
  return {
    id: part.part_id,
    node,
    area,
    read: () => area.value,
    write: (text) => {
      area.value = text || "";
      show();
    },
  };
}

function criterion(row, uid, changed) {
  const inputs = row.levels.map(([level]) =>
    el("input", { type: "radio", name: `${uid}-${row.id}`, value: level }),
  );
  inputs.forEach((input) => input.addEventListener("change", () => changed(row.id)));
  const labels = row.levels.map(([, word, means], i) =>
    el("label", { className: "fl-choice" }, inputs[i], el("span", {}, el("strong", {}, word), `: ${means}`)),
  );
  const read = () => (inputs.find((input) => input.checked) || { value: "" }).value;
  return {
    id: row.id,
    node: el("fieldset", {}, el("legend", {}, row.text), ...labels),
    read,
    word: () => (row.levels.find(([level]) => level === read()) || ["", "–"])[1],
    write: (level) =>
      inputs.forEach((input) => {
        input.checked = input.value === level;
      }),
  };
}

// The page itself, in a frame that runs no scripts. Only text nodes are ever put into it.
function preview() {
  const frame = el("iframe", {
    title: "Preview of the county brief",
    className: "fl-preview",
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals",
  });
  const find = (selector) => frame.contentDocument && frame.contentDocument.querySelector(selector);
  const fill = (id, text) => {
    const place = find(`[data-part="${id}"]`);
    if (!place) return;
    const blocks = text
      .split(/\n\s*\n/)
      .map((block) => block.trim())
      .filter(Boolean);
    const doc = frame.contentDocument;
    place.replaceChildren(
      ...(blocks.length ? blocks : [""]).map((block) => {
        const p = doc.createElement("p");
        if (!block) {
          p.className = "empty";
          p.textContent = "Not written yet.";
        }
        block.split("\n").forEach((line, i) => {
          if (block) p.append(...(i ? [doc.createElement("br")] : []), line);
        });
        return p;
      }),
    );
  };
  const mark = (id, word) => {
    const cell = find(`[data-mark="${id}"]`);
    if (cell) cell.textContent = word;
  };
  const turn = (selector) => {
    // not scrollIntoView: that would move the notebook as well
    const place = find(selector);
    if (place)
      frame.contentWindow.scrollTo({
        top: Math.max(place.getBoundingClientRect().top + frame.contentWindow.scrollY - 110, 0),
      });
  };
  return {
    frame,
    fill,
    mark,
    turn,
    load: (html) => {
      frame.srcdoc = html;
    },
  };
}

function balance(more, less) {
  const [a, b] = [words(more), words(less)];
  if (!a || !b) return "";
  const gap = Math.round((100 * Math.abs(a - b)) / Math.min(a, b));
  const compared = gap > 20 ? `: one is ${gap}% longer. Is the other at its best?` : ", about equal.";
  return `The case for more has ${a}, the case for less ${b} words${compared}`;
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  let fips = null,
    timer = null,
    asked = "";
  const options = el("datalist", { id: `${uid}-names` });
  const county = el("input", {
    type: "text",
    id: `${uid}-county`,
    list: `${uid}-names`,
    placeholder: "such as Harris County, TX",
    autocomplete: "off",
  });
  const open = el("button", { type: "button", className: "fl-go" }, "Open the county");
  const said = el("p", { className: "fl-said", role: "status" }),
    kept = el("span", { className: "fl-kept", role: "status" });
  const balanced = el("p", { className: "fl-help" });
  const shown = preview();
  const boxes = model.get("parts").map((part) =>
    textBox(part, uid, (id) => {
      shown.fill(id, box(id).read());
      later();
    }),
  );
  const marks = model.get("criteria").map((row) =>
    criterion(row, uid, (id) => {
      const one = marks.find((m) => m.id === id);
      shown.mark(id, one.word());
      shown.turn(`[data-mark="${id}"]`);
      later();
    }),
  );
  const box = (id) => boxes.find((one) => one.id === id);
  boxes.forEach((one) => one.area.addEventListener("focus", () => shown.turn(`[data-part="${one.id}"]`)));

  const work = () =>
    Object.fromEntries([...boxes, ...marks].map((one) => [one.id, one.read()]).filter(([, value]) => value));
  const keep = () => {
    clearTimeout(timer);
    timer = null;
    if (fips) model.send({ fips, keep: work() });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 700);
    kept.textContent = "";
    balanced.textContent = balance(box("more").read(), box("less").read());
  };
  const ask = () => {
    if (!county.value.trim()) {
      said.textContent = "Type a county and its state first, such as Harris County, TX.";
      return;
    }
    if (timer) keep();
    asked = county.value;
    model.send({ county: asked });
  };
  const save = (kind) => model.send({ save: kind, work: work() });
  open.addEventListener("click", ask);
  county.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      ask();
    }
  });
  county.addEventListener("change", () => {
    if (names.has(county.value) && county.value !== asked) ask();
  });
  const names = new Set();

  const button = (name, act) => {
    const node = el("button", { type: "button" }, name);
    node.addEventListener("click", act);
    return node;
  };
  const takeAlong = el(
    "div",
    { className: "fl-actions" },
    button("Save as a web page", () => save("html")),
    button("Save as Markdown", () => save("markdown")),
    button("Print", () => {
      shown.frame.contentWindow.focus();
      shown.frame.contentWindow.print();
    }),
    kept,
  );
  const field = el(
    "div",
    { className: "fl-field" },
    el("label", { htmlFor: county.id }, "County and state"),
    county,
  );
  const desk = el(
    "div",
    { className: "fl-desk", role: "group", "aria-label": "Write and judge", tabIndex: 0 },
    step(
      2,
      "Write",
      el("p", { className: "fl-help" }, "Seven boxes. Under them, in this frame: 3. Judge your own brief."),
      ...boxes.slice(0, 4).map((one) => one.node),
      balanced,
      ...boxes.slice(4).map((one) => one.node),
    ),
    step(3, "Judge your own brief", ...marks.map((one) => one.node)),
  );
  const bench = el("div", { className: "fl-bench" }, desk, shown.frame);
  const card = el(
    "div",
    { className: "fl-form fl-brief" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    step(1, "Pick a county", el("div", { className: "fl-controls" }, field, open, options), said),
    bench,
    step(4, "Take it along", takeAlong),
  );
  keepKeys(card);
  root.append(card);

  // The frame has its own keyboard: what it does not use must not reach the notebook either.
  shown.frame.addEventListener("load", () => {
    if (shown.frame.contentDocument) keepKeys(shown.frame.contentDocument.documentElement);
    if (fips) {
      boxes.forEach((one) => shown.fill(one.id, one.read()));
      marks.forEach((one) => shown.mark(one.id, one.word()));
    }
  });

  function opened(message) {
    const again = fips === message.fips; // what is being typed for this county is newer than what was kept
    fips = message.fips;
    county.value = asked = message.name;
    said.textContent = message.said;
    shown.load(message.page);
    if (!again) {
      [...boxes, ...marks].forEach((one) => one.write(message.work[one.id] || ""));
      desk.scrollTop = 0; // another county begins with its first box
    }
    balanced.textContent = balance(box("more").read(), box("less").read());
    card.dataset.county = message.fips;
  }
  const receive = (message) => {
    if (message.counties) {
      message.counties.forEach((name) => names.add(name));
      options.replaceChildren(...message.counties.map((name) => el("option", { value: name })));
    }
    if (message.problem) said.textContent = message.problem;
    if (message.page) opened(message);
    if (message.kept) kept.textContent = message.kept;
    if (message.file) {
      saveFile(message.file);
      kept.textContent = `Saved: ${message.file.name}`;
    }
  };
  model.on("msg:custom", receive);
  model.send({ start: true });
  return () => {
    if (timer) keep();
    model.off("msg:custom", receive);
  };
}

export default { render };
