"""What exercise 06 computes: estimates in invented worlds, a roll-out by half-year, a gap with its interval,
places in a ranking."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..ground.computed import Desk
from . import rollout, worlds
from .studies import Difference, gap

# The table secure_communities leaves out two states; the next in the alphabet stands in for each.
STAND_INS = {"AK": ("AZ", "Arizona"), "HI": ("ID", "Idaho")}
HALF_YEARS = (
    "2008, second half",
    *(f"{year}, {half} half" for year in range(2009, 2013) for half in ("first", "second")),
    "2013, first half",
)
ARRESTS = "ice_arrests_2025_01_to_2026_07"
DENOMINATORS = {"per_resident": "population_2025", "per_noncitizen": "noncitizen_adults_2024"}


@dataclass(frozen=True)
class Survey:
    """Two states in the survey of victims: percent reported and its standard error in each, and the gap."""

    state: str
    percent: float
    error: float
    other: str
    other_percent: float
    other_error: float
    gap: Difference


def average_estimate(desk: Desk, method: str, effect: str, **settings: str) -> float:
    """What a method (a key of ``rollout.METHODS``) finds on average in an invented world, in crimes per 1,000
    residents.

    ``effect`` is the true effect; ``settings`` are further ones of :class:`fedlocal.evidence.worlds.World`.

    >>> from fedlocal.ground.tables import load
    >>> round(average_estimate(Desk(load), "naive", effect="-2", level="higher"), 1)
    2.2
    """
    plan = desk.once("roll-out", lambda: rollout.prepare(desk.rows("secure_communities")))
    weight = desk.once("weights", lambda: rollout.weights(plan))
    world = worlds.World(effect=float(effect), **settings)
    found = worlds.simulate(plan, world, draws=1, weight=weight)
    return float(found.expected[list(rollout.METHODS).index(method)])


def _activation_months(desk: Desk) -> pd.Series:
    """The months in which the check came on in the counties of the place's state, or of its stand-in."""
    counties = desk.load("secure_communities")
    code, _ = STAND_INS.get(desk.here.state_abbr, (desk.here.state_abbr, ""))
    return counties.loc[counties["state_abbr"] == code, "activation_month"]


def counties_on(desk: Desk, until: str, since: str = "") -> int:
    """In how many counties of the state the check came on by the end of a month, or between two months.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> counties_on(Desk(load, named("Harris County, TX")), "2009-12")
    41
    """
    return int(_activation_months(desk).between(since, until).sum())


def counties_waiting(desk: Desk, after: str) -> int:
    """In how many counties of the state the check was not on at the end of a month.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> counties_waiting(Desk(load, named("Cook County, IL")), "2010-12")
    76
    """
    return int((_activation_months(desk) > after).sum())


def comparison_inside_state(desk: Desk, month: str) -> str:
    """Which counties a study inside the state has at the end of a month: all on, none on, or both kinds.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> comparison_inside_state(Desk(load, named("Cook County, IL")), "2010-12")
    'both'
    """
    on = _activation_months(desk) <= month
    if on.all():
        return "all"
    return "both" if on.any() else "none"


def rollout_facts(desk: Desk) -> dict[str, int | str]:
    """How many counties the table of the roll-out has, of which state, and a note where it is a stand-in.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> rollout_facts(Desk(load, named("Kalawao County, HI")))["note"]
    'Hawaii is not in it; Idaho, next in the alphabet, stands in.'
    """
    place = desk.here
    _, state = STAND_INS.get(place.state_abbr, ("", place.state))
    note = f"{place.state} is not in it; {state}, next in the alphabet, stands in."
    if state == place.state:
        note = ""
    return {"n": len(_activation_months(desk)), "here": state, "note": note}


def rollout_by_half_year(desk: Desk) -> pd.DataFrame:
    """In how many counties of the state the check came on in each half-year.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> int(rollout_by_half_year(Desk(load, named("Harris County, TX"))).iloc[:, 1].sum())
    254
    """
    counts = _activation_months(desk).map(_half_year).value_counts().reindex(HALF_YEARS, fill_value=0)
    return counts.rename_axis("Half-year").reset_index(name="Counties in which it came on")


def _half_year(month: str) -> str:
    return f"{month[:4]}, {'first' if month[5:] < '07' else 'second'} half"


def _survey(desk: Desk) -> Survey:
    return desk.once("survey", lambda: _compare_states(desk))


def _compare_states(desk: Desk) -> Survey:
    """Property crimes that victims reported: the place's state beside California (California beside Texas).

    The survey gives 22 states. For another one the next of them in the alphabet stands in.
    """
    rates = desk.load("reporting_rates")
    rates = rates[(rates["survey"] == "states") & (rates["crime"] == "property")]
    rates = rates.merge(desk.load("states"), left_on="area", right_on="state_abbr").set_index("state")
    first = min(rates.index)
    state = min((name for name in rates.index if name >= desk.here.state), default=first)
    other = "Texas" if state == "California" else "California"
    pairs = rates[["percent", "standard_error"]].astype(float)
    percent, error = pairs.loc[state].tolist()
    other_percent, other_error = pairs.loc[other].tolist()
    found = gap(percent, error, other_percent, other_error)
    return Survey(state, percent, error, other, other_percent, other_error, found)


def reporting_gap(desk: Desk, measure: str = "value") -> float:
    """The gap between the two states in percentage points: its value, standard_error, low or high end.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(reporting_gap(Desk(load, named("Kalawao County, HI"))), 1)
    4.0
    """
    return getattr(_survey(desk).gap, measure)


def reporting_gap_conclusion(desk: Desk) -> str:
    """What may be said: "gap" where the interval leaves out zero, else "unclear".

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> reporting_gap_conclusion(Desk(load, named("Kalawao County, HI")))
    'unclear'
    """
    return "gap" if _survey(desk).gap.clear else "unclear"


def reversed_gap(desk: Desk) -> float:
    """A wrong way: the gap as the second state minus the first.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(reversed_gap(Desk(load, named("Kalawao County, HI"))), 1)
    -4.0
    """
    return -_survey(desk).gap.value


def wrong_gap_error(desk: Desk, way: str) -> float:
    """A wrong way to the standard error of the gap: errors added, subtracted, or squared without the root.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(wrong_gap_error(Desk(load, named("Kalawao County, HI")), "added"), 2)
    4.12
    """
    first, second = _survey(desk).error, _survey(desk).other_error
    ways = {"added": first + second, "subtracted": abs(first - second), "squared": first**2 + second**2}
    return ways[way]


def wrong_gap_end(desk: Desk, end: str, way: str) -> float:
    """A wrong way to the low or high end of the gap's interval: one standard error (one_error), the interval
    of one state (one_state), or errors added (added).

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(wrong_gap_end(Desk(load, named("Kalawao County, HI")), "low", "one_error"), 1)
    0.9
    """
    survey = _survey(desk)
    middle, reach = {
        "one_error": (survey.gap.value, survey.gap.standard_error),
        "one_state": (survey.percent, 1.96 * survey.error),
        "added": (survey.gap.value, 1.96 * (survey.error + survey.other_error)),
    }[way]
    return {"low": middle - reach, "high": middle + reach}[end]


def survey_facts(desk: Desk) -> dict[str, str]:
    """The two states of the survey, and a note where the first is a stand-in.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> survey_facts(Desk(load, named("Harris County, TX")))
    {'here': 'Texas', 'other': 'California', 'note': ''}
    """
    survey, state = _survey(desk), desk.here.state
    stand_in = f"{survey.state}, next in the alphabet, stands in for {state}."
    note = "" if survey.state == state else f"The report has the 22 largest states only; {stand_in}"
    return {"here": survey.state, "other": survey.other, "note": note}


def survey_table(desk: Desk) -> pd.DataFrame:
    """The two states of the survey with the percent reported and its standard error, as text.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> survey_table(Desk(load, named("Harris County, TX")))["State"].tolist()
    ['Texas', 'California']
    """
    survey = _survey(desk)
    rows = [
        [survey.state, f"{survey.percent:.1f}", f"{survey.error:.2f}"],
        [survey.other, f"{survey.other_percent:.1f}", f"{survey.other_error:.2f}"],
    ]
    return pd.DataFrame(rows, columns=["State", "Reported (percent)", "Standard error (points)"])


def _arrest_rank(desk: Desk, denominator: str = "", highest_first: bool = True) -> int:
    """The state's place by ICE arrests, divided by a column of ``states``; territories have blanks there."""
    states = desk.load("states").dropna(subset=["population_2025"]).set_index("state_abbr")
    rates = states[ARRESTS] / states[denominator] if denominator else states[ARRESTS]
    return int(rates.rank(ascending=not highest_first)[desk.here.state_abbr])


def arrest_rank(desk: Desk, per: str) -> int:
    """The state's place by ICE arrests per_resident or per_noncitizen adult; place 1 has the highest rate.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> 1 <= arrest_rank(Desk(load, named("Harris County, TX")), "per_resident") <= 51
    True
    """
    return _arrest_rank(desk, DENOMINATORS[per])


def wrong_arrest_ranks(desk: Desk, way: str) -> dict[str, int]:
    """A wrong way to both places: lowest_first, undivided, or with the two denominators swapped.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> ranks = wrong_arrest_ranks(Desk(load, named("Harris County, TX")), "undivided")
    >>> ranks["per_resident"] == ranks["per_noncitizen"]
    True
    """
    if way == "lowest_first":
        return {per: _arrest_rank(desk, column, highest_first=False) for per, column in DENOMINATORS.items()}
    if way == "undivided":
        return dict.fromkeys(DENOMINATORS, _arrest_rank(desk))
    if way == "swapped":
        swapped = zip(reversed(DENOMINATORS), DENOMINATORS.values())
        return {per: _arrest_rank(desk, column) for per, column in swapped}
    raise ValueError(f"There is no wrong way {way!r}. There are: lowest_first, undivided, swapped.")
