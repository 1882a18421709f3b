"""A detainer comes to a jail: what this state's law makes of its two requests, to notify and to hold.

The general rule comes from ``authority_rules`` (lesson 02). Rows of ``detainer_rules`` sharpen it where a
state's own texts were read. A teaching model of the law, not legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from ..ground.precedence import deciding
from ..ground.sources import pinpointed
from .authority import POSTURES, answer
from .rules import Rule, of_action

ACTIONS = {"hold": "hold_on_detainer", "notify": "notify_release_date"}
FLAGS = {
    "hold": ("requires_detainers", "restricts_detainers"),
    "notify": ("requires_detainers", "restricts_release_notice"),
}
VERDICTS = {
    "yes": "may",
    "no": "must_not",
    "only_if": "only_if",
    "contested": "contested",
}  # from lesson 02's answers
ORDER = ("must", "must_some", "may", "only_if", "contested", "must_not", "read", "unknown")
FACTS = ("state", "law", "paper", "agreement", "requires", "restricts")


@dataclass(frozen=True)
class Decision:
    """What a jail must, may or must not do with one request.

    ``verdict``: a word of ``ORDER``; "read" where the learner has to read the state's texts and choose a word
    first. ``why`` and ``sources`` (pairs of id and pinpoint): of the state's own rule, or of the general one.
    ``rule``: the row of ``detainer_rules``, "" where the general rule stands alone. ``general``: the answer,
    reason and sources of lesson 02, ``None`` where no word for the state's law is known.
    """

    request: str
    verdict: str
    why: str
    sources: tuple[tuple[str, str], ...]
    rule: str
    general: tuple[str, str, tuple[tuple[str, str], ...]] | None


def law_word(shown_as: str, reading: str = "") -> str | None:
    """The word for a state's law: from its posture, or, where none fits, the learner's own ``reading`` (or
    ``None``).

    >>> law_word("mandates_287g"), law_word("mixed_or_executive"), law_word("mixed_or_executive", "limits")
    ('mandates', None, 'limits')
    """
    return POSTURES.get(shown_as) or (reading or None)


def general(authority_rules: Iterable[Rule], request: str, law: str, paper: str, agreement: str):
    """The answer of lesson 02 for a jail officer, its reason and its sources as pairs of id and pinpoint.

    >>> from fedlocal.ground.tables import rows
    >>> general(rows("authority_rules"), "hold", "silent", "detainer", "none")[0]
    'contested'
    """
    action = ACTIONS[request]
    rules = {action: of_action(authority_rules, action)}
    found = answer("jail_officer", action, agreement, paper, "jail", law, rules=rules)
    return found.answer, found.why, found.pinpointed


def sharper(rules: Iterable[Rule], request: str, facts: dict[str, str]) -> Rule | None:
    """The row of ``detainer_rules`` that decides, or ``None``: of those that fit, the one with the highest
    precedence.

    Raises :class:`LookupError` when two of the same precedence fit: the table is then in error.

    >>> rule = {"rule_id": "r", "precedence": 1, "request": "hold", **dict.fromkeys(FACTS, "any"), "law":
    ...     "limits;silent"}
    >>> sharper([rule], "hold", {**dict.fromkeys(FACTS, "x"), "law": "limits"})["rule_id"], sharper([rule],
    ...     "notify", {})
    ('r', None)
    """
    fitting = [
        rule
        for rule in rules
        if rule["request"] == request
        and all(rule[fact] == "any" or facts[fact] in rule[fact].split(";") for fact in FACTS)
    ]
    if not fitting:
        return None
    case = {"request": request, **facts}
    return deciding(
        fitting, "detainer_rules", case, rank=itemgetter("precedence"), name=itemgetter("rule_id")
    )


def decide(
    rules: Sequence[Rule],
    authority_rules: Sequence[Rule],
    request: str,
    state: str,
    shown_as: str,
    flags: dict[str, str],
    paper: str = "detainer",
    agreement: str = "none",
    reading: str = "",
    known: dict | None = None,
) -> Decision:
    """What a jail in this state does with one request (``"hold"`` or ``"notify"``).

    ``rules`` are the rows of ``detainer_rules``, ``authority_rules`` those of the table of this name;
    ``flags`` are the state's answers (:func:`fedlocal.law.state_laws.flags`), ``shown_as`` its posture. Where
    the posture gives no word, ``reading`` is the learner's; without one the verdict is "read", or "unknown"
    if nothing is confirmed. Then only a rule that names this state sharpens the answer: a ruling settles one
    question whatever the whole points to. ``known`` may carry answers of :func:`general` from call to call,
    for whoever asks about many states.

    >>> from fedlocal.ground.tables import rows
    >>> rules, authority = rows("detainer_rules"), rows("authority_rules")
    >>> decide(rules, authority, "hold", "XX", "no_statewide_rule", {}).verdict
    'contested'
    >>> decide(rules, authority, "hold", "XX", "mixed_or_executive", {}).verdict
    'read'
    """
    law = law_word(shown_as, reading)
    own = POSTURES.get(shown_as) is not None  # what a learner reads into a state stays the general rule
    requires, restricts = FLAGS[request]
    facts = {
        "state": state,
        "law": law or "",
        "paper": paper,
        "agreement": agreement,
        "requires": flags.get(requires, ""),
        "restricts": flags.get(restricts, ""),
    }
    rule = sharper(rules if own else [row for row in rules if row["state"] != "any"], request, facts)
    known = {} if known is None else known
    key = (request, law, paper, agreement)
    if law is not None and key not in known:
        known[key] = general(authority_rules, request, law, paper, agreement)
    basis = known.get(key)
    if rule is None:
        if basis is None:
            return Decision(request, "unknown" if shown_as == "not_verified" else "read", "", (), "", None)
        return Decision(request, VERDICTS[basis[0]], basis[1], basis[2], "", basis)
    sources = pinpointed(rule["source_ids"], rule["pinpoints"])
    return Decision(request, rule["verdict"], rule["why"], sources, rule["rule_id"], basis)


def by_verdict(decisions: dict[str, Decision]) -> dict[str, list[str]]:
    """States grouped by verdict, in the order of ``ORDER``; verdicts that no state has are left out.

    >>> by_verdict({"WI": Decision("hold", "contested", "", (), "", None)})
    {'contested': ['WI']}
    """
    groups = {
        word: [state for state, decision in decisions.items() if decision.verdict == word] for word in ORDER
    }
    return {word: states for word, states in groups.items() if states}
