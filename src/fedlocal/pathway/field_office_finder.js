// The areas of ICE's field offices. Outlines and names come once by message; Python says which office a place
// has.
// The picture is one image to a screen reader; the sentence, the two fields and the table say the same in
// words.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, props, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

function drawMap(data) {
  const svg = shape("svg", { viewBox: data.box, role: "img", class: "fl-map" });
  const areas = new Map(
    data.offices.map((one) => [
      one.name,
      shape("path", {
        d: one.path,
        "data-office": one.name,
        fill: data.tints[one.tint],
        stroke: "#52606D",
        "stroke-width": 1.3,
        "stroke-linejoin": "round",
        class: "fl-area",
      }),
    ]),
  );
  const county = shape("path", {
    d: "",
    fill: "#5B3A8E",
    "fill-opacity": 0.9,
    stroke: "#5B3A8E",
    "stroke-width": 2.5,
    class: "fl-still",
  });
  const names = data.offices.flatMap((one) => [
    shape("circle", {
      cx: one.x,
      cy: one.y,
      r: 3.6,
      fill: "#1F2933",
      stroke: "#FFFFFF",
      "stroke-width": 1,
      class: "fl-still",
    }),
    shape(
      "text",
      {
        x: one.labelX,
        y: one.labelY,
        "text-anchor": one.anchor,
        "dominant-baseline": "central",
        "font-size": 14.5,
        fill: "#1F2933",
        "paint-order": "stroke",
        stroke: "#FFFFFF",
        "stroke-width": 3.5,
        class: "fl-still",
      },
      one.name,
    ),
  ]);
  svg.append(
    ...areas.values(),
    shape("path", {
      d: data.borders,
      fill: "none",
      stroke: "#8A97A3",
      "stroke-width": 0.6,
      class: "fl-still",
    }),
    county,
    ...names,
  );
  return { svg, areas, county };
}

function table(data) {
  const head = el("tr", {}, ...data.head.map((name) => el("th", { scope: "col" }, name)));
  const body = data.rows.map(([first, ...rest]) =>
    el("tr", {}, el("th", { scope: "row" }, first), ...rest.map((cell) => el("td", {}, cell))),
  );
  return el("table", {}, el("caption", {}, data.caption), el("thead", {}, head), el("tbody", {}, ...body));
}

function controls(data, uid) {
  const names = el(
    "datalist",
    { id: `${uid}-names` },
    ...data.counties.map(([name]) => el("option", { value: name })),
  );
  const county = el("input", {
    type: "text",
    id: `${uid}-county`,
    list: `${uid}-names`,
    placeholder: "such as Lubbock County, TX",
    autocomplete: "off",
  });
  const state = el(
    "select",
    { id: `${uid}-state` },
    el("option", { value: "" }, "choose"),
    ...data.states.map(([code, name]) => el("option", { value: code }, name)),
  );
  const office = el(
    "select",
    { id: `${uid}-office` },
    el("option", { value: "" }, "choose"),
    ...data.offices.map((one) => el("option", { value: one.name }, one.name)),
  );
  const field = (name, input) =>
    el("div", { className: "fl-field" }, el("label", { htmlFor: input.id }, name), input);
  const row = el(
    "div",
    { className: "fl-controls" },
    field("Type a county", county),
    names,
    field("or a state", state),
    field("or an office", office),
  );
  return { row, county, state, office };
}

function start(data, root, uid, model) {
  const map = drawMap(data),
    ui = controls(data, uid);
  const said = el("p", { className: "fl-said", role: "status" });
  const about = el("div", { className: "fl-offices" });
  const twin = el(
    "details",
    {},
    el("summary", {}, "Show the 25 offices as a table"),
    el("div", { className: "fl-twin" }),
  );
  root.append(ui.row, said, about, el("div", { className: "fl-frame" }, map.svg), twin);

  function show(found) {
    said.textContent = found.sentence;
    const chosen = new Set(found.offices.map((one) => one.name));
    map.areas.forEach((path, name) => {
      const here = chosen.has(name);
      path.setAttribute(
        "fill",
        here ? data.chosen : data.tints[data.offices.find((one) => one.name === name).tint],
      );
      path.setAttribute("stroke", here ? "#5B3A8E" : "#52606D");
      path.setAttribute("stroke-width", here ? 3 : 1.3);
      // on top of its neighbors, under the names
      if (here) map.county.before(path.parentNode.removeChild(path));
    });
    map.county.setAttribute("d", found.outline);
    map.svg.setAttribute("aria-label", `Map of the areas of ICE’s 25 field offices. ${found.sentence}`);
    about.replaceChildren(
      ...found.offices.map((one) =>
        el(
          "div",
          { className: "fl-office" },
          el("p", { className: "fl-name" }, one.name, el("span", {}, `, in ${one.place}`)),
          ...one.lines.map((line) => el("p", {}, line)),
        ),
      ),
    );
    root.dataset.offices = [...chosen].join("; ");
  }

  const choose = (asked, kept) => {
    for (const input of [ui.county, ui.state, ui.office]) if (input !== kept) input.value = "";
    model.send(asked);
  };
  const look = () => {
    const found = candidates(data, ui.county.value);
    if (found.length === 1) return choose({ county: data.counties[found[0]][1] }, ui.county);
    const problem = unclear(data, ui.county.value, found);
    if (problem) show({ sentence: problem, offices: [], outline: "" });
    return undefined;
  };
  ui.county.addEventListener("change", look);
  ui.county.addEventListener("keydown", (event) => {
    if (event.key === "Enter") look();
  });
  ui.state.addEventListener("change", () => {
    if (ui.state.value) choose({ state: ui.state.value }, ui.state);
  });
  ui.office.addEventListener("change", () => {
    if (ui.office.value) choose({ office: ui.office.value }, ui.office);
  });
  map.svg.addEventListener("click", (event) => {
    const name = event.target.dataset ? event.target.dataset.office : undefined;
    if (!name) return;
    choose({ office: name }, ui.office);
    ui.office.value = name;
  });
  twin.addEventListener("toggle", () => {
    if (twin.open && !twin.lastChild.hasChildNodes()) twin.lastChild.append(table(data));
  });
  ui.county.value = data.opens;
  show(data.found);
  root.dataset.ready = "yes";
  return show;
}

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const place = el("div");
  const card = el(
    "div",
    { className: "fl-form fl-finder" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    place,
    el("p", { className: "fl-tally" }, model.get("source")),
  );
  keepKeys(card);
  root.append(card);
  let show = () => {};
  const receive = (message) => {
    if (message.map && !place.hasChildNodes()) show = start(message.map, place, uid, model);
    if (message.found) show(message.found);
  };
  model.on("msg:custom", receive);
  model.send({ ask: "map" });
  return () => model.off("msg:custom", receive);
}

export default { render };
