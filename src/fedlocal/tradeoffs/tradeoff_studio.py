"""TradeoffStudio: options, swing weights, scores as ranges; how each does, how often it comes first, and
what would change it."""

from __future__ import annotations

from random import randrange

from ipywidgets import Layout, VBox

from ..drawing.card import Card, Frame
from ..drawing.controls import panel, plain
from ..drawing.templates import render
from ..ground.tables import rows
from . import report
from . import weighing as domain
from .results import MINE, OWN, POINTS, Table, swing
from .tradeoff_form import STEPS, TradeoffForm


class TradeoffStudio(Card):
    """Weights and ranges in, places and flips out. Nothing is weighed at first; ``turn`` fixes where the
    circle of options begins.

    >>> TradeoffStudio().summary()
    'TradeoffStudio: 6 options, 8 aims, 5 examples of weights; options first or tied with all aims alike: 2'
    """

    def __init__(self, turn: int | None = None):
        self._table = Table(rows)
        self._forms = {part: TradeoffForm(part=part) for part in STEPS}
        self._results, self._files, self._times = panel(), panel(), 0
        self.state = self._table.fresh(randrange(len(self._table.options)) if turn is None else turn)
        self._ask()
        self.redraw()
        for form in self._forms.values():
            form.on_msg(self._heard)
        head = panel(render("tradeoffs/tradeoff_studio.html", block="head"))
        parts = [
            Frame(layout=plain(Layout, display="none")),
            head,
            self._forms["weights"],
            self._results,
            self._forms["ranges"],
            self._files,
        ]
        VBox.__init__(self, parts)
        self.add_class("fl-card")

    def _heard(self, form, message: dict, _buffers) -> None:
        """One change in the fields; what cannot be is answered with a reason and changes nothing."""
        state = self.state
        if message.get("restart"):
            self.state = self._table.fresh(state.turn)
            self._ask()
        elif message.get("again"):
            state.turn, state.seed = state.turn + 1, state.seed + 1
            self._ask()
        elif "begin" in message:
            state.begin = message["begin"]
            state.weights = self._table.given(state.begin, state.matrix)
            self._ask()
        elif "separate" in message:
            state.common = not message["separate"]
        elif message.get("anew"):
            state.matrix, state.anew = domain.rescaled(state.matrix), True
        elif "weights" in message:
            state.weights = {
                name: self._kept(name, message["weights"].get(name, old))
                for name, old in state.weights.items()
            }
            state.anew = False
        elif "range" in message:
            self._ranged(form, **message["range"])
        elif "own" in message:
            self._name_own(str(message["own"]).strip()[:60])
        elif "open" in message:
            state.open = message["open"]
            return
        elif "note" in message:
            state.note = str(message["note"])[:4000]
        self.redraw()

    def _kept(self, aim: str, weight) -> int:
        return min(domain.FULL, max(self._table.least(aim), int(weight)))

    def _ranged(self, form, option: str, aim: str, low: float, high: float) -> None:
        try:
            self.state.matrix = domain.changed(self.state.matrix, option, aim, float(low), float(high))
        except (ValueError, TypeError) as problem:
            form.send({"option": option, "aim": aim, "wrong": str(problem)})
            return
        self.state.changed.add((option, aim))
        self.state.anew = False
        form.send({"option": option, "aim": aim, "leans": MINE[0], "note": MINE[1]})

    def _name_own(self, name: str) -> None:
        state = self.state
        if not name:
            return
        if OWN not in state.weights:
            state.matrix = domain.widened(state.matrix, OWN, *POINTS)
            state.weights = {**state.weights, OWN: 0}
        state.own, state.open = name, OWN
        self._ask()

    def view(self) -> dict:
        """All that is shown now, as plain values. Raises :class:`ValueError` when nothing is weighed."""
        return self._table.view(self.state)

    def redraw(self) -> None:
        """Reckon and draw; without any weight there is nothing to rank, and the sentence says so."""
        self._forms["weights"].swings = {aim["id"]: swing(aim) for aim in self._table.criteria(self.state)}
        self._forms["ranges"].beyond = {
            "said": self._table.beyond(self.state),
            "open": bool(domain.outside(self.state.matrix)),
        }
        try:
            view = self.view()
        except ValueError as problem:
            self._forms["weights"].said, self._results.value, self._files.value = str(problem), "", ""
            return
        self._forms["weights"].said = view["said"]
        self._results.value = render("tradeoffs/tradeoff_studio.html", block="results", view=view)
        note = self.state.note
        files = [
            ("Markdown", "weighing.md", report.link(report.markdown(view, note), "text/markdown")),
            ("Web page", "weighing.html", report.link(report.page(view, note), "text/html")),
            ("Table (CSV)", "weighing.csv", report.link(report.table(view), "text/csv")),
        ]
        self._files.value = render("tradeoffs/tradeoff_studio.html", block="files", files=files)

    def _ask(self) -> None:
        """Send the fields anew: after a start, a turn of the circle, or an aim of one's own."""
        state, self._times = (
            self.state,
            self._times + 1,
        )  # counted, so that fields that were only moved on the page are reset as well
        aims = [
            {**self._table.aim(name, state), "weight": state.weights[name]} for name in state.matrix.criteria
        ]
        begins = [{"id": id_, "name": row["who"]} for id_, row in self._table.examples.items()]
        for part, (title, intro) in STEPS.items():
            scores = (
                [
                    {**aim, "scores": [_linked(score) for score in self._table.scores(aim["id"], state)]}
                    for aim in aims
                ]
                if part == "ranges"
                else aims
            )
            self._forms[part].fields = {
                "title": title,
                "intro": intro,
                "aims": scores,
                "open": state.open,
                "own": state.own,
                "note": state.note,
                "begins": begins,
                "begin": state.begin,
                "separate": not state.common,
                "times": self._times,
            }

    def fallback(self) -> str:
        examples = [
            {**row, "view": self._table.view(self._table.weighed(id_))}
            for id_, row in self._table.examples.items()
        ]
        return render(
            "tradeoffs/tradeoff_studio.html",
            criteria=self._table.criteria(self._table.fresh(0)),
            examples=examples,
            steps=STEPS,
        )

    def summary(self) -> str:
        table, matrix = self._table, self._table.matrix
        return (
            f"TradeoffStudio: {len(table.options)} options, {len(matrix.criteria)} aims,"
            f" {len(table.examples)} examples of weights; options first or tied with all aims alike:"
            f" {len(domain.leaders(matrix, domain.alike(matrix)))}"
        )


def _linked(score: dict) -> dict:
    """A score as the page can take it: sources as labels and addresses."""
    return {**score, "sources": [{"label": source.label, "url": source.url} for source in score["sources"]]}
