"""ICE's workbook of participating agencies, read with open eyes: what is wrong with it is mended and told, or
stops the run.

Works on sheets as lists of rows of cells, so that every defect can be tried without a file.
"""

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field

from derive.agreements.cells import Stop, tidy

COLUMNS = {  # ours -> headings that mean it, today's first
    "state": ("STATE",),
    "agency": ("LAW ENFORCEMENT AGENCY", "LEA", "AGENCY"),
    "county": ("COUNTY",),
    "model": ("SUPPORT TYPE", "MODEL", "PROGRAM MODEL"),
    "signed": ("SIGNED", "DATE SIGNED", "DATES SIGNED", "SIGNED DATE"),
}
NOT_NEEDED = {"TYPE", "MOA", "ADDENDUM", "EXTRACTED LINK", "LINK"}
FIRST_ROWS = 25  # a title may stand above the headings, but not a chapter


@dataclass
class Report:
    """What was found and mended on the way (``notes``), in the order of reading."""

    notes: list = field(default_factory=list)

    def note(self, text, examples=()):
        listed = "; ".join(str(example) for example in list(examples)[:6])
        more = f"; and {len(examples) - 6} more" if len(examples) > 6 else ""
        self.notes.append(f"{text}: {listed}{more}" if listed else text)


def roster(sheets, report, wanted=None):
    """The rows of the one list of agreements in a workbook: dicts of our columns, with ``row``, its number in
    the sheet.

    ``sheets`` maps names to rows of cells. Sheets without a list (charts, pending agencies) are set aside;
    two with the same rows count once; two that differ stop the run unless ``wanted`` names one.
    """
    if wanted is not None and wanted not in sheets:
        raise Stop(f"There is no sheet {wanted!r}. The workbook has: {', '.join(sheets)}.")
    found, reports = {}, {}
    for name, cells in sheets.items():
        if wanted is not None and name != wanted:
            continue
        if "pending" in name.lower() and wanted is None:
            report.note(f"Sheet {name!r} set aside: pending agencies have no agreement yet")
            continue
        try:
            found[name] = _rows(cells, name, reports.setdefault(name, Report()))
        except Stop as problem:
            reports[name] = problem
    if not found:
        reasons = [str(problem) for problem in reports.values() if isinstance(problem, Stop)]
        raise Stop(
            reasons[0] if len(reasons) == 1 else "No sheet holds a list of agreements. " + " ".join(reasons)
        )
    for name, problem in reports.items():
        if isinstance(problem, Stop):
            report.note(f"Sheet {name!r} set aside: it holds no list of agreements")
    first, *others = found
    same = [name for name in others if _content(found[name]) == _content(found[first])]
    if len(same) < len(others):
        sizes = ", ".join(f"{name!r} with {len(rows):,} rows" for name, rows in found.items())
        raise Stop(f"Several sheets hold lists that differ: {sizes}. Say which one is meant: --sheet NAME.")
    if same:
        report.note(
            f"The list stands in the workbook {len(found)} times; sheet {first!r} was read, and left aside",
            same,
        )
    report.notes += reports[first].notes
    return found[first]


def _content(rows):
    return Counter(tuple(row[name] for name in COLUMNS) for row in rows)


def _rows(cells, name, report):
    start, places = _headings(cells, name, report)
    rows, repeats, totals = [], [], []
    for number, line in enumerate(cells[start + 1 :], start + 2):
        raw = {ours: line[place] if place < len(line) else None for ours, place in places.items()}
        row = {ours: tidy(cell) for ours, cell in raw.items()}
        row.update(row=number, signed_raw=raw["signed"])
        if not any(tidy(cell) for cell in line):
            continue
        if _column(row["agency"]) == "agency" or (
            _column(row["state"]) == "state" and _column(row["model"]) == "model"
        ):
            repeats.append(number)
        elif not (row["agency"] and row["model"]) and re.match(
            r"(grand )?total\b|[\d,]+$|updated|as of|source", " ".join(filter(None, map(tidy, line))), re.I
        ):
            totals.append(number)
        else:
            rows.append(row)
    if repeats:
        report.note(f"Heading rows in the middle of sheet {name!r}, not counted as agreements: rows", repeats)
    if totals:
        report.note(f"Sums and remarks in sheet {name!r}, not counted as agreements: rows", totals)
    if not rows:
        raise Stop(f"Sheet {name!r} has headings but no rows.")
    return rows


def _column(heading):
    text = tidy(heading).upper()
    return next((ours for ours, theirs in COLUMNS.items() if text in theirs), None)


def _headings(cells, name, report):
    """Position of the row of headings, and our columns' positions in it."""
    best = (-1, {}, [])
    for number, line in enumerate(cells[:FIRST_ROWS]):
        places = {}
        for place, cell in enumerate(line):
            ours = _column(cell)
            if ours and ours not in places:
                places[ours] = place
        if len(places) > len(best[1]):
            best = (number, places, [tidy(cell) for cell in line])
    number, places, headings = best
    needed = [ours for ours in COLUMNS if ours != "county"]
    absent = [COLUMNS[ours][0] for ours in needed if ours not in places]
    if absent:
        have = ", ".join(filter(None, headings)) or "none of ours"
        near = [
            f"{heading!r} may be {close[0]}"
            for heading in headings
            if heading and (close := difflib.get_close_matches(heading.upper(), absent, n=1, cutoff=0.6))
        ]
        mend = (
            "Is it a list of agreements? If ICE renamed a column, add the new heading to COLUMNS in"
            " scripts/derive/workbook.py."
        )
        raise Stop(
            f"Sheet {name!r} lacks the column{'s' if len(absent) > 1 else ''} {', '.join(absent)}. Its"
            f" headings: {have}. {'; '.join(near) + '. ' if near else ''}{mend}"
        )
    if "county" not in places:
        report.note(f"Sheet {name!r} has no column COUNTY: counties come from names and places only")
        places["county"] = 10**6
    unknown = [
        h
        for place, h in enumerate(headings)
        if h and place not in places.values() and h.upper() not in NOT_NEEDED
    ]
    if unknown:
        report.note("Columns that we do not know, left aside", unknown)
    doubled = [h for h, n in Counter(h.upper() for h in headings if h).items() if n > 1]
    if doubled:
        report.note("Columns that occur twice; the first was read", doubled)
    if number:
        report.note(f"Lines above the headings of sheet {name!r}, left aside", [number])
    return number, places
