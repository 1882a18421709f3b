"""Small line charts of counts over days as direct SVG, for a row of several: events as upright lines, months
without a list as a band."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..ground.formats import month_name, number
from .palette import COLOURS
from .svg import MARKS, SMALL, level_grid, level_mark, steps, text

WIDTH = 376  # pixels of one chart, which is 264 high
LEFT, RIGHT, TOP, GROUND = 44, 56, 56, 232  # where its plot begins and ends
BAND = "#ECEFF2"

Counts = list[tuple[datetime.date, int | None]]  # by day, in order; None is a gap


@dataclass(frozen=True)
class Event:
    """A day with its words, a line each."""

    day: datetime.date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Days:
    """Where a day lies, in pixels."""

    first: datetime.date
    last: datetime.date

    def x(self, day: datetime.date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first) / (self.last - self.first), 1)


def line_chart(name: str, axis: str, counts: Counts, events: list[Event]) -> str:
    """Counts by day (None is a gap; the first and the last day have a count) as SVG text to stand inside a
    picture, 376 x 264 pixels.

    >>> counts = [(datetime.date(2025, 1, 31), 26), (datetime.date(2025, 2, 28), 36)]
    >>> line_chart("Texas", "Agreements", counts, [])[:5]
    '<text'
    """
    days = _Days(counts[0][0].replace(month=1, day=1), counts[-1][0])
    known = [count for _day, count in counts if count is not None]
    values = steps(max(4, *known) * 1.12)

    def y(value: float) -> float:
        return round(GROUND - value * (GROUND - TOP) / values[-1], 1)

    return "".join(
        [
            text(0, 12, name, size=17, bold=True),
            text(0, 34, axis, size=SMALL, color=COLOURS["muted"]),
            level_grid([value for value in values if value == int(value)], y, LEFT, WIDTH - RIGHT, number),
            _gaps(counts, days),
            _half_years(days),
            *(_event(event, days) for event in events),
            _line(counts, days, y),
            text(WIDTH - RIGHT + 8, y(known[-1]), number(known[-1]), size=16, bold=True),
        ]
    )


def _half_years(days: _Days) -> str:
    parts = []
    for day in _starts_of_half_years(days):
        month, year = _month(day)[:3], f" {day.year}" if day.month == 1 else ""
        parts.append(f'<path d="M{days.x(day)},{GROUND}v6" stroke="{COLOURS["muted"]}"/>')
        parts.append(text(days.x(day), GROUND + 18, month + year, "middle", SMALL))
    return "".join(parts)


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
            start, end = days.x(before), days.x(after)
            middle = (start + end) / 2
            words = text(0, 0, f"no list in {_month(day)}", size=12, color=COLOURS["muted"])
            bands.append(
                f'<rect x="{start:g}" y="{TOP}" width="{end - start:.1f}" height="{GROUND - TOP}"'
                f' fill="{BAND}"/><g transform="translate({middle:g}'
                f' {GROUND - 10}) rotate(-90)">{words}</g>'
            )
    return "".join(bands)


def _event(event: Event, days: _Days) -> str:
    x = days.x(event.day)
    side, step = ("start", 8) if x < (LEFT + WIDTH - RIGHT) / 2 else ("end", -8)
    lines = [
        text(x + step, TOP - 1 + 16 * line, words, side, SMALL, bold=line == 0, halo=True)
        for line, words in enumerate(event.lines)
    ]
    color = COLOURS["state"]
    line = f'<path d="M{x},{TOP - 10}V{GROUND}" stroke="{color}" stroke-width="1.8" stroke-dasharray="5 4"/>'
    return line + level_mark("state", x, TOP - 10) + "".join(lines)


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
        ground = f"L{run[-1][0]:g},{GROUND}H{run[0][0]:g}Z"
        parts.append(f'<path d="M{path}{ground}" fill="{color}" opacity="0.1"/>')
        parts.append(f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2.4"/>')
        parts += [
            f'<path transform="translate({x:g} {height:g}) scale(0.6)" d="{MARKS["dot"]}" fill="{color}"/>'
            for x, height in run
        ]
    return "".join(parts)
