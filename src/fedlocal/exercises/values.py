"""What an exercise computes from the tables for the assigned place: right answers, wrong ones, words in
its texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from ..agencies import duties
from ..agreements import traffic_stop
from ..county import state_law as brief_law
from ..evidence import rollout, worlds
from ..ground.formats import dated
from ..ground.places import Place
from ..ground.tables import describe
from ..law.rules import DEFAULTS, case_of, of_action, winner
from ..pathway import walks
from ..tradeoffs import hearing
from .words import draw, fit, form, jail, law, road, said, says, survey

BUILTINS = {
    one.__name__: one
    for one in (abs, dict, float, int, len, list, max, min, round, set, sorted, str, sum, tuple, zip)
}
NOT_SAID = "…"


def evaluate(expression: str, desk: dict):
    """The value of one expression of the exercise tables; ``desk`` is the :func:`vocabulary` for a place.

    An expression is a line of pandas. It comes from our own ``data/`` and never from a learner. Raises
    :class:`ValueError` that names the expression when it cannot be computed.

    >>> from fedlocal.ground.tables import load
    >>> evaluate("may('local_officer', 'order_removal')", vocabulary(load, None))
    'no'
    """
    try:
        return eval(expression, {"__builtins__": BUILTINS, **desk})
    except Exception as problem:
        raise ValueError(
            f"The expression {expression!r} cannot be computed ({type(problem).__name__}: {problem})."
        ) from problem


def vocabulary(load: Callable, place: Place | None) -> dict:
    """The words that an expression may use: ``load(name)``, ``pd``, ``place``, and small questions to the
    tables.

    ``may``, ``why``: the answer and the reason of :func:`fedlocal.authority.check`. ``law``: the state-law
    word of the place's state, ``""`` when it fits none. ``fit``: a sentence on whether that word fits or
    stands in. ``form``: the 287(g) form of widest reach that an agency of the place holds. ``stop``: one
    decision of the traffic stop. ``chain``: a chain of command. ``job``: the agencies of a duty. ``as_of``:
    the date of a table, in words. ``draw``: one of several cards, dealt by the code of the place. ``road``:
    the faster procedure that a statute opens for the facts of a case. ``jail``: what a jail of the place's
    state does with a detainer's request (:func:`fedlocal.law.detainers.decide`). ``said``: one column of a
    comparison of states. ``says``: what the confirmed texts of the place's state do. ``left``: the options
    that its kind of state leaves to the board of the hearing. ``finds``: what a method finds on average in an
    invented world of lesson 06. ``survey``: what two states' victims said of reporting, with the gap.
    ``left_open``: what state law leaves open to a decision on an agreement.

    >>> from fedlocal.ground.tables import load
    >>> vocabulary(load, None)["job"]("patrol-border")
    'border-patrol'
    >>> vocabulary(load, Place("48201", "Harris County", "TX", "Texas", "Houston"))["left"]()
    ['wso', 'jem', 'tfm']
    """
    rules_of = cache(lambda action: of_action(load("authority_rules"), action))

    @cache
    def verdict(
        actor, action, **facts
    ):  # the rule alone: what would change the answer takes longer, and is not asked
        return winner(rules_of(action), case_of(actor, **{**DEFAULTS, **facts}))

    @cache
    def decided(state_law):
        return traffic_stop.decide(load("case_rules"), load("case_decisions"), "booked", state_law)

    @cache
    def finds(method, **world):
        plan = rollout.prepare(load("secure_communities"))
        return float(
            worlds.simulate(plan, worlds.World(**world), draws=1).expected[
                list(rollout.METHODS).index(method)
            ]
        )

    return {
        "load": load,
        "pd": pd,
        "place": place,
        "finds": finds,
        "may": lambda actor, action, **facts: verdict(actor, action, **facts).answer,
        "why": lambda actor, action, **facts: verdict(actor, action, **facts).why,
        "law": cache(lambda: law(load("state_posture"), place)),
        "fit": lambda: fit(load("state_posture"), place),
        "form": cache(lambda: form(load("agreements"), place)),
        "stop": lambda decision, regime, state_law: next(
            one.answers[regime].answer for one in decided(state_law) if one.id == decision
        ),
        "chain": lambda agency: duties.chain(load("agencies"), agency),
        "as_of": lambda name: dated(describe(name)["as_of"]),
        "jail": cache(lambda request, paper="detainer", form="none": jail(load, place, request, paper, form)),
        "said": cache(lambda state: said(load("state_laws"), load("state_posture"), state)),
        "says": cache(lambda flag: says(load("state_laws"), load("state_posture"), place.state_abbr)[flag]),
        "survey": cache(lambda: survey(load("reporting_rates"), load("states"), place)),
        "left_open": lambda: brief_law.left_open(
            place, {name: load(name) for name in ("state_laws", "state_posture")}
        ),
        "left": lambda: hearing.open_options(
            load("hearing_settings"), law(load("state_posture"), place) or "silent"
        ),
        "job": lambda duty: load("duties").set_index("duty_id").loc[duty, "agencies"],
        "draw": lambda cards: draw(place, cards),
        "road": lambda **facts: road(
            walks.build(load("pathway_steps"), load("pathway_limits"), load("pathway_links")), facts
        ),
    }


def words(facts: dict, place: Place | None) -> dict[str, str]:
    """What stands for {county}, {state} and {place} in a text, with further ``facts``; plain words without a
    place.

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
