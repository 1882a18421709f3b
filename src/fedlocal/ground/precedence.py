"""Tables of rules: of the rules that fit a case, the one that ranks highest decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Rule = TypeVar("Rule")


def deciding(
    fitting: Iterable[Rule],
    table: str,
    case: object,
    rank: Callable[[Rule], int],
    name: Callable[[Rule], str],
) -> Rule:
    """The rule that decides a case: of those that fit it, the one with the highest rank.

    ``rank`` and ``name`` say what a rule's rank and its name are; ``table`` and ``case`` are for the message.
    Raises :class:`LookupError` when no rule fits, or when two of the highest rank do: the table is in error.

    >>> deciding(["any", "limits"], "case_rules", "limits", rank=lambda word: word != "any", name=str)
    'limits'
    >>> deciding(["a", "b"], "case_rules", "limits", rank=lambda word: 1, name=str)
    Traceback (most recent call last):
    LookupError: Several rules of the table case_rules decide limits: a, b. Let one of them rank highest.
    """
    ranked = [(rank(rule), rule) for rule in fitting]
    if not ranked:
        raise LookupError(f"No rule of the table {table} fits {case}. Add one.")
    highest = max(place for place, _ in ranked)
    best = [rule for place, rule in ranked if place == highest]
    if len(best) > 1:
        names = ", ".join(name(rule) for rule in best)
        raise LookupError(
            f"Several rules of the table {table} decide {case}: {names}. Let one of them rank highest."
        )
    return best[0]


def specific(word: str) -> bool:
    """Whether a cell names something: a rule that does ranks above a rule for "any".

    >>> specific("limits"), specific("any")
    (True, False)
    """
    return word != "any"
