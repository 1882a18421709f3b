"""The path of a case as a picture: every step by its number, the walk so far, and where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..drawing.palette import COLOURS
from ..drawing.svg import drawing
from .graph import Map, Step

WIDTH, HEIGHT = 760, 742
BANDS = ((0, 3, "Contact and custody"), (3, 7, ""), (7, 9, "Federal courts, and carrying out the order"))
TRACKS = (
    (0, 3, "Before an immigration judge (Justice Department)"),
    (3, 6, "Faster procedures"),
)  # columns of the middle band
HALO = f'paint-order="stroke" stroke="{COLOURS["wash"]}" stroke-width="4" stroke-linejoin="round"'
HEAD = (
    '<defs><marker id="head" markerUnits="userSpaceOnUse" markerWidth="12" markerHeight="12" refX="8"'
    f' refY="5" orient="auto"><path d="M0,0L10,5L0,10Z" fill="{COLOURS["ink"]}"/></marker></defs>'
)
SHAPES = {
    "federal": "M0,-19L19,0L0,19L-19,0Z",
    "local": "M-16,0a16,16 0 1 0 32,0a16,16 0 1 0 -32,0Z",
    "court": "M-15,-15h30v30h-30Z",
    "state": "M0,-18L18,14H-18Z",
    "": "M-14,-12h28v24h-28Z",
}


def place(step: Step) -> tuple[int, int]:
    """The middle of a step's mark in pixels.

    >>> from fedlocal.pathway.graph import read_map
    >>> place(read_map().steps["bond"])
    (36, 370)
    """
    return 36 + 124 * step.column, _middle(step.row)


def draw(graph: Map, walked: Sequence[str] = (), here: str = "", open_to: Sequence[str] = ()) -> str:
    """The map as SVG text: ``walked`` are the ways taken, ``here`` is the step where one stands, ``open_to``
    where one can go.

    >>> from fedlocal.pathway.graph import read_map
    >>> draw(read_map(), here="bond").startswith("<svg")
    True
    """
    taken = [graph.ways[way_id] for way_id in walked]
    passed = {step for way in taken for step in (way.start, way.end)} | {here} - {""}
    whole = not passed
    pairs = dict.fromkeys((way.start, way.end, way.back) for way in graph.ways.values())
    lines = [_line(graph, *pair, "#C3CBD3", 1.2) for pair in pairs if whole or not pair[2]]
    lines += [_line(graph, here, end, False, COLOURS["ink"], 1.6, "2 5") for end in dict.fromkeys(open_to)]
    lines += [_line(graph, way.start, way.end, way.back, COLOURS["ink"], 3.2) for way in taken]
    marks = [_mark(step, whole or step.id in passed, step.id == here) for step in graph.steps.values()]
    ground, names = _bands()
    body = f"{HEAD}{ground}{''.join(lines)}{names}{''.join(marks)}{_legend()}"
    return drawing(WIDTH, HEIGHT, body, 12.5)


def _middle(row: int) -> int:
    """The height of a row; each band begins with room for its name and for the words "you are here"."""
    return 64 + 66 * row + 42 * ((row >= 3) + (row >= 7))


def _bands() -> tuple[str, str]:
    """The grounds of the bands, and their names, which are written over the lines."""
    parts = []
    for first, after, title in BANDS:
        y, tall = _middle(first) - 58, 66 * (after - first) + 36
        for left, right, name in ((0, 6, title),) if title else TRACKS:
            x = 4 + 124 * left
            wide = 124 * (right - left) + (4 if right == 6 else -6)
            parts.append(
                (
                    (
                        f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" rx="10"'
                        f' fill="{COLOURS["wash"]}"/>'
                    ),
                    (
                        f'<text x="{x + 12}" y="{y + 17}" font-weight="600" fill="{COLOURS["muted"]}"'
                        f" {HALO}>{escape(name)}</text>"
                    ),
                )
            )
    return "".join(ground for ground, _ in parts), "".join(name for _, name in parts)


def _line(graph: Map, start: str, end: str, back: bool, colour: str, width: float, dash: str = "") -> str:
    """One way as a curve that leaves below a mark and comes in above the next; beside it where both stand
    in one row."""
    (ax, ay), (bx, by) = place(graph.steps[start]), place(graph.steps[end])
    if ay == by:
        side = 14 if bx > ax else -14
        path = (
            f"M{ax + side},{ay + 10}C{ax + 3 * side},{ay + 38} {bx - 3 * side},{by + 38}"
            f" {bx - side},{by + 11}"
        )
    elif by > ay:
        middle = (by - ay) // 2
        path = f"M{ax},{ay + 16}C{ax},{ay + middle} {bx},{by - middle} {bx},{by - 19}"
    else:
        side = (
            20 if bx < ax - 30 else -20
        )  # up to the right of a mark that stands further left, else around by the left
        path = f"M{ax - 18},{ay}C{ax - 50},{ay} {bx + 2 * side},{by + 16} {bx + side},{by}"
    style = f' stroke-dasharray="{dash or "7 4"}"' if dash or back else ""
    head = ' marker-end="url(#head)"' if colour == COLOURS["ink"] else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{style}{head}/>'


def _mark(step: Step, strong: bool, here: bool) -> str:
    x, y = place(step)
    colour = COLOURS[step.level] if step.level else COLOURS["ink"]
    fill, text = (colour, "#FFFFFF") if strong and step.level else ("#FFFFFF", colour)
    ring = f'<circle r="24" fill="none" stroke="{COLOURS["ink"]}" stroke-width="3"/>' if here else ""
    number = (
        '<text y="5.5" text-anchor="middle" font-size="15" font-weight="700"'
        f' fill="{text}">{step.mark}</text>'
    )
    shape = (
        f'<path d="{SHAPES[step.level]}" fill="{fill}" stroke="{colour}"'
        f' stroke-width="{2.4 if not step.level and strong else 1.4}"/>'
    )
    first, _, second = step.label.partition("|")
    ink = COLOURS["ink"] if strong else COLOURS["muted"]
    weight = ' font-weight="700"' if here else ""
    lines = [(-3, first), (12, second)] if second else [(4, first)]
    left = 29 if here else 25
    # a strip of the ground under each line of words, so that no way runs through them
    ground = "".join(
        f'<rect x="{left - 2}" y="{dy - 11}" width="{round(6.5 * len(line)) + 1}" height="15"'
        f' fill="{COLOURS["wash"]}"/>'
        for dy, line in lines
    )
    words = "".join(
        f'<text x="{left}" y="{dy}" fill="{ink}" {HALO}{weight}>{escape(line)}</text>' for dy, line in lines
    )
    flag = (
        f'<text x="{left}" y="{lines[0][0] - 15}" font-weight="700" font-size="11.5" {HALO}>you are'
        " here</text>"
        if here
        else ""
    )
    return f'<g transform="translate({x},{y})">{ring}{shape}{number}{ground}{words}{flag}</g>'


def _legend() -> str:
    y = HEIGHT - 16
    entries = (
        ("federal", "federal officer or office", 16),
        ("local", "local", 206),
        ("court", "federal court", 280),
        ("", "an end", 402),
    )
    shapes = "".join(
        f'<g transform="translate({x},{y}) scale(0.55)"><path d="{SHAPES[level]}"'
        f' fill="{COLOURS[level] if level else "#FFFFFF"}" stroke="{COLOURS["ink"]}"'
        f' stroke-width="1.6"/></g><text x="{x + 15}" y="{y + 4}">{name}</text>'
        for level, name, x in entries
    )
    lines = (
        f'<path d="M480,{y}h30" stroke="{COLOURS["ink"]}" stroke-width="3.2"/><text x="516"'
        f' y="{y + 4}">walked</text><path d="M580,{y}h30" stroke="{COLOURS["ink"]}" stroke-width="1.6"'
        f' stroke-dasharray="2 5"/><text x="616" y="{y + 4}">can come next</text>'
    )
    return shapes + lines
