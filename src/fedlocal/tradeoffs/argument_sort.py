"""ArgumentSort: one statement at a time; for taking part, for limits, or bearing on neither. The page
draws; Python judges."""

from __future__ import annotations

from random import randrange

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground.formats import plural
from ..ground.sources import cite
from ..ground.tables import rows
from . import statements as domain

EYEBROW, TITLE = "Sort", "Whose reason is it?"
QUESTION = (
    "Should Ashgrove, an invented county in a state whose law is silent, take part in immigration"
    " enforcement, through its jail or its deputies?"
)
INTRO = (
    "For each statement, say what it does to the question below. Whether you like it, or it is strong, does"
    " not matter here. Nothing is saved."
)
CHOICES = {
    "for": "A reason for taking part",
    "against": "A reason against taking part, or for limits",
    "neither": "It does not bear on the choice",
}


class ArgumentSort(Shown, anywidget.AnyWidget):
    """Statements in a circle that begins anywhere, or at ``start``; unexecuted, the full table with folded
    answers.

    >>> ArgumentSort().summary()
    'ArgumentSort: 18 statements, 6 for taking part, 6 for limits, 6 that bear on neither'
    """

    _esm = script("drawing/one_by_one.js", "tradeoffs/argument_sort.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    question = traitlets.Unicode(QUESTION).tag(sync=True)
    choices = traitlets.List([{"id": side, "name": name} for side, name in CHOICES.items()]).tag(sync=True)
    statements: traitlets.List = traitlets.List().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)

    def __init__(self, start: int | None = None):
        super().__init__()
        self._all = domain.build(rows("sort_statements"))
        self._begin(randrange(len(self._all)) if start is None else start)
        self.on_msg(self._asked)

    def _begin(self, start: int) -> None:
        self._at = start
        self._first: dict[str, str] = {}
        self._solved: set[str] = set()
        self._circle = domain.turned(self._all, start)
        self.statements = [{"id": statement.id, "text": statement.text} for statement in self._circle]
        self.tally = self._count()

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if message.get("restart"):
            self._begin(self._at + 7)
            self.send({"started": True, "cleared": True})
        elif message.get("summary"):
            self.send({"summary": self.overlooked()})
        else:
            statement = next(entry for entry in self._all if entry.id == message["statement"])
            self.send(
                {
                    "statement": statement.id,
                    "feedback": self._feedback(statement, message.get("choice", "")),
                    "tally": self.tally,
                }
            )

    def _feedback(self, statement: domain.Statement, choice: str) -> dict:
        try:
            good = domain.right(statement, choice)
        except ValueError:
            return {"tone": "", "verdict": "Choose one of the three first.", "lines": [], "sources": []}
        self._first.setdefault(statement.id, choice)
        if good:
            self._solved.add(statement.id)
        self.tally = self._count()
        sources = (
            [{"label": s.label, "url": s.url} for s in (cite(*pair) for pair in statement.sources)]
            if good
            else []
        )
        return {
            "tone": "right" if good else "wrong",
            "verdict": "✓ Right." if good else "✕ Not yet.",
            "lines": [statement.replies[choice]],
            "sources": sources,
        }

    def _count(self) -> str:
        if not self._first:
            return f"{plural(len(self._all), 'statement')}. Stop whenever you like."
        first = sum(statement.side == self._first.get(statement.id) for statement in self._all)
        return (
            f"Tried {len(self._first)} of {len(self._all)}. Right at the first try: {first}. Right by now:"
            f" {len(self._solved)}."
        )

    def overlooked(self) -> dict:
        """What was taken for what at the first tries, in words: ``{said, caption, head, rows}``."""
        rows = [
            [CHOICES[side], CHOICES[taken], str(times)]
            for side, taken, times in domain.slips(self._all, self._first)
        ]
        sentence = (
            "You have not tried a statement yet."
            if not self._first
            else self._count() + ("" if rows else " You took nothing for something else.")
        )
        return {
            "said": sentence,
            "caption": "What you took for what, at the first try",
            "head": ["It was", "You chose", "Times"],
            "rows": rows,
        }

    def _counts(self) -> dict[str, int]:
        return {side: sum(statement.side == side for statement in self._all) for side in CHOICES}

    def fallback(self) -> str:
        entries = [
            {
                "text": statement.text,
                "name": CHOICES[statement.side],
                "why": statement.replies[statement.side],
                "sources": [cite(*pair) for pair in statement.sources],
                "others": [
                    (CHOICES[side], reply)
                    for side, reply in statement.replies.items()
                    if side != statement.side
                ],
            }
            for statement in self._all
        ]
        return render(
            "tradeoffs/argument_sort.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro=INTRO,
            question=QUESTION,
            choices=list(CHOICES.values()),
            shown=entries,
        )

    def summary(self) -> str:
        count = self._counts()
        return (
            f"ArgumentSort: {plural(len(self._all), 'statement')}, {count['for']} for taking part,"
            f" {count['against']} for limits, {count['neither']} that bear on neither"
        )
