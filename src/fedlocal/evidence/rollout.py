"""The real roll-out of Secure Communities, and four ways to estimate an effect from it.

A county counts as switched on from the half-year after its month of activation. Each estimate is a weighted
sum of the means of the groups of counties that came on together, so that many draws cost a few milliseconds
(see :mod:`fedlocal.evidence.worlds`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

PERIODS, FIRST_YEAR = 14, 2006  # half-years, 2006 to 2012
MIDDLE = 11  # places are compared once, in the second half of 2011
METHODS = {  # name, what it compares
    "naive": (
        "Places compared once",
        "counties that are on with counties that are not, in the second half of 2011",
    ),
    "before_after": ("Before and after", "each county with its own past"),
    "did": (
        "Difference-in-differences",
        (
            "the change where it came on with the change elsewhere at the same time (elsewhere includes"
            " counties already on)"
        ),
    ),
    "clean": (
        "The same, with cleaner comparison",
        "the same, but elsewhere means only counties that were not on yet",
    ),
}


@dataclass(frozen=True)
class Rollout:
    """The real roll-out, by group of counties that came on in the same half-year.

    ``start``: the half-year (0 is the first of 2006) from which a group is on; ``counties``: how many;
    ``early``: years earlier than the average county; ``shares``: which share of each group lies in which
    state.
    """

    start: np.ndarray
    counties: np.ndarray
    early: np.ndarray
    shares: np.ndarray
    states: tuple[str, ...]

    @property
    def on(self) -> np.ndarray:
        """Groups by half-years: is the group switched on?"""
        return np.arange(PERIODS)[None, :] >= self.start[:, None]

    @property
    def years_on(self) -> np.ndarray:
        """Years since the group was switched on, at the middle of each half-year; 0 before."""
        return np.where(self.on, (np.arange(PERIODS)[None, :] - self.start[:, None] + 0.5) / 2, 0.0)


def half_year(month: str) -> int:
    """The first half-year that lies wholly after a month, counted from the first half of 2006.

    >>> half_year("2008-10"), half_year("2011-06"), half_year("2011-07")
    (6, 11, 12)
    """
    year, number = (int(part) for part in month.split("-"))
    return 2 * (year - FIRST_YEAR) + (2 if number > 6 else 1)


def prepare(counties: Iterable[Mapping]) -> Rollout:
    """The roll-out from the rows of ``secure_communities``; the last group comes on after the window and only
    compares.

    >>> from fedlocal.ground.tables import rows
    >>> prepare(rows("secure_communities")).counties.tolist()
    [14, 50, 38, 293, 487, 491, 607, 1016, 106]
    """
    found = Counter((half_year(row["activation_month"]), row["state_abbr"]) for row in counties)
    start = np.array(sorted({start for start, _ in found}))
    states = sorted({state for _, state in found})
    table = np.array([[found[group, state] for state in states] for group in start.tolist()], float)
    size = table.sum(axis=1)
    early = (np.average(start, weights=size) - start) / 2
    return Rollout(start, size.astype(int), early, table / size[:, None], tuple(states))


def weights(plan: Rollout) -> np.ndarray:
    """Methods by groups by half-years: what each mean counts for in each estimate.

    >>> from fedlocal.ground.tables import rows
    >>> bool(np.allclose(weights(prepare(rows("secure_communities"))).sum(axis=(1, 2)), 0))
    True
    """
    return np.stack([_naive(plan), _before_after(plan), _two_way(plan), _not_yet(plan)])


def _naive(plan: Rollout) -> np.ndarray:
    found, on = np.zeros(plan.on.shape), plan.on[:, MIDDLE]
    found[on, MIDDLE] = plan.counties[on] / plan.counties[on].sum()
    found[~on, MIDDLE] = -plan.counties[~on] / plan.counties[~on].sum()
    return found


def _before_after(plan: Rollout) -> np.ndarray:
    """Each county against its own past, all that came on within the window together."""
    came_on = plan.on.any(axis=1)
    share = np.where(came_on, plan.counties, 0) / plan.counties[came_on].sum()
    after = plan.on / np.maximum(plan.on.sum(axis=1, keepdims=True), 1)
    before = ~plan.on / (~plan.on).sum(axis=1, keepdims=True)
    return share[:, None] * (after - before)


def _two_way(plan: Rollout) -> np.ndarray:
    """The regression with an effect for each county and each half-year, as weights (Frisch and Waugh)."""
    on, size = plan.on.astype(float), plan.counties[:, None]
    left = (
        on
        - on.mean(axis=1, keepdims=True)
        - np.average(on, axis=0, weights=plan.counties)
        + np.average(on.mean(axis=1), weights=plan.counties)
    )
    return size * left / (size * left**2).sum()


def _not_yet(plan: Rollout) -> np.ndarray:
    """Each group's change since its own past, less the same change in the groups that were not on yet."""
    found, cells = np.zeros(plan.on.shape), plan.counties[:, None] * plan.on
    for group, period in np.argwhere(plan.on):
        share = cells[group, period] / cells.sum()
        past = ~plan.on[group] / (~plan.on[group]).sum()
        waiting = np.where(plan.on[:, period], 0, plan.counties) / plan.counties[~plan.on[:, period]].sum()
        found[group, period] += share
        found[:, period] -= share * waiting
        found[group] -= share * past
        found += share * waiting[:, None] * past[None, :]
    return found
