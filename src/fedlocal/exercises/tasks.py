"""Exercises as data: the questions of one exercise, with what is right and what is known to go wrong at a
place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from math import isnan

import pandas as pd

from ..ground.computed import Desk, compute
from ..ground.places import Place
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


@dataclass(frozen=True)
class Choice:
    """One thing that can be typed as an answer, with what it stands for."""

    key: str
    text: str


@dataclass(frozen=True)
class Mistake:
    """A wrong answer to one part that people are known to give, with the words that meet it."""

    id: str
    part: str
    value: object
    feedback: str
    misconception: str
    section: str


@dataclass(frozen=True)
class Part:
    """One separately marked part of an answer. ``form`` is choice, number, set or order; ``right`` is None
    without a place."""

    key: str
    label: str
    form: str
    right: object
    tolerance: float
    feedback: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Task:
    """A question of an exercise, as it stands for one place.

    ``container`` says what the answer is: single (a value), parts (one value a part), function (called with
    ``arguments``; returns one of these), text (marked by a person). ``name`` is the variable that holds it.
    """

    id: str
    exercise: str
    position: int
    kind: str
    title: str
    prompt: str
    how: str
    objectives: tuple[str, ...]
    minutes: int
    points: float
    level: str
    track: str
    scope: str
    name: str
    container: str
    arguments: tuple
    section: str
    explain: str
    source_id: str
    pinpoint: str
    parts: tuple[Part, ...]
    mistakes: tuple[Mistake, ...]
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
        near = get_close_matches(str(question_id), table["question_id"], n=4, cutoff=0.4)
        raise LookupError(
            f"There is no exercise question {question_id!r}. Near it: {', '.join(near) or 'none'}."
        )
    row = _rows(table, question_id)[0]
    known = place is not None or row["scope"] == "same"  # what is the same for all needs no place
    desk = Desk(load, place) if known else None
    said = wording(_value(row["facts"], desk, {}), place)
    choices = _rows(load("exercise_choices"), question_id)
    parts = tuple(
        _part(one, choices, desk, said, solve) for one in _rows(load("exercise_parts"), question_id)
    )
    return Task(
        id=row["question_id"],
        exercise=row["exercise"],
        position=int(row["position"]),
        kind=row["kind"],
        title=row["title"],
        prompt=row["prompt"].format_map(said),
        how=row["how"].format_map(said),
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
        explain=row["explain"].format_map(said),
        source_id=row["source_id"],
        pinpoint=row["pinpoint"],
        parts=parts,
        mistakes=(
            tuple(_mistakes(_rows(load("exercise_mistakes"), question_id), parts, desk, said))
            if solve
            else ()
        ),
        exhibit=_value(row["exhibit"], desk, None),
        exhibit_table=row["exhibit_table"],
        exhibit_title=row["exhibit_title"].format_map(said),
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
    here = table[(table["question_id"] == question_id).to_numpy()].to_dict("records")
    return [
        {name: "" if isinstance(cell, float) and isnan(cell) else cell for name, cell in row.items()}
        for row in here
    ]


def _value(expression: str, desk: Desk | None, otherwise):
    """The value of an expression; ``otherwise`` when there is none, or no place to compute it for."""
    if not expression or desk is None:
        return otherwise
    return compute(expression, desk)


def _part(row: dict, offered: list[dict], desk: Desk | None, said: dict, solve: bool) -> Part:
    typed = _typed(row["right"], row["form"]) if row["right"] != "" else None
    choices = tuple(
        Choice(one["choice"], _value(one["text_expression"], desk, "") or one["text"].format_map(said))
        for one in offered
        if one["part"] in ("", row["part"])
    )
    return Part(
        row["part"],
        row["label"].format_map(said),
        row["form"],
        _value(row["expression"], desk, typed) if solve else None,
        float(row["tolerance"] or 0),
        row["feedback"].format_map(said),
        choices,
    )


def _mistakes(rows: list[dict], parts: tuple[Part, ...], desk: Desk | None, said: dict):
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
            _value(row["expression"], desk, typed),
            row["feedback"].format_map(said),
            row["misconception_id"],
            row["section"],
        )


def _typed(text: str, form: str):
    """A value as a table writes it, in the type of its form: lists are separated by ";"."""
    if form == "number":
        return float(text)
    return tuple(text.split(";")) if form in ("set", "order") else text
