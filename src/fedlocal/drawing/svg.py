"""What every picture shares: the frame, round numbers for an axis, marks, and labels that do not collide."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from html import escape
from math import ceil, floor

from .palette import COLOURS, FONT

BLUE = "#1B6CA8"
MARKS = {  # a shape beside the colour: path around (0, 0)
    "dot": "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z",
    "diamond": "M0,-6.5l6.5,6.5l-6.5,6.5l-6.5,-6.5z",
    "square": "M-5,-5h10v10h-10z",
    "triangle": "M0,-6l6,11h-12z",
}
LEVEL_MARKS = {"federal": "diamond", "state": "triangle", "local": "dot", "court": "square"}
SMALL = 14  # pixels: the size of what stands on an axis
HALO = ' paint-order="stroke" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round"'


def drawing(width: int, height: int, body: str) -> str:
    """A whole SVG picture with the fonts and the ink of the course.

    >>> drawing(10, 10, "")[:4]
    '<svg'
    """
    font = FONT.replace('"', "'")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="{font}" font-size="13" fill="{COLOURS["ink"]}">{body}</svg>'
    )


def text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    size: int = 15,
    bold: bool = False,
    color: str = "",
    halo: bool = False,
    more: str = "",
) -> str:
    """Words centered on the height ``y`` (pixels), ``more`` paler behind them; ``halo`` lays white around
    them, where they cross a line.

    >>> text(4, 9, "A & B", bold=True)
    '<text x="4" y="9" dominant-baseline="central" font-size="15" font-weight="600">A &amp; B</text>'
    """
    parts = [f'x="{x:g}" y="{y:g}" dominant-baseline="central" font-size="{size}"']
    parts += [f'text-anchor="{anchor}"'] if anchor != "start" else []
    parts += ['font-weight="600"'] if bold else []
    parts += [f'fill="{color}"'] if color else []
    tail = f'<tspan font-weight="400" fill="{COLOURS["muted"]}">{escape(more)}</tspan>' if more else ""
    return f"<text {' '.join(parts)}{HALO if halo else ''}>{escape(words)}{tail}</text>"


def upright_grid(
    values: Iterable[float],
    x: Callable[[float], float],
    top: float,
    ground: float,
    words: Callable[[float], str],
) -> str:
    """An upright line from ``ground`` up to ``top`` for each value, its words below it.

    >>> upright_grid([0, 5], lambda value: 10 * value, 0, 40, str).count("<text")
    2
    """
    return "".join(
        f'<path d="M{x(value):g},{top}V{ground}" stroke="{COLOURS["line"]}"/>'
        + text(x(value), ground + 16, words(value), "middle", SMALL, color=COLOURS["muted"], halo=True)
        for value in values
    )


def level_grid(
    values: Iterable[float],
    y: Callable[[float], float],
    left: float,
    right: float,
    words: Callable[[float], str],
) -> str:
    """A level line from ``left`` to ``right`` for each value, its words before it.

    >>> level_grid([0, 5], lambda value: 40 - value, 30, 90, str).count("<path")
    2
    """
    return "".join(
        f'<path d="M{left},{y(value):g}H{right}" stroke="{COLOURS["line"]}"/>'
        + text(left - 8, y(value), words(value), "end", SMALL, color=COLOURS["muted"])
        for value in values
    )


def level_mark(level: str, x: float, y: float) -> str:
    """The shape of a level of government in its color, around (``x``, ``y``); "" where it is of no one level.

    >>> level_mark("muted", 0, 0)
    ''
    """
    if level not in LEVEL_MARKS:
        return ""
    path = MARKS[LEVEL_MARKS[level]]
    return f'<path transform="translate({x:g} {y:g})" d="{path}" fill="{COLOURS[level]}"/>'


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
    first, last = floor(low / step), ceil(high / step)
    return [
        int(value) if value == int(value) else round(value, 6)
        for value in (step * number for number in range(first, last + 1))
    ]


def apart(places: list[float], least: float) -> list[float]:
    """The same places, pushed down where two would collide.

    >>> apart([1.0, 1.5, 9.0], least=2)
    [1.0, 3.0, 9.0]
    """
    order, placed = sorted(range(len(places)), key=lambda index: places[index]), list(places)
    for upper, lower in zip(order, order[1:]):
        placed[lower] = max(placed[lower], placed[upper] + least)
    return placed


def tidy(value: float) -> str:
    """The number as an axis shows it, with a true minus sign.

    >>> tidy(-0.50), tidy(3.0)
    ('−0.5', '3')
    """
    return (f"{value:g}").replace("-", "−")


def ticks(highest: float) -> list[int]:
    """Round numbers for an axis from 0 to just over ``highest``, four to seven of them.

    >>> ticks(2179), ticks(8), ticks(0)
    ([0, 500, 1000, 1500, 2000, 2500], [0, 2, 4, 6, 8], [0, 1, 2, 3, 4])
    """
    highest = max(highest, 4)
    step = next(
        step * 10**power for power in range(9) for step in (1, 2, 5) if highest / (step * 10**power) <= 5
    )
    return list(range(0, int(-(-highest // step)) * step + 1, step))


def steps(highest: float) -> list[float]:
    """Round numbers for an axis from 0 to just over ``highest``, three to six of them, fractions where they
    are small.

    >>> steps(24383), steps(0.69)
    ([0, 10000, 20000, 30000], [0, 0.2, 0.4, 0.6, 0.8])
    """
    sizes = (step * 10.0**power for power in range(-3, 8) for step in (1, 2, 5))
    size = next(size for size in sizes if highest / size <= 4) if highest > 0 else 1.0
    values = [round(i * size, 3) for i in range(max(1, ceil(highest / size - 1e-9)) + 1)]
    return [int(value) if value == int(value) else value for value in values]


def data_uri(svg: str) -> str:
    """An SVG as an address that an ``<img>`` can carry (it survives JupyterLab's cleaning; inline SVG does
    not).

    >>> data_uri("<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
