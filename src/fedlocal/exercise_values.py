"""What an exercise computes from the tables for the assigned place: right answers, wrong ones, words in its texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pandas as pd

from . import cases, detainers, duties, pathway, state_choices
from .authority import POSTURES
from .authority_rules import DEFAULTS, case_of, of_action, winner
from .look import dated
from .places import Place
from .tables import describe

BUILTINS = {one.__name__: one for one in (dict, float, int, len, list, max, min, round, set, sorted, str, sum, tuple, zip)}
NOT_SAID = "…"
FASTER = ("expedited", "reinstatement", "administrative")  # steps of the path on which an officer orders removal


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
    ``as_of``: the date of a table, in words. ``draw``: one of several cards, dealt by the code of the place. ``road``:
    the faster procedure that a statute opens for the facts of a case. ``jail``: what a jail of the place's state does
    with a detainer's request (:func:`fedlocal.detainers.decide`). ``said``: one column of a comparison of states.

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
        "jail": cache(lambda request, paper="detainer", form="none": jail(load, place, request, paper, form)),
        "said": cache(lambda state: said(load("state_laws"), load("state_posture"), state)),
        "job": lambda duty: load("duties").set_index("duty_id").loc[duty, "agencies"],
        "draw": lambda cards: draw(place, cards),
        "road": lambda **facts: road(pathway.build(load("pathway_steps"), load("pathway_limits"), load("pathway_links")), facts),
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


def draw(place: Place, cards: Sequence):
    """One of these cards, always the same for a place: so neighbors meet other numbers in one and the same question.

    >>> draw(Place("48201", "Harris County", "TX", "Texas", "Houston"), ["a", "b", "c", "d"])
    'd'
    """
    return cards[sum(int(digit) for digit in place.fips) % len(cards)]


def road(graph: pathway.Map, facts: dict[str, str]) -> str:
    """The one faster procedure that the map opens for these facts beside the hearing; "hearing" where it opens none.

    Raises :class:`ValueError` where it opens several, so that a question about one road has one answer.

    >>> road(pathway.read_map(), {"entry": "admitted", "prior_order": "no", "record": "aggravated", "resident": "no"})
    'administrative'
    """
    found = [way.end for way in pathway.choices(graph, ["procedure"], facts)[0] if way.end in FASTER]
    if len(found) > 1:
        raise ValueError(f"Several roads are open for {facts}: {', '.join(found)}.")
    return found[0] if found else "hearing"


def jail(load: Callable, place: Place, request: str, paper: str = "detainer", agreement: str = "none") -> detainers.Decision:
    """What a jail of the place's state does with one request ("hold" or "notify"), before anybody reads the state's texts.

    >>> from fedlocal.tables import load
    >>> jail(load, Place("42017", "Bucks County", "PA", "Pennsylvania", ""), "hold").verdict
    'contested'
    """
    code = place.state_abbr
    shown_as = load("state_posture").set_index("state_abbr")["shown_as"][code]
    flags = state_choices.flags(state_choices.instruments(load("state_laws"))[code], shown_as)
    rules = load("detainer_rules").to_dict("records")
    return detainers.decide(rules, load("authority_rules"), request, code, shown_as, flags, paper, agreement)


def said(laws: pd.DataFrame, posture: pd.DataFrame, state: str) -> dict[str, str]:
    """What a state's texts say on each question of the comparison of states, in words; then how we know it, and up to when.

    ``laws`` is the table ``state_laws``, ``posture`` is ``state_posture``.

    >>> from fedlocal.tables import load
    >>> column = said(load("state_laws"), load("state_posture"), "HI")
    >>> column["Bars 287(g) agreements"], column["How we know it"]
    ('Unknown', 'its law could not be confirmed')
    """
    row = posture.set_index("state_abbr").loc[state]
    flags = state_choices.flags(state_choices.instruments(laws)[state], row["shown_as"])
    answers = {state_choices.FLAGS[flag]: state_choices.SAYS[word][1] for flag, word in flags.items()}
    basis = "its law could not be confirmed" if row["shown_as"] == "not_verified" else state_choices.CONFIDENCE[row["confidence"]]
    return {**answers, "How we know it": basis, "Known up to": dated(row["as_of"])}


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
