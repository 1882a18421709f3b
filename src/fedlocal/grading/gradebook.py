"""The grade book of one exercise: a line for each learner, and what can be said about each question of a
class. Pure."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field, replace

from .scores import Result


@dataclass(frozen=True)
class Line:
    """One learner's submission to one exercise."""

    learner: str
    path: str
    result: Result
    lms: str = ""
    lms_id: str = ""
    remarks: tuple[str, ...] = ()
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return sum(score.points or 0 for score in self.result.scores)

    @property
    def of(self) -> float:
        return sum(score.of for score in self.result.scores)

    @property
    def waits(self) -> list[str]:
        """Questions that a person still has to mark."""
        return [score.question for score in self.result.scores if score.points is None]

    @property
    def share(self) -> float:
        """Points over what could be had for the questions that are marked."""
        of = sum(score.of for score in self.result.scores if score.points is not None)
        return self.points / of if of else 0.0


@dataclass(frozen=True)
class Item:
    """One question over a class. ``ease`` is the mean share of its points; ``discrimination`` the
    correlation with the other questions."""

    question: str
    of: float
    answered: int
    ease: float
    discrimination: float | None
    full: int
    part: int
    none: int
    blank: int
    waiting: int
    commonest: tuple[str, int] | None


def with_marks(line: Line, marks: dict[str, float], comments: dict[str, str]) -> Line:
    """The line with a person's marks for written answers; ``marks`` is question → points."""
    scores = tuple(
        (
            replace(score, points=marks[score.question])
            if score.points is None and score.question in marks
            else score
        )
        for score in line.result.scores
    )
    return replace(line, result=replace(line.result, scores=scores), comments=comments)


def items(lines: list[Line]) -> list[Item]:
    """What the class did with each question, over the submissions that could be graded and are marked
    there."""
    read = [line for line in lines if not line.result.problem]
    return [_item(place, read) for place in range(len(read[0].result.scores))] if read else []


def _item(place: int, lines: list[Line]) -> Item:
    marked = [line for line in lines if line.result.scores[place].points is not None]
    scores = [line.result.scores[place] for line in marked]
    shares = [score.points / score.of if score.of else 0.0 for score in scores if score.points is not None]
    rest = [
        sum(score.points or 0 for i, score in enumerate(line.result.scores) if i != place) for line in marked
    ]
    misconceptions = Counter(score.misconception for score in scores if score.misconception)
    first = lines[0].result.scores[place]
    return Item(
        first.question,
        first.of,
        len(scores),
        sum(shares) / len(shares) if shares else 0.0,
        correlation(shares, rest),
        sum(share == 1 for share in shares),
        sum(0 < share < 1 for share in shares),
        sum(share == 0 for share in shares),
        sum(
            score.stage in ("empty", "name") and not (score.reason and not score.written) for score in scores
        ),
        len(lines) - len(marked),
        min(misconceptions.items(), key=lambda entry: (-entry[1], entry[0])) if misconceptions else None,
    )


def correlation(a: list[float], b: list[float]) -> float | None:
    """Pearson's correlation; ``None`` for fewer than five pairs, or where one side does not vary.

    >>> correlation([0, 1, 0, 1, 1], [1, 3, 1, 3, 3]), correlation([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])
    (1.0, None)
    """
    if len(a) < 5 or min(statistics.pstdev(a), statistics.pstdev(b)) < 1e-6:
        return None
    return round(statistics.correlation(a, b), 3)


def bands(lines: list[Line]) -> list[tuple[str, int]]:
    """How many learners lie in each tenth of the points, from the lowest: ("0–9 %", 3), …

    >>> bands([])[0]
    ('0–9 %', 0)
    """
    counts = Counter(min(int(line.share * 10 + 1e-9), 9) for line in lines if not line.result.problem)
    return [(f"{10 * tenth}–{10 * tenth + (9 if tenth < 9 else 10)} %", counts[tenth]) for tenth in range(10)]


def same_files(lines: list[Line], hashes: dict[str, str]) -> list[list[str]]:
    """Learners who handed in the very same bytes, group by group. ``hashes`` is learner → hash of the
    file."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        if not line.result.problem and any(score.points != 0 for score in line.result.scores):
            groups.setdefault(hashes[line.learner], []).append(line.learner)
    return [group for group in groups.values() if len(group) > 1]
