"""The frame of a lesson: the card that opens it and the sources that close it, drawn from tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import dated
from ..ground.sources import READ, cite
from ..ground.tables import describe, keyed, rows
from .beliefs import brought

HELP = "08"  # the lesson that opens with where help is right now; the last line of every lesson leads there


def card(lesson: str) -> Piece:
    """The card that opens a lesson: question, objectives, minutes, what to do before, the data with their
    dates.

    Raises :class:`LookupError` for a lesson that does not exist.

    >>> card("04")
    Lesson 04: What can a local officer do after an agreement that they could not do before?
    """
    ready = {row["lesson"]: row for row in rows("lessons") if row["status"] == "available"}
    if lesson not in ready:
        raise LookupError(f"There is no lesson {lesson!r} to open. Ready are: {', '.join(ready)}.")
    row = ready[lesson]
    objectives = [objective["objective"] for objective in rows("objectives") if objective["lesson"] == lesson]
    tables = [describe(name) for name in row["tables"].split(";")]
    data = [(table["name"], table["title"], dated(table["as_of"])) for table in tables]
    html = render(
        "lesson/card.html",
        row=row,
        objectives=objectives,
        data=data,
        problem=places.problem(),
        terms=len(rows("glossary")),
        beliefs=brought(lesson),
    )
    return Piece(html, f"Lesson {lesson}: {row['question']}")


def course_map() -> Piece:
    """The lessons with their questions and minutes, and which of them can be opened now.

    >>> course_map().line.startswith("Map of the course: 10 lessons")
    True
    """
    lessons = rows("lessons")
    ready = sum(row["status"] == "available" for row in lessons)
    hours = round(sum(row["minutes"] for row in lessons) / 60)
    html = render("lesson/card.html", block="map", rows=lessons, hours=hours)
    return Piece(html, f"Map of the course: {len(lessons)} lessons, {ready} of them ready")


def sources_of(lesson: str) -> Piece:
    """Every source behind a lesson's statements, answers and tables, each once, with its date and what we
    could check.

    >>> sources_of("04").line.startswith("Sources of lesson 04")
    True
    """
    found = [cite(id_) for id_ in source_ids(lesson)]
    found.sort(key=lambda source: (source.short.lower(), source.id))
    lessons = keyed("lessons", "lesson")
    tables = [describe(name) for name in lessons[lesson]["tables"].split(";")]
    html = render(
        "lesson/card.html",
        block="sources",
        found=found,
        words=READ,
        tables=tables,
        door=lessons[HELP]["file"],
    )
    return Piece(html, f"Sources of lesson {lesson}: {len(found)} sources, {len(tables)} tables")


def source_ids(lesson: str) -> set[str]:
    """Ids from the claims, questions, both-sides texts and notes of one lesson, and from the tables that it
    shows.

    >>> "usc-8-1357-g" in source_ids("04")
    True
    """
    cells = [row["source_id"] for row in rows("claims") if row["lesson"] == lesson]
    cells += [row["source_id"] for row in rows("questions") if row["set_id"].startswith(lesson)]
    cells += [row["source_ids"] for row in rows("arguments") if row["argument_id"].startswith(lesson)]
    cells += [row["source_ids"] for row in rows("content_notes") if row["lesson"] == lesson]
    shows = keyed("lessons", "lesson")[lesson]
    for name in filter(None, f"{shows['tables']};{shows['texts']}".split(";")):
        cells += _sources_in(name, lesson)
    return {id_ for cell in cells for id_ in cell.split(";") if id_}


def _sources_in(name: str, lesson: str) -> Iterator[str]:
    """The cells with sources of the rows that a lesson shows of a table."""
    fields = {field["name"] for field in describe(name)["schema"]["fields"]}
    columns = [column for column in ("source_id", "source_ids") if column in fields]
    if columns:  # the large tables of figures have none: they are not read for this
        for row in _of_lesson(rows(name), lesson):
            yield from (row[column] for column in columns)


def _of_lesson(table: tuple[Mapping, ...], lesson: str) -> list[Mapping]:
    """The rows that a lesson shows, where the table says which lesson a row is for."""
    chosen = list(table)
    if chosen and "lessons" in chosen[0]:
        chosen = [row for row in chosen if lesson in row["lessons"].split(";")]
    elif any(row.get("lesson") == lesson for row in chosen):
        chosen = [row for row in chosen if row["lesson"] == lesson]
    return [row for row in chosen if row.get("printable", True)]
