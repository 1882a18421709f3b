"""Holding a lesson's printed figures against the tables: each figure of a claim is computed and compared."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..ground.computed import Desk, compute
from ..ground.formats import number


def recompute(cell: str, load: Callable) -> list[str]:
    """The figures that a cell yields now, as the course prints numbers.

    ``cell`` is the path of a function with its words (see :mod:`fedlocal.ground.computed`), which gives one
    number or a tuple of them. Whole numbers are printed with separators, others with one decimal. Raises
    :class:`ValueError` that names the cell when it cannot be computed.

    >>> from fedlocal.ground.tables import load
    >>> recompute("county.numbers.counties TX", load)
    ['254']
    """
    value = compute(cell, Desk(load))
    figures = value if isinstance(value, tuple) else (value,)
    return [number(figure) if float(figure) == int(figure) else number(figure, 1) for figure in figures]


def missing_figures(statement: str, figures: list[str]) -> list[str]:
    """Those of ``figures`` that do not stand in the statement, in this order.

    >>> missing_figures("Texas has 254 counties.", ["254"]), missing_figures("Texas has 255 counties.",
    ...     ["254"])
    ([], ['254'])
    """
    missing, rest = [], statement
    for figure in figures:
        found = re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d,]|\.\d)", rest)
        if found:
            rest = rest[found.end() :]
        else:
            missing.append(figure)
    return missing
