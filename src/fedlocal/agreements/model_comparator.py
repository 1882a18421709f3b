"""ModelComparator: what the three agreement forms say, topic by topic, side by side."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from ..drawing.card import Card
from ..drawing.controls import checkbox, dropdown, panel
from ..drawing.templates import render
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from ..ground.vocabulary import MODELS
from .counts import Row
from .forms import compare, form_words, topics

PAIRS = {
    "all three": tuple(MODELS),
    "jail and warrant service": ("jem", "wso"),
    "jail and task force": ("jem", "tfm"),
    "warrant service and task force": ("wso", "tfm"),
}


class ModelComparator(Card):
    """Choose a topic and which models to set side by side; with one topic the forms' own words stand below
    ours.

    >>> ModelComparator().summary().startswith("ModelComparator: 3 models")
    True
    """

    def __init__(self):
        self._terms = rows("agreement_terms")
        self._lines = keyed("agreement_form_lines", "line_id")
        self.models = dropdown("Compare", options=list(PAIRS.items()), value=tuple(MODELS))
        self.topic = dropdown(
            "Topic", options=[("all topics", ""), *topics(self._terms).items()], value="powers"
        )
        self.only_differences = checkbox("Only where the forms differ", value=True)
        self._table = panel()
        super().__init__(
            render("agreements/model_comparator.html", block="head"),
            [self.models, self.topic, self.only_differences],
            [self._table],
        )

    def entries(self, everything: bool = False) -> list[dict]:
        """What is shown now (or, with ``everything``, all topics for all models), with its sources
        resolved."""
        if everything:
            found = compare(self._terms)
        else:
            only = [self.topic.value] if self.topic.value else None
            found = compare(self._terms, self.models.value, only, self.only_differences.value and not only)
        return [{**entry, "says": self._with_sources(entry["says"])} for entry in found]

    def _with_sources(self, says: dict[str, Row]) -> dict[str, dict]:
        return {
            model: {
                **row,
                "cite": cite(row["source_id"], row["pinpoint"]),
                "words": form_words(row, self._lines),
            }
            for model, row in says.items()
        }

    def redraw(self) -> None:
        self.only_differences.disabled = bool(
            self.topic.value
        )  # with one topic chosen there is nothing to leave out
        self._table.value = render(
            "agreements/model_comparator.html",
            block="table",
            entries=self.entries(),
            shown=self.models.value,
            quoted=bool(self.topic.value),
        )

    def fallback(self) -> str:
        themes = [
            (theme, list(entries))
            for theme, entries in groupby(self.entries(everything=True), itemgetter("theme"))
        ]
        return render("agreements/model_comparator.html", themes=themes, shown=tuple(MODELS))

    def summary(self) -> str:
        return f"ModelComparator: {len(MODELS)} models, {len(topics(self._terms))} topics"
