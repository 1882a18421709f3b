"""Agreements by county through time: which agency stood on which monthly list, ready to be played as a
map."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..ground.vocabulary import MODELS
from .counts import Row, stock, total

RANK = {model: place for place, model in enumerate(MODELS)}


class Span(NamedTuple):
    """A placed agreement, and the positions (from 0) of the first and the last of :func:`months` on which it
    stood; ``shape_id`` is the outline to shade, ``date_signed`` None where ICE printed no day."""

    state_abbr: str
    county_fips: str
    shape_id: str
    agency: str
    model: str
    date_signed: datetime.date | None
    start: int
    end: int


class Listed(NamedTuple):
    """An agency on one list: its models and their days of signing in the same order, and ``since``, the first
    day on which we saw it listed (None when it stood on our first list already)."""

    agency: str
    county_fips: str
    county_name: str
    models: list[str]
    signed: list[datetime.date | None]
    since: datetime.date | None


def spans(lifespans: Sequence[Row], counties: Sequence[Row], monthly: Sequence[Row]) -> list[Span]:
    """The placed agreements that stood on at least one monthly list, one :class:`Span` each.

    >>> from fedlocal.ground.tables import rows
    >>> found = spans(rows("agreement_lifespans"), rows("counties"), rows("agreements_monthly"))
    >>> all(span.start <= span.end for span in found)
    True
    """
    lists = snapshots(monthly)
    outline = {county["county_fips"]: county["shape_id"] for county in counties}
    found = []
    for row in lifespans:
        county = row["county_fips"]
        start, end = bisect_left(lists, row["first_listed"]), bisect_right(lists, row["last_listed"]) - 1
        if county and start <= end:
            agreement = row["agency"], row["model"], row["date_signed"]
            found.append(Span(row["state_abbr"], county, outline[county], *agreement, start, end))
    return found


def months(monthly: Sequence[Row]) -> list[str]:
    """The months that have a list, oldest first (``YYYY-MM``).

    >>> from fedlocal.ground.tables import rows
    >>> months(rows("agreements_monthly"))[-2:]
    ['2026-05', '2026-07']
    """
    return sorted({row["month"] for row in monthly})


def snapshots(monthly: Sequence[Row]) -> list[datetime.date]:
    """The day of the last list of each of :func:`months`, in order.

    >>> from fedlocal.ground.tables import rows
    >>> str(snapshots(rows("agreements_monthly"))[-1])
    '2026-07-24'
    """
    lists = sorted({(row["month"], row["snapshot_date"]) for row in monthly})
    return list(dict(lists).values())  # of several days in a month the last one stays


def totals(monthly: Sequence[Row]) -> dict[str, list[int]]:
    """Agreements on each monthly list, placed or not: ``{"": all, "jem": ..., "wso": ..., "tfm": ...}``
    (counts).

    >>> from fedlocal.ground.tables import rows
    >>> totals(rows("agreements_monthly"))[""][-1]
    2179
    """
    lists = [counts for counts in stock(monthly).values() if counts]
    return {"": [total(counts) for counts in lists], **{m: [counts[m] for counts in lists] for m in MODELS}}


def counts_in(placed: Sequence[Span], position: int, model: str = "", by: str = "shape_id") -> Counter[str]:
    """Placed agreements by outline (or by ``county_fips``) on one list; ``placed`` from :func:`spans`.

    >>> from fedlocal.ground.tables import rows
    >>> found = spans(rows("agreement_lifespans"), rows("counties"), rows("agreements_monthly"))
    >>> counts_in(found, 65).total()
    2083
    """
    where = attrgetter(by)
    return Counter(
        where(span)
        for span in placed
        if span.start <= position <= span.end and (not model or span.model == model)
    )


def listed(lifespans: Sequence[Row], monthly: Sequence[Row], month: str, state: str) -> list[Listed]:
    """The agencies of one state on the list of one month, by name, one :class:`Listed` each.

    >>> from fedlocal.ground.tables import rows
    >>> found = listed(rows("agreement_lifespans"), rows("agreements_monthly"), "2026-01", "MD")
    >>> len(found), found[0].models
    (8, ['wso'])
    """
    day = snapshots(monthly)[months(monthly).index(month)]
    there = [
        row
        for row in lifespans
        if row["state_abbr"] == state and row["first_listed"] <= day <= row["last_listed"]
    ]
    return [
        _listed(agency, list(agreements))
        for agency, agreements in groupby(sorted(there, key=_by_name), key=_agency)
    ]


def _agency(row: Row) -> tuple[str, str, str]:
    """What makes a row of a list one agency."""
    return row["agency"], row["county_fips"], row["county_name"]


def _by_name(row: Row) -> tuple:
    """By name, placed in a county before placed in none; the models of one agency in their order."""
    return row["agency"], not row["county_fips"], *_agency(row)[1:], RANK[row["model"]]


def _listed(agency: tuple[str, str, str], agreements: list[Row]) -> Listed:
    from_the_start = any(row["left_censored"] for row in agreements)
    return Listed(
        *agency,
        models=[row["model"] for row in agreements],
        signed=[row["date_signed"] for row in agreements],
        since=None if from_the_start else min(row["first_listed"] for row in agreements),
    )
