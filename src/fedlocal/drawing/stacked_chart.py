"""A stacked chart of monthly counts as direct SVG; a widget redraws it at each choice."""

from __future__ import annotations

from dataclasses import dataclass

from ..ground.formats import number
from ..ground.vocabulary import MODELS
from .palette import COLOURS, FONT
from .svg import ticks

ORDER = ("jem", "wso", "tfm")  # from the ground up; the newest growth lies on top
# A pattern beside the colour: lines one way, lines the other way, plain.
PATTERNS = {"jem": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "wso": "M-2,6l4,4M0,0l8,8M6,-2l4,4", "tfm": ""}


Stock = dict[str, dict[str, int] | None]  # month -> model -> agreements; None for a month without a list


@dataclass(frozen=True)
class Frame:
    """Where the plot lies on the canvas, in pixels, and its scale."""

    width: int
    height: int
    right: int
    top_value: float
    months: int
    left: int = 70
    above: int = 14
    below: int = 46

    def x(self, edge: float) -> int:
        return round(self.left + edge * (self.width - self.left - self.right) / self.months)

    def y(self, value: float) -> int:
        return round(
            self.height - self.below - value * (self.height - self.above - self.below) / self.top_value
        )


def stacked(table: Stock, marked: str = "", size: tuple[int, int] = (900, 400)) -> str:
    """Stacked steps of a stock by month as SVG text (see :func:`fedlocal.agreements.counts.stock`).

    ``table`` has counts by model for each month in order; a month with None is a gap, and the last month has
    counts. ``marked`` is a month to mark.

    >>> from fedlocal.agreements.counts import stock
    >>> from fedlocal.ground.tables import rows
    >>> stacked(stock(rows("agreements_monthly"), "TX"))[:4]
    '<svg'
    """
    scale = ticks(max(sum(counts.values()) for counts in table.values() if counts))
    frame = Frame(*size, right=200 if size[0] > 700 else 92, top_value=scale[-1], months=len(table))
    parts = [
        _grid(frame, scale),
        _areas(frame, table),
        _months(frame, list(table)),
        _labels(frame, table, size[0] > 700),
    ]
    if marked in table:
        x = frame.x(list(table).index(marked) + 0.5)
        counts = table[marked]
        tip = frame.y(sum(counts.values())) - 6 if counts else frame.y(0)
        parts.append(
            f'<path d="M{x},{frame.above - 8}V{max(tip, frame.above)}" stroke="{COLOURS["ink"]}"'
            ' stroke-width="1.6" stroke-dasharray="5 4"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}"'
        f' height="{size[1]}" font-family="{FONT.replace(chr(34), chr(39))}" font-size="13"'
        f' fill="{COLOURS["ink"]}"><defs>{_patterns()}</defs>{"".join(parts)}</svg>'
    )


def _patterns() -> str:
    return "".join(
        f'<pattern id="{model}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8"'
        f' fill="{COLOURS[model]}"/><path d="{lines}" stroke="#FFFFFF" stroke-width="0.8"'
        ' opacity="0.75"/></pattern>'
        for model, lines in PATTERNS.items()
    )


def _grid(frame: Frame, scale: list[int]) -> str:
    lines = "".join(
        f'<path d="M{frame.left},{frame.y(value)}H{frame.width - frame.right}"'
        f' stroke="{COLOURS["line"]}"/><text x="{frame.left - 8}" y="{frame.y(value)}" text-anchor="end"'
        f' dominant-baseline="central">{number(value)}</text>'
        for value in scale
    )
    middle = (frame.above + frame.y(0)) // 2
    return (
        lines + f'<text transform="translate(13 {middle}) rotate(-90)" text-anchor="middle">Agreements on the'
        " list</text>"
    )


def _areas(frame: Frame, table: Stock) -> str:
    return "".join(
        f'<path d="{_steps(frame, [_band(counts, model) if counts else None for counts in table.values()])}"'
        f' fill="url(#{model})" stroke="#FFFFFF" stroke-width="0.6"/>'
        for model in ORDER
    )


def _band(counts: dict[str, int], model: str) -> tuple[int, int]:
    """Where the area of a model begins and ends in one month, in agreements."""
    floor = sum(counts[below] for below in ORDER[: ORDER.index(model)])
    return floor, floor + counts[model]


def _steps(frame: Frame, bands: list[tuple[int, int] | None]) -> str:
    """The outline of one area: there along the top, back along the floor, broken where a month has no
    list."""
    paths, run = [], []
    for i, band in enumerate([*bands, None]):
        if band:
            run.append((i, frame.y(band[0]), frame.y(band[1])))
        elif run:
            there = "".join(f"V{high}H{frame.x(i + 1)}" for i, _, high in run)
            back = "".join(f"V{low}H{frame.x(i)}" for i, low, _ in reversed(run))
            paths.append(f"M{frame.x(run[0][0])},{run[0][1]}{there}{back}Z")
            run = []
    return "".join(paths)


def _months(frame: Frame, months: list[str]) -> str:
    ground = frame.y(0)
    years = "".join(
        f'<path d="M{frame.x(i)},{ground}v5" stroke="{COLOURS["muted"]}"/><text x="{frame.x(i)}"'
        f' y="{ground + 18}" text-anchor="middle">{month[:4]}</text>'
        for i, month in enumerate(months)
        if month.endswith("-01")
    )
    middle = (frame.left + frame.width - frame.right) // 2
    axis = f'<path d="M{frame.left},{ground}H{frame.width - frame.right}" stroke="{COLOURS["muted"]}"/>'
    return (
        f'{axis}{years}<text x="{middle}" y="{frame.height - 8}" text-anchor="middle">Month (a year is marked'
        " at its January)</text>"
    )


def _labels(frame: Frame, table: Stock, roomy: bool) -> str:
    """Names and last values beside the areas instead of a legend, moved apart where they would collide."""
    last = [counts for counts in table.values() if counts][-1]
    spots = [(model, frame.y(sum(_band(last, model)) / 2)) for model in ORDER if last[model]]
    placed, lowest = [], frame.height
    for model, y in spots:
        lowest = min(y, lowest - (34 if roomy else 18))
        placed.append((model, lowest))
    x = frame.width - frame.right + 10
    return "".join(
        (
            f'<text x="{x}" y="{y - 4}">{MODELS[model]}<tspan x="{x}" dy="16"'
            f' font-weight="600">{number(last[model])}</tspan></text>'
            if roomy
            else (
                f'<text x="{x}" y="{y}" dominant-baseline="central">{model.upper()} <tspan'
                f' font-weight="600">{number(last[model])}</tspan></text>'
            )
        )
        for model, y in placed
    )
