"""The dated events that charts of agreements by month draw: of the program, and of one state's law."""

from __future__ import annotations

import datetime

from ..drawing.line_chart import Event
from ..ground.formats import day_name, month_name
from ..ground.tables import rows


def of_program() -> list[Event]:
    """The events of the whole program that have words for charts, in order of date.

    >>> [event.lines for event in of_program()]
    [('20 Jan 2025', 'order directs fullest lawful use')]
    """
    return [
        Event(day, (_short(day), row["chart_words"]), row["actor"])
        for row in rows("program_timeline")
        if row["chart_words"]
        for day in [datetime.date.fromisoformat(row["date"])]
    ]


def of_state(state: str) -> list[Event]:
    """The laws and orders of one state that show in its chart, in order of date; none for most states.

    >>> [event.lines for event in of_state("TX")]
    [('1 Jan 2026', 'SB 8 in force')]
    """
    return [
        Event(row["date"], (_short(row["date"]), " ".join(row["label"].split())))
        for row in sorted(rows("state_marks"), key=lambda row: row["date"])
        if row["state_abbr"] == state
    ]


def in_words(events: list[Event]) -> str:
    """The events as they stand in a description, each with its date.

    >>> in_words(of_program())
    'An upright line marks 20 January 2025 (order directs fullest lawful use).'
    """
    if not events:
        return ""
    named = " and ".join(f"{day_name(event.day)} ({' '.join(event.lines[1:])})" for event in events)
    many = len(events) > 1
    return f"{'Upright lines mark' if many else 'An upright line marks'} {named}."


def _short(day: datetime.date) -> str:
    _, month, year = day_name(day).split()
    return f"{day.day} {month[:3]} {year}"


def no_list(table: dict) -> str:
    """The months without a list as they stand in a description; "" when each month has one.

    >>> no_list({"2026-05": {"jem": 1}, "2026-06": None})
    'No list was kept for June 2026.'
    """
    missing = [month_name(month) for month, counts in table.items() if counts is None]
    return f"No list was kept for {' and '.join(missing)}." if missing else ""
