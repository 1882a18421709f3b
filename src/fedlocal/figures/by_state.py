"""Where the agreements are, and what a state's law does to their number."""

from __future__ import annotations

import pandas as pd

from ..agreements import by_state, stock
from ..formats import month_name, number, share
from ..maps import state_map
from ..palette import COLOURS
from ..pictures import Picture, canvas, source_line, to_svg
from ..tables import load


def where(month: str | None = None, model: str | None = None) -> Picture:
    """A map of the states shaded by agreements on the list of one month (the latest by default).

    >>> where().title
    'Where the agreements are'
    """
    monthly = load("agreements_monthly")
    month = month or monthly["month"].max()
    counts = by_state(monthly, month, model)
    states = load("states").set_index("state_abbr")["state"]
    top = counts.head(5)
    takeaway = (
        f"{states[top.index[0]]} ({number(top.iloc[0])}) and {states[top.index[1]]} ({number(top.iloc[1])}) together hold "
        f"{share(top.iloc[:2].sum(), counts.sum())} of all {number(counts.sum())}; the first five states hold {share(top.sum(), counts.sum())}."
    )
    listed = counts[counts > 0]
    outside = [states[code] for code in listed.index if code in ("GU", "MP", "PR", "VI", "AS")]
    return Picture(
        width=900, svg=state_map(counts, model), title="Where the agreements are", takeaway=takeaway,
        alt=f"Map of the states in {month_name(month)}. Largest: " + ", ".join(f"{states[code]} {number(n)}" for code, n in top.items()) + ".",
        source=source_line("agreements_monthly", "state_shapes", note=f"Also on the list, not on the map: {', '.join(outside)}." if outside else ""),
        head=["State", "Agreements"], rows=[[states[code], number(n)] for code, n in listed.items()],
        caption=f"Agreements by state, {month_name(month)}", numeric=[1],
    )


def four_states() -> Picture:
    """Florida, Texas, Maryland and Virginia since January 2025, with the law that shows in each; counts of agreements.

    >>> four_states().head
    ['Month', 'Florida', 'Texas', 'Maryland', 'Virginia']
    """
    monthly = load("agreements_monthly")
    names = {"FL": "Florida", "TX": "Texas", "MD": "Maryland", "VA": "Virginia"}
    tables = {state: stock(monthly, state).sum(axis=1, min_count=1).loc["2025-01":] for state in names}
    with canvas(760, 520, rows=2, columns=2) as (figure, axes):
        for axis, (state, series) in zip(axes.flat, tables.items(), strict=True):
            _one_state(axis, names[state], series, load("state_marks").query("state_abbr == @state"))
        for row in axes:
            row[0].set_ylabel("Agreements on the list")
    months = tables["FL"].index
    florida, maryland = tables["FL"], tables["MD"]
    return Picture(
        svg=to_svg(figure), title="Four states, four stories",
        takeaway=f"Florida, where a 2025 law tightened the duty of jails to sign, reached {number(florida['2025-12'])} by December 2025 and has "
                 f"{number(florida.iloc[-1])} now. Texas climbed before and after its law took force. Maryland’s went to "
                 f"{number(maryland.iloc[-1])} after its ban. Virginia’s state agencies left and local ones stayed.",
        alt="Four small line charts on separate scales. " + " ".join(
            f"{names[state]}: {number(series.iloc[0])} to {number(series.iloc[-1])}." for state, series in tables.items()),
        source=source_line("agreements_monthly", "state_marks", note="Each chart has its own scale."),
        head=["Month", *names.values()],
        rows=[[month_name(month), *("no list" if pd.isna(s[month]) else number(s[month]) for s in tables.values())] for month in months],
        caption="Agreements listed at the end of each month", numeric=[1, 2, 3, 4],
    )


def _one_state(axis, name: str, series: pd.Series, marks: pd.DataFrame) -> None:
    months = list(series.index)
    axis.plot(range(len(months)), series, color=COLOURS["local"], linewidth=2.2, marker="o", markersize=3.5)
    axis.set_title(name, loc="left", fontweight="bold", fontsize=13)
    axis.set_ylim(0, max(10, series.max() * 1.45))
    axis.set_xlim(-0.6, len(months) + 0.4)
    years = [i for i, month in enumerate(months) if month.endswith("-01")]
    axis.set_xticks(years, [months[i][:4] for i in years])
    for mark in marks.itertuples():
        x = months.index(str(mark.date)[:7])
        axis.axvline(x, color=COLOURS["state"], linewidth=1.4, linestyle=(0, (4, 3)))
        side = "left" if x < len(months) / 2 else "right"
        axis.annotate(mark.label, (x, axis.get_ylim()[1] * 0.985), xytext=(4 if side == "left" else -4, 0), textcoords="offset points",
                      ha=side, va="top", fontsize=10.5, color=COLOURS["ink"])
    axis.annotate(number(series.iloc[-1]), (len(months) - 1, series.iloc[-1]), xytext=(4, 6), textcoords="offset points", ha="right", fontweight="bold")
