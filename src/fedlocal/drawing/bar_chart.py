"""Level bars as direct SVG, each with its name before it and its number behind it, so that no legend is
needed."""

from __future__ import annotations

from dataclasses import dataclass

from ..ground.formats import number
from .axes import ticks, upright_grid
from .guess_marks import highest, upright_line
from .palette import COLOURS
from .svg import SMALL, drawing, level_mark, text

WIDTH, TOP, BELOW, HEADING = 760, 6, 54, 34  # pixels: the picture, above, below the bars, a line of its own
GUESS_ABOVE = 24  # pixels for the words of a guess, above the first bar
TWO_LINES = 44  # pixels from bar to bar that leave room for two lines behind each


@dataclass(frozen=True)
class Bar:
    """One bar: ``level`` gives its color and, unless ``shape`` is false, its shape; ``value`` its length;
    ``words`` stand behind it and ``more`` behind or below them.

    ``heading`` opens a group above it; ``part`` says that it is a part of the bar above.
    """

    label: str
    value: float
    words: str
    level: str = "local"
    more: str = ""
    heading: str = ""
    part: bool = False
    shape: bool = True


@dataclass(frozen=True)
class Bracket:
    """Words beside the bars from ``first`` to ``last`` (their places from 0) that say what they are
    together."""

    first: int
    last: int
    lines: tuple[str, ...]
    x: int


def bar_chart(
    bars: list[Bar],
    axis: str,
    left: int,
    right: int,
    pitch: int = 34,
    bracket: Bracket | None = None,
    levels: tuple[tuple[str, str], ...] = (),
    guess: float | None = None,
) -> str:
    """The bars under each other as SVG text; ``left`` and ``right`` are the pixels kept for names and
    numbers, ``pitch`` those from bar to bar, ``levels`` names the shapes in the empty corner.
    ``guess`` is what a learner said of the first bar.

    >>> bar_chart([Bar("City police", 12, "12")], "People", 120, 60)[:4]
    '<svg'
    """
    longest = highest(guess, max(bar.value for bar in bars))
    top = TOP if guess is None else TOP + GUESS_ABOVE

    def x(value: float) -> float:
        return round(left + value * (WIDTH - left - right) / longest, 1)

    heights, y = [], float(top)
    for bar in bars:
        y += HEADING if bar.heading else 0
        heights.append(y + pitch / 2)
        y += pitch
    ground = y + 2
    parts = [
        upright_grid([tick for tick in ticks(longest) if tick <= longest], x, top, ground, number),
        *(_bar(bar, height, pitch, left, x(bar.value)) for bar, height in zip(bars, heights, strict=True)),
        f'<path d="M{left},{top}V{ground:g}" stroke="{COLOURS["muted"]}" stroke-width="1.2"/>',
        text((left + WIDTH - right) / 2, ground + 40, axis, "middle", SMALL),
        _levels(levels, ground - 18),
    ]
    if guess is not None:
        where, side = x(min(guess, longest)), "start" if guess < longest / 2 else "end"
        parts.append(upright_line(guess, where, top - 6, top + pitch, side, beyond=guess > longest))
    if bracket:
        parts.append(_bracket(bracket, heights[bracket.first], heights[bracket.last], pitch))
    return drawing(WIDTH, round(ground + BELOW), "".join(parts))


def _bar(bar: Bar, y: float, pitch: int, left: int, end: float) -> str:
    thick = round(pitch * (0.4 if bar.part else 0.64))
    indent = 22 if bar.part else 0
    room = 24 if bar.shape else 0
    parts = [
        text(0, y - pitch / 2 - HEADING / 2 + 2, bar.heading, bold=True, halo=True) if bar.heading else "",
        level_mark(bar.level, 8 + indent, y) if bar.shape else "",
        text(room + indent, y, bar.label),
        f'<rect x="{left}" y="{y - thick / 2:g}" width="{max(end - left, 1.5):.1f}" height="{thick}"'
        f' fill="{COLOURS[bar.level]}"/>',
    ]
    if pitch >= TWO_LINES:
        parts.append(text(end + 8, y - 9, bar.words, bold=True, halo=True))
        parts.append(text(end + 8, y + 10, bar.more, size=SMALL, color=COLOURS["muted"], halo=True))
    else:
        parts.append(text(end + 8, y, bar.words, bold=True, halo=True, more=f" {bar.more}" * bool(bar.more)))
    return "".join(parts)


def _bracket(bracket: Bracket, first: float, last: float, pitch: int) -> str:
    top, bottom, middle = first - pitch * 0.36, last + pitch * 0.36, (first + last) / 2
    start = middle - 9.5 * (len(bracket.lines) - 1)
    return (
        f'<path d="M{bracket.x},{top:g}h8V{bottom:g}h-8M{bracket.x + 8},{middle:g}h8" fill="none"'
        f' stroke="{COLOURS["ink"]}" stroke-width="1.4"/>'
    ) + "".join(
        text(bracket.x + 24, start + 19 * line, words, halo=True) for line, words in enumerate(bracket.lines)
    )


def _levels(levels: tuple[tuple[str, str], ...], y: float) -> str:
    """The shapes with their names, from the bottom of the right corner upward."""
    x = WIDTH - 24 - 9 * max((len(words) for _, words in levels), default=0)
    return "".join(
        level_mark(level, x, y - 22 * line)
        + text(x + 14, y - 22 * line, words, size=SMALL, color=COLOURS["muted"], halo=True)
        for line, (level, words) in enumerate(reversed(levels))
    )
