"""One dot a state along a scale, a row for each group: how far states of one kind lie apart. Direct SVG."""

from __future__ import annotations

from collections.abc import Mapping

from ..drawing.axes import ticks, upright_grid
from ..drawing.palette import COLOURS
from ..drawing.svg import drawing, text
from ..ground.formats import number

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 20, 24, 62, 10
MARKS = ("◆", "▲")  # the first and the second state that is compared
LETTERS = 13  # pixels
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
    parts = [upright_grid(scale, lambda value: _x(value, scale[-1]), TOP, height - 44, number, LETTERS)]
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
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, height - 10, axis, "middle", LETTERS))
    return drawing(WIDTH, height, "".join(parts), LETTERS)


def _x(value: float, top: float) -> float:
    return round(LEFT + value * (WIDTH - LEFT - RIGHT) / top, 1)


def _row(values: dict[str, float], name: str, top: int, most: float, marked: dict[str, str]) -> str:
    """A row: its name, the values of the marked states, a line, a dot for each state (set above another
    one that it would hide), and the marked ones."""
    line, parts, labels = top + 50, [], []
    last: list[tuple[float, int]] = []
    legend = "\u2003".join(
        f"{MARKS[list(marked).index(state)]} {marked[state]} {number(values[state], 1)}"
        for state in marked
        if state in values
    )
    parts.append(text(WIDTH - RIGHT, top + 10, legend, "end", LETTERS, bold=True, halo=True))
    parts.append(text(LEFT, top + 10, f"{name} ({len(values)})", size=LETTERS, bold=True, halo=True))
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
