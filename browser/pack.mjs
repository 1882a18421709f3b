// Make one archive of the Python code that a page runs, compiled by the very Python that will run it.
//   node pack.mjs ENGINE_FOLDER PLAN.json ARCHIVE.zip
// The plan is a list of [path in the archive, file on this machine]. Same input, same bytes.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

const [engine, plan, archive] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(join(engine, "pyodide.mjs"))).href);
const python = await loadPyodide({ env: { HOME: "/tmp", SOURCE_DATE_EPOCH: "0" } });
for (const [path, file] of JSON.parse(await readFile(plan, "utf8"))) {
  const target = `/packed/${path}`;
  python.FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
  python.FS.writeFile(target, await readFile(file));
}
python.runPython(`
import py_compile, zipfile
from pathlib import Path

root = Path("/packed")
for source in sorted(root.rglob("*.py")):
    shown = str(source.relative_to(root))
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(source, source.with_suffix(".pyc"), shown, doraise=True, invalidation_mode=mode)
    source.unlink()
with zipfile.ZipFile("/archive.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        archive.writestr(zipfile.ZipInfo(str(file.relative_to(root))), file.read_bytes(), zipfile.ZIP_DEFLATED)
`);
await writeFile(archive, python.FS.readFile("/archive.zip"));
