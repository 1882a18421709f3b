"""Running an exercise without a kernel: its code cells in one namespace, as a learner runs them from top to bottom."""

import ast
import json
from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def source_of(number: str, kind: str = "source") -> Path:
    return next((EXERCISES / kind).glob(f"{number}_*/{number}_*.ipynb"))


def run(path: Path) -> dict:
    """Question id -> the mark that the last line of its check cell gives.

    Questions, widgets and the summary are left out: a kernel runs them once, when tests compare what is stored.
    """
    names, marks = {"__name__": "__main__"}, {}
    for cell in read(path)["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and not about.get("grade_id", "").startswith(("ask-", "tool-", "so-far-", "rubric-")):
            value = last_value("".join(cell["source"]), names)
            if about.get("grade"):
                marks[about["grade_id"].removeprefix("check-")] = value
    return marks


def last_value(source: str, names: dict):
    """Run a cell; the value of its last line when that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def marks_of(marks: dict) -> dict:
    """Question id -> points, as nbgrader reads them."""
    return {question: float(repr(mark)) for question, mark in marks.items()}


def answers_of(cell: dict):
    """What an answer cell of a learner's copy holds before anything is typed; for a function, what its body gives."""
    names: dict = {}
    last_value("".join(cell["source"]), names)
    value = next(value for name, value in names.items() if name != "__builtins__")
    return value(*[""] * value.__code__.co_argcount) if callable(value) else value
