"""Does a statement bear on a question, and for whom? Judging a choice, and which side was overlooked most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..ground.sources import pinpointed

SIDES = ("for", "against", "neither")


@dataclass(frozen=True)
class Statement:
    """One statement: ``side`` is for, against or neither; ``replies`` says what each of the three choices
    is told."""

    id: str
    text: str
    side: str
    replies: dict[str, str]
    sources: tuple[tuple[str, str], ...]  # (source id, pinpoint)


def build(statements: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """The statements of the table ``sort_statements`` in its order, from its rows.

    >>> from fedlocal.ground.tables import rows
    >>> build(rows("sort_statements"))[0].side
    'for'
    """
    return [
        Statement(
            row["statement_id"],
            row["statement"],
            row["side"],
            {side: row[f"if_{side}"] for side in SIDES},
            pinpointed(row["source_ids"], row["pinpoints"]),
        )
        for row in sorted(statements, key=lambda row: row["position"])
    ]


def right(statement: Statement, choice: str) -> bool:
    """Whether a choice is right. Raises :class:`ValueError` for a word that is none of the three.

    >>> right(Statement("x", "…", "for", {}, ()), "neither")
    False
    """
    if choice not in SIDES:
        raise ValueError(f"There is no side {choice!r}. There are: {', '.join(SIDES)}.")
    return choice == statement.side


def turned(statements: list[Statement], start: int) -> list[Statement]:
    """The same circle of statements, begun at another place.

    >>> [s.id for s in turned([Statement(x, "", "for", {}, ()) for x in "abc"], 4)]
    ['b', 'c', 'a']
    """
    at = start % len(statements)
    return statements[at:] + statements[:at]


def slips(statements: Iterable[Statement], first: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """(side, what it was taken for, times) of the first choices that were wrong, the most frequent first.

    ``first`` holds the first choice for each statement that was tried.

    >>> slips([Statement("a", "", "neither", {}, ())], {"a": "for"})
    [('neither', 'for', 1)]
    """
    wrong = [
        (statement.side, first[statement.id])
        for statement in statements
        if statement.id in first and first[statement.id] != statement.side
    ]
    return sorted(
        ((side, taken, wrong.count((side, taken))) for side, taken in set(wrong)),
        key=lambda row: (-row[2], row),
    )
