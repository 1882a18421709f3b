"""The frame of a lesson: the card that opens it and the sources that close it, drawn from tables."""

from __future__ import annotations

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import dated
from ..ground.sources import READ, cite
from ..ground.tables import describe, load

HELP = "08"  # the lesson that opens with where help is right now; the last line of every lesson leads there


def card(lesson: str) -> Piece:
    """The card that opens a lesson: question, objectives, minutes, what to do before, the data with their
    dates.

    Raises :class:`LookupError` for a lesson that does not exist.

    >>> card("04")
    Lesson 04: What can a local officer do after an agreement that they could not do before?
    """
    table = load("lessons").set_index("lesson")
    ready = table.index[table["status"] == "available"]
    if lesson not in ready:
        raise LookupError(f"There is no lesson {lesson!r} to open. Ready are: {', '.join(ready)}.")
    row = table.loc[lesson]
    objectives = load("objectives").query("lesson == @lesson")["objective"].tolist()
    data = [
        (name, describe(name)["title"], dated(describe(name)["as_of"])) for name in row["tables"].split(";")
    ]
    html = render(
        "lesson/card.html",
        row=row.to_dict(),
        objectives=objectives,
        data=data,
        problem=places.problem(),
        terms=len(load("glossary")),
    )
    return Piece(html, f"Lesson {lesson}: {row['question']}")


def course_map() -> Piece:
    """The lessons with their questions and minutes, and which of them can be opened now.

    >>> course_map().line.startswith("Map of the course: 10 lessons")
    True
    """
    rows = load("lessons").to_dict("records")
    ready = sum(row["status"] == "available" for row in rows)
    html = render(
        "lesson/card.html", block="map", rows=rows, hours=round(sum(row["minutes"] for row in rows) / 60)
    )
    return Piece(html, f"Map of the course: {len(rows)} lessons, {ready} of them ready")


def sources_of(lesson: str) -> Piece:
    """Every source behind a lesson's statements, answers and tables, each once, with its date and what we
    could check.

    >>> sources_of("04").line.startswith("Sources of lesson 04")
    True
    """
    found = [cite(id_) for id_ in source_ids(lesson)]
    found.sort(key=lambda source: (source.short.lower(), source.id))
    lessons = load("lessons").set_index("lesson")
    tables = [describe(name) for name in lessons.loc[lesson, "tables"].split(";")]
    html = render(
        "lesson/card.html",
        block="sources",
        found=found,
        words=READ,
        tables=tables,
        door=lessons.loc[HELP, "file"],
    )
    return Piece(html, f"Sources of lesson {lesson}: {len(found)} sources, {len(tables)} tables")


def source_ids(lesson: str) -> set[str]:
    """Ids from the claims, questions, both-sides texts and notes of one lesson, and from the tables that it
    shows.

    >>> "usc-8-1357-g" in source_ids("04")
    True
    """
    ids = set(load("claims").query("lesson == @lesson")["source_id"])
    ids |= set(load("questions").loc[lambda t: t["set_id"].str.startswith(lesson), "source_id"].dropna())
    lists = [load("arguments").loc[lambda t: t["argument_id"].str.startswith(lesson), "source_ids"]]
    lists.append(load("content_notes").loc[lambda t: t["lesson"] == lesson, "source_ids"])
    row = load("lessons").set_index("lesson").loc[lesson]
    for name in ";".join(row[["tables", "texts"]].dropna()).split(";"):
        table = _of_lesson(load(name), lesson)
        lists += [table[column].dropna() for column in ("source_id", "source_ids") if column in table]
    for column in lists:
        ids |= {id_ for cell in column for id_ in cell.split(";")}
    return {id_ for id_ in ids if id_}


def _of_lesson(table, lesson: str):
    """The rows that a lesson shows, where the table says which lesson a row is for."""
    if "lessons" in table:
        table = table[table["lessons"].str.split(";").apply(lambda lessons: lesson in lessons)]
    elif "lesson" in table and lesson in set(table["lesson"].dropna()):
        table = table[table["lesson"] == lesson]
    return table[table["printable"]] if "printable" in table else table
