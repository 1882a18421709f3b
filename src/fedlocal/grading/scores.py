"""What the cells showed → points for each question by nbgrader's own rules, with a plain reason wherever
points are missing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .assemble import Run
from .key import Key, KeyCell
from .limits import Limits
from .pool import Job


@dataclass(frozen=True)
class Score:
    """One question of one submission. ``points`` is None while a person has to mark it."""

    question: str
    of: float
    points: float | None
    written: bool = False
    stage: str = ""
    misconception: str = ""
    reason: str = ""
    html: str = ""
    answer: str = ""

    @property
    def answer_id(self) -> str:
        """Changes when the answer does: what a mark was given for."""
        return hashlib.sha256(self.answer.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Result:
    """What came of one file: scores in the order of the exercise, remarks, or why there is nothing to
    grade (``problem``)."""

    exercise: str
    scores: tuple[Score, ...]
    remarks: tuple[str, ...] = ()
    problem: str = ""
    held: tuple[str, ...] = ()
    again: bool = field(
        default=False, compare=False
    )  # the machine failed, not the submission: tried anew at the next run


def nothing(key: Key, problem: str, again: bool = False) -> Result:
    """No points, for the reason given: what was handed in cannot be graded."""
    return Result(
        key.name,
        tuple(Score(cell.question, cell.of, 0.0, cell.solution, reason=problem) for cell in key.graded),
        problem=problem,
        again=again,
    )


def result(key: Key, run: Run, job: Job, limits: Limits, remarks: list[str]) -> Result:
    """The scores of a submission that was run."""
    if job.end == "broken":
        return nothing(
            key, f"The grader could not run this file ({job.why}). Run the command again.", again=True
        )
    by_cell = {record["cell"]: record for record in job.records}
    stopped = {stop["cell"]: _why(stop["end"], limits, stop.get("status")) for stop in job.stopped or []}
    answered, checked, own = {}, {}, []
    for place, cell in enumerate(run.cells):
        failure = stopped.get(place) or _error(by_cell.get(place, {}).get("error"), limits)
        if cell["graded"]:
            checked[cell["grade_id"]] = (by_cell.get(place), failure)
        elif failure and cell["grade_id"]:
            answered[cell["grade_id"].partition("-")[2]] = failure
        elif failure:
            own.append(f"In a cell that was added: {failure}")
    lost = sum(record.get("dropped", 0) for record in job.records if isinstance(record.get("dropped"), int))
    more = [f"{lost:,} characters of output were too much and were cut."] if lost else []
    scores = tuple(
        (
            _written(cell, run)
            if cell.solution
            else _checked(cell, run, answered.get(cell.question, ""), *checked.get(cell.grade_id, (None, "")))
        )
        for cell in key.graded
    )
    return Result(
        key.name,
        scores,
        tuple(dict.fromkeys([*remarks, *run.remarks, *own, *more])),
        held=tuple(job.held or ()),
    )


def _written(cell: KeyCell, run: Run) -> Score:
    """nbgrader's rule: an answer that nobody touched earns nothing, any other waits for a person."""
    text = run.written.get(cell.grade_id, "")
    untouched = not text.strip() or text.strip() == cell.shown.strip()
    reason = "Nothing was written." if untouched else ""
    return Score(
        cell.question,
        cell.of,
        0.0 if untouched else None,
        True,
        "empty" if untouched else "",
        reason=reason,
        answer="" if untouched else text[:20_000],
    )


def _checked(cell: KeyCell, run: Run, answered: str, record: dict | None, failure: str) -> Score:
    answer = next((text for id_, text in run.answers.items() if id_.partition("-")[2] == cell.question), "")[
        :5_000
    ]
    if record is None:
        return Score(
            cell.question,
            cell.of,
            0.0,
            reason=failure
            or answered
            or "This question was not reached before the time for the whole notebook was over.",
            answer=answer,
        )
    outputs, about = record.get("outputs", []), record.get("about", {})
    points, problem = points_of(outputs, cell.of)
    if record.get("tampered"):
        points, problem = (
            0.0,
            (
                "The course’s own checking functions had been changed when this question was reached, so"
                " nothing was counted. Please look at this notebook yourself."
            ),
        )
    html = next((output["data"].get("text/html", "") for output in reversed(outputs) if "data" in output), "")
    reason = problem or (failure or answered if points < cell.of else "")
    return Score(
        cell.question,
        cell.of,
        points,
        False,
        str(about.get("stage", "")),
        str(about.get("misconception", "")),
        reason,
        html,
        answer,
    )


def points_of(outputs: list[dict], of: float) -> tuple[float, str]:
    """Points for what a check cell showed, by nbgrader's ``determine_grade``, and a reason where that
    refuses.

    >>> points_of([{"output_type": "execute_result", "data": {"text/plain": "1.5"}, "metadata": {}}], 4)
    (1.5, '')
    """
    from nbformat import from_dict
    from nbgrader.utils import determine_grade

    cell = from_dict(
        {
            "cell_type": "code",
            "source": "",
            "metadata": {"nbgrader": {"grade": True, "solution": False, "points": of}},
            "outputs": outputs,
        }
    )
    try:
        points, _ = determine_grade(cell)
        return (float(points), "") if 0 <= points <= of else (0.0, "The check gave no number of points.")
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0.0, "The check gave no number of points."


def _why(end: str, limits: Limits, status: int | None) -> str:
    if end == "memory":
        return (
            f"The cell asked for more memory than there is for one notebook ({limits.memory // 1_000_000:,}"
            " MB beyond the course’s own). It was stopped and left out."
        )
    if end == "time":
        return f"The cell did not end within {limits.cell_seconds:g} seconds. It was stopped and left out."
    if end == "all_time":
        return f"The whole notebook did not end within {limits.seconds:,} seconds. It was stopped here."
    how = f"signal {-status}" if isinstance(status, int) and status < 0 else f"exit status {status}"
    return f"The cell ended Python itself ({how}). It was left out."


def _error(error: dict | None, limits: Limits) -> str:
    if not error:
        return ""
    name, value = str(error.get("name", "")), str(error.get("value", ""))
    if name == "KeyboardInterrupt":
        return f"The cell did not end within {limits.cell_seconds:g} seconds and was stopped."
    if name == "MemoryError":
        return (
            f"The cell asked for more memory than there is for one notebook ({limits.memory // 1_000_000:,}"
            " MB beyond the course’s own)."
        )
    return f"The cell stopped with {name}{': ' + value if value else ''}."
