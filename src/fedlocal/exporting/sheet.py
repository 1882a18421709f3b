"""A plain table of the items: one row an option, a line, a number or a criterion."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ..ground.sources import cite
from .collection import ItemSet
from .items import Item, plain

COLUMNS = (
    "id", "question", "set", "lesson", "form", "kind", "prompt", "part", "exhibit", "option", "text", "key",
    "feedback", "low", "high", "tolerance", "unit", "points", "order", "hint", "explain", "objective",
    "source", "url",
)  # fmt: skip


def write(sets: Sequence[ItemSet]) -> bytes:
    """The CSV file of these sets, in UTF-8 with the mark by which spreadsheets know it.

    ``key`` is "right" or "wrong" for an option, a number and a known wrong partner, "otherwise" for what is
    said to other wrong answers, the partner for a line of a match, the place for a line of an order, blank
    for a criterion. The same sets give the same bytes.

    >>> from .collection import collect
    >>> write(collect(lessons=["04"]).sets)[3:18].decode()
    'id,question,set'
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for item_set in sets:
        for item in item_set.items:
            common = _common(item, item_set)
            writer.writerows({**common, **row} for row in rows_of(item))
    return text.getvalue().encode("utf-8-sig")


def _common(item: Item, item_set: ItemSet) -> dict[str, str]:
    source = cite(item.source_id, item.pinpoint) if item.source_id else None
    return {
        "id": item.id,
        "question": item.question_id,
        "set": item_set.id,
        "lesson": item_set.lesson,
        "form": item.form,
        "kind": item.kind,
        "prompt": item.prompt.replace("¶", "\n"),
        "part": item.label,
        "exhibit": _lined(item.exhibit) if item.exhibit else "",
        "unit": item.unit,
        "points": f"{item.points:g}",
        "order": "fixed" if item.fixed else "",
        "hint": item.hint,
        "explain": item.explain,
        "objective": ";".join(item.objectives),
        "source": source.label if source else "",
        "url": source.url if source else "",
    }


def _lined(exhibit: dict) -> str:
    """A table inside a cell: rows on lines of their own, cells parted by a bar."""
    return "\n".join(" | ".join(map(str, row)) for row in (exhibit["head"], *exhibit["rows"]))


def rows_of(item: Item) -> Iterator[dict[str, str]]:
    """The rows of one item, without what they share.

    >>> from .collection import collect
    >>> [row["key"] for row in rows_of(collect(lessons=["04"]).items[0])].count("right")
    1
    """
    for option in item.options:
        yield _row(option.key, option.text, "right" if option.right else "wrong", option.feedback)
    for line in item.lines:
        yield _row(line.key, line.text, line.right, "")
    if item.form == "number":
        bounds = {"low": plain(item.low), "high": plain(item.high), "tolerance": plain(item.tolerance)}
        yield {**_row("", plain((item.low + item.high) / 2), "right", ""), **bounds}
    for slip in item.slips:
        yield {**_row("", plain(slip.value), "wrong", slip.feedback), "tolerance": plain(item.tolerance)}
    if item.otherwise:
        yield _row("*", "", "otherwise", item.otherwise)
    for note in item.notes:
        yield _row(note.key or "*", note.given, "wrong" if note.given else "otherwise", note.text)
    for row in item.criteria:
        marks = " ".join(f"{name}: {text}" for name, text in _marks(row) if text)
        yield _row("", row.name, "", marks)


def _marks(row) -> list[tuple[str, str]]:
    return [("Points", row.points), ("Full", row.full), ("Half", row.half), ("None", row.none)]


def _row(option: str, text: str, key: str, feedback: str) -> dict[str, str]:
    return {"option": option, "text": text, "key": key, "feedback": feedback}
