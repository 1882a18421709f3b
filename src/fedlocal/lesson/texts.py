"""Texts that a lesson shows from tables: a statute in plain words, a history, what was measured, both
sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..evidence.by_model import stands_behind
from ..ground.formats import dated
from ..ground.places import home_state
from ..ground.prose import paragraphs
from ..ground.sources import citations, cite
from ..ground.tables import describe, keyed, rows
from ..pathway.bond_rulings import division, sentence
from ..states.developments import STATUSES, note_for_readers


def statute(name: str) -> Piece:
    """A statute part by part in plain words, each part with its pinpoint.

    Raises :class:`LookupError` for a statute that the table does not hold.

    >>> statute("1357-g")
    Statute 1357-g: 10 parts in plain words
    """
    entries = [_cited(row) for row in _rows("statute_parts", "statute", name)]
    return Piece(
        render("lesson/statute.html", shown=entries, source=entries[0]["source"]),
        f"Statute {name}: {len(entries)} parts in plain words",
    )


LANDMARKS = {
    "federalism": "Who may tell whom: four rulings",
    "1373": "How courts have read the section",
    "local-arrests": "Local arrests for a civil violation alone: three appeals courts",
}


def landmarks(group: str) -> Piece:
    """Rulings that mark a line: what was asked, what the court held, where the ruling stops.

    ``group`` is ``"federalism"``, ``"1373"`` or ``"local-arrests"``. Raises :class:`LookupError` for another
    one.

    >>> landmarks("federalism")
    Landmarks: Printz v. United States (1997); Arizona v. United States (2012); Murphy v. NCAA (2018); City of
    El Cenizo v. Texas (2018)
    """
    entries = [_cited(row) for row in _by_position(_rows("landmarks", "landmarks", group))]
    names = "; ".join(f"{row['name']} ({row['year']})" for row in entries)
    return Piece(
        render("lesson/landmarks.html", title=LANDMARKS[group], shown=entries), f"Landmarks: {names}"
    )


def quoted(lesson: str) -> Piece:
    """The law in its own words: the short quotations that a lesson rests on, folded.

    Each has its place in the source, and a sentence on why it matters.
    Raises :class:`LookupError` for a lesson that has none. Source: the table ``quotations``.

    >>> quoted("02")
    Quotations for lesson 02: 10
    """
    entries = [_cited(row) for row in _by_position(_rows("quotations", "lesson", lesson))]
    return Piece(
        render("lesson/quotations.html", shown=entries), f"Quotations for lesson {lesson}: {len(entries)}"
    )


def sides(argument: str) -> Piece:
    """Both sides of a contested question, each as its own advocates put it, at equal length and size, with
    the hardest question for each.

    Who speaks first changes from pair to pair. Raises :class:`LookupError` for a question that does not
    exist.

    >>> sides("05-level").line
    'Should one rule for the whole state replace local choice? The case for one rule, 95 words; The case for
    local choice, 95 words'
    """
    entries = [
        {
            **row,
            "paragraphs": paragraphs(row["text"]),
            "sources": [cite(id_) for id_ in row["source_ids"].split(";")],
        }
        for row in _by_position(_rows("arguments", "argument_id", argument))
    ]
    question = entries[0]["question"]
    lengths = "; ".join(f"{side['label']}, {len(side['text'].split())} words" for side in entries)
    return Piece(render("lesson/sides.html", question=question, shown=entries), f"{question} {lengths}")


def timeline() -> Piece:
    """The history of section 287(g), one line an event, each with its source.

    >>> timeline().line.startswith("Timeline")
    True
    """
    entries = [
        {
            "when": dated(row["date"]),
            "event": row["event"],
            "actor": row["actor"],
            "source": cite(row["source_id"], row["pinpoint"]),
        }
        for row in sorted(rows("program_timeline"), key=lambda row: row["date"])
    ]
    return Piece(
        render("lesson/timeline.html", shown=entries),
        f"Timeline: {len(entries)} events, {entries[0]['when']} to {entries[-1]['when']}",
    )


def developments(lesson: str, *topics: str) -> Piece:
    """What may change, for one lesson (and only these topics, if any are named): newest first, with status
    and as-of date.

    Rows that are not fit to print (a lead, a low-authority report) are left out.

    >>> developments("04", "money").line.startswith("Developments for lesson 04")
    True
    """
    found = [
        row
        for row in rows("developments")
        if lesson in row["lessons"].split(";") and row["printable"] and (not topics or row["topic"] in topics)
    ]
    if not found:
        known = ", ".join(sorted({row["topic"] for row in rows("developments")}))
        raise LookupError(f"No development for lesson {lesson!r} has a topic in {topics}. Topics: {known}.")
    entries = [_with_note(row) for row in sorted(found, key=lambda row: row["date"], reverse=True)]
    return Piece(
        render("lesson/developments.html", shown=entries),
        f"Developments for lesson {lesson}: {len(entries)}, newest {entries[0]['date']}",
    )


def worksite() -> Piece:
    """What officers need at a workplace for each thing they may want to do there, with the law behind it.

    >>> worksite()
    At a workplace: 9 things that officers may want to do, and what each needs
    """
    entries = [
        {**row, "sources": citations(row["source_ids"], row["pinpoints"])}
        for row in _by_position(rows("worksite_limits"))
    ]
    return Piece(
        render("lesson/worksite.html", rows=entries),
        f"At a workplace: {len(entries)} things that officers may want to do, and what each needs",
    )


def bond_rulings() -> Piece:
    """What each court of appeals has ruled on bond for people who entered without inspection, and the count.

    >>> bond_rulings()
    Rulings on bond: 9 courts of appeals let people ask a judge, 2 do not
    """
    rulings = rows("bond_rulings")
    can, cannot = division(rulings)
    entries = []
    for row in rulings:
        ruling = f"{row['name']}, {row['citation']} ({dated(str(row['decided']))})"
        also = " ".join(filter(None, ["Also on due process." if row["due_process"] else "", row["next"]]))
        entries.append(
            [f"{row['circuit']} Circuit", ruling, "yes" if row["bond"] else "no", row["panel"], also]
        )
    as_of = dated(describe("bond_rulings")["as_of"])
    html = render(
        "lesson/bond_rulings.html",
        sentence=sentence(rulings),
        rows=entries,
        source=cite("data-bond-split-2026"),
        as_of=as_of,
    )
    line = f"{len(can)} courts of appeals let people ask a judge, {len(cannot)} do not"
    return Piece(html, f"Rulings on bond: {line}")


def words(*terms: str) -> Piece:
    """Plain meanings of these terms, by their ids in the glossary.

    Raises :class:`LookupError` for a term that the glossary does not hold.

    >>> words("detainer", "removal")
    Words: detainer (immigration), removal
    """
    entries = [_rows("glossary", "term_id", term)[0] for term in terms]
    return Piece(
        render("lesson/words.html", shown=entries),
        f"Words: {', '.join(row['term'].lower() for row in entries)}",
    )


FINDINGS_ON = {"04": "287(g) agreements", "05": "limits on cooperation and on what rates can show"}


def findings(lesson: str) -> Piece:
    """What has been measured: each finding with how it was found, who stands behind it and where it stops.

    >>> findings("04")
    Findings: 6, each with its design and its limits
    """
    disclosures = rows("disclosures")
    entries = [
        {**_cited(row), "behind": stands_behind(disclosures, row["source_id"])}
        for row in _rows("findings", "lesson", lesson)
    ]
    return Piece(
        render(
            "lesson/findings.html",
            shown=entries,
            topic=FINDINGS_ON.get(lesson, "the questions of this lesson"),
        ),
        f"Findings: {len(entries)}, each with its design and its limits",
    )


def _rows(table: str, column: str, value: str) -> list[Mapping]:
    """The rows of a table with this value; an error that names the values there are."""
    found = [row for row in rows(table) if row[column] == value]
    if not found:
        known = ", ".join(sorted({row[column] for row in rows(table)}))
        raise LookupError(f"The table {table} has no {column} {value!r}. It has: {known}.")
    return found


def _by_position(table: Iterable[Mapping]) -> list[Mapping]:
    return sorted(table, key=lambda row: row["position"])


def _cited(row: Mapping) -> dict:
    """A row with its source."""
    return {**row, "source": cite(row["source_id"], row["pinpoint"])}


def _with_note(row: Mapping) -> dict:
    """A row of ``developments`` with its source, and what limits or follows its status."""
    return {**_cited(row), "note": note_for_readers(row["status_note"])}


def place_cases() -> Piece:
    """Ten states and cities: what the rule is today (rows of ``developments``), and what popular accounts
    leave out.

    >>> place_cases().line.startswith("Places: New York State; New York City")
    True
    """
    moving = keyed("developments", "id")
    entries = []
    for row in _by_position(rows("place_cases")):
        today = [_with_note(moving[id_]) for id_ in row["development_ids"].split(";")]
        entries.append({**row, "today": today, "sources": citations(row["source_ids"], row["pinpoints"])})
    names = "; ".join(row["place"] for row in entries)
    return Piece(
        render("lesson/place_cases.html", shown=entries, home=home_state(""), statuses=STATUSES),
        f"Places: {names}",
    )
