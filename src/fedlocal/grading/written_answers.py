"""Written answers: a file in which a person enters points by the rubric, and how it comes back into the
grade book."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..exercises.tasks import rubric
from ..ground.spreadsheet import unescape_formula
from .gradebook import Line
from .sheets import write

HEAD = [
    "learner",
    "question",
    "criterion",
    "what is looked at",
    "at most",
    "points",
    "comment",
    "answer",
    "answer id",
]


def rows(lines: list[Line], rubrics: Sequence[Mapping]) -> list[dict]:
    """One row for each criterion of each written answer that waits for a person; ``rubrics`` are
    the rows of ``exercise_rubrics``."""
    found = []
    for line in lines:
        for score in line.result.scores:
            if score.points is not None:
                continue
            criteria = rubric(rubrics, score.question) or [
                {
                    "position": 1,
                    "criterion": "The answer",
                    "points": score.of,
                    "full": "",
                    "half": "",
                    "none": "",
                }
            ]
            for criterion in criteria:
                found.append(
                    {
                        "learner": line.learner,
                        "question": score.question,
                        "criterion": str(criterion["position"]),
                        "what is looked at": criterion["criterion"],
                        "at most": f"{criterion['points']:g}",
                        "points": "",
                        "comment": "",
                        "answer": score.answer if criterion["position"] == 1 else "",
                        "answer id": score.answer_id,
                    }
                )
    return found


def read(path: Path) -> dict[tuple[str, str, str], dict]:
    """What a person entered: (learner, question, criterion) → row; empty without a file.

    Raises :class:`LookupError` that names the line for points that are no number, or more than there are.
    """
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.readline()
        file.seek(0)
        given = list(csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ","))
    found = {}
    for number, row in enumerate(given, 2):
        if not {"learner", "question", "criterion", "points"} <= set(row):
            raise LookupError(
                f"{path.name} should have the columns {', '.join(HEAD)}. Keep its first line as it was."
            )
        points = (row["points"] or "").strip().replace(",", ".")
        try:
            if points and not 0 <= float(points) <= float((row.get("at most") or "inf").replace(",", ".")):
                raise ValueError
        except ValueError:
            raise LookupError(
                f"{path.name}, line {number}: {row['points']!r} is no number of points from 0 to"
                f" {row.get('at most')}."
            ) from None
        found[unescape_formula(row["learner"]), row["question"], row["criterion"]] = {**row, "points": points}
    return found


def merge(
    path: Path, wanted: list[dict], given: dict
) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, str]], list[str]]:
    """Write the file anew with what was entered kept; returns learner → question → points, the comments, and
    warnings.

    A question counts once each of its criteria has points. Nothing that was entered is lost: rows of learners
    who are not in this run stay at the end.
    """
    marks: dict[str, dict[str, list]] = {}
    comments: dict[str, dict[str, str]] = {}
    warnings = []
    for row in wanted:
        id_ = (unescape_formula(row["learner"]), row["question"], row["criterion"])
        before = given.pop(id_, {})
        row["points"], row["comment"] = before.get("points", ""), before.get("comment") or ""
        if row["points"] and before.get("answer id") not in (None, "", row["answer id"]):
            warnings.append(
                f"{row['learner']}, question {row['question']}: the answer was changed after it was marked."
                " Look again."
            )
        marks.setdefault(row["learner"], {}).setdefault(row["question"], []).append(row["points"])
        if row["comment"]:
            learner_comments = comments.setdefault(row["learner"], {})
            learner_comments[row["question"]] = " ".join(
                filter(None, [learner_comments.get(row["question"], ""), row["comment"]])
            )
    left = [{name: row.get(name) or "" for name in HEAD} for row in given.values()]
    if wanted or left:
        write(path, HEAD, [[row[name] for name in HEAD] for row in [*wanted, *left]])
    done = {
        learner: {question: sum(map(float, points)) for question, points in by.items() if all(points)}
        for learner, by in marks.items()
    }
    return done, comments, list(dict.fromkeys(warnings))
