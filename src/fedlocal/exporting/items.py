"""Items: what a learning platform can ask, made from the questions of quizzes and exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ..lesson.judging import wrong_value
from ..lesson.questions import Part, Question


@dataclass(frozen=True)
class Option:
    """One answer to choose, whether it is right, and what is said to whoever chooses it."""

    key: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Line:
    """One line of a match or an order: ``right`` is the text of its partner, or its place from 1."""

    key: str
    text: str
    right: str


@dataclass(frozen=True)
class Note:
    """What is said to a wrong answer that is no single option: ``about`` is the line, ``given`` what it was
    given; both can be blank."""

    about: str
    given: str
    text: str
    key: str = ""


@dataclass(frozen=True)
class Slip:
    """A wrong number that people are known to give, and what is said to it."""

    value: Decimal
    feedback: str


@dataclass(frozen=True)
class Criterion:
    """What a written answer is marked by: a tick to look for, or a row of a rubric with its points."""

    name: str
    points: str = ""
    full: str = ""
    half: str = ""
    none: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question as a learning platform asks it.

    ``form`` is one, several, match, order, number or essay. ``low`` and ``high`` bound a right number;
    ``tolerance`` is what a known wrong number may be off by. ``targets`` are the partners of a match.
    ``fixed`` says that the options keep their order. ``label`` is the part of a question that was parted.
    ``beside`` is the lesson that has to be open, "" for none.
    """

    id: str
    question_id: str
    form: str
    kind: str
    prompt: str
    explain: str
    source_id: str
    pinpoint: str
    section: str
    objectives: tuple[str, ...]
    label: str = ""
    unit: str = ""
    hint: str = ""
    fixed: bool = False
    points: float = 1.0
    beside: str = ""
    exhibit: Any = None
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()
    targets: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(0)
    slips: tuple[Slip, ...] = ()
    otherwise: str = ""
    notes: tuple[Note, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def true_false(self) -> bool:
        """Whether it asks if a statement is true: platforms have a form of their own for that."""
        return self.form == "one" and {option.text for option in self.options} == {"True", "False"}

    @property
    def ordered(self) -> tuple[Line, ...]:
        """The lines of an order from the first place to the last."""
        return tuple(sorted(self.lines, key=lambda line: int(line.right)))


def items(question: Question, rubric: Sequence[Mapping] = ()) -> tuple[Item, ...]:
    """What a learning platform asks for one question: one item, or one a part where its parts differ.

    ``rubric`` are the rows by which a written answer is marked. Raises :class:`LookupError` for a question
    whose form is not known here: nothing is left out in silence.

    >>> from fedlocal.lesson.answers import find
    >>> [(item.id, item.form) for item in items(find("04-check-1"))]
    [('04-check-1', 'one')]
    """
    if question.container == "text" or [part.form for part in question.parts] == ["text"]:
        return (replace(_item(question, "essay"), criteria=_criteria(question, rubric)),)
    if not question.parts:
        raise LookupError(f"{question.id} has no parts, so nothing can be asked. Add them to its table.")
    if question.once:
        lines = tuple(Line(part.key, part.label, str(part.right)) for part in question.parts)
        return (replace(_item(question, "order"), lines=lines, notes=_notes_of_lines(question)),)
    if len(question.parts) > 1 and _share_choices(question.parts):
        return (_match(question),)
    return tuple(_of_part(question, part) for part in question.parts)


def _item(question: Question, form: str) -> Item:
    return Item(
        id=question.id,
        question_id=question.id,
        form=form,
        kind=question.kind,
        prompt=question.prompt,
        explain=question.explain,
        source_id=question.source_id,
        pinpoint=question.pinpoint,
        section=question.section,
        objectives=question.objectives,
        hint=question.hint,
        fixed=question.order in ("fixed", "last"),  # no platform can hold only the last option in its place
        points=getattr(question, "points", 1.0),
    )


def _criteria(question: Question, rubric: Sequence[Mapping]) -> tuple[Criterion, ...]:
    ticks = tuple(Criterion(choice.text) for part in question.parts for choice in part.choices)
    marked = tuple(
        Criterion(row["criterion"], f"{row['points']:g}", row["full"], row["half"], row["none"])
        for row in rubric
    )
    return ticks + marked


def _share_choices(parts: Sequence[Part]) -> bool:
    return len({part.choices for part in parts}) == 1 and all(part.form == "choice" for part in parts)


def _match(question: Question) -> Item:
    texts = _texts(question.parts[0])
    lines = tuple(Line(part.key, part.label, texts[part.right]) for part in question.parts)
    item = _item(question, "match")
    return replace(item, lines=lines, targets=tuple(texts.values()), notes=_notes_of_lines(question))


def _notes_of_lines(question: Question) -> tuple[Note, ...]:
    """What is said to a wrong partner or place: for known ones first, then for any other of the line."""
    notes: list[Note] = []
    for part in question.parts:
        texts = _texts(part)
        for mistake in question.mistakes:
            if mistake.part in (part.key, "*"):
                given = wrong_value(mistake, part.key)
                if given != part.right:
                    notes.append(Note(part.label, texts.get(given, str(given)), mistake.feedback, part.key))
        other = part.other.feedback if part.other else part.feedback
        notes.append(Note(part.label, "", other, part.key))
    return _worded(notes)


def _of_part(question: Question, part: Part) -> Item:
    """The item of one part; where a question has several, its id, label and points are those of the part."""
    makers = {"choice": _one, "set": _several, "order": _order, "number": _number}
    if part.form not in makers:
        known = ", ".join((*makers, "text"))
        raise LookupError(
            f"{question.id}: the form {part.form!r} cannot be exported; there are: {known}. Teach"
            " fedlocal/exporting/items.py what a learning platform should ask for it."
        )
    item = makers[part.form](question, part)
    if len(question.parts) == 1:
        return item
    points = item.points / len(question.parts)
    return replace(item, id=f"{question.id}-{part.key}", label=part.label, points=points)


def _texts(part: Part) -> dict[str, str]:
    """The words of each choice by its key; a choice that is a word or two, such as only_if, has only its
    key."""
    return {choice.key: choice.text or choice.key.replace("_", " ") for choice in part.choices}


def _known(question: Question, part: Part) -> list[tuple[Any, str]]:
    """Wrong answers to this part that people are known to give, with what is said to each."""
    found: dict[Any, str] = {}
    for mistake in question.mistakes:
        if mistake.part in (part.key, "*"):
            value = wrong_value(mistake, part.key)
            if value is not None:
                found.setdefault(value, mistake.feedback)  # the first counts, as for the judge
    return list(found.items())


def _one(question: Question, part: Part) -> Item:
    feedback = dict(_known(question, part))
    options = tuple(
        Option(key, text, True, part.confirm)
        if key == part.right
        else Option(key, text, False, feedback.get(key, part.feedback))
        for key, text in _texts(part).items()
    )
    return replace(_item(question, "one"), options=options)


def _several(question: Question, part: Part) -> Item:
    """In a quiz each option has its words, taken or left; in an exercise those of a right one are for whoever
    left it out, so they become notes."""
    feedback = dict(_known(question, part))
    whole = part.marks == "lines"
    options = tuple(
        Option(key, text, key in part.right, _feedback_of(key, part, feedback, whole))
        for key, text in _texts(part).items()
    )
    notes = [Note("", "", part.feedback)]
    if not whole:
        right = [option for option in options if option.right]
        notes += [Note(option.text, "", feedback.get(option.key, ""), option.key) for option in right]
    return replace(_item(question, "several"), options=options, notes=_worded(notes))


def _feedback_of(key: str, part: Part, feedback: dict, whole: bool) -> str:
    return feedback.get(key, "") if whole or key not in part.right else ""


def _order(question: Question, part: Part) -> Item:
    places = {key: str(place) for place, key in enumerate(part.right, 1)}
    texts = _texts(part)
    lines = tuple(Line(key, text, places[key]) for key, text in texts.items())
    known = [Note(texts[key], "", text, key) for key, text in _known(question, part)]
    notes = _worded([Note("", "", part.feedback), *known])
    return replace(_item(question, "order"), lines=lines, notes=notes)


def _worded(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Those that say something."""
    return tuple(note for note in notes if note.text)


def _number(question: Question, part: Part) -> Item:
    off = _exact(part.tolerance)
    low, high = map(_exact, part.span) if part.span else (_exact(part.right) - off, _exact(part.right) + off)
    known = [(_exact(value), text) for value, text in _known(question, part)]
    slips = tuple(Slip(value, text) for value, text in known if not low <= value <= high)
    return replace(
        _item(question, "number"),
        low=low,
        high=high,
        tolerance=off,
        slips=slips,
        otherwise=part.other.feedback if part.other else part.feedback,
        unit=part.unit,
    )


def _exact(value: Any) -> Decimal:
    """A number as its digits say it, so that 4.1 and 0.3 add up to 4.4."""
    return Decimal(repr(float(value)))


def plain(value: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing.

    >>> plain(Decimal("2083.0")), plain(Decimal("4.250")), plain(Decimal("1E+3"))
    ('2083', '4.25', '1000')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
