// A form of an exercise asks for the source of a cell, or gives it: two events on the document,
// fedlocal:read and fedlocal:write. The cell is found in the notebook that the form stands in, by its
// nbgrader name or as the first code cell with a line such as PLACE = …; it need not be in view.
// Nothing else is touched, in no other notebook.

function notebookOf(app, node) {
  for (const panel of app.shell.widgets("main")) {
    if (panel.content?.model?.cells && panel.node.contains(node)) return panel.content.model;
  }
  return null;
}

const metadata = (cell) => cell.getMetadata?.("nbgrader") ?? cell.sharedModel.getMetadata("nbgrader");
const line = (name) => new RegExp(`^${name}[ \\t]*=[^#\\n]*`, "m");

function cellOf(model, { grade_id, first }) {
  for (const cell of model.cells) {
    if (grade_id && metadata(cell)?.grade_id === grade_id) return cell;
    if (first && cell.type === "code" && line(first).test(cell.sharedModel.getSource())) return cell;
  }
  return null;
}

// Of a first cell only the line with the name is exchanged; what is noted behind it stays.
function changed(before, { first, source }) {
  if (!first) return source;
  return before.replace(line(first), (old) => source + (old.match(/[ \t]+$/)?.[0] ?? ""));
}

function take(app, event, act) {
  const model = notebookOf(app, event.target);
  const cell = model && !model.readOnly && cellOf(model, event.detail);
  if (!cell) return;
  event.preventDefault();
  act(cell.sharedModel);
}

function read(app, event) {
  take(app, event, (shared) => (event.detail.source = shared.getSource()));
}

function write(app, event) {
  take(app, event, (shared) => {
    const before = shared.getSource();
    const after = changed(before, event.detail);
    if (after !== before) shared.setSource(after);
  });
}

export default {
  id: "fedlocal:answer-cells",
  description: "Lets the forms of exercises read and write the answer cells of their notebook",
  autoStart: true,
  activate: (app) => {
    document.addEventListener("fedlocal:read", (event) => read(app, event));
    document.addEventListener("fedlocal:write", (event) => write(app, event));
  },
};
