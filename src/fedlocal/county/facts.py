"""What a county brief is made of: facts with their sources, tables and sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..drawing.templates import Link

Row = Mapping[str, Any]  # a row of a table
Tables = Mapping[str, Sequence[Row]]  # name of a table -> its rows


@dataclass(frozen=True)
class Fact:
    """One sentence with where it comes from: tables of the course, sources by id and pinpoint, or links with
    a label.

    ``as_of`` says how old it is where that is not the date of its tables; ``known`` is false for a gap.
    """

    text: str
    tables: tuple[str, ...] = ()
    cites: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    known: bool = True


@dataclass(frozen=True)
class Grid:
    """A small table: caption, headings and rows of text or links; the first cell of a row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]


@dataclass(frozen=True)
class Section:
    """One part of a brief; its tables follow the first ``lead`` facts, the other facts come after them."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    grids: tuple[Grid, ...] = ()
    lead: int = 1


def gap(text: str, *tables: str) -> Fact:
    """Something that is not known, said as such.

    >>> gap("We do not know.", "counties").known
    False
    """
    return Fact(text, tables=tables, known=False)
