"""A learner's progress as a file to keep, to go on from elsewhere, or to hand in: small, without a name,
checked when it comes back."""

from __future__ import annotations

import json
import re

KIND, VERSION = "who-enforces-what/progress", 1
MOST_BYTES, MOST_TEXT, MOST_KEYS = 2_000_000, 20_000, 500
_SET = re.compile(r"\d\d-[a-z0-9-]{1,40}(/\d{5})?")
_QUESTION = re.compile(r"\d\d-[a-z0-9-]{1,60}")
_KEY = re.compile(r"[\w./-]{1,80}", re.ASCII)


def pack(record: dict, day: str) -> str:
    """The text of a progress file: answers and kept choices of ``record`` (see
    :mod:`fedlocal.ground.progress`), and the day.

    The county that the lessons speak of is left out: a file that is handed in need not say where somebody
    lives.

    >>> json.loads(pack({"answers": {}, "place": "48201"}, "2026-11-21"))["answers"]
    {}
    """
    content = {
        "kind": KIND,
        "version": VERSION,
        "saved_on": day,
        "answers": record.get("answers", {}),
        "kept": record.get("kept", {}),
    }
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def unpack(text: str) -> tuple[dict, int]:
    """What a progress file holds, as ``{"answers", "kept"}``, and how many entries were left out as not ours.

    Raises :class:`ValueError`, in words for a learner, when the text is no such file.

    >>> unpack(pack({"answers": {}, "kept": {"00-precheck": {"00-precheck-1": "a"}}}, "2026-11-21"))
    ({'answers': {}, 'kept': {'00-precheck': {'00-precheck-1': 'a'}}}, 0)
    """
    if len(text) > MOST_BYTES:
        raise ValueError("This file is too large to be a progress file of the course.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(
            "This is not a progress file: it cannot be read as one. Choose the file that “Save my progress”"
            " made."
        ) from None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise ValueError(
            "This is not a progress file of the course. Choose the file that “Save my progress” made."
        )
    if content.get("version") != VERSION:
        raise ValueError(
            "This file was made by another version of the course. Update the course, or save the file again"
            " there."
        )
    answers, lost = _sifted(content.get("answers"), _QUESTION, _answer)
    kept, lost_too = _sifted(content.get("kept"), _SET, _choices)
    return {"answers": answers, "kept": kept}, lost + lost_too


def _sifted(entries, name: re.Pattern, clean) -> tuple[dict, int]:
    if not isinstance(entries, dict):
        return {}, 0 if entries is None else 1
    good = {key: clean(value) for key, value in list(entries.items())[:MOST_KEYS] if name.fullmatch(key)}
    good = {key: value for key, value in good.items() if value is not None}
    return good, len(entries) - len(good)


def _answer(entry):
    """An entry of the answers as :func:`fedlocal.ground.progress.remember` writes it, or None."""
    if (
        not isinstance(entry, dict)
        or isinstance(entry.get("tries"), bool)
        or not isinstance(entry.get("tries"), int)
    ):
        return None
    attempts = [_attempt(entry.get(which)) for which in ("first", "latest")]
    if None in attempts or not 1 <= entry["tries"] <= 100_000:
        return None
    return {"first": attempts[0], "latest": attempts[1], "tries": entry["tries"]}


def _attempt(attempt):
    if not isinstance(attempt, dict) or not isinstance(attempt.get("correct"), bool):
        return None
    slug = attempt.get("misconception", "")
    return {
        "correct": attempt["correct"],
        "misconception": slug if isinstance(slug, str) and re.fullmatch(r"[a-z0-9-]{0,60}", slug) else "",
    }


def _choices(entry):
    """Choices or texts of one set: short keys, texts of limited length; or None."""
    if not isinstance(entry, dict) or len(entry) > MOST_KEYS:
        return None
    if not all(
        isinstance(value, str) and len(value) <= MOST_TEXT and _KEY.fullmatch(key)
        for key, value in entry.items()
    ):
        return None
    return dict(entry)


def merge(mine: dict, theirs: dict) -> tuple[dict, int]:
    """``mine`` with what only ``theirs`` has, and how many entries that added. Nothing of mine is replaced.

    >>> merge({"answers": {}, "kept": {"s": {"a": "x"}}}, {"answers": {}, "kept": {"s": {"a": "y", "b":
    ...     "z"}}})
    ({'answers': {}, 'kept': {'s': {'a': 'x', 'b': 'z'}}}, 1)
    """
    answers = {**theirs["answers"], **mine.get("answers", {})}
    kept, here = {}, mine.get("kept", {})
    for set_id in {**theirs["kept"], **here}:
        ours = here.get(set_id, {})
        kept[set_id] = {
            **theirs["kept"].get(set_id, {}),
            **{key: value for key, value in ours.items() if value},
        }
    added = (
        len(answers)
        - len(mine.get("answers", {}))
        + sum(
            sum(bool(value) and not here.get(set_id, {}).get(key) for key, value in entries.items())
            for set_id, entries in theirs["kept"].items()
        )
    )
    return {**mine, "answers": answers, "kept": kept}, added
