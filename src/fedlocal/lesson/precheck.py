"""PreCheck: twelve statements judged before the course begins, kept on this machine for lesson 09."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground import progress
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from . import questions as domain
from .beliefs import BEFORE as SET


class PreCheck(Shown, anywidget.AnyWidget):
    """Twelve statements, each tied to a misconception; answers are kept and not marked.

    >>> PreCheck().summary()
    'PreCheck: 12 statements, not marked'
    """

    _esm = script("drawing/statements.js", "lesson/precheck.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)

    def __init__(self):
        self._set = domain.build(rows("questions"), rows("question_options"), SET)
        row = keyed("question_sets", "set_id")[SET]
        super().__init__(
            eyebrow=row["eyebrow"],
            title=row["title"],
            intro=row["intro"],
            questions=statements(self._set),
            chosen=progress.kept(SET),
        )
        self.on_msg(self._keep)

    def _keep(self, _widget, message: dict, _buffers) -> None:
        known = {question.id: {line.key for line in question.lines} for question in self._set}
        answers = {id_: key for id_, key in message.get("answers", {}).items() if key in known.get(id_, ())}
        self.chosen = answers
        saved = progress.keep(SET, answers)
        self.send({"lines": self._thanks(answers, saved)})

    def _thanks(self, answers: dict, saved: bool) -> list[str]:
        if not answers:
            return ["Choose an answer for at least one statement first."]
        lessons = sorted({q.section for q in self._set if answers.get(q.id)})
        where = (
            "on this machine only"
            if saved
            else "until you close this page: the folder for them cannot be written"
        )
        lines = [
            f"Kept: {len(answers)} of {len(self._set)}, {where}.",
            f"The course takes them up in {_listed(lessons)}.",
        ]
        return (
            lines
            if len(answers) == len(self._set)
            else [*lines, "You can still answer the others and press the button again."]
        )

    def fallback(self) -> str:
        rows = [{"q": q, "source": cite(q.source_id, q.pinpoint)} for q in self._set]
        return render(
            "lesson/precheck.html", eyebrow=self.eyebrow, title=self.title, intro=self.intro, shown=rows
        )

    def summary(self) -> str:
        return f"PreCheck: {len(self._set)} statements, not marked"


def statements(questions: list[domain.Question]) -> list[dict]:
    """What a page needs to draw the statements; what the course says stays in Python.

    >>> statements([])
    []
    """
    return [
        {
            "id": question.id,
            "prompt": question.prompt,
            "options": [{"key": line.key, "text": line.text} for line in question.lines],
        }
        for question in questions
    ]


def _listed(lessons: list[str]) -> str:
    """Lessons as one phrase.

    >>> _listed(["Lesson 01", "Lesson 02", "Lesson 05"])
    'lessons 01, 02 and 05'
    """
    numbers = [lesson.split()[-1] for lesson in lessons]
    if len(numbers) == 1:
        return f"lesson {numbers[0]}"
    return f"lessons {', '.join(numbers[:-1])} and {numbers[-1]}"
