"""A learner's guess in a chart: a dashed line with the words "you: 400", and a bar that sets a guess beside
the answer where a chart has no axis for it."""

from __future__ import annotations

from .axes import Plot
from .palette import COLOURS
from .svg import SMALL, drawing, text, wide

COLOR = COLOURS["guess"]
ENDS = {"start": 8, "end": -8}  # pixels from an upright line to its words
RULER = Plot(width=760, left=28, right=690, top=40, ground=72)  # of the bar, which is 104 high
RULER_HEIGHT = 104


def plain(guess: float) -> str:
    """The number as it was guessed: whole, or with its decimals.

    >>> plain(2000.0), plain(40.7)
    ('2,000', '40.7')
    """
    return f"{guess:,.0f}" if guess == int(guess) else f"{guess:,g}"


def label(guess: float, unit: str = "") -> str:
    """The words at a guess in a chart.

    >>> label(400), label(31.5, "%")
    ('you: 400', 'you: 31.5%')
    """
    return f"you: {plain(guess)}{unit}"


def in_words(guess: float | None, mark: str = "dashed line") -> str:
    """The guess as a sentence for the description of a chart, with the ``mark`` that shows it; "" where there
    is none.

    >>> in_words(400), in_words(None)
    (' A dashed line marks your guess: 400.', '')
    """
    return "" if guess is None else f" A {mark} marks your guess: {plain(guess)}."


def in_table(guess: float | None, columns: int, column: int) -> list[list[str]]:
    """The guess as the last row of a table with so many columns, in ``column``; no row where there is none.

    >>> in_table(400, 3, 2), in_table(None, 3, 2)
    ([['Your guess', '–', '400']], [])
    """
    if guess is None:
        return []
    return [["Your guess", *(plain(guess) if place == column else "–" for place in range(1, columns))]]


def highest(guess: float | None, found: float) -> float:
    """How far an axis must go that shows ``found`` and the guess: at most to twice what was found, so that no
    guess makes the chart flat.

    >>> highest(400, 2179), highest(3000, 2179), highest(90000, 2179), highest(None, 2179)
    (2179, 3000, 4358, 2179)
    """
    return found if guess is None else max(found, min(guess, 2 * found))


def level_line(
    guess: float, y: float, left: float, right: float, beyond: bool = False, size: float = SMALL
) -> str:
    """A dashed level line at ``y`` (pixels) with its words above its beginning; below it, with an arrow, for
    a guess ``beyond`` the axis.

    >>> level_line(400, 90, 20, 200).count("you: 400")
    1
    """
    words = f"{label(guess)} ↑" if beyond else label(guess)
    below = size * 0.95 if beyond else -size * 0.85
    return _dashed(f"M{left:g},{y:g}H{right:g}") + text(
        left + 8, y + below, words, size=size, bold=True, color=COLOR, halo=True
    )


def upright_line(
    guess: float,
    x: float,
    top: float,
    ground: float,
    anchor: str = "start",
    unit: str = "",
    beyond: bool = False,
    size: float = SMALL,
) -> str:
    """A dashed upright line at ``x`` from ``top`` to ``ground`` (pixels) with its words at its top, after it,
    before it (``anchor`` "end") or over its middle; with an arrow for a guess ``beyond`` the axis.

    >>> upright_line(15, 90, 20, 60, "end").count('text-anchor="end"')
    1
    """
    words = f"{label(guess, unit)} →" if beyond else label(guess, unit)
    return _dashed(f"M{x:g},{top:g}V{ground:g}") + text(
        x + ENDS.get(anchor, 0), top - size * 0.2, words, anchor, size, bold=True, color=COLOR, halo=True
    )


def hollow_point(
    guess: float, x: float, y: float, unit: str = "", words_at: float | None = None, beyond: bool = False
) -> str:
    """A hollow point at (``x``, ``y``) with its words before it, at the height ``words_at``.

    >>> hollow_point(40, 90, 20, "%").count("you: 40%")
    1
    """
    words = f"{label(guess, unit)} ↑" if beyond else label(guess, unit)
    height = y if words_at is None else words_at
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="#FFFFFF" stroke="{COLOR}" stroke-width="2.4"'
        ' stroke-dasharray="3 2"/>'
    ) + text(x - 8, height, words, "end", SMALL, bold=True, color=COLOR, halo=True)


def ruler(found: float, guess: float | None, most: float, words: str) -> str:
    """A bar from 0 to ``most`` that is filled up to what was found, with the guess as a dashed line, as SVG
    text; ``words`` follow the number that was found.

    >>> ruler(25, 12, 51, "of 51 places").count("you: 12")
    1
    """
    plot = RULER

    def x(value: float) -> float:
        return round(plot.left + min(value, most) * (plot.right - plot.left) / most, 1)

    answer = f"{plain(found)} {words}"
    end = "start" if x(found) + 8 + wide(answer, 16, bold=True) <= plot.width else "end"
    line = ""
    if guess is not None:
        side = "start" if x(guess) < plot.width / 2 else "end"
        line = upright_line(guess, x(guess), plot.top - 18, plot.ground + 8, side, beyond=guess > most)
    parts = [
        f'<rect x="{plot.left}" y="{plot.top}" width="{plot.right - plot.left}" height="32" fill="#FFFFFF"'
        f' stroke="{COLOURS["muted"]}"/>',
        line,  # under the filled part, so that it does not cross the words there
        f'<rect x="{plot.left}" y="{plot.top}" width="{x(found) - plot.left:g}" height="32"'
        f' fill="{COLOURS["muted"]}"/>',
        text(plot.left, plot.ground + 18, "0", "middle", color=COLOURS["muted"]),
        text(plot.right, plot.ground + 18, plain(most), "middle", color=COLOURS["muted"]),
    ]
    ink = COLOURS["ground"] if end == "end" else COLOURS["ink"]
    place = x(found) + ENDS[end]
    parts.append(text(place, plot.top + 16, answer, end, 16, bold=True, color=ink, halo=end == "start"))
    return drawing(plot.width, RULER_HEIGHT, "".join(parts))


def ruler_in_words(found: float, guess: float | None, most: float, words: str) -> str:
    """What the bar shows, for those who do not see it.

    >>> ruler_in_words(25, 12, 51, "of 51 places")
    'A bar from 0 to 51 is filled to 25 of 51 places. A dashed line marks your guess: 12.'
    """
    return f"A bar from 0 to {plain(most)} is filled to {plain(found)} {words}.{in_words(guess)}"


def _dashed(path: str) -> str:
    """A dashed line on a white one, so that it is seen on dark areas, too."""
    return (
        f'<path d="{path}" fill="none" stroke="#FFFFFF" stroke-width="4.6"/>'
        f'<path d="{path}" fill="none" stroke="{COLOR}" stroke-width="2.2" stroke-dasharray="7 5"/>'
    )
