"""Numbers of lesson 08, on claims of its articles: cells of the tables name these functions."""

from __future__ import annotations

from ..ground.computed import Desk


def claims_of_article(desk: Desk, article: str, verdict: str) -> int:
    """How many claims of an article ("police") have a verdict ("right").

    >>> from fedlocal.ground.tables import load
    >>> claims_of_article(Desk(load), "police", "right")
    21
    """
    return len(desk.load("web_claims").query("article == @article and verdict == @verdict"))


def claims_on_topic(desk: Desk, topic: str, verdict: str) -> int:
    """How many claims on a topic ("help") have a verdict ("right").

    >>> from fedlocal.ground.tables import load
    >>> claims_on_topic(Desk(load), "help", "right")
    1
    """
    return len(desk.load("web_claims").query("topic == @topic and verdict == @verdict"))
