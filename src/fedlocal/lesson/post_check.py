"""PostCheck: the twelve beliefs of lesson 00 asked in other words, and what became of each; and progress as
a file to take along."""

from __future__ import annotations

from datetime import date

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground import progress, progress_file
from ..ground.formats import plural
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from . import growth
from . import questions as domain
from .beliefs import BEFORE
from .precheck import statements

SET = "09-postcheck"
HEAD = ["Belief", "Before", "Now", "What the course says", "Change"]


class PostCheck(Shown, anywidget.AnyWidget):
    """Twelve statements about the beliefs of lesson 00, growth by belief, and a progress file to save, load
    or hand in.

    >>> PostCheck().summary()
    'PostCheck: 12 statements, compared with the beliefs before the course'
    """

    _esm = script("drawing/statements.js", "drawing/files.js", "lesson/post_check.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    head = traitlets.List(HEAD).tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)

    def __init__(self):
        tables = rows("questions"), rows("question_options")
        self._first, self._set = domain.build(*tables, BEFORE), domain.build(*tables, SET)
        row = keyed("question_sets", "set_id")[SET]
        super().__init__(
            eyebrow=row["eyebrow"],
            title=row["title"],
            intro=row["intro"],
            questions=statements(self._set),
            chosen=_known(self._set, progress.kept(SET)),
        )
        self.on_msg(self._asked)

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if "answers" in message:
            self.send(self._compare(message["answers"]))
        elif message.get("save") == "progress":
            text = progress_file.pack(progress.read(), date.today().isoformat())
            self.send(
                {
                    "file": {
                        "name": "progress-who-enforces-what.json",
                        "mime": "application/json",
                        "text": text,
                    }
                }
            )
        elif message.get("save") == "page":
            self.send(
                {
                    "file": {
                        "name": "growth-who-enforces-what.html",
                        "mime": "text/html",
                        "text": self.page(date.today().isoformat()),
                    }
                }
            )
        elif "open" in message:
            self.send(self._open(str(message["open"])))

    def _compare(self, answers: dict) -> dict:
        self.chosen = _known(self._set, answers)
        if not self.chosen:
            return {"lines": ["Choose an answer for at least one statement first."]}
        kept = progress.keep(SET, self.chosen)
        where = (
            [] if kept else ["They could not be kept: the folder of your progress file cannot be written."]
        )
        return {
            "lines": self.lines() + where,
            "caption": "Each belief, before and now",
            "rows": self.rows(),
            "again": self.again(),
        }

    def changes(self) -> list[growth.Change]:
        """What changed since the answers before the course (see :func:`fedlocal.lesson.growth.compare`)."""
        before = _known(self._first, progress.kept(BEFORE))
        return growth.compare(self._first, self._set, before, self.chosen)

    def lines(self) -> list[str]:
        """The growth in two or three sentences."""
        found = growth.tally(self.changes())
        now = f"Now: {found['now']} of {plural(found['asked_now'], 'answer')} as the course has it."
        if not found["asked_before"]:
            return [
                now,
                (
                    "There are no first answers on this machine, so there is nothing to compare with. If you"
                    " have a progress file, load it below and compare again."
                ),
            ]
        parts = [
            f"learned {found['learned']}",
            f"known before {found['kept']}",
            f"slipped {found['slipped']}",
            f"still open {found['open']}",
        ]
        return [
            (
                f"Before: {found['before']} of {plural(found['asked_before'], 'answer')} as the course has"
                f" it. {now}"
            ),
            f"By belief: {', '.join(parts)}.",
            "Twelve statements are a small sample: read the rows, not only the sum.",
        ]

    def rows(self) -> list[list[str]]:
        """One row a belief, in words (see ``HEAD``)."""
        beliefs = keyed("misconceptions", "misconception_id")
        return [
            [
                beliefs[change.misconception]["belief"],
                change.before,
                change.now,
                beliefs[change.misconception]["correction"],
                " ".join(growth.CHANGES[change.change]),
            ]
            for change in self.changes()
        ]

    def again(self) -> list[list[str]]:
        """For each belief that the learner does not yet see past: the belief behind it, the correction,
        and where to read."""
        beliefs = keyed("misconceptions", "misconception_id")
        missed = [
            (beliefs[change.misconception], change.lesson)
            for change in self.changes()
            if change.change in ("open", "slipped") and change.misconception in beliefs
        ]
        return [[belief["belief"], belief["correction"], lesson] for belief, lesson in missed]

    def _open(self, text: str) -> dict:
        try:
            theirs, lost = progress_file.unpack(text)
        except ValueError as problem:
            return {"opened": [str(problem)]}
        merged, added = progress_file.merge(progress.read(), theirs)
        try:
            progress.write(merged)
        except OSError:
            return {
                "opened": [
                    "The file is good, but nothing could be kept: the folder of your progress file cannot be"
                    " written."
                ]
            }
        self.chosen = _known(self._set, progress.kept(SET))
        left = (
            [f"Left out, because the course does not know them: {plural(lost, 'entry', 'entries')}."]
            if lost
            else []
        )
        return {
            "opened": [
                (
                    f"Loaded: {plural(added, 'new entry', 'new entries')}. Nothing that was here has been"
                    " replaced."
                ),
                *left,
                "Run the lessons’ cells again to see it there.",
            ],
            "chosen": self.chosen,
        }

    def page(self, made: str) -> str:
        """The growth as one HTML page without a name, to keep or to hand in."""
        answers = progress.read()["answers"]
        questions = keyed("questions", "question_id")
        lessons: dict[str, list[dict]] = {}
        for id_, answer in answers.items():
            if id_ in questions:
                lessons.setdefault(questions[id_]["set_id"][:2], []).append(answer)
        work = [
            [
                lesson,
                str(len(done)),
                str(sum(a["first"]["correct"] for a in done)),
                str(sum(a["latest"]["correct"] for a in done)),
            ]
            for lesson, done in sorted(lessons.items())
        ]
        return render(
            "lesson/growth_page.html",
            page_title="What I learned: Who Enforces What?",
            made=made,
            lines=self.lines(),
            head=HEAD,
            rows=self.rows(),
            again=self.again(),
            work=work,
        )

    def fallback(self) -> str:
        rows = [{"q": q, "source": cite(q.source_id, q.pinpoint)} for q in self._set]
        return render(
            "lesson/precheck.html", eyebrow=self.eyebrow, title=self.title, intro=self.intro, shown=rows
        )

    def summary(self) -> str:
        return f"PostCheck: {len(self._set)} statements, compared with the beliefs before the course"


def _known(questions: list[domain.Question], answers: dict) -> dict[str, str]:
    """Only answers to these statements, and only with options that they have."""
    options = {question.id: {line.key for line in question.lines} for question in questions}
    return {id_: key for id_, key in answers.items() if isinstance(key, str) and key in options.get(id_, ())}
