"""The three 287(g) models side by side: what the agreement forms say, topic by topic."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import pandas as pd

from ..ground.tables import rows_of
from ..ground.vocabulary import MODELS


def topics(terms: pd.DataFrame) -> dict[str, str]:
    """Title → topic code, in the order of the table.

    >>> from fedlocal.ground.tables import load
    >>> "powers" in topics(load("agreement_terms")).values()
    True
    """
    return dict(terms.drop_duplicates("topic")[["topic_title", "topic"]].itertuples(index=False, name=None))


def compare(
    terms: pd.DataFrame, models=tuple(MODELS), only=None, only_differences: bool = False
) -> list[dict]:
    """One entry a topic: ``{topic, title, theme, differs, says: {model: row}}``; rows are dictionaries of the
    table.

    ``models`` picks and orders the columns; ``only`` is a list of topic codes (all when empty). ``differs``
    is whether these models do not all say the same; with ``only_differences`` topics on which they do are
    left out. Raises :class:`ValueError` for an unknown model.

    >>> from fedlocal.ground.tables import load
    >>> [list(entry["says"]) for entry in compare(load("agreement_terms"), ["wso", "tfm"])][0]
    ['wso', 'tfm']
    """
    unknown = [model for model in models if model not in MODELS]
    if unknown:
        raise ValueError(f"There is no 287(g) model {unknown[0]!r}. There are: {', '.join(MODELS)}.")
    wanted = terms[terms["topic"].isin(only)] if only else terms
    entries = []
    for topic, rows in groupby(rows_of(wanted), itemgetter("topic")):  # a topic's rows stand together
        by_model = {row["model"]: row for row in rows}
        says = {model: by_model[model] for model in models}
        differs = len({row["says"] for row in says.values()}) > 1
        if differs or not only_differences:
            first = says[models[0]]
            entries.append(
                {
                    "topic": topic,
                    "title": first["topic_title"],
                    "theme": first["theme"],
                    "differs": differs,
                    "says": says,
                }
            )
    return entries


def form_lines(lines: pd.DataFrame) -> dict[str, dict]:
    """The table ``agreement_form_lines`` by its ids: ``{section, words}`` each.

    >>> from fedlocal.ground.tables import load
    >>> form_lines(load("agreement_form_lines"))["tfm-same-day"]["section"]
    '§ VI'
    """
    return lines.set_index("line_id")[["section", "words"]].to_dict("index")


def form_words(row: dict, lines: dict[str, dict]) -> list[dict]:
    """The lines of the form behind one row of ``agreement_terms``, in its order; ``lines`` from
    :func:`form_lines`.

    A row about practice, or about what a form leaves out, has none.

    >>> from fedlocal.ground.tables import load
    >>> entry = compare(load("agreement_terms"), ["tfm"], ["transport"])[0]
    >>> len(form_words(entry["says"]["tfm"], form_lines(load("agreement_form_lines"))))
    1
    """
    return [lines[line] for line in row["line_ids"].split(";") if line]
