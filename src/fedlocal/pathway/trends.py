"""Arrests, book-ins and people held as counts, shares and rates: one frame for each view, and what changed
between two times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

GROUPS = {
    "convicted": "convicted of a crime",
    "pending_charges": "pending criminal charges",
    "other_violator": "neither on record",
    "not_convicted": "not convicted (until September 2019)",
    "ice": "arrested by ICE",
    "cbp": "arrested by CBP",
    "nondedicated_local_agreement": "shared local site, mostly county jails",
    "dedicated_local_agreement": "dedicated local agreement",
    "private_contract": "private contract",
    "ice_owned": "owned by ICE",
    "state_run": "run by a state",
    "federal_prison_or_military": "federal prison or military",
    "hold_staging_other": "hold rooms, hospitals, staging",
}
SAME = 0.10  # a change within a tenth counts as "about the same"
NORMAL_95 = 1.96
COLUMNS = ["period", "group", "count", "share", "rate", "low", "high", "partial"]


def held(detention: pd.DataFrame, residents: int, agency: str | None = None) -> pd.DataFrame:
    """People held on an average day by ICE's label for criminal history, whoever arrested them or one
    ``agency``.

    ``detention`` is the table ``detention_monthly``; ``share`` is of all people held whom that agency
    arrested, in percent; ``rate`` is per 100,000 of ``residents``.

    >>> from fedlocal.ground.tables import load
    >>> rows = held(load("detention_monthly"), 341_784_857, "ice")
    >>> rows.query("period == '2026-03' and group == 'convicted'")["share"].round(1).item()
    31.2
    """
    here = detention if agency is None else detention[detention["arresting_agency"] == agency]
    counts = here.groupby(["month", "criminality"], as_index=False).agg(
        count=("held", "sum"), partial=("partial_month", "first")
    )
    return _shared(
        counts.rename(columns={"month": "period", "criminality": "group"}),
        lambda rows: 100_000 * rows["count"] / residents,
    )


def bookins(table: pd.DataFrame) -> pd.DataFrame:
    """Book-ins by arresting agency; ``share`` is of all book-ins of the month, ``rate`` is per day that the
    file covers.

    >>> from fedlocal.ground.tables import load
    >>> rows = bookins(load("bookins_monthly"))
    >>> rows.query("period == '2026-04' and group == 'ice'")["rate"].round(1).item()
    930.2
    """
    names = {"month": "period", "arresting_agency": "group", "book_ins": "count", "partial_month": "partial"}
    return _shared(table.rename(columns=names), lambda rows: rows["count"] / rows["days"])


def facilities(table: pd.DataFrame, residents: int) -> pd.DataFrame:
    """People held at midnight by kind of facility; ``share`` is of all held, ``rate`` per 100,000 of
    ``residents``.

    >>> from fedlocal.ground.tables import load
    >>> rows = facilities(load("detention_by_facility"), 341_784_857)
    >>> int(rows.query("period == '2026-02' and group == 'state_run'")["count"].item())
    2340
    """
    names = {
        "month": "period",
        "facility_kind": "group",
        "held_midnight": "count",
        "partial_month": "partial",
    }
    return _shared(table.rename(columns=names), lambda rows: 100_000 * rows["count"] / residents)


def arrests(table: pd.DataFrame) -> pd.DataFrame:
    """ICE arrests by field office; ``share`` is of all offices, ``rate`` per 1,000 noncitizens of the area.

    ``low`` and ``high`` bound the rate by the survey's 95 % interval for the number of noncitizens.

    >>> from fedlocal.ground.tables import load
    >>> rows = arrests(load("arrests_by_office")).query("period == '2017'")
    >>> rows.loc[rows["count"].idxmax(), "group"], rows.loc[rows["rate"].idxmax(), "group"]
    ('Dallas', 'New Orleans')
    """
    rows = table.rename(columns={"office": "group", "ice_arrests": "count"}).assign(
        partial=False, period=table["fiscal_year"].astype(str)
    )
    margin = NORMAL_95 * rows["noncitizens_se"]
    done = _shared(rows, lambda rows: 1_000 * rows["count"] / rows["noncitizens"])
    bounds = rows.assign(
        low=1_000 * rows["count"] / (rows["noncitizens"] + margin),
        high=1_000 * rows["count"] / (rows["noncitizens"] - margin),
    )
    return done.drop(columns=["low", "high"]).merge(
        bounds[["period", "group", "low", "high"]], on=["period", "group"], validate="one_to_one"
    )[COLUMNS]


def _shared(rows: pd.DataFrame, rate: Callable) -> pd.DataFrame:
    share = 100 * rows["count"] / rows.groupby("period")["count"].transform("sum")
    done = rows.assign(share=share, rate=rate(rows), low=float("nan"), high=float("nan"))
    return done[COLUMNS].sort_values(["period", "group"], ignore_index=True)


@dataclass(frozen=True)
class Change:
    """One measure of one group at two times, and which way it went: ``rose``, ``fell`` or ``same`` (within
    a tenth)."""

    measure: str
    before: float
    after: float

    @property
    def direction(self) -> str:
        """Which way the measure went.

        >>> Change("count", 100, 105).direction, Change("count", 100, 50).direction
        ('same', 'fell')
        """
        if self.before == 0:
            return "rose" if self.after > 0 else "same"
        ratio = self.after / self.before
        return "rose" if ratio > 1 + SAME else "fell" if ratio < 1 - SAME else "same"


def change(rows: pd.DataFrame, group: str, start: str, end: str) -> list[Change]:
    """How count, share and rate of one group went from one period to another.

    Raises :class:`LookupError` when the group has no number at one of them.

    >>> from fedlocal.ground.tables import load
    >>> rows = held(load("detention_monthly"), 341_784_857, "ice")
    >>> [one.direction for one in change(rows, "convicted", "2025-01", "2026-03")]
    ['rose', 'fell', 'rose']
    """
    line = rows[rows["group"] == group].set_index("period")
    missing = [period for period in (start, end) if period not in line.index]
    if missing:
        known = f"{line.index.min()} to {line.index.max()}" if len(line) else "nowhere"
        raise LookupError(f"{group!r} has no number for {' and '.join(missing)}; it has them from {known}.")
    return [
        Change(measure, float(line.at[start, measure]), float(line.at[end, measure]))
        for measure in ("count", "share", "rate")
    ]


def reading(changes: list[Change]) -> str:
    """What it means when count and share part ways, as one sentence; empty when they went the same way.

    >>> reading([Change("count", 9773, 17027), Change("share", 62.9, 31.2)])
    'Both are true: the group grew, and the others together grew faster.'
    """
    way = {trend.measure: trend.direction for trend in changes}
    if way["count"] == way["share"]:
        return ""
    count, share = way["count"], way["share"]
    if count == "rose":
        return (
            "Both are true: the group grew, and the others together"
            f" {'grew faster' if share == 'fell' else 'grew about as fast'}."
        )
    if count == "fell":
        return (
            "Both are true: the group shrank, and the others together"
            f" {'shrank faster' if share == 'rose' else 'shrank about as fast'}."
        )
    return (
        "Both are true: the group stayed about the same, and the others together"
        f" {'grew' if share == 'fell' else 'shrank'}."
    )
