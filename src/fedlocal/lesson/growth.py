"""What changed between two answers to the same statements, by the misconception behind each."""

from __future__ import annotations

from dataclasses import dataclass

from .questions import Question

CHANGES = {
    "learned": ("▲", "Learned"),
    "kept": ("✓", "Known before"),
    "slipped": ("▼", "Slipped"),
    "open": ("◐", "Still open"),
    "first": ("✓", "Right, no first answer"),
    "unanswered": ("–", "Not answered"),
}


@dataclass(frozen=True)
class Change:
    """One statement then and now: the learner's words for it ("" when unanswered), the right word, and
    what changed."""

    id: str
    statement: str
    before: str
    now: str
    right: str
    change: str
    misconception: str
    lesson: str
    explain: str


def compare(questions: list[Question], before: dict[str, str], now: dict[str, str]) -> list[Change]:
    """One :class:`Change` a statement, in order. ``before`` and ``now`` map question ids to option keys.

    >>> from fedlocal.lesson.questions import build
    >>> from fedlocal.ground.tables import rows
    >>> statements = build(rows("questions"), rows("question_options"), "00-precheck")
    >>> changes = compare(statements, {"00-precheck-1": "c", "00-precheck-2": "b"}, {"00-precheck-1": "a",
    ...     "00-precheck-2": "a"})
    >>> [change.change for change in changes[:3]]
    ['learned', 'slipped', 'unanswered']
    """
    return [
        _change(question, before.get(question.id, ""), now.get(question.id, "")) for question in questions
    ]


def _change(question: Question, before: str, now: str) -> Change:
    part = question.parts[0]
    words = {choice.key: choice.text for choice in part.choices}
    right = str(part.right)
    beliefs = [mistake.misconception for mistake in question.mistakes if mistake.misconception]
    return Change(
        question.id,
        question.prompt,
        words.get(before, ""),
        words.get(now, ""),
        words[right],
        _kind(before, now, right),
        beliefs[0] if beliefs else "",
        question.section,
        question.explain,
    )


def _kind(before: str, now: str, right: str) -> str:
    if not now:
        return "unanswered"
    if now == right:
        return "kept" if before == right else "learned" if before else "first"
    return "slipped" if before == right else "open"


def tally(changes: list[Change]) -> dict[str, int]:
    """How many were right then and now, and how many there are of each kind of change.

    >>> tally([])
    {'before': 0, 'now': 0, 'asked_before': 0, 'asked_now': 0, 'learned': 0, 'kept': 0, 'slipped': 0, 'open':
    0, 'first': 0, 'unanswered': 0}
    """
    kinds = [change.change for change in changes]
    return {
        "before": sum(change.before == change.right for change in changes),
        "now": sum(change.now == change.right for change in changes),
        "asked_before": sum(bool(change.before) for change in changes),
        "asked_now": sum(bool(change.now) for change in changes),
        **{kind: kinds.count(kind) for kind in CHANGES},
    }
