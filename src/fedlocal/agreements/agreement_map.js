// A county map through time. Outlines and spans come once by message; every step is drawn in the page.
// The picture is one image to a screen reader; the sentence, the county search and the table say the same in
// words.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, props) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
  return node;
}

const number = (value) => value.toLocaleString("en-US");
const plural = (count, [one, many]) => `${number(count)} ${count === 1 ? one : many}`;

function drawMap(data) {
  const svg = shape("svg", { viewBox: "0 0 975 612", role: "img", class: "fl-map" });
  const group = shape("g", { class: "fl-counties" });
  const paths = data.outlines.map(([id, d]) => {
    const path = shape("path", { d, "data-id": id });
    group.append(path);
    return path;
  });
  const found = shape("path", { class: "fl-found", d: "" });
  svg.append(group, shape("path", { class: "fl-borders", d: data.borders }), found);
  return { svg, paths, found, painted: new Int8Array(paths.length) };
}

// Placed agreements per outline on one list.
function countAt(data, month, model) {
  const counts = new Int16Array(data.outlines.length);
  for (const [outline, , which, start, end] of data.spans) {
    if (start <= month && month <= end && (!model || data.models[which][0] === model)) counts[outline] += 1;
  }
  return counts;
}

const classOf = (count, breaks) => breaks.filter((limit) => count >= limit).length;

function paint(map, counts, data, model, force) {
  const ramp = data.ramps[model];
  counts.forEach((count, i) => {
    const step = classOf(count, data.breaks);
    if (force || map.painted[i] !== step) {
      map.painted[i] = step;
      map.paths[i].style.fill = ramp[step];
    }
  });
}

function legend(data, model) {
  const items = data.ramps[model].map((colour, i) => {
    const swatch = el("span", { className: "fl-swatch" });
    swatch.style.background = colour;
    return el("span", { className: "fl-key" }, swatch, data.labels[i]);
  });
  return el("p", { className: "fl-legend" }, "Agreements in a county: ", ...items);
}

// The words come from Python, which writes the same sentence under the still map.
function sentence(data, state, counts) {
  const values = {
    month: data.names[state.month],
    placed: number(counts.reduce((sum, count) => sum + count, 0)),
    listed: plural(data.totals[state.model][state.month], data.nouns[state.model]),
    places: plural(counts.reduce((sum, count) => sum + (count > 0), 0), data.nouns.places),
  };
  return data.sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// County -> agency -> its agreements on one list, each with its model's name and the address of the signed
// paper ("").
function countyRows(data, state, only) {
  const rows = new Map();
  for (const [, county, which, start, end, agency, paper] of data.spans) {
    const model = data.models[which];
    const here = start <= state.month && state.month <= end && (!state.model || model[0] === state.model);
    if (!here || (only !== undefined && county !== only)) continue;
    if (!rows.has(county)) rows.set(county, new Map());
    const agencies = rows.get(county);
    agencies.set(agency, [
      ...(agencies.get(agency) ?? []),
      { name: model[1], paper: paper && data.papers + paper },
    ]);
  }
  return rows;
}

const inWords = (agencies) =>
  [...agencies].map(([agency, held]) => `${agency} (${held.map((one) => one.name).join("; ")})`).join("; ");

function paperLink(agency, one) {
  const link = el("a", { href: one.paper, target: "_blank", rel: "noopener" }, "signed agreement");
  link.setAttribute("aria-label", `signed agreement of ${agency}, ${one.name} (PDF)`);
  return link;
}

// The same as inWords, as nodes with a link after each model whose signed paper an archive keeps.
function withPapers(agencies) {
  return [...agencies].flatMap(([agency, held], i) => [
    `${i ? "; " : ""}${agency} (`,
    ...held.flatMap((one, k) => [
      `${k ? "; " : ""}${one.name}${one.paper ? ": " : ""}`,
      ...(one.paper ? [paperLink(agency, one)] : []),
    ]),
    ")",
  ]);
}

function aboutCounty(data, state) {
  if (state.county === null) {
    return [
      "Type a county with its state, or click one on the map: its agencies are named here. " +
        `For ${data.archived[0]} of ${data.archived[1]} agreements a link leads to the signed paper.`,
    ];
  }
  const name = data.counties[state.county][0];
  const held = countyRows(data, state, state.county).get(state.county);
  if (!held)
    return [`${name}: no agency that could be placed here was on the list of ${data.names[state.month]}.`];
  return [`${name}, ${data.names[state.month]}: `, ...withPapers(held), "."];
}

function table(data, state) {
  const rows = [...countyRows(data, state)].map(([county, held]) => [
    data.counties[county][0],
    inWords(held),
  ]);
  rows.sort((a, b) => a[0].localeCompare(b[0]));
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, "County"),
    el("th", { scope: "col" }, "Agencies and models"),
  );
  const body = rows.map(([name, held]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, held)));
  return el(
    "table",
    {},
    el("caption", {}, `Counties with a placed agreement, ${data.names[state.month]}`),
    el("thead", {}, head),
    el("tbody", {}, ...body),
  );
}

function controls(data, uid) {
  const play = el("button", { type: "button", className: "fl-play" }, "Play");
  const back = el("button", { type: "button" }, "Back");
  const next = el("button", { type: "button" }, "Next");
  const month = el("input", {
    type: "range",
    id: `${uid}-month`,
    min: 0,
    max: data.names.length - 1,
    step: 1,
  });
  const model = el(
    "select",
    { id: `${uid}-model` },
    el("option", { value: "" }, "all models"),
    ...data.models.map(([code, name]) => el("option", { value: code }, name)),
  );
  const options = el(
    "datalist",
    { id: `${uid}-names` },
    ...data.counties.map(([name]) => el("option", { value: name })),
  );
  const county = el("input", {
    type: "text",
    id: `${uid}-county`,
    list: `${uid}-names`,
    placeholder: "such as Harris County, TX",
    autocomplete: "off",
  });
  const field = (name, ...inputs) =>
    el("div", { className: "fl-field" }, el("label", { htmlFor: inputs[0].id }, name), ...inputs);
  const ends = el(
    "span",
    { className: "fl-ends", "aria-hidden": "true" },
    el("span", {}, data.names[0]),
    el("span", {}, data.names.at(-1)),
  );
  const row = el(
    "div",
    { className: "fl-controls" },
    el(
      "div",
      { className: "fl-buttons", role: "group", "aria-label": "Step through the months" },
      back,
      play,
      next,
    ),
    field("Month", month, ends),
    field("Model", model),
    field("Find a county", county),
    options,
  );
  return { row, play, back, next, month, model, county };
}

function start(data, root, uid) {
  const state = { month: data.names.length - 1, model: "", county: null, timer: null };
  const map = drawMap(data),
    ui = controls(data, uid);
  const said = el("p", { className: "fl-said", role: "status" });
  const here = el("p", { className: "fl-here", role: "status" });
  const key = el("div");
  const twin = el(
    "details",
    {},
    el("summary", {}, "Show the table of this month"),
    el("div", { className: "fl-twin" }),
  );
  const frame = el("div", { className: "fl-frame" }, map.svg);
  root.append(ui.row, said, here, frame, key, twin);

  function draw(force = false) {
    const counts = countAt(data, state.month, state.model);
    paint(map, counts, data, state.model, force);
    said.textContent = sentence(data, state, counts);
    here.replaceChildren(...aboutCounty(data, state));
    map.svg.setAttribute("aria-label", `Map of counties. ${said.textContent}`);
    ui.month.value = state.month;
    ui.month.setAttribute("aria-valuetext", data.names[state.month]);
    // not "disabled": that would take the focus from the button which has just been pressed
    ui.back.setAttribute("aria-disabled", state.month === 0);
    ui.next.setAttribute("aria-disabled", state.month === data.names.length - 1);
    if (force) key.replaceChildren(legend(data, state.model));
    if (twin.open && !state.timer) twin.lastChild.replaceChildren(table(data, state));
    root.dataset.month = data.names[state.month];
  }

  function go(month) {
    state.month = Math.max(0, Math.min(data.names.length - 1, month));
    draw();
  }

  function stop() {
    clearInterval(state.timer);
    state.timer = null;
    ui.play.textContent = "Play";
    said.setAttribute("aria-live", "polite");
    draw();
  }

  function play() {
    if (state.timer) return stop();
    if (state.month === data.names.length - 1) state.month = data.opens;
    ui.play.textContent = "Pause";
    said.setAttribute("aria-live", "off"); // a sentence a second is too much to hear; the last one is spoken
    state.timer = setInterval(() => {
      if (!root.isConnected) return stop();
      if (state.month === data.names.length - 1) return stop();
      go(state.month + 1);
    }, 450);
    draw();
  }

  function choose(index) {
    state.county = index;
    const outline = index === null ? null : data.outlines[data.counties[index][1]];
    map.found.setAttribute("d", outline ? outline[1] : "");
    draw();
  }

  ui.play.addEventListener("click", play);
  ui.back.addEventListener("click", () => {
    if (state.timer) stop();
    go(state.month - 1);
  });
  ui.next.addEventListener("click", () => {
    if (state.timer) stop();
    go(state.month + 1);
  });
  ui.month.addEventListener("input", () => {
    if (state.timer) stop();
    go(Number(ui.month.value));
  });
  ui.model.addEventListener("change", () => {
    state.model = ui.model.value;
    draw(true);
  });
  const look = () => {
    const found = candidates(data, ui.county.value);
    choose(found.length === 1 ? found[0] : null);
    if (found.length !== 1) here.textContent = unclear(data, ui.county.value, found);
  };
  ui.county.addEventListener("change", look);
  ui.county.addEventListener("input", () => {
    // a whole name, typed or taken from the list, is enough
    if (data.counties.some(([name]) => plain(name) === plain(ui.county.value))) look();
  });
  ui.county.addEventListener("keydown", (event) => {
    if (event.key === "Enter") look();
  });
  map.svg.addEventListener("click", (event) => {
    const id = event.target.dataset ? event.target.dataset.id : undefined;
    const index =
      id === undefined ? -1 : data.counties.findIndex(([, outline]) => data.outlines[outline][0] === id);
    if (index >= 0) {
      ui.county.value = data.counties[index][0];
      choose(index);
    }
  });
  twin.addEventListener("toggle", () => {
    if (twin.open) twin.lastChild.replaceChildren(table(data, state));
  });
  draw(true);
  if (data.find) {
    ui.county.value = data.find;
    look();
  }
  root.dataset.ready = "yes";
  return () => clearInterval(state.timer);
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const place = el("div");
  const card = el(
    "div",
    { className: "fl-form fl-mapcard" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    place,
    el("p", { className: "fl-tally" }, model.get("source")),
  );
  keepKeys(card);
  root.append(card);
  let end = () => {};
  const receive = (message) => {
    if (message.map && !place.hasChildNodes()) end = start(message.map, place, uid);
  };
  model.on("msg:custom", receive);
  model.send({ ask: "map" });
  return () => {
    model.off("msg:custom", receive);
    end();
  };
}

export default { render };
