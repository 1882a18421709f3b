"""The Python code of a page as one archive: the course, what it imports, and stand-ins for what it does not
use, compiled by the very Python that runs in the page."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from .steps import EPOCH, NODE, run

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[1]


def wheel(folder: Path) -> Path:
    """The course's own wheel, built from this checkout into a folder; the same files give the same bytes."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    mend = "python3 start.py --check (it installs the build backend), then run this again."
    words = [*command, "--wheel-dir", str(folder), str(ROOT)]
    run(words, "The wheel of the course could not be built", mend, more={"SOURCE_DATE_EPOCH": EPOCH})
    return next(folder.glob("fedlocal-*.whl"))


def kept(name: str, content: bytes, whole: bool) -> tuple[str, bytes] | None:
    """A file of a wheel as it is packed, or None: of others' packages their code, of ours all but documents.

    >>> kept("jinja2-3.1.6.dist-info/METADATA", b"Name: Jinja2\\nVersion: 3.1.6\\nSummary: ...", False)
    ('jinja2-3.1.6.dist-info/METADATA', b'Name: Jinja2\\nVersion: 3.1.6\\n')
    >>> kept("ipywidgets/tests/test_trait.py", b"", False) is None
    True
    """
    if name.endswith(".dist-info/METADATA"):  # libraries ask for their versions
        lines = re.findall(rb"^(?:Metadata-Version|Name|Version): .*\n", content, re.MULTILINE)
        return name, b"".join(lines[:3])
    if ".dist-info/" in name or ".data/" in name or "/tests/" in name or name.endswith(".md"):
        return None
    return (name, content) if whole or name.endswith(".py") else None


def contents(wheels: list[Path], own: Path) -> dict[str, bytes]:
    """Path in the archive -> content, for the wheels of others, our own, and the stand-ins."""
    found = {}
    for path in (*wheels, own):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if not name.endswith("/") and (row := kept(name, packed.read(name), path == own)):
                    found[row[0]] = row[1]
    for path in sorted((HERE / "stub").rglob("*.py")):
        found[path.relative_to(HERE / "stub").as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


def archive(wheels: list[Path], engine: Path, cache: Path) -> bytes:
    """The archive for the page as bytes, made with Node; kept in the cache for as long as nothing changes.

    ``wheels``: what the course imports; ``engine``: the folder with Pyodide's own files.
    """
    with tempfile.TemporaryDirectory() as made:
        parts = contents(wheels, wheel(Path(made)))
        key = hashlib.sha256((HERE / "pack.mjs").read_bytes())
        for name, content in parts.items():
            key.update(f"{name}\0".encode() + hashlib.sha256(content).digest())
        target = cache / f"course-{key.hexdigest()[:16]}.zip"
        if not target.is_file():
            _pack(parts, engine, Path(made), target)
    return target.read_bytes()


def _pack(parts: dict[str, bytes], engine: Path, folder: Path, target: Path) -> None:
    plan = []
    for number, (name, content) in enumerate(parts.items()):
        path = folder / f"part-{number}"
        path.write_bytes(content)
        plan.append((name, str(path)))
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    half = target.with_suffix(".half")
    command = ["node", str(HERE / "pack.mjs"), str(engine), str(folder / "plan.json"), str(half)]
    run(command, "The course's code could not be compiled for the page", NODE)
    half.replace(target)
