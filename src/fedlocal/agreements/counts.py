"""Counting 287(g) agreements: by month, model, state and county. Agreements are not agencies: one may hold
three."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..drawing.stacked_chart import Stock
from ..ground.vocabulary import MODELS

SIGNED = {model: f"signed_{model}" for model in MODELS}

Row = Mapping[str, Any]  # of a table, as fedlocal.ground.tables.rows gives it


def stock(monthly: Sequence[Row], state: str | None = None) -> Stock:
    """Agreements on ICE's list at the end of each month, in order: month, then model, then how many.

    ``monthly`` are the rows of ``agreements_monthly``; a month with no list (June 2026) has None, a state
    with none has zeros.

    >>> from fedlocal.ground.tables import rows
    >>> sum(stock(rows("agreements_monthly"))["2024-12"].values())
    135
    """
    listed = {month: dict.fromkeys(MODELS, 0) for month in {row["month"] for row in monthly}}
    for row in monthly:
        if state is None or row["state_abbr"] == state:
            listed[row["month"]][row["model"]] += row["agreements"]
    return {month: listed.get(month) for month in _each_month(min(listed), max(listed))}


def _each_month(first: str, last: str) -> Iterator[str]:
    """The months from one to another, both with them."""
    year, month = map(int, first.split("-"))
    while (name := f"{year}-{month:02}") <= last:
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def total(counts: Mapping[str, int] | None) -> int:
    """Agreements of all models of one month of :func:`stock`; 0 where there was no list.

    >>> total({"jem": 2, "wso": 0, "tfm": 3}), total(None)
    (5, 0)
    """
    return sum(counts.values()) if counts else 0


def latest(table: Stock) -> tuple[str, dict[str, int]]:
    """The last month of :func:`stock` that has a list, and its counts by model.

    >>> latest({"2026-05": {"jem": 1, "wso": 0, "tfm": 2}, "2026-06": None})
    ('2026-05', {'jem': 1, 'wso': 0, 'tfm': 2})
    """
    return next((month, counts) for month, counts in reversed(table.items()) if counts)


def by_state(monthly: Sequence[Row], month: str, model: str | None = None) -> dict[str, int]:
    """Agreements by ``state_abbr`` on the list of one month, the most first; of one model or of all.

    Raises :class:`ValueError` for a month without a list.

    >>> from fedlocal.ground.tables import rows
    >>> next(iter(by_state(rows("agreements_monthly"), "2026-07")))
    'TX'
    """
    part = [row for row in monthly if row["month"] == month]
    if not part:
        months = {row["month"] for row in monthly}
        raise ValueError(f"There is no list for {month}. Lists run from {min(months)} to {max(months)}.")
    counts: Counter[str] = Counter()
    for row in part:
        if not model or row["model"] == model:
            counts[row["state_abbr"]] += row["agreements"]
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def models_of(agency: Row) -> list[str]:
    """The models that one agency (a row of ``agreements``) holds.

    >>> from fedlocal.ground.tables import rows
    >>> models_of(rows("agreements")[0]) != []
    True
    """
    return [model for model, column in SIGNED.items() if agency[column]]


def held(agreements: Sequence[Row]) -> list[int]:
    """How many agreements each agency holds (1 to 3), in the order of the table.

    >>> from fedlocal.ground.tables import rows
    >>> sum(held(rows("agreements")))
    2179
    """
    return [len(models_of(agency)) for agency in agreements]


def in_county(agreements: Sequence[Row], county_fips: str) -> list[Row]:
    """The agencies that are placed in one county, by name; empty when none is.

    >>> from fedlocal.ground.tables import rows
    >>> len(in_county(rows("agreements"), "12086")) > 5
    True
    """
    here = [agency for agency in agreements if agency["county_fips"] == county_fips]
    return sorted(here, key=lambda agency: agency["agency"])


def mapped(agreements: Sequence[Row]) -> tuple[int, int]:
    """Agencies with a county, and all agencies: "mapped N of M".

    >>> from fedlocal.ground.tables import rows
    >>> found, all_ = mapped(rows("agreements"))
    >>> found < all_
    True
    """
    return sum(bool(agency["county_fips"]) for agency in agreements), len(agreements)


def later_count(counts: Sequence[Row], day: datetime.date) -> Row | None:
    """The newest count by model that somebody made after ``day`` (a row of ``agreement_counts``); None
    without one.

    >>> from fedlocal.ground.tables import rows
    >>> row = later_count(rows("agreement_counts"), datetime.date(2020, 1, 1))
    >>> row["agreements"] == row["jem"] + row["wso"] + row["tfm"]
    True
    """
    later = [row for row in counts if row["date"] > day and all(row[model] is not None for model in MODELS)]
    return max(later, key=lambda row: row["date"], default=None)


def papers(documents: Sequence[Row], agreements: Sequence[Row]) -> dict[tuple, str]:
    """Address of the signed paper by (state, agency as it is listed, model, day of signing).

    ``documents`` are the rows of ``agreement_documents``; ``agreements`` are the agencies asked about, each
    under every spelling of its name that the table of this name keeps.

    >>> from fedlocal.ground.tables import rows
    >>> found = papers(rows("agreement_documents"), rows("agreements"))
    >>> found["AK", "Kodiak Police Department", "wso", datetime.date(2020, 7, 20)].endswith(".pdf")
    True
    """
    agencies = {agency["agency_id"]: agency for agency in agreements}
    found = {}
    for document in documents:
        agency = agencies.get(document["agency_id"])
        if agency:
            for name in {agency["agency"], *agency["agency_as_published"].split(";")}:
                found[agency["state_abbr"], name, document["model"], document["signed"]] = document["url"]
    return found


def covered(documents: Sequence[Row], agreements: Sequence[Row]) -> tuple[int, int]:
    """Agreements on the list whose signed paper an archive keeps, and all agreements.

    >>> from fedlocal.ground.tables import rows
    >>> found, all_ = covered(rows("agreement_documents"), rows("agreements"))
    >>> 0 < found < all_
    True
    """
    signatures = {
        (agency["agency_id"], model, agency[column])
        for agency in agreements
        for model, column in SIGNED.items()
        if agency[column]
    }
    kept = {(document["agency_id"], document["model"], document["signed"]) for document in documents}
    return len(signatures & kept), len(signatures)
