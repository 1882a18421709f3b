"""Markup: the HTML of prompts, feedback and rubrics that Moodle and Canvas show; all texts are escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from ..drawing.templates import page
from ..ground.sources import cite
from ..lesson.answers import read_again
from .collection import ItemSet
from .items import Item, Note


def prompt(item: Item) -> str:
    """The question, with its table and the part that is asked for.

    >>> from .collection import collect
    >>> prompt(collect(lessons=["04"]).items[0])[:3]
    '<p>'
    """
    return _html("prompt", item=item, several=item.form == "several")


def general(item: Item, lesson: str) -> str:
    """Why the answer is right, where that is from, and what to read again in ``lesson``.

    >>> from .collection import collect
    >>> "<a href=" in general(collect(lessons=["04"]).items[0], "04")
    True
    """
    source = cite(item.source_id, item.pinpoint) if item.source_id else None
    again = read_again(item.section, lesson) if item.section else ""
    return _html("general", item=item, source=source, again=again)


def notes(found: Sequence[Note]) -> str:
    """What is said to wrong answers, as a list; "" for nothing to say.

    >>> notes([]), notes([Note("", "", "Both.")]), notes([Note("", "16", "All of them.")])
    ('', '<p>Both.</p>', '<ul><li>If you gave 16: All of them.</li></ul>')
    """
    return _html("notes", notes=found)


def criteria(item: Item) -> str:
    """What a written answer is marked by: a rubric with points, or a model answer and what to look for.

    >>> from .collection import collect
    >>> criteria(collect(exercises=["04"]).items[-1])[:12]
    '<ul><li><str'
    """
    return _html("criteria", item=item, marked=any(row.points for row in item.criteria))


def about(item_set: ItemSet) -> str:
    """What a set says of itself.

    >>> from .collection import collect
    >>> about(collect(lessons=["04"]).sets[0])
    '<p>Try each before you look anything up. A wrong answer now helps later.</p>'
    """
    return _html("set", item_set=item_set)


def paragraph(text: str) -> str:
    """One paragraph; "" for no text.

    >>> paragraph("ICE’s <b>"), paragraph("")
    ('<p>ICE’s &lt;b&gt;</p>', '')
    """
    return f"<p>{escape(text)}</p>" if text else ""


def _html(block: str, **values) -> str:
    lines = page("exporting/texts.html", block=block, **values).splitlines()
    return "".join(line.strip() for line in lines)
