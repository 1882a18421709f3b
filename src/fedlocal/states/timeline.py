"""Events along time, a lane for each level of government, numbered as in the list that goes with it.
Direct SVG."""

from __future__ import annotations

from ..drawing.palette import COLOURS, SHAPES
from ..drawing.svg import drawing
from ..ground.vocabulary import LEVELS
from .developments import dated_by_reading, month_number

WIDTH, LEFT, RIGHT, TOP, GAP, STEP = 900, 112, 22, 12, 22, 25
DETAILED = "2025-01"  # from here on the scale is wide: most events are later
EARLY = 0.27  # part of the width that the years before get
INK_ON = "#FFFFFF"


def timeline(events: list[dict], current: int = 0) -> str:
    """SVG text for events of :func:`fedlocal.states.developments.history`; the one numbered ``current`` gets
    a ring.

    A full mark is in force, an empty one is not or not surely; blocked ones have a broken rim, and a ring
    inside a full mark says that its date is that of reading. The list beside it says each status in words. No
    event: an empty text.

    >>> timeline([]), timeline([{"number": 7, "date": "2026-02", "levels": ("court",), "status":
    ...     "blocked"}]).count(">7<")
    ('', 1)
    """
    if not events:
        return ""
    first, last = (
        min(month_number(event["date"]) for event in events),
        max(month_number(event["date"]) for event in events),
    )
    split = month_number(DETAILED)
    early = min(first, split - 12)
    body, y = [], TOP
    for level, name in LEVELS.items():
        marks = _rows(
            [
                (x(month_number(event["date"]), early, split, last), event)
                for event in events
                if level in event["levels"]
            ]
        )
        height = STEP * (1 + max((row for _, row, _ in marks), default=0)) + GAP
        body.append(_lane(level, name, y, height, marks, current))
        y += height
    return drawing(WIDTH, y + 40, _axis(early, split, last, y) + "".join(body))


def x(month: float, early: float, split: float, last: float) -> float:
    """Where a month lies: the years before the split share a narrow part, the months after it the rest.

    >>> x(0, 0, 10, 20) < x(10, 0, 10, 20) < x(20, 0, 10, 20)
    True
    """
    room = WIDTH - LEFT - RIGHT - 46
    if month < split:
        return round(LEFT + 12 + EARLY * room * (month - early) / (split - early), 1)
    return round(LEFT + 46 + room * (EARLY + (1 - EARLY) * (month - split) / max(last - split, 1)), 1)


def _rows(marks: list[tuple[float, dict]]) -> list[tuple[float, int, dict]]:
    """Each mark with a row in its lane: the lowest in which it hides no other."""
    placed: list[tuple[float, int, dict]] = []
    for at, event in sorted(marks, key=lambda mark: (mark[0], mark[1]["number"])):
        row = next(
            n
            for n in range(len(marks) + 1)
            if all(abs(at - other) >= STEP - 1 or n != taken for other, taken, _ in placed)
        )
        placed.append((at, row, event))
    return placed


def _lane(level: str, name: str, top: float, height: float, marks, current: int) -> str:
    ground = top + height - 6
    parts = [
        f'<path d="M{LEFT - 100},{ground}H{WIDTH - RIGHT}" stroke="{COLOURS["line"]}"/>',
        (
            f'<text x="12" y="{top + height / 2}" dominant-baseline="central" font-weight="600"><tspan'
            f' fill="{COLOURS[level]}">{SHAPES[level]}</tspan> {name}</text>'
        ),
    ]
    for at, row, event in marks:
        y, colour = ground - 16 - STEP * row, COLOURS[level]
        full = event["status"] == "in_force"
        broken = ' stroke-dasharray="3 2.4"' if event["status"] in ("blocked", "partly_blocked") else ""
        if event["number"] == current:
            parts.append(
                f'<circle cx="{at}" cy="{y}" r="14" fill="none" stroke="{COLOURS["ink"]}"'
                ' stroke-width="2.4"/>'
            )
        parts.append(
            f'<circle cx="{at}" cy="{y}" r="10.5" fill="{colour if full else COLOURS["ground"]}"'
            f' stroke="{colour}" stroke-width="2"{broken}/>'
        )
        if full and dated_by_reading(event):
            parts.append(
                f'<circle cx="{at}" cy="{y}" r="8.4" fill="none" stroke="{INK_ON}" stroke-width="1.3"/>'
            )
        parts.append(
            f'<text x="{at}" y="{y + 0.5}" font-size="11.5" font-weight="600" text-anchor="middle"'
            f' dominant-baseline="central" fill="{INK_ON if full else COLOURS["ink"]}">'
            f"{event['number']}</text>"
        )
    return "".join(parts)


def _axis(early: float, split: float, last: float, ground: float) -> str:
    years = range(int(early // 12), int(last // 12) + 1)
    wide = [
        12 * year + month for year in years for month in (0, 3, 6, 9) if split <= 12 * year + month <= last
    ]
    names = {0: "Jan", 3: "Apr", 6: "Jul", 9: "Oct"}
    parts = [
        f'<path d="M{x(split, early, split, last) - 28},{TOP}V{ground + 30}" stroke="{COLOURS["muted"]}"'
        ' stroke-dasharray="2 4"/>'
    ]
    for month in wide:
        at = x(month, early, split, last)
        label = names[month % 12] + (f" {month // 12}" if month % 12 == 0 else "")
        parts.append(
            f'<path d="M{at},{TOP}V{ground}" stroke="{COLOURS["line"]}"/><text x="{at}" y="{ground + 15}"'
            f' text-anchor="middle">{label}</text>'
        )
    for year in years:
        if early <= 12 * year < split and year % 5 == 0:
            at = x(12 * year, early, split, last)
            parts.append(f'<text x="{at}" y="{ground + 15}" text-anchor="middle">{year}</text>')
    middle = (x(early, early, split, last) + x(split, early, split, last)) / 2
    parts.append(
        f'<text x="{middle}" y="{ground + 33}" text-anchor="middle" fill="{COLOURS["muted"]}">earlier years,'
        " closer together</text>"
    )
    return "".join(parts)
