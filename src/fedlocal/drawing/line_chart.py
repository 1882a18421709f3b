"""Small line charts of counts over days as direct SVG, for a row of several: events as upright lines, months
without a list as a band."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..ground.formats import month_name, number
from .annotations import NO_LIST, Spot, beside, event, gap
from .axes import Plot, level_grid, ticks, time_axis
from .palette import COLOURS
from .svg import MARKS, SMALL, text

PLOT = Plot(width=376, left=44, right=320, top=56, ground=232)  # of one chart, which is 264 high

Counts = list[tuple[datetime.date, int | None]]  # by day, in order; None is a gap


@dataclass(frozen=True)
class Event:
    """A day with its words, a line each, and the level of government that acted."""

    day: datetime.date
    lines: tuple[str, ...]
    level: str = "state"


@dataclass(frozen=True)
class _Days:
    """Where a day lies, in pixels."""

    first: datetime.date
    last: datetime.date

    def x(self, day: datetime.date) -> float:
        return round(PLOT.left + (PLOT.right - PLOT.left) * (day - self.first) / (self.last - self.first), 1)


def line_chart(name: str, axis: str, counts: Counts, events: list[Event]) -> str:
    """Counts by day (None is a gap; the first and the last day have a count) as SVG text to stand inside a
    picture, 376 x 264 pixels.

    >>> counts = [(datetime.date(2025, 1, 31), 26), (datetime.date(2025, 2, 28), 36)]
    >>> line_chart("Texas", "Agreements", counts, [])[:5]
    '<text'
    """
    days = _Days(counts[0][0].replace(month=1, day=1), counts[-1][0])
    known = [count for _day, count in counts if count is not None]
    values = ticks(max(4, *known) * 1.12, most=4, whole=False)

    def y(value: float) -> float:
        return round(PLOT.ground - value * (PLOT.ground - PLOT.top) / values[-1], 1)

    spots = [Spot(days.x(dated.day), dated.lines, dated.level) for dated in events]
    return "".join(
        [
            text(0, 12, name, size=17, bold=True),
            text(0, 34, axis, size=SMALL, color=COLOURS["muted"]),
            level_grid([value for value in values if value == int(value)], y, PLOT.left, PLOT.right, number),
            _gaps(counts, days),
            time_axis(_half_years(days), PLOT.ground),
            *(
                event(spot, words, PLOT.ground)
                for spot, words in zip(spots, beside(spots, PLOT.right + 8, PLOT.top - 1), strict=True)
            ),
            _line(counts, days, y),
            text(PLOT.right + 8, y(known[-1]), number(known[-1]), size=16, bold=True),
        ]
    )


def _half_years(days: _Days) -> Iterator[tuple[float, str]]:
    for day in _starts_of_half_years(days):
        yield days.x(day), _month(day)[:3] + (f" {day.year}" if day.month == 1 else "")


def _starts_of_half_years(days: _Days) -> Iterator[datetime.date]:
    for year in range(days.first.year, days.last.year + 1):
        for month in (1, 7):
            day = datetime.date(year, month, 1)
            if day <= days.last:
                yield day


def _month(day: datetime.date) -> str:
    return month_name(f"{day.year}-{day.month:02}").split()[0]


def _gaps(counts: Counts, days: _Days) -> str:
    """A band from the list before a gap to the list after it, with words up along its middle."""
    bands = []
    for (before, _), (day, count), (after, _) in zip(counts, counts[1:], counts[2:]):
        if count is None:
            words = f"{NO_LIST} in {_month(day)}"
            bands.append(gap(PLOT, days.x(before), days.x(after), words))
    return "".join(bands)


def _line(counts: Counts, days: _Days, y: Callable[[float], float]) -> str:
    runs: list[list[tuple[float, float]]] = [[]]
    for day, count in counts:
        if count is None:
            runs.append([])
        else:
            runs[-1].append((days.x(day), y(count)))
    color, parts = COLOURS["local"], []
    for run in runs:
        path = "L".join(f"{x:g},{height:g}" for x, height in run)
        ground = f"L{run[-1][0]:g},{PLOT.ground}H{run[0][0]:g}Z"
        parts.append(f'<path d="M{path}{ground}" fill="{color}" opacity="0.1"/>')
        parts.append(f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2.4"/>')
        parts += [
            f'<path transform="translate({x:g} {height:g}) scale(0.6)" d="{MARKS["dot"]}" fill="{color}"/>'
            for x, height in run
        ]
    return "".join(parts)
