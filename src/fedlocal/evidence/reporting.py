"""Crimes reported to police: groups of victims in one year, and the 22 largest states, each with what
chance allows."""

from __future__ import annotations

from collections.abc import Mapping

from ..drawing.pictures import Picture, source_line
from ..ground.formats import number
from ..ground.places import home_state
from ..ground.tables import rows
from .charts import Row, intervals
from .studies import gap, interval

GROUPS = ("All victims", "White", "Black", "Hispanic")


def reporting() -> Picture:
    """Share of violent crimes reported to police in 2022 by origin of the victim, in percent, with 95%
    confidence intervals.

    >>> reporting().rows[3][:2]
    ['Hispanic', '45.6']
    """
    victims = {
        row["victims"]: row
        for row in rows("reporting_rates")
        if row["survey"] == "nation" and row["period"] == "2022"
    }
    lines = [_row(name, victims[name]) for name in GROUPS]
    hispanic, white = victims["Hispanic"], victims["White"]
    found = gap(hispanic["percent"], hispanic["standard_error"], white["percent"], white["standard_error"])
    zero = "It leaves out zero."
    if not found.clear:
        zero = "Zero lies inside: the survey shows no clear gap, either way."
    takeaway = (
        f"Hispanic victims reported {number(hispanic['percent'], 1)} percent of violent crimes, White victims"
        f" {number(white['percent'], 1)}. The gap of {number(found.value, 1)} points has a 95% "
        f"confidence interval from {_signed(found.low)} to {_signed(found.high)}."
        f" {zero}"
    )
    return Picture(
        svg=intervals(
            lines,
            "Percent of violent victimizations reported to police, 2022",
            [30, 35, 40, 45, 50, 55, 60],
            left=110,
        ),
        width=620,
        title="A gap that cannot be told from zero",
        takeaway=takeaway,
        alt="Dots with bars for the 95% confidence intervals. "
        + " ".join(f"{line.label} {line.text}." for line in lines),
        source=source_line(
            "reporting_rates",
            note=(
                "White and Black leave out Hispanic origin. A hollow dot has no standard error in our files."
                " The survey asks about citizenship, not about legal status."
            ),
        ),
        head=["Victims", "Reported (percent)", "Standard error (points)", "95% confidence interval"],
        rows=[
            [
                name,
                number(victims[name]["percent"], 1),
                _blank(victims[name]["standard_error"], 2),
                line.text.partition(" (")[2].rstrip(")") or "not in our files",
            ]
            for name, line in zip(GROUPS, lines, strict=True)
        ],
        caption="Violent victimizations reported to police, 2022",
        numeric=[1, 2, 3],
    )


def _row(name: str, cells: Mapping) -> Row:
    if cells["standard_error"] is None:
        return Row(name, cells["percent"], text=f"{number(cells['percent'], 1)}, no interval")
    low, high = interval(cells["percent"], cells["standard_error"])
    return Row(
        name,
        cells["percent"],
        low,
        high,
        f"{number(cells['percent'], 1)} ({number(low, 1)} to {number(high, 1)})",
        strong=name == "Hispanic",
    )


def reporting_by_state(state: str | None = None) -> Picture:
    """The same share in the 22 largest states, 2017 to 2019, with published 95% confidence intervals; one may
    stand out.

    ``state`` is a code such as ``"TX"``; without one, it is that of the place that was set, if it is among
    the 22.

    >>> reporting_by_state("TX").rows[0][0], len(reporting_by_state().rows)
    ('Massachusetts', 22)
    """
    state = state or home_state()
    names = {row["state_abbr"]: row["state"] for row in rows("states")}
    violent = [
        row for row in rows("reporting_rates") if row["survey"] == "states" and row["crime"] == "violent"
    ]
    nation = next(row for row in violent if row["area"] == "US")
    states = sorted((row for row in violent if row is not nation), key=lambda row: -row["percent"])
    within = [row for row in states if row["low"] <= nation["percent"] <= row["high"]]
    outside = [names[row["area"]] for row in states if row not in within]
    lines = [
        Row(
            names[row["area"]],
            row["percent"],
            row["low"],
            row["high"],
            f"{number(row['percent'], 1)} ({number(row['low'], 0)} to {number(row['high'], 0)})",
            strong=row["area"] == state,
        )
        for row in states
    ]
    best, worst = lines[0], lines[-1]
    takeaway = (
        f"From {best.label} ({number(best.value, 1)} percent) to {worst.label} ({number(worst.value, 1)}),"
        f" the list looks like a ranking. But the intervals of {len(within)} of 22 states take in the"
        f" nation’s {number(nation['percent'], 1)} percent"
        + (
            f"; only {' and '.join(outside)} {'lies' if len(outside) == 1 else 'lie'} outside."
            if outside
            else "."
        )
        + " Most ranks are not differences; and of 22 such intervals, about one misses by chance."
    )
    return Picture(
        svg=intervals(
            lines,
            "Percent of violent victimizations reported to police, 2017 to 2019; dashed: the nation",
            [20, 30, 40, 50, 60, 70, 80],
            line=nation["percent"],
        ),
        width=620,
        title="Twenty-two states, one ranking that is not",
        takeaway=takeaway,
        alt=(
            f"Dots with bars for 95% confidence intervals, 22 states from {best.label} {best.text} down to"
            f" {worst.label} {worst.text}; a dashed line marks the nation."
        ),
        source=source_line(
            "reporting_rates",
            note=(
                "The intervals are the publisher’s. Three years together; smaller states are not in the"
                " report."
            ),
        ),
        head=["State", "Reported (percent)", "Standard error (points)", "From", "To"],
        rows=[
            [
                names[row["area"]],
                number(row["percent"], 1),
                number(row["standard_error"], 2),
                number(row["low"], 1),
                number(row["high"], 1),
            ]
            for row in states
        ],
        caption=(
            "Violent victimizations reported to police by state, 2017 to 2019, with 95% confidence intervals"
        ),
        numeric=[1, 2, 3, 4],
    )


def _signed(value: float) -> str:
    return number(value, 1).replace("-", "−")


def _blank(value: float | None, digits: int) -> str:
    return "not in our files" if value is None else number(value, digits)
