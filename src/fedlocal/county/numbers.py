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


def residents(desk: Desk, fips: str) -> int:
    """How many residents the county with this FIPS code had in July 2025.

    >>> from fedlocal.ground.tables import load
    >>> residents(Desk(load), "48301")
    52
    """
    return int(desk.load("counties").set_index("county_fips")["population_2025"][fips])
