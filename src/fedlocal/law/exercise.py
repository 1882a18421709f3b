"""What exercise 02 computes, and small questions to the rules that other exercises share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ground.computed import Desk
from ..ground.formats import dated
from . import detainers, state_laws
from .authority import POSTURES, Answer, answer
from .rules import by_action

if TYPE_CHECKING:
    import pandas as pd

ANSWERS = ("yes", "no", "only_if", "contested")


def _answer(desk: Desk, actor: str, action: str, facts: dict[str, str]) -> Answer:
    rules = desk.once("authority_rules by action", lambda: by_action(desk.rows("authority_rules")))
    return answer(actor, action, **facts, rules=rules)


def may(desk: Desk, actor: str, action: str, **facts: str) -> str:
    """The answer of :func:`fedlocal.law.authority.check`: yes, no, only_if or contested.

    >>> from fedlocal.ground.tables import load
    >>> may(Desk(load), "local_officer", "order_removal")
    'no'
    """
    return _answer(desk, actor, action, facts).answer


def why(desk: Desk, actor: str, action: str, **facts: str) -> str:
    """The reason for that answer, as the table of rules gives it.

    >>> from fedlocal.ground.tables import load
    >>> why(Desk(load), "local_officer", "order_removal") != ""
    True
    """
    return _answer(desk, actor, action, facts).why


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
    instruments = desk.once("instruments", lambda: state_laws.instruments(desk.rows("state_laws")))
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
        desk.rows("detainer_rules"),
        desk.rows("authority_rules"),
        request,
        state,
        _shown_as(desk, state),
        _flags(desk, state),
        paper,
        agreement,
    )


def unnamed_papers(desk: Desk, *papers: str) -> pd.DataFrame:
    """What these papers say, numbered in this order, with their names taken off.

    >>> from fedlocal.ground.tables import load
    >>> unnamed_papers(Desk(load), "detainer", "judicial_warrant")["Who signs"].iloc[1]
    'A judge of a court.'
    """
    headings = {
        "no": "Paper",
        "signer": "Who signs",
        "orders": "What it orders or asks",
        "home": "Does it open a home?",
    }
    rows = desk.load("papers").set_index("paper").loc[list(papers)]
    numbers = [str(number) for number in range(1, len(papers) + 1)]
    return rows.assign(no=numbers)[list(headings)].rename(columns=headings)


def state_law_option(desk: Desk) -> str:
    """The option that names what the state's law does: :func:`state_law`, or none_fits.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_law_option(Desk(load, named("Hopewell city, VA")))
    'none_fits'
    """
    return state_law(desk) or "none_fits"


def may_by_state_law(desk: Desk, actor: str, action: str, **facts: str) -> str:
    """The answer of :func:`may` under the law of the place's state; cannot_say where no one word fits it.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> may_by_state_law(desk, "jail_officer", "hold_on_detainer", paper="detainer")
    'only_if'
    """
    law = state_law(desk)
    return may(desk, actor, action, state_law=law, **facts) if law else "cannot_say"


def _widest_form(desk: Desk) -> str:
    """The 287(g) form of widest reach among the agencies that ICE's list places in the county; "none" without
    one."""
    agreements = desk.load("agreements")
    rows = agreements[agreements["county_fips"] == desk.here.fips]
    return next((form for form in ("tfm", "jem", "wso") if rows[f"signed_{form}"].notna().any()), "none")


def case_facts(desk: Desk) -> dict[str, str]:
    """The place's 287(g) form of widest reach and the law of its state; silent stands in where no one word
    fits.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> case_facts(Desk(load, named("Harris County, TX")))["law"]
    'mandates'
    """
    return {"form": _widest_form(desk), "law": state_law(desk) or "silent"}


def case_arguments(desk: Desk) -> tuple[str, str, str]:
    """What the learner's function is called with: an officer of the jail, the form, the law.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> case_arguments(Desk(load, named("Harris County, TX")))[0]
    'jail_officer'
    """
    facts = case_facts(desk)
    return "jail_officer", facts["form"], facts["law"]


def answer_counts(
    desk: Desk, actor: str = "jail_officer", delegation: str = "", state_law: str = ""
) -> dict[str, int]:
    """To how many of all actions the rules give each answer, for the place's form and law unless others are
    given.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> sum(answer_counts(Desk(load, named("Harris County, TX"))).values()) == len(load("authority_actions"))
    True
    """
    place = case_facts(desk)
    facts = {"delegation": delegation or place["form"], "state_law": state_law or place["law"]}
    answers = [may(desk, actor, action, **facts) for action in desk.load("authority_actions")["action"]]
    return {answer: answers.count(answer) for answer in ANSWERS}


def answer_count(desk: Desk, answer: str) -> int:
    """To how many of all actions the rules give this answer for a jail officer of the place.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> answer_count(desk, "no") == answer_counts(desk)["no"]
    True
    """
    return desk.once("answer counts", lambda: answer_counts(desk))[answer]


def rule_counts(desk: Desk) -> dict[str, int]:
    """How many rows of the rules have each answer: a mistake where the actions of one case are counted.

    >>> from fedlocal.ground.tables import load
    >>> sum(rule_counts(Desk(load)).values()) == len(load("authority_rules"))
    True
    """
    answers = list(desk.load("authority_rules")["answer"])
    return {answer: answers.count(answer) for answer in ANSWERS}
