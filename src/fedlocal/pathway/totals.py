"""Federal totals and court files: what a year has, how it differs by file, and how first decisions came
out."""

from __future__ import annotations

import pandas as pd

REPATRIATIONS = (
    "dhs_removals",
    "dhs_returns",
)  # together what the department calls repatriations, before and after the expulsions


def deportation_numbers(totals: pd.DataFrame, measures: pd.DataFrame, year: int) -> pd.Series:
    """Every number of one fiscal year that is called "deportations", largest first (index ``measure``;
    events).

    Removals and returns by the department are also given together, as ``dhs_repatriations``.

    >>> from fedlocal.ground.tables import load
    >>> deportation_numbers(load("federal_totals"), load("measures"), 2019).to_dict()
    {'dhs_repatriations': 518308, 'dhs_removals': 347183, 'ice_removals': 267258, 'dhs_returns': 171125,
    'ice_interior_removals': 85958}
    """
    called = set(measures.loc[measures["deportation"], "measure"])
    here = totals[(totals["fiscal_year"] == year) & totals["measure"].isin(called)].set_index("measure")[
        "value"
    ]
    if set(REPATRIATIONS) <= set(here.index):
        here = pd.concat([here, pd.Series({"dhs_repatriations": here[list(REPATRIATIONS)].sum()})])
    return here.astype(int).sort_values(ascending=False, kind="stable")


def pending_by_file(court: pd.DataFrame) -> pd.DataFrame:
    """EOIR's pending cases at the end of each fiscal year: one row a year, one column a file (by its date);
    gaps are missing.

    >>> from fedlocal.ground.tables import load
    >>> pending_by_file(load("court_totals")).loc[2019].dropna().astype(int).to_dict()
    {'2019-10': 987274, '2021-04-19': 1087201, '2025-07-31': 1331286}
    """
    rows = court[
        (court["counted_by"] == "eoir")
        & (court["measure"] == "pending")
        & court["period"].str.startswith("FY")
    ]
    wide = rows.assign(year=rows["period"].str.removeprefix("FY").astype(int)).pivot(
        index="year", columns="file_date", values="cases"
    )
    return wide.astype("float64").rename_axis(index=None, columns=None)


def first_decisions(outcomes: pd.DataFrame, year: int) -> pd.DataFrame:
    """How one fiscal year's first decisions in immigration court came out: the table's rows, and one for the
    rest.

    ``outcomes`` is the table ``court_outcomes``; ``percent`` is of all first decisions. Raises
    :class:`LookupError` for a year that it does not hold.

    >>> from fedlocal.ground.tables import load
    >>> first_decisions(load("court_outcomes"), 2025).set_index("outcome")["percent"].to_dict()
    {'removal_order': 63, 'dropped': 27, 'relief': 5, 'other': 5}
    """
    here = outcomes[outcomes["fiscal_year"] == year]
    if here.empty:
        known = ", ".join(map(str, sorted(outcomes["fiscal_year"].unique())))
        raise LookupError(f"The table court_outcomes has no fiscal year {year}. It has: {known}.")
    rest = {
        "fiscal_year": year,
        "outcome": "other",
        "label": "Other decisions",
        "leads_to": "",
        "percent": 100 - here["percent"].sum(),
        "decisions": here["decisions"].iloc[0],
        "means": "What is left over: voluntary departure, protection from one country only, and others.",
    }
    return pd.concat([here, pd.DataFrame([rest])], ignore_index=True)
