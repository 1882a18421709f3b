"""The map of a case's path: steps, ways between them and invented cases, built from the tables in
``data/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..ground.sources import pinpointed
from ..ground.tables import rows

FACTS = ("entry", "presence", "prior_order", "record", "resident")


@dataclass(frozen=True)
class Limit:
    """A time limit or an amount that the law sets at a step, such as at most 30 days."""

    what: str
    bound: str
    value: int
    unit: str
    note: str
    source: tuple[str, str]  # (source id, pinpoint)


@dataclass(frozen=True)
class Step:
    """One step, or one end: who decides, by what standard, with which form, rights and limits."""

    id: str
    mark: str
    kind: str  # start, step or end
    title: str
    label: str
    level: str
    department: str
    body: str
    decider: str
    question: str
    standard: str
    form: str
    rights: str
    column: int
    row: int
    developments: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    as_of: str
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Way:
    """What can happen after a step: where it leads, on what condition, and for which facts it is open."""

    id: str
    start: str
    end: str
    choice: str
    condition: str
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    closed: str
    via: tuple[str, ...]
    way_out: bool
    back: bool
    source: tuple[str, str]

    def fits(self, facts: dict[str, str]) -> bool:
        """Whether these facts of a case leave the way open; a fact that is not given closes nothing.

        >>> read_map().ways["pr_reinstate"].fits({"prior_order": "no"})
        False
        """
        return all(facts.get(name, words[0]) in words for name, words in self.needs)


@dataclass(frozen=True)
class Case:
    """An invented case: its facts, where it begins, and one walk to an end as the ids of the ways taken."""

    id: str
    title: str
    story: str
    teaches: str
    start: str
    walk: tuple[str, ...]
    facts: dict[str, str]


@dataclass(frozen=True)
class Map:
    """The whole graph: ``steps`` and ``ways`` by id, in the order of their tables."""

    steps: dict[str, Step]
    ways: dict[str, Way]

    def after(self, step: str) -> list[Way]:
        """Every way that leaves a step, whatever the facts."""
        return [way for way in self.ways.values() if way.start == step]


def build(steps: Sequence[Mapping], limits: Sequence[Mapping], links: Sequence[Mapping]) -> Map:
    """The graph from the rows of ``pathway_steps``, ``pathway_limits`` and ``pathway_links``.

    >>> graph = read_map()
    >>> graph.steps["appeals_court"].decider, len(graph.after("appeals_court"))
    ('A U.S. court of appeals', 3)
    """
    at: dict[str, list[Limit]] = {}
    for row in limits:
        limit = Limit(
            row["what"],
            row["bound"],
            row["value"],
            row["unit"],
            row["note"],
            (row["source_id"], row["pinpoint"]),
        )
        at.setdefault(row["step_id"], []).append(limit)
    built = {}
    for row in steps:
        plain = {
            name: row[name]
            for name in Step.__dataclass_fields__
            if name in row and name not in ("developments", "as_of")
        }
        built[row["step_id"]] = Step(
            id=row["step_id"],
            developments=_split(row["developments"]),
            sources=pinpointed(row["source_ids"], row["pinpoints"]),
            as_of=row["as_of"],
            limits=tuple(at.get(row["step_id"], ())),
            **plain,
        )
    ways = {
        row["link_id"]: Way(
            row["link_id"],
            row["from_step"],
            row["to_step"],
            row["choice"],
            row["condition"],
            _needs(row["needs"]),
            row["closed"],
            tuple(row["via"].split("/")) if row["via"] else (),
            row["way_out"],
            row["back"],
            (row["source_id"], row["pinpoint"]),
        )
        for row in links
    }
    return Map(built, ways)


def build_cases(cases: Sequence[Mapping]) -> dict[str, Case]:
    """The invented cases, from the rows of ``pathway_cases``, by id.

    >>> build_cases(rows("pathway_cases"))["returnee"].facts["prior_order"]
    'yes'
    """
    return {
        row["case_id"]: Case(
            row["case_id"],
            row["title"],
            row["facts"],
            row["teaches"],
            row["start"],
            _split(row["walk"]),
            {name: row[name] for name in FACTS},
        )
        for row in cases
    }


def read_map() -> Map:
    """The graph of the course's own tables.

    >>> [step.mark for step in read_map().steps.values() if step.kind == "start"]
    ['1', '2', '3', '4', '5']
    """
    return build(rows("pathway_steps"), rows("pathway_limits"), rows("pathway_links"))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _needs(cell: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = (part.split("=") for part in _split(cell))
    return tuple((name, tuple(words.split("/"))) for name, words in pairs)
