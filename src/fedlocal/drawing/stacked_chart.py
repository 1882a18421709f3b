"""A stacked chart of monthly counts as direct SVG; a widget redraws it at each choice."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from ..ground.formats import month_name, number, plural
from ..ground.vocabulary import MODELS
from .annotations import NO_LIST, Spot, beside, event, narrow_gap
from .axes import Plot, level_grid, ticks, time_axis, upright_words
from .guess_marks import highest, level_line
from .line_chart import Event
from .palette import COLOURS
from .svg import drawing, text
from .values import Value, values

ORDER = ("jem", "wso", "tfm")  # from the ground up; the newest growth lies on top
# A pattern beside the colour: lines one way, lines the other way, plain.
PATTERNS = {"jem": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "wso": "M-2,6l4,4M0,0l8,8M6,-2l4,4", "tfm": ""}
LEFT, BELOW, ROOMY = 70, 46, 700  # pixels: beside and below the plot; a picture so wide has room for names
LETTERS = 13  # pixels


Stock = dict[str, dict[str, int] | None]  # month -> model -> agreements; None for a month without a list


@dataclass(frozen=True)
class Months:
    """The plot with its months from left to right and its highest value."""

    plot: Plot
    names: list[str]
    top_value: float

    def x(self, edge: float) -> int:
        """The pixel of an edge: 0 is where the first month begins, 1 where it ends."""
        return round(self.plot.left + edge * (self.plot.right - self.plot.left) / len(self.names))

    def middle(self, month: str) -> float:
        """The pixel of the middle of a month."""
        return self.x(self.names.index(month) + 0.5)

    def day(self, day: datetime.date) -> float:
        """The pixel of a day."""
        return self.x(self.names.index(f"{day.year}-{day.month:02}") + (day.day - 1) / 31)

    def y(self, value: float) -> int:
        """The pixel of a value."""
        return round(self.plot.ground - value * (self.plot.ground - self.plot.top) / self.top_value)


def stacked(
    table: Stock,
    marked: str = "",
    size: tuple[int, int] = (900, 400),
    events: Sequence[Event] = (),
    alt: str = "",
    prefix: str = "",
    guess: float | None = None,
) -> str:
    """Stacked steps of a stock by month as SVG text (see :func:`fedlocal.agreements.counts.stock`).

    ``table`` has counts by model for each month in order; a month with None is a gap, and the last month has
    counts. ``marked`` is a month to mark, ``events`` (in order of date) are written above. With ``alt`` the
    chart is live: each month tells its counts; ``prefix`` keeps its patterns apart from those of other charts
    on the page. ``guess`` is what a learner said of the last month.

    >>> from fedlocal.agreements.counts import stock
    >>> from fedlocal.ground.tables import rows
    >>> stacked(stock(rows("agreements_monthly"), "TX"))[:4]
    '<svg'
    """
    width, height = size
    scale = ticks(highest(guess, max(sum(counts.values()) for counts in table.values() if counts)))
    names = list(table)
    flat = Months(Plot(width, LEFT, width - (200 if width > ROOMY else 108), 0, 0), names, scale[-1])
    missing = [month for month, counts in table.items() if not counts]
    gaps = [Spot(flat.middle(month), (month_name(month), NO_LIST)) for month in missing]
    spots = [Spot(flat.day(day.day), day.lines, day.level) for day in events if _month(day.day) in table]
    words = beside([*spots, *gaps], width, 12, LETTERS)
    above = max((box.bottom for box in words), default=4) + 4
    plot = Plot(width, flat.plot.left, flat.plot.right, above, height - BELOW)
    months = Months(plot, names, scale[-1])
    parts = [
        f"<defs>{_patterns(prefix)}</defs>",
        level_grid(scale, months.y, plot.left, plot.right, number, LETTERS),
        upright_words(12, plot, "Agreements on the list", LETTERS),
        *(
            narrow_gap(plot, gap.x - 3, gap.x + 3, gap, box, LETTERS)
            for gap, box in zip(gaps, words[len(spots) :], strict=True)
        ),
        _areas(months, table, prefix),
        _axis(months, height),
        _labels(months, table, width > ROOMY),
        *(event(spot, box, plot.ground, LETTERS) for spot, box in zip(spots, words, strict=False)),
        _marked(months, table, marked) if marked in table else "",
        _guessed(months, guess) if guess is not None else "",
        values(_values(months, table), plot) if alt else "",
    ]
    return drawing(width, height, "".join(parts), LETTERS, alt=alt)


def _month(day: datetime.date) -> str:
    return f"{day.year}-{day.month:02}"


def _no_list(month: str) -> str:
    return f"{month_name(month)}: {NO_LIST}"


def _patterns(prefix: str) -> str:
    return "".join(
        f'<pattern id="{prefix}{model}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"'
        f' height="8" fill="{COLOURS[model]}"/><path d="{lines}" stroke="#FFFFFF" stroke-width="0.8"'
        ' opacity="0.75"/></pattern>'
        for model, lines in PATTERNS.items()
    )


def _areas(months: Months, table: Stock, prefix: str) -> str:
    parts = []
    for model in ORDER:
        bands = [_band(counts, model) if counts else None for counts in table.values()]
        parts.append(
            f'<path d="{_outline(months, bands)}" fill="url(#{prefix}{model}) {COLOURS[model]}"'
            ' stroke="#FFFFFF" stroke-width="0.6"/>'
        )
    return "".join(parts)


def _band(counts: dict[str, int], model: str) -> tuple[int, int]:
    """Where the area of a model begins and ends in one month, in agreements."""
    floor = sum(counts[below] for below in ORDER[: ORDER.index(model)])
    return floor, floor + counts[model]


def _outline(months: Months, bands: list[tuple[int, int] | None]) -> str:
    """The outline of one area: there along the top, back along the floor, broken where a month has no
    list."""
    paths, run = [], []
    for i, band in enumerate([*bands, None]):
        if band:
            run.append((i, months.y(band[0]), months.y(band[1])))
        elif run:
            there = "".join(f"V{high}H{months.x(i + 1)}" for i, _, high in run)
            back = "".join(f"V{low}H{months.x(i)}" for i, low, _ in reversed(run))
            paths.append(f"M{months.x(run[0][0])},{run[0][1]}{there}{back}Z")
            run = []
    return "".join(paths)


def _axis(months: Months, height: int) -> str:
    plot = months.plot
    years = [(months.x(i), name[:4]) for i, name in enumerate(months.names) if name.endswith("-01")]
    words, middle = "Month (a year is marked at its January)", (plot.left + plot.right) / 2
    named = text(middle, height - 10, words, "middle", LETTERS, color=COLOURS["muted"])
    return time_axis(years, plot.ground, LETTERS) + named


def _labels(months: Months, table: Stock, roomy: bool) -> str:
    """Names and last values beside the areas instead of a legend, moved apart where they would collide."""
    last = [counts for counts in table.values() if counts][-1]
    lowest, parts = months.plot.ground + 40, []
    x = months.plot.right + 10
    for model in ORDER:
        if last[model]:
            lowest = min(months.y(sum(_band(last, model)) / 2), lowest - (34 if roomy else 18))
            name, count = MODELS[model] if roomy else model.upper(), number(last[model])
            second = f'<tspan x="{x:g}" dy="16"' if roomy else " <tspan"
            parts.append(
                f'<text x="{x:g}" y="{lowest - (4 if roomy else 0)}"'
                f' dominant-baseline="central">{name}{second} font-weight="600">{count}</tspan></text>'
            )
    return "".join(parts)


def _marked(months: Months, table: Stock, month: str) -> str:
    """An upright line with a triangle over the month that was chosen."""
    x, top, counts = months.middle(month), months.plot.top, table[month]
    tip = max(months.y(sum(counts.values())) - 4, top) if counts else months.plot.ground
    color = COLOURS["ink"]
    return (
        f'<path d="M{x:g},{top:g}V{tip:g}" stroke="{color}" stroke-width="1.6"/>'
        f'<path d="M{x - 6:g},{top - 4:g}h12l-6,9z" fill="{color}"/>'
    )


def _guessed(months: Months, guess: float) -> str:
    plot, top = months.plot, months.top_value
    return level_line(guess, months.y(min(guess, top)), plot.left, plot.right, guess > top, LETTERS + 1)


def _values(months: Months, table: Stock) -> list[Value]:
    points = []
    for month, counts in table.items():
        whole = sum(counts.values()) if counts else 0
        words = _no_list(month) if counts is None else f"{month_name(month)}: {plural(whole, 'agreement')}"
        parts = [f"{number(counts[model])} {MODELS[model]}" for model in ORDER if counts and counts[model]]
        points.append(Value(months.middle(month), months.y(whole), "; ".join([words, *parts])))
    return points
