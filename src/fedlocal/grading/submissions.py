"""What was handed in: a folder or a download zip → one entry a file, with the learner it belongs to.
Nothing is extracted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MEGABYTE = 1_000_000
LARGEST_FILE, LARGEST_ALL, MOST_FILES = 10 * MEGABYTE, 1_000 * MEGABYTE, 20_000
CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)")
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file_?(?P<file>.*)")
PASSED_OVER = {
    "submitted",
    "submissions",
    "my-course",
    "exercises",
    "work",
    "files",
    "notebooks",
    "attachments",
    "final",
    "submission",
}
OURS = {"places.csv", "timestamp.txt", "desktop.ini", "thumbs.db"}


@dataclass(frozen=True)
class HandIn:
    """One file: whose it is, its name as handed in, its bytes, or why it was not read. ``lms`` is canvas,
    moodle or ""."""

    learner: str
    path: str
    data: bytes
    problem: str = ""
    lms: str = ""
    lms_id: str = ""
    changed: float = 0.0


def handed_in(where: Path, exercises: list[str]) -> list[HandIn]:
    """Every file in a folder (any nesting) or zip that may be a submission, sorted by learner and name.

    ``exercises`` are names such as 02_law_and_authority; folders of that name are not learners. Zip members
    are read in memory and never written by name, links are not followed, and sizes are limited. Raises
    :class:`LookupError` when there is nothing there, or nothing that can be opened.
    """
    if where.is_dir():
        files = _folder(where)
    elif zipfile.is_zipfile(where):
        files = _zip(where.read_bytes(), "")
    else:
        raise LookupError(
            f"{where} is neither a folder nor a zip file. Give the folder of submissions, or the zip that"
            " your learning platform made."
        )
    found = []
    for number, (path, data, problem, changed) in enumerate(files):
        if number >= MOST_FILES:
            raise LookupError(f"{where} holds more than {MOST_FILES:,} files. Is it the right folder?")
        name, lms, lms_id = whose(path, exercises)
        found.append(HandIn(name, path, data, problem, lms, lms_id, changed))
    if not found:
        raise LookupError(f"{where} holds no files to grade.")
    return sorted(found, key=lambda hand_in: (hand_in.learner.casefold(), hand_in.path))


def whose(path: str, exercises: list[str]) -> tuple[str, str, str]:
    """The learner a file belongs to, the platform its name comes from, and the platform's number for the
    learner.

    >>> whose("submitted/anna/02_law_and_authority/02_law_and_authority.ipynb", ["02_law_and_authority"])
    ('anna', '', '')
    >>> whose("doejane_LATE_481_9921_02_law_and_authority-2.ipynb", ["02_law_and_authority"])
    ('doejane', 'canvas', '481')
    >>> whose("Jane Doe_1204_assignsubmission_file_/work.ipynb", [])
    ('Jane Doe', 'moodle', '1204')
    """
    parts = PurePosixPath(path).parts
    for part in parts:
        if match := MOODLE.fullmatch(part):
            return match["name"], "moodle", match["id"]
        if match := CANVAS.fullmatch(part):
            return match["name"], "canvas", match["id"]
    numbers = {name[:2] for name in exercises}
    zips = [part for part in parts[:-1] if part.casefold().endswith(".zip")]
    folders = [
        part
        for part in parts[:-1]
        if part not in exercises
        and part not in numbers
        and part not in zips
        and part.casefold() not in PASSED_OVER
    ]
    if folders:
        return folders[-1], "", ""
    stem = PurePosixPath(zips[-1] if zips else parts[-1]).stem
    rest = stem
    for name in exercises:
        rest = rest.replace(name, "")
    rest = rest.strip(" _-.")
    return (rest if re.search(r"[^\W\d_]", rest) and not re.fullmatch(r"(?i)copy\d*", rest) else stem), "", ""


def version(path: str) -> int:
    """How often a file was handed in, by the ending that platforms give: name-2.ipynb, name (2).ipynb.

    >>> version("a_1_2_02_law-3.ipynb"), version("02_law.ipynb")
    (3, 0)
    """
    match = re.search(r"(?:-|\s\()(\d{1,3})\)?\.\w+$", path)
    return int(match[1]) if match else 0


def _wanted(path: str) -> bool:
    parts = PurePosixPath(path).parts
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in parts if part != "..")
    return bool(parts) and not hidden and parts[-1].casefold() not in OURS


def _folder(root: Path) -> Iterator[tuple]:
    total = 0
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not _wanted(name) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or not path.is_file():
            yield (
                name,
                b"",
                "This is a link to somewhere else, which is not followed. Put the file itself here.",
                0.0,
            )
            continue
        size = path.stat().st_size
        total += size
        if size > LARGEST_FILE or total > LARGEST_ALL:
            yield name, b"", _too_large(size), path.stat().st_mtime
        elif zipfile.is_zipfile(path):
            yield from _zip(path.read_bytes(), name)
        else:
            yield name, path.read_bytes(), "", path.stat().st_mtime


def _zip(data: bytes, inside: str) -> Iterator[tuple]:
    """The files of a zip; one that lies in a zip is opened, too, but none inside that one."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in archive.infolist():
            name = f"{inside}/{item.filename}" if inside else item.filename
            if item.is_dir() or not _wanted(item.filename.replace("\\", "/")):
                continue
            name = "/".join(part for part in re.split(r"[\\/]+", name) if part not in ("", ".", ".."))
            changed = float(int("".join(f"{part:02}" for part in item.date_time)))
            total += item.file_size
            if item.file_size > LARGEST_FILE or total > LARGEST_ALL:
                yield name, b"", _too_large(item.file_size), changed
                continue
            try:
                with archive.open(item) as member:
                    read = member.read(LARGEST_FILE + 1)  # the size that a zip states need not be true
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as problem:
                yield name, b"", f"This part of the zip cannot be read ({problem}).", changed
                continue
            if len(read) > LARGEST_FILE:
                yield name, b"", _too_large(len(read)), changed
            elif not inside and name.endswith(".zip") and zipfile.is_zipfile(io.BytesIO(read)):
                yield from _zip(read, name)
            else:
                yield name, read, "", changed


def _too_large(size: int) -> str:
    return (
        f"The file is too large ({size / MEGABYTE:,.0f} MB; at most {LARGEST_FILE // MEGABYTE} MB). Clear its"
        " outputs and save it again."
    )
