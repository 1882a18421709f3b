"""Federal totals and court files: what a year has, how it differs by file, and how first decisions came
out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

REPATRIATIONS = (
    "dhs_removals",
    "dhs_returns",
)  # together what the department calls repatriations, before and after the expulsions


def deportation_numbers(totals: Sequence[Mapping], measures: Sequence[Mapping], year: int) -> dict[str, int]:
    """Every number of one fiscal year that is called "deportations", by measure, largest first (events).

    ``totals`` and ``measures`` are the rows of ``federal_totals`` and ``measures``. Removals and returns by
    the department are also given together, as ``dhs_repatriations``.

    >>> from fedlocal.ground.tables import rows
    >>> deportation_numbers(rows("federal_totals"), rows("measures"), 2019)
    {'dhs_repatriations': 518308, 'dhs_removals': 347183, 'ice_removals': 267258, 'dhs_returns': 171125,
    'ice_interior_removals': 85958}
    """
    called = {row["measure"] for row in measures if row["deportation"]}
    values = {
        row["measure"]: row["value"]
        for row in totals
        if row["fiscal_year"] == year and row["measure"] in called
    }
    if all(measure in values for measure in REPATRIATIONS):
        values["dhs_repatriations"] = sum(values[measure] for measure in REPATRIATIONS)
    return dict(sorted(values.items(), key=lambda pair: pair[1], reverse=True))


def pending_by_file(court: Sequence[Mapping]) -> dict[int, dict[str, int]]:
    """EOIR's pending cases at the end of each fiscal year, by year and then by the date of the file.

    Both are in order, and a file that has no number for a year has no entry in it. ``court`` are the rows
    of ``court_totals``.

    >>> from fedlocal.ground.tables import rows
    >>> pending_by_file(rows("court_totals"))[2019]
    {'2019-10': 987274, '2021-04-19': 1087201, '2025-07-31': 1331286}
    """
    pending = [
        (int(row["period"].removeprefix("FY")), row["file_date"], row["cases"])
        for row in court
        if row["counted_by"] == "eoir" and row["measure"] == "pending" and row["period"].startswith("FY")
    ]
    by_year: dict[int, dict[str, int]] = defaultdict(dict)
    for year, file, cases in sorted(pending):
        by_year[year][file] = cases
    return dict(by_year)


def first_decisions(outcomes: Sequence[Mapping], year: int) -> list[Mapping]:
    """How one fiscal year's first decisions in immigration court came out: the table's rows, and one for the
    rest.

    ``outcomes`` are the rows of ``court_outcomes``; ``percent`` is of all first decisions. Raises
    :class:`LookupError` for a year that it does not hold.

    >>> from fedlocal.ground.tables import rows
    >>> {row["outcome"]: row["percent"] for row in first_decisions(rows("court_outcomes"), 2025)}
    {'removal_order': 63, 'dropped': 27, 'relief': 5, 'other': 5}
    """
    printed = [row for row in outcomes if row["fiscal_year"] == year]
    if not printed:
        known = ", ".join(str(known) for known in sorted({row["fiscal_year"] for row in outcomes}))
        raise LookupError(f"The table court_outcomes has no fiscal year {year}. It has: {known}.")
    rest = {
        "fiscal_year": year,
        "outcome": "other",
        "label": "Other decisions",
        "leads_to": "",
        "percent": 100 - sum(row["percent"] for row in printed),
        "decisions": printed[0]["decisions"],
        "means": "What is left over: voluntary departure, protection from one country only, and others.",
    }
    return [*printed, rest]
