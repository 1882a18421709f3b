"""An answer to a question, and the words that a learner reads after it."""

from __future__ import annotations

from ..ground.formats import number
from ..ground.sources import Citation, cite
from ..ground.tables import keyed, rows
from .judging import Judged, as_number, judge, quoted
from .questions import Question, build, missing

BARE = ("Right.", "Yes.")  # says no more than the verdict above it
UNFIT = ("empty", "type", "shape")  # the stages before an answer can be right or wrong
COMPARE = "One way to say it"
ONCE_MORE = "✕ Not yet. Try once more."
VERDICTS = {
    "name": ("empty", "No answer yet."),
    "place": ("empty", "No place yet."),
    "empty": ("empty", "No answer yet."),
    "type": ("wrong", "Not an answer yet."),
    "shape": ("wrong", "Not finished yet."),
    "value": ("wrong", "✕ Not yet."),
    "misconception": ("wrong", "✕ Not yet."),
    "right": ("right", "✓ Right."),
}


def find(question_id: str) -> Question:
    """The question of a quiz with this id. Raises :class:`LookupError` that names near ids when it is
    unknown.

    >>> find("04-check-1").kind
    'one'
    """
    known = keyed("questions", "question_id")
    if question_id not in known:
        raise missing("question", question_id, known, "questions")
    questions = build(rows("questions"), rows("question_options"), known[question_id]["set_id"])
    return next(question for question in questions if question.id == question_id)


def respond(question: Question, answer, missed: bool = True) -> tuple[Judged | None, dict]:
    """The judgement (``None`` when the answer has not the right form) and what to show for it in a quiz.

    What to show: ``tone`` (right | wrong | empty), ``verdict``, ``lines``, ``source`` (label and url, or
    None), ``ticks`` (what to look for in words of one's own) and, after a wrong answer, ``again``: the
    heading to read again. With ``missed`` False nothing has gone wrong at this question yet: a wrong answer
    then meets its hint, and what is wrong with it only the next time.

    >>> judged, page = respond(find("04-check-1"), "zzz")
    >>> judged is None, page["verdict"]
    (True, 'Not an answer yet.')
    """
    judged = judge(question, answer)
    if judged.stage in UNFIT:
        return None, _page("", VERDICTS["type"][1], judged.lines)
    if question.kind == "predict":
        return judged, _page("", "Kept. Now see how far you were.", _compared(question, answer))
    if question.kind == "say":
        ticks = [choice.text for choice in question.parts[0].choices]
        return judged, _page("", COMPARE, [question.explain], cited(question), ticks=ticks)
    tone, verdict = VERDICTS[judged.stage]
    if judged.correct:
        lines = [line for line in judged.lines if line not in BARE]
        return judged, _page(tone, verdict, [*lines, question.explain], cited(question))
    again = [read_again(question.section)] if question.section else []
    if question.hint and not missed:
        lines = [*_tally(question, judged), question.hint, *again]
        return judged, _page(tone, ONCE_MORE, lines, again=question.section)
    lines = [*_tally(question, judged), *judged.lines, *again]
    return judged, _page(tone, verdict, lines, again=question.section)


def cited(question: Question) -> Citation | None:
    """The source of what a question says, with its pinpoint; None where it has none.

    >>> cited(find("04-check-1")).url != ""
    True
    """
    return cite(question.source_id, question.pinpoint) if question.source_id else None


def read_again(section: str, lesson: str = "") -> str:
    """The sentence that sends to a heading, of this lesson or of ``lesson``; a heading of another lesson
    stands as "01|Heading".

    >>> read_again("Ask the law"), read_again("01|Chains", "02")
    ('Read again: “Ask the law”.', 'Read again: lesson 01, “Chains”.')
    """
    other, bar, heading = section.partition("|")
    if bar:
        lesson, section = other, heading
    return f"Read again: {f'lesson {lesson}, ' if lesson else ''}{quoted(section)}."


def _page(tone: str, verdict: str, lines, source=None, again: str = "", ticks=()) -> dict:
    return {
        "tone": tone,
        "verdict": verdict,
        "lines": [line for line in lines if line],
        "source": {"label": source.label, "url": source.url} if source else None,
        "again": again,
        "ticks": list(ticks),
    }


def _compared(question: Question, answer) -> list[str]:
    """A prediction beside what happened, where that is known."""
    value, happened = as_number(answer), question.parts[0].right
    guess = number(value) if value == int(value) else f"{value:,g}"
    outcome = "" if happened is None else f" It was {number(happened)}."
    return [f"You said {guess}.{outcome}", question.explain]


def _tally(question: Question, judged: Judged) -> list[str]:
    """How much of a wrong answer is right, where it has several lines."""
    part, *others = question.parts
    if others:
        right, of = judged.parts_right, len(question.parts)
    elif part.form == "set":
        right, of = round(judged.marks * len(part.choices)), len(part.choices)
    else:
        return []
    return [f"You have {right} of {of} right. About the others:"]
