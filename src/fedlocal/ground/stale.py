"""What is due for a re-check: developments by their own date, volatile claims and sources and all tables by
age.

A re-check that finds everything still right is entered in the table ``rechecks`` and holds until the day it
names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

MONTHS = 6  # what may change is read again after this many months
UNDATED = date(1900, 1, 1)  # no date at all: due on any day


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


def due_day(as_of, months: int = MONTHS) -> date:
    """The day from which something as of ``as_of`` (day, month, year or blank) is due.

    A date without a day counts from its first day: to look too early costs less than to look too late.

    >>> due_day("2026-01-15").isoformat(), due_day("2025-10").isoformat(), due_day("2025").isoformat()
    ('2026-07-15', '2026-04-01', '2025-07-01')
    >>> due_day("2025-08-31").isoformat()
    '2026-03-01'
    """
    if pd.isna(as_of) or not str(as_of).strip():
        return UNDATED
    year, month, day = (int(part) for part in (str(as_of)[:10] + "-01-01").split("-")[:3])
    years, month = divmod(month - 1 + months, 12)
    first = date(year + years, month + 1, 1)
    later = first + timedelta(days=day - 1)
    if later.month == first.month:
        return later
    return (first + timedelta(days=31)).replace(day=1)  # there is no such day in that month


def held(rechecks: pd.DataFrame) -> dict[tuple[str, str], date]:
    """``(kind, id)`` -> the day until which the latest re-check of it holds."""
    rows = rechecks.sort_values("checked_on", kind="stable")
    return {(row.kind, row.id): row.recheck_by.date() for row in rows.itertuples()}


def waiting(rechecks: pd.DataFrame, day: date) -> list[Due]:
    """What is off the list although nobody could read it again: a newer text was looked for and not found.

    Each comes with the day on which it falls due again. Only the latest look at a thing counts.

    >>> from fedlocal.ground.tables import load
    >>> all(due.look for due in waiting(load("rechecks"), date(2026, 12, 1)))
    True
    """
    latest = rechecks.sort_values("checked_on", kind="stable").drop_duplicates(["kind", "id"], keep="last")
    rows = latest[(latest["outcome"] == "not_reached") & (latest["recheck_by"].dt.date > day)]
    return sorted(Due(row.recheck_by.date(), row.kind, row.id, row.note) for row in rows.itertuples())


def developments_due(developments: pd.DataFrame, day: date) -> list[Due]:
    """Developments whose own ``recheck_by`` has come."""
    return [
        Due(row.recheck_by.date(), "development", row.id, f"as of {row.as_of}; source {row.source_id}")
        for row in developments.itertuples()
        if row.recheck_by.date() <= day
    ]


def claims_due(claims: pd.DataFrame, day: date, holds: Mapping) -> list[Due]:
    """Volatile claims that are too old; a re-check of the claim's source counts for the claim."""
    found = []
    for row in claims[claims["volatile"]].itertuples():
        since = max(
            due_day(row.as_of),
            *(holds.get(key, UNDATED) for key in (("claim", row.claim_id), ("source", row.source_id))),
        )
        found.append(Due(since, "claim", row.claim_id, f"as of {_said(row.as_of)}; source {row.source_id}"))
    return [due for due in found if due.since <= day]


def sources_due(
    sources: pd.DataFrame, used: Mapping[str, Iterable[str]], day: date, holds: Mapping
) -> list[Due]:
    """Volatile sources that are too old, of those that a lesson uses. ``used``: source id -> lessons."""
    found = []
    for row in sources[sources["volatile"] & sources["id"].isin(list(used))].itertuples():
        since = max(due_day(row.as_of), holds.get(("source", row.id), UNDATED))
        found.append(
            Due(
                since, "source", row.id, f"as of {_said(row.as_of)}; lesson {', '.join(sorted(used[row.id]))}"
            )
        )
    return [due for due in found if due.since <= day]


def tables_due(tables: pd.DataFrame, day: date, holds: Mapping) -> list[Due]:
    """Tables whose ``as_of`` is too old."""
    found = [
        Due(
            max(due_day(row.as_of), holds.get(("table", row.name), UNDATED)),
            "table",
            row.name,
            f"as of {row.as_of}; {row.publisher}",
        )
        for row in tables.itertuples(index=False)
    ]
    return [due for due in found if due.since <= day]


def _said(as_of) -> str:
    return "no date" if pd.isna(as_of) else str(as_of)


def everything_due(
    day: date, *, developments, claims, sources, used, tables, rechecks
) -> dict[str, list[Due]]:
    """All that is due on a day, oldest first, by kind: developments, claims, sources, tables.

    The arguments are the tables of these names (``tables``: ``fl.tables()``; ``used``: source id -> lessons).

    >>> from fedlocal.ground.tables import load, tables
    >>> names = ("developments", "claims", "sources", "rechecks")
    >>> found = everything_due(date(2028, 1, 1), **{n: load(n) for n in names}, used={"eo-14159": ["04"]},
    ...     tables=tables())
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
