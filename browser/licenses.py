"""The licenses of what a site hands on: Pyodide, CPython, the packages from PyPI and npm."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from . import bundle, engine, lab

TEXTS = Path(__file__).parent / "licenses"  # of the two that carry no text of their own
SOURCES = {
    "Pyodide": "The source of this version: https://github.com/pyodide/pyodide",
    "CPython": "The source of this version: https://www.python.org/downloads/source/",
}
# Their wheels do not tell.
UNTOLD = {"ipykernel": "BSD-3-Clause", "sqlite3": "PSF-2.0; SQLite is in the public domain"}
_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


def licenses(needs: set[str]) -> list[dict]:
    """Each program that a site with these needs hands on: name, version, licence (its short name), text."""
    files = engine.collect()
    rows = [*engine.listed("course"), *engine.needed(needs)]
    lock = engine.lock()
    core = [("Pyodide", lock["pyodide"], "MPL-2.0"), ("CPython", lock["python"], "PSF-2.0")]
    found = [_core(*row) for row in core] + [of_wheel(files[row["file"]]) for row in rows]
    return found + [of_package(folder) for folder in bundle.packages(engine.CACHE)]


def of_lab() -> list[dict]:
    """Each program that the notebooks hand on beside those of the pages: name, version, licence, text."""
    files = engine.collect(kinds=lab.KINDS)
    wheels = [of_wheel(files[row["file"]]) for row in engine.listed("lab")]
    return wheels + [of_distribution(path) for path in lab.distributions()]


def of_distribution(folder: Path) -> dict:
    """The license of an installed package, from its .dist-info folder."""
    head = (folder / "METADATA").read_text(encoding="utf-8").partition("\n\n")[0]
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and _FILE.search(path.name)]
    return _described(head, [path.read_text(encoding="utf-8", errors="replace") for path in found])


def _core(name: str, version: str, licence: str) -> dict:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    return {"name": name, "version": version, "licence": licence, "text": f"{SOURCES[name]}\n\n{text}"}


def of_wheel(path: Path) -> dict:
    """The license of a wheel, from its metadata and the texts beside them."""
    with zipfile.ZipFile(path) as packed:
        inside = [name for name in packed.namelist() if ".dist-info/" in name]
        metadata = packed.read(next(name for name in inside if name.endswith("/METADATA"))).decode("utf-8")
        texts = [packed.read(name).decode("utf-8", "replace") for name in inside if _FILE.search(name)]
    return _described(metadata.partition("\n\n")[0], texts)


def _described(head: str, texts: list[str]) -> dict:
    name, version = (_field(head, key) for key in ("Name", "Version"))
    licence = _field(head, "License-Expression") or _classified(head) or _field(head, "License")
    licence = licence or UNTOLD.get(name, "")
    return {"name": name, "version": version, "licence": licence, "text": "\n\n".join(texts)}


def _field(head: str, key: str) -> str:
    """The first line of a field of a wheel's metadata; "" where there is none.

    >>> _field("Name: comm\\nVersion: 0.2.3", "Version")
    '0.2.3'
    """
    found = re.search(rf"^{key}: (.*)$", head, re.MULTILINE)
    return found[1].strip() if found else ""


def _classified(head: str) -> str:
    found = re.findall(r"^Classifier: License :: OSI Approved :: (.*)$", head, re.MULTILINE)
    return "; ".join(line.strip() for line in found)


def of_package(folder: Path) -> dict:
    """The license of an npm package, from its description and the texts beside it."""
    description = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if _FILE.search(path.name)]
    return {
        "name": description["name"],
        "version": description["version"],
        "licence": description.get("license", ""),
        "text": "\n\n".join(texts),
    }
