"""The beliefs that a learner brought along: where the course takes each up, and what became of it."""

from __future__ import annotations

from ..ground import progress
from ..ground.tables import keyed, rows
from . import questions as domain
from .judging import quoted

BEFORE = "00-precheck"
UNSURE = "c"  # "I don't know yet" in every statement


def brought(lesson: str) -> list[str]:
    """One sentence for each statement of lesson 00 that this lesson deals with, where the learner's answer
    was not the course's; none without answers.

    >>> brought("02")
    []
    """
    return [
        f"You were not sure about this: {quoted(question.prompt)}"
        if answer == UNSURE
        else f"You answered {quoted(_word(question, answer))} to this: {quoted(question.prompt)}"
        for question, answer in _missed(lesson)
    ]


def changed(lesson: str) -> list[str]:
    """One sentence for each belief that the learner brought to this lesson, by the answers given in it.

    >>> changed("02")
    []
    """
    lines = []
    answers = progress.read()["answers"]
    for question, _ in _missed(lesson):
        belief = belief_of(question)
        tried = [answers[id_]["latest"] for id_ in testing(belief, lesson) if id_ in answers]
        if not tried:
            continue
        words = quoted(keyed("misconceptions", "misconception_id")[belief]["belief"])
        if any(attempt["misconception"] == belief for attempt in tried):
            lines.append(f"One of your answers still says: {words}")
        elif any(attempt["correct"] for attempt in tried):
            lines.append(f"Before the course you were not past this belief, and now you are: {words}")
    return lines


def belief_of(question: domain.Question) -> str:
    """The belief behind the wrong answers to a statement; "" for none.

    >>> from .answers import find
    >>> belief_of(find("00-precheck-2"))
    'presence-crime'
    """
    return next((mistake.misconception for mistake in question.mistakes if mistake.misconception), "")


def testing(belief: str, lesson: str) -> list[str]:
    """The questions of a lesson that somebody with this belief answers wrongly, by id.

    >>> "02-check-5" in testing("presence-crime", "02")
    True
    """
    found = {row["question_id"] for row in rows("question_options") if row["misconception_id"] == belief}
    return [
        row["question_id"] for row in rows("questions") if _in(row, lesson) and row["question_id"] in found
    ]


def _in(row, lesson: str) -> bool:
    return row["set_id"].startswith(f"{lesson}-") and row["set_id"] != BEFORE


def _missed(lesson: str) -> list[tuple[domain.Question, str]]:
    """The statements of this lesson that were not answered as the course has it, each with its answer."""
    answers = progress.kept(BEFORE)
    if not answers:
        return []
    statements = domain.build(rows("questions"), rows("question_options"), BEFORE)
    return [
        (question, answers[question.id])
        for question in statements
        if question.section == f"Lesson {lesson}"
        and answers.get(question.id, question.parts[0].right) != question.parts[0].right
    ]


def _word(question: domain.Question, answer: str) -> str:
    return next((line.text for line in question.lines if line.key == answer), answer)
