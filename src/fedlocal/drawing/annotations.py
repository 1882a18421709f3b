"""Words on a time axis: events as upright lines, gaps as bands that say that no list was kept, kept apart and
inside the picture."""

from __future__ import annotations

from dataclasses import dataclass

from .axes import Plot
from .palette import COLOURS
from .svg import SMALL, level_mark, text, wide

NO_LIST = "no list kept"
BAND = "#ECEFF2"
STEP = 8  # pixels between a line and its words
LEADING = 1.2  # from line to line, in sizes of a letter


@dataclass(frozen=True)
class Spot:
    """An event at ``x`` (pixels) in words, a line each, the first of several bold; ``level`` gives color and
    shape."""

    x: float
    lines: tuple[str, ...]
    level: str = "state"


@dataclass(frozen=True)
class Words:
    """Lines of words beside a spot: where they stand, and the box that they fill."""

    x: float
    y: float
    anchor: str
    left: float
    right: float
    bottom: float

    def covers(self, other: Words) -> bool:
        """Whether the boxes of two meet.

        >>> Words(0, 9, "start", 0, 40, 18).covers(Words(30, 9, "start", 30, 60, 18))
        True
        """
        level = self.y < other.bottom and other.y < self.bottom
        return level and self.left < other.right and other.left < self.right


def beside(spots: list[Spot], width: float, top: float, size: float = SMALL) -> list[Words]:
    """Where the words of each spot go, from ``top`` down: beside it, inside a picture of this ``width``, and
    lower where they would meet words before them.

    >>> [words.anchor for words in beside([Spot(100, ("May",)), Spot(110, ("June",))], 300, 9)]
    ['end', 'start']
    """
    placed: list[Words] = []
    for spot in spots:
        y = top
        while not (free := [words for words in _sides(spot, width, y, size) if not _meets(words, placed)]):
            y += size * LEADING
        lines_of_others = [other.x for other in spots if other is not spot]
        placed.append(min(free, key=lambda words: _crossed(words, lines_of_others)))
    return placed


def _sides(spot: Spot, width: float, y: float, size: float) -> list[Words]:
    """Before and after the spot, where the picture has room for it; else as far to the right as it goes."""
    long = max(wide(line, size, bold=not place) for place, line in enumerate(spot.lines))
    bottom = y + size * LEADING * len(spot.lines)
    before = Words(spot.x - STEP, y, "end", spot.x - STEP - long, spot.x - STEP, bottom)
    after = Words(spot.x + STEP, y, "start", spot.x + STEP, spot.x + STEP + long, bottom)
    inside = [words for words in (before, after) if words.left >= 0 and words.right <= width]
    return inside or [Words(width - long, y, "start", width - long, width, bottom)]


def _crossed(words: Words, xs: list[float]) -> int:
    return sum(words.left < x < words.right for x in xs)


def _meets(words: Words, placed: list[Words]) -> bool:
    return any(words.covers(other) for other in placed)


def event(spot: Spot, words: Words, ground: float, size: float = SMALL) -> str:
    """An upright line down to ``ground`` with the shape of its level at its head, and its words.

    >>> spot = Spot(100, ("20 January 2025", "order"), "federal")
    >>> event(spot, beside([spot], 300, 9)[0], 200).count("<text")
    2
    """
    color, top = COLOURS[spot.level], words.y - 1
    line = (
        f'<path d="M{spot.x:g},{top:g}V{ground:g}" stroke="{color}" stroke-width="1.6"'
        ' stroke-dasharray="5 4"/>'
    )
    return line + level_mark(spot.level, spot.x, top) + lines(spot, words, size)


def lines(spot: Spot, words: Words, size: float = SMALL) -> str:
    """The words of a spot, without its line.

    >>> spot = Spot(100, ("order",))
    >>> lines(spot, beside([spot], 300, 9)[0])[:5]
    '<text'
    """
    return "".join(
        text(
            words.x,
            words.y + LEADING * size * place,
            line,
            words.anchor,
            size,
            bold=place == 0 and len(spot.lines) > 1,
            halo=True,
        )
        for place, line in enumerate(spot.lines)
    )


def gap(plot: Plot, start: float, end: float, words: str, size: float = 12) -> str:
    """A band from ``start`` to ``end`` (pixels) with its words up along its middle.

    >>> gap(Plot(100, 20, 90, 10, 180), 50, 70, "no list kept in June").count("rotate(-90)")
    1
    """
    named = text(0, 0, words, size=size, color=COLOURS["muted"])
    return (
        f'<rect x="{start:g}" y="{plot.top:g}" width="{end - start:.1f}" height="{plot.ground - plot.top:g}"'
        f' fill="{BAND}"/><g transform="translate({(start + end) / 2:g} {plot.ground - 10:g}) rotate(-90)">'
        f"{named}</g>"
    )


def narrow_gap(plot: Plot, start: float, end: float, spot: Spot, words: Words, size: float = SMALL) -> str:
    """A band too narrow for words, which stand above it, with a thin line that leads from them into it.

    >>> spot = Spot(52, ("no list kept",))
    >>> narrow_gap(Plot(400, 20, 390, 40, 180), 50, 54, spot, beside([spot], 400, 9)[0]).count("<rect")
    1
    """
    near = words.x + (-STEP if words.anchor == "start" else STEP) / 2
    return (
        f'<rect x="{start:g}" y="{plot.top:g}" width="{end - start:.1f}" height="{plot.ground - plot.top:g}"'
        f' fill="{BAND}"/><path d="M{near:g},{words.y:g}H{spot.x:g}V{plot.top + 14:g}" fill="none"'
        f' stroke="{COLOURS["muted"]}"/>'
    ) + lines(spot, words, size)
