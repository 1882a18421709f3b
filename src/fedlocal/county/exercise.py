"""What exercise 09 computes: cells of its tables name these functions.

The first four say whether the brief has a figure: "known", "zero" or "unknown".
"""

from __future__ import annotations

import pandas as pd

from ..ground.computed import Desk
from . import state_law

LABELS = {  # the rule's label of a state, and the choice that stands for it; all others limit
    "mandates_287g": "orders_agreements",
    "mandates": "orders_cooperation",
    "mixed_or_executive": "mixed",
    "no_statewide_rule": "none_found",
    "not_verified": "not_confirmed",
}


def agencies_placed(desk: Desk) -> str:
    """Whether agencies on ICE's list could be placed in the county.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agencies_placed(Desk(load, named("Loving County, TX")))
    'zero'
    """
    return _figure((desk.load("agreements")["county_fips"] == desk.here.fips).sum())


def agencies_not_placed(desk: Desk) -> str:
    """Whether agencies of the state on ICE's list are placed in no county.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agencies_not_placed(Desk(load, named("Loving County, TX")))
    'known'
    """
    agencies = desk.load("agreements")
    of_state = agencies[agencies["state_abbr"] == desk.here.state_abbr]
    return _figure(of_state["county_fips"].isna().sum())


def agreements_in(desk: Desk, month: str) -> str:
    """Whether agencies of the state held agreements in a month, such as "2021-01".

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agreements_in(Desk(load, named("Loving County, TX")), "2021-01")
    'known'
    """
    counts = desk.load("agreements_monthly")
    counts = counts[(counts["state_abbr"] == desk.here.state_abbr) & (counts["month"] == month)]
    return _figure(counts["agreements"].sum())


def foreign_born_share(desk: Desk) -> str:
    """Whether the share of the county's residents who were born abroad, in 2012 to 2016, is known.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> foreign_born_share(Desk(load, named("Capitol Planning Region, CT")))
    'unknown'
    """
    shares = desk.load("counties").set_index("county_fips")["foreign_born_pct_2012_2016"]
    return _figure(shares[desk.here.fips])


def law_label(desk: Desk) -> str:
    """The label that the brief gives the law of the state, as question 3 offers it.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> law_label(Desk(load, named("Harris County, TX")))
    'orders_agreements'
    """
    shown_as = desk.load("state_posture").set_index("state_abbr")["shown_as"][desk.here.state_abbr]
    return LABELS.get(shown_as, "limits")


def left_open(desk: Desk) -> str:
    """What state law leaves open to a local decision on a 287(g) agreement, as the brief reads it.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> left_open(Desk(load, named("Harris County, TX")))
    'ordered'
    """
    tables = {name: desk.rows(name) for name in ("state_laws", "state_posture")}
    return state_law.left_open(desk.here, tables)


def rubric(desk: Desk, *criteria: str) -> pd.DataFrame:
    """These criteria of the brief's rubric, with what each mark takes.

    >>> from fedlocal.ground.tables import load
    >>> list(rubric(Desk(load), "sourced").columns)
    ['Criterion', 'Not yet', 'Partly', 'Fully']
    """
    names = {"criterion": "Criterion", "not_yet": "Not yet", "partly": "Partly", "fully": "Fully"}
    rows = desk.load("brief_rubric").set_index("criterion_id").loc[list(criteria), list(names)]
    return rows.rename(columns=names)


def _figure(value: float) -> str:
    """What a brief says of a value: "known", "zero", or "unknown" where there is none."""
    if pd.isna(value):
        return "unknown"
    return "zero" if value == 0 else "known"
