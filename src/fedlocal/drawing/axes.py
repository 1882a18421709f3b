"""Axes: round numbers for them, lines with words along them, and places kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor

from .palette import COLOURS
from .svg import SMALL, text


@dataclass(frozen=True)
class Plot:
    """Where a plot lies in its picture, in pixels: ``right`` and ``ground`` are its far edges, ``width`` is
    that of the picture."""

    width: float
    left: float
    right: float
    top: float
    ground: float


def ticks(highest: float, most: int = 5, whole: bool = True) -> list[float]:
    """Round numbers for an axis from 0 to just over ``highest``, at most ``most`` steps; fractions only where
    the axis need not be ``whole``.

    >>> ticks(2179), ticks(8), ticks(0)
    ([0, 500, 1000, 1500, 2000, 2500], [0, 2, 4, 6, 8], [0, 1, 2, 3, 4])
    >>> ticks(0.69, most=4, whole=False)
    [0, 0.2, 0.4, 0.6, 0.8]
    """
    highest = max(highest, 4) if whole else highest
    sizes = (step * 10.0**power for power in range(0 if whole else -3, 9) for step in (1, 2, 5))
    size = next(size for size in sizes if highest / size <= most) if highest > 0 else 1.0
    return [_plain(place * size) for place in range(max(1, ceil(highest / size - 1e-9)) + 1)]


def scale(low: float, high: float, wanted: int = 6) -> list[float]:
    """Round numbers that cover ``low`` to ``high``, about as many as wanted.

    >>> scale(-2.2, 3.1)
    [-3, -2, -1, 0, 1, 2, 3, 4]
    """
    span = max(high - low, 1e-9)
    step = min(
        (step * 10.0**power for power in range(-3, 5) for step in (1, 2, 5)),
        key=lambda size: abs(span / size - wanted),
    )
    return [_plain(step * place) for place in range(floor(low / step), ceil(high / step) + 1)]


def _plain(value: float) -> float:
    return int(value) if value == int(value) else round(value, 6)


def tidy(value: float) -> str:
    """The number as an axis shows it, with a true minus sign.

    >>> tidy(-0.50), tidy(3.0)
    ('−0.5', '3')
    """
    return (f"{value:g}").replace("-", "−")


def apart(places: list[float], least: float) -> list[float]:
    """The same places, pushed down where two would collide.

    >>> apart([1.0, 1.5, 9.0], least=2)
    [1.0, 3.0, 9.0]
    """
    order, placed = sorted(range(len(places)), key=lambda index: places[index]), list(places)
    for upper, lower in zip(order, order[1:]):
        placed[lower] = max(placed[lower], placed[upper] + least)
    return placed


def upright_grid(
    values: Iterable[float],
    x: Callable[[float], float],
    top: float,
    ground: float,
    words: Callable[[float], str],
    size: float = SMALL,
) -> str:
    """An upright line from ``ground`` up to ``top`` for each value, its words (``size`` pixels) below it.

    >>> upright_grid([0, 5], lambda value: 10 * value, 0, 40, str).count("<text")
    2
    """
    return "".join(
        f'<path d="M{x(value):g},{top:g}V{ground:g}" stroke="{COLOURS["line"]}"/>'
        + text(x(value), ground + 16, words(value), "middle", size, color=COLOURS["muted"], halo=True)
        for value in values
    )


def level_grid(
    values: Iterable[float],
    y: Callable[[float], float],
    left: float,
    right: float,
    words: Callable[[float], str],
    size: float = SMALL,
) -> str:
    """A level line from ``left`` to ``right`` for each value, darker at 0, its words (``size`` pixels) before
    it.

    >>> level_grid([0, 5], lambda value: 40 - value, 30, 90, str).count("<path")
    2
    """
    return "".join(
        f'<path d="M{left:g},{y(value):g}H{right:g}" stroke="{COLOURS["line" if value else "muted"]}"/>'
        + text(left - 8, y(value), words(value), "end", size, color=COLOURS["muted"])
        for value in values
    )


def time_axis(marks: Iterable[tuple[float, str]], ground: float, size: float = SMALL) -> str:
    """A small line below ``ground`` at each place of a time axis (pixels), with its words; "" leaves the line
    alone.

    >>> time_axis([(40, "2025"), (80, "")], 200).count("<text")
    1
    """
    return "".join(
        f'<path d="M{x:g},{ground:g}v5" stroke="{COLOURS["muted"]}"/>'
        + (text(x, ground + 17, words, "middle", size, color=COLOURS["muted"]) if words else "")
        for x, words in marks
    )


def upright_words(x: float, plot: Plot, words: str, size: float = SMALL) -> str:
    """The name of an axis, written up along the middle of the plot at ``x``.

    >>> "rotate(-90)" in upright_words(12, Plot(100, 20, 90, 10, 80), "Agreements")
    True
    """
    middle = (plot.top + plot.ground) / 2
    named = text(0, 0, words, "middle", size, color=COLOURS["muted"])
    return f'<g transform="translate({x:g} {middle:g}) rotate(-90)">{named}</g>'
