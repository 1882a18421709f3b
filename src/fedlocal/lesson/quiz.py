"""Quiz: a set of questions with feedback on each answer. The page draws it; Python judges."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground import progress
from ..ground.formats import number, plural
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from . import questions as domain
from .answers import respond

BUTTONS = {"predict": "Record my prediction"}


class Quiz(Shown, anywidget.AnyWidget):
    """The questions of one set (``"04-check"``), live; unexecuted, the questions with their answers folded
    away.

    Raises :class:`LookupError` for a set that does not exist.

    >>> Quiz("04-recall").summary()[:4]
    'Quiz'
    """

    _esm = script("lesson/quiz.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(self, set_id: str):
        self._set = domain.build(rows("questions"), rows("question_options"), set_id)
        row = keyed("question_sets", "set_id")[set_id]
        before = progress.read()["answers"]
        self._right = {q.id: progress.ever_right(before[q.id]) for q in self._set if q.id in before}
        super().__init__(
            eyebrow=row["eyebrow"],
            title=row["title"],
            intro=row["intro"],
            questions=[_sent(q) for q in self._set],
        )
        self.tally = self._count("From before: answered")
        self.on_msg(self._answer)

    def _answer(self, _widget, message: dict, _buffers) -> None:
        question = next(q for q in self._set if q.id == message["question"])
        judged, feedback = respond(question, message["answer"])
        if judged is not None:
            # A right answer stays counted when a learner tries the others to read what they meet.
            self._right[question.id] = self._right.get(question.id, False) or judged.correct
            progress.remember(question.id, judged.correct, judged.misconception)
            self.tally = self._count()
        self.send({"question": question.id, "feedback": feedback, "tally": self.tally})

    def _count(self, opening: str = "Answered") -> str:
        graded = [q for q in self._set if q.kind != "predict"]
        if not graded:
            return "A prediction is not marked. It stays on this machine."
        done, right = len(self._right), sum(self._right.values())
        if not done:
            return (
                f"{plural(len(graded), 'question')}. Answer as often as you like; only this machine"
                " remembers."
            )
        return f"{opening} {done} of {len(graded)}, right {right}."

    def fallback(self) -> str:
        rows = [
            {
                "q": question,
                "key": _key(question),
                "hint": _hint(question),
                "unit": question.parts[0].unit,
                "targets": _targets(question),
                "source": cite(question.source_id, question.pinpoint) if question.source_id else None,
            }
            for question in self._set
        ]
        return render(
            "lesson/quiz.html", eyebrow=self.eyebrow, title=self.title, intro=self.intro, shown=rows
        )

    def summary(self) -> str:
        return f"Quiz: {self.title} ({len(self._set)} questions)"


def _sent(question: domain.Question) -> dict:
    """What the page needs to draw a question; the key stays in Python."""
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "unit": question.parts[0].unit,
        "hint": _hint(question),
        "targets": _targets(question),
        "options": [{"key": line.key, "text": line.text} for line in question.lines],
        "button": BUTTONS.get(question.kind, "Check my answer"),
    }


def _targets(question: domain.Question) -> list[str]:
    """What the lines can be given: places or partners, in an order that does not follow the lines."""
    return [choice.text for choice in question.parts[0].choices] if len(question.parts) > 1 else []


def _hint(question: domain.Question) -> str:
    """What the boxes alone do not say: that several answers can be right. Nothing where the question says
    so itself."""
    return (
        "Choose all that apply."
        if question.kind == "several" and "all that apply" not in question.prompt
        else ""
    )


def _key(question: domain.Question) -> list[str]:
    """The answer in words, for the folded fallback."""
    part = question.parts[0]
    if question.kind == "one":
        return [line.text for line in question.lines if line.key == part.right]
    if question.kind == "several":
        return [line.text for line in question.lines if line.key in part.right]
    if question.kind == "order":
        lines = sorted(question.parts, key=lambda line: int(line.right))
        return [f"{line.right}. {line.label}" for line in lines]
    if question.kind == "match":
        return [f"{line.label} → {line.right}" for line in question.parts]
    if part.span:
        low, high = map(number, part.span)
        return [low if low == high else f"{low} to {high}"]
    return []
