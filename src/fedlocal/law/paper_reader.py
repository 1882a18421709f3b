"""PaperReader: a schematic of five papers, field by field, with what each field means; or two papers side
by side."""

from __future__ import annotations

from ..drawing.card import Card
from ..drawing.controls import button, dropdown, panel
from ..drawing.templates import render
from ..ground.formats import plural
from ..ground.sources import citations
from ..ground.tables import keyed, rows
from .papers import fields, side_by_side


class PaperReader(Card):
    """Choose a paper and step through its fields; compare it with another.

    >>> PaperReader().summary()
    'PaperReader: 5 papers, 33 fields'
    """

    def __init__(self):
        self._papers, self._fields = keyed("papers", "paper"), rows("paper_fields")
        names = {
            paper: row["title"] + (f" (Form {row['form']})" if row["form"] else "")
            for paper, row in self._papers.items()
        }
        self._names = names
        self.paper = dropdown(
            "Paper", options=[(name, paper) for paper, name in names.items()], value="detainer"
        )
        self.field = dropdown("Field", options=self._steps("detainer"), value=1)
        self.other = dropdown(
            "Compare with",
            options=[("no other paper", ""), *((name, paper) for paper, name in names.items())],
            value="",
        )
        self.back, self.on = button("‹ Field before"), button("Next field ›")
        self.back.on_click(lambda _button: self._step(-1))
        self.on.on_click(lambda _button: self._step(1))
        self.paper.observe(self._turn, names="value")
        self._page, self._table, foot = panel(), panel(), panel()
        foot.value = render("law/paper_reader.html", block="foot")
        controls = [self.paper, self.other, self.field, self.back, self.on]
        super().__init__(
            render("law/paper_reader.html", block="head"), controls, [self._table, self._page, foot]
        )  # a comparison stands where it is seen when it is asked for

    def _steps(self, paper: str) -> list[tuple[str, int]]:
        return [
            (f"{row['position']}. {row['label']}", row["position"]) for row in fields(self._fields, paper)
        ]

    def _turn(self, _change) -> None:
        self.field.options = self._steps(self.paper.value)  # ipywidgets then chooses the first field

    def _step(self, by: int) -> None:
        places = [place for _, place in self.field.options]
        self.field.value = places[max(0, min(places.index(self.field.value) + by, len(places) - 1))]

    def page(self, paper: str) -> dict:
        """One paper as it is drawn: its row of ``papers``, its name and its fields with their sources."""
        cited_fields = [
            {
                **field,
                "sources": citations(field["source_ids"], field["pinpoints"]),
            }
            for field in fields(self._fields, paper)
        ]
        return {**self._papers[paper], "name": self._names[paper], "fields": cited_fields}

    def comparison(self, papers: list[str]) -> dict:
        """The papers side by side: their names, questions and answers."""
        return {"names": [self._names[paper] for paper in papers], "rows": side_by_side(self._papers, papers)}

    def redraw(self) -> None:
        page = self.page(self.paper.value)
        number = self.field.value or 1
        self._page.value = render("law/paper_reader.html", block="view", page=page, number=number)
        pair = [self.paper.value, self.other.value]
        compared = self.comparison(pair) if self.other.value and pair[0] != pair[1] else None
        self._table.value = render(
            "law/paper_reader.html",
            block="table",
            compared=compared,
            same=bool(self.other.value) and compared is None,
        )

    def fallback(self) -> str:
        requests = [paper for paper, row in self._papers.items() if row["kind"] == "A request"]
        others = [paper for paper in self._papers if paper not in requests]
        groups = [self.comparison(requests), self.comparison(others)]  # five columns would not fit a page
        pages = [self.page(paper) for paper in self._papers]
        return render("law/paper_reader.html", groups=groups, pages=pages)

    def summary(self) -> str:
        return f"PaperReader: {plural(len(self._papers), 'paper')}, {plural(len(self._fields), 'field')}"
