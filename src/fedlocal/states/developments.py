"""The rows of ``developments`` as a history: who decided at which level, what stands, in the order of
time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

# A sign and a word for each status; the colour of a mark never carries it.
STATUSES = {
    "in_force": ("●", "in force"),
    "blocked": ("✕", "blocked"),
    "partly_blocked": ("◐", "partly blocked"),
    "on_appeal": ("↑", "on appeal"),
    "pending": ("…", "pending"),
    "unsettled": ("?", "unsettled"),
    "reported": ("”", "reported"),
    "decided": ("■", "decided"),
    "enacted_start_not_found": ("○", "enacted, start not found"),
}
TOPICS = {
    "state_law": "State law",
    "local_rules": "City rules",
    "courts": "Courts",
    "us_suits": "Suits of the United States",
    "federal_officers": "Rules for federal officers and private jails",
    "funding": "Conditions on federal money",
    "detainer": "Detainers",
    "287g": "287(g) agreements",
    "money": "Federal money",
    "oversight": "Oversight",
    "federal_roles": "Federal roles",
    "bond": "Bond",
    "home_entry": "Entry into homes",
    "protected_areas": "Protected areas",
    "registration": "Registration",
    "expedited_removal": "Expedited removal",
    "evidence": "Evidence",
}


def levels_of(who: str, words: Sequence[Mapping]) -> tuple[str, ...]:
    """The levels of government named in ``who_decided``: federal, court, state, local; several are parted by
    ";".

    ``words`` are the rows of ``decider_words``: in each part, the word that comes first in the table gives
    the level. Raises :class:`LookupError` for a decider that no word fits, and says where to add one.

    >>> from fedlocal.ground.tables import rows
    >>> levels_of("Virginia General Assembly; U.S. District Court", rows("decider_words"))
    ('state', 'court')
    """
    found = []
    for part in who.split(";"):
        fits = (row["level"] for row in words if _opens_a_word(row["word"]).search(part))
        level = next(fits, None)
        if level is None:
            raise LookupError(
                f"No word of the table decider_words says at which level {part.strip()!r} decides. Add one."
            )
        found.append(level)
    return tuple(dict.fromkeys(found))


@cache
def _opens_a_word(text: str) -> re.Pattern[str]:
    """Finds this text, in capitals or not, where a word begins."""
    return re.compile(rf"\b{re.escape(text)}", re.I)


def history(table: Sequence[Mapping], words: Sequence[Mapping], lesson: str) -> list[dict]:
    """The printable developments of a lesson, oldest first, numbered from 1, each with its ``levels``.

    ``table`` are the rows of ``developments``, ``words`` those of ``decider_words``. Rows on the evidence are
    left out: they tell what is known, and nobody decided it.

    >>> from fedlocal.ground.tables import rows
    >>> first = history(rows("developments"), rows("decider_words"), "05")[0]
    >>> first["number"], first["date"], first["levels"]
    (1, '2013', ('state',))
    """
    found = [
        row
        for row in table
        if row["printable"] and row["topic"] != "evidence" and lesson in row["lessons"].split(";")
    ]
    return [
        {**row, "number": number, "levels": levels_of(row["who_decided"], words)}
        for number, row in enumerate(sorted(found, key=lambda row: row["date"]), 1)
    ]


def note_for_readers(note: str) -> str:
    """What limits or follows a status, without the pointers to other rows by their ids; "" when nothing else
    is said.

    >>> note_for_readers("Only its part on money is blocked; see dev-sf-v-trump-2025.")
    'Only its part on money is blocked.'
    >>> note_for_readers("For churches, see dev-x.")
    ''
    """
    clauses = []
    for clause in re.split(r"(?<=[.;])\s+", note):
        if "dev-" in clause:  # "X, see dev-y" keeps X; "For x, see dev-y" is a pointer and no more
            before = re.match(r"(?!For )(.+?),? see dev-", clause)
            clause = before[1] if before else ""
        clauses.append(clause)
    left = re.sub(r";(?= [A-Z])", ".", " ".join(filter(None, clauses))).strip(" .;,")
    return f"{left}." if left else ""


def dated_by_reading(event: dict) -> bool:
    """Whether an event's date says when its text was read, because when it began was not found (its note says
    so).

    >>> dated_by_reading({"status_note":
    ...     "The date is that of the text read."}), dated_by_reading({"status_note": ""})
    (True, False)
    """
    return "date is that of the text" in event.get("status_note", "")


def chosen(events: list[dict], topic: str = "", level: str = "", status: str = "") -> list[dict]:
    """The events with this topic, level and status; "" takes all.

    >>> chosen([{"topic": "courts", "levels": ("court",), "status": "decided"}], level="state")
    []
    """
    return [
        event
        for event in events
        if topic in ("", event["topic"])
        and (not level or level in event["levels"])
        and status in ("", event["status"])
    ]


def month_number(date: str) -> float:
    """Months since January of year 0; a date without a month counts as the middle of its year.

    >>> month_number("2026-03-17") - month_number("2025"), month_number("2025-01")
    (8.5, 24300)
    """
    year, month = int(date[:4]), date[5:7]
    return 12 * year + (int(month) - 1 if month else 5.5)


def count_by_status(events: list[dict]) -> list[tuple[str, int]]:
    """(status, number of events), most frequent first, in the order of ``STATUSES`` where equal.

    >>> count_by_status([{"status": "decided"}, {"status": "in_force"}, {"status": "decided"}])
    [('decided', 2), ('in_force', 1)]
    """
    counts = [(status, sum(event["status"] == status for event in events)) for status in STATUSES]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
