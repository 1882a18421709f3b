"""Copies of an exercise for a class, each with its learner's place: the instructor's list, or a fixed
draw."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
from pathlib import Path

import pandas as pd

from ..ground.places import Place, assigned, named
from ..ground.tables import load

EMPTY = 'PLACE = ""'


def read_list(path: Path) -> list[dict]:
    """The rows of an instructor's list: a CSV file with the columns ``learner`` and ``place``; a blank place
    is drawn.

    Each row is ``{"learner", "place"}`` with a :class:`~fedlocal.ground.places.Place`. Raises
    :class:`LookupError` that names the line for a missing column, a learner who stands twice or cannot name a
    folder, and a place that is none.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {str(key).strip().lower(): (cell or "").strip() for key, cell in row.items() if key}
            for row in csv.DictReader(file)
        ]
    if not rows or "learner" not in rows[0]:
        raise LookupError(
            f"{path.name} needs a first line with the columns learner,place and one line for each learner."
        )
    found, seen = [], set()
    for line, row in enumerate(rows, 2):
        learner = row["learner"]
        if not re.fullmatch(r"[\w.-]+", learner) or learner.startswith(".") or learner.casefold() in seen:
            raise LookupError(
                f"{path.name}, line {line}: {learner!r} stands twice, or is no plain word. Use letters,"
                " digits, - and _ ."
            )
        seen.add(learner.casefold())
        try:
            found.append(
                {
                    "learner": learner,
                    "place": assigned(row["place"]) if row.get("place") else drawn(learner, load("counties")),
                }
            )
        except LookupError as problem:
            raise LookupError(f"{path.name}, line {line}: {problem}") from None
    return found


def drawn(learner: str, counties: pd.DataFrame) -> Place:
    """A county for a learner, the same on every machine and every day; all counties are as likely as each
    other.

    >>> drawn("learner-1", load("counties")) == drawn("learner-1", load("counties"))
    True
    """
    codes = sorted(counties["county_fips"])
    return named(codes[int(hashlib.sha256(learner.encode()).hexdigest(), 16) % len(codes)])


def hand_out(copies: dict[str, str], rows: list[dict], folder: Path) -> list[Path]:
    """Write each learner's copies, in the layout that nbgrader calls submitted, and places.csv; returns what
    was written.

    ``copies`` is exercise name → text of the learner's copy, ``rows`` come from :func:`read_list`. A copy
    that is there already is left alone. Raises :class:`LookupError` when a copy has no empty PLACE.
    """
    written = []
    for name, text in copies.items():
        if text.count(EMPTY.replace('"', '\\"')) != 1:
            raise LookupError(f"{name} should have one line {EMPTY} in its first cell.")
        for row in rows:
            path = folder / row["learner"] / name / f"{name}.ipynb"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(
                    text.replace(EMPTY.replace('"', '\\"'), f'PLACE = \\"{row["place"].name}\\"'),
                    encoding="utf-8",
                    newline="\n",
                )
                written.append(path)
    listed = pd.DataFrame(
        [
            {"learner": row["learner"], "place": row["place"].name, "county_fips": row["place"].fips}
            for row in rows
        ]
    )
    listed.to_csv(folder / "places.csv", index=False, lineterminator="\n")
    return written


def place_in(notebook: dict) -> str:
    """The place that a handed-in exercise names: the text that PLACE holds, or "" when there is none to read.

    >>> place_in({"cells": [{"cell_type": "code", "source": 'PLACE = "Harris County, TX"'}]})
    'Harris County, TX'
    """
    for cell in notebook["cells"]:
        found = (
            re.search(r"^PLACE\s*=\s*((['\"]).*?\2)", "".join(cell["source"]), re.M)
            if cell["cell_type"] == "code"
            else None
        )
        if found:
            return str(ast.literal_eval(found.group(1))).strip()
    return ""
