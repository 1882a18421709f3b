"""Published figures computed again from the numbers behind them, step by step, with what rounding allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..ground.computed import Desk, compute
from ..ground.formats import number

OPERATIONS = {
    "share": "share: how many percent the first is of the second",
    "change": "change: how many percent the first is above the second",
    "ratio": "ratio: how many times the second goes into the first",
    "middle": "middle: half-way between the two",
    "count": "count: the first number alone",
}
VERDICTS = {  # sign and word; what it says of a published figure
    "same": ("✓", "Reproduces", "The printed figure comes out."),
    "rounding": (
        "≈",
        "Within rounding",
        "It does not come out exactly, but the inputs are rounded, and rounding explains it.",
    ),
    "close": (
        "≈",
        "Off by a step",
        "It is off by less than one in the last printed digit: cut off instead of rounded, or the like.",
    ),
    "other": (
        "≠",
        "Another count differs",
        "The number at hand was counted by other rules. Neither is shown wrong.",
    ),
    "different": ("✕", "Does not reproduce", "The printed figure does not come out of these numbers."),
}


@dataclass(frozen=True)
class Input:
    """A number behind a figure. ``half`` is half of its last printed digit where it was rounded, 0 for an
    exact count."""

    id: str
    label: str
    value: float
    half: float
    unit: str
    origin: str
    source_id: str
    pinpoint: str


@dataclass(frozen=True)
class Figure:
    """A published figure with its inputs; ``published``, ``digits`` and ``unit`` say how it was printed.

    ``beside`` says whether the numbers at hand are the figure's own or another count, made by other rules.
    """

    id: str
    title: str
    claim: str
    published: float
    digits: int
    unit: str
    beside: str
    operation: str
    top: str
    bottom: str
    lesson: str
    source_id: str
    pinpoint: str
    inputs: dict[str, Input]


@dataclass(frozen=True)
class Result:
    """What a calculation gives: the value, the range that rounding of the inputs allows, a verdict, and
    each step in words."""

    value: float
    low: float
    high: float
    verdict: str
    steps: list[str]


def build(figures: Iterable[Mapping], inputs: Iterable[Mapping], load: Callable) -> dict[str, Figure]:
    """The figures in the rows of the tables ``replications`` and ``replication_inputs``, by id, in order.

    An input with the path of a function is counted from our own tables through ``load``; another one is as
    it was printed.

    >>> from fedlocal.ground.tables import load, rows
    >>> "bier-65" in build(rows("replications"), rows("replication_inputs"), load)
    True
    """
    desk = Desk(load)
    known: dict[str, dict[str, Input]] = defaultdict(dict)
    for row in inputs:
        known[row["replication_id"]][row["input_id"]] = _input(row, desk)
    return {
        row["replication_id"]: Figure(
            id=row["replication_id"],
            title=row["title"],
            claim=row["claim"],
            published=row["published"],
            digits=row["digits"],
            unit=row["unit"],
            beside=row["beside"],
            operation=row["operation"],
            top=row["top"],
            bottom=row["bottom"],
            lesson=row["lesson"],
            source_id=row["source_id"],
            pinpoint=row["pinpoint"],
            inputs=known[row["replication_id"]],
        )
        for row in sorted(figures, key=lambda row: row["position"])
    }


def _input(row: Mapping, desk: Desk) -> Input:
    value = compute(row["computed_by"], desk) if row["computed_by"] else row["value"]
    return Input(
        id=row["input_id"],
        label=row["label"],
        value=float(value),
        half=row["half_width"],
        unit=row["unit"],
        origin=row["origin"],
        source_id=row["source_id"],
        pinpoint=row["pinpoint"],
    )


def calculate(operation: str, top: float, bottom: float | None) -> float:
    """One operation on two numbers. Raises :class:`ValueError` when it cannot be done, and says why.

    >>> round(calculate("share", 81_312, 113_431), 1), round(calculate("change", 958, 135), 1)
    (71.7, 609.6)
    """
    if operation == "count":
        return top
    if bottom is None or (operation in ("share", "change", "ratio") and bottom == 0):
        raise ValueError("Choose a second number that is not zero.")
    return {
        "share": lambda: 100 * top / bottom,
        "change": lambda: 100 * (top - bottom) / bottom,
        "ratio": lambda: top / bottom,
        "middle": lambda: (top + bottom) / 2,
    }[operation]()


def replicate(figure: Figure, operation: str = "", top: str = "", bottom: str = "") -> Result:
    """The figure computed again, from the published choice of numbers or from another one.

    >>> from fedlocal.ground.tables import load, rows
    >>> figures = build(rows("replications"), rows("replication_inputs"), load)
    >>> replicate(figures["bier-65"]).verdict, round(replicate(figures["bier-65"]).value, 1)
    ('same', 65.4)
    """
    operation = operation or figure.operation
    first = figure.inputs[top or figure.top]
    second = figure.inputs.get(bottom or figure.bottom)
    value = calculate(operation, first.value, second.value if second else None)
    ends = [
        calculate(operation, high, low)
        for high in (first.value - first.half, first.value + first.half)
        for low in ((second.value - second.half, second.value + second.half) if second else (None,))
    ]
    return Result(
        value,
        min(ends),
        max(ends),
        verdict(figure, value, min(ends), max(ends)),
        _steps(figure, operation, first, second, value, ends),
    )


def verdict(figure: Figure, value: float, low: float, high: float) -> str:
    """How a computed value and its range compare with what was printed: same, rounding, close, different;
    other, where another count stands beside it."""
    step = 10.0**-figure.digits
    if _printed(value, figure.digits) == _printed(figure.published, figure.digits):
        return "same"
    if low <= figure.published + step / 2 and high >= figure.published - step / 2:
        return "rounding"
    if abs(value - figure.published) < step:
        return "close"
    return "other" if figure.beside == "other_count" else "different"


def _printed(value: float, digits: int) -> str:
    """The value as it would be printed with so many digits (below zero: to tens)."""
    return _signed(round(value, digits), max(digits, 0))


def said(value: float, unit: str, digits: int) -> str:
    """A value with its unit.

    >>> said(609.63, "percent", 1), said(1152, "agencies", 0)
    ('609.6 percent', '1,152 agencies')
    """
    return f"{_signed(value, max(digits, 0))} {unit}"


def _steps(
    figure: Figure, operation: str, top: Input, bottom: Input | None, value: float, ends: list[float]
) -> list[str]:
    if bottom is None or operation == "count":
        return [f"{_plain(top.value)} ({top.label}).", _compared(figure, value)]
    digits = max(figure.digits, 0) + 1
    first, second = _plain(top.value), _plain(bottom.value)
    way = {
        "share": f"{first} ÷ {second} × 100",
        "change": f"({first} − {second}) ÷ {second} × 100",
        "ratio": f"{first} ÷ {second}",
        "middle": f"({first} + {second}) ÷ 2",
    }[operation]
    steps = [f"{first} ({top.label}) and {second} ({bottom.label}).", f"{way} = {_signed(value, digits)}."]
    if min(ends) != max(ends):
        steps.append(
            "The inputs were rounded. Before that they could have given anything from"
            f" {_signed(min(ends), digits)} to {_signed(max(ends), digits)}."
        )
    return [*steps, _compared(figure, value)]


def _compared(figure: Figure, value: float) -> str:
    how = {-1: "Rounded to tens", 0: "As a whole number", 1: "With one decimal"}.get(
        figure.digits, f"With {figure.digits} decimals"
    )
    return f"{how}: {_printed(value, figure.digits)}. Published: {_printed(figure.published, figure.digits)}."


def _signed(value: float, digits: int) -> str:
    return number(value, digits).replace("-", "−")


def _plain(value: float) -> str:
    return _signed(value, 0 if value == int(value) else 2)
