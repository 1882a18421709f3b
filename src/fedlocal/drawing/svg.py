"""What every picture shares: the frame, words with a halo, marks and legends."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from .palette import COLOURS, FONT

BLUE = "#1B6CA8"
RIM = "#8A97A3"  # around boxes and areas
MARKS = {  # a shape beside the colour: path around (0, 0)
    "dot": "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z",
    "diamond": "M0,-6.5l6.5,6.5l-6.5,6.5l-6.5,-6.5z",
    "square": "M-5,-5h10v10h-10z",
    "triangle": "M0,-6l6,11h-12z",
}
LEVEL_MARKS = {"federal": "diamond", "state": "triangle", "local": "dot", "court": "square"}
SMALL = 14  # pixels: the size of what stands on an axis
HALO = ' paint-order="stroke" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round"'


def drawing(
    width: float, height: float, body: str, size: float = 13, corner: str = "0 0", alt: str = ""
) -> str:
    """A whole SVG picture with the fonts and the ink of the course; ``size`` is that of its letters.

    ``corner`` is where its coordinates begin. With ``alt``, for a live page, it is a group of that name.

    >>> drawing(10, 10, "")[:4]
    '<svg'
    """
    font = FONT.replace('"', "'")
    group = f' role="group" aria-label="{escape(alt)}"' if alt else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{corner} {width} {height}" width="{width}"'
        f' height="{height}"{group} font-family="{font}" font-size="{size}"'
        f' fill="{COLOURS["ink"]}">{body}</svg>'
    )


def text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    size: float = 15,
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
    parts = [f'x="{x:g}" y="{y:g}" dominant-baseline="central" font-size="{size:g}"']
    parts += [f'text-anchor="{anchor}"'] if anchor != "start" else []
    parts += ['font-weight="600"'] if bold else []
    parts += [f'fill="{color}"'] if color else []
    tail = f'<tspan font-weight="400" fill="{COLOURS["muted"]}">{escape(more)}</tspan>' if more else ""
    return f"<text {' '.join(parts)}{HALO if halo else ''}>{escape(words)}{tail}</text>"


def level_mark(level: str, x: float, y: float) -> str:
    """The shape of a level of government in its color, around (``x``, ``y``); "" where it is of no one level.

    >>> level_mark("muted", 0, 0)
    ''
    """
    if level not in LEVEL_MARKS:
        return ""
    path = MARKS[LEVEL_MARKS[level]]
    return f'<path transform="translate({x:g} {y:g})" d="{path}" fill="{COLOURS[level]}"/>'


def legend(entries: Iterable[tuple[str, str]], x: float, y: float, right: float, size: float = SMALL) -> str:
    """Marks with their words in a row from ``x``, going on below where the next would pass ``right``.

    A mark is SVG text drawn around (0, 0).

    >>> legend([(box("#FFFFFF"), "none"), (box("#183F47"), "1 or more")], 0, 9, 400).count("<rect")
    2
    """
    parts, start = [], x
    for mark, words in entries:
        long = 28 + wide(words, size)
        if x + long > right and x > start:
            x, y = start, y + 1.7 * size
        parts.append(
            f'<g transform="translate({x + 10:g} {y:g})">{mark}</g>{text(x + 28, y, words, size=size)}'
        )
        x += long + 20
    return "".join(parts)


def box(fill: str) -> str:
    """A colored box around (0, 0) for a legend.

    >>> box("#FFFFFF")[:5]
    '<rect'
    """
    return f'<rect x="-10" y="-10" width="20" height="20" rx="3" fill="{fill}" stroke="{RIM}"/>'


def wide(words: str, size: float = SMALL, bold: bool = False) -> float:
    """About how many pixels the words take, a little more than most fonts need.

    >>> wide("2025", 10)
    24.0
    """
    return round(len(words) * size * (0.64 if bold else 0.6), 1)


def data_uri(svg: str) -> str:
    """An SVG as an address that an ``<img>`` can carry (it survives JupyterLab's cleaning; inline SVG does
    not).

    >>> data_uri("<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
