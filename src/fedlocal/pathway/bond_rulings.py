"""How the courts of appeals have divided on a question: who said what, counted from the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
)  # there are thirteen


def division(rulings: Sequence[Mapping]) -> tuple[list[str], list[str]]:
    """The circuits that let people who entered without inspection ask for bond, and those that do not.

    ``rulings`` are the rows of ``bond_rulings``. A circuit without a row has not ruled.

    >>> from fedlocal.ground.tables import rows
    >>> [len(side) for side in division(rows("bond_rulings"))]
    [9, 2]
    """
    can = [row["circuit"] for row in rulings if row["bond"]]
    return can, [row["circuit"] for row in rulings if not row["bond"]]


def sentence(rulings: Sequence[Mapping]) -> str:
    """The division in one sentence, its counts in words.

    >>> from fedlocal.ground.tables import rows
    >>> sentence(rows("bond_rulings")).partition(", and ")[2]
    'two that they cannot (5th and 8th Circuits).'
    """
    can, cannot = division(rulings)
    return (
        f"{COUNTS[len(can)].capitalize()} courts of appeals have said that they can ({_listed(can)}), "
        f"and {COUNTS[len(cannot)]} that they cannot ({_listed(cannot)})."
    )


def _listed(circuits: list[str]) -> str:
    first, last = circuits[:-1], circuits[-1]
    return f"{', '.join(first)} and {last} Circuits" if first else f"{last} Circuit"
