"""A lesson run on trial when its page is built: which cells speak of the reader's county, because they show
something else when one is set, and which large libraries the lesson loads.

    python -m browser.trial NOTEBOOK

prints as JSON what its cells show and which of the libraries it loaded.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .notebook import CODE
from .steps import SiteError

COUNTY = "Harris County, TX"
LARGE = ("numpy", "pandas")


@dataclass(frozen=True)
class Trial:
    """``of_place``: the numbers of the cells that speak of a county; ``needs``: the libraries of ``LARGE``
    that were loaded."""

    of_place: frozenset[int]
    needs: frozenset[str]


def trials(paths: list[Path], county: str = COUNTY) -> dict[str, Trial]:
    """The trial of each lesson by the name of its file. Raises :class:`SiteError` where a cell fails."""
    runs = [(path, place) for path in paths for place in ("none", county)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = dict(zip(runs, pool.map(lambda run: _apart(*run), runs), strict=True))
    found = {}
    for path in paths:
        without, with_it = done[path, "none"], done[path, county]
        found[path.name] = Trial(
            frozenset(int(cell) for cell, html in without["shows"].items() if html != with_it["shows"][cell]),
            frozenset(without["loaded"]) | frozenset(with_it["loaded"]),
        )
    return found


def _apart(path: Path, place: str) -> dict:
    """The run in a process of its own, which has loaded nothing yet."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [sys.executable, "-m", "browser.trial", str(path)],
            env={**os.environ, "FEDLOCAL_PLACE": place, "FEDLOCAL_HOME": empty},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    if done.returncode:
        raise SiteError(f"{path.name} stopped with {place!r} as its county:\n{done.stderr}")
    return json.loads(done.stdout)


def run(path: Path) -> dict[int, str]:
    """What each cell of a notebook shows as HTML, cells that are there for their code left out."""
    from IPython.core.formatters import DisplayFormatter

    formatter, names, results = DisplayFormatter(), {}, {}
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] != "code" or CODE in cell["metadata"].get("tags", []):
            continue
        tree, value = ast.parse("".join(cell["source"])), None
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
        results[number] = formatter.format(value)[0].get("text/html", "") if value is not None else ""
    return results


if __name__ == "__main__":
    shows = run(Path(sys.argv[1]))
    print(json.dumps({"shows": shows, "loaded": [name for name in LARGE if name in sys.modules]}))
