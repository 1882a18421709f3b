"""What stands before the work: where help is right now, and a note before a hard part with a way round it."""

from __future__ import annotations

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..ground.sources import cite
from ..ground.tables import keyed, rows

TITLE, INTRO = "If something is happening now", "This page asks nothing about you."


def help_now() -> Piece:
    """The panel that opens lesson 08: a line for each need, each channel a link, with what the one who is
    called learns.

    No widget, no script, no style sheet: it shows in a notebook that nobody trusts yet, and on paper.
    Source: the table ``help_now``.

    >>> help_now()
    If something is happening now: 7 needs, 8 links
    """
    needs: dict[str, list[dict]] = {}
    for row in sorted(rows("help_now"), key=lambda row: row["position"]):
        needs.setdefault(row["need"], []).append({**row, "reported": _reported(row["source_ids"])})
    links = [row for lines in needs.values() for row in lines if row["url"]]
    html = render("rights/help.html", title=TITLE, intro=INTRO, needs=needs)
    return Piece(html, f"{TITLE}: {len(needs)} needs, {len(links)} links")


def _reported(ids: str) -> bool:
    """Whether the address itself is known only from others: the first source of a row is the one for its
    address."""
    return cite(ids.split(";")[0]).checked == "secondary"


def content_note(lesson: str) -> Piece:
    """The note before the hard part of a lesson: what comes, a way round it, and who to talk to.

    Raises :class:`LookupError` for a lesson without one. Source: the table ``content_notes``.

    >>> content_note("08").line
    'A note before you go on: lesson 08'
    """
    notes = keyed("content_notes", "lesson")
    if lesson not in notes:
        raise LookupError(
            f"There is no note for lesson {lesson!r}. There are notes for: {', '.join(sorted(notes))}."
        )
    html = render("rights/help.html", block="note", row=notes[lesson])
    return Piece(html, f"A note before you go on: lesson {lesson}")
