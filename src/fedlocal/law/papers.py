"""Papers read field by field: what stands in each field, what it means, and how the papers differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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


def fields(table: Sequence[Mapping[str, Any]], paper: str) -> list[Mapping[str, Any]]:
    """The fields of one paper in order; ``table`` is the rows of ``paper_fields``. Raises
    :class:`LookupError` for an unknown paper.

    >>> from fedlocal.ground.tables import rows
    >>> fields(rows("paper_fields"), "judicial_warrant")[0]["label"]
    'The court'
    """
    found = [row for row in table if row["paper"] == paper]
    if not found:
        names = ", ".join(dict.fromkeys(row["paper"] for row in table))
        raise LookupError(f"There is no paper {paper!r}. There are: {names}.")
    return sorted(found, key=lambda row: row["position"])


def side_by_side(by_paper: Mapping[str, Mapping[str, Any]], papers: Sequence[str]) -> list[dict]:
    """One entry a question: ``{"question", "answers", "differ"}``, an answer a paper; ``by_paper`` is the
    rows of ``papers`` by the paper. Raises :class:`LookupError` for an unknown paper.

    >>> from fedlocal.ground.tables import keyed
    >>> side_by_side(keyed("papers", "paper"), ["detainer", "judicial_warrant"])[1]["question"]
    'Who signs'
    """
    unknown = [paper for paper in papers if paper not in by_paper]
    if unknown:
        raise LookupError(f"There is no paper {unknown[0]!r}. There are: {', '.join(by_paper)}.")
    rows = []
    for column, question in ROWS.items():
        answers = [by_paper[paper][column] for paper in papers]
        rows.append({"question": question, "answers": answers, "differ": len(set(answers)) > 1})
    return rows
