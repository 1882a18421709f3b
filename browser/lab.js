// A saved widget has no kernel when the notebook is opened again, and would say "Loading widget…" for ever.
// So the saved copy of each output leaves the live view away where it has words (text/html) beside it.
(async () => {
  const VIEW = "application/vnd.jupyter.widget-view+json";
  while (!window.jupyterapp) await new Promise((done) => setTimeout(done, 100));
  const contents = window.jupyterapp.serviceManager.contents;
  const save = contents.save.bind(contents);
  contents.save = (path, model) => save(path, model?.type === "notebook" ? readable(model) : model);

  function readable(model) {
    const copy = JSON.parse(JSON.stringify(model));
    for (const cell of copy.content?.cells ?? []) {
      for (const output of cell.outputs ?? []) {
        if (output.data?.[VIEW] && output.data["text/html"]) delete output.data[VIEW];
      }
    }
    return copy;
  }
})();
