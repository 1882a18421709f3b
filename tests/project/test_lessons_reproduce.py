"""Lessons run again give the same file byte for byte, and their cells run in any order after the first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_executed_again_it_is_the_same_file(path):
    done = subprocess.run(
        [sys.executable, "scripts/execute_lessons.py", "--check", path.stem[:2]],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (
        f"{done.stdout}\n{done.stderr}\nIf the change is meant: python scripts/execute_lessons.py"
        f" {path.stem[:2]}"
    )


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_cells_run_backwards_after_the_first(path):
    cells = [
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    space: dict = {}
    exec(cells[0], space)
    for cell in reversed(cells[1:]):
        exec(cell, space)


def test_a_changed_output_is_noticed(tmp_path):
    notebook = json.loads(LESSONS[0].read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code" and c["outputs"])
    cell["outputs"][0]["data"]["text/plain"] = ["changed"]
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from execute_lessons import execute
    finally:
        sys.path.pop(0)
    from fedlocal.ground.notebook_file import canonical_json

    path = tmp_path / LESSONS[0].name
    path.write_text(canonical_json(notebook), encoding="utf-8")
    assert canonical_json(execute(path)) != path.read_text(encoding="utf-8")
