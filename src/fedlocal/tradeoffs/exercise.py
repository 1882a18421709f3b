"""What exercise 07 computes: totals of two invented plans, steps from worst to best, and what a state leaves
open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ..ground.computed import Desk
from ..ground.formats import dated
from ..ground.tables import describe
from ..law.exercise import fits, says, state_law
from . import hearing

AIMS = {  # of question 3, all invented: the worst end, the best end
    "Reports from victims and witnesses: change in percent": (-10, 10),
    "Handovers to ICE: of 100 people it wants": (30, 80),
    "County money: thousand dollars a year": (400, 0),
}
PLANS = {"elm": (4, 40, 100), "oak": (-4, 65, 300)}  # the middle of each plan's range, by aim
KINDS = {"silent": "Silent", "limits": "Limits", "mandates": "Mandates"}
TEXTS = {
    "requires_287g": "Order jails or agencies to join 287(g)",
    "bars_287g": "Bar 287(g) agreements",
    "requires_detainers": "Order compliance with detainers",
    "restricts_detainers": "Restrict holds on a detainer",
}
WORDS = {"yes": "Yes", "partly": "In part", "no": "Not in what we read", "unknown": "Unknown"}


@dataclass(frozen=True)
class Weights:
    """The weights of one board member; together they make 100."""

    reports: int
    handovers: int
    money: int


def _weights(desk: Desk) -> Weights:
    """Dealt by the code number of the place, so that neighbors get other sums."""
    code = int(desk.here.fips)
    reports, money = 20 + code // 2 % 4 * 10, 10 + code % 3 * 10
    return Weights(reports, 100 - reports - money, money)


def _step_shares(plan: str) -> list[float]:
    """How far a plan gets on each aim from the worst end (0) to the best (1)."""
    return [(middle - worst) / (best - worst) for middle, (worst, best) in zip(PLANS[plan], AIMS.values())]


def _weighted(desk: Desk, reports: float, handovers: float, money: float) -> float:
    weights = _weights(desk)
    return reports * weights.reports + handovers * weights.handovers + money * weights.money


def plan_total(desk: Desk, plan: str) -> float:
    """The total of a plan (elm or oak), from 0 to 100: its part of each step, times the weight, added up.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(plan_total(Desk(load, named("Harris County, TX")), "elm"), 1)
    35.5
    """
    return _weighted(desk, *_step_shares(plan))


def total_with_more_money_better(desk: Desk, plan: str) -> float:
    """A wrong way to a total: on money, the higher number taken for the best end.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(total_with_more_money_better(Desk(load, named("Harris County, TX")), "elm"), 1)
    30.5
    """
    reports, handovers, money = _step_shares(plan)
    return _weighted(desk, reports, handovers, 1 - money)


def total_of_raw_numbers(desk: Desk, plan: str, divisor: str = "") -> float:
    """A wrong way to a total: raw numbers times weights, or that sum divided by a number.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> total_of_raw_numbers(Desk(load, named("Harris County, TX")), "elm", divisor="100")
    38.8
    """
    total = _weighted(desk, *PLANS[plan])
    return total / int(divisor) if divisor else total


def total_with_equal_weights(desk: Desk, plan: str) -> float:
    """A wrong way to a total: the same weight for each aim. To one decimal.

    >>> total_with_equal_weights(Desk(load=None), "oak")
    41.7
    """
    shares = _step_shares(plan)
    return round(sum(shares) * 100 / len(shares), 1)


def _leads() -> list[float]:
    """By how much of each step Elm is ahead of Oak: on reports, handovers (where it is behind) and money."""
    return [
        (elm - oak) / (best - worst)
        for elm, oak, (worst, best) in zip(PLANS["elm"], PLANS["oak"], AIMS.values())
    ]


def lead_without_handovers(desk: Desk) -> float:
    """By how many points Elm leads on reports and money alone.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> lead_without_handovers(Desk(load, named("Harris County, TX")))
    13.0
    """
    weights = _weights(desk)
    reports, _, money = _leads()
    return reports * weights.reports + money * weights.money


def tying_weight(desk: Desk) -> float:
    """The weight for handovers at which Elm and Oak tie, while the other two weights stay.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> tying_weight(Desk(load, named("Harris County, TX")))
    26.0
    """
    _, handovers, _ = _leads()
    return lead_without_handovers(desk) / -handovers


def weight_of_handovers(desk: Desk) -> int:
    """The weight for handovers as the table gives it.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> weight_of_handovers(Desk(load, named("Harris County, TX")))
    70
    """
    return _weights(desk).handovers


def _elm_ahead(desk: Desk) -> float:
    """Elm’s total less Oak’s; negative where Oak is ahead."""
    return lead_without_handovers(desk) + _leads()[1] * weight_of_handovers(desk)


def gap_of_totals(desk: Desk) -> float:
    """The gap between the totals of Elm and Oak, whichever is ahead.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> gap_of_totals(Desk(load, named("Harris County, TX")))
    22.0
    """
    return abs(_elm_ahead(desk))


def move_to_tie(desk: Desk) -> float:
    """By how much the weight for handovers has to move until the totals tie.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> move_to_tie(Desk(load, named("Harris County, TX")))
    44.0
    """
    return abs(_elm_ahead(desk) / _leads()[1])


def guess_that_turns_order(desk: Desk, low: str, high: str) -> str:
    """Which guesses of Oak's change in reports, from ``low`` to ``high`` percent, bring the other plan first.

    "up" for values above the middle, "down" for values below, "none".

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> guess_that_turns_order(Desk(load, named("Harris County, TX")), "-8", "0")
    'none'
    """
    (worst, best), middle = next(iter(AIMS.values())), PLANS["oak"][0]
    weight, ahead = _weights(desk).reports, _elm_ahead(desk)
    down, up = ((int(end) - middle) / (best - worst) * weight for end in (low, high))
    if 0 < ahead < up:
        return "up"
    return "down" if down < ahead < 0 else "none"


def plans_table(desk: Desk) -> pd.DataFrame:
    """The two plans on three aims, with the ends of each step and the weights of one board member.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> plans_table(Desk(load, named("Harris County, TX")))["Weight"].tolist()
    [20, 70, 10]
    """
    weights = _weights(desk)
    return pd.DataFrame(
        {
            "Aim": list(AIMS),
            "Worst end": [worst for worst, _ in AIMS.values()],
            "Best end": [best for _, best in AIMS.values()],
            "Elm": PLANS["elm"],
            "Oak": PLANS["oak"],
            "Weight": [weights.reports, weights.handovers, weights.money],
        }
    )


def _kind(desk: Desk) -> str:
    """The kind of state in the hearing; where no one word fits the place's state, silent stands in."""
    return state_law(desk) or "silent"


def options_left_open(desk: Desk) -> tuple[str, ...]:
    """The options that this kind of state leaves to the board of the hearing.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> options_left_open(Desk(load, named("Harris County, TX")))
    ('wso', 'jem', 'tfm')
    """
    return tuple(hearing.open_options(desk.rows("hearing_settings"), _kind(desk)))


def step_length(desk: Desk, aim: str) -> float:
    """From the lowest to the highest score on an aim, over the options that are left.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> step_length(Desk(load, named("Harris County, TX")), "crime") > 0
    True
    """
    scores = _scores_left(desk)
    return _length(scores[scores["criterion_id"] == aim])


def _scores_left(desk: Desk) -> pd.DataFrame:
    scores = desk.load("tradeoff_scores")
    return scores[scores["option_id"].isin(options_left_open(desk))]


def _length(scores: pd.DataFrame) -> float:
    return float(scores["high"].max() - scores["low"].min())


def _length_of_middles(scores: pd.DataFrame) -> float:
    ends = scores["low"] + scores["high"]
    return float(ends.max() / 2 - ends.min() / 2)


def _widest_range(scores: pd.DataFrame) -> float:
    return float((scores["high"] - scores["low"]).max())


def _by_aim(scores: pd.DataFrame, length: Callable[[pd.DataFrame], float]) -> dict[str, float]:
    return {aim: length(rows) for aim, rows in scores.groupby("criterion_id")}


def steps_of_all_options(desk: Desk) -> dict[str, float]:
    """A wrong way to the steps: over all six options, whatever the state has taken off the table.

    >>> from fedlocal.ground.tables import load
    >>> len(steps_of_all_options(Desk(load)))
    8
    """
    return _by_aim(desk.load("tradeoff_scores"), _length)


def steps_between_middles(desk: Desk) -> dict[str, float]:
    """A wrong way to the steps: from the lowest to the highest middle of a range.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> len(steps_between_middles(Desk(load, named("Harris County, TX"))))
    8
    """
    return _by_aim(_scores_left(desk), _length_of_middles)


def steps_of_one_option(desk: Desk) -> dict[str, float]:
    """A wrong way to the steps: the widest range of a single option.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> len(steps_of_one_option(Desk(load, named("Harris County, TX"))))
    8
    """
    return _by_aim(_scores_left(desk), _widest_range)


def _option(desk: Desk) -> str:
    """The option whose conditions are looked up: warrant service where it is open, else limits."""
    return "wso" if "wso" in options_left_open(desk) else "limits"


def conditions_left_open(desk: Desk) -> tuple[str, ...]:
    """The conditions that go with the option of question 6 and that this kind of state does not close.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> conditions_left_open(Desk(load, named("Harris County, TX")))
    ('report', 'victims', 'no_schools')
    """
    conditions = hearing.offered(desk.rows("hearing_conditions"), _option(desk), _kind(desk))
    return tuple(condition["condition_id"] for condition in conditions if condition["open"])


def law_on_agreements(desk: Desk) -> str:
    """What may be said of 287(g) agreements in the state: orders, bars, in_part, cannot_say or no_text.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> law_on_agreements(Desk(load, named("Harris County, TX")))
    'orders'
    """
    orders, bars = says(desk, "requires_287g"), says(desk, "bars_287g")
    if orders == "yes":
        return "orders"
    if bars == "yes":
        return "bars"
    if "partly" in (orders, bars):
        return "in_part"
    return "cannot_say" if "unknown" in (orders, bars) else "no_text"


def law_argument(desk: Desk) -> tuple[str]:
    """The kind of state, as the one argument of the learner's function.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> law_argument(Desk(load, named("Harris County, TX")))
    ('mandates',)
    """
    return (_kind(desk),)


def law_facts(desk: Desk) -> dict[str, str]:
    """The kind of state as the tables write it, and whether it fits the place's state.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> law_facts(Desk(load, named("Harris County, TX")))["law"]
    'mandates'
    """
    return {"law": _kind(desk), "fit": fits(desk)}


def kind_facts(desk: Desk) -> dict[str, str]:
    """The kind of state as the hearing writes it, and whether it fits the place's state.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> kind_facts(Desk(load, named("Harris County, TX")))["kind"]
    'Mandates'
    """
    return {"kind": KINDS[_kind(desk)], "fit": fits(desk)}


def hearing_facts(desk: Desk) -> dict[str, str]:
    """The kind of state, the option whose conditions are asked for, and the date of the texts.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> hearing_facts(Desk(load, named("Harris County, TX")))["option"]
    'warrant service'
    """
    option = {"wso": "warrant service", "limits": "limits by ordinance"}[_option(desk)]
    date = dated(describe("state_laws")["as_of"])
    return {"kind": KINDS[_kind(desk)], "option": option, "dated": date, "fit": fits(desk)}


def state_texts_table(desk: Desk) -> pd.DataFrame:
    """What the confirmed texts of the place's state do about agreements and detainers, in words.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_texts_table(Desk(load, named("Harris County, TX")))["Texas"].tolist()[0]
    'Yes'
    """
    answers = [WORDS[says(desk, flag)] for flag in TEXTS]
    return pd.DataFrame({"What a text may do": list(TEXTS.values()), desk.here.state: answers})
