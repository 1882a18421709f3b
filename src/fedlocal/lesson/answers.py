"""An answer to a question of a quiz, and what a learner reads after it."""

from __future__ import annotations

from difflib import get_close_matches

from ..ground.formats import number
from ..ground.sources import cite
from ..ground.tables import load
from . import questions as domain

BARE = ("Right.", "Yes.")  # says no more than the verdict above it


def find(question_id: str) -> domain.Question:
    """The question with this id. Raises :class:`LookupError` that names near ids when it is unknown.

    >>> find("04-check-1").kind
    'one'
    """
    table = load("questions")
    row = table[table["question_id"] == question_id]
    if row.empty:
        near = get_close_matches(str(question_id), table["question_id"], n=10, cutoff=0.4)
        hint = f"Near it: {', '.join(sorted(near))}." if near else "fl.load('questions') lists all."
        raise LookupError(f"There is no question {question_id!r}. {hint}")
    built = domain.build(table, load("question_options"), row["set_id"].item())
    return next(question for question in built if question.id == question_id)


def respond(question: domain.Question, answer) -> tuple[domain.Feedback | None, dict]:
    """The judgement (``None`` when the answer has not the right form) and what to show for it.

    What to show: ``tone`` (right | wrong | empty), ``verdict``, ``lines``, ``source`` (label and url, or
    None) and, after a wrong answer, ``again``: the heading to read again.

    >>> judged, shown = respond(find("04-check-1"), "zzz")
    >>> judged is None, shown["verdict"]
    (True, 'Not an answer yet.')
    """
    try:
        judged = domain.grade(question, answer)
    except ValueError as problem:
        return None, {"tone": "", "verdict": "Not an answer yet.", "lines": [str(problem)], "source": None}
    if question.kind == "predict":
        value = domain.as_number(question, answer)
        said = number(value) if value == int(value) else f"{value:,g}"
        lines = [
            (
                f"You said {said}. It was {number(question.high)}."
                if question.high is not None
                else f"You said {said}."
            ),
            question.explain,
        ]
        return judged, {
            "tone": "",
            "verdict": "Recorded, on this machine only.",
            "lines": lines,
            "source": None,
        }
    lines = [line for line in judged.lines if line]
    if judged.correct:
        lines = [line for line in lines if line not in BARE] + [question.explain]
    else:
        if len(question.options) > 1 and question.kind != "one" and question.kind != "number":
            right = round(judged.marks * len(question.options))
            lines.insert(0, f"You have {right} of {len(question.options)} right. About the others:")
        if question.section:
            lines.append(f"Read again: {domain.quoted(question.section)}.")
    source = cite(question.source_id, question.pinpoint) if question.source_id and judged.correct else None
    return judged, {
        "tone": "right" if judged.correct else "wrong",
        "verdict": "✓ Right." if judged.correct else "✕ Not yet.",
        "lines": [line for line in lines if line],
        "source": {"label": source.label, "url": source.url} if source else None,
        "again": "" if judged.correct else question.section,
    }
