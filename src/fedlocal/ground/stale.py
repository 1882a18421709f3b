"""What is due for a re-check: developments by their own date, volatile claims and sources and all tables by
age.

A re-check that finds everything still right is entered in the table ``rechecks`` and holds until the day it
names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

MONTHS = 6  # what may change is read again after this many months
UNDATED = date(1900, 1, 1)  # no date at all: due on any day
NO_DATE = "no date"


@dataclass(frozen=True, order=True)
class Due:
    """One thing to read again: since which day, what kind of thing, its id, and what to look at."""

    since: date
    kind: str
    id: str
    look: str

    def __str__(self) -> str:
        when = "undated   " if self.since == UNDATED else self.since.isoformat()
        return f"{when}  {self.id}  ({self.look})"


def due_day(as_of: str, months: int = MONTHS) -> date:
    """The day from which something as of ``as_of`` (day, month, year or blank) is due.

    A date without a day counts from its first day: to look too early costs less than to look too late.

    >>> due_day("2026-01-15").isoformat(), due_day("2025-10").isoformat(), due_day("2025").isoformat()
    ('2026-07-15', '2026-04-01', '2025-07-01')
    >>> due_day("2025-08-31").isoformat()
    '2026-03-01'
    """
    if not as_of:
        return UNDATED
    year, month, day = (int(part) for part in (as_of + "-01-01").split("-")[:3])
    years, month = divmod(month - 1 + months, 12)
    first = date(year + years, month + 1, 1)
    later = first + timedelta(days=day - 1)
    if later.month == first.month:
        return later
    return (first + timedelta(days=31)).replace(day=1)  # there is no such day in that month


def held(rechecks: Iterable[Mapping]) -> dict[tuple[str, str], date]:
    """``(kind, id)`` -> the day until which the latest re-check of it holds."""
    return {key: row["recheck_by"] for key, row in _latest(rechecks).items()}


def waiting(rechecks: Iterable[Mapping], day: date) -> list[Due]:
    """What is off the list although nobody could read it again: a newer text was looked for and not found.

    Each comes with the day on which it falls due again. Only the latest look at a thing counts.

    >>> from fedlocal.ground.tables import rows
    >>> all(due.look for due in waiting(rows("rechecks"), date(2026, 12, 1)))
    True
    """
    return sorted(
        Due(row["recheck_by"], row["kind"], row["id"], row["note"])
        for row in _latest(rechecks).values()
        if row["outcome"] == "not_reached" and row["recheck_by"] > day
    )


def _latest(rechecks: Iterable[Mapping]) -> dict[tuple[str, str], Mapping]:
    """``(kind, id)`` -> the latest re-check of it."""
    return {(row["kind"], row["id"]): row for row in sorted(rechecks, key=itemgetter("checked_on"))}


def developments_due(developments: Iterable[Mapping], day: date) -> list[Due]:
    """Developments whose own ``recheck_by`` has come."""
    return [
        Due(row["recheck_by"], "development", row["id"], f"as of {row['as_of']}; source {row['source_id']}")
        for row in developments
        if row["recheck_by"] <= day
    ]


def claims_due(claims: Iterable[Mapping], day: date, holds: Mapping) -> list[Due]:
    """Volatile claims that are too old; a re-check of the claim's source counts for the claim."""
    found = []
    for row in claims:
        if row["volatile"]:
            keys = ("claim", row["claim_id"]), ("source", row["source_id"])
            since = max(due_day(row["as_of"]), *(holds.get(key, UNDATED) for key in keys))
            look = f"as of {row['as_of'] or NO_DATE}; source {row['source_id']}"
            found.append(Due(since, "claim", row["claim_id"], look))
    return [due for due in found if due.since <= day]


def sources_due(
    sources: Iterable[Mapping], used: Mapping[str, Iterable[str]], day: date, holds: Mapping
) -> list[Due]:
    """Volatile sources that are too old, of those that a lesson uses. ``used``: source id -> lessons."""
    found = []
    for row in sources:
        if row["volatile"] and row["id"] in used:
            since = max(due_day(row["as_of"]), holds.get(("source", row["id"]), UNDATED))
            look = f"as of {row['as_of'] or NO_DATE}; lesson {', '.join(sorted(used[row['id']]))}"
            found.append(Due(since, "source", row["id"], look))
    return [due for due in found if due.since <= day]


def tables_due(tables: Iterable[Mapping], day: date, holds: Mapping) -> list[Due]:
    """Tables whose ``as_of`` is too old. ``tables``: their descriptors in datapackage.json."""
    found = []
    for table in tables:
        since = max(due_day(table["as_of"]), holds.get(("table", table["name"]), UNDATED))
        found.append(Due(since, "table", table["name"], f"as of {table['as_of']}; {table['publisher']}"))
    return [due for due in found if due.since <= day]


def everything_due(
    day: date, *, developments, claims, sources, used, tables, rechecks
) -> dict[str, list[Due]]:
    """All that is due on a day, oldest first, by kind: developments, claims, sources, tables.

    The arguments are the rows of the tables of these names (``tables``: the descriptors of all tables in
    datapackage.json; ``used``: source id -> lessons).

    >>> from fedlocal.ground.tables import describe, rows
    >>> names = ("developments", "claims", "sources", "rechecks")
    >>> found = everything_due(date(2028, 1, 1), **{n: rows(n) for n in names}, used={"eo-14159": ["04"]},
    ...     tables=[describe("sources")])
    >>> [due.id for due in found["sources"]]
    ['eo-14159']
    """
    holds = held(rechecks)
    found = {
        "developments": developments_due(developments, day),
        "claims": claims_due(claims, day, holds),
        "sources": sources_due(sources, used, day, holds),
        "tables": tables_due(tables, day, holds),
    }
    return {kind: sorted(due) for kind, due in found.items()}
