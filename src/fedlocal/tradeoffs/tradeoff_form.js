// The studio's fields. Every change goes to Python, which reckons and answers with sentences; the tables are
// drawn there.

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const form = el("div", { className: "fl-form fl-plain" });
  let waiting = null,
    swings = {},
    ends = {},
    left = () => {};

  // A slider sends many changes in one move: the last one of each frame is enough.
  const tell = (message) => {
    if (waiting && Object.keys(waiting)[0] === Object.keys(message)[0]) {
      waiting = message;
      return;
    }
    if (waiting) model.send(waiting);
    else
      requestAnimationFrame(() => {
        model.send(waiting);
        waiting = null;
      });
    waiting = message;
  };
  const button = (name, act) => {
    const node = el("button", { type: "button", id: uid + name.split(" ")[0] }, name);
    node.addEventListener("click", act);
    return node;
  };

  function weight(aim, i, all) {
    const id = `${uid}-w${i}`;
    const slider = el("input", { type: "range", id, min: aim.least, max: 100, step: 1, value: aim.weight });
    const number = el("input", {
      type: "number",
      min: aim.least,
      max: 100,
      step: 1,
      value: aim.weight,
      "aria-label": `${aim.name}: weight as a number`,
    });
    // Where people want opposite things, a screen reader hears the direction with the number.
    const told = (value) => {
      if (aim.least < 0)
        slider.setAttribute(
          "aria-valuetext",
          value ? `${Math.abs(value)}, for ${value < 0 ? "fewer" : "more"}` : "0, left out",
        );
    };
    told(aim.weight);
    const swing = el("p", { className: "fl-swing", id: id + "s" }, model.get("swings")[aim.id] || "");
    slider.setAttribute("aria-describedby", id + "s");
    swings[aim.id] = swing;
    const take = (from, to) =>
      from.addEventListener("input", () => {
        const value = Math.min(100, Math.max(aim.least, Math.round(Number(from.value) || 0)));
        to.value = value;
        told(value);
        all[aim.id] = value;
        tell({ weights: { ...all } });
      });
    take(slider, number);
    take(number, slider);
    number.addEventListener("change", () => {
      number.value = slider.value;
    });
    return el(
      "div",
      { className: "fl-weight" },
      el("label", { htmlFor: id }, aim.name),
      slider,
      number,
      swing,
    );
  }

  function weights() {
    const fields = model.get("fields"),
      all = Object.fromEntries(fields.aims.map((aim) => [aim.id, aim.weight]));
    const live = el("p", { className: "fl-said", role: "status", "aria-live": "polite" }, model.get("said"));
    const begin = el(
      "select",
      { id: uid + "begin" },
      el("option", { value: "" }, "nobody: every weight at 0"),
      ...fields.begins.map((one) =>
        el("option", { value: one.id, selected: one.id === fields.begin }, one.name),
      ),
    );
    begin.addEventListener("change", () => model.send({ begin: begin.value }));
    const apart = el("input", { type: "checkbox", id: uid + "apart", checked: fields.separate });
    apart.addEventListener("change", () => model.send({ separate: apart.checked }));
    form.replaceChildren(
      el("p", { className: "fl-step" }, fields.title),
      el("p", { className: "fl-intro" }, fields.intro),
      el(
        "div",
        { className: "fl-pick" },
        el("label", { htmlFor: begin.id }, "Begin with the weights of"),
        begin,
      ),
      live,
      ...fields.aims.map((aim, i) => weight(aim, i, all)),
      el(
        "div",
        { className: "fl-actions" },
        button("Draw again, in another order", () => model.send({ again: true })),
        button("Start over", () => model.send({ restart: true })),
        el("label", { className: "fl-apart", htmlFor: apart.id }, apart, " Each option draws its own luck"),
      ),
    );
    model.off("change:said");
    model.on("change:said", () => {
      live.textContent = model.get("said");
    });
  }

  function range(aim, score, i) {
    const low = el("input", {
      type: "number",
      step: aim.step,
      value: score.low,
      "aria-label": `${score.name}: low end of ${aim.name}`,
    });
    const high = el("input", {
      type: "number",
      step: aim.step,
      value: score.high,
      "aria-label": `${score.name}: high end of ${aim.name}`,
    });
    const chip = el("span", { className: "fl-chip" }, score.leans);
    const links = score.sources.flatMap((source, k) => [
      k ? "; " : " ",
      el("a", { href: source.url, target: "_blank", rel: "noopener" }, source.label),
    ]);
    const note = el("span", {}, score.note, ...links);
    const wrong = el("p", { className: "fl-wrong", role: "status" });
    ends[aim.id + score.id] = (message) => {
      wrong.textContent = message.wrong || "";
      if (message.leans) {
        chip.textContent = message.leans;
        note.replaceChildren(message.note);
      }
    };
    for (const input of [low, high]) {
      input.addEventListener("change", () => {
        if (low.value === "" || high.value === "") {
          wrong.textContent = "Give both ends a number.";
          return;
        }
        model.send({
          range: { option: score.id, aim: aim.id, low: Number(low.value), high: Number(high.value) },
        });
      });
    }
    return el(
      "div",
      { className: "fl-range" },
      el("strong", {}, score.name),
      el("div", {}, el("div", { className: "fl-ends" }, low, el("span", {}, "to"), high), wrong),
      el("p", { className: "fl-leans fl-small" }, chip, note),
    );
  }

  function ranges() {
    const fields = model.get("fields"),
      id = uid + "aim",
      noteId = uid + "note",
      ownId = uid + "own";
    ends = {};
    const pick = el(
      "select",
      { id },
      ...fields.aims.map((aim) =>
        el("option", { value: aim.id, selected: aim.id === fields.open }, aim.name),
      ),
    );
    const rows = el("div", {});
    const show = () => {
      const aim = fields.aims.find((one) => one.id === pick.value);
      rows.replaceChildren(
        el("p", { className: "fl-small" }, aim.unit),
        ...aim.scores.map((score, i) => range(aim, score, i)),
      );
    };
    pick.addEventListener("change", () => {
      show();
      model.send({ open: pick.value });
    });
    const own = el("input", {
      type: "text",
      id: ownId,
      value: fields.own,
      maxLength: 60,
      autocomplete: "off",
    });
    own.addEventListener("change", () => model.send({ own: own.value }));
    const note = el("textarea", { id: noteId, value: fields.note, maxLength: 4000, rows: 3 });
    note.addEventListener("change", () => model.send({ note: note.value }));
    const said = el("span", {}),
      anew = button("Set the steps anew", () => model.send({ anew: true }));
    const beyond = el("div", { className: "fl-beyond", role: "status", "aria-live": "polite" }, said, anew);
    left = () => {
      const now = model.get("beyond");
      said.textContent = now.said || "";
      anew.hidden = !now.open;
    };
    left();
    form.replaceChildren(
      el("p", { className: "fl-step" }, fields.title),
      el("p", { className: "fl-intro" }, fields.intro),
      el("div", { className: "fl-pick" }, el("label", { htmlFor: id }, "Ranges for"), pick),
      rows,
      beyond,
      el(
        "div",
        { className: "fl-fields" },
        el(
          "div",
          {},
          el("label", { htmlFor: ownId }, "Is an aim missing? Name it"),
          own,
          el(
            "p",
            { className: "fl-small" },
            "It gets a weight of 0 and a scale of 0 to 10 points. What the points mean is up to you.",
          ),
        ),
        el("div", {}, el("label", { htmlFor: noteId }, "Notes for your download"), note),
      ),
    );
    show();
  }

  const draw = () => {
    const focused = form.contains(document.activeElement) ? document.activeElement.id : "";
    if (model.get("part") === "weights") weights();
    else ranges();
    // a keyboard user stays where they were
    if (focused) form.querySelector("#" + CSS.escape(focused))?.focus();
  };
  const swung = () => {
    for (const [aim, text] of Object.entries(model.get("swings")))
      if (swings[aim]) swings[aim].textContent = text;
  };
  const answered = (message) => {
    const say = ends[message.aim + message.option];
    if (say) say(message);
  };
  model.on("change:fields", draw);
  model.on("change:swings", swung);
  model.on("msg:custom", answered);
  const gone = () => left();
  model.on("change:beyond", gone);
  draw();
  keepKeys(form);
  root.append(form);
  return () => {
    model.off("change:fields", draw);
    model.off("change:swings", swung);
    model.off("change:said");
    model.off("change:beyond", gone);
    model.off("msg:custom", answered);
  };
}

export default { render };
