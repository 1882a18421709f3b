"""Moodle XML: items as Moodle's question bank imports them, one category a set."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from textwrap import shorten
from xml.etree import ElementTree

from . import markup
from .collection import ItemSet
from .items import Item, Line, Note, plain

TOP = "$course$/top"  # the course into which the file is imported
TYPES = {
    "one": "multichoice",
    "several": "multichoice",
    "match": "matching",
    "order": "ordering",
    "number": "numerical",
    "essay": "essay",
}
TRUE_FALSE = {"True": "true", "False": "false"}


def write(sets: Sequence[ItemSet]) -> bytes:
    """The XML file of these sets, in UTF-8. The same sets give the same bytes.

    >>> from .collection import collect
    >>> write(collect(lessons=["04"]).sets)[:38].decode()
    "<?xml version='1.0' encoding='utf-8'?>"
    """
    quiz = ElementTree.Element("quiz")
    for item_set in sets:
        quiz.append(_category(item_set))
        for item in item_set.items:
            quiz.append(_question(item, item_set.lesson))
    ElementTree.indent(quiz)
    return ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"


def _category(item_set: ItemSet) -> ElementTree.Element:
    """A category of the question bank; a slash inside a name is doubled, or it would begin another one."""
    element = ElementTree.Element("question", type="category")
    path = "/".join([TOP, *(name.replace("/", "//") for name in item_set.path)])
    _text(_child(element, "category"), path)
    _html(element, "info", markup.about(item_set))
    return element


def _question(item: Item, lesson: str) -> ElementTree.Element:
    type_ = "truefalse" if item.true_false else TYPES[item.form]
    element = ElementTree.Element("question", type=type_)
    words = (item.label or item.prompt).replace("¶", " ")
    _text(_child(element, "name"), shorten(f"{item.id} · {words}", 90, placeholder=" …"))
    _html(element, "questiontext", markup.prompt(item))
    _html(element, "generalfeedback", markup.general(item, lesson))
    _child(element, "defaultgrade", f"{item.points:g}")
    _child(element, "penalty", "0.3333333")
    _child(element, "hidden", "0")
    _child(element, "idnumber", item.id)
    {
        "truefalse": _true_false,
        "multichoice": _choices,
        "matching": _match,
        "ordering": _order,
        "numerical": _number,
        "essay": _essay,
    }[type_](element, item)
    _tags(element, item)
    if item.hint:
        _html(element, "hint", markup.paragraph(item.hint))
    return element


def _true_false(element: ElementTree.Element, item: Item) -> None:
    for option in item.options:
        answer = _child(
            element, "answer", fraction="100" if option.right else "0", format="moodle_auto_format"
        )
        _text(answer, TRUE_FALSE[option.text])
        _html(answer, "feedback", markup.paragraph(option.feedback))


def _choices(element: ElementTree.Element, item: Item) -> None:
    _child(element, "single", "true" if item.form == "one" else "false")
    _child(element, "shuffleanswers", "false" if item.fixed else "true")
    _child(element, "answernumbering", "abc")
    _child(element, "showstandardinstruction", "0")
    _combined_feedback(element, item.notes)
    for option, fraction in zip(item.options, fractions(item)):
        answer = _child(element, "answer", fraction=fraction, format="html")
        _text(answer, markup.paragraph(option.text))
        _html(answer, "feedback", markup.paragraph(option.feedback))


def fractions(item: Item) -> list[str]:
    """What each option of a choice earns, in percent as Moodle writes its fractions. The right ones share
    100; where several can be chosen, the wrong ones share -100, so that choosing all earns nothing.

    >>> from .collection import collect
    >>> item = next(item for item in collect(lessons=["04"]).items if item.id == "04-check-2")
    >>> sorted(set(fractions(item)))
    ['-50', '33.33333']
    """
    right = sum(option.right for option in item.options)
    wrong = len(item.options) - right
    taken = _share(-100, wrong) if item.form == "several" and wrong else "0"
    return [_share(100, right) if option.right else taken for option in item.options]


def _share(whole: int, of: int) -> str:
    """A part of 100 with the five decimals that Moodle keeps; it refuses others."""
    return f"{whole / of:.5f}".rstrip("0").rstrip(".")


def _match(element: ElementTree.Element, item: Item) -> None:
    _child(element, "shuffleanswers", "false" if item.fixed else "true")
    _combined_feedback(element, item.notes)
    used = {line.right for line in item.lines}
    spare = [Line("", "", target) for target in item.targets if target not in used]
    for line in (*item.lines, *spare):  # a partner of nothing stands beside an empty line
        subquestion = _child(element, "subquestion", format="html")
        _text(subquestion, markup.paragraph(line.text))
        _text(_child(subquestion, "answer"), line.right)


def _order(element: ElementTree.Element, item: Item) -> None:
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(item.lines))),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "123"),
    ):
        _child(element, name, value)
    _combined_feedback(element, item.notes, counted="1")
    for place, line in enumerate(item.ordered, 1):
        answer = _child(element, "answer", fraction=str(place), format="html")
        _text(answer, markup.paragraph(line.text))


def _number(element: ElementTree.Element, item: Item) -> None:
    middle, off = (item.low + item.high) / 2, (item.high - item.low) / 2
    _accepted(element, "100", middle, off, "")
    for slip in item.slips:
        _accepted(element, "0", slip.value, item.tolerance, slip.feedback)
    if item.otherwise:
        answer = _child(element, "answer", fraction="0", format="moodle_auto_format")
        _text(answer, "*")
        _html(answer, "feedback", markup.paragraph(item.otherwise))
        _child(answer, "tolerance", "0")
    _child(element, "unitgradingtype", "0")
    _child(element, "showunits", "3")


def _accepted(
    element: ElementTree.Element, fraction: str, value: Decimal, off: Decimal, feedback: str
) -> None:
    answer = _child(element, "answer", fraction=fraction, format="moodle_auto_format")
    _text(answer, plain(value))
    _html(answer, "feedback", markup.paragraph(feedback))
    _child(answer, "tolerance", plain(off))


def _essay(element: ElementTree.Element, item: Item) -> None:
    _child(element, "responseformat", "editor")
    _child(element, "responserequired", "1")
    _child(element, "responsefieldlines", "10")
    _child(element, "attachments", "0")
    _html(element, "graderinfo", markup.criteria(item))
    _html(element, "responsetemplate", "")


def _combined_feedback(element: ElementTree.Element, notes: Sequence[Note], counted: str = "") -> None:
    _html(element, "correctfeedback", "")
    for name in ("partiallycorrectfeedback", "incorrectfeedback"):
        _html(element, name, markup.notes(notes))
    _child(element, "shownumcorrect", counted)


def _tags(element: ElementTree.Element, item: Item) -> None:
    tags = [f"objective {objective}" for objective in item.objectives if objective]
    if tags:
        holder = _child(element, "tags")
        for tag in tags:
            _text(_child(holder, "tag"), tag)


def _child(element: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(element, name, attributes)
    child.text = text or None
    return child


def _text(element: ElementTree.Element, text: str) -> None:
    _child(element, "text", text)


def _html(element: ElementTree.Element, name: str, html: str) -> None:
    _text(_child(element, name, format="html"), html)
