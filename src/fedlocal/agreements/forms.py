"""The three 287(g) models side by side: what the agreement forms say, topic by topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from ..ground.vocabulary import MODELS
from .counts import Row


def topics(terms: Sequence[Row]) -> dict[str, str]:
    """Title → topic code, in the order of the table.

    >>> from fedlocal.ground.tables import rows
    >>> "powers" in topics(rows("agreement_terms")).values()
    True
    """
    titles: dict[str, str] = {}
    for row in terms:
        titles.setdefault(row["topic"], row["topic_title"])
    return {title: topic for topic, title in titles.items()}


def compare(
    terms: Sequence[Row], models=tuple(MODELS), only=None, only_differences: bool = False
) -> list[dict]:
    """One entry a topic: ``{topic, title, theme, differs, says: {model: row}}``; the rows are those of
    ``agreement_terms``.

    ``models`` picks and orders the columns; ``only`` is a list of topic codes (all when empty). ``differs``
    is whether these models do not all say the same; with ``only_differences`` topics on which they do are
    left out. Raises :class:`ValueError` for an unknown model.

    >>> from fedlocal.ground.tables import rows
    >>> [list(entry["says"]) for entry in compare(rows("agreement_terms"), ["wso", "tfm"])][0]
    ['wso', 'tfm']
    """
    unknown = [model for model in models if model not in MODELS]
    if unknown:
        raise ValueError(f"There is no 287(g) model {unknown[0]!r}. There are: {', '.join(MODELS)}.")
    wanted = [row for row in terms if not only or row["topic"] in only]
    entries = []
    for topic, rows in groupby(wanted, itemgetter("topic")):  # a topic's rows stand together
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


def form_words(row: Row, lines: Mapping[str, Row]) -> list[Row]:
    """The lines of the form behind one row of ``agreement_terms``, in its order; ``lines`` are the rows of
    ``agreement_form_lines`` by ``line_id``.

    A row about practice, or about what a form leaves out, has none.

    >>> from fedlocal.ground.tables import keyed, rows
    >>> entry = compare(rows("agreement_terms"), ["tfm"], ["transport"])[0]
    >>> form_words(entry["says"]["tfm"], keyed("agreement_form_lines", "line_id"))[0]["section"]
    '§ VI'

    """
    return [lines[line] for line in row["line_ids"].split(";") if line]
