"""Growth: agreements by month and model, as stacked areas."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from ..agreements import stock
from ..look import COLOURS, MODELS, month_name, number, share
from ..pictures import Picture, canvas, source_line, to_svg
from ..tables import load

ORDER = ("jem", "wso", "tfm")  # from the ground up; the newest growth lies on top
HATCHES = {"jem": "///", "wso": "\\\\", "tfm": ""}


def growth() -> Picture:
    """Agreements on ICE's list by month and model, January 2021 to the latest list; counts.

    >>> growth().rows[0]
    ['January 2021', '72', '76', '0', '148']
    """
    table = stock(load("agreements_monthly"))
    first, last = table.iloc[0], table.iloc[-1]
    before = table.loc[:"2025-01"].iloc[-1]
    takeaway = (
        f"From {number(before.sum())} agreements in {month_name(before.name)} to {number(last.sum())} in "
        f"{month_name(last.name)}. The task force model went from none to {share(last['tfm'], last.sum())} of all."
    )
    return Picture(
        svg=stacked(table), title="287(g) agreements on ICE’s list, by model", takeaway=takeaway,
        alt=f"Stacked areas by month. The total stays between {number(before.sum())} and {number(first.sum())} from 2021 to "
            f"January 2025, then climbs steeply to {number(last.sum())}; most of the climb is the task force model.",
        source=source_line("agreements_monthly", note="An agency can hold up to three agreements. No list was kept for June 2026."),
        head=["Month", "Jail (JEM)", "Warrant service (WSO)", "Task force (TFM)", "All"],
        rows=[[month_name(month), *_counts(row)] for month, row in table.iterrows()],
        caption="Agreements listed at the end of each month", numeric=[1, 2, 3, 4],
    )


def _counts(row: pd.Series) -> list[str]:
    if row.isna().all():
        return ["no list"] * 4
    return [number(row[model]) for model in ORDER] + [number(row.sum())]


@lru_cache(maxsize=256)
def _stacked(frozen: tuple, months: tuple, title: str, marked: str, size: tuple) -> str:
    table = pd.DataFrame(frozen, index=list(months), columns=list(ORDER))
    edges = [edge for i in range(len(months)) for edge in (i - 0.5, i + 0.5)]  # a month is a step as wide as itself
    with canvas(*size) as (figure, axes):
        floor = _areas(axes, edges, table)
        _months(axes, months)
        axes.set_ylabel(title)
        axes.set_ylim(0, max(4, floor.max() * 1.08))
        axes.yaxis.set_major_formatter(lambda value, _: number(value) if value == int(value) else "")
        _end_labels(axes, table, len(months) - 0.5)
        if marked in months:
            axes.axvline(months.index(marked), color=COLOURS["ink"], linewidth=1.4, linestyle=(0, (4, 3)))
    return to_svg(figure)


def _areas(axes, edges: list[float], table: pd.DataFrame) -> pd.Series:
    """Draw the areas from the ground up and return their top."""
    floor = pd.Series(0.0, index=table.index)
    for model in ORDER:
        top = floor + table[model]
        axes.fill_between(edges, floor.repeat(2), top.repeat(2), facecolor=COLOURS[model], edgecolor=COLOURS["ground"],
                          hatch=HATCHES[model], linewidth=0.6)
        floor = top
    return floor


def stacked(table: pd.DataFrame, title: str = "Agreements on the list", marked: str = "", size=(900, 400)) -> str:
    """Stacked areas of a stock by month (see :func:`fedlocal.agreements.stock`) as SVG; ``marked`` is a month to mark.

    Drawn once per content and kept, since drawing is what takes time.

    >>> stacked(stock(load("agreements_monthly"), "TX"))[:4]
    '<svg'
    """
    frozen = tuple(map(tuple, table[list(ORDER)].to_numpy()))
    return _stacked(frozen, tuple(table.index), title, marked, size)


def _months(axes, months: tuple) -> None:
    january = [i for i, month in enumerate(months) if month.endswith("-01")]
    axes.set_xticks(january, [months[i][:4] for i in january])
    axes.set_xlim(-0.5, len(months) - 0.5)
    axes.set_xlabel("Month (a year is marked at its January)")


def _end_labels(axes, table: pd.DataFrame, x: float) -> None:
    """Names and last values beside the areas instead of a legend, moved apart where they would collide."""
    last, floor, spots = table.iloc[-1], 0.0, []
    for model in ORDER:
        if last[model]:
            spots.append([model, floor + last[model] / 2])
        floor += last[model]
    gap = axes.get_ylim()[1] * (0.125 if roomy(axes) else 0.085)
    for lower, upper in zip(spots, spots[1:]):
        upper[1] = max(upper[1], lower[1] + gap)
    for model, y in spots:
        text = f"{MODELS[model]}\n{number(last[model])}" if roomy(axes) else f"{model.upper()} {number(last[model])}"
        axes.annotate(text, (x, y), xytext=(10, 0), textcoords="offset points", va="center", linespacing=1.25)


def roomy(axes) -> bool:
    """Whether the names of the models fit beside the chart; otherwise their initials stand there."""
    return axes.figure.get_size_inches()[0] * 72 > 700
