"""Grade book files: plain CSV, and the forms that Canvas and Moodle read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..ground.files import replace_file
from ..ground.spreadsheet import escape_formula
from .gradebook import Line

MOODLE = [
    "Identifier",
    "Full name",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
]
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def write(path: Path, head: list[str], rows: list[list]) -> None:
    """Write a CSV file in one step, in UTF-8 with the mark by which Excel knows it.

    No cell is a formula: learners choose their file names and write their answers.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([[escape_formula(cell) for cell in row] for row in rows])
    replace_file(path, text.getvalue().encode("utf-8-sig"))


def said(line: Line) -> str:
    """Where a submission stands, in a few words.

    >>> from fedlocal.grading.scores import Result
    >>> said(Line("anna", "", Result("02", (), problem="The file is empty.")))
    'not graded: The file is empty.'
    """
    if line.result.problem:
        return f"not graded: {line.result.problem}"
    return f"written answer waits: {', '.join(line.waits)}" if line.waits else "complete"


def scores(lines: list[Line]) -> tuple[list[str], list[list]]:
    """Head and rows of the plain sheet: points for each question, sums, where it stands, remarks."""
    questions = [score.question for score in lines[0].result.scores] if lines else []
    head = ["learner", *questions, "points", "of", "state", "remarks", "file"]
    rows = [
        [
            line.learner,
            *("" if score.points is None else f"{score.points:g}" for score in line.result.scores),
            f"{line.points:g}",
            f"{line.of:g}",
            said(line),
            " ".join([*line.result.remarks, *line.remarks]),
            line.path,
        ]
        for line in lines
    ]
    return head, rows


def canvas(lines: list[Line], title: str, roster: list[dict]) -> tuple[list[str], list[list]]:
    """Head and rows for Canvas: grades of submissions that are wholly marked; a blank cell changes nothing
    there, so nobody gets a zero for a file that could not be read.

    ``roster`` holds the rows of a grade book that Canvas exported; from it come names and numbers of
    learners.
    """
    known = {row.get("ID", ""): row for row in roster if row.get("ID")}
    rows = [["    Points Possible", "", "", "", "", f"{lines[0].of:g}" if lines else ""]]
    for line in lines:
        about = known.get(line.lms_id) or next(
            (
                row
                for row in roster
                if line.learner in (row.get("SIS Login ID"), row.get("SIS User ID"), row.get("Student"))
            ),
            None,
        )
        about = about or {"Student": line.learner, "ID": line.lms_id if line.lms == "canvas" else ""}
        rows.append(
            [
                *(about.get(name) or "" for name in CANVAS),
                "" if line.waits or line.result.problem else f"{line.points:g}",
            ]
        )
    return [*CANVAS, title], rows


def moodle(lines: list[Line]) -> tuple[list[str], list[list]]:
    """Head and rows of a Moodle grading worksheet, with a comment for each learner."""
    rows = []
    for line in lines:
        id_ = f"Participant {line.lms_id}" if line.lms == "moodle" else ""
        comment = line.result.problem or " ".join(
            [
                f"{score.question}: {score.points:g} of {score.of:g}."
                for score in line.result.scores
                if score.points is not None
            ]
        )
        rows.append(
            [
                id_,
                line.learner,
                "Submitted for grading",
                "" if line.waits or line.result.problem else f"{line.points:g}",
                f"{line.of:g}",
                "Yes",
                "",
                "",
                comment,
            ]
        )
    return MOODLE, rows


def read_roster(path: Path | None) -> list[dict]:
    """The rows of a grade book exported by Canvas; none without one. Raises :class:`LookupError` when it
    is something else."""
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "Student" not in rows[0] or "ID" not in rows[0]:
        raise LookupError(
            f"{path.name} is no grade book that Canvas exported: it has no columns Student and ID."
        )
    return rows
