"""Judging an answer in stages, in a quiz and in an exercise: is it there, of the right kind, of the right
shape, right, or a known mistake."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..ground.formats import number
from .questions import Mistake, Part, Question

TEXT = {
    "choice": 'a text in quotes, such as "{first}"',
    "number": "one number, such as 12",
    "set": 'a list, such as ["a", "c"]',
    "order": 'a list in order, such as ["b", "a"]',
}
FEW_WORDS = 5
NUMBER = re.compile(r"-?(?:\d[\d,_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?")
NAMES = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
    set: "a set",
}


@dataclass(frozen=True)
class Judged:
    """What an answer meets: the stage it reached, marks from 0 to 1, sentences to read, what to read
    again, the mistakes met."""

    stage: str  # empty | type | shape | value | misconception | right
    marks: float
    lines: tuple[str, ...]
    parts_right: int = 0
    sections: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def correct(self) -> bool:
        """Whether every part is right."""
        return self.stage == "right"

    @property
    def misconception(self) -> str:
        """The first misconception behind the mistakes met; "" for none."""
        return next((mistake.misconception for mistake in self.mistakes if mistake.misconception), "")


@dataclass(frozen=True)
class Outcome:
    """What one part meets: marks from 0 to 1, sentences, the known mistakes that it shows."""

    marks: float
    lines: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


class Unfit(ValueError):
    """A part of an answer has not the form that it should have; ``stage`` is type or shape."""

    def __init__(self, stage: str, text: str):
        super().__init__(text)
        self.stage = stage


def judge(question: Question, answer) -> Judged:
    """What ``answer`` to ``question`` meets. Sentences never give the solution; part marks go to what is
    right.

    >>> from fedlocal.lesson.answers import find
    >>> judge(find("04-check-1"), "").stage, judge(find("04-check-1"), "c").stage
    ('empty', 'right')
    """
    try:
        given = _result(question, answer)
        if blank(given):
            return Judged("empty", 0.0, (f"{_todo(question, answer)} {question.how}".strip(),))
        return _judged_parts(question, _split(question, given))
    except Unfit as problem:
        return Judged(problem.stage, 0.0, (str(problem),))


def blank(value) -> bool:
    """Whether nothing has been filled in: None, "...", an empty text or list, or a mapping of such.

    >>> blank(...), blank({"a": ""}), blank(0)
    (True, True, False)
    """
    if value is None or value is ...:
        return True
    if isinstance(value, Mapping):
        return all(blank(item) for item in value.values())
    return isinstance(value, (str, list, tuple, set)) and (
        not value or all(isinstance(item, str) and not item.strip() for item in value)
    )


def quoted(text: str) -> str:
    """Text in quotation marks, with single ones for a quotation inside it.

    >>> quoted("ICE’s “neither on record”")
    '“ICE’s ‘neither on record’”'
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _todo(question: Question, answer) -> str:
    if not question.name:
        return "Give an answer first."
    if callable(answer):
        return f"{question.name} returns nothing yet."
    return f"Put your answer into {question.name}."


def _result(question: Question, answer):
    """The answer itself; for a function what it returns for the arguments of this place."""
    if question.container != "function" or answer is None or answer is ...:
        return answer
    if not callable(answer):
        kind = f"yours is {_kind(answer)}. Keep the line that begins with def."
        raise Unfit("type", f"{question.name} should be a function; {kind}")
    try:
        return answer(*question.arguments)
    except Exception as problem:  # whatever a learner's code does, it is answered
        arguments = ", ".join(map(repr, question.arguments))
        raise Unfit(
            "type",
            f"{question.name}({arguments}) stopped with {type(problem).__name__}: {problem}. Run it in a cell"
            " of its own to see where.",
        ) from None


def _split(question: Question, given) -> dict:
    """The answer part by part; unknown parts are an error, missing ones are blank."""
    keys = [part.key for part in question.parts]
    if question.container == "single" or keys == ["value"]:
        return {keys[0]: given}
    if hasattr(given, "to_dict") and getattr(given, "ndim", 1) == 1:
        given = given.to_dict()  # a pandas Series is a mapping, too
    name = question.name or "Your answer"
    if not isinstance(given, Mapping):
        form = ", ".join(f'"{key}": …' for key in keys)
        raise Unfit("type", f"{name} should name its parts, like {{{form}}}; yours is {_kind(given)}.")
    found = {str(key).strip(): value for key, value in given.items()}
    strange = [key for key in found if key not in keys]
    if strange:
        raise Unfit("shape", f"{name} has no part {strange[0]!r}. Its parts are: {', '.join(keys)}.")
    used = [str(value) for value in found.values() if not blank(value)]
    if question.once and len(set(used)) < len(used):
        raise Unfit("shape", "Use each place once.")
    absent = 0 if question.container == "function" else ""  # counting leaves out what does not occur
    return {key: found.get(key, absent) for key in keys}


def _judged_parts(question: Question, given: dict) -> Judged:
    marks, right = 0.0, 0
    lines: list[str] = []
    unfit: list[str] = []
    mistakes: list[Mistake] = []
    empty = [part.key for part in question.parts if blank(given[part.key])]
    for part in question.parts:
        if part.key in empty:
            continue
        label = f"{quoted(part.label)}: " if len(question.parts) > 1 else ""
        try:
            outcome = _outcome(part, fitted(part, given[part.key]), question.mistakes)
        except Unfit as problem:
            unfit.append(problem.stage)
            lines.append(f"{label}{problem}")
            continue
        marks += outcome.marks
        right += outcome.marks == 1
        lines += _sentences(outcome, label, mistakes)
        mistakes += [mistake for mistake in outcome.mistakes if mistake not in mistakes]
    if empty:
        unfit.append("shape")
        lines.append(f"Still blank: {', '.join(empty)}.")
    if right == len(question.parts):
        return Judged("right", 1.0, tuple(part.confirm for part in question.parts if part.confirm), right)
    stage = "misconception" if mistakes else unfit[0] if unfit else "value"
    sections = dict.fromkeys([mistake.section or question.section for mistake in mistakes])
    again = tuple(sections) or (question.section,)
    return Judged(stage, marks / len(question.parts), tuple(lines), right, again, tuple(mistakes))


def _sentences(outcome: Outcome, label: str, before: list[Mistake]) -> list[str]:
    """The sentences on one part. A wrong way of working is told once, not part by part."""
    whole = [mistake for mistake in outcome.mistakes if mistake.part == "*"]
    if whole:
        return [mistake.feedback for mistake in whole if mistake not in before]
    return [f"{label}{line}" for line in outcome.lines]


def fitted(part: Part, value):
    """The value in the form of its part: a choice, a number, a set or an order of choices, a text. Raises
    :class:`Unfit`.

    >>> fitted(Part("value", "", "number", 8), "8 agreements")
    8.0
    """
    if part.form == "text":
        return _own_words(value)
    known = {choice.key.casefold(): choice.key for choice in part.choices}
    if part.form in ("number", "prediction"):
        return as_number(value)
    if part.form == "choice":
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            example = TEXT["choice"].format(first=next(iter(known.values()), "a"))
            raise Unfit("type", f"This takes {example}; yours is {_kind(value)}.")
        return _known(str(value), known)
    if isinstance(value, str) and any(mark in value for mark in ",; "):
        value = value.replace(",", " ").replace(";", " ").split()
    if isinstance(value, (str, Mapping)) or not hasattr(value, "__iter__"):
        raise Unfit("type", f"This takes {TEXT[part.form]}; yours is {_kind(value)}.")
    items = [_known(str(item), known) for item in value]
    if part.form == "order" and sorted(items) != sorted(known.values()):
        raise Unfit(
            "shape", f"Use each of these once: {', '.join(known.values())}. You have: {', '.join(items)}."
        )
    return tuple(items)


def _own_words(value) -> str:
    """A text of a few words at least; whether it is right, its writer judges."""
    if not isinstance(value, str):
        raise Unfit("type", f"This takes a text; yours is {_kind(value)}.")
    if len(value.split()) < FEW_WORDS:
        raise Unfit("shape", "Write a sentence or two first. Then you can compare.")
    return value


def _known(text: str, known: dict) -> str:
    wanted = text.strip().casefold()
    if known and wanted not in known:
        choices = ", ".join(sorted(known.values()))
        raise Unfit("shape", f"There is no {text.strip()!r} to choose. There are: {choices}.")
    return known.get(wanted, wanted)


def as_number(value) -> float:
    """The one number in an answer; "8 agreements", "1,234" and "41%" are numbers, too. Raises
    :class:`Unfit` when there is none, or several.

    >>> as_number("1,234 people")
    1234.0
    """
    if isinstance(value, str):
        found = NUMBER.findall(value)
        if len(found) != 1:
            raise Unfit("type", f"This takes {TEXT['number']}; you gave {value!r}.")
        value = float(found[0].replace(",", "").replace("_", ""))
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise Unfit("type", f"This takes {TEXT['number']}; yours is {_kind(value)}.")
    if not math.isfinite(value):
        odd = f"{value}, which is no number. Was something divided by nothing?"
        raise Unfit("type", f"This takes {TEXT['number']}; yours is {odd}")
    return float(value)


def _outcome(part: Part, value, mistakes: tuple[Mistake, ...]) -> Outcome:
    known = [mistake for mistake in mistakes if mistake.part in (part.key, "*")]
    if part.form in ("set", "order"):
        return _of_items(part, value, known)
    if part.form == "text":
        return Outcome(1.0)
    if part.form == "prediction":
        _check_possible(part, value)
        return Outcome(1.0)
    return _of_value(part, value, known)


def _of_value(part: Part, value, known: list[Mistake]) -> Outcome:
    """A choice or a number. A known mistake meets its own words before any word on its form."""
    if _is_right(part, value):
        return Outcome(1.0)
    for mistake in known:
        if mistake.value is not None and _same(value, wrong_value(mistake, part.key), part.tolerance):
            return Outcome(0.0, (mistake.feedback,), (mistake,))
    side = ""
    if part.form == "number":
        _check_possible(part, value)
        side = f" {_side(part, value)}"
    lines = (f"{part.feedback}{side}".strip(), part.other.feedback if part.other else "")
    return Outcome(0.0, tuple(filter(None, lines)), (part.other,) if part.other else ())


def _of_items(part: Part, value: tuple, known: list[Mistake]) -> Outcome:
    """A set or an order: marks for each choice, and the mistakes of those that are wrong."""
    right = part.right
    if part.form == "order":
        missed = [key for place, key in enumerate(value) if right.index(key) != place]
        marks = 1 - len(missed) / len(right)
    else:
        missed = [choice.key for choice in part.choices if (choice.key in value) != (choice.key in right)]
        marks = _marks_of_set(part, value, right, missed)
    if not missed:
        return Outcome(1.0)
    texts = {choice.key: choice.text for choice in part.choices}
    mistakes = [mistake for key in missed for mistake in known if mistake.value == key]
    lines = [f"{quoted(texts[mistake.value])}: {mistake.feedback}" for mistake in mistakes]
    return Outcome(marks, tuple(filter(None, [part.feedback, *lines])), tuple(mistakes))


def _marks_of_set(part: Part, value: tuple, right: tuple, missed: list[str]) -> float:
    if part.marks == "lines":
        return 1 - len(missed) / len(part.choices)
    wrong = sum(key in value for key in missed)
    return max(0.0, (sum(key in value for key in right) - wrong) / len(right))  # choosing all earns nothing


def wrong_value(mistake: Mistake, part: str):
    """The wrong answer to one part that a mistake stands for: one of "*" holds a value for each part.

    >>> wrong_value(Mistake("m", "*", {"a": 1, "b": 2}, "", "", ""), "b")
    2
    """
    return mistake.value[part] if mistake.part == "*" else mistake.value


def _is_right(part: Part, value) -> bool:
    if part.span:
        return part.span[0] <= value <= part.span[1]
    return _same(value, part.right, part.tolerance)


def _same(value, right, tolerance: float) -> bool:
    if isinstance(right, str):
        return str(value).casefold() == right.casefold()
    return abs(value - float(right)) <= tolerance + 1e-9


def _side(part: Part, value: float) -> str:
    least = part.span[0] if part.span else part.right
    subject = number(value, 0 if value == int(value) else 2) if part.echo else "That"
    return f"{subject} is too {'low' if value < least else 'high'}."


def _check_possible(part: Part, value: float) -> None:
    """Raises :class:`Unfit` for more than there are (unit "of 16"), for a share where percent is asked, and
    for a prediction below zero."""
    most = re.search(r"\bof ([\d,]+)", part.unit)
    if most and value > float(most[1].replace(",", "")):
        raise Unfit("shape", f"There are {most[1]} in all; you gave {value:,g}.")
    if part.unit == "percent" and part.span and 0 < value < 1 <= part.span[0]:
        raise Unfit("shape", f"Give percent: {100 * value:g}, not {value:g}.")
    if part.form == "prediction" and value < 0:
        raise Unfit("shape", "A count cannot be below zero.")


def _kind(value) -> str:
    return NAMES.get(type(value), f"of the type {type(value).__name__}")
