"""A lesson over an empty notebook, its kernel's memory over pandas alone, its size; strict comparison over
plain execution."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from timing import in_turn, ratio, run

ROOT = Path(__file__).resolve().parents[1]
MEMORY = "import os, psutil\nprint(psutil.Process(os.getpid()).memory_info().rss)"


def paths() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def execute(notebook) -> object:
    with tempfile.TemporaryDirectory() as empty:
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(ROOT / "notebooks")}},
        )
        client.execute(env={**os.environ, "FEDLOCAL_HOME": empty})
    return notebook


def cells(*sources: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def memory(notebook) -> int:
    """Bytes that the kernel holds after its last cell."""
    notebook.cells.append(nbformat.v4.new_code_cell(MEMORY))
    return int(execute(notebook).cells[-1].outputs[0]["text"])


def road(path: Path):
    """The lesson without its data track, the cells that are there for their code."""
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if "data-track" not in cell.metadata.get("tags", [])]
    return notebook


def lessons(rounds: int = 5) -> dict:
    actions = {path.stem: lambda path=path: execute(nbformat.read(path, 4)) for path in paths()}
    actions |= {f"{path.stem} road": lambda path=path: execute(road(path)) for path in paths()}
    seconds = in_turn(rounds, empty=lambda: execute(cells("pass")), **actions)
    pandas_alone = memory(cells("import pandas"))
    return {
        "empty_seconds": statistics.median(seconds["empty"]),
        "lessons": {
            path.stem: {
                "ratio": ratio(seconds, path.stem, "empty"),
                "road_ratio": ratio(seconds, f"{path.stem} road", "empty"),
                "seconds": statistics.median(seconds[path.stem]),
                "memory_ratio": memory(nbformat.read(path, 4)) / pandas_alone,
                "road_memory_ratio": memory(road(path)) / pandas_alone,
                "bytes": path.stat().st_size,
            }
            for path in paths()
        },
    }


PLAIN = """
import sys, nbformat
sys.path.insert(0, 'bench')
from lessons import execute, paths
for path in paths():
    execute(nbformat.read(path, 4))
"""


def nbval(rounds: int = 2) -> dict:
    strict = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "notebooks"]
    seconds = in_turn(
        rounds,
        strict=lambda: run(*strict, cwd=ROOT),
        plain=lambda: run(sys.executable, "-c", PLAIN, cwd=ROOT),
    )
    return {
        "ratio": ratio(seconds, "strict", "plain"),
        "strict_seconds": statistics.median(seconds["strict"]),
        "plain_seconds": statistics.median(seconds["plain"]),
    }
