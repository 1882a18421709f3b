"""Lessons open where pandas, numpy and matplotlib are not installed, and show the same.

Only the cells in which a learner asks for a DataFrame need pandas. Lessons 06 and 07 draw random
numbers with numpy.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.lesson.frameless import ABSENT, KINDS, code_cells

ROOT = Path(__file__).parents[2]
NUMBERS = ("00", "01", "02", "03", "04", "05", "06", "07", "08", "09")
LESSONS = [next((ROOT / "notebooks").glob(f"{number}_*.ipynb")) for number in NUMBERS]
DRAWS = {  # lessons that draw random numbers -> what they do it with
    "06": ["numpy"],  # 200 studies of an invented world
    "07": ["numpy"],  # the ranges of the studio, thousands of times at each change
}


def notebook(path):
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def frameless(path):
    """What became of the cells of a lesson without the libraries: (cell -> answer, error of the process)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.lesson.frameless", str(path), *DRAWS.get(path.stem[:2], [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        return {}, done.stderr
    return {answer["cell"]: answer for answer in json.loads(done.stdout)}, ""


def stored(cell):
    data = cell["outputs"][0].get("data", {}) if cell["outputs"] else {}
    return {kind: "".join(data[kind]) for kind in KINDS if kind in data}


CELLS = [
    pytest.param(path, number, id=f"{path.stem[:2]}-cell-{number}")
    for path in LESSONS
    for number in code_cells(notebook(path))
]


@pytest.mark.parametrize(("path", "number"), CELLS)
def test_a_cell_shows_what_is_stored_without_pandas(path, number):
    answers, problem = frameless(path)
    assert not problem, problem
    assert not answers[number]["error"], answers[number]["error"]
    assert answers[number]["data"] == stored(notebook(path)["cells"][number])


def test_where_a_dataframe_is_asked_for_the_libraries_are_really_absent(tmp_path):
    asks = "from fedlocal.ground.tables import load; load('states')"
    codes = ["import fedlocal", asks, *(f"import {name}" for name in ABSENT)]
    cells = [{"cell_type": "code", "source": [code]} for code in codes]
    path = tmp_path / "asks.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    answers, problem = frameless(path)
    errors = [answer["error"] for answer in answers.values()]
    assert not problem and not errors[0], problem or errors[0]
    assert all("is absent in this test" in error for error in errors[1:]), errors
