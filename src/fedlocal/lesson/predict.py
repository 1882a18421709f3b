"""Predict: one question about a number, and the chart that answers it. The guess is kept and not judged; the
chart waits until it is in, and draws it."""

from __future__ import annotations

from collections.abc import Callable

import anywidget
import traitlets

from ..drawing.card import Shown, script
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
SEEN = "You have seen the answer, so your guess stays as it is."
UNSAVED = "It could not be saved: the folder of your progress file cannot be written."
TOO_HIGH = "This chart cannot hold so high a number. Give a lower one."
SLIDER_STEPS = 500  # about so many at most: a keyboard goes one by one
BEYOND = 1000  # times what the slider holds, a number is no guess any more


class Predict(Shown, anywidget.AnyWidget):
    """One prediction with a number field, a slider and the chart that answers it, which draws the guess.

    ``figure`` takes the guess (or None) and returns the chart; without it a widget of the lesson answers, or
    the learner's own count. Raises :class:`LookupError` for a question that is no prediction.

    >>> Predict("04-predict-1").summary()
    'Predict: Before you see the chart'
    """

    _esm = script("lesson/predict.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    question: traitlets.Dict = traitlets.Dict().tag(sync=True)
    view: traitlets.Dict = traitlets.Dict().tag(sync=True)

    def __init__(self, question_id: str, figure: Callable[..., Picture] | None = None):
        self._question, self._figure = find(question_id), figure
        if self._question.kind != "predict":
            raise LookupError(
                f"{question_id} is no prediction. Show it with its set: fl.quiz({_set_of(question_id)!r})."
            )
        row = keyed("questions", "question_id")[question_id]
        head = keyed("question_sets", "set_id")[row["set_id"]]
        self._guess, self._seen, self._saved = guesses.guess(question_id), guesses.seen(question_id), True
        super().__init__(
            eyebrow=head["eyebrow"],
            title=head["title"],
            intro=head["intro"],
            question={
                "id": question_id,
                "prompt": self._question.prompt,
                "unit": row["unit"],
                "most": row["most"],
                "step": slider_step(row["most"]),
            },
        )
        self.redraw()
        self.on_msg(self._heard)

    def _heard(self, _widget, message: dict, _buffers) -> None:
        """A guess, or the wish to see the answer without one; what is no number meets a sentence."""
        if self._seen or guesses.seen(self._question.id):
            self.send({"problem": SEEN})
        elif message.get("show"):
            self._see()
        else:
            judged, page = respond(self._question, message.get("guess"))
            if judged is None:
                self.send({"problem": " ".join(page["lines"])})
                return
            value = as_number(message["guess"])
            if value > BEYOND * self.question["most"]:
                self.send({"problem": TOO_HIGH})
                return
            self._guess, self._saved = value, guesses.keep(self._question.id, value)
            if self._figure:
                self._see()
        self.redraw()

    def _see(self) -> None:
        self._seen = True
        guesses.see(self._question.id)

    def redraw(self) -> None:
        """Send the page what it shows now: the field, or the answer."""
        open_ = not self._seen
        known = self._guess is not None
        self.view = {
            "open": open_,
            "guess": plain(self._guess) if known else "",
            "keep": CHANGE if known else KEEP,
            "show": SHOW if self._answer_is_here() else "",
            "verdict": ((BELOW if open_ else KEPT) if known else ""),
            "lines": self._lines(),
            "answer": "" if open_ else self._answer(self._guess),
        }

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
        """The answer as HTML: what was said and what it was, the chart with the guess, and a sentence more."""
        said = ""
        if guess is not None:
            _judged, page = respond(self._question, guess)
            said = page["lines"][0]
        happened = self._question.parts[0].right
        return render(
            "lesson/predict.html",
            block="answer",
            said=said or (f"It was {plain(happened)}." if happened is not None else ""),
            picture=self._figure(guess=guess) if self._figure else None,
            explain=self._question.explain,
        )

    def fallback(self) -> str:
        return render(
            "lesson/predict.html",
            eyebrow=self.eyebrow,
            title=self.title,
            intro=self.intro,
            prompt=self._question.prompt,
            unit=self.question["unit"],
            summary=SHOW if self._answer_is_here() else "",
            answer=self._answer(None),
            explain=self._question.explain,
        )

    def summary(self) -> str:
        return f"Predict: {self.title}"


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
