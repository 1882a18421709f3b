"""Exercises as data: the questions of one exercise, built from their tables for a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ground.computed import Desk, compute
from ..ground.places import Place
from ..ground.tables import load
from ..lesson.questions import Choice, Mistake, Part, Question, missing
from .wording import wording

if TYPE_CHECKING:
    import pandas as pd

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


def listed(questions: Sequence[Mapping], exercise: str) -> list[dict]:
    """The rows of ``exercise_questions`` for one exercise, in order, with its kinds and levels in words.

    Raises :class:`LookupError` for an exercise that does not exist.

    >>> from fedlocal.ground.tables import rows
    >>> listed(rows("exercise_questions"), "02")[0]["question_id"]
    '02-1'
    """
    found = [row for row in questions if row["exercise"] == exercise]
    if not found:
        known = ", ".join(sorted({row["exercise"] for row in questions}))
        raise LookupError(f"There is no exercise {exercise!r}. There are: {known}.")
    return [
        {**row, "kind_name": KINDS[row["kind"]], "level_name": LEVELS[row["level"]]}
        for row in sorted(found, key=lambda row: row["position"])
    ]


def task(question_id: str, rows: Callable, place: Place | None, solve: bool = True) -> Task:
    """The question with this id, computed for ``place``. ``rows`` gives the rows of a table by its name.

    Without a place, what depends on it is left open: texts say "your county", and ``right`` is None. With
    ``solve`` False nothing of the answers is computed, which is all that showing a question takes. Raises
    :class:`LookupError` that names near ids for an unknown one.

    >>> from fedlocal.ground.tables import rows
    >>> task("02-1", rows, None).kind
    'match'
    """
    questions = {row["question_id"]: row for row in rows("exercise_questions")}
    if question_id not in questions:
        raise missing("exercise question", question_id, questions, "exercise_questions")
    row = questions[question_id]
    known = place is not None or row["scope"] == "same"  # what is the same for all needs no place
    desk = Desk(load, place) if known else None
    names = wording(_value(row["facts"], desk, {}), place)
    choices = _of(question_id, rows("exercise_choices"))
    parts = tuple(
        _part(part, choices, desk, names, solve) for part in _of(question_id, rows("exercise_parts"))
    )
    mistakes = _of(question_id, rows("exercise_mistakes")) if solve else []
    return Task(
        id=row["question_id"],
        exercise=row["exercise"],
        position=row["position"],
        kind=row["kind"],
        title=row["title"],
        prompt=row["prompt"].format_map(names),
        how=row["how"].format_map(names),
        objectives=tuple(row["objective_ids"].split(";")),
        minutes=row["minutes"],
        points=row["points"],
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
        mistakes=tuple(_mistakes(mistakes, parts, desk, names)),
        exhibit=_value(row["exhibit"], desk, None),
        exhibit_table=row["exhibit_table"],
        exhibit_title=row["exhibit_title"].format_map(names),
    )


def rubric(table: Sequence[Mapping], question_id: str) -> list[Mapping]:
    """The criteria by which a written answer is marked, from the rows of ``exercise_rubrics``;
    empty for other questions.

    >>> from fedlocal.ground.tables import rows
    >>> rubric(rows("exercise_rubrics"), "02-1")
    []
    """
    return sorted(_of(question_id, table), key=lambda row: row["position"])


def _of(question_id: str, table: Sequence[Mapping]) -> list[Mapping]:
    """The rows of one question, in the order of the table."""
    return [row for row in table if row["question_id"] == question_id]


def _value(cell: str, desk: Desk | None, otherwise):
    """The value that a cell leaves to a function; ``otherwise`` when it is blank, or there is no place."""
    if not cell or desk is None:
        return otherwise
    return compute(cell, desk)


def _part(row: Mapping, offered: list[Mapping], desk: Desk | None, names: dict, solve: bool) -> Part:
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
        row["tolerance"] or 0.0,
        row["feedback"].format_map(names),
        choices,
    )


def _mistakes(rows: list[Mapping], parts: tuple[Part, ...], desk: Desk | None, names: dict):
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
