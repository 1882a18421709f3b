"""The learner's own copies of the lessons, in my-course. A copy that somebody has worked in is never touched.

my-course/.copies.json remembers, for each lesson, the digest of the edition its copy was made from. It tells
an untouched copy (which follows a new edition) from one with work in it (which stays).
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


def find_lesson(root, word):
    """The lesson meant by "4", "04" or a file name. Raises Problem that lists the lessons."""
    stem = word.removesuffix(".ipynb")
    for lesson in lessons(root):
        if stem == lesson.stem or (stem.isdecimal() and stem.zfill(2) == lesson.name[:2]):
            return lesson
    raise problems.unknown_lesson(word, [lesson.stem for lesson in lessons(root)])


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
    note, done = read_note(folder), {"copy": [], "refresh": [], "keep": []}
    for lesson in lessons(root):
        copy = folder / lesson.name
        what = action(digest(lesson), digest(copy) if copy.exists() else None, note.get(lesson.name))
        if what in ("copy", "refresh"):
            shutil.copyfile(lesson, copy)
        if what in ("copy", "refresh", "note"):
            note[lesson.name] = digest(lesson)
        done.setdefault(what, []).append(lesson.name[:2])
    write_note(folder, note)
    return sentences(done)


def sentences(done):
    """One line each for lessons copied, refreshed and kept."""
    texts = {"copy": "Copied to my-course: lesson {}.",
             "refresh": "New edition, your copy was unchanged and now follows it: lesson {}.",
             "keep": "New edition, your own copy is kept: lesson {}. (Get it: python3 start.py --fresh NN)"}
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
    """Start a lesson over, keeping the old copy under a dated name. Returns (lesson, sentence)."""
    lesson = find_lesson(root, word)
    copy = folder / lesson.name
    folder.mkdir(exist_ok=True)
    sentence = f"Lesson {lesson.name[:2]} is fresh."
    if copy.exists():
        kept = kept_name(copy, today or datetime.date.today())
        copy.rename(kept)
        sentence += f" Your own copy is kept as my-course/{kept.name}."
    shutil.copyfile(lesson, copy)
    write_note(folder, {**read_note(folder), lesson.name: digest(lesson)})
    return lesson, sentence
