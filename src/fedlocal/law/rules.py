"""The rules of `fedlocal.authority` as data: the words of a case, how a row says which cases it fits,
which row wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import product
from operator import itemgetter
from typing import Any

from ..ground.precedence import deciding

NONFEDERAL = ("local_officer", "jail_officer", "state_officer")
DHS = ("ice_officer", "hsi_agent", "border_patrol_agent")
WORDS = {
    "actor": (*NONFEDERAL, *DHS, "immigration_judge"),
    "delegation": ("none", "wso", "jem", "tfm"),
    "paper": ("none", "detainer", "ice_arrest_warrant", "ice_removal_warrant", "judicial_warrant"),
    "place": ("not_said", "public", "traffic_stop", "jail", "home"),
    "state_law": ("silent", "limits", "mandates"),
}
DEFAULTS = {"delegation": "none", "paper": "none", "place": "not_said", "state_law": "silent"}
GROUPS = {"nonfederal": NONFEDERAL, "dhs": DHS}
Case = dict[str, str]  # one word for each input of WORDS
Rule = Mapping[str, Any]  # a row of the table authority_rules


def case_of(actor: str, delegation: str, paper: str, place: str | None, state_law: str) -> Case:
    """The facts as a case. Raises :class:`ValueError` for an unknown word and for what cannot exist.

    >>> case_of("ice_officer", "none", "none", None, "silent")["place"]
    'not_said'
    >>> case_of("ice_officer", "tfm", "none", None, "silent")
    Traceback (most recent call last):
    ...
    ValueError: An ice_officer cannot have the delegation 'tfm': a 287(g) agreement gives federal powers ...
    """
    case = {
        "actor": actor,
        "delegation": delegation,
        "paper": paper,
        "place": place or "not_said",
        "state_law": state_law,
    }
    for name, word in case.items():
        known(name, word, WORDS[name])
    if not possible(case):
        article = "An" if actor[0] in "aeio" else "A"
        raise ValueError(
            f"{article} {actor} cannot have the delegation {delegation!r}: a 287(g) agreement gives federal"
            " powers to state and local officers, 8 U.S.C. § 1357(g)(1). Use delegation='none', or one of"
            f" the actors {', '.join(NONFEDERAL)}."
        )
    return case


def known(name: str, word: str, words) -> None:
    """Refuse a word that the input ``name`` does not have, naming near ones and all there are.

    >>> known("paper", "detainers", WORDS["paper"])
    Traceback (most recent call last):
    ...
    ValueError: There is no paper 'detainers'. Did you mean 'detainer'? There are: none, detainer,
    ice_arrest_warrant, \
ice_removal_warrant, judicial_warrant.
    """
    if word not in words:
        near = get_close_matches(str(word), words, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"There is no {name} {word!r}.{hint} There are: {', '.join(words)}.")


def possible(case: Case) -> bool:
    """Whether such a case can exist: only a state or local officer can be named in a 287(g) agreement.

    >>> possible({"actor": "hsi_agent", "delegation": "jem"})
    False
    """
    return case["delegation"] == "none" or case["actor"] in NONFEDERAL


def every_case() -> list[Case]:
    """Every possible case, in the order of the vocabulary.

    >>> len(every_case())
    1200
    """
    cases = (dict(zip(WORDS, words, strict=True)) for words in product(*WORDS.values()))
    return [case for case in cases if possible(case)]


def fits(rule: Rule, case: Case) -> bool:
    """Whether a row of the table fits a case: each of its cells says "any" or names the case's word.

    >>> rule = {"actor": "nonfederal", "delegation": "wso;jem", "paper": "any", "place": "any",
    ...     "state_law": "any"}
    >>> fits(rule, case_of("jail_officer", "jem", "none", "jail", "limits"))
    True
    """
    return all(case[name] in covered(name, rule[name]) for name in WORDS)


@cache
def covered(name: str, cell: str) -> frozenset[str]:
    """The words that a cell covers, groups spelled out. Raises :class:`ValueError` for a word that there is
    not.

    >>> sorted(covered("actor", "dhs"))
    ['border_patrol_agent', 'hsi_agent', 'ice_officer']
    """
    if cell == "any":
        return frozenset(WORDS[name])
    words = [
        word
        for part in cell.split(";")
        for word in (GROUPS.get(part, (part,)) if name == "actor" else (part,))
    ]
    for word in words:
        known(name, word, WORDS[name])
    return frozenset(words)


def by_action(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules of each action, the one that wins first.

    >>> from fedlocal.ground.tables import rows
    >>> len(by_action(rows("authority_rules")))
    16
    """
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule["action"], []).append(rule)
    return {action: sorted(rows, key=lambda rule: -rule["precedence"]) for action, rows in found.items()}


def of_action(rules: Iterable[Rule], action: str) -> list[Rule]:
    """The rules of one action, the one that wins first.

    >>> from fedlocal.ground.tables import rows
    >>> of_action(rows("authority_rules"), "order_removal")[0]["precedence"]
    10
    """
    return by_action(rule for rule in rules if rule["action"] == action).get(action, [])


def winner(rules: Sequence[Rule], case: Case) -> Rule:
    """The rule that decides a case: of those that fit, the one with the highest precedence.

    Raises :class:`LookupError` when no rule fits, or when two of the same precedence do: the table is then in
    error.
    """
    fitting = (rule for rule in rules if fits(rule, case))
    return deciding(
        fitting, "authority_rules", case, rank=itemgetter("precedence"), name=itemgetter("rule_id")
    )
