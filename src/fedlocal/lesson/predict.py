"""Predict: one question about a number, and the chart that answers it. The guess is kept and not judged; the
chart waits until it is in, and draws it."""

from __future__ import annotations

from collections.abc import Callable

import anywidget
import traitlets
from ipywidgets import Layout, VBox

from ..drawing.card import Frame, Shown, script
from ..drawing.controls import panel
from ..drawing.controls import plain as shared
from ..drawing.guess_marks import plain
from ..drawing.pictures import Picture
from ..drawing.templates import render, stylesheet
from ..ground import guesses
from ..ground.tables import keyed
from .answers import find, respond
from .judging import as_number

KEEP, CHANGE, SHOW = "Keep my guess", "Change my guess", "Just show me"
KEPT = "Kept. Now see how far you were."
BELOW = "Kept. You will meet it below."
SHOWN = "Here it is."
SEEN = "You have seen the answer, so your guess stays as it is."
UNSAVED = "It could not be saved: the folder of your progress file cannot be written."
TOO_HIGH = "This chart cannot hold so high a number. Give a lower one."
SLIDER_STEPS = 500  # about so many at most: a keyboard goes one by one
BEYOND = 1000  # times what the slider holds, a number is no guess any more


class GuessForm(anywidget.AnyWidget):
    """The field and the slider of a prediction, and what is said about the guess; what is typed goes to the
    card around it."""

    _esm = script("lesson/predict.js")
    _css = stylesheet()
    question: traitlets.Dict = traitlets.Dict().tag(sync=True)
    view: traitlets.Dict = traitlets.Dict().tag(sync=True)


class Predict(Shown, VBox):
    """One prediction with a number field, a slider and the chart that answers it, which draws the guess.

    ``figure`` takes the guess (or None) and returns the chart; without it a widget of the lesson answers, or
    the learner's own count. Raises :class:`LookupError` for a question that is no prediction.

    >>> Predict("04-predict-1").summary()
    'Predict: Before you see the chart'
    """

    def __init__(self, question_id: str, figure: Callable[..., Picture] | None = None):
        self._question, self._figure = find(question_id), figure
        if self._question.kind != "predict":
            raise LookupError(
                f"{question_id} is no prediction. Show it with its set: fl.quiz({_set_of(question_id)!r})."
            )
        self._row = row = keyed("questions", "question_id")[question_id]
        self._set = keyed("question_sets", "set_id")[row["set_id"]]
        self._guess, self._seen, self._saved = guesses.guess(question_id), guesses.seen(question_id), True
        self.form = GuessForm(
            question={
                "id": question_id,
                "prompt": self._question.prompt,
                "unit": row["unit"],
                "most": row["most"],
                "step": slider_step(row["most"]),
            }
        )
        self.answer = panel()
        head = panel(render("lesson/predict.html", block="head", **self._heading()))
        super().__init__([Frame(layout=shared(Layout, display="none")), head, self.form, self.answer])
        self.add_class("fl-card")
        self.redraw()
        self.form.on_msg(self._heard)

    def _heading(self) -> dict[str, str]:
        return {name: self._set[name] for name in ("eyebrow", "title", "intro")}

    def _heard(self, _form, message: dict, _buffers) -> None:
        """A guess, or the wish to see the answer without one; what is no number meets a sentence."""
        if self._seen or guesses.seen(self._question.id):
            problem = SEEN
        elif message.get("show"):
            problem = ""
            self._see()
        else:
            problem = self._take(message.get("guess"))
        if problem:
            self.form.send({"problem": problem})
        else:
            self.redraw()

    def _take(self, typed) -> str:
        """Keep a guess as it was typed; where that cannot be, the sentence that says why."""
        judged, page = respond(self._question, typed)
        if judged is None:
            return " ".join(page["lines"])
        if (value := as_number(typed)) > BEYOND * self._row["most"]:
            return TOO_HIGH
        self._guess, self._saved = value, guesses.keep(self._question.id, value)
        if self._figure:
            self._see()
        return ""

    def _see(self) -> None:
        self._seen = True
        guesses.see(self._question.id)

    def redraw(self) -> None:
        """Draw what is shown now: the field, or the answer."""
        guess, asking = self._guess, not self._seen
        self.answer.value = "" if asking else self._answer(guess)
        self.form.view = {
            "open": asking,
            "guess": "" if guess is None else plain(guess),
            "keep": KEEP if guess is None else CHANGE,
            "show": SHOW if self._answer_is_here() else "",
            "verdict": self._verdict(),
            "lines": self._lines(),
        }

    def _verdict(self) -> str:
        if self._guess is None:
            return SHOWN if self._seen else ""
        return KEPT if self._seen else BELOW

    def _answer_is_here(self) -> bool:
        """Whether this card can give the answer: in its chart, or because the tables hold it."""
        return self._figure is not None or self._question.parts[0].right is not None

    def _lines(self) -> list[str]:
        """What stands under the verdict. Where the answer is here, nothing tells it before it is shown."""
        unsaved = [] if self._saved else [UNSAVED]
        if self._seen:
            return unsaved
        if self._guess is None or self._answer_is_here():
            return unsaved
        return [self._question.explain, *unsaved]

    def _answer(self, guess: float | None) -> str:
        """The answer as HTML: what was guessed and what it was, the chart with the guess, a sentence more."""
        happened = self._question.parts[0].right
        if guess is not None:
            _judged, page = respond(self._question, guess)
            compared = page["lines"][0]
        else:
            compared = "" if happened is None else f"It was {plain(happened)}."
        return render(
            "lesson/predict.html",
            block="answer",
            compared=compared,
            picture=self._figure(guess=guess) if self._figure else None,
            explain=self._question.explain,
        )

    def fallback(self) -> str:
        return render(
            "lesson/predict.html",
            **self._heading(),
            prompt=self._question.prompt,
            unit=self._row["unit"],
            summary=SHOW if self._answer_is_here() else "",
            answer=self._answer(None),
            explain=self._question.explain,
        )

    def summary(self) -> str:
        return f"Predict: {self._set['title']}"


def slider_step(most: int) -> int:
    """From number to number on a slider that ends at ``most``: a power of ten, for a few hundred steps.

    >>> slider_step(25), slider_step(3102), slider_step(30000)
    (1, 10, 100)
    """
    step = 1
    while most / step > SLIDER_STEPS:
        step *= 10
    return step


def _set_of(question_id: str) -> str:
    return keyed("questions", "question_id")[question_id]["set_id"]
