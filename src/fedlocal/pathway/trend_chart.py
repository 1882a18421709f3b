"""One measure through time as a small direct SVG: one group in front, the others in grey, with breaks and
partial months marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..drawing.palette import COLOURS, FONT
from ..drawing.svg import steps
from ..ground.formats import number
from .trends import Point

WIDTH, HEIGHT, LEFT, RIGHT, ABOVE, BELOW = 340, 250, 52, 16, 30, 30
BEHIND, BAND = "#8A97A3", "#F0F3F5"
FEW = 10  # so few periods get a point and a name each


@dataclass(frozen=True)
class Plot:
    """The scales of one panel: periods from left to right, values of one measure from the ground up."""

    measure: str
    x: dict[str, float]  # the pixel of each period
    top: float

    def y(self, value: float) -> float:
        """The pixel of a value."""
        return round(HEIGHT - BELOW - value * (HEIGHT - ABOVE - BELOW) / self.top, 1)

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
) -> str:
    """A panel as SVG text. ``points`` come from :mod:`fedlocal.pathway.trends`; ``measure`` is ``count``,
    ``share`` or ``rate``.

    ``compared`` are the two periods whose values are written on it; ``marks`` are rows of ``trend_marks``;
    ``unit`` follows a number.

    >>> from fedlocal.ground.tables import rows
    >>> from fedlocal.pathway.trends import bookins
    >>> panel(bookins(rows("bookins_monthly")), "count", "ice", ("2025-01", "2026-03"), [], 0)[:4]
    '<svg'
    """
    heights = [getattr(point, measure) for point in points]
    if measure == "rate":
        heights += [max(point.interval) for point in points if point.interval]
    values = steps(max(heights))
    plot = Plot(measure, _pixels({point.period for point in points}), values[-1])
    lines: dict[str, list[Point]] = {}
    for point in points:
        lines.setdefault(point.group, []).append(point)
    front = lines.pop(group)
    parts = [
        _marks(plot, marks),
        _axes(plot, values, unit),
        *(_line(plot, lines[name], BEHIND, 1.1) for name in sorted(lines)),
    ]
    parts += [
        _line(plot, front, COLOURS["federal"], 2.6),
        _points(plot, front, digits, unit, compared),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" font-family="{FONT.replace(chr(34), chr(39))}" font-size="12.5"'
        f' fill="{COLOURS["ink"]}">{"".join(parts)}</svg>'
    )


def _pixels(periods: set[str]) -> dict[str, float]:
    last = max(len(periods) - 1, 1)
    return {
        period: round(LEFT + place * (WIDTH - LEFT - RIGHT) / last, 1)
        for place, period in enumerate(sorted(periods))
    }


def _axes(plot: Plot, values: list[float], unit: str) -> str:
    decimals = max(len(str(value).partition(".")[2]) for value in values)
    lines = "".join(
        f'<path d="M{LEFT},{plot.y(value)}H{WIDTH - RIGHT}"'
        f' stroke="{COLOURS["line"] if value else COLOURS["muted"]}"/><text x="{LEFT - 7}"'
        f' y="{plot.y(value)}" text-anchor="end"'
        f' dominant-baseline="central">{number(value, decimals)}{unit}</text>'
        for value in values
    )
    few = len(plot.x) <= FEW
    ticks = (
        [(period, period) for period in plot.x]
        if few
        else [(period, period[:4]) for period in plot.x if period.endswith("-01")]
    )
    step = 1 if few or len(ticks) <= 5 else 2
    names = "".join(
        f'<path d="M{plot.x[period]},{plot.y(0)}v5" stroke="{COLOURS["muted"]}"/>'
        + (
            f'<text x="{plot.x[period]}" y="{HEIGHT - 9}" text-anchor="middle">{name}</text>'
            if (len(ticks) - 1 - i) % step == 0
            else ""
        )
        for i, (period, name) in enumerate(ticks)
    )
    return lines + names


def _marks(plot: Plot, marks: list[dict]) -> str:
    """Bands and dashed lines behind the plot, each with its letter on top; a partial month has only its
    letter."""
    parts = []
    for mark in marks:
        left, right = (
            plot.x[max(mark["start"], min(plot.x))],
            plot.x[min(mark["end"], max(plot.x))],
        )
        if mark["kind"] == "definition" and right > left:
            parts.append(
                f'<rect x="{left}" y="{ABOVE - 8}" width="{round(right - left, 1)}"'
                f' height="{HEIGHT - ABOVE - BELOW + 8}" fill="{BAND}"/>'
            )
        elif mark["kind"] == "break":
            parts.append(
                f'<path d="M{left},{ABOVE - 8}V{HEIGHT - BELOW}" stroke="{COLOURS["muted"]}"'
                ' stroke-dasharray="4 3"/>'
            )
        weight = "400" if mark["kind"] == "partial" else "700"
        wide = mark["kind"] == "definition" and right > left
        spot, anchor = (left + 3, "start") if wide else (left, "middle")
        parts.append(
            f'<text x="{round(spot, 1)}" y="13" text-anchor="{anchor}" font-size="11.5"'
            f' font-weight="{weight}">{mark["sign"]}</text>'
        )
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
            anchor, shift = ("end", 6) if x > WIDTH / 3 else ("start", -2)
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="4.2" fill="{COLOURS["federal"]}" stroke="#FFFFFF"'
                f' stroke-width="1.2"/><text x="{round(x + shift, 1)}" y="{max(y - 10, ABOVE + 4)}"'
                f' text-anchor="{anchor}" font-weight="700" paint-order="stroke" stroke="#FFFFFF"'
                f' stroke-width="4">{number(getattr(point, plot.measure), digits)}{unit}</text>'
            )
    return "".join(parts)
