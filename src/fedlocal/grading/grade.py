"""``fedlocal grade``: from what was handed in to scores, feedback, a report and grade books; stopped, it
goes on where it was."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..exercises import tasks
from ..exercises.release import course_dir, sources
from ..ground import places
from ..ground.tables import keyed, rows
from . import pages, sheets, written_answers
from .assemble import Run, Unreadable, assemble, exercise_of, parse
from .gradebook import Line, same_files, with_marks
from .key import Key, key
from .limits import Limits
from .pool import Job, run
from .results import keep, kept, name
from .scores import Result, nothing, result
from .submissions import HandIn, handed_in, version


@dataclass
class Pending:
    """A file with its exercise, on its way to a result."""

    sent: HandIn
    key: Key
    id: str
    run: Run | None = None
    result: Result | None = None
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Summary:
    """What a run did: how many files were graded anew and taken over, the grade books, words for the
    screen."""

    graded: int
    taken_over: int
    books: dict[str, list[Line]]
    said: list[str]


LIMITS = Limits()


def grade(
    where: Path,
    out: Path,
    only: Sequence[str] = (),
    course: Path | None = None,
    workers: int = 0,
    limits: Limits = LIMITS,
    roster: Path | None = None,
    show=None,
    place: str = "",
) -> Summary:
    """Grade everything in ``where`` and write the results to ``out``. ``only`` are numbers or names of
    exercises.

    ``place`` is the county of the class, for copies that name none; without it, what ``FEDLOCAL_PLACE`` or
    place.txt says.

    Raises :class:`LookupError` for what cannot be done at all. What a single file does ends in its own line.
    """
    where, out = Path(where), Path(out)
    if where.resolve() == out.resolve() or where.resolve() in out.resolve().parents:
        raise LookupError(
            f"{out} lies in {where}. Give a folder for the results that is not among the submissions."
        )
    folder = course_dir(course)
    chosen = sources(folder, [name_or_number[:2] for name_or_number in only])
    keys, names = [key(path) for path in chosen], [path.stem for path in sources(folder)]
    roster_rows = sheets.read_roster(roster)
    out.mkdir(parents=True, exist_ok=True)
    county = places.named(place) if place.strip() else places.class_county()
    fips = county.fips if county else ""
    pending, unplaced = sort_out(handed_in(where, names), keys, limits, fips)
    store = out / ".kept"
    for file in pending:
        file.result = file.result or kept(store, file.id)
    taken_over = sum(file.result is not None and file.run is not None for file in pending)
    todo: dict[str, Pending] = {}
    for file in pending:
        if file.result is None:
            todo.setdefault(file.id, file)
    _run(todo, store, workers or os.cpu_count() or 1, limits, show or Progress(len(pending)), fips)
    for file in pending:  # the same bytes handed in twice are run once
        file.result = file.result or todo[file.id].result
    books: dict[str, list[Line]] = {}
    messages = [f"County of the class, for copies that name none: {county.name}."] if county else []
    for each in keys:
        mine = [file for file in pending if file.key is each]
        if mine:
            books[each.name] = write_book(each, mine, unplaced, out, roster_rows, messages)
    return Summary(
        len(todo),
        taken_over,
        books,
        messages + [f"Not graded, as it belongs to no learner's exercise: {problem}" for problem in unplaced],
    )


def sort_out(
    sent: list[HandIn], keys: list[Key], limits: Limits, place: str = ""
) -> tuple[list[Pending], list[str]]:
    """Each file with its exercise: one for each learner and exercise. Returns what is none, too, in words."""
    found: dict[tuple[str, str], list[Pending]] = {}
    others: list[tuple[HandIn, str]] = []
    for hand_in in sent:
        try:
            if hand_in.problem:
                raise Unreadable(hand_in.problem)
            notebook, remarks = parse(hand_in.data)
            each = exercise_of(notebook, keys, hand_in.path)
            if each is None:
                raise Unreadable("The notebook is none of the exercises that are graded here.")
            pending = Pending(
                hand_in,
                each,
                name(hand_in.data, each, limits, place),
                assemble(each, notebook),
                remarks=remarks,
            )
            found.setdefault((hand_in.learner, each.name), []).append(pending)
        except Unreadable as problem:
            others.append((hand_in, str(problem)))
        except RecursionError:
            others.append((hand_in, "The notebook is nested too deeply to be read."))
    best = []
    for group in found.values():
        group.sort(key=lambda file: (version(file.sent.path), file.sent.changed, file.sent.path))
        if len(group) > 1:
            group[-1].remarks.append(
                f"{len(group)} files were handed in. The latest counts: {group[-1].sent.path}."
            )
        best.append(group[-1])
    unplaced = []
    for hand_in, reason in others:
        each = next((each for each in keys if each.name in hand_in.path), keys[0] if len(keys) == 1 else None)
        if each is None or not hand_in.path.rpartition("/")[2].strip():
            unplaced.append(f"{hand_in.path}: {reason}")
        elif (hand_in.learner, each.name) in found:
            continue  # there is a file that could be graded
        elif not any(line.sent.learner == hand_in.learner and line.key is each for line in best):
            best.append(Pending(hand_in, each, "", result=nothing(each, reason)))
    return sorted(best, key=lambda file: (file.key.name, file.sent.learner.casefold())), unplaced


def _run(todo: dict[str, Pending], store: Path, workers: int, limits: Limits, show, place: str) -> None:
    jobs = [Job(id_, list(_assembled(file).cells), [], place) for id_, file in todo.items()]
    show.start(len(jobs))

    def finished(job: Job) -> None:
        file = todo[job.name]
        file.result = result(file.key, _assembled(file), job, limits, [])
        keep(store, job.name, file.result)
        show.one(f"{file.sent.learner}, {file.key.name}")

    if jobs:
        questions = sorted({cell.question for file in todo.values() for cell in file.key.graded})
        run(jobs, workers, questions, limits, finished)
    show.end()


def _assembled(file: Pending) -> Run:
    assert file.run is not None, "sort_out gives each file its cells to run, or a result"
    return file.run


def _line(file: Pending) -> Line:
    assert file.result is not None, "grade() has a result for each file before a book is written"
    sent = file.sent
    return Line(sent.learner, sent.path, file.result, sent.lms, sent.lms_id, tuple(file.remarks))


def write_book(
    each: Key, pending: list[Pending], unplaced: list[str], out: Path, roster: list[dict], messages: list[str]
) -> list[Line]:
    """Everything that is written for one exercise; returns its grade book."""
    about, number = about_of(each), each.number
    lines = [_line(file) for file in pending]
    marks_file = out / f"written-{number}.csv"
    wanted = written_answers.rows(lines, rows("exercise_rubrics"))
    marks, comments, warnings = written_answers.merge(marks_file, wanted, written_answers.read(marks_file))
    if wanted:
        pages.write(out / f"marking-{number}.html", pages.marking(wanted, about, marks_file.name))
    lines = [with_marks(line, marks.get(line.learner, {}), comments.get(line.learner, {})) for line in lines]
    messages += warnings
    for name_, (head, cells) in {
        "scores": sheets.scores(lines),
        "canvas": sheets.canvas(lines, f"Exercise {number}: {about.title}", roster),
        "moodle": sheets.moodle(lines),
    }.items():
        sheets.write(out / f"{name_}-{number}.csv", head, cells)
    for line in lines:
        pages.write(
            out / "feedback" / number / f"{file_name(line.learner)}.html", pages.feedback(line, about)
        )
    hashes = {file.sent.learner: hashlib.sha256(file.sent.data).hexdigest() for file in pending}
    protections = sorted({protection for line in lines for protection in line.result.held})
    pages.write(
        out / f"report-{number}.html",
        pages.report(lines, about, same_files(lines, hashes), unplaced, protections),
    )
    return lines


def about_of(each: Key) -> pages.About:
    """What the tables say of an exercise; for one that is not in the tables, what its notebook says."""
    titles = {
        row["question_id"]: row["title"]
        for row in rows("exercise_questions")
        if row["exercise"] == each.number
    } or {cell.question: cell.grade_id for cell in each.graded}
    lessons = {row["lesson"]: row["title"] for row in rows("lessons")}
    rubrics = {
        cell.question: tasks.rubric(rows("exercise_rubrics"), cell.question)
        for cell in each.graded
        if cell.solution
    }
    return pages.About(
        each.number,
        lessons.get(each.number, each.name),
        each.name,
        titles,
        keyed("misconceptions", "misconception_id"),
        rubrics,
    )


def file_name(learner: str) -> str:
    """A learner's name as the name of a file; distinct names stay distinct.

    >>> file_name("anna"), file_name("../x")
    ('anna', 'x-d6b96a')
    """
    plain = re.sub(r"[^\w-]+", "-", learner).strip("-_")[:60]
    return (
        plain
        if plain == learner
        else f"{plain or 'learner'}-{hashlib.sha256(learner.encode()).hexdigest()[:6]}"
    )


class Progress:
    """A bar on the screen; where there is none, a line now and then."""

    def __init__(self, total: int) -> None:
        self.files, self.total, self.done = total, 0, 0
        self.live = sys.stderr.isatty()

    def start(self, total: int) -> None:
        self.total = total
        print(f"{self.files} files, {total} to run.", file=sys.stderr)

    def one(self, what: str) -> None:
        self.done += 1
        if self.live:
            full = round(30 * self.done / self.total)
            print(
                f"\r[{'█' * full}{'·' * (30 - full)}] {self.done}/{self.total} {what[:40]:<40}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        elif self.done == self.total or self.done % max(self.total // 10, 1) == 0:
            print(f"{self.done} of {self.total}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.live and self.total:
            print(file=sys.stderr)


def with_limits(cell_seconds: float, seconds: int, memory: int) -> Limits:
    """Limits from the command line, memory in megabytes."""
    return replace(Limits(), cell_seconds=cell_seconds, seconds=seconds, memory=memory * 1_000_000)
