"""What a learner has done, in one small file on this machine: no name, no place of birth, nothing is sent
anywhere."""

from __future__ import annotations

import codecs
import json
import os
import random
from pathlib import Path

from .files import replace_file
from .tables import data_dir

CLASS_FILE = "place.txt"  # beside the folder data, with one county and its state
SEEDS: dict[Path, int] = {}  # of records in which nothing has been written yet
EMPTY: dict = {"version": 1, "place": None, "answers": {}}


def home() -> Path:
    """The folder of the progress file: ``FEDLOCAL_HOME`` if set (the start script sets it), else
    ``~/.fedlocal``.

    >>> home().name != ""
    True
    """
    return Path(os.environ.get("FEDLOCAL_HOME") or Path.home() / ".fedlocal")


def read() -> dict:
    """The whole record; an empty one when there is none, or when the file cannot be read as ours.

    A file we cannot read is kept beside under ``progress.damaged.json``, so that nothing is lost.

    >>> sorted(read()) == sorted(EMPTY)
    True
    """
    path = home() / "progress.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {**EMPTY, **record, "answers": dict(record.get("answers", {}))}
    except FileNotFoundError:
        return {**EMPTY, "answers": {}}
    except (OSError, ValueError, AttributeError, TypeError):
        if path.exists():
            path.replace(path.with_name("progress.damaged.json"))
        return {**EMPTY, "answers": {}}


def write(record: dict) -> None:
    """Replace the record in one step, so that a crash leaves the old or the new file, never half of one."""
    record = {**record, "seed": record.get("seed", seed())}
    text = json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    replace_file(home() / "progress.json", text.encode("utf-8"))


def seed() -> int:
    """The number by which options are mixed for this learner: drawn once, and kept with the first thing
    that is written.

    >>> seed() == seed()
    True
    """
    kept_seed = read().get("seed")
    return kept_seed if type(kept_seed) is int else SEEDS.setdefault(home(), random.randrange(1, 2**31))


def remember(question: str, correct: bool, misconception: str = "") -> None:
    """Note the first and the latest attempt at a question (right or wrong, and which misconception it
    met), and whether any was right."""
    record = read()
    before = record["answers"].get(question)
    attempt = {"correct": bool(correct), "misconception": misconception}
    record["answers"][question] = {
        "first": before["first"] if before else attempt,
        "latest": attempt,
        "tries": (before["tries"] if before else 0) + 1,
        "ever": bool(correct) or (before is not None and ever_right(before)),
    }
    try:
        write(record)
    except OSError:
        pass  # a read-only folder must not stop a learner; the answer is still shown


def ever_right(answer: dict) -> bool:
    """Whether a question was answered rightly at some try; files from before this was noted tell it of two
    tries.

    >>> ever_right({"first": {"correct": True}, "latest": {"correct": False}, "tries": 2})
    True
    """
    return answer.get("ever", answer["first"]["correct"] or answer["latest"]["correct"])


def keep(set_id: str, answers: dict[str, str]) -> bool:
    """Keep the choices of a set that is not marked (``{question: option}``); says whether they could be
    written."""
    record = read()
    record["kept"] = {**record.get("kept", {}), set_id: dict(answers)}
    try:
        write(record)
    except OSError:
        return False
    return True


def keep_more(set_id: str, answers: dict[str, str]) -> bool:
    """Keep further choices of a set beside those that are kept; says whether they could be written."""
    return keep(set_id, {**kept(set_id), **answers})


def kept(set_id: str) -> dict[str, str]:
    """The choices kept for a set, empty when there are none.

    >>> kept("no-such-set")
    {}
    """
    return dict(read().get("kept", {}).get(set_id, {}))


def keep_place(fips: str | None) -> bool:
    """Keep the county that the lessons speak of (its FIPS code, or ``None``); says whether it could be
    written."""
    try:
        write({**read(), "place": fips})
    except OSError:
        return False
    return True


def keep_exercise_place(exercise: str, fips: str) -> bool:
    """Keep the county that somebody chose for one exercise; says whether it could be written. Like the
    lessons' place it is in no file that is handed in."""
    record = read()
    try:
        write({**record, "exercise_places": {**record.get("exercise_places", {}), exercise: fips}})
    except OSError:
        return False
    return True


def exercise_place(exercise: str) -> str | None:
    """The FIPS code of the county that was chosen on this machine for an exercise; None when a teacher
    named it, or nobody.

    >>> exercise_place("02") is None
    True
    """
    return read().get("exercise_places", {}).get(exercise)


def own_place() -> str | None:
    """The FIPS code of the county that was chosen on this machine, as it is in the progress file.

    >>> own_place() is None
    True
    """
    return read()["place"]


def class_place() -> tuple[str | None, str]:
    """The county that a teacher set for all, in the teacher's words, and where it was set.

    That is the variable ``FEDLOCAL_PLACE``, else the first line of ``place.txt`` beside the course's data
    folder. The word ``none`` in the variable means no place, whatever the file says. Raises
    :class:`ValueError` for a file that cannot be read as text.

    >>> class_place()
    (None, '')
    """
    words = os.environ.get("FEDLOCAL_PLACE", "").strip()
    if words:
        return (None, "") if words.lower() == "none" else (words, "FEDLOCAL_PLACE")
    try:
        lines = decoded((data_dir().parent / CLASS_FILE).read_bytes()).splitlines()
    except FileNotFoundError:
        return None, ""
    except OSError as problem:
        raise ValueError(f"{CLASS_FILE} cannot be read ({problem.strerror}).") from problem
    named = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return (named[0], CLASS_FILE) if named else (None, "")


def decoded(data: bytes) -> str:
    """The text of a small file that somebody saved with an editor of any system: UTF-8, UTF-16, or a Windows
    code page.

    Raises :class:`ValueError` for what is none of these.

    >>> decoded("Doña Ana, NM".encode("utf-16")), decoded("Doña Ana, NM".encode("cp1252"))
    ('Doña Ana, NM', 'Doña Ana, NM')
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError(f"{CLASS_FILE} is not a text file. Save it as plain text in UTF-8.")
