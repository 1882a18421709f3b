"""What a learner sees of an exercise: its card, its questions, and what an answer meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import dated, number, plural
from ..ground.places import Place, assigned, place_or_none
from ..ground.sources import cite
from ..ground.tables import describe, keyed, rows
from ..lesson.answers import VERDICTS, read_again
from . import tasks
from .tasks import Task


@dataclass(frozen=True)
class Mark:
    """Points for one answer: words and a box for people; as plain text only the number, which nbgrader
    reads as the score."""

    points: float
    of: float
    stage: str
    html: str
    text: str
    misconception: str = ""
    page: Mapping = field(default_factory=dict)  # the same for a form: tone, verdict, score, lines, source

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"{self.points:g}"

    def __str__(self) -> str:
        return self.text


def exercise(number_: str, place: str = "", live: bool = False, choosable: bool = False) -> Piece:
    """The card that opens an exercise: question, minutes, points, place, and what each question asks for.

    ``place`` is the name of a county; empty, the place of this machine or class counts. A name that is no
    county is answered in the card. ``live``: without words on how to start; with room to choose a place
    where that is ``choosable``. Raises :class:`LookupError` for an exercise that does not exist.

    >>> exercise("02", "Harris County, TX").line.startswith("Exercise 02")
    True
    """
    questions = tasks.listed(rows("exercise_questions"), number_)
    row = keyed("exercises", "exercise")[number_]
    problem, county = places.problem() if not str(place).strip() else "", None
    try:
        county = assigned(place)
    except LookupError as error:
        problem = str(error)
    total, minutes = _by_track(questions, "points"), _by_track(questions, "minutes")
    objectives = keyed("objectives", "objective_id")
    html = render(
        "exercises/views.html",
        block="card",
        number=number_,
        row=row,
        rows=questions,
        place=county,
        problem=problem,
        live=live,
        choosable=choosable,
        total=total,
        minutes=minutes,
        lesson=keyed("lessons", "lesson")[row["lesson"]],
        objectives={
            id_: objectives[id_]["objective"]
            for question in questions
            for id_ in question["objective_ids"].split(";")
        },
    )
    name = county.name if county else "no place yet"
    return Piece(
        html,
        f"Exercise {number_}: {plural(len(questions), 'question')}, {plural(sum(total.values()), 'point')},"
        f" {sum(minutes.values())} minutes; {name}",
    )


def _by_track(questions: list[dict], column: str) -> dict:
    """The sum of a column for the main track and for the data track."""
    return {
        track: sum(row[column] for row in questions if row["track"] == track) for track in ("main", "data")
    }


def ask(question_id: str, place: str = "") -> Piece:
    """One question of an exercise, for a place: what is asked, what can be typed, and what to look at.

    Raises :class:`LookupError` for a question that does not exist.

    >>> ask("02-1").line.startswith("Question 1 of exercise 02")
    True
    """
    task = tasks.task(question_id, rows, place_or_none(place), solve=False)
    return Piece(question_html(task, place_or_none(place)), line(task))


def line(task: Task) -> str:
    """A question in one line of plain text."""
    return f"Question {task.position} of exercise {task.exercise}: {task.title}"


def question_html(task: Task, county: Place | None, block: str = "question") -> str:
    """A question as HTML: all of its page, or only what is ``asked``, or only how to do it by ``typing``."""
    shared = (
        tuple(task.parts[0].choices)
        if len(task.parts) > 1 and len({part.choices for part in task.parts}) == 1
        else ()
    )
    return render(
        "exercises/views.html",
        block=block,
        task=task,
        kind=tasks.KINDS[task.kind],
        level=tasks.LEVELS[task.level],
        place=county,
        shared=shared,
        exhibit=_exhibit(task),
        labels=task.lines,
    )


def _exhibit(task: Task) -> dict | None:
    if task.exhibit is None:
        return None
    numeric = [
        place for place, column in enumerate(task.exhibit.columns) if task.exhibit[column].dtype.kind in "iuf"
    ]
    rows = [
        [
            number(cell, 0 if cell == int(cell) else 1) if place in numeric else cell
            for place, cell in enumerate(row)
        ]
        for row in task.exhibit.itertuples(index=False)
    ]
    about = describe(task.exhibit_table)
    return {
        "head": list(task.exhibit.columns),
        "rows": rows,
        "numeric": numeric,
        "title": task.exhibit_title,
        "table": task.exhibit_table,
        "publisher": about["publisher"],
        "as_of": dated(about["as_of"]),
    }


def feedback(
    question_id: str, points: float, of: float, stage: str, lines, sections=(), misconception: str = ""
) -> Mark:
    """The box for an answer: verdict, points, sentences, the sections to read again, and the source once
    it is right."""
    tone, verdict = VERDICTS[stage]
    if points and stage != "right":
        tone, verdict = "part", "◐ Partly right."
    row = keyed("exercise_questions", "question_id")[question_id]
    source = cite(row["source_id"], row["pinpoint"]) if stage == "right" and row["source_id"] else None
    again = (
        [read_again(section, row["exercise"]) for section in sections if section]
        if stage in ("value", "misconception", "shape")
        else []
    )
    score = f"{points:g} of {of:g} {'point' if of == 1 else 'points'}"
    html = render(
        "exercises/views.html",
        block="answer",
        tone=tone,
        verdict=verdict,
        score=score,
        lines=lines,
        again=again,
        source=source,
    )
    cited = [f"Source: {source.label}."] if source else []
    text = "\n".join([f"{verdict} {score}.", *lines, *again, *cited])
    page = {
        "tone": tone,
        "verdict": verdict,
        "score": score,
        "lines": [*lines, *again],
        "source": {"label": source.label, "url": source.url} if source else None,
    }
    return Mark(points, of, stage, html, text, misconception, page)


def rubric(question_id: str) -> Piece:
    """How a written answer is marked, criterion by criterion, to hold your own text against.

    Raises :class:`LookupError` for a question that has none.

    >>> rubric("02-8").line
    'How question 8 of exercise 02 is marked: 3 criteria, 6 points'
    """
    criteria = tasks.rubric(rows("exercise_rubrics"), question_id)
    if not criteria:
        raise LookupError(f"There is no rubric for {question_id!r}. Written answers have one.")
    exercise_, position = question_id.split("-")
    total = sum(row["points"] for row in criteria)
    html = render("exercises/views.html", block="rubric", rows=criteria, total=total)
    return Piece(
        html,
        f"How question {position} of exercise {exercise_} is marked:"
        f" {plural(len(criteria), 'criterion', 'criteria')}, {plural(total, 'point')}",
    )


def summary(number_: str, marks: dict[str, Mark]) -> Piece:
    """Where an exercise stands: points for each question, and what to do next. ``marks`` is question id →
    mark."""
    questions = tasks.listed(rows("exercise_questions"), number_)
    auto = [row for row in questions if row["question_id"] in marks]
    got, of = sum(marks[row["question_id"]].points for row in auto), sum(row["points"] for row in auto)
    written = sum(row["points"] for row in questions if row["question_id"] not in marks)
    by_hand = (
        f"{plural(written, 'point')} more {'is' if written == 1 else 'are'} given by hand for the written"
        f" {'answer' if len(questions) - len(auto) == 1 else 'answers'}"
    )
    html = render(
        "exercises/views.html",
        block="summary",
        rows=questions,
        marks=marks,
        verdicts_=VERDICTS,
        got=f"{got:g}",
        of=f"{of:g}",
        by_hand=by_hand,
    )
    return Piece(html, f"Exercise {number_} so far: {got:g} of {of:g} points; {by_hand}")
