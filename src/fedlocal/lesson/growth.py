"""What changed in a learner's beliefs between the statements before the course and those after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .beliefs import UNSURE, belief_of
from .questions import Question

CHANGES = {
    "learned": ("▲", "Learned"),
    "kept": ("✓", "Known before"),
    "slipped": ("▼", "Slipped"),
    "open": ("◐", "Still open"),
    "first": ("✓", "Right, no first answer"),
    "unanswered": ("–", "Not answered"),
}
SAW, HELD, WAVERED, SILENT = "saw past it", "believed it", "not sure", "no answer"


@dataclass(frozen=True)
class Change:
    """One belief then and now: what the answers to the two statements about it say, and what changed.

    ``before`` and ``now`` are :data:`SAW`, :data:`HELD`, :data:`WAVERED` or :data:`SILENT`; ``change`` is a
    key of :data:`CHANGES`; ``lesson`` and ``explain`` belong to the statement after the course.
    """

    misconception: str
    before: str
    now: str
    change: str
    lesson: str
    explain: str


def compare(
    first: Sequence[Question], second: Sequence[Question], before: dict[str, str], now: dict[str, str]
) -> list[Change]:
    """One :class:`Change` a belief, in the order of the ``second`` statements.

    ``before`` and ``now`` map question ids to option keys. The two statements about a belief are in other
    words, and one may be true where the other is not: what is compared is the belief behind them.

    >>> from fedlocal.lesson.questions import build
    >>> from fedlocal.ground.tables import rows
    >>> first, second = (build(rows("questions"), rows("question_options"), name)
    ...     for name in ("00-precheck", "09-postcheck"))
    >>> changes = compare(first, second, {"00-precheck-13": "c"}, {"09-postcheck-1": "b"})
    >>> [change.now for change in changes if change.misconception == "detainer-warrant"]
    ['saw past it']
    """
    earlier = {belief_of(question): question for question in first}
    return [_change(earlier[belief_of(question)], question, before, now) for question in second]


def _change(first: Question, second: Question, before: dict[str, str], now: dict[str, str]) -> Change:
    then, later = _stance(first, before), _stance(second, now)
    return Change(belief_of(second), then, later, _kind(then, later), second.section, second.explain)


def _stance(question: Question, answers: dict[str, str]) -> str:
    """What an answer to a statement says about the belief behind it."""
    key = answers.get(question.id, "")
    if not key:
        return SILENT
    return SAW if key == question.parts[0].right else WAVERED if key == UNSURE else HELD


def _kind(before: str, now: str) -> str:
    if now == SILENT:
        return "unanswered"
    if now == SAW:
        return "kept" if before == SAW else "learned" if before != SILENT else "first"
    return "slipped" if before == SAW else "open"


def tally(changes: list[Change]) -> dict[str, int]:
    """How many beliefs the learner saw past then and now, and how many there are of each kind of change.

    >>> tally([])
    {'before': 0, 'now': 0, 'asked_before': 0, 'asked_now': 0, 'learned': 0, 'kept': 0, 'slipped': 0, 'open':
    0, 'first': 0, 'unanswered': 0}
    """
    kinds = [change.change for change in changes]
    return {
        "before": sum(change.before == SAW for change in changes),
        "now": sum(change.now == SAW for change in changes),
        "asked_before": sum(change.before != SILENT for change in changes),
        "asked_now": sum(change.now != SILENT for change in changes),
        **{kind: kinds.count(kind) for kind in CHANGES},
    }
