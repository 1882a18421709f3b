"""Numbers of lesson 06, on studies, the rollout and reporting: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def findings(desk: Desk, outcome: str, policy: str, direction: str) -> int:
    """How many findings on an outcome and a kind of policy point in a direction: "crime", "less", "higher".

    >>> from fedlocal.ground.tables import load
    >>> findings(Desk(load), "crime", "less", "higher")
    0
    """
    studied = desk.load("studies").query("outcome == @outcome and policy_kind == @policy")
    return int((studied["direction"] == direction).sum())


def activated_counties(desk: Desk, month: str) -> int:
    """In how many counties Secure Communities was on by the end of a month, such as "2010-12".

    >>> from fedlocal.ground.tables import load
    >>> activated_counties(Desk(load), "2010-12")
    882
    """
    return int((desk.load("secure_communities")["activation_month"] <= month).sum())


def violent_crimes_reported(desk: Desk, year: str, *victims: str) -> tuple[float, ...]:
    """The percent of violent crimes that groups of victims, such as "Hispanic", reported to police in a year.

    >>> from fedlocal.ground.tables import load
    >>> violent_crimes_reported(Desk(load), "2022", "Hispanic", "White")
    (45.6, 41.6)
    """
    rates = desk.load("reporting_rates").query("survey == 'nation' and period == @year")
    percent = rates.set_index("victims")["percent"]
    return tuple(float(percent[group]) for group in victims)
