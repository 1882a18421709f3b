"""Numbers of lesson 05, on states and their laws: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def labeled(desk: Desk, *labels: str) -> int:
    """How many of the 51 places (states and the District of Columbia) have one of these labels.

    >>> from fedlocal.ground.tables import load
    >>> labeled(Desk(load), "mandates", "mandates_287g")
    25
    """
    return int(desk.load("state_posture")["shown_as"].isin(labels).sum())


def agreements(desk: Desk, state: str) -> int:
    """How many 287(g) agreements the comparison of states gives for one, such as "NY".

    >>> from fedlocal.ground.tables import load
    >>> agreements(Desk(load), "NY")
    13
    """
    row = desk.load("states").set_index("state_abbr").loc[state]
    return int(row[["agreements_jem", "agreements_wso", "agreements_tfm"]].sum())


def arrest_rates(desk: Desk, *groups: str) -> tuple[float, ...]:
    """Four numbers for each group: its places, then the lowest, highest and median arrest rate among them.

    A group is one label or several, joined by "+". The rate is recorded ICE arrests from January 2025 to
    July 2026 per 1,000 noncitizen adults.

    >>> from fedlocal.ground.tables import load
    >>> places, *rates = arrest_rates(Desk(load), "mandates+mandates_287g")
    >>> places, [round(rate, 1) for rate in rates]
    (25, [19.9, 211.4, 42.9])
    """
    states = desk.load("states").merge(desk.load("state_posture"), on="state_abbr")
    rates = 1000 * states["ice_arrests_2025_01_to_2026_07"] / states["noncitizen_adults_2024"]
    found: list[float] = []
    for group in groups:
        within = rates[states["shown_as"].isin(group.split("+"))]
        found += [len(within), *map(float, (within.min(), within.max(), within.median()))]
    return tuple(found)
