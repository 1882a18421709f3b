"""The agencies: how many agreements each holds, and what kinds have signed."""

from __future__ import annotations

from ..agreements import held
from ..formats import number, plural, share
from ..palette import COLOURS
from ..pictures import Picture, canvas, source_line, to_svg
from ..tables import load


def agencies_and_agreements() -> Picture:
    """How many agencies hold one, two or three agreements; counts of agencies.

    >>> [row[0] for row in agencies_and_agreements().rows]
    ['1 agreement', '2 agreements', '3 agreements', 'All']
    """
    agencies = load("agreements")
    counts = held(agencies).value_counts().reindex([1, 2, 3], fill_value=0)
    total, agreements = int(counts.sum()), int((counts * counts.index).sum())
    svg = _bars([plural(n, "agreement") for n in counts.index], counts, [plural(int(n), "agency", "agencies") for n in counts], 220)
    return Picture(
        svg=svg, title="Agreements are not agencies",
        takeaway=f"{number(total)} agencies hold {number(agreements)} agreements: {plural(int(counts[2] + counts[3]), 'agency', 'agencies')} "
                 "signed more than one model.",
        alt=f"Three bars: {counts[1]:,} agencies hold one agreement, {counts[2]:,} hold two, {counts[3]:,} hold three.",
        source=source_line("agreements"), head=["An agency holds", "Agencies", "Agreements"],
        rows=[[plural(n, "agreement"), number(count), number(count * n)] for n, count in counts.items()]
             + [["All", number(total), number(agreements)]],
        caption="Agencies by the number of agreements they hold", numeric=[1, 2],
    )


def agency_types() -> Picture:
    """What kinds of agency have signed: counts and shares of agencies.

    >>> agency_types().rows[0][0]
    'Sheriff'
    """
    counts = load("agreements")["agency_type"].value_counts()
    names = {"municipal_police": "City or town police", "state_agency": "State agency", "campus_or_school": "Campus or school police",
             "county_jail": "County jail", "county_police": "County police"}
    labels = [names.get(kind, kind.capitalize()) for kind in counts.index]
    svg = _bars(labels, counts, [f"{number(n)}  ({_at_least_one(n, counts.sum())})" for n in counts], 330)
    return Picture(
        svg=svg, title="Who has signed",
        takeaway=f"Sheriffs are {share(counts['sheriff'], counts.sum())} of the agencies, city and town police "
                 f"{share(counts['municipal_police'], counts.sum())}: this is not a program of sheriffs alone.",
        alt="Bars of agencies by kind: " + ", ".join(f"{label} {n:,}" for label, n in zip(labels, counts)) + ".",
        source=source_line("agreements", note="The kind of agency is read from its name."),
        head=["Kind of agency", "Agencies", "Share"],
        rows=[[label, number(n), share(n, counts.sum(), 1)] for label, n in zip(labels, counts)],
        caption="Agencies with at least one agreement, by kind", numeric=[1, 2],
    )


def _at_least_one(part: int, whole: int) -> str:
    """A share that never rounds to nothing."""
    return share(part, whole) if part / whole >= 0.005 else "<1%"


def _bars(names: list[str], counts, labels: list[str], height: int) -> str:
    with canvas(760, height) as (figure, axes):
        bars = axes.barh(names, counts, color=COLOURS["local"], height=0.66)
        axes.bar_label(bars, labels, padding=6)
        axes.invert_yaxis()
        axes.grid(False)
        axes.set_xlim(0, counts.max() * 1.18)
        axes.set_xlabel("Agencies")
        axes.xaxis.set_major_formatter(lambda value, _: number(value))
        axes.tick_params(axis="y", length=0)
    return to_svg(figure)
