"""Agencies and agreements on ICE's list, from rows: what a brief counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..ground.vocabulary import MODELS
from .facts import Row


def models_of(agency: Row) -> list[str]:
    """The models that one agency (a row of ``agreements``) holds.

    >>> from fedlocal.ground.tables import rows
    >>> models_of(rows("agreements")[0])
    ['wso']
    """
    return [model for model in MODELS if agency[f"signed_{model}"]]


def in_county(agreements: Sequence[Row], county_fips: str) -> list[Row]:
    """The agencies that are placed in one county, by name; empty when none is.

    >>> from fedlocal.ground.tables import rows
    >>> len(in_county(rows("agreements"), "12086")) > 0
    True
    """
    found = [row for row in agreements if row["county_fips"] == county_fips]
    return sorted(found, key=lambda row: row["agency"])


def stock(monthly: Sequence[Row], state: str) -> dict[str, dict[str, int] | None]:
    """Agreements of a state on ICE's list at the end of each month, by model (counts); None in a month
    without a list.

    >>> from fedlocal.ground.tables import rows
    >>> counts = stock(rows("agreements_monthly"), "TX")
    >>> counts["2026-06"], sum(counts["2026-07"].values()) > 0
    (None, True)
    """
    listed = {row["month"] for row in monthly}
    counts = {
        month: dict.fromkeys(MODELS, 0) if month in listed else None
        for month in _months(min(listed), max(listed))
    }
    for row in monthly:
        if row["state_abbr"] == state:
            counts[row["month"]][row["model"]] += row["agreements"]  # type: ignore[index]  # it has a list
    return counts


def _months(first: str, last: str) -> list[str]:
    """The months from the first to the last, "YYYY-MM"."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    every = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    return [month for month in every if first <= month <= last]


def papers(documents: Sequence[Row], agencies: Sequence[Row]) -> dict[tuple[str, str, str, date], str]:
    """Address of the signed paper by (state, agency as it is listed, model, day of signing).

    ``documents`` is the table ``agreement_documents``; ``agencies`` are those asked about, each under every
    spelling of its name that the table ``agreements`` keeps.

    >>> from fedlocal.ground.tables import rows
    >>> found = papers(rows("agreement_documents"), rows("agreements"))
    >>> found["AK", "Kodiak Police Department", "wso", date(2020, 7, 20)].endswith(".pdf")
    True
    """
    asked = {agency["agency_id"]: agency for agency in agencies}
    return {
        (agency["state_abbr"], name, row["model"], row["signed"]): row["url"]
        for row in documents
        if (agency := asked.get(row["agency_id"]))
        for name in {agency["agency"], *agency["agency_as_published"].split(";")}
    }
