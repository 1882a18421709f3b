"""``fedlocal``: the small commands for those who keep the course."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from .exercises import handout, release
from .grading.limits import Limits
from .ground import places, prose, stale
from .ground.datapackage import package_of
from .ground.tables import DataError, data_dir, load, rows, seal, tables
from .lesson.card import source_ids

MEGABYTE = 1_000_000
FILES = {"moodle": "questions.xml", "canvas": "questions.zip", "csv": "questions.csv"}
PAGES = (  # made from the tables, state_pages first: it makes a table that others describe
    "state_pages.py",
    "codebook.py",
    "objectives_map.py",
    "coverage_map.py",
    "glossary_page.py",
    "fairness_page.py",
)


def parser() -> argparse.ArgumentParser:
    """The command line, for :func:`main` and for the test that the documents name only commands that
    exist."""
    line = argparse.ArgumentParser(
        prog="fedlocal", description="Keep the tables and the lessons of the course."
    )
    commands = line.add_subparsers(dest="command", required=True)
    tables_parser = commands.add_parser("tables", help="list the tables")
    tables_parser.set_defaults(run=_tables)
    seal_parser = commands.add_parser(
        "seal", help="after a deliberate edit: check tables and record their new hash"
    )
    seal_parser.set_defaults(run=_seal)
    seal_parser.add_argument("names", nargs="+", metavar="NAME")
    claims_parser = commands.add_parser(
        "claims", help="list the sentences of a lesson that still need a source"
    )
    claims_parser.set_defaults(run=_claims)
    claims_parser.add_argument("notebook", type=Path)
    stale_parser = commands.add_parser("stale", help="list what is due for a re-check")
    stale_parser.set_defaults(run=_stale)
    stale_parser.add_argument(
        "--on", type=_day, default=date.today(), metavar="YYYY-MM-DD", help="as of this day (today)"
    )
    stale_parser.add_argument(
        "--strict", action="store_true", help="leave with status 1 when something is due"
    )
    refresh_parser = commands.add_parser(
        "refresh", help="make a newer list from its publisher the course's snapshot"
    )
    refresh_parser.set_defaults(run=_refresh)
    refresh_parser.add_argument(
        "what", choices=["agreements"], help="agreements: ICE's workbook of participating agencies (.xlsx)"
    )
    refresh_parser.add_argument("file", metavar="FILE.xlsx")
    refresh_parser.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the list's day, when the file name is wrong or silent",
    )
    refresh_parser.add_argument("--sheet", help="the sheet to read, when several differ")
    for flag, words in (
        ("--leave-out", "leave out rows that cannot be read; they are listed"),
        ("--any-size", "accept a list much shorter or longer than the one before"),
        ("--check", "write nothing"),
    ):
        refresh_parser.add_argument(flag, action="store_true", help=words)
    release_parser = commands.add_parser(
        "release", help="make the learners' copies of the exercises, with nbgrader's generator"
    )
    release_parser.set_defaults(run=_release)
    release_parser.add_argument(
        "exercises", nargs="*", metavar="NN", help="numbers of exercises; all without"
    )
    release_parser.add_argument(
        "--course",
        type=Path,
        metavar="FOLDER",
        help="the folder with source, release and nbgrader_config.py (exercises)",
    )
    release_parser.add_argument(
        "--check", action="store_true", help="write nothing; leave with status 1 when a copy is not current"
    )
    hand_out_parser = commands.add_parser(
        "hand-out", help="copies of the exercises for a class, each with its learner's place"
    )
    hand_out_parser.set_defaults(run=_hand_out)
    hand_out_parser.add_argument(
        "list", type=Path, metavar="LIST.csv", help="columns learner,place; a blank place is drawn"
    )
    hand_out_parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where the copies and places.csv go"
    )
    hand_out_parser.add_argument(
        "exercises", nargs="*", metavar="NN", help="numbers of exercises; all without"
    )
    hand_out_parser.add_argument(
        "--course",
        type=Path,
        metavar="COURSE",
        help="the folder with release and nbgrader_config.py (exercises)",
    )
    export_parser = commands.add_parser(
        "export-questions", help="write questions for Moodle, Canvas or a spreadsheet"
    )
    export_parser.set_defaults(run=_export_questions)
    export_parser.add_argument("--to", required=True, choices=sorted(FILES), help="the form of the file")
    for flag, words in (("--lesson", "lesson"), ("--exercise", "exercise")):
        export_parser.add_argument(
            flag,
            action="append",
            default=[],
            metavar="NN",
            help=f"number of one {words}; may be repeated; all lessons and exercises without either",
        )
    export_parser.add_argument(
        "--place",
        default="",
        metavar="COUNTY",
        help='the county that exercises ask about, such as "Harris County, TX"; without, those are left out',
    )
    export_parser.add_argument(
        "--out", type=Path, metavar="FILE", help=f"the file ({', '.join(FILES.values())})"
    )
    grade_parser = commands.add_parser(
        "grade", help="grade a class: scores, feedback pages, a class report and grade books"
    )
    grade_parser.set_defaults(run=_grade)
    grade_parser.add_argument(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help="a folder of notebooks, or the zip of a learning platform",
    )
    grade_parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="where the results go; the same again to go on or to merge marks",
    )
    grade_parser.add_argument(
        "--exercise",
        action="append",
        default=[],
        metavar="NAME",
        help="number or name of an exercise; all without; may be repeated",
    )
    grade_parser.add_argument(
        "--course",
        type=Path,
        metavar="FOLDER",
        help="the folder with source and nbgrader_config.py (exercises)",
    )
    grade_parser.add_argument(
        "--roster", type=Path, metavar="CSV", help="a grade book exported by Canvas, for names and numbers"
    )
    grade_parser.add_argument(
        "--place",
        default="",
        metavar="COUNTY",
        help=(
            'the county of the class, such as "Harris County, TX", for copies that name none (what'
            " FEDLOCAL_PLACE or place.txt says)"
        ),
    )
    grade_parser.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes at a time (one for each core)"
    )
    grade_parser.add_argument(
        "--cell-seconds",
        type=float,
        default=Limits.cell_seconds,
        metavar="S",
        help=f"longest time for one cell ({Limits.cell_seconds:g})",
    )
    grade_parser.add_argument(
        "--seconds",
        type=int,
        default=Limits.seconds,
        metavar="S",
        help=f"longest time for one notebook ({Limits.seconds})",
    )
    grade_parser.add_argument(
        "--memory",
        type=int,
        default=Limits.memory // MEGABYTE,
        metavar="MB",
        help=f"memory for one notebook beyond the course's own ({Limits.memory // MEGABYTE})",
    )
    return line


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status (0 done, 1 something to mend)."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except (DataError, LookupError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1


def _tables(_options) -> int:
    print(tables()[["name", "rows", "as_of", "publisher"]].to_string(index=False))
    return 0


def _seal(options) -> int:
    for name in options.names:
        seal(name)
        print(f"{name}: checked and sealed")
    for script in PAGES:
        path = data_dir().parent / "scripts" / script
        if path.is_file():  # in a checkout; a wheel has neither the scripts nor the pages
            subprocess.run([sys.executable, str(path)], check=True)
    return 0


def _refresh(options) -> int:
    script = data_dir().parent / "scripts" / f"refresh_{options.what}.py"
    if not script.is_file():  # a wheel has the tables, not what made them
        raise LookupError(
            "A new snapshot is made in a copy of the course's repository: the installed package has not the"
            " tables of corrections."
        )
    words = [
        options.file,
        *(["--as-of", str(options.as_of)] if options.as_of else []),
        *(["--sheet", options.sheet] if options.sheet else []),
    ]
    words += [
        flag
        for flag in ("--leave-out", "--any-size", "--check")
        if getattr(options, flag[2:].replace("-", "_"))
    ]
    return subprocess.run([sys.executable, str(script), *words]).returncode


def _claims(options) -> int:
    notebook = json.loads(options.notebook.read_text(encoding="utf-8"))
    known = set(load("claims")["statement"])
    text = "\n\n".join(
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    )
    open_ = [
        sentence
        for sentence in prose.sentences(text)
        if prose.needs_claim(sentence) and sentence not in known
    ]
    print("\n".join(open_) or "Every statement is in the table claims.")
    return 1 if open_ else 0


def _release(options) -> int:
    differed = release.release(release.course_dir(options.course), options.exercises, options.check)
    print(
        "\n".join(f"{name}: {'is not current' if options.check else 'written'}" for name in differed)
        or "All copies are current."
    )
    return 1 if options.check and differed else 0


def _hand_out(options) -> int:
    course = release.course_dir(options.course)
    rows = handout.read_list(options.list)
    names = [path.stem for path in release.sources(course, options.exercises)]
    copies = {
        name: (course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8") for name in names
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    written = handout.hand_out(copies, rows, options.folder)
    print(
        f"{len(written)} copies written for {len(rows)} learners; their places stand in"
        f" {options.folder / 'places.csv'}. Copies that were there are left alone."
    )
    return 0


def _export_questions(options) -> int:
    from .exporting import canvas, collection, moodle, sheet

    place = places.named(options.place) if options.place.strip() else None
    found = collection.collect(options.lesson, options.exercise, place)
    writers = {"moodle": moodle.write, "canvas": canvas.write, "csv": sheet.write}
    path = options.out or Path(FILES[options.to])
    path.write_bytes(writers[options.to](found.sets))
    print(f"{path}: {found.summary()}")
    return 0


def _grade(options) -> int:
    from .grading import grade

    limits = grade.with_limits(options.cell_seconds, options.seconds, options.memory)
    try:
        done = grade.grade(
            options.submissions,
            options.out,
            options.exercise,
            options.course,
            options.workers,
            limits,
            options.roster,
            place=options.place,
        )
    except KeyboardInterrupt:
        print(
            f"\nStopped. What was graded is kept in {options.out}; the same command goes on from there.",
            file=sys.stderr,
        )
        return 130
    for name, lines in done.books.items():
        bad = sum(bool(line.result.problem) for line in lines)
        print(
            f"{name}: {len(lines)} learners, {bad} not graded, {sum(bool(line.waits) for line in lines)} with"
            f" written answers to mark. Open {options.out / f'report-{name[:2]}.html'}"
        )
    print(f"{done.graded} graded now, {done.taken_over} unchanged since the last time.", *done.said, sep="\n")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2027-01-31") from None


def _stale(options) -> int:
    found = stale.everything_due(
        options.on,
        used=_used(),
        tables=package_of(data_dir())["resources"],
        **{name: rows(name) for name in ("developments", "claims", "sources", "rechecks")},
    )
    for kind, due in found.items():
        print(f"{kind.capitalize()}: {len(due)}", *(f"  {entry}" for entry in due), sep="\n")
    total, waits = sum(map(len, found.values())), stale.waiting(rows("rechecks"), options.on)
    print(
        f"Looked for and not found in a newer text: {len(waits)}",
        *(f"  {entry}" for entry in waits),
        sep="\n",
    )
    print(f"Due for a re-check on {options.on}: {total}. What to do with each: docs/updating.md")
    return 1 if options.strict and total else 0


def _used() -> dict[str, list[str]]:
    """Source id -> the lessons that rest on it."""
    used: dict[str, list[str]] = {}
    for lesson in load("lessons").query("status == 'available'")["lesson"]:
        for id_ in source_ids(lesson):
            used.setdefault(id_, []).append(lesson)
    return used
