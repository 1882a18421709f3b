"""The three 287(g) models side by side: what the agreement forms say, topic by topic."""

from __future__ import annotations

import pandas as pd

from .look import MODELS


def topics(terms: pd.DataFrame) -> dict[str, str]:
    """Title → topic code, in the order of the table.

    >>> from fedlocal.tables import load
    >>> "powers" in topics(load("agreement_terms")).values()
    True
    """
    return dict(terms.drop_duplicates("topic")[["topic_title", "topic"]].itertuples(index=False, name=None))


def compare(terms: pd.DataFrame, models=tuple(MODELS), only=None, only_differences: bool = False) -> list[dict]:
    """One entry a topic: ``{topic, title, differs, says: {model: row}}``; rows are dictionaries of the table.

    ``models`` picks and orders the columns; ``only`` is a list of topic codes (all when empty); with
    ``only_differences`` topics on which all three forms agree are left out. Raises :class:`ValueError` for an
    unknown model.

    >>> from fedlocal.tables import load
    >>> [list(entry["says"]) for entry in compare(load("agreement_terms"), ["wso", "tfm"])][0]
    ['wso', 'tfm']
    """
    unknown = [model for model in models if model not in MODELS]
    if unknown:
        raise ValueError(f"There is no 287(g) model {unknown[0]!r}. There are: {', '.join(MODELS)}.")
    entries = []
    for (topic, title), rows in terms.groupby(["topic", "topic_title"], sort=False):
        differs = bool(rows["differs"].any())
        if (only and topic not in only) or (only_differences and not differs):
            continue
        by_model = {row["model"]: row for row in rows.fillna("").to_dict("records")}
        entries.append(
            {"topic": topic, "title": title, "differs": differs, "says": {model: by_model[model] for model in models}}
        )
    return entries
