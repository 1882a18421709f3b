"""One dot a state along a scale, a row for each group: how far states of one kind lie apart. Direct SVG."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ..drawing.palette import COLOURS, FONT
from ..drawing.svg import ticks
from ..ground.formats import number

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 20, 24, 62, 10
MARKS = ("◆", "▲")  # the first and the second state that is compared
SIZE = 11  # of a dot, with the room around it


def strip(
    values: Mapping[str, float],
    groups: Mapping[str, str],
    names: dict[str, str],
    marked: dict[str, str],
    axis: str,
) -> str:
    """SVG text: dots of ``values`` in rows of ``groups`` (both by state), rows named and ordered by
    ``names``.

    ``marked`` maps up to two states to their names; they get a shape of their own and a label. Rows without a
    state are left out.

    >>> strip({"A": 1.0}, {"A": "x"}, {"x": "Group"}, {"A": "Alpha"}, "per 1,000").count("◆")
    2
    """
    rows = [name for name in names if name in groups.values()]
    scale = ticks(max(values.values()))
    height = TOP + ROW * len(rows) + 48
    parts = [_grid(scale, height)]
    for place, name in enumerate(rows):
        parts.append(
            _row(
                {state: value for state, value in values.items() if groups.get(state) == name},
                names[name],
                TOP + ROW * place,
                scale[-1],
                marked,
            )
        )
    middle = (LEFT + WIDTH - RIGHT) // 2
    parts.append(f'<text x="{middle}" y="{height - 6}" text-anchor="middle">{escape(axis)}</text>')
    font = FONT.replace('"', "'")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" font-family="{font}" font-size="13"'
        f' fill="{COLOURS["ink"]}">{"".join(parts)}</svg>'
    )


def _x(value: float, top: float) -> float:
    return round(LEFT + value * (WIDTH - LEFT - RIGHT) / top, 1)


def _grid(scale: list[int], height: int) -> str:
    bottom = height - 44
    return "".join(
        f'<path d="M{_x(value, scale[-1])},{TOP}V{bottom}" stroke="{COLOURS["line"]}"/>'
        f'<text x="{_x(value, scale[-1])}" y="{bottom + 17}" text-anchor="middle">{number(value)}</text>'
        for value in scale
    )


def _row(values: dict[str, float], name: str, top: int, most: float, marked: dict[str, str]) -> str:
    """A row: its name, the values of the marked states, a line, a dot for each state (set above another
    one that it would hide), and the marked ones."""
    line, parts, labels = top + 50, [], []
    last: list[tuple[float, int]] = []
    legend = "   ".join(
        f"{MARKS[list(marked).index(state)]} {marked[state]} {number(values[state], 1)}"
        for state in marked
        if state in values
    )
    parts.append(
        f'<text x="{WIDTH - RIGHT}" y="{top + 14}" font-weight="600" text-anchor="end" xml:space="preserve"'
        f' paint-order="stroke" stroke="#FFFFFF" stroke-width="4">{escape(legend)}</text>'
    )
    parts.append(
        f'<text x="{LEFT}" y="{top + 14}" font-weight="600" paint-order="stroke" stroke="#FFFFFF"'
        f' stroke-width="4">{escape(name)} ({len(values)})</text>'
    )
    parts.append(f'<path d="M{LEFT},{line + 6}H{WIDTH - RIGHT}" stroke="{COLOURS["muted"]}"/>')
    for state, value in sorted(values.items(), key=lambda pair: pair[1]):
        x = _x(value, most)
        level = next(n for n in range(9) if all(abs(x - other) >= SIZE or n != row for other, row in last))
        last.append((x, level))
        y = line - 8 * min(level, 2)
        if state in marked:
            sign = MARKS[list(marked).index(state)]
            labels.append(
                f'<text x="{x}" y="{y}" font-size="21" text-anchor="middle" dominant-baseline="central"'
                f' paint-order="stroke" stroke="#FFFFFF" stroke-width="3">{sign}</text>'
            )
        else:
            parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#B8C2CC" stroke="{COLOURS["muted"]}"/>')
    return "".join(parts + labels)
