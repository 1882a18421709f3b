"""What exercise 02 computes, and small questions to the rules that other exercises share."""

from __future__ import annotations

from ..ground.computed import Desk
from ..ground.formats import dated
from . import detainers, state_laws
from .authority import POSTURES
from .rules import DEFAULTS, case_of, of_action, winner


def _rule(desk: Desk, actor: str, action: str, facts: dict[str, str]):
    """The deciding rule alone: what would change the answer takes longer, and is not asked."""
    rules = desk.once(("rules of", action), lambda: of_action(desk.load("authority_rules"), action))
    return winner(rules, case_of(actor, **{**DEFAULTS, **facts}))


def may(desk: Desk, actor: str, action: str, **facts: str) -> str:
    """The answer of :func:`fedlocal.law.authority.check`: yes, no, only_if or contested.

    >>> from fedlocal.ground.tables import load
    >>> may(Desk(load), "local_officer", "order_removal")
    'no'
    """
    return _rule(desk, actor, action, facts).answer


def why(desk: Desk, actor: str, action: str, **facts: str) -> str:
    """The reason for that answer, as the table of rules gives it.

    >>> from fedlocal.ground.tables import load
    >>> why(Desk(load), "local_officer", "order_removal") != ""
    True
    """
    return _rule(desk, actor, action, facts).why


def _shown_as(desk: Desk, state: str) -> str:
    return desk.load("state_posture").set_index("state_abbr")["shown_as"][state]


def state_law(desk: Desk) -> str:
    """What the law of the place's state does to cooperation: silent, limits or mandates; "" when no one word
    fits.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_law(Desk(load, named("Harris County, TX")))
    'mandates'
    """
    return POSTURES.get(_shown_as(desk, desk.here.state_abbr), "")


def fits(desk: Desk) -> str:
    """A sentence: whether the word of :func:`state_law` is that of the place's state, or stands in, and why.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> fits(Desk(load, named("Hopewell city, VA")))
    'Here it is a stand-in: no one word fits the law of Virginia.'
    """
    state = desk.here.state
    if state_law(desk):
        return f"That is this course’s word for the law of {state}."
    unknown = _shown_as(desk, desk.here.state_abbr) == "not_verified"
    reason = (
        f"the law of {state} could not be confirmed" if unknown else f"no one word fits the law of {state}"
    )
    return f"Here it is a stand-in: {reason}."


def _flags(desk: Desk, state: str) -> dict[str, str]:
    """One word (yes, partly, no, unknown) for each of :data:`fedlocal.law.state_laws.FLAGS`."""
    instruments = desk.once("instruments", lambda: state_laws.instruments(desk.load("state_laws")))
    return state_laws.flags(instruments[state], _shown_as(desk, state))


def says(desk: Desk, flag: str) -> str:
    """What the confirmed texts of the place's state do on one of :data:`fedlocal.law.state_laws.FLAGS`: yes,
    partly, no or unknown.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> says(Desk(load, named("Harris County, TX")), "requires_287g")
    'yes'
    """
    return _flags(desk, desk.here.state_abbr)[flag]


def answers_of(desk: Desk, state: str) -> dict[str, str]:
    """What a state's texts do, in the words of the comparison of states; then how we know it, and up to when.

    >>> from fedlocal.ground.tables import load
    >>> column = answers_of(Desk(load), "HI")
    >>> column["Bars 287(g) agreements"], column["How we know it"]
    ('Unknown', 'its law could not be confirmed')
    """
    row = desk.load("state_posture").set_index("state_abbr").loc[state]
    answers = {state_laws.FLAGS[flag]: state_laws.SAYS[word][1] for flag, word in _flags(desk, state).items()}
    unknown = row["shown_as"] == "not_verified"
    basis = "its law could not be confirmed" if unknown else state_laws.CONFIDENCE[row["confidence"]]
    return {**answers, "How we know it": basis, "Known up to": dated(row["as_of"])}


def jail(desk: Desk, request: str, paper: str = "detainer", agreement: str = "none") -> detainers.Decision:
    """What a jail of the place's state does with one request ("hold" or "notify"), before anybody reads the
    state's texts.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> jail(Desk(load, named("Bucks County, PA")), "hold").verdict
    'contested'
    """
    state = desk.here.state_abbr
    return detainers.decide(
        desk.load("detainer_rules").to_dict("records"),
        desk.load("authority_rules"),
        request,
        state,
        _shown_as(desk, state),
        _flags(desk, state),
        paper,
        agreement,
    )
