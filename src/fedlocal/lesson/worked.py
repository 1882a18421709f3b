"""Worked cases: one thought aloud, one with a step left out, one to do alone, before the first free practice
of a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from ..ground.sources import Citation, cite
from ..ground.tables import rows


@dataclass(frozen=True)
class Step:
    """What one asks at one step of a case, and what one finds; a step that is left out has no thought."""

    step: str
    thought: str


@dataclass(frozen=True)
class Case:
    """An invented case with the steps through it. It leads to an answer, or to the question that follows
    it."""

    title: str
    situation: str
    steps: tuple[Step, ...]
    answer: str
    question_id: str
    source: Citation

    def sent(self) -> dict:
        """What a page needs to draw the case."""
        return {
            "title": self.title,
            "situation": self.situation,
            "steps": [[step.step, step.thought] for step in self.steps],
            "answer": self.answer,
            "question": self.question_id,
            "source": {"label": self.source.label, "url": self.source.url},
        }


def worked_cases(set_id: str) -> tuple[Case, ...]:
    """The cases of one set of questions, in order; none for most sets.

    >>> [bool(case.question_id) for case in worked_cases("02-worked")]
    [False, True, True]
    """
    found = [row for row in rows("worked_cases") if row["set_id"] == set_id]
    return tuple(
        Case(
            row["title"],
            row["situation"],
            _steps(row["case_id"]),
            row["answer"],
            row["question_id"],
            cite(row["source_id"], row["pinpoint"]),
        )
        for row in sorted(found, key=lambda row: row["position"])
    )


def _steps(case_id: str) -> tuple[Step, ...]:
    found = [row for row in rows("worked_steps") if row["case_id"] == case_id]
    return tuple(Step(row["step"], row["thought"]) for row in sorted(found, key=lambda row: row["position"]))
