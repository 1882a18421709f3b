"""Judging an answer to an exercise in stages: is it there, of the right kind, of the right shape, right,
or a known mistake."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass

from ..exercises.tasks import Mistake, Part, Task
from ..ground.formats import number

TEXT = {
    "choice": 'a text in quotes, such as "{first}"',
    "number": "a number, such as 12",
    "set": 'a list, such as ["a", "c"]',
    "order": 'a list in order, such as ["b", "a"]',
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


class Unfit(ValueError):
    """A part of an answer has not the form that it should have; ``stage`` is type or shape."""

    def __init__(self, stage: str, text: str):
        super().__init__(text)
        self.stage = stage


def judge(task: Task, answer) -> Judged:
    """What ``answer`` to ``task`` meets. Sentences never give the solution; part marks go to what is right.

    >>> from fedlocal.exercises.tasks import task
    >>> from fedlocal.ground.tables import load
    >>> judge(task("02-1", load, None), {"a": "", "b": ""}).stage
    'empty'
    """
    try:
        given = _result(task, answer)
        if blank(given):
            todo = (
                f"{task.name} returns nothing yet."
                if callable(answer)
                else f"Put your answer into {task.name}."
            )
            return Judged("empty", 0.0, (f"{todo} {task.how}",))
        return _parts(task, _split(task, given))
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
        return all(blank(one) for one in value.values())
    return isinstance(value, (str, list, tuple, set)) and (
        not value or all(isinstance(one, str) and not one.strip() for one in value)
    )


def _result(task: Task, answer):
    """The answer itself; for a function what it returns for the arguments of this place."""
    if task.container != "function" or answer is None or answer is ...:
        return answer
    if not callable(answer):
        raise Unfit(
            "type",
            f"{task.name} should be a function; yours is {_kind(answer)}. Keep the line that begins with"
            " def.",
        )
    try:
        return answer(*task.arguments)
    except Exception as problem:  # whatever a learner's code does, it is answered
        shown = ", ".join(map(repr, task.arguments))
        raise Unfit(
            "type",
            f"{task.name}({shown}) stopped with {type(problem).__name__}: {problem}. Run it in a cell of its"
            " own to see where.",
        ) from None


def _split(task: Task, given) -> dict:
    """The answer part by part; unknown parts are an error, missing ones are blank."""
    if task.container == "single" or [part.key for part in task.parts] == ["value"]:
        return {task.parts[0].key: given}
    if hasattr(given, "to_dict") and getattr(given, "ndim", 1) == 1:
        given = given.to_dict()  # a pandas Series is a mapping, too
    if not isinstance(given, Mapping):
        keys = ", ".join(f'"{part.key}": …' for part in task.parts)
        raise Unfit("type", f"{task.name} should name its parts, like {{{keys}}}; yours is {_kind(given)}.")
    found = {str(key).strip(): value for key, value in given.items()}
    keys = [part.key for part in task.parts]
    strange = [key for key in found if key not in keys]
    if strange:
        raise Unfit("shape", f"{task.name} has no part {strange[0]!r}. Its parts are: {', '.join(keys)}.")
    absent = 0 if task.container == "function" else ""  # counting leaves out what does not occur
    return {key: found.get(key, absent) for key in keys}


def _parts(task: Task, given: dict) -> Judged:
    marks, right, lines, met, unfit = 0.0, 0, [], [], []
    empty = [part.key for part in task.parts if blank(given[part.key])]
    for part in task.parts:
        if part.key in empty:
            continue
        label = f"“{part.label}”: " if len(task.parts) > 1 else ""
        try:
            share, texts, mistakes = _value(part, fitted(part, given[part.key]), task.mistakes)
        except Unfit as problem:
            unfit.append(problem.stage)
            lines.append(f"{label}{problem}")
            continue
        marks += share
        right += share == 1
        whole = [
            one for one in mistakes if one.part == "*"
        ]  # one wrong way of working is told once, not part by part
        lines += (
            [one.feedback for one in whole if one not in met]
            if whole
            else [f"{label}{text}" for text in texts]
        )
        met += [one for one in mistakes if one not in met]
    if empty:
        unfit.append("shape")
        lines.append(f"Still blank: {', '.join(empty)}.")
    if right == len(task.parts):
        return Judged("right", 1.0, (), right)
    stage = "misconception" if met else unfit[0] if unfit else "value"
    sections = tuple(dict.fromkeys(one.section or task.section for one in met)) or (task.section,)
    return Judged(stage, marks / len(task.parts), tuple(lines), right, sections, tuple(met))


def fitted(part: Part, value):
    """The value in the form of its part: a choice, a number, a set or an order of choices. Raises
    :class:`Unfit`."""
    known = {choice.key.casefold(): choice.key for choice in part.choices}
    if part.form == "number":
        return _as_number(value)
    if part.form == "choice":
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise Unfit(
                "type",
                f"This takes {TEXT['choice'].format(first=next(iter(known.values()), 'a'))}; yours is"
                f" {_kind(value)}.",
            )
        return _known(str(value), known)
    if isinstance(value, str) and any(mark in value for mark in ",; "):
        value = value.replace(",", " ").replace(";", " ").split()
    if isinstance(value, (str, Mapping)) or not hasattr(value, "__iter__"):
        raise Unfit("type", f"This takes {TEXT[part.form]}; yours is {_kind(value)}.")
    items = [_known(str(one), known) for one in value]
    if part.form == "order" and sorted(items) != sorted(known.values()):
        raise Unfit(
            "shape", f"Use each of these once: {', '.join(known.values())}. You have: {', '.join(items)}."
        )
    return tuple(items)


def _known(text: str, known: dict) -> str:
    wanted = text.strip().casefold()
    if known and wanted not in known:
        raise Unfit(
            "shape", f"There is no {text.strip()!r} to choose. There are: {', '.join(known.values())}."
        )
    return known.get(wanted, wanted)


def _as_number(value) -> float:
    if isinstance(value, str):
        try:
            return float(value.replace(",", "").replace("%", "").strip())
        except ValueError:
            pass
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise Unfit("type", f"This takes {TEXT['number']}; yours is {_kind(value)}.")
    if not math.isfinite(value):
        raise Unfit(
            "type",
            f"This takes {TEXT['number']}; yours is {value}, which is no number. Was something divided by"
            " nothing?",
        )
    return float(value)


def _value(part: Part, value, mistakes) -> tuple[float, list[str], list[Mistake]]:
    """Marks for one part (0 to 1), what to say about it, and the known mistakes that it shows."""
    here = [one for one in mistakes if one.part in (part.key, "*")]
    if part.form in ("set", "order"):
        return _items(part, value, here)
    if _same(value, part.right, part.tolerance):
        return 1.0, [], []
    met = [
        one
        for one in here
        if one.value is not None and _same(value, wrong_value(one, part.key), part.tolerance)
    ][:1]
    if met:
        return 0.0, [met[0].feedback], met
    side = (
        f" {number(value, 0 if value == int(value) else 2)} is too {'low' if value < part.right else 'high'}."
        if part.form == "number"
        else ""
    )
    return 0.0, [part.feedback + side], []


def wrong_value(mistake: Mistake, part: str):
    """The wrong answer to one part that a mistake stands for: one of "*" holds a value for each part."""
    return mistake.value[part] if mistake.part == "*" else mistake.value


def _items(part: Part, value: tuple, mistakes) -> tuple[float, list[str], list[Mistake]]:
    if part.form == "set":
        missed = [one.key for one in part.choices if (one.key in value) != (one.key in part.right)]
        wrong = sum(key in value for key in missed)
        marks = max(
            0.0, (sum(key in value for key in part.right) - wrong) / len(part.right)
        )  # choosing all earns nothing
    else:
        missed = [key for place, key in enumerate(value) if part.right.index(key) != place]
        marks = 1 - len(missed) / len(part.right)
    if not missed:
        return 1.0, [], []
    texts = {choice.key: choice.text for choice in part.choices}
    met = [one for key in missed for one in mistakes if one.value == key]
    return marks, [part.feedback, *(f"“{texts[one.value]}”: {one.feedback}" for one in met)], met


def _same(value, right, tolerance: float) -> bool:
    if isinstance(right, str):
        return str(value).casefold() == right.casefold()
    return abs(value - float(right)) <= tolerance + 1e-9


def _kind(value) -> str:
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number",
        bool: "True or False",
        list: "a list",
        tuple: "a tuple",
        dict: "a dictionary",
        set: "a set",
    }
    return names.get(type(value), f"of the type {type(value).__name__}")
