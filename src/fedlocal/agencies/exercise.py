"""What exercise 01 computes, and small questions to the duties and agencies that other exercises share."""

from __future__ import annotations

from ..ground.computed import Desk
from . import duties


def job(desk: Desk, duty: str) -> str:
    """The agencies of a duty, as ids separated by ";".

    >>> from fedlocal.ground.tables import load
    >>> job(Desk(load), "patrol-border")
    'border-patrol'
    """
    return desk.load("duties").set_index("duty_id").loc[duty, "agencies"]


def chain(desk: Desk, agency: str) -> list[str]:
    """The chain of command from this agency up to where it ends, as ids.

    >>> from fedlocal.ground.tables import load
    >>> chain(Desk(load), "ero")
    ['ero', 'ice', 'dhs', 'president']
    """
    return duties.chain(desk.load("agencies"), agency)
