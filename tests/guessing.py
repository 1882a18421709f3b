"""Answering without reading: guesses by the place or the length of an option, and how far they get.

A guess does not know the subject. It sees how many options there are, which ones are long, and where they
stand. Questions measure understanding only if no such guess does better than chance.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

MARGIN = 0.05
HAIR = 1e-9  # what adding up shares such as 1/3 may be off by


@dataclass(frozen=True)
class Item:
    """One question with one right option: ``options`` are the texts as they stand in the table, ``right`` is
    the place of the key, from 0. ``turn`` counts the items of one question, from 0. An item that is asked
    once for each of four places weighs a quarter."""

    name: str
    options: tuple[str, ...]
    right: int
    turn: int = 0
    weight: float = 1.0


Strategy = Callable[[Sequence[str], int], Sequence[int]]


# Each gives the places that a guesser would choose from: several, where two options are equally long


def longest(options: Sequence[str], turn: int = 0) -> list[int]:
    """The longest option.

    >>> longest(["yes", "never", "often"])
    [1, 2]
    """
    return _of_length(options, max(map(len, options)))


def shortest(options: Sequence[str], turn: int = 0) -> list[int]:
    """The shortest option.

    >>> shortest(["yes", "never", "often"])
    [0]
    """
    return _of_length(options, min(map(len, options)))


def first(options: Sequence[str], turn: int = 0) -> list[int]:
    """The option on top.

    >>> first(["yes", "never", "often"])
    [0]
    """
    return [0]


def last(options: Sequence[str], turn: int = 0) -> list[int]:
    """The option at the bottom.

    >>> last(["yes", "never", "often"])
    [2]
    """
    return [len(options) - 1]


def middle_else_longest(options: Sequence[str], turn: int = 0) -> list[int]:
    """The option in the middle; where none is, the longest one.

    >>> middle_else_longest(["yes", "never", "often"]), middle_else_longest(["yes", "never"])
    ([1], [1])
    """
    return [len(options) // 2] if len(options) % 2 else longest(options)


def in_turn(options: Sequence[str], turn: int = 0) -> list[int]:
    """The first option for the first item, the second for the second, and so on, over and over.

    >>> in_turn(["true", "false"], turn=3)
    [1]
    """
    return [turn % len(options)]


STRATEGIES: tuple[Strategy, ...] = (middle_else_longest, longest, shortest, first, last)


def _of_length(options: Sequence[str], length: int) -> list[int]:
    return [place for place, text in enumerate(options) if len(text) == length]


def share(item: Item, strategy: Strategy) -> float:
    """How often this guess is right: 1, 0, or a part where it wavers between options of equal length.

    >>> share(Item("a", ("yes", "never", "often"), right=2), longest)
    0.5
    """
    chosen = strategy(item.options, item.turn)
    return (item.right in chosen) / len(chosen)


def score(items: Iterable[Item], strategy: Strategy) -> float:
    """How many of the items this guess gets right.

    >>> score([Item("a", ("yes", "no"), 0), Item("b", ("yes", "no"), 1)], first)
    1.0
    """
    return sum(item.weight * share(item, strategy) for item in items)


def chance(items: Iterable[Item]) -> float:
    """How many of the items a die gets right on average: the sum of one over the number of options.

    >>> chance([Item("a", ("yes", "no"), 0), Item("b", ("yes", "no"), 1)])
    1.0
    """
    return sum(item.weight / len(item.options) for item in items)


def count(items: Iterable[Item]) -> float:
    """How many items there are.

    >>> count([Item("a", ("yes", "no"), 0, weight=0.25)] * 4)
    1.0
    """
    return sum(item.weight for item in items)


def gate(items: Sequence[Item]) -> float:
    """The most that a guess may get right: chance and five points more, and nothing is rounded up.

    >>> gate([Item("a", ("yes", "no"), 0)] * 10)
    5.5
    """
    return chance(items) + MARGIN * count(items)


def gate_of_whole_numbers(items: Sequence[Item]) -> float:
    """The gate where positions are whole numbers: an even spread of ten keys over three places has to put
    four of them in one place, which is more than chance and five points. So chance rounded up is allowed,
    without the five points.

    >>> round(gate_of_whole_numbers([Item("a", ("x", "y", "z"), 0)] * 10), 2)
    4
    """
    return max(gate(items), ceil(chance(items) - HAIR))


def better_than_chance(
    items: Sequence[Item],
    strategies: Iterable[Strategy] = STRATEGIES,
    allowed: Callable[[Sequence[Item]], float] = gate,
) -> list[str]:
    """One sentence for each guess that gets more right than is allowed; it names what is guessed right.

    >>> better_than_chance([Item("a", ("yes", "no"), 0), Item("b", ("no", "yes"), 0)], [first])
    ['“first” gets 2 of 2 right; chance gets 1, and 1.1 is allowed. Guessed right: a, b']
    """
    found = []
    for strategy in strategies:
        got = score(items, strategy)
        if got > allowed(items) + HAIR:
            right = list(dict.fromkeys(item.name for item in items if share(item, strategy)))
            found.append(
                f"“{strategy.__name__}” gets {got:.4g} of {count(items):.4g} right; chance gets"
                f" {chance(items):.3g}, and {allowed(items):.3g} is allowed."
                f" Guessed right: {', '.join(right)}"
            )
    return found


def strictly_longest(item: Item) -> bool:
    """Whether the key is longer than each other option.

    >>> strictly_longest(Item("a", ("yes", "never"), right=1))
    True
    """
    return longest(item.options) == [item.right]
