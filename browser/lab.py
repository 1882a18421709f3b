"""The lessons and exercises as notebooks beside the pages: JupyterLite with the course's Python, all local.

It is built only when asked for: ``python3 start.py site --lab``. JupyterLite itself comes from PyPI, by the
hashes of ``lab-requirements.txt``, into a venv of its own; its Python consists of the files of
``engine.lock.json``, those of kind "lab" among them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

from . import course, engine
from .steps import EPOCH, SiteError, run, write_json, write_zip

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[1]
FOLDER = "lab/"  # of a site
PYTHON = "pyodide/"  # of that folder
MEND = "Look at the network, or build the site without --lab."
REQUIREMENTS = HERE / "lab-requirements.txt"
KINDS = (*engine.KINDS, "lab")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
APPS = ("notebooks", "tree")
# The kernel asks for these by name, and would otherwise look for them on PyPI.
FIRST = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
STATISTICS = ("numpy", "pandas")  # loaded at once: not every browser can fetch them in the middle of a cell
ENVIRONMENT = {"FEDLOCAL_HOME": "/drive/my-course", "FEDLOCAL_PLACE": ""}
MODULE = "pyodide.js"  # some servers do not know .mjs as JavaScript
START = FOLDER + "tree/index.html"  # the list of notebooks
SCRIPTS = f'Scripts of the notebooks: <a href="{FOLDER}build/third-party-licenses.json">their packages</a>.'
EXERCISES = "exercises"  # the folder beside the lessons
HANDED_ON = ("jupyterlite_core", "jupyterlite_pyodide_kernel", "jupyterlab_widgets", "jupyterlab_pygments")
WORDS = ("--no-sourcemaps", "--no-libarchive", "--no-unused-shared-packages", "--force")
_RELEASE = ROOT / "exercises" / "release"


def build(site: Path, source: Path | None = None) -> Path:
    """Put the notebooks into the folder of a site; returns their folder.

    ``source``: a folder with the engine's files, as for :func:`browser.engine.collect`. Raises
    :class:`browser.steps.SiteError` where something cannot be had.
    """
    files = engine.collect(source=source, kinds=KINDS)
    work = engine.CACHE / "lab"
    shutil.rmtree(work, ignore_errors=True)  # JupyterLite keeps notes of an earlier build, and believes them
    (work / "lite").mkdir(parents=True)
    write_json(work / "lite" / "jupyter-lite.json", configuration())
    contents(work / "contents")
    _jupyterlite(work, files)
    made = site / FOLDER
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(work / "out", made)
    put_python(made / PYTHON, files)
    finish(made)
    return made


def configuration() -> dict:
    """What JupyterLite is told: where its Python is, which packages it loads, and that it asks nobody else.

    >>> configuration()["jupyter-config-data"]["litePluginSettings"][KERNEL]["disablePyPIFallback"]
    True
    """
    kernel = {
        "pyodideUrl": f"./{PYTHON}{MODULE}",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages(), "env": ENVIRONMENT},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Who Enforces What?",
            "appUrl": "/tree",
            "exposeAppInBrowser": True,
            "litePluginSettings": {KERNEL: kernel},
        },
    }


def packages() -> list[str]:
    """Names of the packages that a notebook's Python loads at its start, the course last.

    >>> packages()[0], packages()[-1]
    ('micropip', 'fedlocal')
    """
    own = [row["name"] for row in engine.listed("course")]
    more = [row["name"] for row in engine.listed("lab")]
    return list(dict.fromkeys([*FIRST, *own, *more, *STATISTICS, "fedlocal"]))


def notebooks() -> dict[str, Path]:
    """Path in JupyterLite -> notebook of this repository.

    >>> list(notebooks())[0], list(notebooks())[-1]
    ('00_start_here.ipynb', 'exercises/09_capstone_county_brief.ipynb')
    """
    lessons = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    exercises = sorted(_RELEASE.glob("*/*.ipynb"))
    return {path.name: path for path in lessons} | {f"{EXERCISES}/{path.name}": path for path in exercises}


def address(notebook: str) -> str:
    """Where a notebook opens, seen from the top of the site.

    >>> address("00_start_here.ipynb")
    'lab/notebooks/index.html?path=00_start_here.ipynb'
    """
    return f"{FOLDER}notebooks/index.html?path={notebook}"


def exercise(lesson: str) -> str:
    """Path in JupyterLite of the exercise of a lesson; "" where the lesson has none.

    >>> exercise("02"), exercise("00")
    ('exercises/02_law_and_authority.ipynb', '')
    """
    return next((name for name in notebooks() if name.startswith(f"{EXERCISES}/{lesson}_")), "")


def contents(folder: Path) -> None:
    """Copy the notebooks into a folder, each with the same date, so that the same course is the same site."""
    for name, path in notebooks().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (int(EPOCH), int(EPOCH)))


def put_python(folder: Path, files: dict[str, Path]) -> None:
    """Write Pyodide, every package and the lock that names them into a folder."""
    folder.mkdir(parents=True)
    for row in engine.listed("core"):
        if row["file"] != "pyodide-lock.json":
            shutil.copyfile(files[row["file"]], folder / engine.MODULES.get(row["file"], row["file"]))
    locked = {}
    for row in engine.listed("package", "lab", "course"):
        name, content = pure(files[row["file"]]) if row["kind"] == "course" else _same(files[row["file"]])
        (folder / name).write_bytes(content)
        locked[row["name"]] = {
            **engine.entry(row),
            "file_name": name,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    own = course.wheel(folder)
    locked["fedlocal"] = {
        "name": "fedlocal",
        "version": own.name.split("-")[1],
        "file_name": own.name,
        "sha256": hashlib.sha256(own.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": ["fedlocal"],
        "depends": [],
    }
    write_json(folder / "pyodide-lock.json", {"info": engine.lock()["info"], "packages": locked})


def _same(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def pure(path: Path) -> tuple[str, bytes]:
    """A wheel's name and bytes; of one for another platform only its Python code, named as pure Python."""
    if path.name.endswith("-none-any.whl"):
        return _same(path)
    name = "-".join(path.name.split("-")[:2]) + "-py3-none-any.whl"
    target = engine.CACHE / "lab" / name
    with zipfile.ZipFile(path) as packed:
        members = [
            (member, packed.read(member))
            for member in sorted(packed.namelist())
            if member.endswith((".py", "/METADATA", "/WHEEL")) or ".dist-info/licenses/" in member
        ]
    write_zip(target, members)
    return name, target.read_bytes()


def finish(folder: Path) -> None:
    """Add the course's style and its script to each app, and see that the settings are really there.

    Raises :class:`browser.steps.SiteError` where JupyterLite has dropped them.
    """
    style = (ROOT / "jupyter" / "custom" / "custom.css").read_bytes()
    (folder / "course.css").write_bytes(style)
    (folder / "course.js").write_bytes((HERE / "lab.js").read_bytes())
    for app in APPS:
        page = folder / app / "index.html"
        text = page.read_text(encoding="utf-8")
        more = '<link rel="stylesheet" href="../course.css"><script src="../course.js" defer></script>'
        page.write_text(text.replace("</head>", f"{more}</head>", 1), encoding="utf-8", newline="\n")
    stored = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    settings = stored.get("litePluginSettings", {}).get(KERNEL, {})
    if settings.get("pyodideUrl") != f"./{PYTHON}{MODULE}":
        raise SiteError(
            "JupyterLite has dropped the address of its Python.\n  Mend:  Delete build/cache/lab, then run"
            " this again."
        )


def _jupyterlite(work: Path, files: dict[str, Path]) -> None:
    """Let JupyterLite build its own files, into ``work``/out."""
    anywidget = next(path for name, path in files.items() if name.startswith("anywidget-"))
    words = [str(_environment()), "-m", "jupyterlite_core", "build", *WORDS, "--lite-dir", str(work / "lite")]
    words += ["--output-dir", str(work / "out"), "--contents", str(work / "contents")]
    words += ["--source-date-epoch", EPOCH, f"--LiteBuildConfig.federated_extensions={anywidget}"]
    words += [word for app in APPS for word in ("--apps", app)]
    run(words, "JupyterLite could not be built", MEND, work)


def _environment() -> Path:
    """The Python of the venv that has JupyterLite, made where there is none; named by its requirements."""
    name = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]
    folder = engine.CACHE / f"lab-venv-{name}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "installed").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, str(folder)]
        run(command, "No venv for JupyterLite", MEND)
        install = [sys.executable, "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--python"]
        run([*install, str(python), str(REQUIREMENTS)], "JupyterLite could not be installed", MEND)
        (folder / "installed").touch()
    return python


def distributions() -> list[Path]:
    """The .dist-info folders of what JupyterLite hands on from its venv."""
    packages = next(_environment().parents[1].rglob("site-packages"))
    return [next(packages.glob(f"{name}-*.dist-info")) for name in HANDED_ON]
