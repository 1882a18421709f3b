"""Papers read field by field: what stands in each field, what it means, and how the papers differ."""

from __future__ import annotations

import pandas as pd

ROWS = {
    "kind": "What it is",
    "signer": "Who signs",
    "addressed": "To whom",
    "orders": "What it orders or asks",
    "orders_not": "What it is not",
    "where_it_works": "Where it works",
    "home": "Does it open a home?",
    "after": "What follows",
}


def fields(table: pd.DataFrame, paper: str) -> list[dict]:
    """The fields of one paper in order; ``table`` is ``paper_fields``. Raises :class:`LookupError` for an
    unknown paper.

    >>> from fedlocal.ground.tables import load
    >>> fields(load("paper_fields"), "judicial_warrant")[0]["label"]
    'The court'
    """
    rows = table[table["paper"] == paper].sort_values("position")
    if rows.empty:
        raise LookupError(f"There is no paper {paper!r}. There are: {', '.join(table['paper'].unique())}.")
    return rows.to_dict("records")


def side_by_side(table: pd.DataFrame, papers: list[str]) -> list[dict]:
    """One entry a question: ``{"question", "answers", "differ"}``, an answer a paper; ``table`` is
    ``papers``.

    >>> from fedlocal.ground.tables import load
    >>> side_by_side(load("papers"), ["detainer", "judicial_warrant"])[1]["question"]
    'Who signs'
    """
    by_paper = table.set_index("paper")
    unknown = [paper for paper in papers if paper not in by_paper.index]
    if unknown:
        raise LookupError(f"There is no paper {unknown[0]!r}. There are: {', '.join(by_paper.index)}.")
    rows = []
    for column, question in ROWS.items():
        answers = [by_paper.loc[paper, column] for paper in papers]
        rows.append({"question": question, "answers": answers, "differ": len(set(answers)) > 1})
    return rows
