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
    """One entry a topic: ``{topic, title, theme, differs, says: {model: row}}``; rows are dictionaries of the table.

    ``models`` picks and orders the columns; ``only`` is a list of topic codes (all when empty). ``differs`` is whether
    these models do not all say the same; with ``only_differences`` topics on which they do are left out. Raises
    :class:`ValueError` for an unknown model.

    >>> from fedlocal.tables import load
    >>> [list(entry["says"]) for entry in compare(load("agreement_terms"), ["wso", "tfm"])][0]
    ['wso', 'tfm']
    """
    unknown = [model for model in models if model not in MODELS]
    if unknown:
        raise ValueError(f"There is no 287(g) model {unknown[0]!r}. There are: {', '.join(MODELS)}.")
    entries = []
    for (topic, title, theme), rows in terms.groupby(["topic", "topic_title", "theme"], sort=False):
        by_model = {row["model"]: row for row in rows.fillna("").to_dict("records")}
        says = {model: by_model[model] for model in models}
        differs = len({row["says"] for row in says.values()}) > 1
        if (only and topic not in only) or (only_differences and not differs):
            continue
        entries.append({"topic": topic, "title": title, "theme": theme, "differs": differs, "says": says})
    return entries


def form_words(row: dict, lines: pd.DataFrame) -> list[dict]:
    """The lines of the form behind one row of ``agreement_terms``: ``{section, words}`` each, in the row's order.

    ``lines`` is the table ``agreement_form_lines``; a row about practice, or about what a form leaves out, has none.

    >>> from fedlocal.tables import load
    >>> entry = compare(load("agreement_terms"), ["tfm"], ["transport"])[0]
    >>> [line["section"] for line in form_words(entry["says"]["tfm"], load("agreement_form_lines"))]
    ['§ VI']
    """
    by_id = lines.set_index("line_id")[["section", "words"]].to_dict("index")
    return [by_id[line] for line in row["line_ids"].split(";") if line]
