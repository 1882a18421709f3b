"""Results that are kept: one small file for each, written in one step, named by what it depends on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

from ..ground.files import replace_file
from .key import Key
from .limits import Limits
from .scores import Result, Score


def name(data: bytes, key: Key, limits: Limits, place: str = "") -> str:
    """What a result depends on: the bytes handed in, the exercise with tables and grader, the limits, the
    class's county."""
    parts = (
        data,
        key.name.encode(),
        key.version.encode(),
        json.dumps(asdict(limits)).encode(),
        place.encode(),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def keep(folder: Path, id_: str, result: Result) -> None:
    """Write a result. A crash leaves a whole file or none; what the machine failed at is not kept."""
    if result.again:
        return
    replace_file(folder / f"{id_}.json", json.dumps(asdict(result), ensure_ascii=True).encode("ascii"))


def kept(folder: Path, id_: str) -> Result | None:
    """The result kept under this name; ``None`` when there is none, or none that can be read."""
    try:
        found = json.loads((folder / f"{id_}.json").read_text(encoding="utf-8"))
        result = Result(**{**found, "scores": tuple(Score(**score) for score in found["scores"])})
        return replace(result, remarks=tuple(result.remarks), held=tuple(result.held))
    except (OSError, ValueError, TypeError, KeyError):
        return None
