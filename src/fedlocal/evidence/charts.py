"""Small charts as direct SVG: estimates with their intervals, clouds of repeated estimates, lines over
half-years.

Widgets redraw them at each choice, and a lesson stores them; both want few bytes and no waiting
(docs/decisions/0006).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from statistics import fmean

from ..drawing.annotations import Spot, beside, event
from ..drawing.axes import Plot, apart, level_grid, scale, tidy, time_axis, upright_grid
from ..drawing.palette import COLOURS
from ..drawing.svg import BLUE, MARKS, drawing, text
from ..drawing.values import Value, values

LETTERS = 13  # pixels


@dataclass(frozen=True)
class Row:
    """One line of a chart of estimates: ``low`` and ``high`` are ``None`` where no interval is known;
    ``strong`` stands out."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    text: str = ""
    mark: str = "dot"
    strong: bool = False


def intervals(
    rows: list[Row],
    axis: str,
    ticks: list[float],
    left: int = 140,
    line: float | None = None,
    size: int = 620,
) -> str:
    """Estimates with their intervals, one a line, labels beside them; ``line`` marks a value to compare with.

    >>> intervals([Row("Hispanic", 45.6, 36.9, 54.3)], "Percent", [0, 50, 100])[:4]
    '<svg'
    """
    pitch, top, right = 30, 12, 150
    bottom = top + pitch * len(rows)

    def x(value: float) -> int:
        return round(left + (value - ticks[0]) * (size - left - right) / (ticks[-1] - ticks[0]))

    marked = (
        f'<path d="M{x(line)},{top}V{bottom}" stroke="{COLOURS["ink"]}" stroke-dasharray="5 4"/>'
        if line is not None
        else ""
    )
    parts = [upright_grid(ticks, x, top, bottom, str, LETTERS), marked]
    for number, row in enumerate(rows):
        y = top + pitch * number + pitch // 2
        parts.append(text(left - 14, y, row.label, "end", LETTERS, bold=row.strong))
        if row.low is not None:
            assert row.high is not None, "an interval has two ends"
            parts.append(
                f'<path d="M{x(row.low)},{y}H{x(row.high)}M{x(row.low)},{y - 5}v10M{x(row.high)},{y - 5}v10"'
                f' stroke="{BLUE}" stroke-width="2" fill="none"/>'
            )
        fill = BLUE if row.low is not None else COLOURS["ground"]
        parts.append(
            f'<path transform="translate({x(row.value)} {y})" d="{MARKS[row.mark]}" fill="{fill}"'
            f' stroke="{BLUE}" stroke-width="2"/>'
        )
        parts.append(text(size - right + 14, y, row.text, size=LETTERS, bold=row.strong))
    parts.append(text((left + size - right) / 2, bottom + 38, axis, "middle", LETTERS))
    return drawing(size, bottom + 52, "".join(parts))


def clouds(
    estimates: dict[str, list[float]],
    truth: float,
    axis: str,
    size: tuple[int, int] = (372, 360),
    alt: str = "",
) -> str:
    """Each estimate of each method as a dot, a bar at their mean, and the truth as a dashed line across all
    of them.

    ``estimates`` gives them by the name of the method. With ``alt`` the chart is live: each bar tells its
    mean.

    >>> clouds({"A": [0.1, 0.2]}, 0.0, "Effect").count("<path") > 3
    True
    """
    width, height = size
    ticks = scale(min(truth, 0, *map(min, estimates.values())), max(truth, 0, *map(max, estimates.values())))
    left, right, top, ground = 16, 16, 30, height - 46
    pitch = (ground - top) / len(estimates)

    def x(value: float) -> float:
        return left + (value - ticks[0]) * (width - left - right) / (ticks[-1] - ticks[0])

    parts, points = [upright_grid(ticks, lambda value: round(x(value)), top, ground, tidy, LETTERS)], []
    at = x(truth)
    parts.append(
        f'<path d="M{at:.0f},{top - 8}V{ground}" stroke="{COLOURS["ink"]}" stroke-width="1.8"'
        ' stroke-dasharray="6 4"/>'
    )
    for number, (name, found) in enumerate(estimates.items()):
        dots = [x(value) for value in found]
        base = top + pitch * (number + 1) - 15
        parts.append(
            f'<path d="{_dots(dots, base, pitch - 40)}" stroke="{BLUE}" stroke-width="4"'
            ' stroke-linecap="round" fill="none" opacity="0.75"/>'
        )
        parts.append(f'<path d="M{x(fmean(found)):.0f},{base + 5:.0f}l-5,8h10z" fill="{COLOURS["ink"]}"/>')
        parts.append(text(left, round(top + pitch * number + 10), name, size=LETTERS, bold=True, halo=True))
        points.append(
            Value(round(x(fmean(found))), round(base + 9), f"{name}: {tidy(round(fmean(found), 2))}")
        )
    side = "end" if at > width / 2 else "start"
    parts += [
        text(round(at), top - 18, f"Truth {tidy(truth)}", side, LETTERS, bold=True),
        text(width / 2, height - 12, axis, "middle", LETTERS),
        values(points, Plot(width, left, width - right, top, ground), columns=False) if alt else "",
    ]
    return drawing(width, height, "".join(parts), LETTERS, alt=alt)


def _dots(places: list[float], base: float, room: float) -> str:
    """Dots stacked where they fall, closer together where the highest stack would not fit."""
    heights = Counter(round(place / 4) for place in places)
    rise = min(4.0, room / max(max(heights.values()) - 1, 1))
    return "".join(
        f"M{4 * column},{base - rise * rank:.1f}h0"
        for column, height in sorted(heights.items())
        for rank in range(height)
    )


def lines(
    paths: dict[str, list[float]],
    names: dict[str, str],
    axis: str,
    first_year: int,
    size: tuple[int, int] = (372, 330),
    start: tuple[float, tuple[str, ...]] = (0, ()),
    alt: str = "",
) -> str:
    """Lines over half-years from ``first_year``, one for each path, with the name of each at its end and a
    mark of its own. ``start`` is an event: its half-year and its words. With ``alt`` the chart is live: each
    half-year tells its values.

    >>> lines({"a": [1.0, 2.0]}, {"a": "A"}, "Rate", 2006)[:4]
    '<svg'
    """
    width, height = size
    plot = Plot(width, left=40, right=width - 104, top=70 if start[1] else 26, ground=height - 46)
    heights = [value for path in paths.values() for value in path]
    periods = range(len(heights) // len(paths))
    ticks = scale(min(heights) - 0.5, max(heights) + 0.5, 5)

    def x(period: float) -> float:
        return plot.left + period * (plot.right - plot.left) / periods[-1]

    def y(value: float) -> float:
        return round(plot.ground - (value - ticks[0]) * (plot.ground - plot.top) / (ticks[-1] - ticks[0]))

    years = [(round(x(period)), str(first_year + period // 2)) for period in periods[::4]]
    parts = [
        text(6, 10, axis, size=LETTERS),
        level_grid(ticks, y, plot.left, plot.right, tidy, LETTERS),
        time_axis(years, plot.ground, LETTERS),
    ]
    if start[1]:
        spot = Spot(round(x(start[0])), start[1], "federal")
        parts.append(event(spot, beside([spot], width, 34, LETTERS)[0], plot.ground, LETTERS))
    ends = apart([y(path[-1]) for path in paths.values()], 32)
    for (key, path), mark, dash, end in zip(paths.items(), MARKS.values(), ("", "7 4", "2 4"), ends):
        drawn = "".join(
            f"{'L' if period else 'M'}{x(period):.1f},{y(value):.1f}" for period, value in enumerate(path)
        )
        parts.append(
            f'<path d="{drawn}" fill="none" stroke="{BLUE}" stroke-width="2.4" stroke-dasharray="{dash}"/>'
        )
        parts += [
            f'<path transform="translate({x(period):.1f} {y(value):.1f}) scale(0.75)" d="{mark}"'
            f' fill="{BLUE}"/>'
            for period, value in enumerate(path)
            if period % 3 == 0
        ]
        first, second = names[key].split("|") if "|" in names[key] else (names[key], "")
        parts.append(
            f'<text x="{plot.right + 8}" y="{end - 3:.0f}" font-weight="600">{escape(first)}<tspan'
            f' x="{plot.right + 8}" dy="15" font-weight="400">{escape(second)}</tspan></text>'
        )
    points = [_half_year(paths, names, first_year, period, x, y) for period in periods] if alt else []
    return drawing(width, height, "".join([*parts, values(points, plot)]), LETTERS, alt=alt)


def _half_year(paths, names, first_year: int, period: int, x, y) -> Value:
    """What one half-year of the lines tells: the value of each."""
    lines_of = [f"{names[key].split('|')[0]} {tidy(round(path[period], 2))}" for key, path in paths.items()]
    half = "January to June" if period % 2 == 0 else "July to December"
    highest = max(path[period] for path in paths.values())
    return Value(round(x(period), 1), y(highest), f"{half} {first_year + period // 2}: {'; '.join(lines_of)}")
