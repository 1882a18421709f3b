"""What is weighed: options on criteria as ranges, the scale on which a weight speaks, and changes of both.

The scale is kept apart from the ranges: it stays as it was when weights were set, unless someone sets it
anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Row = Mapping[str, Any]  # a row of a table
SIGNS = {"more": 1, "less": -1, "either": 0}


@dataclass(frozen=True)
class Matrix:
    """Ranges of scores: ``low`` and ``high`` are options × criteria, in the unit of each criterion.

    ``better`` holds 1 where more is better, -1 where less is, and 0 where people want opposite things.
    ``scale`` is the lowest and the highest number of each criterion at the time when weights were set. It
    stays as it is when a range changes, so that a weight keeps its meaning and an option that nobody touched
    keeps its total.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    better: np.ndarray
    scale: tuple[np.ndarray, np.ndarray] = None  # type: ignore[assignment]  # __post_init__ measures it

    def __post_init__(self):
        if self.scale is None:
            object.__setattr__(self, "scale", (self.low.min(axis=0), self.high.max(axis=0)))

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The worst and the best end of each criterion's scale: the swing that a weight speaks of.

        Where people want opposite things the "best" end is the higher number, which a weight above 0 asks
        for.
        """
        least, most = self.scale
        return np.where(self.better >= 0, least, most), np.where(self.better >= 0, most, least)


def build(options: Sequence[Row], criteria: Sequence[Row], scores: Sequence[Row]) -> Matrix:
    """The matrix of the tables ``tradeoff_options``, ``tradeoff_criteria`` and ``tradeoff_scores``, by rows.

    >>> from fedlocal.ground.tables import rows
    >>> build(rows("tradeoff_options"), rows("tradeoff_criteria"), rows("tradeoff_scores")).low.shape
    (6, 8)
    """
    names = tuple(row["option_id"] for row in options)
    kinds = tuple(row["criterion_id"] for row in criteria)
    ranges = {(row["option_id"], row["criterion_id"]): row for row in scores}
    low, high = (
        np.array([[ranges[name, kind][end] for kind in kinds] for name in names], float)
        for end in ("low", "high")
    )
    return Matrix(names, kinds, low, high, np.array([SIGNS[row["better"]] for row in criteria]))


def changed(matrix: Matrix, option: str, criterion: str, low: float, high: float) -> Matrix:
    """A copy with one range replaced; the scale stays. Raises :class:`ValueError` when the lower end lies
    above the upper.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> changed(small, "a", "x", 5, 6).low.tolist()
    [[5.0], [1.0]]
    """
    if not (np.isfinite(low) and np.isfinite(high)) or low > high:
        raise ValueError(
            f"The lower end ({low:g}) has to be a number that is not above the upper end ({high:g})."
        )
    row, column = matrix.options.index(option), matrix.criteria.index(criterion)
    lows, highs = matrix.low.copy(), matrix.high.copy()
    lows[row, column], highs[row, column] = low, high
    return replace(matrix, low=lows, high=highs)


def outside(matrix: Matrix) -> list[tuple[str, str]]:
    """The (option, criterion) whose range leaves the scale: it counts in full, beyond 0 or 100 of its step.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> outside(small), outside(changed(small, "a", "x", -1, 2))
    ([], [('a', 'x')])
    """
    least, most = matrix.scale
    return [
        (matrix.options[i], matrix.criteria[k])
        for i, k in np.argwhere((matrix.low < least) | (matrix.high > most))
    ]


def rescaled(matrix: Matrix) -> Matrix:
    """A copy whose scale runs from end to end of the ranges as they are now: each weight then speaks of a new
    step.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> outside(rescaled(changed(small, "a", "x", -1, 2)))
    []
    """
    return replace(matrix, scale=(matrix.low.min(axis=0), matrix.high.max(axis=0)))


def widened(matrix: Matrix, criterion: str, low: float, high: float) -> Matrix:
    """A copy with one more criterion, on which every option has the same range and more is better.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> widened(small, "mine", 0, 10).high.tolist()
    [[2.0, 10.0], [3.0, 10.0]]
    """

    def column(value):
        return np.full((len(matrix.options), 1), float(value))

    least, most = matrix.scale
    return replace(
        matrix,
        criteria=(*matrix.criteria, criterion),
        low=np.hstack([matrix.low, column(low)]),
        high=np.hstack([matrix.high, column(high)]),
        better=np.append(matrix.better, 1),
        scale=(np.append(least, float(low)), np.append(most, float(high))),
    )


def alike(matrix: Matrix, weight: float = 50) -> list[float]:
    """The same weight for each criterion, and 0 where people want opposite things: no sign would be
    even-handed there.

    >>> alike(Matrix(("a",), ("x", "y"), np.zeros((1, 2)), np.ones((1, 2)), np.array([-1, 0])))
    [50, 0]
    """
    return [weight if sign else 0 for sign in matrix.better]


def given(weights: str, matrix: Matrix) -> list[float]:
    """The weights of one row of the table ``tradeoff_examples``, in the order of the matrix; 0 for an aim it
    does not name.

    >>> given("y:-20", Matrix(("a",), ("x", "y"), np.zeros((1, 2)), np.ones((1, 2)), np.array([1, 0])))
    [0.0, -20.0]
    """
    weight_by_criterion = dict(pair.split(":") for pair in weights.split(";"))
    return [float(weight_by_criterion.get(criterion, 0)) for criterion in matrix.criteria]
