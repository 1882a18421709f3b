// What a page of JupyterLab shows, as plain data, for the tests. Put into the page by lab.py.

window.seen = (() => {
  let opening = "",
    listening = false;
  const notebook = () => jupyterapp.shell.currentWidget;
  const kernel = () => notebook().sessionContext.session?.kernel;
  const outputs = () => [...document.querySelectorAll(".jp-Notebook .jp-OutputArea-output")];
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const words = (node, most = 60) =>
    (node.innerText ?? node.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, most);
  const cellOf = (node) =>
    [...document.querySelectorAll(".jp-Notebook .jp-Cell")].indexOf(node.closest(".jp-Cell"));
  const cards = () =>
    outputs().flatMap((output) => {
      const live = [...output.querySelectorAll(".fl-card, .fl-form")];
      return live.length
        ? live
        : [...output.querySelectorAll(":scope > div")].filter(
            (div) => parseFloat(getComputedStyle(div).borderTopLeftRadius) > 4,
          );
    });

  // Begin to open a notebook, once; true when its cells are there. (The command itself answers much later.)
  function open(name) {
    const path = `notebooks/${name}`;
    if (opening !== path) {
      opening = path;
      jupyterapp.commands.execute("docmanager:open", { path });
    }
    drawEverything();
    return notebook()?.context?.path === path && notebook().content.widgets.length > 1;
  }

  async function close() {
    const widget = notebook();
    await widget.sessionContext.shutdown();
    widget.context.model.dirty = false;
    widget.dispose();
    opening = "";
  }

  function kernelIsIdle() {
    return Boolean(
      notebook().sessionContext.isReady &&
      kernel()?.connectionStatus === "connected" &&
      kernel().status === "idle",
    );
  }

  // Whether every cell with code in it was really run: the kernel says so for each.
  async function runAll() {
    let begun = 0;
    const count = (_, message) => {
      if (message.header.msg_type === "execute_input") begun += 1;
    };
    const running = kernel();
    running.iopubMessage.connect(count);
    await jupyterapp.commands.execute("notebook:run-all-cells");
    for (let waited = 0; waited < 100 && !kernelIsIdle(); waited += 1) await sleep(50);
    running.iopubMessage.disconnect(count);
    return (
      begun >=
      notebook().content.widgets.filter(
        (cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim(),
      ).length
    );
  }

  // Whether the cell was really run. What the others show is put away first: a page with one live widget is a
  // quick page.
  async function runCell(number) {
    notebook().content.widgets.forEach((other, i) => {
      if (i !== number && other.model.outputs?.length) other.model.clearExecution();
    });
    const content = notebook().content,
      cell = content.widgets[number],
      before = cell.model.executionCount;
    content.activeCellIndex = number;
    content.deselectAll();
    await jupyterapp.commands.execute("notebook:run-cell");
    for (let waited = 0; waited < 40 && cell.model.executionCount === before; waited += 1) await sleep(50);
    return cell.model.executionCount !== before;
  }

  const kindOf = (control) => [control.tagName, control.type].filter(Boolean).join(" ");
  const usable = (card, all) =>
    [...card.querySelectorAll(all)].filter(
      (control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled,
    );
  const kinds = (card, all) => [...new Set(usable(card, all).map(kindOf))];

  function focusFirst(card, all, kind) {
    const control = usable(card, all).find((one) => kindOf(one) === kind);
    control?.focus();
    return document.activeElement === control;
  }

  const commands = [];

  // From now on, remember which commands of JupyterLab are carried out.
  function listen() {
    if (!listening) jupyterapp.commands.commandExecuted.connect((_, done) => commands.push(done.id));
    listening = true;
    commands.length = 0;
  }

  // What a stray shortcut would change.
  function state() {
    const content = notebook().content;
    return {
      cells: content.widgets.map((cell) => `${cell.model.type} ${cell.model.sharedModel.source}`),
      active: content.activeCellIndex,
      mode: content.mode,
      runs: content.widgets.map((cell) => cell.model.executionCount ?? null),
    };
  }

  async function still(quiet = 100, most = 20000) {
    let last = performance.now();
    const watch = new MutationObserver(() => {
      last = performance.now();
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    const rendered = () =>
      outputs().length >=
      notebook().content.widgets.reduce((sum, cell) => sum + (cell.model.outputs?.length ?? 0), 0);
    const loaded = () =>
      outputs().every((output) => [...output.querySelectorAll("img")].every((img) => img.complete));
    const drawn = () =>
      outputs().every(
        (output) =>
          ![...output.querySelectorAll(".fl-mapcard")].some((card) => !card.querySelector("[data-ready]")),
      );
    const start = performance.now();
    while (performance.now() - last < quiet || !kernelIsIdle() || !rendered() || !loaded() || !drawn()) {
      if (performance.now() - start > most) break;
      await sleep(30);
    }
    watch.disconnect();
    await document.fonts.ready;
  }

  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  // Milliseconds from a new value in a control (of a list: its number) to a painted page that differs in
  // `place`.
  async function redrawn(control, value, place, most = 10000) {
    await painted();
    const before = place.innerHTML,
      start = performance.now();
    if (control.tagName === "SELECT") control.selectedIndex = value;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    while (place.innerHTML === before) {
      if (performance.now() - start > most) throw new Error(`Nothing was drawn for value ${value}.`);
      await new Promise((done) => setTimeout(done, 1));
    }
    await Promise.all([...place.querySelectorAll("img")].map((picture) => picture.decode()));
    await painted();
    return performance.now() - start;
  }

  // Whether the theme had to be changed.
  async function useTheme(theme) {
    const light = String(theme.endsWith("Light"));
    if (document.body.dataset.jpThemeLight === light) return false;
    await jupyterapp.commands.execute("apputils:change-theme", { theme });
    while (document.body.dataset.jpThemeLight !== light) await sleep(20);
    return true;
  }

  // JupyterLab draws cells out of view only when they come near. To measure and to photograph, draw them all.
  function drawEverything() {
    if (document.getElementById("fl-draw")) return;
    document.head.append(
      Object.assign(document.createElement("style"), {
        id: "fl-draw",
        textContent: ".jp-Cell { content-visibility: visible !important; }",
      }),
    );
  }

  function sideBar(shown) {
    if (shown) jupyterapp.shell.expandLeft();
    else jupyterapp.shell.collapseLeft();
  }

  const scroller = () =>
    document.querySelector(".jp-Notebook .jp-WindowedPanel-outer") ?? document.querySelector(".jp-Notebook");

  // How many screenfuls there are. JupyterLab leaves room after the last cell, so its own height is no help.
  function screenfuls() {
    const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
    const content = cells.at(-1).getBoundingClientRect().bottom - cells[0].getBoundingClientRect().top;
    return Math.ceil((content + 40) / scroller().clientHeight);
  }

  async function showScreenful(number) {
    scroller().scrollTop = number * scroller().clientHeight;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }

  // Each output: where, what it says, its pictures, and whether it is a live widget.
  function all() {
    return outputs().map((output) => ({
      cell: cellOf(output),
      text: words(output, 1e6),
      live: Boolean(output.querySelector(".fl-card, .fl-form")) && output.getBoundingClientRect().height > 60,
      error: Boolean(
        output
          .closest(".jp-OutputArea-child")
          ?.querySelector('[data-mime-type*="error"], [data-mime-type*="stderr"]'),
      ),
      pictures: [...output.querySelectorAll("img, svg[role=img]")].map((picture) => ({
        alt: picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "",
        shown:
          picture.tagName === "IMG" ? picture.naturalWidth > 0 : picture.getBoundingClientRect().height > 50,
      })),
    }));
  }

  // What JupyterLab has set as a formula: in this course a sum of money that was taken for one.
  function formulas() {
    return [...document.querySelectorAll(".jp-Notebook mjx-container")].map(
      (set) => `cell ${cellOf(set)}: ${words(set.parentElement, 120)}`,
    );
  }

  const hint = (part) => (part.placeholder ? `, hint ${getComputedStyle(part, "::placeholder").color}` : "");

  // Ground and ink of each card, and the colours of everything in it.
  function colours() {
    return cards().map((card) => ({
      cell: cellOf(card),
      ground: getComputedStyle(card).backgroundColor,
      ink: getComputedStyle(card).color,
      parts: [...card.querySelectorAll("*")]
        .filter((part) => part.checkVisibility())
        .map((part) => {
          const style = getComputedStyle(part);
          const edge = `edge ${style.borderTopColor}${hint(part)}`;
          const inks = `${style.color} on ${style.backgroundColor}, ${edge}`;
          return `${part.tagName} “${words(part, 30)}”: ${inks}`;
        }),
    }));
  }

  const isScrollBox = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX);

  function inScrollBox(node, card) {
    for (let up = node.parentElement; up && up !== card.parentElement; up = up.parentElement)
      if (isScrollBox(up)) return true;
    return false;
  }

  function pastTheEdge(card) {
    const room = card.closest(".jp-OutputArea-output").getBoundingClientRect();
    const over = [card, ...card.querySelectorAll("*")].filter((part) => {
      if (!part.checkVisibility() || part.closest("svg")) return false;
      const box = part.getBoundingClientRect();
      return (
        box.width > 0 && (box.right > room.right + 1 || box.left < room.left - 1) && !inScrollBox(part, card)
      );
    });
    return over.slice(0, 3).map((part) => `${part.tagName} “${words(part)}” is wider than the output`);
  }

  function cut(card) {
    const clipped = [...card.querySelectorAll("*")].filter((part) => {
      if (
        !part.checkVisibility() ||
        ["SELECT", "OPTION", "INPUT"].includes(part.tagName) ||
        part.closest("svg")
      )
        return false;
      const style = getComputedStyle(part),
        hides = (value) => ["hidden", "clip"].includes(value);
      return (
        words(part) &&
        ((hides(style.overflowX) && part.scrollWidth > part.clientWidth + 1) ||
          (hides(style.overflowY) && part.scrollHeight > part.clientHeight + 2))
      );
    });
    return clipped.slice(0, 3).map((part) => `${part.tagName} “${words(part)}” is cut`);
  }

  const CONTROLS = "input, select, textarea, button, summary";

  // What can be hit: a tick box or a radio button together with its label.
  const target = (control) =>
    (["radio", "checkbox"].includes(control.type) && control.closest("label")) || control;

  // The part of a control that its scrolling ancestors leave to be seen.
  function shownBox(node, card) {
    let { top, right, bottom, left } = node.getBoundingClientRect();
    for (let around = node.parentElement; around && around !== card; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === "visible") continue;
      const frame = around.getBoundingClientRect();
      [top, right, bottom, left] = [
        Math.max(top, frame.top),
        Math.min(right, frame.right),
        Math.min(bottom, frame.bottom),
        Math.max(left, frame.left),
      ];
    }
    return { top, right, bottom, left };
  }

  function hardToUse(card) {
    // not what a fold or a choice puts away
    const controls = [...card.querySelectorAll(CONTROLS)].filter((control) => control.checkVisibility());
    const wrong = [];
    const boxes = controls.map((control) => {
      const box = target(control).getBoundingClientRect();
      const name = `${control.tagName} “${words(target(control), 40) || control.id}”`;
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        wrong.push(`${name} is hidden`);
      else if (box.height < 24 || box.width < 24)
        wrong.push(`${name} is only ${Math.round(box.width)} × ${Math.round(box.height)} px`);
      return { box: shownBox(target(control), card), name };
    });
    boxes.forEach((one, i) =>
      boxes.slice(i + 1).forEach((other) => {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1 && high > 1) wrong.push(`${one.name} lies over ${other.name}`);
      }),
    );
    return wrong.slice(0, 5);
  }

  function misfits() {
    return cards().flatMap((card) =>
      [...pastTheEdge(card), ...cut(card), ...hardToUse(card)].map((what) => `cell ${cellOf(card)}: ${what}`),
    );
  }

  // The widest paragraph of text between the code cells.
  function prose() {
    return Math.max(
      ...[...document.querySelectorAll(".jp-Notebook .jp-MarkdownCell p")].map(
        (part) => part.getBoundingClientRect().width,
      ),
    );
  }

  return {
    open,
    close,
    kernelIsIdle,
    runAll,
    runCell,
    kinds,
    focusFirst,
    listen,
    commands,
    state,
    still,
    redrawn,
    useTheme,
    sideBar,
    screenfuls,
    showScreenful,
    all,
    formulas,
    colours,
    misfits,
    prose,
  };
})();
