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
