"""Exercises as data: the questions of one exercise, built from their tables for a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import pandas as pd

from ..ground.computed import Desk, compute
from ..ground.places import Place
from ..lesson.questions import Choice, Mistake, Part, Question, missing
from .wording import wording

KINDS = {
    "choose": "Choose",
    "reason": "Choose with a reason",
    "match": "Match",
    "sort": "Sort",
    "order": "Put in order",
    "compute": "Compute",
    "lookup": "Look up",
    "read": "Read a table",
    "error": "Find the error",
    "write": "Write",
}
LEVELS = {"start": "Warm-up", "core": "Core", "stretch": "Stretch"}


@dataclass(frozen=True, kw_only=True)
class Task(Question):
    """A question of an exercise, as it stands for one place, with what its page shows."""

    exercise: str
    position: int
    title: str
    minutes: int
    points: float
    level: str
    track: str
    scope: str
    exhibit: pd.DataFrame | None
    exhibit_table: str
    exhibit_title: str

    @property
    def needs_place(self) -> bool:
        """Whether the answer differs between places."""
        return self.scope == "place"


def listed(questions: pd.DataFrame, exercise: str) -> list[dict]:
    """The rows of ``exercise_questions`` for one exercise, in order, with its kinds and levels in words.

    Raises :class:`LookupError` for an exercise that does not exist.

    >>> from fedlocal.ground.tables import load
    >>> listed(load("exercise_questions"), "02")[0]["question_id"]
    '02-1'
    """
    rows = questions[questions["exercise"] == exercise].sort_values("position")
    if rows.empty:
        raise LookupError(
            f"There is no exercise {exercise!r}. There are:"
            f" {', '.join(sorted(questions['exercise'].unique()))}."
        )
    filled = rows.astype(object).where(rows.notna(), "").to_dict("records")
    return [{**row, "kind_name": KINDS[row["kind"]], "level_name": LEVELS[row["level"]]} for row in filled]


def task(question_id: str, load: Callable, place: Place | None, solve: bool = True) -> Task:
    """The question with this id, computed for ``place``. ``load`` gives a table by its name.

    Without a place, what depends on it is left open: texts say "your county", and ``right`` is None. With
    ``solve`` False nothing of the answers is computed, which is all that showing a question takes. Raises
    :class:`LookupError` that names near ids for an unknown one.

    >>> from fedlocal.ground.tables import load
    >>> task("02-1", load, None).kind
    'match'
    """
    table = load("exercise_questions")
    found = table[table["question_id"] == question_id]
    if found.empty:
        raise missing("exercise question", question_id, table["question_id"], "exercise_questions")
    row = _rows(table, question_id)[0]
    known = place is not None or row["scope"] == "same"  # what is the same for all needs no place
    desk = Desk(load, place) if known else None
    names = wording(_value(row["facts"], desk, {}), place)
    choices = _rows(load("exercise_choices"), question_id)
    parts = tuple(
        _part(part, choices, desk, names, solve) for part in _rows(load("exercise_parts"), question_id)
    )
    return Task(
        id=row["question_id"],
        exercise=row["exercise"],
        position=int(row["position"]),
        kind=row["kind"],
        title=row["title"],
        prompt=row["prompt"].format_map(names),
        how=row["how"].format_map(names),
        objectives=tuple(row["objective_ids"].split(";")),
        minutes=int(row["minutes"]),
        points=float(row["points"]),
        level=row["level"],
        track=row["track"],
        scope=row["scope"],
        name=row["name"],
        container=row["container"],
        arguments=_value(row["arguments"], desk, ()),
        section=row["section"],
        explain=row["explain"].format_map(names),
        source_id=row["source_id"],
        pinpoint=row["pinpoint"],
        parts=parts,
        mistakes=(
            tuple(_mistakes(_rows(load("exercise_mistakes"), question_id), parts, desk, names))
            if solve
            else ()
        ),
        exhibit=_value(row["exhibit"], desk, None),
        exhibit_table=row["exhibit_table"],
        exhibit_title=row["exhibit_title"].format_map(names),
    )


def rubric(table: pd.DataFrame, question_id: str) -> list[dict]:
    """The criteria by which a written answer is marked, from ``exercise_rubrics``; empty for other questions.

    >>> from fedlocal.ground.tables import load
    >>> rubric(load("exercise_rubrics"), "02-1")
    []
    """
    return table[table["question_id"] == question_id].sort_values("position").to_dict("records")


def _rows(table: pd.DataFrame, question_id: str) -> list[dict]:
    """The rows of one question as dictionaries, blanks as empty text."""
    found = table[(table["question_id"] == question_id).to_numpy()].to_dict("records")
    return [
        {name: "" if isinstance(cell, float) and isnan(cell) else cell for name, cell in row.items()}
        for row in found
    ]


def _value(cell: str, desk: Desk | None, otherwise):
    """The value that a cell leaves to a function; ``otherwise`` when it is blank, or there is no place."""
    if not cell or desk is None:
        return otherwise
    return compute(cell, desk)


def _part(row: dict, offered: list[dict], desk: Desk | None, names: dict, solve: bool) -> Part:
    typed = _typed(row["right"], row["form"]) if row["right"] != "" else None
    choices = tuple(
        Choice(
            choice["choice"],
            _value(choice["text_computed_by"], desk, "") or choice["text"].format_map(names),
        )
        for choice in offered
        if choice["part"] in ("", row["part"])
    )
    return Part(
        row["part"],
        row["label"].format_map(names),
        row["form"],
        _value(row["computed_by"], desk, typed) if solve else None,
        float(row["tolerance"] or 0),
        row["feedback"].format_map(names),
        choices,
    )


def _mistakes(rows: list[dict], parts: tuple[Part, ...], desk: Desk | None, names: dict):
    forms = {part.key: part.form for part in parts}
    for row in rows:
        typed = (
            _typed(row["value"], "number" if forms.get(row["part"]) == "number" else "choice")
            if row["value"] != ""
            else None
        )
        yield Mistake(
            row["mistake_id"],
            row["part"],
            _value(row["computed_by"], desk, typed),
            row["feedback"].format_map(names),
            row["misconception_id"],
            row["section"],
        )


def _typed(text: str, form: str):
    """A value as a table writes it, in the type of its form: lists are separated by ";"."""
    if form == "number":
        return float(text)
    return tuple(text.split(";")) if form in ("set", "order") else text
