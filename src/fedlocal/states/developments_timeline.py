"""DevelopmentsTimeline: what changed, who decided, what stands: along time, row by row, and as a table."""

from __future__ import annotations

from ..drawing.card import Card
from ..drawing.controls import button, dropdown, panel
from ..drawing.pictures import source_line
from ..drawing.templates import render
from ..ground.formats import dated, plural
from ..ground.sources import cite
from ..ground.tables import rows
from ..ground.vocabulary import LEVELS
from .developments import STATUSES, TOPICS, chosen, count_by_status, history, note_for_readers
from .timeline import timeline


class DevelopmentsTimeline(Card):
    """The developments of a lesson, oldest first; filter by topic, level and status, and step through them.

    >>> DevelopmentsTimeline("05").summary()
    'DevelopmentsTimeline: 75 developments, 2013 to 31 August 2026, 40 in force'
    """

    def __init__(self, lesson: str = "05"):
        self._events = [
            _shown(event) for event in history(rows("developments"), rows("decider_words"), lesson)
        ]
        self.topic = dropdown(
            "Topic",
            options=[("all topics", ""), *_present(TOPICS, {event["topic"] for event in self._events})],
        )
        self.level = dropdown(
            "Level",
            options=[
                ("all levels", ""),
                *_present(LEVELS, {level for event in self._events for level in event["levels"]}),
            ],
        )
        statuses = {word: label for word, (_, label) in STATUSES.items()}
        self.status = dropdown(
            "Status",
            options=[("every status", ""), *_present(statuses, {event["status"] for event in self._events})],
        )
        self.row = dropdown("Row", options=self._options(self._events), value=self._events[-1]["number"])
        self.back, self.on = button("‹ Earlier"), button("Later ›")
        self.back.on_click(lambda _button: self._step(-1))
        self.on.on_click(lambda _button: self._step(1))
        for control in (self.topic, self.level, self.status):
            control.observe(self._filter, names="value")
        self._view, self._table = panel(), panel()
        super().__init__(
            render("states/developments_timeline.html", block="head"),
            [self.topic, self.level, self.status, self.row, self.back, self.on],
            [self._view, self._table],
        )
        self._draw_table()

    def rows(self) -> list[dict]:
        """The developments that pass the filters, oldest first."""
        return chosen(self._events, self.topic.value, self.level.value, self.status.value)

    def _options(self, events: list[dict]) -> list[tuple[str, int | None]]:
        return [(f"{event['number']} · {dated(event['date'])}", event["number"]) for event in events] or [
            ("none", None)
        ]

    def _filter(self, _change) -> None:
        rows = self.rows()
        self.row.options = self._options(rows)  # ipywidgets then chooses the first
        self.row.value = rows[-1]["number"] if rows else None
        self._draw_table()

    def _step(self, by: int) -> None:
        numbers = [number for _, number in self.row.options]
        self.row.value = numbers[(numbers.index(self.row.value) + by) % len(numbers)]

    def redraw(self) -> None:
        self._view.value = self._html("view", self.view())

    def _draw_table(self) -> None:
        """Draw the table anew: it changes with the filters only, and stays open while a reader steps."""
        self._table.value = self._html("table", {"rows": self.rows()})

    def _html(self, block: str, view: dict) -> str:
        return render(
            "states/developments_timeline.html", block=block, view=view, statuses=STATUSES, levels=LEVELS
        )

    def view(self) -> dict:
        """What is shown: a sentence, the picture, the row looked at and its place, and all rows that pass
        the filters."""
        rows = self.rows()
        current = next((row for row in rows if row["number"] == self.row.value), None)
        place = f"{rows.index(current) + 1} of {plural(len(rows), 'row')} shown" if current else ""
        counts = ", ".join(f"{count} {STATUSES[status][1]}" for status, count in count_by_status(rows))
        return {
            "said": (
                f"{plural(len(rows), 'development')}: {counts}."
                if rows
                else "No row has all of these. Take one filter off."
            ),
            "svg": timeline(rows, current["number"] if current else 0),
            "one": current,
            "of": place,
            "rows": rows,
            "alt": (
                "Developments along time, in lanes for federal government, courts, states and local"
                f" governments. {counts}. The rows are in the table below."
            ),
            "source": source_line("developments", note="Checked again before each term."),
        }

    def fallback(self) -> str:
        return self._html("", self.view())

    def summary(self) -> str:
        first, last = self._events[0], self._events[-1]
        force = sum(event["status"] == "in_force" for event in self._events)
        return (
            f"DevelopmentsTimeline: {plural(len(self._events), 'development')}, {dated(first['date'])} to"
            f" {dated(last['date'])}, {force} in force"
        )


def _present(labels: dict[str, str], here: set[str]) -> list[tuple[str, str]]:
    """(label, word) for the words that occur, in the order of ``labels``; a word without a label shows
    itself."""
    known = [(label, word) for word, label in labels.items() if word in here]
    return known + [(word.replace("_", " "), word) for word in sorted(here - set(labels))]


def _shown(event: dict) -> dict:
    return {
        **event,
        "note": note_for_readers(event["status_note"]),
        "recheck": str(event["recheck_by"] or ""),
        "source": cite(event["source_id"], event["pinpoint"]),
    }
