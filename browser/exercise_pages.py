"""The exercises as pages: the same forms, the release notebook beside them, and a button to take it along
with the answers in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fedlocal.ground.tables import keyed, rows

from . import notebook

ROOT = Path(__file__).parents[1]
RELEASE = ROOT / "exercises" / "release"
ENGINE = "numpy pandas"  # questions are computed from tables
LEFT_OUT = ("answer-", "check-", "rubric-", "title-")  # the form answers, checks and shows the criteria


@dataclass(frozen=True)
class Exercise:
    """An exercise that is a page: its number, title, question, the page, and the notebook to hand in."""

    number: str
    title: str
    question: str
    page: str
    notebook: str
    path: Path


def exercises() -> list[Exercise]:
    """All exercises, in order.

    >>> exercises()[1].page, exercises()[1].notebook
    ('exercise-02.html', 'exercises/02_law_and_authority.ipynb')
    """
    found = []
    for row in rows("exercises"):
        number = row["exercise"]
        path = next(RELEASE.glob(f"{number}_*/{number}_*.ipynb"))
        title = keyed("lessons", "lesson")[row["lesson"]]["title"]
        page, file = f"exercise-{number}.html", f"exercises/{path.name}"
        found.append(Exercise(number, title, row["question"], page, file, path))
    return found


def page_of(lesson: str) -> str:
    """The page of a lesson's exercise; "" where it has none.

    >>> page_of("02"), page_of("00")
    ('exercise-02.html', '')
    """
    return next((exercise.page for exercise in exercises() if exercise.number == lesson), "")


def parts(exercise: Exercise, save: Callable[[str, bytes], str]) -> dict:
    """The parts of an exercise's page: blocks, headings, and the cells that the player runs.

    ``save`` keeps a large picture and gives its address.
    """
    blocks, headings, cells = [], [], []
    for number, cell in enumerate(json.loads(exercise.path.read_text(encoding="utf-8"))["cells"]):
        source, name = "".join(cell["source"]), cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.startswith(LEFT_OUT):
            continue
        if cell["cell_type"] == "markdown":
            text, found = notebook.prose(source)
            headings += found
            blocks.append({"kind": "prose", "cell": number, "html": text})
            continue
        kind = "tally" if name.startswith("so-far-") else "box"
        blocks.append(
            {"kind": kind, "cell": number, "html": notebook.with_pictures(notebook.shows(cell), save)}
        )
        cells.append({"cell": number, "source": source, "box": "live"})
    text = json.dumps(cells, ensure_ascii=False).replace("</", "<\\/")
    return {"blocks": blocks, "headings": headings, "cells": text}
