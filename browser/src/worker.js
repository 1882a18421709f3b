// Python, in a worker of its own, so that the page stays quick. It knows only what the page tells it.
import KERNEL from "./kernel.py";
import { at } from "./address.js";
import { Download } from "./download.js";
import { Keep } from "./keep.js";

let python, kernel, keep;
let tasks = Promise.resolve();
const tell = (message) => postMessage(message);

// site: what site.json says; names: the packages that this page needs beside the course.
async function start({ site, base, names }) {
  const files = [...site.files, ...names.flatMap((name) => site.packages[name])];
  const index = new URL(site.engine, base).href;
  const download = new Download(files, { base, index, build: site.build }, (done, all) =>
    tell({ kind: "bytes", done, all }),
  );
  globalThis.fetch = (address, options) => download.fetch(address, options);
  const code = download.bytes("course.zip");
  await importText(await download.bytes("pyodide.asm.js"));
  const { loadPyodide } = await import(at("pyodide.js", index));
  python = await loadPyodide({
    indexURL: index,
    packages: names,
    env: { HOME: "/home/pyodide", ...site.environment },
    stdout: () => {},
  });
  tell({ kind: "python" });
  const folder = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await code, "zip", { extractDir: folder });
  keep = new Keep(python.FS, site.environment.FEDLOCAL_HOME);
  tell({ kind: "keep", works: await keep.open() });
  python.registerJsModule("page", { post: (text) => tell({ kind: "comm", message: JSON.parse(text) }) });
  python.FS.writeFile(`${folder}/page_kernel.py`, KERNEL);
  kernel = python.pyimport("page_kernel");
  return performance.getEntriesByType("resource").map((entry) => entry.name); // what the worker has loaded
}

// Pyodide's large module leaves its maker in a global; loadPyodide then does not fetch it once more.
async function importText(bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  await import(address);
  URL.revokeObjectURL(address);
}

const ANSWERS = {
  start,
  // Run one cell; what it gave goes back under the same number.
  run: ({ source, cell }) => keep.around(() => JSON.parse(kernel.run(source, cell))),
  comm: ({ comm, data }) => keep.around(() => kernel.hear(comm, JSON.stringify(data))),
  files: () => keep.around(() => keep.read()),
  replace: ({ files }) => keep.around(() => keep.replace(files)),
};

onmessage = ({ data: { kind, id, ...task } }) => {
  tasks = tasks
    .then(() => ANSWERS[kind](task))
    .then((given) => tell({ kind: "answer", id, given }))
    .catch((error) => tell({ kind: "answer", id, error: String(error?.message ?? error) }));
};
