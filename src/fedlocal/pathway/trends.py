"""Arrests, book-ins and people held as counts, shares and rates: the points of each view, and what changed
between two times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Point:
    """One group in one period (a month, or a fiscal year): how many, their share of the period in percent,
    and their rate.

    ``partial`` is true where the period is not whole. ``interval`` bounds the rate where it is an estimate.
    """

    period: str
    group: str
    count: float
    rate: float
    partial: bool = False
    interval: tuple[float, float] | None = None
    share: float = 0.0


def held(detention: Sequence[Mapping], residents: int, agency: str | None = None) -> list[Point]:
    """People held on an average day by ICE's label for criminal history, whoever arrested them or one
    ``agency``.

    ``detention`` are the rows of ``detention_monthly``; ``share`` is of all people held whom that agency
    arrested, in percent; ``rate`` is per 100,000 of ``residents``.

    >>> from fedlocal.ground.tables import rows
    >>> points = held(rows("detention_monthly"), 341_784_857, "ice")
    >>> [round(point.share, 1) for point in points if point.period == "2026-03"]
    [31.2, 36.3, 32.5]
    """
    counts: dict[tuple[str, str], float] = defaultdict(float)
    partial: dict[str, bool] = {}
    for row in detention:
        if agency in (None, row["arresting_agency"]):
            counts[row["month"], row["criminality"]] += row["held"]
            partial[row["month"]] = row["partial_month"]
    return _shared(
        Point(month, group, count, 100_000 * count / residents, partial[month])
        for (month, group), count in counts.items()
    )


def bookins(table: Sequence[Mapping]) -> list[Point]:
    """Book-ins by arresting agency; ``share`` is of all book-ins of the month, ``rate`` is per day that the
    file covers.

    >>> from fedlocal.ground.tables import rows
    >>> points = bookins(rows("bookins_monthly"))
    >>> [round(point.rate, 1) for point in points if point.period == "2026-04"]
    [107.8, 930.2]
    """
    return _shared(
        Point(
            row["month"],
            row["arresting_agency"],
            row["book_ins"],
            row["book_ins"] / row["days"],
            row["partial_month"],
        )
        for row in table
    )


def facilities(table: Sequence[Mapping], residents: int) -> list[Point]:
    """People held at midnight by kind of facility; ``share`` is of all held, ``rate`` per 100,000 of
    ``residents``.

    >>> from fedlocal.ground.tables import rows
    >>> points = facilities(rows("detention_by_facility"), 341_784_857)
    >>> [int(point.count) for point in points if point.period == "2026-02" and point.group == "state_run"]
    [2340]
    """
    return _shared(
        Point(
            row["month"],
            row["facility_kind"],
            row["held_midnight"],
            100_000 * row["held_midnight"] / residents,
            row["partial_month"],
        )
        for row in table
    )


def arrests(table: Sequence[Mapping]) -> list[Point]:
    """ICE arrests by field office; ``share`` is of all offices, ``rate`` per 1,000 noncitizens of the area.

    ``interval`` bounds the rate by the survey's 95 % interval for the number of noncitizens.

    >>> from fedlocal.ground.tables import rows
    >>> points = [point for point in arrests(rows("arrests_by_office")) if point.period == "2017"]
    >>> max(points, key=lambda point: point.count).group, max(points, key=lambda point: point.rate).group
    ('Dallas', 'New Orleans')
    """
    return _shared(_arrests_of(row) for row in table)


def _arrests_of(row: Mapping) -> Point:
    arrested, people, margin = row["ice_arrests"], row["noncitizens"], NORMAL_95 * row["noncitizens_se"]
    return Point(
        str(row["fiscal_year"]),
        row["office"],
        arrested,
        rate=1_000 * arrested / people,
        interval=(1_000 * arrested / (people + margin), 1_000 * arrested / (people - margin)),
    )


def _shared(points: Iterable[Point]) -> list[Point]:
    """The points by period and group, each with its share of all groups of its period."""
    ordered = sorted(points, key=lambda point: (point.period, point.group))
    whole: dict[str, float] = defaultdict(float)
    for point in ordered:
        whole[point.period] += point.count
    return [replace(point, share=100 * point.count / whole[point.period]) for point in ordered]


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


def change(points: Sequence[Point], group: str, start: str, end: str) -> list[Change]:
    """How count, share and rate of one group went from one period to another.

    Raises :class:`LookupError` when the group has no number at one of them.

    >>> from fedlocal.ground.tables import rows
    >>> points = held(rows("detention_monthly"), 341_784_857, "ice")
    >>> [measure.direction for measure in change(points, "convicted", "2025-01", "2026-03")]
    ['rose', 'fell', 'rose']
    """
    line = {point.period: point for point in points if point.group == group}
    missing = [period for period in (start, end) if period not in line]
    if missing:
        known = f"{min(line)} to {max(line)}" if line else "nowhere"
        raise LookupError(f"{group!r} has no number for {' and '.join(missing)}; it has them from {known}.")
    before, after = line[start], line[end]
    return [
        Change("count", float(before.count), float(after.count)),
        Change("share", before.share, after.share),
        Change("rate", before.rate, after.rate),
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
