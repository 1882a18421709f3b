"""What exercise 02 computes, and small questions to the rules that other exercises share."""

from __future__ import annotations

from ..ground.computed import Desk
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
