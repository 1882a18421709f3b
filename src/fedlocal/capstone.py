"""What the hand-in of the capstone shows of a county: the facts of its brief, without the parts that a learner writes."""

from __future__ import annotations

from .brief_pages import county_brief, view
from .piece import Piece, note
from .places import place_or_none
from .templates import render


def county_facts(place: str = "") -> Piece:
    """The facts of a county's brief with their sources and dates, to write from.

    ``place`` is the name of a county; empty, the place of this machine or class counts. Without a place, or with a
    name that is no county, a note says where to fill it in.

    >>> county_facts("Harris County, TX")
    The facts of the brief for Harris County, TX: 6 sections, list of 24 July 2026
    >>> county_facts()
    Fill in PLACE in the first cell, and run it. Then run this cell: it shows what the brief knows of that county.
    """
    here = place_or_none(place)
    if here is None:
        return note("Fill in PLACE in the first cell, and run it. Then run this cell: it shows what the brief knows of that county.")
    brief = county_brief(here)
    html = render("county_facts.html", **view(brief, {}, {}, ""))
    return Piece(html, f"The facts of the brief for {here.name}: {len(brief.sections)} sections, list of {brief.list_day}")
