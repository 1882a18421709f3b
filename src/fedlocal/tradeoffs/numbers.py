"""Numbers of lesson 07, on the weighing of options: cells of the tables name these functions.

An ``example`` is a row of the table ``tradeoff_examples``, such as "alike".
"""

from __future__ import annotations

from ..ground.computed import Desk
from . import weighing


def highest_totals(desk: Desk, example: str) -> tuple[float, ...]:
    """The two highest totals at the middle of the ranges, of 100, with one decimal.

    >>> from fedlocal.ground.tables import load
    >>> highest_totals(Desk(load), "alike")
    (64.8, 64.5)
    """
    return _two_highest(desk, example, "middle", digits=1)


def most_often_first(desk: Desk, example: str) -> tuple[float, ...]:
    """In how many of 100 draws the two most frequent winners come first, when options share their luck.

    >>> from fedlocal.ground.tables import load
    >>> most_often_first(Desk(load), "alike")
    (53.0, 39.0)
    """
    return _two_highest(desk, example, "first", digits=0)


def most_often_first_alone(desk: Desk, example: str) -> tuple[float, ...]:
    """The same, when each option draws its own luck.

    >>> from fedlocal.ground.tables import load
    >>> most_often_first_alone(Desk(load), "alike")
    (34.0, 33.0)
    """
    return _two_highest(desk, example, "first_alone", digits=0)


def most_frequent_winner(desk: Desk, example: str) -> int:
    """In how many of 100 draws the most frequent winner comes first, when options share their luck.

    >>> from fedlocal.ground.tables import load
    >>> most_frequent_winner(Desk(load), "alike")
    53
    """
    return round(max(option["first"] for option in weighing.example(desk.rows, example).values()))


def _two_highest(desk: Desk, example: str, column: str, digits: int) -> tuple[float, ...]:
    values = [option[column] for option in weighing.example(desk.rows, example).values()]
    return tuple(round(value, digits) for value in sorted(values, reverse=True)[:2])
