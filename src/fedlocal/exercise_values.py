"""What an exercise computes from the tables for the assigned place: right answers, wrong ones, words in its texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from . import brief_law, cases, duties
from .authority import POSTURES
from .authority_rules import DEFAULTS, case_of, of_action, winner
from .look import dated
from .places import Place
from .tables import describe

BUILTINS = {one.__name__: one for one in (dict, float, int, len, list, max, min, round, set, sorted, str, sum, tuple, zip)}
NOT_SAID = "…"


def evaluate(expression: str, desk: dict):
    """The value of one expression of the exercise tables; ``desk`` is the :func:`vocabulary` for a place.

    An expression is a line of pandas. It comes from our own ``data/`` and never from a learner. Raises
    :class:`ValueError` that names the expression when it cannot be computed.

    >>> from fedlocal.tables import load
    >>> evaluate("may('local_officer', 'order_removal')", vocabulary(load, None))
    'no'
    """
    try:
        return eval(expression, {"__builtins__": BUILTINS, **desk})
    except Exception as problem:
        raise ValueError(f"The expression {expression!r} cannot be computed ({type(problem).__name__}: {problem}).") from problem


def vocabulary(load: Callable, place: Place | None) -> dict:
    """The words that an expression may use: ``load(name)``, ``pd``, ``place``, and small questions to the tables.

    ``may``, ``why``: the answer and the reason of :func:`fedlocal.authority.check`. ``law``: the state-law word of the
    place's state, ``""`` when it fits none. ``form``: the 287(g) form of widest reach that an agency of the place holds.
    ``stop``: one decision of the traffic stop. ``chain``: a chain of command. ``job``: the agencies of a duty.
    ``as_of``: the date of a table, in words. ``left_open``: what state law leaves open to a decision on an agreement.

    >>> from fedlocal.tables import load
    >>> vocabulary(load, None)["job"]("patrol-border")
    'border-patrol'
    """
    rules_of = cache(lambda action: of_action(load("authority_rules"), action))

    @cache
    def verdict(actor, action, **facts):  # the rule alone: what would change the answer takes longer, and is not asked
        return winner(rules_of(action), case_of(actor, **{**DEFAULTS, **facts}))

    @cache
    def decided(state_law):
        return cases.decide(load("case_rules"), load("case_decisions"), "booked", state_law)

    return {
        "load": load, "pd": pd, "place": place,
        "may": lambda actor, action, **facts: verdict(actor, action, **facts).answer,
        "why": lambda actor, action, **facts: verdict(actor, action, **facts).why,
        "law": cache(lambda: law(load("state_posture"), place)),
        "form": cache(lambda: form(load("agreements"), place)),
        "stop": lambda decision, regime, state_law: next(one.answers[regime].answer for one in decided(state_law) if one.id == decision),
        "chain": lambda agency: duties.chain(load("agencies"), agency),
        "as_of": lambda name: dated(describe(name)["as_of"]),
        "left_open": lambda: brief_law.left_open(place, {name: load(name) for name in ("state_laws", "state_posture")}),
        "job": lambda duty: load("duties").set_index("duty_id").loc[duty, "agencies"],
    }


def law(posture: pd.DataFrame, place: Place) -> str:
    """What the law of the place's state does to cooperation: silent, limits or mandates; ``""`` when no one word fits.

    ``posture`` is the table ``state_posture``.

    >>> from fedlocal.tables import load
    >>> law(load("state_posture"), Place("48201", "Harris County", "TX", "Texas", "Houston"))
    'mandates'
    """
    shown = posture.set_index("state_abbr")["shown_as"].get(place.state_abbr, "")
    return POSTURES.get(shown, "")


def form(agreements: pd.DataFrame, place: Place) -> str:
    """The 287(g) form of widest reach among the agencies that ICE's list places in this county; "none" without one.

    ``agreements`` is the table of that name. Task force reaches widest, then jail enforcement, then warrant service.

    >>> from fedlocal.tables import load
    >>> form(load("agreements"), Place("48301", "Loving County", "TX", "Texas", ""))
    'none'
    """
    here = agreements[agreements["county_fips"] == place.fips]
    return next((model for model in ("tfm", "jem", "wso") if here[f"signed_{model}"].notna().any()), "none")


def words(facts: dict, place: Place | None) -> dict[str, str]:
    """What stands for {county}, {state} and {place} in a text, with further ``facts``; plain words without a place.

    >>> words({}, None)["county"]
    'your county'
    """
    if place is None:
        return Blank(county="your county", state="your state", place="your county", **facts)
    return Blank(county=place.county, state=place.state, place=f"{place.county}, {place.state}", **facts)


class Blank(dict):
    """A dictionary in which what is not known yet is "…".

    >>> Blank(a="1")["b"]
    '…'
    """

    def __missing__(self, key: str) -> str:
        return NOT_SAID
