"""Answers → feedback: the words a learner reads after an attempt, in a quiz and in an exercise."""

from __future__ import annotations

from difflib import get_close_matches

from ..drawing.piece import Piece
from ..ground import progress
from ..ground.places import assigned
from ..ground.tables import keyed, rows
from ..lesson.answers import find, respond
from ..lesson.judging import judge
from . import tasks
from .views import Mark, feedback, rubric, summary

__all__ = ["exercise", "find", "q", "respond", "rubric", "so_far"]

NO_PLACE = "This answer depends on the place. Fill in PLACE in the first cell, and run it."


def q(question_id: str, answer) -> str:
    """What ``answer`` to this question meets, as plain text; nothing is printed but returned.

    The stages: is there such a question → has the answer the right form → is it right → which misconception
    is behind it and what to read again. Raises :class:`LookupError` for an unknown question.

    >>> q("04-check-1", "zzz").splitlines()[0]
    'Not an answer yet.'
    >>> q("02-1", {}).splitlines()[0]
    'No answer yet. 0 of 4 points.'
    """
    if question_id in keyed("exercise_questions", "question_id"):
        return str(_judged(tasks.task(question_id, rows, assigned(None)), answer))
    _, page = respond(find(question_id), answer)
    return "\n".join([page["verdict"], *page["lines"]])


def exercise(question_id: str, names: dict, elsewhere: tuple[str, ...] = ()) -> Mark:
    """What the answer to a question of an exercise meets, with its points; ``names`` are the notebook's own:
    ``globals()``.

    The stages: is the answer there → is it of the right type → of the right shape → right → which
    misconception is behind it and what to read again. The solution is never printed. What is right earns its
    part of the points. ``elsewhere``: places where a function has to be right as well; if it is not, half of
    the points are gone. Raises :class:`LookupError` for a question that does not exist.

    >>> exercise("02-1", {"answer_1": {"a": "4"}})
    1
    """
    mark = _mark(question_id, names, elsewhere)
    if mark.stage in ("right", "value", "misconception"):
        progress.remember(question_id, mark.stage == "right", mark.misconception)
    return mark


def _mark(question_id: str, names: dict, elsewhere: tuple[str, ...] = ()) -> Mark:
    open_ = tasks.task(question_id, rows, None, solve=False)

    def stopped(stage: str, *lines: str) -> Mark:
        return feedback(question_id, 0, open_.points, stage, lines)

    try:
        place = assigned(names.get("PLACE"))
    except LookupError as problem:
        return stopped("place", str(problem), "Change PLACE in the first cell, and run it.")
    if open_.needs_place and place is None:
        return stopped("place", NO_PLACE)
    if open_.name not in names:
        others = {row["name"] for row in rows("exercise_questions")}
        near = [
            f"You have {name}."
            for name in get_close_matches(
                open_.name, [str(name) for name in names if name not in others], n=1, cutoff=0.75
            )
        ]
        return stopped(
            "name",
            f"There is no {open_.name} yet. Run the cell above. If you renamed the answer, call it"
            f" {open_.name} again.",
            *near,
        )
    answer = names[open_.name]
    mark = _judged(tasks.task(question_id, rows, place), answer)
    if mark.points and any(_elsewhere(question_id, other, answer) < 1 for other in elsewhere):
        line = (
            f"It is right for {place.name if place else 'one place'}, but not for every other place that was"
            " tried. Use the arguments; type nothing in by hand."
        )
        return feedback(question_id, mark.points / 2, mark.of, "value", [line], [open_.section])
    return mark


def _elsewhere(question_id: str, place: str, answer) -> float:
    return judge(tasks.task(question_id, rows, assigned(place)), answer).marks


def so_far(number_: str, names: dict) -> Piece:
    """Where an exercise stands: points for each question, and what is left. ``names`` are ``globals()``.

    >>> so_far("02", {}).line.startswith("Exercise 02 so far: 0 of")
    True
    """
    judged = [
        row["question_id"]
        for row in tasks.listed(rows("exercise_questions"), number_)
        if row["container"] != "text"
    ]
    return summary(number_, {question_id: _mark(question_id, names) for question_id in judged})


def _judged(task: tasks.Task, answer) -> Mark:
    if any(part.right is None for part in task.parts):
        return feedback(task.id, 0, task.points, "place", [NO_PLACE])
    judged = judge(task, answer)
    lines = [task.explain] if judged.correct else list(judged.lines)
    if judged.marks and not judged.correct and len(task.parts) > 1:
        lines.insert(0, f"{judged.parts_right} of {len(task.parts)} parts are right. About the others:")
    return feedback(
        task.id,
        round(judged.marks * task.points, 2),
        task.points,
        judged.stage,
        lines,
        judged.sections,
        judged.misconception,
    )
