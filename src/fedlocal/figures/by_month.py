"""Growth: agreements by month and model, as stacked areas."""

from __future__ import annotations

import pandas as pd

from ..agreements import later_count, stock
from ..charts import ORDER, stacked
from ..county_months import snapshots
from ..formats import day_name, month_name, number, share
from ..pictures import Picture, source_line
from ..tables import load
from ..vocabulary import MODELS


def growth() -> Picture:
    """Agreements on ICE's list by month and model, January 2021 to the latest list; counts.

    >>> growth().rows[0]
    ['January 2021', '72', '76', '0', '148']
    """
    monthly = load("agreements_monthly")
    table = stock(monthly)
    first, last = table.iloc[0], table.iloc[-1]
    before = table.loc[:"2025-01"].iloc[-1]
    takeaway = (
        f"From {number(before.sum())} agreements in {month_name(before.name)} to {number(last.sum())} in "
        f"{month_name(last.name)}. The task force model went from none to {share(last['tfm'], last.sum())} of all."
    )
    return Picture(
        svg=stacked(table, size=(760, 380)), title="287(g) agreements on ICE’s list, by model", takeaway=takeaway,
        alt=f"Stacked areas by month. The total stays between {number(before.sum())} and {number(first.sum())} from 2021 to "
            f"January 2025, then climbs steeply to {number(last.sum())}; most of the climb is the task force model.",
        source=source_line("agreements_monthly", note=f"An agency can hold up to three agreements. No list was kept for June 2026.{_later(monthly)}"),
        head=["Month", "Jail (JEM)", "Warrant service (WSO)", "Task force (TFM)", "All"],
        rows=[[month_name(month), *_counts(row)] for month, row in table.iterrows()],
        caption="Agreements listed at the end of each month", numeric=[1, 2, 3, 4],
    )


def _later(monthly: pd.DataFrame) -> str:
    """A newer count than our last list, with who made it; "" when there is none."""
    row = later_count(load("agreement_counts"), snapshots(monthly).iloc[-1])
    if row is None:
        return ""
    by_model = ", ".join(f"{MODELS[model]} {number(getattr(row, model))}" for model in ORDER)
    return f" A newer count: {number(row.agreements)} on {day_name(row.date.date())} ({by_model}); source: {row.source}."


def _counts(row: pd.Series) -> list[str]:
    if row.isna().all():
        return ["no list"] * 4
    return [number(row[model]) for model in ORDER] + [number(row.sum())]
