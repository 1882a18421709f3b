"""The order in which a learner sees options and questions: mixed by a seed, another one for each learner."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shuffled(items: Sequence[Item], question_id: str, seed: int, order: str = "") -> tuple[Item, ...]:
    """``items`` in the order that this question has for this learner.

    The same id and seed give the same order on every machine. ``order`` "fixed" keeps the items as they are,
    "last" keeps the last one last ("all of these"). Raises :class:`ValueError` for another word.

    >>> shuffled("abcd", "04-check-1", 7) == shuffled("abcd", "04-check-1", 7)
    True
    >>> shuffled("abcd", "04-check-1", 7, "last")[-1], shuffled("abcd", "04-check-1", 7, "fixed")
    ('d', ('a', 'b', 'c', 'd'))
    """
    if order not in ("", "fixed", "last"):
        raise ValueError(f"There is no order {order!r}. There are: fixed, last, and blank for any order.")
    if order == "fixed":
        return tuple(items)
    free, kept = (items[:-1], items[-1:]) if order == "last" else (items, items[:0])
    mixed = list(free)
    random.Random(f"{seed}/{question_id}").shuffle(mixed)
    return (*mixed, *kept)
