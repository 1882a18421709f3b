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

from ..drawing.palette import COLOURS
from ..drawing.svg import BLUE, MARKS, apart, drawing, scale, tidy


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

    grid = "".join(
        f'<path d="M{x(tick)},{top}V{bottom}" stroke="{COLOURS["line"]}"/><text x="{x(tick)}"'
        f' y="{bottom + 18}" text-anchor="middle">{tick}</text>'
        for tick in ticks
    )
    marked = (
        f'<path d="M{x(line)},{top}V{bottom}" stroke="{COLOURS["ink"]}" stroke-dasharray="5 4"/>'
        if line is not None
        else ""
    )
    parts = [grid, marked]
    for number, row in enumerate(rows):
        y, weight = top + pitch * number + pitch // 2, ' font-weight="700"' if row.strong else ""
        parts.append(
            f'<text x="{left - 14}" y="{y}" text-anchor="end"'
            f' dominant-baseline="central"{weight}>{escape(row.label)}</text>'
        )
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
        parts.append(
            f'<text x="{size - right + 14}" y="{y}"'
            f' dominant-baseline="central"{weight}>{escape(row.text)}</text>'
        )
    middle = (left + size - right) // 2
    parts.append(f'<text x="{middle}" y="{bottom + 40}" text-anchor="middle">{escape(axis)}</text>')
    return drawing(size, bottom + 52, "".join(parts))


def clouds(
    estimates: dict[str, list[float]], truth: float, axis: str, size: tuple[int, int] = (372, 360)
) -> str:
    """Each estimate of each method as a dot, a bar at their mean, and the truth as a dashed line across all
    of them.

    ``estimates`` gives them by the name of the method.

    >>> clouds({"A": [0.1, 0.2]}, 0.0, "Effect").count("<path") > 3
    True
    """
    width, height = size
    ticks = scale(min(truth, 0, *map(min, estimates.values())), max(truth, 0, *map(max, estimates.values())))
    left, right, top, ground = 16, 16, 30, height - 46
    pitch = (ground - top) / len(estimates)

    def x(value: float) -> float:
        return left + (value - ticks[0]) * (width - left - right) / (ticks[-1] - ticks[0])

    parts = [
        f'<path d="M{x(tick):.0f},{top}V{ground}" stroke="{COLOURS["line"]}"/><text x="{x(tick):.0f}"'
        f' y="{ground + 18}" text-anchor="middle">{tidy(tick)}</text>'
        for tick in ticks
    ]
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
        parts.append(
            f'<text x="{left}" y="{top + pitch * number + 14:.0f}" font-weight="600" paint-order="stroke"'
            f' stroke="#FFFFFF" stroke-width="4">{escape(name)}</text>'
        )
    side = "end" if at > width / 2 else "start"
    parts.append(
        f'<text x="{at:.0f}" y="{top - 14}" text-anchor="{side}" font-weight="700">Truth {tidy(truth)}</text>'
    )
    parts.append(f'<text x="{width // 2}" y="{height - 8}" text-anchor="middle">{escape(axis)}</text>')
    return drawing(width, height, "".join(parts))


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
    size: tuple[int, int] = (372, 316),
) -> str:
    """Lines over half-years from ``first_year``, one for each path, with the name of each at its end and a
    mark of its own.

    >>> lines({"a": [1.0, 2.0]}, {"a": "A"}, "Rate", 2006)[:4]
    '<svg'
    """
    width, height = size
    left, right, top, ground = 40, 104, 26, height - 46
    values = [value for path in paths.values() for value in path]
    periods = range(len(values) // len(paths))
    ticks = scale(min(values) - 0.5, max(values) + 0.5, 5)

    def x(period: float) -> float:
        return left + period * (width - left - right) / periods[-1]

    def y(value: float) -> float:
        return ground - (value - ticks[0]) * (ground - top) / (ticks[-1] - ticks[0])

    parts = [
        f'<path d="M{left},{y(tick):.0f}H{width - right}" stroke="{COLOURS["line"]}"/><text x="{left - 8}"'
        f' y="{y(tick):.0f}" text-anchor="end" dominant-baseline="central">{tidy(tick)}</text>'
        for tick in ticks
    ]
    parts += [
        f'<text x="{x(period):.0f}" y="{ground + 18}" text-anchor="middle">{first_year + period // 2}</text>'
        for period in periods[::4]
    ]
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
            f'<text x="{width - right + 8}" y="{end - 3:.0f}" font-weight="600">{escape(first)}<tspan'
            f' x="{width - right + 8}" dy="15" font-weight="400">{escape(second)}</tspan></text>'
        )
    parts.append(f'<text x="6" y="14">{escape(axis)}</text>')
    return drawing(width, height, "".join(parts))
