"""Questions and the answers to them: one schema for choosing one, several, ordering, matching and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

KINDS = ("one", "several", "order", "match", "number", "predict")


@dataclass(frozen=True)
class Option:
    """One thing to choose, to place or to match; ``target`` is its right place or partner."""

    key: str
    text: str
    correct: bool
    target: str
    feedback: str
    misconception: str


@dataclass(frozen=True)
class Question:
    """A question with its options; ``low`` to ``high`` is the range that counts as right for a number."""

    id: str
    kind: str
    prompt: str
    objective: str
    section: str
    explain: str
    source_id: str
    pinpoint: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    options: tuple[Option, ...] = ()

    @property
    def targets(self) -> list[str]:
        """What options can be matched with, in a fixed order that does not follow the options."""
        if self.kind == "order":
            return [str(place) for place in range(1, len(self.options) + 1)]
        return sorted({option.target for option in self.options if option.target})


@dataclass(frozen=True)
class Feedback:
    """What an attempt meets: right or not, marks from 0 to 1, sentences to read, the misconception behind
    it."""

    correct: bool
    marks: float
    lines: list[str] = field(default_factory=list)
    misconception: str = ""


def build(questions: pd.DataFrame, options: pd.DataFrame, set_id: str) -> list[Question]:
    """The questions of one set, in order, with their options.

    ``questions`` and ``options`` are the tables ``questions`` and ``question_options``.
    Raises :class:`LookupError` for a set that does not exist, naming those that do.

    >>> from fedlocal.ground.tables import load
    >>> [q.kind for q in build(load("questions"), load("question_options"), "04-recall")][:1]
    ['one']
    """
    rows = questions[questions["set_id"] == set_id].sort_values("position")
    if rows.empty:
        known = ", ".join(sorted(questions["set_id"].unique()))
        raise LookupError(f"There is no set of questions {set_id!r}. There are: {known}.")
    filled = options.astype(object).where(options.notna(), "")
    grouped = dict(iter(filled.groupby("question_id", sort=False)))
    return [_question(row, grouped.get(row.question_id)) for row in rows.itertuples()]


def _question(row, options: pd.DataFrame | None) -> Question:
    def text(value) -> str:
        return "" if pd.isna(value) else str(value)

    built = (
        ()
        if options is None
        else tuple(
            Option(o.option, o.text, o.correct is True, str(o.target), o.feedback, o.misconception_id)
            for o in options.itertuples()
        )
    )
    return Question(
        id=row.question_id,
        kind=row.kind,
        prompt=row.prompt,
        objective=text(row.objective_id),
        section=text(row.section),
        explain=text(row.explain),
        source_id=text(row.source_id),
        pinpoint=text(row.pinpoint),
        unit=text(row.unit),
        low=None if pd.isna(row.low) else float(row.low),
        high=None if pd.isna(row.high) else float(row.high),
        options=built,
    )


def grade(question: Question, answer) -> Feedback:
    """What this answer meets.

    ``answer`` is a key for *one*; a list of keys for *several*; for *order* and *match* a mapping from key to
    place or partner; a number for *number* and *predict*. Raises :class:`ValueError` when the answer has not
    that form.

    >>> from fedlocal.ground.tables import load
    >>> recall = build(load("questions"), load("question_options"), "04-recall")
    >>> right = next(o.key for o in recall[0].options if o.correct)
    >>> grade(recall[0], right).correct
    True
    """
    return _GRADERS[question.kind](question, answer)


def _option(question: Question, key) -> Option:
    for option in question.options:
        if option.key == key:
            return option
    keys = ", ".join(o.key for o in question.options)
    raise ValueError(f"This question has no option {key!r}. Its options are: {keys}.")


def _grade_one(question: Question, answer) -> Feedback:
    chosen = _option(question, answer)
    return Feedback(
        chosen.correct,
        float(chosen.correct),
        [chosen.feedback],
        "" if chosen.correct else chosen.misconception,
    )


def _grade_several(question: Question, answer) -> Feedback:
    if isinstance(answer, str) or not hasattr(answer, "__iter__"):
        raise ValueError(f"This question takes a list of options, such as ['a', 'c']; you gave {answer!r}.")
    chosen = {_option(question, key).key for key in answer}
    judged = [(o, (o.key in chosen) == o.correct) for o in question.options]
    missed = [o for o, right in judged if not right]
    misconception = next((o.misconception for o in missed if o.misconception), "")
    return Feedback(not missed, _fraction(judged), _about(missed), misconception)


def _about(missed: list[Option]) -> list[str]:
    """The feedback of each missed line, with the line it is about."""
    return [f"{quoted(option.text)}: {option.feedback}" for option in missed if option.feedback]


def quoted(text: str) -> str:
    """Text in quotation marks, with single ones for a quotation inside it.

    >>> quoted("ICE’s “neither on record”")
    '“ICE’s ‘neither on record’”'
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _grade_targets(question: Question, answer) -> Feedback:
    if not isinstance(answer, dict):
        raise ValueError(
            f"This question takes a mapping such as {{'a': '1', 'b': '2'}}; you gave {answer!r}."
        )
    given = {_option(question, key).key: str(value) for key, value in answer.items()}
    if question.kind == "order" and len(set(given.values())) < len(given):
        raise ValueError("Use each place once.")
    judged = [(o, given.get(o.key) == o.target) for o in question.options]
    missed = [o for o, right in judged if not right]
    misconception = next((o.misconception for o in missed if o.misconception), "")
    return Feedback(not missed, _fraction(judged), _about(missed), misconception)


def _grade_number(question: Question, answer) -> Feedback:
    value = as_number(question, answer)
    for (
        option
    ) in question.options:  # a wrong number that a known mistake produces, before any word on its form
        if option.target and as_number(question, option.target) == value:
            return Feedback(False, 0.0, [option.feedback], option.misconception)
    if question.low <= _possible(question, answer) <= question.high:
        return Feedback(True, 1.0, [])
    side = "too low" if value < question.low else "too high"
    hints = [
        option.feedback for option in question.options if not option.target
    ]  # for every other wrong number
    return Feedback(False, 0.0, [f"That is {side}.", *hints])


def _grade_predict(question: Question, answer) -> Feedback:
    if _possible(question, answer) < 0:  # a prediction is never wrong; it only has to be possible
        raise ValueError("A count cannot be below zero.")
    return Feedback(True, 1.0, [])


def _possible(question: Question, answer) -> float:
    """The number in an answer. Raises :class:`ValueError` for more than there are (unit "of 16"), and for
    a share where percent is asked."""
    value = as_number(question, answer)
    most = re.search(r"\bof ([\d,]+)", question.unit)
    if most and value > float(most[1].replace(",", "")):
        raise ValueError(f"There are {most[1]} in all; you gave {value:,g}.")
    if question.unit == "percent" and 0 < value < 1 <= question.low:
        raise ValueError(f"Give percent: {100 * value:g}, not {value:g}.")
    return value


def as_number(question: Question, answer) -> float:
    """The one number in an answer ("8 agreements" counts). Raises :class:`ValueError` when there is none,
    or several."""
    found = re.findall(r"-?\d[\d,]*(?:\.\d+)?", str(answer))  # "8 agreements" is a number too
    if isinstance(answer, (dict, list)) or len(found) != 1:
        raise ValueError(f"This question takes one number, such as 120; you gave {answer!r}.")
    return float(found[0].replace(",", ""))


def _fraction(judged: list) -> float:
    return sum(right for _, right in judged) / len(judged)


_GRADERS = {
    "one": _grade_one,
    "several": _grade_several,
    "order": _grade_targets,
    "match": _grade_targets,
    "number": _grade_number,
    "predict": _grade_predict,
}
