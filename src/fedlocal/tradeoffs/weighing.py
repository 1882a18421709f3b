"""Weighing options: scores as ranges, swing weights, how often each option comes first, and which weight
would change it.

Nothing here knows what is good. A score is a range in its own unit; a weight says how much the step from the
worst to the best end of one criterion matters to whoever weighs. On a criterion that people want in opposite
directions the sign of the weight says which way. Pure functions on numpy arrays;
:mod:`fedlocal.tradeoffs.matrix` holds the ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .matrix import Matrix, Row, alike, build, changed, given, outside, rescaled, widened

__all__ = [
    "Matrix",
    "Row",
    "alike",
    "build",
    "changed",
    "given",
    "outside",
    "rescaled",
    "widened",
]  # also reached from here

DRAWS, SEED = 4000, 287
FULL = 100  # the largest weight
# options whose totals at the middles lie this close to the highest are tied: the ranges carry no finer
# difference
MARGIN = 0.02


@dataclass(frozen=True)
class Flip:
    """A change of one weight, all others kept, that brings ``option`` to the first place at the middle of
    all ranges."""

    option: str
    criterion: str
    now: float
    at: float


def example(rows: Callable[[str], Sequence[Row]], name: str) -> dict[str, dict[str, float]]:
    """What the starting ranges give under one row of ``tradeoff_examples``, of 100, by option.

    ``middle`` is the total at the middle of the ranges, ``first`` how often the option comes first when
    options share their luck, ``first_alone`` when each draws its own. ``rows`` is
    :func:`fedlocal.ground.tables.rows`. Raises :class:`LookupError` for a name that the table does not have.

    >>> from fedlocal.ground.tables import rows
    >>> list(example(rows, "alike")["wso"])
    ['middle', 'first', 'first_alone']
    """
    matrix = build(*(rows(f"tradeoff_{part}") for part in ("options", "criteria", "scores")))
    texts = {row["example_id"]: row["weights"] for row in rows("tradeoff_examples")}
    if name not in texts:
        raise LookupError(f"There is no example {name!r}. There are: {', '.join(texts)}.")
    weights = given(texts[name], matrix)
    middle = middles(matrix, weights)
    first, alone = (firsts(totals(matrix, weights, common=common)) for common in (True, False))
    return {
        option: {
            "middle": float(100 * middle[at]),
            "first": float(100 * first[at]),
            "first_alone": float(100 * alone[at]),
        }
        for at, option in enumerate(matrix.options)
    }


def shares(weights, matrix: Matrix) -> np.ndarray:
    """How much of the total each weight decides, whatever its sign. Raises :class:`ValueError` when it cannot
    be.

    >>> small = Matrix(("a",), ("x", "y"), np.zeros((1, 2)), np.ones((1, 2)), np.array([1, 0]))
    >>> shares([30, -10], small).tolist()
    [0.75, 0.25]
    """
    each = np.asarray(weights, float)
    if (
        each.shape != (len(matrix.criteria),)
        or not np.isfinite(each).all()
        or ((each < 0) & (matrix.better != 0)).any()
    ):
        raise ValueError(f"Give each of the {len(matrix.criteria)} criteria a weight from 0 to {FULL}.")
    if not each.any():
        raise ValueError("Every weight is 0, so nothing is ranked. Give at least one step a weight.")
    return abs(each) / abs(each).sum()


def worth(matrix: Matrix, scores: np.ndarray) -> np.ndarray:
    """Scores on the scale from 0 (its worst end) to 1 (its best); 0.5 where the scale has no length."""
    worst, best = matrix.ends
    swing = best - worst
    return np.where(swing == 0, 0.5, (scores - worst) / np.where(swing == 0, 1, swing))


def _points(matrix: Matrix, scores: np.ndarray, weights) -> np.ndarray:
    """What each score adds to a total, options × criteria; a weight below 0 counts from the other end."""
    share, value = shares(weights, matrix), worth(matrix, scores)
    return np.where(np.asarray(weights, float) < 0, 1 - value, value) * share


@lru_cache(maxsize=4)
def _even(draws: int, seed: int, sides: int, criteria: int) -> np.ndarray:
    """Even draws from 0 to 1, draws × sides × criteria, each criterion from a generator of its own."""
    even = np.stack(
        [np.random.default_rng([seed, k]).random((draws, sides)) for k in range(criteria)], axis=2
    )
    even.flags.writeable = False  # shared by all who ask
    return even


def totals(matrix: Matrix, weights, draws: int = DRAWS, seed: int = SEED, common: bool = True) -> np.ndarray:
    """Weighted totals, draws × options: each score drawn evenly from its range.

    ``common`` draws one number for each criterion and gives it to all options, since much of what is not
    known is the same for all: the mood of the country, what ICE can do, how the county changes. Otherwise
    each option draws its own. The same seed gives the same numbers, criterion by criterion, so that a change
    of a total is a change of what was put in, and one more criterion leaves the draws of the others alone.
    """
    low, high = _points(matrix, matrix.low, weights), _points(matrix, matrix.high, weights)
    even = _even(draws, seed, 1 if common else len(matrix.options), len(matrix.criteria))
    gain = high - low
    drawn = gain @ even[:, 0].T if common else np.einsum("dok,ok->od", even, gain)
    return (low.sum(axis=1, keepdims=True) + drawn).T  # kept option by option, which is quicker to rank


def middles(matrix: Matrix, weights) -> np.ndarray:
    """The weighted total of each option with every score at the middle of its range."""
    return _points(matrix, (matrix.low + matrix.high) / 2, weights).sum(axis=1)


def leaders(matrix: Matrix, weights, margin: float = MARGIN) -> list[str]:
    """The options with the highest total at the middles, and those tied with it, in the order of the table.

    >>> ends = np.array([[0.0], [0.99], [1.0]])
    >>> leaders(Matrix(("a", "b", "c"), ("x",), ends, ends, np.array([1])), [1])
    ['b', 'c']
    """
    middle = middles(matrix, weights)
    return [
        option
        for option, total in zip(matrix.options, middle, strict=True)
        if total >= middle.max() - margin - 1e-12
    ]


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
    ahead = drawn[:, None, :] > drawn[:, :, None] + 1e-12  # an equal total takes the same place
    rank = ahead.sum(axis=2) + 1
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
    """For each option that is neither first nor tied: each criterion whose weight alone could bring it to the
    first place.

    ``at`` is the nearest such weight, from 0 to 100, or from -100 where people want opposite things. Reckoned
    at the middle of every range with the other weights kept, so it is exact and takes no draws; the smallest
    change comes first.
    """
    each, value = np.asarray(weights, float), worth(matrix, (matrix.low + matrix.high) / 2)
    now, found = leaders(matrix, each), []
    for row, option in enumerate(matrix.options):
        for k, criterion in enumerate(matrix.criteria if option not in now else ()):
            rest = value @ np.where(np.arange(len(each)) == k, 0, each)
            at = _nearest(
                rest[row] - rest, value[row, k] - value[:, k], each[k], -FULL if matrix.better[k] == 0 else 0
            )
            if at is not None:
                found.append(Flip(option, criterion, float(each[k]), float(at)))
    return sorted(found, key=lambda flip: abs(flip.at - flip.now))


def _nearest(lead: np.ndarray, gain: np.ndarray, now: float, least: float) -> float | None:
    """The weight nearest to ``now`` at which ``lead + weight * gain`` is nowhere below 0; None if there is
    none."""
    low, high = float(least), float(FULL)
    for ahead, more in zip(lead, gain, strict=True):
        if abs(more) < 1e-12:
            if ahead < -1e-12:
                return None
        elif more > 0:
            low = max(low, -ahead / more)
        else:
            high = min(high, -ahead / more)
    return None if low > high else float(np.clip(now, low, high))
