"""The simulation: estimators that are what they claim to be, biases that are where they should be, the
same draws each time."""

import time
from dataclasses import replace

import numpy as np
import pytest

from fedlocal.evidence import rollout, worlds
from fedlocal.evidence.worlds import World
from fedlocal.ground.tables import load, rows

PLAN = rollout.prepare(rows("secure_communities"))
WEIGHTS = rollout.weights(PLAN)
NAIVE, BEFORE_AFTER, DID, CLEAN = range(4)


def test_the_groups_are_the_real_roll_out():
    counties = load("secure_communities")
    assert (
        PLAN.counties.sum() == len(counties) == 3102 and len(PLAN.states) == counties["state_abbr"].nunique()
    )
    assert np.allclose(PLAN.shares.sum(axis=1), 1)
    assert PLAN.counties[0] == (counties["activation_month"] <= "2008-12").sum()
    assert not PLAN.on[-1].any() and PLAN.on[:-1].any(axis=1).all(), (
        "only the last group is never on within the window"
    )


def test_a_county_is_on_from_the_half_year_after_its_month():
    assert [rollout.half_year(month) for month in ("2008-12", "2009-01", "2009-06", "2009-07")] == [
        6,
        7,
        7,
        8,
    ]


def brute_force(outcome: np.ndarray) -> list[float]:
    """The four estimates the long way: county by county, the regression by least squares."""
    on, size = PLAN.on, PLAN.counties
    groups, periods = on.shape
    here = rollout.MIDDLE
    naive = np.average(outcome[on[:, here], here], weights=size[on[:, here]]) - np.average(
        outcome[~on[:, here], here], weights=size[~on[:, here]]
    )
    came = [g for g in range(groups) if on[g].any()]
    before_after = np.average(
        [outcome[g, on[g]].mean() - outcome[g, ~on[g]].mean() for g in came], weights=size[came]
    )
    rows, values, root = [], [], []
    for g in range(groups):
        for t in range(periods):
            rows.append([on[g, t], *(i == g for i in range(groups)), *(i == t for i in range(1, periods))])
            values.append(outcome[g, t])
            root.append(size[g] ** 0.5)
    design, root = np.array(rows, float), np.array(root)
    did = np.linalg.lstsq(design * root[:, None], np.array(values) * root, rcond=None)[0][0]
    total = count = 0.0
    for g in came:
        for t in np.flatnonzero(on[g]):
            wait, past = ~on[:, t], ~on[g]
            change = outcome[g, t] - outcome[g, past].mean()
            elsewhere = np.average(outcome[wait, t], weights=size[wait]) - np.average(
                outcome[wait][:, past].mean(axis=1), weights=size[wait]
            )
            total, count = total + size[g] * (change - elsewhere), count + size[g]
    return [naive, before_after, did, total / count]


def test_the_weights_give_what_the_long_way_gives():
    outcome = np.random.default_rng(3).normal(size=PLAN.on.shape)
    assert np.allclose((WEIGHTS * outcome).sum(axis=(1, 2)), brute_force(outcome))


@pytest.mark.parametrize("effect", [-2.0, -0.5, 0.0, 1.0])
@pytest.mark.parametrize("shape", worlds.SHAPES)
def test_the_effect_set_is_the_average_effect(effect, shape):
    made = worlds.parts(PLAN, World(effect=effect, shape=shape))["effect"]
    cells = PLAN.counties[:, None] * PLAN.on
    assert np.isclose((cells * made).sum() / cells.sum(), effect) and not made[~PLAN.on].any()


def bias(**settings) -> np.ndarray:
    return worlds.simulate(PLAN, World(effect=-1, **settings), weight=WEIGHTS).expected + 1


def test_with_nothing_but_the_effect_all_four_are_right():
    assert np.allclose(bias(), 0)


def test_each_cause_misleads_the_methods_that_it_should():
    level, trend, drift, growing = (
        bias(level="higher"),
        bias(trend="falling"),
        bias(drift="falling"),
        bias(shape="grows"),
    )
    assert abs(level[NAIVE]) > 1 and np.allclose(level[BEFORE_AFTER:], 0)
    assert abs(trend[BEFORE_AFTER]) > 1 and np.allclose(trend[[NAIVE, DID, CLEAN]], 0)
    assert (np.abs(drift) > 0.3).all(), "no method survives unequal paths"
    assert abs(growing[DID]) > 0.2 and np.isclose(growing[CLEAN], 0), (
        "the usual form fails where effects change, the cleaner one does not"
    )


def test_causes_add_up_to_the_error_and_the_largest_is_named():
    found = worlds.simulate(
        PLAN, World(effect=1, level="higher", trend="falling", drift="falling", shape="fades"), weight=WEIGHTS
    )
    assert np.allclose(found.truth + sum(found.misled.values()), found.expected)
    alone = worlds.simulate(PLAN, World(trend="falling"), weight=WEIGHTS)
    assert alone.blame(BEFORE_AFTER) == worlds.CAUSES["trend"] and alone.blame(DID) == ""
    assert worlds.simulate(PLAN, World(shape="grows"), weight=WEIGHTS).blame(DID) == worlds.OF_DID


def test_draws_are_the_same_for_a_seed_and_scatter_around_what_is_expected():
    world = World(effect=-1, trend="falling", noise="much")
    first, same, other = (worlds.simulate(PLAN, world, seed, 200, WEIGHTS) for seed in (5, 5, 6))
    assert np.array_equal(first.draws, same.draws) and not np.array_equal(first.draws, other.draws)
    error = first.draws.std(axis=0) / 200**0.5
    assert (np.abs(first.draws.mean(axis=0) - first.expected) < 4 * error).all()
    quiet = worlds.simulate(PLAN, replace(world, noise="little"), 5, 200, WEIGHTS)
    assert (quiet.draws.std(axis=0) < first.draws.std(axis=0) / 4).all()


def test_noise_that_states_share_does_not_average_out_over_counties():
    rng = np.random.default_rng(0)
    shock = rng.normal(size=(4000, len(PLAN.states), rollout.PERIODS))
    by_hand = np.einsum("mgt,gs,dst->dm", WEIGHTS, PLAN.shares, shock).std(axis=0)
    of_state, of_county = worlds.NOISES["middling"]
    expected = np.sqrt(
        (of_state * by_hand) ** 2
        + of_county**2 * (WEIGHTS**2 / PLAN.counties[None, :, None]).sum(axis=(1, 2))
    )
    found = worlds.simulate(PLAN, World(), 1, 4000, WEIGHTS).draws.std(axis=0)
    assert np.allclose(found, expected, rtol=0.08)


def test_signs_are_counted_only_where_there_is_an_effect():
    assert worlds.simulate(PLAN, World(effect=0, noise="much"), weight=WEIGHTS).wrong_sign(NAIVE) == 0
    found = worlds.simulate(PLAN, World(effect=-0.5, noise="much"), weight=WEIGHTS)
    assert 0 < found.wrong_sign(CLEAN) == (found.draws[:, CLEAN] > 0).sum()


def test_a_word_that_is_no_setting_is_refused():
    with pytest.raises(KeyError, match="sideways"):
        worlds.simulate(PLAN, World(trend="sideways"), weight=WEIGHTS)


def test_200_draws_are_quick():
    times = []
    for seed in range(15):
        start = time.perf_counter()
        worlds.simulate(PLAN, World(), seed, 200, WEIGHTS)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.010, f"{1000 * min(times):.1f} ms"


@pytest.mark.parametrize(
    "story", load("rollout_stories").to_dict("records"), ids=lambda story: story["story_id"]
)
def test_a_story_shows_what_it_says(story):
    world = World(**{name: story[name] for name in World.__dataclass_fields__})
    off = worlds.simulate(PLAN, world, weight=WEIGHTS).expected - world.effect
    wrong = {
        "plain": [],
        "large-first": [NAIVE],
        "falling": [BEFORE_AFTER],
        "both": [NAIVE, BEFORE_AFTER],
        "own-path": [NAIVE, BEFORE_AFTER, DID, CLEAN],
        "growing": [NAIVE, BEFORE_AFTER, DID],
        "harm": [NAIVE, BEFORE_AFTER],
        "noisy": [],
    }
    assert [method for method in range(4) if abs(off[method]) >= 0.05] == wrong[story["story_id"]]
    if story["story_id"] == "both":
        assert off[NAIVE] * off[BEFORE_AFTER] < 0, "the watch-line says that they do not agree on the sign"
    if story["story_id"] == "harm":
        assert world.effect > 0 > world.effect + off[BEFORE_AFTER]
