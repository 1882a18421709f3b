"""The page's own code: the player and its worker, bundled with the widgets' code from npm."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

from .steps import NODE, run

HERE = Path(__file__).parent
NAMES = ("player.js", "player.css", "worker.js", "anywidget.js")
OPTIONS = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning")
LOADERS = ("--loader:.py=text", "--loader:.svg=dataurl")
NPM = ("package.json", "package-lock.json")
META = "bundle.json"  # which files of which packages went into the bundle


def files(engine: dict[str, Path], cache: Path) -> dict[str, bytes]:
    """Name -> content of what a page loads: player, worker, style, and anywidget's own file.

    ``engine``: the files of the engine by name, as :func:`browser.engine.collect` returns them.
    """
    made = bundled(cache)
    found = {name: (made / name).read_bytes() for name in NAMES if name != "anywidget.js"}
    wheel = next(path for name, path in engine.items() if name.startswith("anywidget-"))
    with zipfile.ZipFile(wheel) as packed:
        found["anywidget.js"] = packed.read("anywidget/nbextension/index.js")
    return found


def packages(cache: Path) -> list[Path]:
    """Folders of the npm packages of which something is in the bundle."""
    inputs = json.loads((bundled(cache) / META).read_text(encoding="utf-8"))["inputs"]
    found = set()
    for name in inputs:
        before, mark, after = name.rpartition("node_modules/")
        if mark:
            parts = after.split("/")
            found.add(modules(cache) / "/".join(parts[: 1 + parts[0].startswith("@")]))
    return sorted(found)


def modules(cache: Path, source: Path = HERE) -> Path:
    """The folder of the packages from npm that the ``package-lock.json`` of ``source`` lists; installed where
    there is none."""
    folder = cache / f"npm-{_hash([source / name for name in NPM])}"
    if not (folder / "installed").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in NPM:
            shutil.copy(source / name, folder)
        run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], "No packages from npm", NODE, folder
        )
        (folder / "installed").touch()
    return folder / "node_modules"


def bundled(cache: Path) -> Path:
    """The folder with the bundle; made anew when a source has changed."""
    sources = [*(HERE / name for name in NPM), *sorted((HERE / "src").glob("*"))]
    folder = cache / f"bundle-{_hash(sources)}"
    if not (folder / META).is_file():
        found = modules(cache)
        esbuild = found / "esbuild" / "bin" / "esbuild"
        entries = [str(HERE / "src" / name) for name in ("player.js", "worker.js")]
        words = [*OPTIONS, *LOADERS, f"--outdir={folder}", f"--metafile={folder / META}"]
        command = ["node", str(esbuild), *entries, *words]
        run(command, "The player cannot be bundled", NODE, found.parent, {"NODE_PATH": str(found)})
    return folder


def _hash(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
