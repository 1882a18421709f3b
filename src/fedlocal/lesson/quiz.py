"""Quiz: a set of questions with feedback on each answer. The page draws it; Python judges."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground import progress
from ..ground.formats import number, plural
from ..ground.tables import keyed, rows
from . import questions as domain
from .answers import cited, respond
from .beliefs import changed
from .order import shuffled
from .worked import worked_cases

BUTTONS = {"say": "Compare"}


class Quiz(Shown, anywidget.AnyWidget):
    """The questions of one set (``"04-check"``), live, with the cases that are worked before them;
    unexecuted, the questions with their answers folded away. Predictions have a card of their own.

    Options are mixed by the learner's seed. A first miss meets a hint, the second the rule. Raises
    :class:`LookupError` for a set that does not exist.

    >>> Quiz("04-recall").summary()[:4]
    'Quiz'
    """

    _esm = script("lesson/quiz.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)
    cases: traitlets.List = traitlets.List().tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)
    beliefs: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(self, set_id: str):
        self._set = domain.build(rows("questions"), rows("question_options"), set_id)
        self._row = row = keyed("question_sets", "set_id")[set_id]
        if row["use"] == "predict":
            raise LookupError(
                f"{set_id} asks for predictions. Show each with its chart: fl.predict({self._set[0].id!r})."
            )
        before = progress.read()["answers"]
        self._right = {q.id: progress.ever_right(before[q.id]) for q in self._set if q.id in before}
        self._missed = {id_ for id_, right in self._right.items() if not right}
        words, seed = progress.kept(set_id), progress.seed()
        super().__init__(
            eyebrow=row["eyebrow"],
            title=row["title"],
            intro=row["intro"],
            cases=[case.sent() for case in worked_cases(set_id)],
            questions=[_sent(q, seed, words) for q in self._set],
        )
        self.tally = self._count("From before: answered")
        self.beliefs = self._changed()
        self.on_msg(self._answer)

    def _answer(self, _widget, message: dict, _buffers) -> None:
        question = next(q for q in self._set if q.id == message["question"])
        if "words" in message:
            self._keep(question, message["words"], message["ticks"])
            return
        judged, feedback = respond(question, message["answer"], question.id in self._missed)
        if judged is not None and question.kind == "say":
            feedback["ticked"] = self._ticked(question)
            self._keep(question, message["answer"], feedback["ticked"])
        elif judged is not None:
            # A right answer stays counted when a learner tries the others to read what they meet.
            self._right[question.id] = self._right.get(question.id, False) or judged.correct
            if not judged.correct:
                self._missed.add(question.id)
            progress.remember(question.id, judged.correct, judged.misconception)
            self.tally, self.beliefs = self._count(), self._changed()
        self.send({"question": question.id, "feedback": feedback, "tally": self.tally})

    def _keep(self, question: domain.Question, words: str, ticks: list[int]) -> None:
        """Keep a learner's own words, and which of the things to look for they found in them."""
        found = {f"{question.id}-ticks": " ".join(str(int(tick)) for tick in ticks)}
        progress.keep_more(self._row["set_id"], {question.id: words, **found})

    def _ticked(self, question: domain.Question) -> list[int]:
        """The places, from 1, of what a learner has found in their own words before."""
        kept = progress.kept(self._row["set_id"]).get(f"{question.id}-ticks", "")
        return [int(tick) for tick in kept.split() if tick.isdecimal()]

    def _changed(self) -> list[str]:
        """What became of the beliefs that a learner brought along, said where a lesson is checked."""
        return changed(self._row["lesson"]) if self._row["use"] == "check" else []

    def _count(self, opening: str = "Answered") -> str:
        graded = [q for q in self._set if q.marked]
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
                "source": cited(question),
            }
            for question in self._set
        ]
        return render(
            "lesson/quiz.html",
            eyebrow=self.eyebrow,
            title=self.title,
            intro=self.intro,
            shown=rows,
            cases=worked_cases(self._row["set_id"]),
        )

    def summary(self) -> str:
        return f"Quiz: {self.title} ({len(self._set)} questions)"


def _sent(question: domain.Question, seed: int, words: dict[str, str]) -> dict:
    """What the page needs to draw a question, its options in this learner's order; the key stays in
    Python."""
    lines = () if question.kind == "say" else shuffled(question.lines, question.id, seed, question.order)
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "unit": question.parts[0].unit,
        "hint": _hint(question),
        "targets": _targets(question),
        "options": [{"key": line.key, "text": line.text} for line in lines],
        "words": words.get(question.id, ""),
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
