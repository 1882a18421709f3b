"""Whose job is it? Duties and the agencies that do them: judging a placement, what was taken for what,
chains of command."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..ground.sources import pinpointed


@dataclass(frozen=True)
class Duty:
    """One duty: ``agencies`` are what a full answer names; ``also`` may be named without being wrong."""

    id: str
    text: str
    agencies: tuple[str, ...]
    also: tuple[str, ...]
    tempting: str
    why: str
    why_not: str
    sources: tuple[tuple[str, str], ...]  # (source id, pinpoint)
    misconception: str

    @property
    def shared(self) -> bool:
        """Whether a full answer names several agencies."""
        return len(self.agencies) > 1


@dataclass(frozen=True)
class Placement:
    """What a choice of agencies for a duty meets: ``right`` when nothing is missing and nothing is wrong."""

    hit: tuple[str, ...]
    also: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.missing and not self.wrong


def build(duties: Iterable[Mapping]) -> list[Duty]:
    """The duties in their order; ``duties`` are the rows of the table of this name.

    >>> from fedlocal.ground.tables import rows
    >>> build(rows("duties"))[0].agencies
    ('border-patrol',)
    """
    return [
        Duty(
            row["duty_id"],
            row["duty"],
            _ids(row["agencies"]),
            _ids(row["also"]),
            row["tempting"],
            row["why"],
            row["why_not"],
            pinpointed(row["source_ids"], row["pinpoints"]),
            row["misconception_id"],
        )
        for row in sorted(duties, key=lambda row: row["position"])
    ]


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def order(ids: Iterable[str], seed: int = 1) -> list[str]:
    """The ids in an order that looks like chance and is the same on every machine and in every run.

    >>> order(["a", "b", "c"]) == order(["c", "a", "b"]), order("abcdef", 1) == order("abcdef", 2)
    (True, False)
    """
    return sorted(ids, key=lambda id_: hashlib.sha256(f"{seed}/{id_}".encode()).hexdigest())


def judge(duty: Duty, chosen: Iterable[str], known: Iterable[str]) -> Placement:
    """What placing a duty with these agencies meets.

    ``chosen`` are agency ids, ``known`` the ids that may be chosen. Raises :class:`ValueError` for an empty
    choice and for an id that is not known.

    >>> from fedlocal.ground.tables import rows
    >>> border = build(rows("duties"))[0]
    >>> judge(border, ["border-patrol"], ["border-patrol", "ero"]).right, judge(border, ["ero"],
    ...     ["border-patrol", "ero"]).wrong
    (True, ('ero',))
    """
    picked = list(dict.fromkeys(chosen))
    if not picked:
        raise ValueError("Choose at least one agency first.")
    strange = [agency for agency in picked if agency not in set(known)]
    if strange:
        raise ValueError(f"There is no agency {strange[0]!r} to choose. There are: {', '.join(known)}.")
    return Placement(
        hit=tuple(agency for agency in picked if agency in duty.agencies),
        also=tuple(agency for agency in picked if agency in duty.also),
        missing=tuple(agency for agency in duty.agencies if agency not in picked),
        wrong=tuple(agency for agency in picked if agency not in duty.agencies + duty.also),
    )


def confusions(placements: Mapping[str, Placement], duties: Iterable[Duty]) -> list[dict]:
    """What was taken for what: one entry a pair, ``{taken, job_of, duties, count}``, the most frequent first.

    ``placements`` is duty id → placement (the first try of each). ``taken`` is the agency wrongly named,
    ``job_of`` the agencies whose job it is, ``duties`` the texts. A missing agency is no confusion: nothing
    was taken for it.

    >>> confusions({}, [])
    []
    """
    by_id = {duty.id: duty for duty in duties}
    texts_by_pair: dict[tuple, list[str]] = {}
    for id_, placement in placements.items():
        for taken in placement.wrong:
            texts_by_pair.setdefault((taken, by_id[id_].agencies), []).append(by_id[id_].text)
    entries = [
        {"taken": taken, "job_of": job_of, "duties": texts, "count": len(texts)}
        for (taken, job_of), texts in texts_by_pair.items()
    ]
    return sorted(entries, key=lambda entry: (-entry["count"], entry["taken"], entry["job_of"]))


def alone(duties: Iterable[Duty]) -> Counter:
    """How many duties each agency has to itself, as a full answer goes.

    >>> alone([])["ero"]
    0
    """
    return Counter(duty.agencies[0] for duty in duties if not duty.shared)


def chain(agencies: Iterable[Mapping], agency: str) -> list[str]:
    """The chain of command from this agency up to where it ends, as ids.

    ``agencies`` are the rows of the table of that name. Raises :class:`LookupError` for an unknown agency
    and for a chain that runs in a circle.

    >>> from fedlocal.ground.tables import rows
    >>> chain(rows("agencies"), "ero")
    ['ero', 'ice', 'dhs', 'president']
    """
    above = {row["agency_id"]: row["parent_id"] for row in agencies}
    if agency not in above:
        raise LookupError(f"There is no agency {agency!r}. There are: {', '.join(above)}.")
    steps = [agency]
    while above[steps[-1]]:
        if above[steps[-1]] in steps:
            raise LookupError(f"The chain of command of {agency!r} runs in a circle: {' → '.join(steps)}.")
        steps.append(above[steps[-1]])
    return steps


def below(agencies: Iterable[Mapping], agency: str) -> list[str]:
    """The agencies directly under this one, as ids in the order of their positions.

    >>> from fedlocal.ground.tables import rows
    >>> below(rows("agencies"), "ice")
    ['ero', 'hsi', 'opla']
    """
    found = [row for row in agencies if row["parent_id"] == agency]
    return [row["agency_id"] for row in sorted(found, key=lambda row: row["position"])]
