"""ReplicateAFigure: a printed figure, the numbers behind it, and what comes out when you compute it
yourself."""

from __future__ import annotations

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.templates import render
from ..ground.formats import number
from ..ground.sources import cite
from ..ground.tables import load, rows
from .replications import OPERATIONS, VERDICTS, build, replicate, said

TONES = {"same": "yes", "rounding": "only_if", "close": "only_if", "other": "only_if", "different": "no"}


class ReplicateAFigure(Card):
    """Choose a published figure, then the two numbers and the operation; read each step and the verdict.

    >>> ReplicateAFigure().summary()
    'ReplicateAFigure: 12 published figures, 7 of which come out as printed'
    """

    def __init__(self):
        self._figures = build(rows("replications"), rows("replication_inputs"), load)
        first = next(iter(self._figures.values()))
        self.figure = dropdown(
            "Published figure",
            options=[(figure.title, id_) for id_, figure in self._figures.items()],
        )
        self.operation = dropdown(
            "Compute",
            options=[(words.partition(":")[0], key) for key, words in OPERATIONS.items()],
            value=first.operation,
        )
        self.top, self.bottom = dropdown("First number"), dropdown("Second number")
        self._panel, self._busy = panel(), False
        self._choose(first.id)
        self.figure.observe(lambda change: self._choose(change["new"]), names="value")
        super().__init__(
            render("evidence/replicate_a_figure.html", block="head"),
            [self.figure, self.operation, self.top, self.bottom],
            [self._panel],
        )

    def _choose(self, id_: str) -> None:
        """Offer the numbers of a figure, set as they were used when it was printed."""
        figure = self._figures[id_]
        options = [
            (f"{_figure(quantity.value)}: {quantity.label}", key) for key, quantity in figure.inputs.items()
        ]
        self._busy = True
        for control, chosen in (
            (self.top, figure.top),
            (self.bottom, figure.bottom or next(iter(figure.inputs))),
        ):
            control.options = options
            control.value = chosen
        self.operation.value = figure.operation
        self._busy = False

    def redraw(self) -> None:
        if not self._busy:
            self._panel.value = render(
                "evidence/replicate_a_figure.html",
                block="view",
                **self.view(self.figure.value, self.operation.value, self.top.value, self.bottom.value),
            )

    def view(self, id_: str, operation: str = "", top: str = "", bottom: str = "") -> dict:
        """All that is shown for a figure and a choice of numbers: claim, result, verdict, steps, inputs,
        what it teaches."""
        figure = self._figures[id_]
        operation, top, bottom = operation or figure.operation, top or figure.top, bottom or figure.bottom
        result = replicate(figure, operation, top, bottom)
        own = (operation, top) != (figure.operation, figure.top) or (
            operation != "count" and bottom != figure.bottom
        )
        sign, word, meaning = VERDICTS[result.verdict]
        inputs = [
            [
                quantity.label,
                _figure(quantity.value) + (" (rounded)" if quantity.half else ""),
                quantity.unit,
                quantity.origin,
                cite(quantity.source_id, quantity.pinpoint),
            ]
            for quantity in figure.inputs.values()
        ]
        return {
            "title": figure.title,
            "claim": figure.claim,
            "source": cite(figure.source_id, figure.pinpoint),
            "published": said(figure.published, figure.unit, figure.digits),
            "operation": OPERATIONS[operation],
            "steps": result.steps,
            "own": own,
            "sign": sign,
            "word": word,
            "meaning": meaning,
            "tone": TONES[result.verdict],
            "lesson": figure.lesson,
            "inputs": inputs,
        }

    def fallback(self) -> str:
        return render(
            "evidence/replicate_a_figure.html",
            views=[self.view(id_) for id_ in self._figures],
            verdicts_=VERDICTS.values(),
        )

    def summary(self) -> str:
        same = sum(replicate(figure).verdict == "same" for figure in self._figures.values())
        return (
            f"ReplicateAFigure: {len(self._figures)} published figures, {same} of which come out as printed"
        )


def _figure(value: float) -> str:
    return number(value, 0 if value == int(value) else 2).replace("-", "−")
