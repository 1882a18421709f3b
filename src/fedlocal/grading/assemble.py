"""A learner's answers between the instructor's checks: what is run, in the instructor's order, whatever
was done to the cells."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass

from .key import Key, KeyCell

SHOWS_ONLY = (
    "fl.ask",
    "fl.exercise",
    "fl.checks.so_far",
    "fl.checks.rubric",
    "fl.widgets.",
)  # they change no answer, so they are not run
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


class Unreadable(ValueError):
    """Why a file cannot be graded, in words for the learner."""


@dataclass(frozen=True)
class Run:
    """What is run: cells with their grade id ("" for the learner's own), the texts of written answers, and
    remarks."""

    cells: tuple[dict, ...]  # {"grade_id", "source", "graded"}
    written: dict[str, str]  # grade id → text, as handed in
    answers: dict[str, str]  # grade id → source of the answer cell, as handed in
    remarks: tuple[str, ...]


def parse(data: bytes) -> tuple[dict, list[str]]:
    """The notebook in a file, and remarks on how it was stored. Raises :class:`Unreadable` that says what it
    is instead.

    >>> parse(b'{"cells": [], "nbformat": 4}')
    ({'cells': [], 'nbformat': 4}, [])
    >>> parse(b"")
    Traceback (most recent call last):
    fedlocal.grading.assemble.Unreadable: The file is empty. Save the notebook again and hand it in anew.
    """
    if not data.strip():
        raise Unreadable("The file is empty. Save the notebook again and hand it in anew.")
    text, remarks = _decoded(data)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(
            "This is not a Jupyter notebook, or one that was cut off. Hand in the .ipynb file, not an export"
            " of it."
        ) from None
    if isinstance(found, dict) and isinstance(found.get("worksheets"), list):
        found = {
            **found,
            "cells": [_from_v3(cell) for sheet in found["worksheets"] for cell in sheet.get("cells", [])],
        }
        remarks.append("The notebook is in the format that was used before 2015; it was converted.")
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise Unreadable("The file is JSON, but no Jupyter notebook: it has no cells.")
    return found, remarks


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        other = {"utf-16": "UTF-16", "cp1252": "Windows-1252"}.get(encoding)
        return text, [f"The file was saved as {other}, not UTF-8; it was read that way."] if other else []
    raise Unreadable("The file's letters cannot be read: it is neither UTF-8 nor another usual encoding.")


def _from_v3(cell: dict) -> dict:
    return {**cell, "source": cell.get("source", cell.get("input", ""))}


def cells_of(notebook: dict) -> list[dict]:
    """The cells that can be used at all, each with type, source as one text, id, grade id and recorded
    checksum."""
    found = []
    for cell in notebook["cells"]:
        if not isinstance(cell, dict):
            continue
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(part for part in source if isinstance(part, str))
        about = _mapping(_mapping(cell.get("metadata")).get("nbgrader"))
        kind = cell.get("cell_type")
        found.append(
            {
                "type": kind if kind in ("code", "markdown") else "markdown",
                "source": source if isinstance(source, str) else "",
                "id": str(cell.get("id", "")),
                "grade_id": str(about.get("grade_id", "")),
                "checksum": about.get("checksum", ""),
            }
        )
    return found


def _mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def exercise_of(notebook: dict, keys: list[Key], path: str = "") -> Key | None:
    """The exercise that a notebook is a copy of, by its cells; by its name only when no cell tells.
    ``None`` when nothing does."""
    cells = cells_of(notebook)
    ids, sources = (
        {cell["grade_id"] or cell["id"] for cell in cells},
        {cell["source"] for cell in cells if cell["source"]},
    )
    best, most = None, 0
    for key in keys:
        hits = sum(
            cell.grade_id in ids or cell.id in ids or (cell.locked and cell.shown in sources)
            for cell in key.cells
            if cell.grade_id
        )
        best, most = (key, hits) if hits > most else (best, most)
    return best or next((key for key in keys if key.name in path), None)


def assemble(key: Key, notebook: dict) -> Run:
    """Answers from the learner, all else from the instructor, in the instructor's order.

    Checks that were changed, moved, copied or deleted are as the instructor wrote them. Of an answer that
    stands twice the last one that was changed counts. Cells that the learner added stay behind the cell that
    they followed.
    """
    cells = cells_of(notebook)
    matched = [_match(key, cell) for cell in cells]
    chosen, remarks = _chosen(key, cells, matched)
    own: dict[int, list[dict]] = {}
    anchor = -1
    for place, (cell, known) in enumerate(zip(cells, matched)):
        copy_of_answer = (
            known is not None
            and key.cells[known].solution
            and place != chosen.get(known)
            and cell["source"] != key.cells[known].shown
        )
        if known is None or copy_of_answer:
            own.setdefault(anchor, []).append(cell)
        else:
            anchor = known
    run, written, answers = [], {}, {}
    for place, key_cell in enumerate(
        key.cells
    ):  # a first cell that was deleted comes back first: what a learner typed instead still counts
        if place not in chosen and not key_cell.locked and not key_cell.solution and key_cell.type == "code":
            run.append(_to_run(key_cell, key_cell.source))
    run += [_own(cell) for cell in own.get(-1, []) if cell["type"] == "code"]
    for place, key_cell in enumerate(key.cells):
        handed = cells[chosen[place]]["source"] if place in chosen else None
        source = key_cell.source if key_cell.locked else handed
        if key_cell.solution and key_cell.type == "markdown":
            beside = own.get(place - 1, []) + own.get(place - 2, [])
            written[key_cell.grade_id] = (
                handed
                if handed is not None
                else "\n\n".join(cell["source"] for cell in beside if cell["type"] == "markdown")
            )
        elif (
            key_cell.type == "code"
            and source is not None
            and not (key_cell.locked and key_cell.points is None and only_shows(key_cell.source))
        ):
            if key_cell.solution:
                answers[key_cell.grade_id] = source
            run.append(_to_run(key_cell, source))
        run += [_own(cell) for cell in own.get(place, []) if cell["type"] == "code"]
    remarks += _changes(key, cells, matched, chosen)
    return Run(tuple(run), written, answers, tuple(dict.fromkeys(remarks)))


def _match(key: Key, cell: dict) -> int | None:
    """The place in the key of the cell that this one is a copy of: by grade id, else by cell id, else by
    the text of a locked cell."""
    tests = (
        lambda key_cell: cell["grade_id"] and key_cell.grade_id == cell["grade_id"],
        lambda key_cell: (
            cell["id"]
            and key_cell.id == cell["id"]
            and key_cell.type == cell["type"]
            and not cell["grade_id"]
        ),
        lambda key_cell: (
            key_cell.locked
            and cell["source"].strip() == key_cell.shown.strip()
            and key_cell.type == cell["type"]
            and cell["source"].strip()
        ),
    )
    return next((place for test in tests for place, key_cell in enumerate(key.cells) if test(key_cell)), None)


def _chosen(key: Key, cells: list[dict], matched: list[int | None]) -> tuple[dict[int, int], list[str]]:
    """Place in the key → place in the submission that counts for it."""
    places: dict[int, list[int]] = {}
    for place, known in enumerate(matched):
        if known is not None:
            places.setdefault(known, []).append(place)
    chosen, remarks = {}, []
    for known, found in places.items():
        key_cell = key.cells[known]
        edited = [place for place in found if cells[place]["source"].strip() != key_cell.shown.strip()]
        chosen[known] = (edited or found)[-1]
        if len(found) > 1:
            what = (
                f"The answer to question {key_cell.question}"
                if key_cell.solution
                else f"The cell {key_cell.grade_id or key_cell.id}"
            )
            remarks.append(
                f"{what} stands {len(found)} times. "
                + (
                    "The last one that was changed counts."
                    if key_cell.solution
                    else "It was run once, as the instructor wrote it."
                )
            )
    return chosen, remarks


def _changes(key: Key, cells: list[dict], matched: list[int | None], chosen: dict[int, int]) -> list[str]:
    """What was done to the cells of the exercise, in words, the same thing said once."""
    lost, missing, changed, old = [], [], [], False
    for place, key_cell in enumerate(key.cells):
        if place not in chosen:
            lost += [key_cell.question] if key_cell.points is not None and key_cell.locked else []
            missing += [key_cell.question] if key_cell.solution else []
            continue
        cell = cells[chosen[place]]
        if key_cell.locked and key_cell.points is not None:
            if cell["checksum"] and cell["checksum"] != key_cell.released:
                old = True
            elif cell["source"].strip() not in (key_cell.shown.strip(), key_cell.source.strip()):
                changed.append(key_cell.question)
    remarks = [
        f"{what}: {', '.join(questions)}. {then}"
        for what, questions, then in (
            ("Checks that were missing", lost, "They were put back."),
            ("Checks that were changed", changed, "The original ones were run instead."),
            (
                "Answer cells that were missing, or had lost their marks",
                missing,
                "What was found in other cells counts.",
            ),
        )
        if questions
    ]
    known_ids = {key_cell.grade_id for key_cell in key.cells}
    if old or {cell["grade_id"] for cell in cells if cell["grade_id"]} - known_ids:
        remarks.append(
            "This is a copy of another edition of the exercise. It was graded with the checks of the present"
            " one."
        )
    order = [known for known in matched if known is not None]
    if order != sorted(order):
        remarks.append("Cells had been moved. They were run in the order of the exercise.")
    return remarks


def only_shows(source: str) -> bool:
    """Whether a cell of the instructor's is a single call that shows a card, a question or a widget.

    >>> only_shows('fl.ask("02-1", PLACE)'), only_shows('x = fl.load("agencies")')
    (True, False)
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func).startswith(SHOWS_ONLY)


def _to_run(key_cell: KeyCell, source: str) -> dict:
    return {"grade_id": key_cell.grade_id, "source": source, "graded": key_cell.points is not None}


def _own(cell: dict) -> dict:
    return {"grade_id": "", "source": cell["source"], "graded": False}
