"""Agreements by county through time: which agency stood on which monthly list, ready to be played as a
map."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..ground.vocabulary import MODELS

AGENCY = ["agency", "county_fips", "county_name"]  # what makes a row of a list one agency


def spans(lifespans: pd.DataFrame, counties: pd.DataFrame, monthly: pd.DataFrame) -> pd.DataFrame:
    """One row a placed agreement that stood on at least one monthly list.

    Columns: ``state_abbr``, ``county_fips``, ``shape_id`` (the outline to shade), ``agency``, ``model``,
    ``date_signed``, and ``start`` and ``end``, the positions (from 0) of the first and the last of
    :func:`months` on which it stood.

    >>> from fedlocal.ground.tables import load
    >>> rows = spans(load("agreement_lifespans"), load("counties"), load("agreements_monthly"))
    >>> bool((rows["start"] <= rows["end"]).all())
    True
    """
    lists = snapshots(monthly)
    placed = lifespans[lifespans["county_fips"].notna()]
    start = lists.searchsorted(placed["first_listed"], side="left")
    end = lists.searchsorted(placed["last_listed"], side="right") - 1
    rows = placed[["state_abbr", "county_fips", "agency", "model", "date_signed"]].assign(
        start=start, end=end
    )
    rows = rows[rows["start"] <= rows["end"]]
    return rows.merge(
        counties[["county_fips", "shape_id"]], on="county_fips", how="left", validate="many_to_one"
    )


def months(monthly: pd.DataFrame) -> list[str]:
    """The months that have a list, oldest first (``YYYY-MM``).

    >>> from fedlocal.ground.tables import load
    >>> months(load("agreements_monthly"))[-2:]
    ['2026-05', '2026-07']
    """
    return sorted(monthly["month"].unique())


def snapshots(monthly: pd.DataFrame) -> pd.Series:
    """The day of the last list of each month, in order.

    >>> from fedlocal.ground.tables import load
    >>> str(snapshots(load("agreements_monthly")).iloc[-1].date())
    '2026-07-24'
    """
    return monthly.groupby("month")["snapshot_date"].max().sort_index().reset_index(drop=True)


def totals(monthly: pd.DataFrame) -> dict[str, list[int]]:
    """Agreements on each monthly list, placed or not: ``{"": all, "jem": ..., "wso": ..., "tfm": ...}``
    (counts).

    >>> from fedlocal.ground.tables import load
    >>> totals(load("agreements_monthly"))[""][-1]
    2179
    """
    wide = monthly.pivot_table(
        index="month", columns="model", values="agreements", aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=list(MODELS), fill_value=0)
    return {"": wide.sum(axis=1).tolist(), **{model: wide[model].tolist() for model in MODELS}}


def counts_in(rows: pd.DataFrame, position: int, model: str = "", by: str = "shape_id") -> pd.Series:
    """Placed agreements per outline (or per ``county_fips``) on one list; ``rows`` from :func:`spans`.

    >>> from fedlocal.ground.tables import load
    >>> rows = spans(load("agreement_lifespans"), load("counties"), load("agreements_monthly"))
    >>> int(counts_in(rows, 65).sum())
    2083
    """
    there = rows[(rows["start"] <= position) & (rows["end"] >= position)]
    if model:
        there = there[there["model"] == model]
    return there.groupby(by).size()


def listed(lifespans: pd.DataFrame, monthly: pd.DataFrame, month: str, state: str) -> pd.DataFrame:
    """The agencies of one state on the list of one month, by name: ``agency``, ``county_fips``,
    ``county_name``, ``models`` (a list), ``signed`` (their days of signing, in the same order) and ``since``
    (the first day on which we saw it listed; missing when it stood on our first list already).

    >>> from fedlocal.ground.tables import load
    >>> listed(load("agreement_lifespans"), load("agreements_monthly"), "2026-01",
    ...     "MD")["agency"].is_monotonic_increasing
    True
    """
    day = snapshots(monthly)[months(monthly).index(month)]
    here = lifespans[
        (lifespans["state_abbr"] == state)
        & (lifespans["first_listed"] <= day)
        & (lifespans["last_listed"] >= day)
    ]
    rank = here["model"].map(list(MODELS).index)
    rows = here.assign(since=here["first_listed"].where(~here["left_censored"]), rank=rank).sort_values(
        [*AGENCY, "rank"]
    )
    first = ~rows.duplicated(AGENCY)
    begins = np.flatnonzero(first)[1:]
    models, since = (
        [part for part in np.split(rows[column].to_numpy(), begins) if len(part)]
        for column in ("model", "since")
    )
    days, ends = rows["date_signed"].tolist(), [*begins, len(rows)]
    found = rows.loc[first, AGENCY].reset_index(drop=True)
    return found.assign(
        models=[part.tolist() for part in models],
        signed=[days[start:end] for start, end in zip([0, *begins], ends, strict=True) if end],
        since=pd.Series([part.min() for part in since], dtype=rows["since"].dtype),
    )
