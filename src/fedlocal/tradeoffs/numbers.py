"""Numbers of lesson 07, on the weighing of options: cells of the tables name these functions.

An ``example`` is a row of the table ``tradeoff_examples``, such as "alike".
"""

from __future__ import annotations

import pandas as pd

from ..ground.computed import Desk
from . import weighing


def highest_totals(desk: Desk, example: str) -> tuple[float, ...]:
    """The two highest totals at the middle of the ranges, of 100, with one decimal.

    >>> from fedlocal.ground.tables import load
    >>> highest_totals(Desk(load), "alike")
    (64.8, 64.5)
    """
    return _two_highest(weighing.example(desk.load, example)["middle"], digits=1)


def most_often_first(desk: Desk, example: str) -> tuple[float, ...]:
    """In how many of 100 draws the two most frequent winners come first, when options share their luck.

    >>> from fedlocal.ground.tables import load
    >>> most_often_first(Desk(load), "alike")
    (53.0, 39.0)
    """
    return _two_highest(weighing.example(desk.load, example)["first"], digits=0)


def most_often_first_alone(desk: Desk, example: str) -> tuple[float, ...]:
    """The same, when each option draws its own luck.

    >>> from fedlocal.ground.tables import load
    >>> most_often_first_alone(Desk(load), "alike")
    (34.0, 33.0)
    """
    return _two_highest(weighing.example(desk.load, example)["first_alone"], digits=0)


def most_frequent_winner(desk: Desk, example: str) -> int:
    """In how many of 100 draws the most frequent winner comes first, when options share their luck.

    >>> from fedlocal.ground.tables import load
    >>> most_frequent_winner(Desk(load), "alike")
    53
    """
    return round(weighing.example(desk.load, example)["first"].max())


def _two_highest(values: pd.Series, digits: int) -> tuple[float, ...]:
    return tuple(values.nlargest(2).round(digits).tolist())
