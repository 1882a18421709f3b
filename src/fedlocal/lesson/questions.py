"""Questions: the one schema for what a quiz and an exercise ask, and the questions of a quiz from their
tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One thing that can be given as an answer, with what it stands for."""

    key: str
    text: str


@dataclass(frozen=True)
class Mistake:
    """A wrong answer to one part that people are known to give, with the words that meet it. The part "*"
    is a wrong way of working: ``value`` then maps each part to its wrong answer."""

    id: str
    part: str
    value: Any
    feedback: str
    misconception: str
    section: str


@dataclass(frozen=True)
class Part:
    """One separately marked part of an answer; ``right`` is None where it is not known.

    ``form`` is choice, number, set, order, text, or prediction: a number that is never wrong. A text is the
    learner's own words; its ``choices`` are what to look for in them. A number counts as right within
    ``tolerance`` of ``right``, or within ``span`` where there is one. ``unit`` can limit a number: "of 16",
    "percent".

    How wrong answers are met: ``feedback`` is for all that show no known mistake, ``other`` the mistake that
    all of these show; ``echo`` says a wrong number again; ``marks`` of a set are "net" (wrong choices are
    taken off: choosing all earns nothing) or "lines" (each choice that is rightly taken or left counts).
    ``confirm`` is said to a right answer.
    """

    key: str
    label: str
    form: str
    right: Any
    tolerance: float = 0.0
    feedback: str = ""
    choices: tuple[Choice, ...] = ()
    span: tuple[float, float] | None = None
    unit: str = ""
    other: Mistake | None = None
    echo: bool = True
    marks: str = "net"
    confirm: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its parts and the mistakes that are known for them.

    ``container`` says what the answer is: single (a value), parts (one value a part), function (called with
    ``arguments``; returns one of these), text (marked by a person). ``name`` is the variable that holds the
    answer, "" in a quiz. With ``once``, no two parts have the same answer: they are places in an order.
    ``hint`` is said at a first miss; ``order`` says how the options may be mixed: "" in any order, "fixed",
    or "last": the last one stays last. ``asks`` says what a question of practice asks for: read, predict,
    set, explain or apply.
    """

    id: str
    kind: str
    prompt: str
    objectives: tuple[str, ...]
    section: str
    explain: str
    source_id: str
    pinpoint: str
    parts: tuple[Part, ...]
    mistakes: tuple[Mistake, ...] = ()
    container: str = "single"
    name: str = ""
    how: str = ""
    arguments: tuple = ()
    once: bool = False
    hint: str = ""
    order: str = ""
    asks: str = ""

    @property
    def marked(self) -> bool:
        """Whether it has a right answer: predictions and one's own words have none."""
        return all(part.form not in ("prediction", "text") for part in self.parts)

    @property
    def lines(self) -> tuple[Choice, ...]:
        """What its page lists: the parts by key and label, or the choices of the only part."""
        if len(self.parts) > 1:
            return tuple(Choice(part.key, part.label) for part in self.parts)
        return self.parts[0].choices if self.parts else ()


def missing(what: str, question_id: str, known: Iterable[str], table: str) -> LookupError:
    """The error for a question that does not exist: it names near ids, or the table that lists all.

    >>> missing("question", "04-chek-1", ["04-check-1", "10"], "questions").args[0]
    "There is no question '04-chek-1'. Near it: 04-check-1."
    """
    near = sorted(get_close_matches(str(question_id), known, n=10, cutoff=0.4))
    hint = f"Near it: {', '.join(near)}." if near else f"fl.load({table!r}) lists all."
    return LookupError(f"There is no {what} {question_id!r}. {hint}")


def build(questions: Sequence[Mapping], options: Sequence[Mapping], set_id: str) -> list[Question]:
    """The questions of one set of a quiz, in order.

    ``questions`` and ``options`` are the rows of the tables ``questions`` and ``question_options``.
    Raises :class:`LookupError` for a set that does not exist, naming those that do.

    >>> from fedlocal.ground.tables import rows
    >>> [question.kind for question in build(rows("questions"), rows("question_options"), "04-recall")][:1]
    ['one']
    """
    found = [row for row in questions if row["set_id"] == set_id]
    if not found:
        known = ", ".join(sorted({row["set_id"] for row in questions}))
        raise LookupError(f"There is no set of questions {set_id!r}. There are: {known}.")
    options_of: dict[str, list[Mapping]] = {row["question_id"]: [] for row in found}
    for option in options:
        if option["question_id"] in options_of:
            options_of[option["question_id"]].append(option)
    return [
        _question(row, options_of[row["question_id"]])
        for row in sorted(found, key=lambda row: row["position"])
    ]


def _question(row: Mapping, options: list[Mapping]) -> Question:
    lined = row["kind"] in ("order", "match")
    return Question(
        id=row["question_id"],
        kind=row["kind"],
        prompt=row["prompt"],
        objectives=(row["objective_id"],),
        section=row["section"],
        explain=row["explain"],
        source_id=row["source_id"],
        pinpoint=row["pinpoint"],
        parts=_lines(row["kind"], options) if lined else (_part(row, options),),
        mistakes=() if lined else _mistakes(row["kind"], options),
        container="parts" if lined else "single",
        once=row["kind"] == "order",
        hint=row["hint"],
        order=row["order"],
        asks=row["asks"],
    )


def _part(row: Mapping, options: list[Mapping]) -> Part:
    """The only part of a question that asks for a choice, a set, a number or a text."""
    if row["kind"] == "predict":
        return Part("value", "", "prediction", row["high"], unit=row["unit"])
    if row["kind"] == "number":
        other = next((_mistake(option, None) for option in options if option["target"] == ""), None)
        span = (row["low"], row["high"])
        return Part("value", "", "number", span[0], span=span, unit=row["unit"], other=other, echo=False)
    choices = tuple(Choice(option["option"], option["text"]) for option in options)
    if row["kind"] == "say":
        return Part("value", "", "text", None, choices=choices)
    right = [option for option in options if option["correct"]]
    if row["kind"] == "one":
        confirm = right[0]["feedback"]
        return Part("value", "", "choice", right[0]["option"], choices=choices, confirm=confirm)
    keys = tuple(option["option"] for option in right)
    return Part("value", "", "set", keys, choices=choices, marks="lines")


def _mistakes(kind: str, options: list[Mapping]) -> tuple[Mistake, ...]:
    """What is known of single wrong answers. In a set each option can be one: taken wrongly or left out."""
    if kind == "say":
        return ()
    if kind == "number":
        known = [option for option in options if option["target"] != ""]
        return tuple(_mistake(option, float(option["target"])) for option in known)
    return tuple(
        _mistake(option, option["option"]) for option in options if kind == "several" or not option["correct"]
    )


def _mistake(option: Mapping, value: Any, part: str = "value") -> Mistake:
    id_ = f"{option['question_id']}-{option['option']}"
    return Mistake(id_, part, value, option["feedback"], option["misconception_id"], "")


def _lines(kind: str, options: list[Mapping]) -> tuple[Part, ...]:
    """One part a line, to be given a place or a partner; these are listed in an order of their own."""
    places = [str(place) for place in range(1, len(options) + 1)]
    targets = places if kind == "order" else sorted({option["target"] for option in options})
    choices = tuple(Choice(target, target) for target in targets)
    return tuple(
        Part(
            option["option"],
            option["text"],
            "choice",
            str(option["target"]),
            choices=choices,
            other=_mistake(option, None, option["option"]),
        )
        for option in options
    )
