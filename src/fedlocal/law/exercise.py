"""What exercise 02 computes, and small questions to the rules that other exercises share."""

from __future__ import annotations

from ..ground.computed import Desk
from .authority import Answer, answer
from .rules import by_action


def _answer(desk: Desk, actor: str, action: str, facts: dict[str, str]) -> Answer:
    rules = desk.once("authority_rules by action", lambda: by_action(desk.load("authority_rules")))
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
