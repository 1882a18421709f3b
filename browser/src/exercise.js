// The notebook behind a page of an exercise: forms write the sources of its cells here, and a button gives it
// as a file to hand in. What a form holds is kept by Python (see fedlocal:read below), so that forgetting,
// saving and carrying on work as they do on every page.
(() => {
  const button = document.querySelector("[data-hand-in]");
  const told = document.querySelector("[data-hand-in-answer]");
  const sources = new Map(); // grade_id, or the name of a first line -> source

  // There is no cell to read: the form fills itself from what is kept, and then writes it.
  document.addEventListener("fedlocal:read", (event) => event.preventDefault());
  document.addEventListener("fedlocal:write", (event) => {
    const { grade_id, first, source } = event.detail;
    sources.set(grade_id ?? first, source);
    event.preventDefault();
  });

  const lines = (source) => (source ? source.split(/(?<=\n)/) : []);

  // The notebook with the sources written in; all else stays as it was made.
  function filled(notebook) {
    for (const cell of notebook.cells) {
      const name = cell.metadata.nbgrader?.grade_id;
      const source = cell.source.join("");
      if (sources.has(name)) cell.source = lines(sources.get(name));
      else if (sources.has("PLACE") && cell.cell_type === "code" && /^PLACE[ \t]*=/m.test(source)) {
        const put = (old) => sources.get("PLACE") + (old.match(/[ \t]+$/)?.[0] ?? "");
        cell.source = lines(source.replace(/^PLACE[ \t]*=[^#\n]*/m, put));
      }
    }
    return `${JSON.stringify(notebook, null, 1)}\n`;
  }

  async function handIn() {
    const answer = await fetch(button.dataset.handIn);
    if (!answer.ok) throw new Error(`The notebook could not be fetched (${answer.status}).`);
    const text = filled(JSON.parse(await answer.text()));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    link.download = button.dataset.handIn.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    return "Saved to a file, where your browser keeps downloads. Hand in this file.";
  }

  button.addEventListener("click", () =>
    handIn().then((words) => (told.textContent = words), (problem) => (told.textContent = problem.message)));

  // The tally counts what has been answered up to now.
  document.querySelector("[data-count]").addEventListener("click", () => {
    const { player } = globalThis;
    const element = document.querySelector(".tally .cell");
    const cell = player?.cells.find((each) => String(each.cell) === element.dataset.cell);
    if (cell) player.run(cell);
  });
})();
