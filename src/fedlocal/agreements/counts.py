"""Counting 287(g) agreements: by month, model, state and county. Agreements are not agencies: one may hold
three."""

from __future__ import annotations

import pandas as pd

from ..ground.vocabulary import MODELS

SIGNED = {model: f"signed_{model}" for model in MODELS}


def stock(monthly: pd.DataFrame, state: str | None = None) -> pd.DataFrame:
    """Agreements on ICE's list at the end of each month: one row a month, one column a model (counts).

    ``monthly`` is the table ``agreements_monthly``; a month with no list (June 2026) is a row of missing
    values, a state with none is a row of zeros.

    >>> from fedlocal.ground.tables import load
    >>> int(stock(load("agreements_monthly")).loc["2024-12"].sum())
    135
    """
    listed = sorted(monthly["month"].unique())
    every = list(pd.period_range(listed[0], listed[-1], freq="M").strftime("%Y-%m"))
    part = monthly if state is None else monthly[monthly["state_abbr"] == state]
    wide = part.groupby(["month", "model"])["agreements"].sum().unstack()  # half the time of a pivot table
    return wide.reindex(index=listed, columns=list(MODELS)).fillna(0).reindex(every)


def by_state(monthly: pd.DataFrame, month: str, model: str | None = None) -> pd.Series:
    """Agreements per state (index ``state_abbr``) on the list of one month, largest first.

    Raises :class:`ValueError` for a month without a list.

    >>> from fedlocal.ground.tables import load
    >>> by_state(load("agreements_monthly"), "2026-07").index[0]
    'TX'
    """
    part = monthly[monthly["month"] == month]
    if part.empty:
        raise ValueError(
            f"There is no list for {month}. Lists run from {monthly['month'].min()} to"
            f" {monthly['month'].max()}."
        )
    if model:
        part = part[part["model"] == model]
    return part.groupby("state_abbr")["agreements"].sum().sort_values(ascending=False, kind="stable")


def models_of(agency) -> list[str]:
    """The models that one agency (a row of ``agreements``) holds.

    >>> from fedlocal.ground.tables import load
    >>> models_of(next(load("agreements").itertuples())) != []
    True
    """
    return [model for model, column in SIGNED.items() if not pd.isna(getattr(agency, column))]


def held(agreements: pd.DataFrame) -> pd.Series:
    """How many agreements each agency holds (1 to 3), in the order of the table.

    >>> from fedlocal.ground.tables import load
    >>> int(held(load("agreements")).sum())
    2179
    """
    return agreements[list(SIGNED.values())].notna().sum(axis=1)


def in_county(agreements: pd.DataFrame, county_fips: str) -> pd.DataFrame:
    """The agencies that are placed in one county, by name; empty when none is.

    >>> from fedlocal.ground.tables import load
    >>> in_county(load("agreements"), "12086").empty
    False
    """
    return agreements[agreements["county_fips"] == county_fips].sort_values("agency")


def mapped(agreements: pd.DataFrame) -> tuple[int, int]:
    """Agencies with a county, and all agencies: "mapped N of M".

    >>> from fedlocal.ground.tables import load
    >>> found, all_ = mapped(load("agreements"))
    >>> found < all_
    True
    """
    return int(agreements["county_fips"].notna().sum()), len(agreements)


def later_count(counts: pd.DataFrame, day: pd.Timestamp):
    """The newest count by model that somebody made after ``day`` (a row of ``agreement_counts``); None
    without one.

    >>> from fedlocal.ground.tables import load
    >>> row = later_count(load("agreement_counts"), pd.Timestamp("2020-01-01"))
    >>> bool(row.agreements == row.jem + row.wso + row.tfm)
    True
    """
    found = counts[(counts["date"] > day) & counts[list(MODELS)].notna().all(axis=1)].sort_values("date")
    return next(found.tail(1).itertuples(), None)


def papers(documents: pd.DataFrame, agreements: pd.DataFrame) -> dict[tuple, str]:
    """Address of the signed paper by (state, agency as it is listed, model, day of signing).

    ``documents`` is the table ``agreement_documents``; ``agreements`` are the agencies asked about, each
    under every spelling of its name that the table of this name keeps.

    >>> from fedlocal.ground.tables import load
    >>> found = papers(load("agreement_documents"), load("agreements"))
    >>> found["AK", "Kodiak Police Department", "wso", pd.Timestamp("2020-07-20")].endswith(".pdf")
    True
    """
    listed = zip(
        *(agreements[column] for column in ("agency_id", "state_abbr", "agency", "agency_as_published")),
        strict=True,
    )
    names = {id_: (state, {agency, *published.split(";")}) for id_, state, agency, published in listed}
    kept = documents[documents["agency_id"].isin(names)]
    return {
        (names[id_][0], name, model, signed): url
        for id_, model, signed, url in zip(
            *(kept[column] for column in ("agency_id", "model", "signed", "url")), strict=True
        )
        for name in names[id_][1]
    }


def covered(documents: pd.DataFrame, agreements: pd.DataFrame) -> tuple[int, int]:
    """Agreements on the list whose signed paper an archive keeps, and all agreements.

    >>> from fedlocal.ground.tables import load
    >>> found, all_ = covered(load("agreement_documents"), load("agreements"))
    >>> 0 < found < all_
    True
    """
    signatures = {
        (id_, model, day)
        for model, column in SIGNED.items()
        for id_, day in zip(agreements["agency_id"], agreements[column], strict=True)
        if not pd.isna(day)
    }
    kept = set(zip(documents["agency_id"], documents["model"], documents["signed"], strict=True))
    return len(signatures & kept), len(signatures)
