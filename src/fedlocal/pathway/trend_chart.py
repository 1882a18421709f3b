"""One measure through time as a small direct SVG: one group in front, the others in grey, with breaks and
partial months marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..drawing import axes
from ..drawing.annotations import BAND, Spot, beside, event
from ..drawing.guess_marks import highest, hollow_point
from ..drawing.palette import COLOURS
from ..drawing.svg import drawing, text
from ..drawing.values import Value, values
from ..ground.formats import month_name, number
from .trends import Point

PLOT = axes.Plot(width=340, left=52, right=324, top=60, ground=250)
HEIGHT, LETTERS, SIGN = 280, 12.5, 12
BEHIND = "#8A97A3"
FEW = 10  # so few periods get a point and a name each


@dataclass(frozen=True)
class Plot:
    """The scales of one panel: periods from left to right, values of one measure from the ground up."""

    measure: str
    x: dict[str, float]  # the pixel of each period
    top: float

    def y(self, value: float) -> float:
        """The pixel of a value."""
        return round(PLOT.ground - value * (PLOT.ground - PLOT.top) / self.top, 1)

    def at(self, point: Point) -> tuple[float, float]:
        """The pixels of a point: how far to the right, how far down."""
        return self.x[point.period], self.y(getattr(point, self.measure))


def panel(
    points: Sequence[Point],
    measure: str,
    group: str,
    compared: tuple[str, str],
    marks: list[dict],
    digits: int,
    unit: str = "",
    alt: str = "",
    guess: float | None = None,
) -> str:
    """A panel as SVG text. ``points`` come from :mod:`fedlocal.pathway.trends`; ``measure`` is ``count``,
    ``share`` or ``rate``.

    ``compared`` are the two periods whose values are written on it; ``marks`` are rows of ``trend_marks``;
    ``unit`` follows a number. With ``alt`` the chart is live: each period tells the value of the group in
    front. ``guess`` is what a learner said of the second period compared.

    >>> from fedlocal.ground.tables import rows
    >>> from fedlocal.pathway.trends import bookins
    >>> panel(bookins(rows("bookins_monthly")), "count", "ice", ("2025-01", "2026-03"), [], 0)[:4]
    '<svg'
    """
    heights = [getattr(point, measure) for point in points]
    if measure == "rate":
        heights += [max(point.interval) for point in points if point.interval]
    steps = axes.ticks(highest(guess, max(heights)), most=4, whole=False)
    plot = Plot(measure, _pixels({point.period for point in points}), steps[-1])
    lines: dict[str, list[Point]] = {}
    for point in points:
        lines.setdefault(point.group, []).append(point)
    front = lines.pop(group)
    parts = [
        _marks(plot, marks),
        _axes(plot, steps, unit),
        *(_line(plot, lines[name], BEHIND, 1.1) for name in sorted(lines)),
    ]
    parts += [
        _line(plot, front, COLOURS["federal"], 2.6),
        _points(plot, front, digits, unit, compared),
    ]
    if guess is not None:
        found = next(at for at in front if at.period == compared[1])
        parts.append(_guessed(plot, found, guess, unit))
    if alt:
        periods = [_value(plot, point, digits, unit) for point in front]
        parts.append(values(periods, PLOT))
    return drawing(PLOT.width, HEIGHT, "".join(parts), LETTERS, alt=alt)


def _guessed(plot: Plot, found: Point, guess: float, unit: str) -> str:
    """A guess as a hollow point over the period that it is about, its words clear of those of the number."""
    x, y = plot.at(found)
    height = plot.y(min(guess, plot.top))
    near = y - 34 < height < y + 5
    return hollow_point(guess, x, height, unit, words_at=y - 32 if near else height, beyond=guess > plot.top)


def _value(plot: Plot, point: Point, digits: int, unit: str) -> Value:
    when = month_name(point.period) if "-" in point.period else point.period
    part = " (part of a month)" if point.partial else ""
    return Value(*plot.at(point), f"{when}{part}: {number(getattr(point, plot.measure), digits)}{unit}")


def _pixels(periods: set[str]) -> dict[str, float]:
    last = max(len(periods) - 1, 1)
    return {
        period: round(PLOT.left + place * (PLOT.right - PLOT.left) / last, 1)
        for place, period in enumerate(sorted(periods))
    }


def _axes(plot: Plot, steps: list[float], unit: str) -> str:
    decimals = max(len(str(value).partition(".")[2]) for value in steps)
    few = len(plot.x) <= FEW
    named = [period for period in plot.x if few or period.endswith("-01")]
    every = 1 if few or len(named) <= 5 else 2
    marks = [
        (plot.x[period], "" if (len(named) - 1 - place) % every else period[:4])
        for place, period in enumerate(named)
    ]
    return axes.level_grid(
        steps, plot.y, PLOT.left, PLOT.right, lambda value: f"{number(value, decimals)}{unit}", LETTERS
    ) + axes.time_axis(marks, PLOT.ground, LETTERS)


def _marks(plot: Plot, marks: list[dict]) -> str:
    """Bands, dashed lines and events behind the plot, each with its letter on top; a partial month has only
    its letter."""
    parts = []
    for mark in marks:
        left, right = plot.x[max(mark["start"], min(plot.x))], plot.x[min(mark["end"], max(plot.x))]
        band = mark["kind"] == "definition" and right > left
        if band:
            parts.append(
                f'<rect x="{left}" y="{PLOT.top - 8}" width="{round(right - left, 1)}"'
                f' height="{PLOT.ground - PLOT.top + 8}" fill="{BAND}"/>'
            )
        elif mark["kind"] == "break":
            parts.append(
                f'<path d="M{left},{PLOT.top - 8}V{PLOT.ground}" stroke="{COLOURS["muted"]}"'
                ' stroke-dasharray="4 3"/>'
            )
        elif mark["kind"] == "event":
            spot = Spot(left, (month_name(mark["start"]), mark["label"]), "federal")
            words = beside([spot], PLOT.width, 29, SIGN)[0]
            parts.append(event(spot, words, PLOT.ground, SIGN))
        x, anchor = (left + 3, "start") if band else (left, "middle")
        parts.append(text(round(x, 1), 10, mark["sign"], anchor, SIGN, bold=mark["kind"] != "partial"))
    return "".join(parts)


def _line(plot: Plot, line: list[Point], colour: str, width: float) -> str:
    """The whole periods as one line; those that are partial stand apart as hollow points."""
    whole = "L".join("{},{}".format(*plot.at(point)) for point in line if not point.partial)
    apart = "".join(
        f'<circle cx="{x}" cy="{y}" r="{2.2 if width < 2 else 3}"'
        f' fill="#FFFFFF" stroke="{colour}" stroke-width="{min(width, 1.6)}"/>'
        for x, y in (plot.at(point) for point in line if point.partial)
    )
    return (
        f'<path d="M{whole}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'
        if whole
        else ""
    ) + apart


def _points(plot: Plot, line: list[Point], digits: int, unit: str, compared: tuple[str, str]) -> str:
    parts = []
    for point in line:
        x, y = plot.at(point)
        if plot.measure == "rate" and point.interval:
            low, high = point.interval
            parts.append(
                f'<path d="M{x},{plot.y(low)}V{plot.y(high)}" stroke="{COLOURS["ink"]}" stroke-width="1.6"/>'
            )
        if point.period in compared:
            anchor, shift = ("end", 6) if x > PLOT.width / 3 else ("start", -2)
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="4.2" fill="{COLOURS["federal"]}" stroke="#FFFFFF"'
                ' stroke-width="1.2"/>'
            )
            words = f"{number(getattr(point, plot.measure), digits)}{unit}"
            height = max(y - 14, PLOT.top)
            parts.append(text(round(x + shift, 1), height, words, anchor, LETTERS, bold=True, halo=True))
    return "".join(parts)
