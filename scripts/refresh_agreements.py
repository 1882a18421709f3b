#!/usr/bin/env python3
"""Turn a newer workbook of ICE's participating agencies into the course's new snapshot:

    fedlocal refresh agreements FILE.xlsx --check      say what would change; write nothing
    fedlocal refresh agreements FILE.xlsx              write it, once it is whole and consistent

The present tables stay as they are until the new ones stand complete beside them; then the folders change
places.
"""

import argparse
import datetime
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import codebook  # noqa: E402
from derive import package  # noqa: E402
from derive.agreements.cells import Stop  # noqa: E402
from derive.agreements.notes import describe_anew  # noqa: E402
from derive.agreements.refresh import CHANGED, snapshot  # noqa: E402
from derive.agreements.workbook import Report  # noqa: E402
from derive.common import to_csv  # noqa: E402

DATA = Path(__file__).resolve().parents[1] / "data"
NEEDED = (*CHANGED, "counties")


def sheets_of(path):
    """{name: rows of cells} of an .xlsx workbook. Raises Stop for what cannot be opened as one."""
    try:
        import openpyxl
    except ImportError:
        raise Stop(
            "Reading a workbook needs the package openpyxl, which learners do not. Install it: python -m pip"
            ' install -e ".[update]"'
        ) from None
    if not path.is_file():
        raise Stop(f"There is no file {path}.")
    head = path.read_bytes()[:8]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Stop(
            f"{path.name} is an old or a protected workbook. Open it in a spreadsheet program and save it as"
            " .xlsx without a password."
        )
    if head.lstrip()[:1] == b"<":
        raise Stop(
            f"{path.name} is a web page, not a workbook. Download the workbook itself from ICE's page."
        )
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
        }
    except Exception as reason:  # openpyxl raises many kinds for a damaged file
        raise Stop(
            f"{path.name} cannot be read as an .xlsx workbook ({type(reason).__name__}: {reason}). Is the"
            " download complete?"
        ) from None


def tables_of(folder):
    """The present tables as text, as the deriving code works with them."""
    import pandas as pd

    from fedlocal.ground.tables import table_file

    return {
        name: pd.read_csv(table_file(name, folder=folder), dtype="str", keep_default_na=False)
        for name in NEEDED
    }


def write_beside(new, data, day, filename, before):
    """A whole copy of the data folder with the new tables, sealed and described, beside the present one;
    its path."""
    beside = data.with_name("data.next")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(data, beside)
    path = beside / package.PACKAGE
    described = json.loads(path.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] in new:
            content = to_csv(new[resource["name"]])
            (beside / resource["path"]).write_bytes(content)
            resource.update(bytes=len(content), hash=package.digest(content), rows=len(new[resource["name"]]))
            describe_anew(resource, new, day, filename, before)
    path.write_text(
        json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    (beside / "README.md").write_text(codebook.codebook(described), encoding="utf-8", newline="\n")
    return beside


def exchange(beside, data):
    """Put the new folder in the place of the present one; if that fails half way, the present one is put
    back."""
    aside = data.with_name("data.before")
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(data, aside)
    try:
        os.replace(beside, data)
    except OSError:
        os.replace(aside, data)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def restore(data):
    """After a crash between the two moves: the present folder stands aside; put it back."""
    aside = data.with_name("data.before")
    if not data.exists() and aside.exists():
        os.replace(aside, data)


def outdated(folder):
    """Printed sentences and answers whose figures the new tables no longer give."""
    from fedlocal.ground.tables import load
    from fedlocal.lesson import claims

    def read(name):
        return load(name, folder=folder)

    found = []
    for row in read("claims").dropna(subset=["computed_by"]).itertuples():
        figures = claims.recompute(row.computed_by, read)
        if claims.missing_figures(row.statement, figures):
            found.append(f"claim {row.claim_id}: “{row.statement}” is now {', '.join(figures)}")
    for row in read("questions").dropna(subset=["computed_by"]).itertuples():
        value = float(claims.recompute(row.computed_by, read)[0].replace(",", ""))
        if not row.low <= value <= row.high:
            found.append(f"question {row.question_id}: “{row.prompt}” has {row.low:g}, is now {value:g}")
    return found


def options(words):
    """The command line, read."""
    parser = argparse.ArgumentParser(
        prog="fedlocal refresh agreements", description="Make a newer ICE workbook the course's snapshot."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--as-of",
        type=datetime.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the list's day, when the file name is wrong or silent",
    )
    parser.add_argument("--sheet", help="the sheet to read, when several differ")
    parser.add_argument(
        "--leave-out", action="store_true", help="leave out rows that cannot be read; they are listed"
    )
    parser.add_argument(
        "--any-size", action="store_true", help="accept a list much shorter or longer than the one before"
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    return parser.parse_args(words)


def main(words=None, data=DATA, today=None):
    """Returns 0 when the snapshot is (or, with --check, could be) made, else 1 with the reason."""
    chosen, report = options(words), Report()
    restore(data)
    try:
        old = tables_of(data)
        before = old["agreements_monthly"].snapshot_date.max()
        day, new = snapshot(
            sheets_of(chosen.file),
            chosen.file.name,
            old,
            report,
            today=today or datetime.date.today(),
            given=chosen.as_of,
            wanted=chosen.sheet,
            leave_out=chosen.leave_out,
            any_size=chosen.any_size,
        )
        beside = write_beside(new, data, day, chosen.file.name, before)
        try:
            _validate(beside, new)
            wrong = outdated(beside)
            if not chosen.check:
                exchange(beside, data)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except (Stop, OSError) as problem:
        _say(report)
        print(f"\nStopped, and nothing was changed: {problem}", file=sys.stderr)
        return 1
    _say(report)
    total = int(new["agreement_counts"].set_index("date_text").loc[day.isoformat(), "agreements"])
    print(
        f"\n{'Would be' if chosen.check else 'Now'} the snapshot: ICE's list of {day}, {total:,} agreements"
        f" of {len(new['agreements']):,} agencies (before: {before})."
    )
    if wrong:
        print(
            "\nTo be corrected by hand, because they print figures:",
            *(f"  {sentence}" for sentence in wrong),
            sep="\n",
        )
    if not chosen.check:
        print(
            "\nNext: read what vanished; python scripts/execute_lessons.py; python3 start.py test;"
            " docs/updating.md says what else."
        )
    return 0


def _validate(beside, new):
    """Every new table against its schema, as the course will load it."""
    from fedlocal.ground.tables import DataError, load

    for name in new:
        try:
            load(name, folder=beside)
        except DataError as problem:
            raise Stop(f"A new table breaks its own rules: {problem}") from None


def _say(report):
    print("\n".join(f"- {note}" for note in report.notes))


if __name__ == "__main__":
    sys.exit(main())
