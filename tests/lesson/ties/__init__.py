"""Which answers follow from which tool, lesson by lesson: ``lesson_02.py`` holds those of lesson 02 and
exercise 02.

Each of these modules has two dictionaries:

``TIED``    id -> a function without arguments that asks the tool and returns the right answer
``READ``    id -> why no tool can compute this answer (it is read, argued or judged)

An id is a question of a practice set (``02-checker-3``) or a part of an exercise that has no expression of
its own (``02-1.a``). What the function returns has the shape of the question:

one, several   the set of the right options' letters, or of their texts
match          {letter or text: target}
order          the texts in the right order
number         the number
"""

from importlib import import_module
from pathlib import Path

LESSONS = sorted(path.stem[-2:] for path in Path(__file__).parent.glob("lesson_??.py"))


def tied() -> dict:
    """All answers that a tool computes: id -> function."""
    return {
        id_: ask
        for lesson in LESSONS
        for id_, ask in import_module(f"tests.lesson.ties.lesson_{lesson}").TIED.items()
    }


def read() -> dict:
    """All answers that no tool computes: id -> the reason."""
    return {
        id_: why
        for lesson in LESSONS
        for id_, why in import_module(f"tests.lesson.ties.lesson_{lesson}").READ.items()
    }
