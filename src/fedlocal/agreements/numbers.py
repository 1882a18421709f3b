"""Numbers of lessons, on 287(g) agreements: cells of the tables name these functions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from ..ground.computed import Desk


def on_list(desk: Desk, month: str, state: str = "") -> int:
    """How many agreements ICE listed in a month ("2026-01", or "latest"), in all or in one state ("MD").

    >>> from fedlocal.ground.tables import load
    >>> on_list(Desk(load), "2026-01", "MD")
    8
    """
    counts = desk.load("agreements_monthly")
    counts = counts[counts["month"] == (counts["month"].max() if month == "latest" else month)]
    if state:
        counts = counts[counts["state_abbr"] == state]
    return int(counts["agreements"].sum())


def identified_and_removed(desk: Desk) -> tuple[int, int, int, int]:
    """Agencies that signed before August 2017 and reported, all of them, people identified, people removed.

    The people are those of fiscal years 2006 to 2013.

    >>> from fedlocal.ground.tables import load
    >>> identified_and_removed(Desk(load))
    (70, 106, 268065, 175104)
    """
    agencies = desk.load("agreements_history")
    identified, removed = agencies["identified_fy2006_2013"], agencies["removed_fy2006_2013"]
    return int(identified.notna().sum()), len(agencies), int(identified.sum()), int(removed.sum())


def agencies_on_day(desk: Desk, day: str) -> int:
    """How many agencies stood on ICE's list of a day, such as "2026-01-26".

    >>> from fedlocal.ground.tables import load
    >>> agencies_on_day(Desk(load), "2026-01-26")
    1152
    """
    return len({(row["state_abbr"], row["agency"]) for row in _listed(desk, day)})


def agreements_on_day(desk: Desk, day: str) -> int:
    """How many agreements stood on ICE's list of a day, such as "2026-01-26".

    >>> from fedlocal.ground.tables import load
    >>> agreements_on_day(Desk(load), "2026-01-26")
    1375
    """
    return len(_listed(desk, day))


def _listed(desk: Desk, day: str) -> list[Mapping]:
    spans, date = desk.rows("agreement_lifespans"), datetime.date.fromisoformat(day)
    return [row for row in spans if row["first_listed"] <= date <= row["last_listed"]]
