"""Texts that a lesson shows from tables: a statute in plain words, a history, what was measured, both sides."""

from __future__ import annotations

from .look import dated, render
from .pieces import Piece
from .sources import cite
from .tables import load


def statute(name: str) -> Piece:
    """A statute part by part in plain words, each part with its pinpoint.

    Raises :class:`LookupError` for a statute that the table does not hold.

    >>> statute("1357-g")
    Statute 1357-g: 10 parts in plain words
    """
    rows = _rows("statute_parts", "statute", name)
    shown = [{**row, "source": cite(row["source_id"], row["pinpoint"])} for row in rows]
    return Piece(render("statute.html", shown=shown, source=shown[0]["source"]), f"Statute {name}: {len(shown)} parts in plain words")


def sides(argument: str) -> Piece:
    """Both sides of a contested question, each as its own advocates put it, at equal length and size.

    Raises :class:`LookupError` for a question that does not exist.

    >>> sides("04-sign").line
    'Should a county sign an agreement? The case for signing, 143 words; The case for declining, 139 words'
    """
    rows = _rows("arguments", "argument_id", argument)
    shown = [{**row, "sources": [cite(id_) for id_ in row["source_ids"].split(";")]} for row in rows]
    question = shown[0]["question"]
    lengths = "; ".join(f"{side['label']}, {len(side['text'].split())} words" for side in shown)
    return Piece(render("sides.html", question=question, shown=shown), f"{question} {lengths}")


def timeline() -> Piece:
    """The history of section 287(g), one line an event, each with its source.

    >>> timeline().line.startswith("Timeline")
    True
    """
    rows = load("program_timeline").fillna("").sort_values("date", kind="stable")
    shown = [
        {"when": dated(row["date"]), "event": row["event"], "actor": row["actor"], "source": cite(row["source_id"], row["pinpoint"])}
        for row in rows.to_dict("records")
    ]
    return Piece(render("timeline.html", shown=shown), f"Timeline: {len(shown)} events, {shown[0]['when']} to {shown[-1]['when']}")


def recent(lesson: str) -> Piece:
    """What has changed lately in the matter of a lesson: each change with its date, who decided it and how far it was checked.

    Raises :class:`LookupError` for a lesson without any.

    >>> recent("01").line.startswith("Recent changes: 4")
    True
    """
    table = load("developments")
    rows = table[table["printable"] & table["lessons"].str.split(";").map(lambda lessons: lesson in lessons)]
    if rows.empty:
        raise LookupError(f"The table developments has nothing for lesson {lesson!r}.")
    shown = [{**row, "source": cite(row["source_id"])} for row in rows.fillna("").sort_values("date", kind="stable").to_dict("records")]
    line = f"Recent changes: {len(shown)}, as of {dated(min(row['as_of'] for row in shown))} to {dated(max(row['as_of'] for row in shown))}"
    return Piece(render("recent.html", shown=shown), line)


def findings(lesson: str) -> Piece:
    """What has been measured: each finding with how it was found and where it stops.

    >>> findings("04")
    Findings: 6, each with its design and its limits
    """
    shown = [{**row, "source": cite(row["source_id"], row["pinpoint"])} for row in _rows("findings", "lesson", lesson)]
    return Piece(render("findings.html", shown=shown), f"Findings: {len(shown)}, each with its design and its limits")


def _rows(table: str, column: str, value: str) -> list[dict]:
    """The rows of a table with this value, as dictionaries; an error that names the values there are."""
    frame = load(table)
    found = frame[frame[column] == value]
    if found.empty:
        raise LookupError(f"The table {table} has no {column} {value!r}. It has: {', '.join(sorted(frame[column].unique()))}.")
    return found.astype(object).where(found.notna(), "").to_dict("records")
