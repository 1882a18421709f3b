"""Growth: agreements by month and model, as stacked areas. Where the agreements are, and what a state's
law does to their number. The agencies: how many agreements each holds, and what kinds have signed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from ..drawing.bar_chart import Bar, Bracket, bar_chart
from ..drawing.guess_marks import in_table, in_words
from ..drawing.line_chart import line_chart
from ..drawing.maps import state_map
from ..drawing.pictures import Picture, source_line
from ..drawing.stacked_chart import ORDER, Stock, stacked
from ..drawing.svg import drawing
from ..ground.formats import day_name, month_name, number, plural, share
from ..ground.tables import keyed, rows
from ..ground.vocabulary import MODELS
from .by_county import months, snapshots
from .chart_events import in_words as events_in_words
from .chart_events import no_list, of_program, of_state
from .counts import Row, by_state, held, later_count, latest, stock, total

BEFORE = "2025-01"  # the month from which the number of agreements grows
# The level of a kind of agency that is not local; "muted" has some of the state and some of a place.
LEVEL_OF = {"state_agency": "state", "campus_or_school": "muted", "prosecutor": "muted", "other": "muted"}


def growth(guess: float | None = None) -> Picture:
    """Agreements on ICE's list by month and model, January 2021 to the latest list; counts. A ``guess`` of
    the last one is drawn into it.

    >>> growth().rows[0]
    ['January 2021', '72', '76', '0', '148']
    """
    monthly = rows("agreements_monthly")
    table = stock(monthly)
    last, counts = latest(table)
    first, before, now = total(table[min(table)]), total(table[BEFORE]), total(counts)
    takeaway = (
        f"From {number(before)} agreements in {month_name(BEFORE)} to {number(now)} in"
        f" {month_name(last)}. The task force model went from none to {share(counts['tfm'], now)} of all."
    )
    return Picture(
        svg=stacked(table, size=(760, 400), events=of_program(), guess=guess),
        title="287(g) agreements on ICE’s list, by model",
        takeaway=takeaway,
        alt=(
            f"Stacked areas by month. The total stays between {number(before)} and"
            f" {number(first)} from 2021 to January 2025, then climbs steeply to {number(now)};"
            f" most of the climb is the task force model. {events_in_words(of_program())}"
            f" {no_list(table)}{in_words(guess)}"
        ),
        source=source_line(
            "agreements_monthly",
            "program_timeline",
            note=f"An agency can hold up to three agreements. {no_list(table)}{_later(monthly)}",
        ),
        head=["Month", "Jail (JEM)", "Warrant service (WSO)", "Task force (TFM)", "All"],
        rows=[
            *([month_name(month), *_counts(counts)] for month, counts in table.items()),
            *in_table(guess, 5, 4),
        ],
        caption="Agreements listed at the end of each month",
        numeric=[1, 2, 3, 4],
    )


def _later(monthly: Sequence[Row]) -> str:
    """A newer count than our last list, with who made it; "" when there is none."""
    row = later_count(rows("agreement_counts"), snapshots(monthly)[-1])
    if row is None:
        return ""
    by_model = ", ".join(f"{MODELS[model]} {number(row[model])}" for model in ORDER)
    return (
        f" A newer count: {number(row['agreements'])} on {day_name(row['date'])} ({by_model});"
        f" source: {row['source']}."
    )


def _counts(counts: dict[str, int] | None) -> list[str]:
    if counts is None:
        return ["no list"] * 4
    return [number(counts[model]) for model in ORDER] + [number(total(counts))]


def where(month: str | None = None, model: str | None = None) -> Picture:
    """A map of the states shaded by agreements on the list of one month (the latest by default).

    >>> where().title
    'Where the agreements are'
    """
    monthly = rows("agreements_monthly")
    month = month or months(monthly)[-1]
    counts = by_state(monthly, month, model)
    names = keyed("states", "state_abbr")
    listed = [(code, names[code]["state"], count) for code, count in counts.items() if count]
    top, everything = listed[:5], sum(counts.values())
    (_, first, most), (_, second, next_most) = top[:2]
    takeaway = (
        f"{first} ({number(most)}) and {second} ({number(next_most)}) together hold"
        f" {share(most + next_most, everything)} of all {number(everything)}; the first five states hold"
        f" {share(sum(count for *_, count in top), everything)}."
    )
    outside = [state for code, state, _ in listed if code in ("GU", "MP", "PR", "VI", "AS")]
    return Picture(
        width=900,
        svg=state_map(counts, model),
        title="Where the agreements are",
        takeaway=takeaway,
        alt=f"Map of the states in {month_name(month)}. Largest: "
        + ", ".join(f"{state} {number(count)}" for _, state, count in top)
        + ".",
        source=source_line(
            "agreements_monthly",
            "state_shapes",
            note=f"Also on the list, not on the map: {', '.join(outside)}." if outside else "",
        ),
        head=["State", "Agreements"],
        rows=[[state, number(count)] for _, state, count in listed],
        caption=f"Agreements by state, {month_name(month)}",
        numeric=[1],
    )


def four_states() -> Picture:
    """Florida, Texas, Maryland and Virginia since January 2025, with the law that shows in each; counts of
    agreements.

    >>> four_states().head
    ['Month', 'Florida', 'Texas', 'Maryland', 'Virginia']
    """
    names = {"FL": "Florida", "TX": "Texas", "MD": "Maryland", "VA": "Virginia"}
    tables = {state: _since_2025(stock(rows("agreements_monthly"), state)) for state in names}
    florida, maryland = tables["FL"], tables["MD"]
    first, last = min(florida), max(florida)
    return Picture(
        svg=_small_multiples(tables, names),
        title="Four states, four stories",
        takeaway=(
            "Florida, where a 2025 law tightened the duty of jails to sign, reached"
            f" {_count(florida['2025-12'])} by December 2025 and has {_count(florida[last])} now. Texas"
            f" climbed before and after its law took force. Maryland’s went to {_count(maryland[last])}"
            " after its ban. Virginia’s state agencies left and local ones stayed."
        ),
        alt="Four small line charts on separate scales. "
        + " ".join(
            f"{names[state]}: {_count(counts[first])} to {_count(counts[last])}."
            for state, counts in tables.items()
        )
        + f" {events_in_words([event for state in names for event in of_state(state)])} {no_list(florida)}",
        source=source_line("agreements_monthly", "state_marks", note="Each chart has its own scale."),
        head=["Month", *names.values()],
        rows=[
            [month_name(month), *(_count(counts[month]) for counts in tables.values())] for month in florida
        ],
        caption="Agreements listed at the end of each month",
        numeric=[1, 2, 3, 4],
    )


def _since_2025(table: Stock) -> dict[str, int | None]:
    """Agreements of all models by month since January 2025; None for a month without a list."""
    return {month: total(counts) if counts else None for month, counts in table.items() if month >= BEFORE}


def _count(count: int | None) -> str:
    return "no list" if count is None else number(count)


def _small_multiples(tables: dict[str, dict[str, int | None]], names: dict[str, str]) -> str:
    """Four charts, two by two; a count stands at the day of its list, a gap at the first of its month."""
    monthly = rows("agreements_monthly")
    days = dict(zip(months(monthly), snapshots(monthly), strict=True))
    charts = []
    for place, (state, table) in enumerate(tables.items()):
        counts = [
            (days.get(month) or datetime.date.fromisoformat(f"{month}-01"), count)
            for month, count in table.items()
        ]
        chart = line_chart(names[state], "Agreements on the list", counts, of_state(state))
        charts.append(f'<g transform="translate({384 * (place % 2)} {284 * (place // 2)})">{chart}</g>')
    return drawing(760, 550, "".join(charts))


def agencies_and_agreements() -> Picture:
    """How many agencies hold one, two or three agreements; counts of agencies.

    >>> [row[0] for row in agencies_and_agreements().rows]
    ['1 agreement', '2 agreements', '3 agreements', 'All']
    """
    sizes = held(rows("agreements"))
    agencies, agreements = len(sizes), sum(sizes)
    counts = {size: sizes.count(size) for size in (1, 2, 3)}
    several = plural(counts[2] + counts[3], "agency", "agencies")
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
            f"{number(agencies)} agencies hold {number(agreements)} agreements:"
            f" {several} signed more than one model."
        ),
        alt=(
            f"Three bars: {counts[1]:,} agencies hold one agreement, {counts[2]:,} hold two, {counts[3]:,}"
            " hold three."
        ),
        source=source_line("agreements"),
        head=["An agency holds", "Agencies", "Agreements"],
        rows=[[plural(n, "agreement"), number(count), number(count * n)] for n, count in counts.items()]
        + [["All", number(agencies), number(agreements)]],
        caption="Agencies by the number of agreements they hold",
        numeric=[1, 2],
    )


def agency_types() -> Picture:
    """What kinds of agency have signed: counts and shares of agencies.

    >>> agency_types().rows[0][0]
    'Sheriff'
    """
    counts = Counter(agency["agency_type"] for agency in rows("agreements"))
    kinds, agencies = counts.most_common(), counts.total()
    names = {
        "municipal_police": "City or town police",
        "state_agency": "State agency",
        "campus_or_school": "Campus or school police",
        "county_jail": "County jail",
        "county_police": "County police",
    }
    labels = [names.get(kind, kind.capitalize()) for kind, _count in kinds]
    svg = bar_chart(
        [
            Bar(label, n, number(n), LEVEL_OF.get(kind, "local"), f"({_at_least_one(n, agencies)})")
            for label, (kind, n) in zip(labels, kinds, strict=True)
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
            f"Sheriffs are {share(counts['sheriff'], agencies)} of the agencies, city and town police "
            f"{share(counts['municipal_police'], agencies)}: this is not a program of sheriffs alone."
        ),
        alt="Bars of agencies by kind: "
        + ", ".join(f"{label} {n:,}" for label, (_, n) in zip(labels, kinds, strict=True))
        + ".",
        source=source_line("agreements", note="The kind of agency is read from its name."),
        head=["Kind of agency", "Agencies", "Share"],
        rows=[[label, number(n), share(n, agencies, 1)] for label, (_, n) in zip(labels, kinds, strict=True)],
        caption="Agencies with at least one agreement, by kind",
        numeric=[1, 2],
    )


def _at_least_one(part: int, whole: int) -> str:
    """A share that never rounds to nothing."""
    return share(part, whole) if part / whole >= 0.005 else "<1%"
