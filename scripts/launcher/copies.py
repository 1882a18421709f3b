"""The learner's own copies of lessons and exercises, in my-course. A copy that somebody has worked in is
never touched.

my-course/.copies.json remembers, for each lesson and exercise, the digest of the edition its copy was made
from. It tells an untouched copy (which follows a new edition) from one with work in it (which stays).
"""

import datetime
import hashlib
import json
import re
import shutil
from pathlib import Path

from launcher import problems

NOTE = ".copies.json"


def digest(path):
    """sha256 of a file, as text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lessons(root):
    """The course's lessons in order: the notebooks whose names start with two digits."""
    return sorted(path for path in Path(root, "notebooks").glob("*.ipynb") if re.match(r"\d\d_", path.name))


def exercises(root):
    """The exercises' learner editions in order, as nbgrader's generator made them."""
    return sorted(
        path for path in Path(root, "exercises", "release").glob("*/*.ipynb") if path.stem == path.parent.name
    )


def name_of(edition):
    """The name of an edition's copy in my-course: exercises, whose files are named like lessons, have a
    folder.

    >>> name_of(Path("notebooks/04_a.ipynb")), name_of(Path("exercises/release/04_a/04_a.ipynb"))
    ('04_a.ipynb', 'exercises/04_a.ipynb')
    """
    return edition.name if edition.parent.name == "notebooks" else f"exercises/{edition.name}"


def find_lesson(root, word):
    """The lesson meant by "4", "04" or a file name, or the exercise meant by "ex4" or "ex04". Raises
    Problem that lists both."""
    found = re.fullmatch(r"ex(?:ercise)?[-_]?(\d+)", word)
    editions, stem = (
        (exercises(root), found.group(1)) if found else (lessons(root), word.removesuffix(".ipynb"))
    )
    for edition in editions:
        if stem == edition.stem or (stem.isdecimal() and stem.zfill(2) == edition.name[:2]):
            return edition
    raise problems.unknown_lesson(
        word,
        [lesson.stem for lesson in lessons(root)]
        + [f"ex{exercise.name[:2]}" for exercise in exercises(root)],
    )


def read_note(folder):
    """Lesson name -> digest of the edition its copy was made from; {} when the note is missing or damaged."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(folder, note):
    """Save the note, by way of a second file, so that an interruption cannot damage it."""
    draft = folder / (NOTE + ".new")
    draft.write_text(json.dumps(note, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(folder / NOTE)


def action(source, copy, made_from):
    """What to do with one lesson, from the digests of edition, copy (None: no copy) and the edition copied.

    >>> action("new", None, None), action("new", "old", "old"), action("new", "mine", "old")
    ('copy', 'refresh', 'keep')
    >>> action("new", "mine", "new"), action("new", "new", None)
    ('leave', 'note')
    """
    if copy is None:
        return "copy"
    if copy == source:
        return "leave" if made_from == source else "note"
    if made_from == source:
        return "leave"
    return "refresh" if copy == made_from else "keep"


def update(root, folder):
    """Bring my-course up to date; returns a list of sentences about what was done or left."""
    folder.mkdir(exist_ok=True)
    note, report = read_note(folder), []
    for kind, editions in (("lesson", lessons(root)), ("exercise", exercises(root))):
        done: dict[str, list] = {"copy": [], "refresh": [], "keep": []}
        for edition in editions:
            copy = folder / name_of(edition)
            what = action(
                digest(edition), digest(copy) if copy.exists() else None, note.get(name_of(edition))
            )
            if what in ("copy", "refresh"):
                copy.parent.mkdir(exist_ok=True)
                shutil.copyfile(edition, copy)
            if what in ("copy", "refresh", "note"):
                note[name_of(edition)] = digest(edition)
            done.setdefault(what, []).append(edition.name[:2])
        report += sentences(done, kind)
    write_note(folder, note)
    return report


def sentences(done, kind="lesson"):
    """One line each for lessons (or exercises) copied, refreshed and kept."""
    fresh = "NN" if kind == "lesson" else "exNN"
    texts = {
        "copy": f"Copied to my-course: {kind} {{}}.",
        "refresh": f"New edition, your copy was unchanged and now follows it: {kind} {{}}.",
        "keep": (
            f"New edition, your own copy is kept: {kind} {{}}. (Get it: python3 start.py --fresh {fresh})"
        ),
    }
    return [text.format(", ".join(done[what])) for what, text in texts.items() if done[what]]


def kept_name(copy, today):
    """A free name for an old copy: 04_name.2026-11-21.ipynb, then .2026-11-21-2 and so on."""
    stamp, number = today.isoformat(), 2
    name = copy.with_name(f"{copy.stem}.{stamp}.ipynb")
    while name.exists():
        name = copy.with_name(f"{copy.stem}.{stamp}-{number}.ipynb")
        number += 1
    return name


def restore(root, folder, word, today=None):
    """Start a lesson or exercise over, keeping the old copy under a dated name. Returns (edition,
    sentence)."""
    edition = find_lesson(root, word)
    copy = folder / name_of(edition)
    copy.parent.mkdir(parents=True, exist_ok=True)
    kind = "Lesson" if edition.parent.name == "notebooks" else "Exercise"
    sentence = f"{kind} {edition.name[:2]} is fresh."
    if copy.exists():
        kept = kept_name(copy, today or datetime.date.today())
        copy.rename(kept)
        sentence += f" Your own copy is kept as my-course/{kept.relative_to(folder).as_posix()}."
    shutil.copyfile(edition, copy)
    write_note(folder, {**read_note(folder), name_of(edition): digest(edition)})
    return edition, sentence
