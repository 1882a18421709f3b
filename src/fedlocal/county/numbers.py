"""Numbers of lessons, on counties: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def counties(desk: Desk, state: str) -> int:
    """How many counties, or their equivalents, a state has, such as "TX".

    >>> from fedlocal.ground.tables import load
    >>> counties(Desk(load), "TX")
    254
    """
    return int((desk.load("counties")["state_abbr"] == state).sum())


def percent_of_residents(desk: Desk, fips: str, people: str) -> float:
    """How many percent of a county's residents of July 2025 so many people are.

    >>> from fedlocal.ground.tables import load
    >>> round(percent_of_residents(Desk(load), "48301", "5"), 1)
    9.6
    """
    return 100 * int(people) / int(desk.load("counties").set_index("county_fips")["population_2025"][fips])
