"""Weighing options: scores as ranges, swing weights, how often each option comes first, and which weight would change it.

Nothing here knows what is good. A score is a range in its own unit; a weight says how much the step from the worst to
the best end of one criterion matters to whoever weighs. Pure functions on numpy arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

DRAWS, SEED = 4000, 287
FULL = 100  # the largest weight


@dataclass(frozen=True)
class Matrix:
    """Ranges of scores: ``low`` and ``high`` are options × criteria, in the unit of each criterion.

    ``better`` holds 1 where more is better and -1 where less is.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    better: np.ndarray

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The worst and the best end of each criterion on the table: the swing that a weight speaks of."""
        least, most = self.low.min(axis=0), self.high.max(axis=0)
        return np.where(self.better > 0, least, most), np.where(self.better > 0, most, least)


@dataclass(frozen=True)
class Flip:
    """A change of one weight, all others kept, that brings another option to the first place at the middle of all ranges."""

    criterion: str
    now: float
    at: float
    first: str


def build(options: pd.DataFrame, criteria: pd.DataFrame, scores: pd.DataFrame) -> Matrix:
    """The matrix of the tables ``tradeoff_options``, ``tradeoff_criteria`` and ``tradeoff_scores``.

    >>> from fedlocal.tables import load
    >>> build(load("tradeoff_options"), load("tradeoff_criteria"), load("tradeoff_scores")).low.shape
    (5, 8)
    """
    names, kinds = tuple(options["option_id"]), tuple(criteria["criterion_id"])
    low, high = (
        scores.pivot(index="option_id", columns="criterion_id", values=end).loc[list(names), list(kinds)].to_numpy(float)
        for end in ("low", "high")
    )
    return Matrix(names, kinds, low, high, np.where(criteria["better"] == "more", 1, -1))


def changed(matrix: Matrix, option: str, criterion: str, low: float, high: float) -> Matrix:
    """A copy with one range replaced. Raises :class:`ValueError` when the lower end lies above the upper one.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> changed(small, "a", "x", 5, 6).low.tolist()
    [[5.0], [1.0]]
    """
    if not (np.isfinite(low) and np.isfinite(high)) or low > high:
        raise ValueError(f"The lower end ({low:g}) has to be a number that is not above the upper end ({high:g}).")
    row, column = matrix.options.index(option), matrix.criteria.index(criterion)
    lows, highs = matrix.low.copy(), matrix.high.copy()
    lows[row, column], highs[row, column] = low, high
    return replace(matrix, low=lows, high=highs)


def widened(matrix: Matrix, criterion: str, low: float, high: float) -> Matrix:
    """A copy with one more criterion, on which every option has the same range and more is better.

    >>> small = Matrix(("a", "b"), ("x",), np.array([[0.0], [1.0]]), np.array([[2.0], [3.0]]), np.array([1]))
    >>> widened(small, "mine", 0, 10).high.tolist()
    [[2.0, 10.0], [3.0, 10.0]]
    """
    def column(value):
        return np.full((len(matrix.options), 1), float(value))

    return replace(
        matrix, criteria=(*matrix.criteria, criterion), low=np.hstack([matrix.low, column(low)]),
        high=np.hstack([matrix.high, column(high)]), better=np.append(matrix.better, 1),
    )


def shares(weights, matrix: Matrix) -> np.ndarray:
    """Weights that add up to 1. Raises :class:`ValueError` when there is nothing to weigh with."""
    given = np.asarray(weights, float)
    if given.shape != (len(matrix.criteria),) or not np.isfinite(given).all() or (given < 0).any():
        raise ValueError(f"Give each of the {len(matrix.criteria)} criteria a weight from 0 to {FULL}.")
    if not given.sum():
        raise ValueError("Every weight is 0. Give at least one criterion a weight.")
    return given / given.sum()


def worth(matrix: Matrix, scores: np.ndarray) -> np.ndarray:
    """Scores on a scale from 0 (the worst end on the table) to 1 (the best); 0.5 where there is no swing at all."""
    worst, best = matrix.ends
    swing = best - worst
    return np.where(swing == 0, 0.5, (scores - worst) / np.where(swing == 0, 1, swing))


def totals(matrix: Matrix, weights, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """Weighted totals, draws × options, from 0 to 1: each score drawn evenly and independently from its range.

    The same seed gives the same numbers, criterion by criterion, so that a change of a total is a change of what was
    put in, and one more criterion leaves the draws of the others alone.
    """
    share = shares(weights, matrix)
    columns = range(len(matrix.criteria))
    even = np.stack([np.random.default_rng([seed, k]).random((draws, len(matrix.options))) for k in columns], axis=2)
    return worth(matrix, matrix.low + even * (matrix.high - matrix.low)) @ share


def middles(matrix: Matrix, weights) -> np.ndarray:
    """The weighted total of each option with every score at the middle of its range."""
    return worth(matrix, (matrix.low + matrix.high) / 2) @ shares(weights, matrix)


def firsts(drawn: np.ndarray) -> np.ndarray:
    """The share of draws in which each option comes first; a shared first place is split.

    >>> firsts(np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])).tolist()
    [0.625, 0.375]
    """
    best = np.isclose(drawn, drawn.max(axis=1, keepdims=True), rtol=0, atol=1e-12)
    return (best / best.sum(axis=1, keepdims=True)).mean(axis=0)


def places(drawn: np.ndarray, tail: float = 5) -> list[tuple[int, int]]:
    """The places each option takes, without the rarest ``tail`` percent of draws at either end.

    >>> places(np.array([[1.0, 0.0, 0.5], [1.0, 0.6, 0.5]]), tail=0)
    [(1, 1), (2, 3), (2, 3)]
    """
    rank = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    ends = np.percentile(rank, [tail, 100 - tail], axis=0, method="nearest").astype(int)
    return [(int(best), int(worst)) for best, worst in ends.T]


def spread(drawn: np.ndarray) -> np.ndarray:
    """Percentiles 5, 25, 50, 75 and 95 of each option's total, options × 5."""
    return np.percentile(drawn, [5, 25, 50, 75, 95], axis=0).T


def line(spread: np.ndarray) -> tuple[float, float]:
    """The part of the scale that a picture of these percentiles needs, in tenths.

    >>> line(np.array([[0.32, 0.5, 0.67]]))
    (0.3, 0.7)
    """
    return float(np.floor(10 * spread.min()) / 10), float(np.ceil(10 * spread.max()) / 10)


def on_line(values: np.ndarray, start: float, end: float) -> list[float]:
    """Values as percent of the way from ``start`` to ``end``, for drawing.

    >>> on_line(np.array([0.4, 0.5]), 0.3, 0.7)
    [25.0, 50.0]
    """
    return [round(float(100 * (value - start) / max(end - start, 1e-9)), 1) for value in values]


def flips(matrix: Matrix, weights) -> list[Flip]:
    """For each criterion the nearest weight from 0 to 100 at which another option takes the first place, if there is one.

    Reckoned at the middle of every range with the other weights kept, so it is exact and takes no draws. The list
    begins with the smallest change of a weight.
    """
    given = np.asarray(weights, float)
    value = worth(matrix, (matrix.low + matrix.high) / 2)
    leader = int(middles(matrix, given).argmax())
    found = []
    for k, criterion in enumerate(matrix.criteria):
        rest = value @ np.where(np.arange(len(given)) == k, 0, given)
        crossings = [
            (at, option) for option in range(len(matrix.options)) if option != leader
            for at in [_crossing(rest[leader] - rest[option], value[option, k] - value[leader, k])] if 0 <= at <= FULL
        ]
        if crossings:
            at, option = min(crossings, key=lambda one: abs(one[0] - given[k]))
            found.append(Flip(criterion, float(given[k]), float(at), matrix.options[option]))
    return sorted(found, key=lambda flip: abs(flip.at - flip.now))


def _crossing(lead: float, gain: float) -> float:
    """The weight at which an option that gains ``gain`` per point has made up ``lead``; minus one if it never does."""
    return lead / gain if abs(gain) > 1e-12 else -1.0
