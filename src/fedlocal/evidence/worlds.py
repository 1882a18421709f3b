"""Invented worlds over a real roll-out: an outcome whose true effect, confounding and noise the learner sets.

The outcome is invented: crimes per 1,000 residents around 30, made of a level, a trend and an effect, and of
noise that the counties of a state share in part. Nothing here is a finding about the program.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .rollout import METHODS, PERIODS, Rollout, weights

BASE = 30.0
LEVELS = {"same": 0.0, "higher": 3.0}  # per year that a county was earlier than the average
TRENDS = {"flat": 0.0, "falling": -0.8}  # a year, in every county
DRIFTS = {
    "same": 0.0,
    "falling": -0.6,
}  # a year, in counties earlier than the average, for each year that they were earlier
SHAPES = {
    "at_once": lambda years: np.ones_like(years),
    "grows": lambda years: years,
    "fades": lambda years: np.exp(-1.5 * years),
}
NOISES = {"little": (0.2, 2.0), "middling": (0.8, 6.0), "much": (2.5, 12.0)}  # of states, of counties
CAUSES = {
    "level": "early counties differed before",
    "trend": "crime was changing everywhere",
    "drift": "early counties were on a path of their own",
    "shape": "the effect changes with time, and this method weighs the years unevenly",
}
OF_DID = "the effect changes with time, and counties already on serve as comparison"


@dataclass(frozen=True)
class World:
    """What the learner sets. ``effect`` is the true average effect, in crimes per 1,000 residents."""

    effect: float = -1.0
    level: str = "same"
    trend: str = "flat"
    drift: str = "same"
    shape: str = "at_once"
    noise: str = "middling"


@dataclass(frozen=True)
class Estimates:
    """What the four methods find in many draws, and what they would find without noise.

    ``draws`` has a row a draw and a column a method; ``expected`` and ``misled`` (by cause) are for each
    method.
    """

    truth: float
    draws: np.ndarray
    expected: np.ndarray
    misled: dict[str, np.ndarray]

    def blame(self, method: int) -> str:
        """The cause that misleads a method most, in words; "" if none moves it by a twentieth of a crime."""
        cause = max(self.misled, key=lambda name: abs(self.misled[name][method]))
        if abs(self.misled[cause][method]) < 0.05:
            return ""
        return OF_DID if cause == "shape" and list(METHODS)[method] == "did" else CAUSES[cause]

    def wrong_sign(self, method: int) -> int:
        """In how many draws a method gets the sign of the effect wrong; 0 where the truth is zero."""
        return int((self.draws[:, method] * self.truth < 0).sum())

    def spread(self, method: int) -> tuple[float, float]:
        """Between which values 95 of 100 draws lie."""
        low, high = np.quantile(self.draws[:, method], [0.025, 0.975])
        return float(low), float(high)


def parts(plan: Rollout, world: World) -> dict[str, np.ndarray]:
    """What the outcome is made of, without noise: groups by half-years for each of level, trend, drift and
    effect.

    The effect is scaled so that its average over all county-half-years that are on is exactly
    ``world.effect``.
    """
    years = np.arange(PERIODS)[None, :] / 2
    shape = np.where(plan.on, SHAPES[world.shape](plan.years_on), 0.0)
    cells = plan.counties[:, None] * plan.on
    return {
        "level": LEVELS[world.level] * plan.early[:, None] + 0 * years,
        "trend": TRENDS[world.trend] * years + 0 * plan.early[:, None],
        "drift": DRIFTS[world.drift] * np.maximum(plan.early, 0)[:, None] * years,
        "effect": world.effect * shape * cells.sum() / (cells * shape).sum(),
    }


def simulate(
    plan: Rollout, world: World, seed: int = 1, draws: int = 200, weight: np.ndarray | None = None
) -> Estimates:
    """What the four methods find in ``draws`` invented worlds; the same seed gives the same draws.

    ``weight`` spares the work of :func:`weights` when it is at hand. Raises :class:`KeyError` for a word that
    is no setting.

    >>> from fedlocal.evidence.rollout import prepare
    >>> from fedlocal.ground.tables import rows
    >>> plan = prepare(rows("secure_communities"))
    >>> found = simulate(plan, World(effect=-1, trend="falling"))
    >>> [float(round(estimate, 1)) + 0 for estimate in found.expected[2:]], bool(found.expected[1] < -2)
    ([-1.0, -1.0], True)
    """
    weight = weights(plan) if weight is None else weight
    made = parts(plan, world)

    def find(mean: np.ndarray) -> np.ndarray:
        return np.tensordot(weight, mean, axes=([1, 2], [0, 1]))

    misled = {cause: find(made[cause]) for cause in ("level", "trend", "drift")} | {
        "shape": find(made["effect"]) - world.effect
    }
    expected = np.asarray(world.effect + sum(misled.values()))
    return Estimates(world.effect, expected + _noise(plan, world, seed, draws, weight), expected, misled)


def _noise(plan: Rollout, world: World, seed: int, draws: int, weight: np.ndarray) -> np.ndarray:
    """The noise in each estimate: shocks that a state's counties share, and each county's own."""
    of_state, of_county = NOISES[world.noise]
    rng = np.random.default_rng(seed)
    by_state = np.einsum("mgt,gs->mst", weight, plan.shares).reshape(len(weight), -1)
    by_group = (weight / np.sqrt(plan.counties)[None, :, None]).reshape(len(weight), -1)
    shared = rng.standard_normal((draws, by_state.shape[1]), dtype=np.float32) @ by_state.T.astype(np.float32)
    own = rng.standard_normal((draws, by_group.shape[1]), dtype=np.float32) @ by_group.T.astype(np.float32)
    return of_state * shared + of_county * own


def paths(plan: Rollout, world: World) -> dict[str, list[float]]:
    """The outcome without noise by half-year, for the counties of early, middle and late switches.

    >>> from fedlocal.evidence.rollout import prepare
    >>> from fedlocal.ground.tables import rows
    >>> found = paths(prepare(rows("secure_communities")), World())
    >>> list(found), len(found["early"]) == PERIODS
    (['early', 'middle', 'late'], True)
    """
    outcome = np.asarray(BASE + sum(parts(plan, world).values()))
    bands = {
        "early": plan.start <= 10,
        "middle": (plan.start > 10) & (plan.start <= 12),
        "late": plan.start > 12,
    }
    return {
        name: np.average(outcome[band], axis=0, weights=plan.counties[band]).tolist()
        for name, band in bands.items()
    }
