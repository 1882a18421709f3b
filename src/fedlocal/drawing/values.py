"""Points of a live chart that tell their value: ``card.js`` writes it beside the point that the mouse or the
keyboard is at. A stored picture has none of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .axes import Plot


@dataclass(frozen=True)
class Value:
    """A point of a chart in pixels, and what it says: "March 2025: 456 agreements; 210 Task Force Model"."""

    x: float
    y: float
    words: str


def values(points: Sequence[Value], plot: Plot, columns: bool = True) -> str:
    """The points as marks that tell their value, one of them a tab stop; arrow keys lead on from it.

    Each answers over the whole height of the plot (``columns``, for points of one line from left to right),
    or around itself only.

    >>> points = [Value(30, 40, "March: 3"), Value(50, 20, "April: 5")]
    >>> values(points, Plot(90, 20, 60, 5, 50)).count("<title>")
    2
    """
    if not points:
        return ""
    reach = (plot.right - plot.left) / max(len(points) - 1, 1) if columns else 22
    marks = "".join(
        f'<path role="img" tabindex="{0 if place == 0 else -1}" data-y="{point.y:g}"'
        f' d="{_area(point, plot, columns)}"><title>{escape(point.words)}</title></path>'
        for place, point in enumerate(points)
    )
    return f'<g class="fl-values" fill="none" stroke="transparent" stroke-width="{reach:.1f}">{marks}</g>'


def _area(point: Value, plot: Plot, columns: bool) -> str:
    """What answers for a point, as a line that is drawn as broad as its reach."""
    if columns:
        return f"M{point.x:g},{plot.top:g}V{plot.ground:g}"
    return f"M{point.x:g},{point.y - 11:g}v22"
