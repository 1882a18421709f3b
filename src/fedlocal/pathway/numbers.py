"""Numbers of lesson 03, on cases, detention and the courts: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def deciding_bodies(desk: Desk) -> int:
    """How many different offices and kinds of court decide at a step of the pathway.

    >>> from fedlocal.ground.tables import load
    >>> deciding_bodies(Desk(load))
    10
    """
    return desk.load("pathway_steps")["body"].nunique()


def first_decisions(desk: Desk, outcome: str) -> float:
    """The percent of immigration judges' first decisions with an outcome, such as "removal_order".

    >>> from fedlocal.ground.tables import load
    >>> first_decisions(Desk(load), "removal_order")
    63.0
    """
    return float(desk.load("court_outcomes").set_index("outcome")["percent"][outcome])


def field_offices(desk: Desk, state: str) -> int:
    """How many of ICE's field offices share the counties of a state, such as "TX".

    >>> from fedlocal.ground.tables import load
    >>> field_offices(Desk(load), "TX")
    5
    """
    return desk.load("counties").query("state_abbr == @state")["field_office"].nunique()


def book_ins_per_day(desk: Desk, agency: str, month: str) -> float:
    """New stays in detention per day of a month, as far as the file goes, of people an agency arrested.

    >>> from fedlocal.ground.tables import load
    >>> book_ins_per_day(Desk(load), "ice", "2026-04")
    930.2
    """
    row = desk.load("bookins_monthly").query("month == @month and arresting_agency == @agency")
    return round((row["book_ins"] / row["days"]).item(), 1)


def removals_without_ice_arrest(desk: Desk, fiscal_year: str) -> float:
    """How many of ICE's removals in a fiscal year did not begin with an arrest by ICE itself.

    >>> from fedlocal.ground.tables import load
    >>> removals_without_ice_arrest(Desk(load), "2019")
    181300.0
    """
    totals = desk.load("federal_totals").set_index(["measure", "fiscal_year"])["value"]
    year = int(fiscal_year)
    return float(totals["ice_removals", year] - totals["ice_interior_removals", year])
