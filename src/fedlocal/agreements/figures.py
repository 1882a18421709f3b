"""Growth: agreements by month and model, as stacked areas. Where the agreements are, and what a state's
law does to their number. The agencies: how many agreements each holds, and what kinds have signed."""

from __future__ import annotations

import pandas as pd

from ..drawing.bar_chart import Bar, Bracket, bar_chart
from ..drawing.line_chart import Event, line_chart
from ..drawing.maps import state_map
from ..drawing.pictures import Picture, source_line
from ..drawing.stacked_chart import ORDER, stacked
from ..drawing.svg import drawing
from ..ground.formats import day_name, month_name, number, plural, share
from ..ground.tables import load
from ..ground.vocabulary import MODELS
from .by_county import snapshots
from .counts import by_state, held, later_count, stock

# The level of a kind of agency that is not local; "muted" has some of the state and some of a place.
LEVEL_OF = {"state_agency": "state", "campus_or_school": "muted", "prosecutor": "muted", "other": "muted"}


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
        f"From {number(before.sum())} agreements in {month_name(before.name)} to {number(last.sum())} in"
        f" {month_name(last.name)}. The task force model went from none to {share(last['tfm'], last.sum())}"
        " of all."
    )
    return Picture(
        svg=stacked(table, size=(760, 380)),
        title="287(g) agreements on ICE’s list, by model",
        takeaway=takeaway,
        alt=(
            f"Stacked areas by month. The total stays between {number(before.sum())} and"
            f" {number(first.sum())} from 2021 to January 2025, then climbs steeply to {number(last.sum())};"
            " most of the climb is the task force model."
        ),
        source=source_line(
            "agreements_monthly",
            note=(
                f"An agency can hold up to three agreements. No list was kept for June 2026.{_later(monthly)}"
            ),
        ),
        head=["Month", "Jail (JEM)", "Warrant service (WSO)", "Task force (TFM)", "All"],
        rows=[[month_name(month), *_counts(row)] for month, row in table.iterrows()],
        caption="Agreements listed at the end of each month",
        numeric=[1, 2, 3, 4],
    )


def _later(monthly: pd.DataFrame) -> str:
    """A newer count than our last list, with who made it; "" when there is none."""
    row = later_count(load("agreement_counts"), snapshots(monthly).iloc[-1])
    if row is None:
        return ""
    by_model = ", ".join(f"{MODELS[model]} {number(getattr(row, model))}" for model in ORDER)
    return (
        f" A newer count: {number(row.agreements)} on {day_name(row.date.date())} ({by_model}); source:"
        f" {row.source}."
    )


def _counts(row: pd.Series) -> list[str]:
    if row.isna().all():
        return ["no list"] * 4
    return [number(row[model]) for model in ORDER] + [number(row.sum())]


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
        f"{states[top.index[0]]} ({number(top.iloc[0])}) and {states[top.index[1]]} ({number(top.iloc[1])})"
        f" together hold {share(top.iloc[:2].sum(), counts.sum())} of all {number(counts.sum())}; the first"
        f" five states hold {share(top.sum(), counts.sum())}."
    )
    listed = counts[counts > 0]
    outside = [states[code] for code in listed.index if code in ("GU", "MP", "PR", "VI", "AS")]
    return Picture(
        width=900,
        svg=state_map(counts, model),
        title="Where the agreements are",
        takeaway=takeaway,
        alt=f"Map of the states in {month_name(month)}. Largest: "
        + ", ".join(f"{states[code]} {number(n)}" for code, n in top.items())
        + ".",
        source=source_line(
            "agreements_monthly",
            "state_shapes",
            note=f"Also on the list, not on the map: {', '.join(outside)}." if outside else "",
        ),
        head=["State", "Agreements"],
        rows=[[states[code], number(n)] for code, n in listed.items()],
        caption=f"Agreements by state, {month_name(month)}",
        numeric=[1],
    )


def four_states() -> Picture:
    """Florida, Texas, Maryland and Virginia since January 2025, with the law that shows in each; counts of
    agreements.

    >>> four_states().head
    ['Month', 'Florida', 'Texas', 'Maryland', 'Virginia']
    """
    monthly = load("agreements_monthly")
    names = {"FL": "Florida", "TX": "Texas", "MD": "Maryland", "VA": "Virginia"}
    tables = {state: stock(monthly, state).sum(axis=1, min_count=1).loc["2025-01":] for state in names}
    months = tables["FL"].index
    florida, maryland = tables["FL"], tables["MD"]
    return Picture(
        svg=_small_multiples(tables, names),
        title="Four states, four stories",
        takeaway=(
            "Florida, where a 2025 law tightened the duty of jails to sign, reached"
            f" {number(florida['2025-12'])} by December 2025 and has {number(florida.iloc[-1])} now. Texas"
            f" climbed before and after its law took force. Maryland’s went to {number(maryland.iloc[-1])}"
            " after its ban. Virginia’s state agencies left and local ones stayed."
        ),
        alt="Four small line charts on separate scales. "
        + " ".join(
            f"{names[state]}: {number(series.iloc[0])} to {number(series.iloc[-1])}."
            for state, series in tables.items()
        ),
        source=source_line("agreements_monthly", "state_marks", note="Each chart has its own scale."),
        head=["Month", *names.values()],
        rows=[
            [
                month_name(month),
                *("no list" if pd.isna(s[month]) else number(s[month]) for s in tables.values()),
            ]
            for month in months
        ],
        caption="Agreements listed at the end of each month",
        numeric=[1, 2, 3, 4],
    )


def _small_multiples(tables: dict[str, pd.Series], names: dict[str, str]) -> str:
    """Four charts, two by two; a count stands at the day of its list."""
    marks, lists = load("state_marks"), load("agreements_monthly").groupby("month")["snapshot_date"].max()
    charts = []
    for place, (state, series) in enumerate(tables.items()):
        days = lists.reindex(series.index).fillna(pd.to_datetime(series.index.to_series()))
        events = [
            Event(mark.date, (day_name(mark.date), " ".join(mark.label.split())))
            for mark in marks[marks["state_abbr"] == state].itertuples()
        ]
        counts = series.set_axis(pd.DatetimeIndex(days))
        chart = line_chart(names[state], "Agreements on the list", counts, events)
        charts.append(f'<g transform="translate({384 * (place % 2)} {284 * (place // 2)})">{chart}</g>')
    return drawing(760, 550, "".join(charts))


def agencies_and_agreements() -> Picture:
    """How many agencies hold one, two or three agreements; counts of agencies.

    >>> [row[0] for row in agencies_and_agreements().rows]
    ['1 agreement', '2 agreements', '3 agreements', 'All']
    """
    agencies = load("agreements")
    counts = held(agencies).value_counts().reindex([1, 2, 3], fill_value=0)
    total, agreements = int(counts.sum()), int((counts * counts.index).sum())
    several = plural(int(counts[2] + counts[3]), "agency", "agencies")
    svg = bar_chart(
        [
            Bar(
                plural(n, "agreement"),
                count,
                plural(count, "agency", "agencies"),
                more=plural(n * count, "agreement"),
                shape=False,
            )
            for n, count in counts.items()
        ],
        "Agencies",
        left=118,
        right=148,
        pitch=52,
        bracket=Bracket(1, 2, (f"{several} signed", "more than one model"), 400),
    )
    return Picture(
        svg=svg,
        title="Agreements are not agencies",
        takeaway=(
            f"{number(total)} agencies hold {number(agreements)} agreements:"
            f" {several} signed more than one model."
        ),
        alt=(
            f"Three bars: {counts[1]:,} agencies hold one agreement, {counts[2]:,} hold two, {counts[3]:,}"
            " hold three."
        ),
        source=source_line("agreements"),
        head=["An agency holds", "Agencies", "Agreements"],
        rows=[[plural(n, "agreement"), number(count), number(count * n)] for n, count in counts.items()]
        + [["All", number(total), number(agreements)]],
        caption="Agencies by the number of agreements they hold",
        numeric=[1, 2],
    )


def agency_types() -> Picture:
    """What kinds of agency have signed: counts and shares of agencies.

    >>> agency_types().rows[0][0]
    'Sheriff'
    """
    counts = load("agreements")["agency_type"].value_counts()
    names = {
        "municipal_police": "City or town police",
        "state_agency": "State agency",
        "campus_or_school": "Campus or school police",
        "county_jail": "County jail",
        "county_police": "County police",
    }
    labels = [names.get(kind, kind.capitalize()) for kind in counts.index]
    svg = bar_chart(
        [
            Bar(label, n, number(n), LEVEL_OF.get(kind, "local"), f"({_at_least_one(n, counts.sum())})")
            for label, (kind, n) in zip(labels, counts.items(), strict=True)
        ],
        "Agencies",
        left=230,
        right=104,
        pitch=32,
        levels=(("local", "local"), ("state", "state"), ("muted", "gray: of no one level")),
    )
    return Picture(
        svg=svg,
        title="Who has signed",
        takeaway=(
            f"Sheriffs are {share(counts['sheriff'], counts.sum())} of the agencies, city and town police "
            f"{share(counts['municipal_police'], counts.sum())}: this is not a program of sheriffs alone."
        ),
        alt="Bars of agencies by kind: "
        + ", ".join(f"{label} {n:,}" for label, n in zip(labels, counts))
        + ".",
        source=source_line("agreements", note="The kind of agency is read from its name."),
        head=["Kind of agency", "Agencies", "Share"],
        rows=[[label, number(n), share(n, counts.sum(), 1)] for label, n in zip(labels, counts)],
        caption="Agencies with at least one agreement, by kind",
        numeric=[1, 2],
    )


def _at_least_one(part: int, whole: int) -> str:
    """A share that never rounds to nothing."""
    return share(part, whole) if part / whole >= 0.005 else "<1%"
