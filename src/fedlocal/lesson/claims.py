"""Holding a lesson's printed figures against the tables: each expression of a claim is computed and
compared."""

from __future__ import annotations

import re

import pandas as pd

from ..ground.formats import number
from ..tradeoffs import weighing


def recompute(expression: str, load) -> list[str]:
    """The figures that a claim's expression yields now, as the course prints numbers.

    ``expression`` is a line of pandas over ``load(name)``, giving one number or a tuple of them; whole
    numbers are printed with separators, others with one decimal. ``weighed(name)`` is
    :func:`fedlocal.tradeoffs.weighing.example`. It comes from our own ``data/`` and never from a learner.

    >>> from fedlocal.ground.tables import load
    >>> recompute("len(load('states').query('kind == \\"state\\"'))", load)
    ['50']
    """
    words = {"weighed": lambda name: weighing.example(load, name)}
    value = eval(
        expression,
        {"__builtins__": {"len": len, "round": round, "tuple": tuple, "sum": sum, "int": int}},
        {**words, "load": load, "pd": pd},
    )
    values = value if isinstance(value, tuple) else (value,)
    return [number(one) if float(one) == int(one) else number(one, 1) for one in values]


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
