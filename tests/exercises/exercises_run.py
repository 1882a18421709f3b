"""Running an exercise without a kernel: its code cells in one namespace, as a learner runs them from top
to bottom."""

import json
from pathlib import Path

from fedlocal.exercises.release import last_value

EXERCISES = Path(__file__).parents[2] / "exercises"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def source_of(number: str, kind: str = "source") -> Path:
    return next((EXERCISES / kind).glob(f"{number}_*/{number}_*.ipynb"))


def run(path: Path) -> dict:
    """Question id -> the mark that the last line of its check cell gives.

    Questions, widgets and the summary are left out: they run when tests compare what is stored, and under
    nbgrader.
    """
    names, marks = {"__name__": "__main__"}, {}
    for cell in read(path)["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and not about.get("grade_id", "").startswith(
            ("ask-", "tool-", "so-far-", "rubric-")
        ):
            value = last_value("".join(cell["source"]), names)
            if about.get("grade"):
                marks[about["grade_id"].removeprefix("check-")] = value
    return marks


def marks_of(marks: dict) -> dict:
    """Question id -> points, as nbgrader reads them."""
    return {question: float(repr(mark)) for question, mark in marks.items()}


def answers_of(cell: dict):
    """What an answer cell of a learner's copy holds before anything is typed; for a function, what its
    body gives."""
    names: dict = {}
    last_value("".join(cell["source"]), names)
    value = next(value for name, value in names.items() if name != "__builtins__")
    return value(*[""] * value.__code__.co_argcount) if callable(value) else value
