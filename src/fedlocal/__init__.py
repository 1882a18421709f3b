"""Who Enforces What? The data, rules and widgets of an open course on U.S. immigration enforcement.

>>> import fedlocal as fl
>>> fl.cite("usc-8-1357-g").url.startswith("https://")
True
"""

import os
from importlib import import_module
from warnings import warn

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small tables: more threads only cost time to start

from .drawing.piece import Piece, Progress, note
from .exercises import typed
from .ground import places
from .ground import progress as store
from .ground.places import Place
from .ground.sources import cite
from .ground.tables import DataError, load, tables
from .lesson.card import card, course_map, sources_of
from .lesson.texts import (
    bond_rulings,
    developments,
    findings,
    landmarks,
    place_cases,
    quoted,
    sides,
    statute,
    timeline,
    words,
    worksite,
)
from .rights.channels import articles, channels
from .rights.help import content_note, help_now

__version__ = "0.1.0"
LATER = {  # loaded when first used: a lesson should open quickly
    "authority": ".law.authority",
    "checks": ".exercises.checks",
    "figures": ".figures",
    "widgets": ".widgets",
}
__all__ = [
    "articles",
    "ask",
    "authority",
    "bond_rulings",
    "card",
    "channels",
    "checks",
    "cite",
    "content_note",
    "county_facts",
    "course_map",
    "DataError",
    "developments",
    "exercise",
    "figures",
    "findings",
    "help_now",
    "landmarks",
    "load",
    "place",
    "place_cases",
    "progress",
    "quiz",
    "quoted",
    "set_place",
    "sides",
    "sources_of",
    "statute",
    "tables",
    "timeline",
    "widgets",
    "words",
    "worksite",
]


typed.watch()


def quiz(set_id: str):
    """The questions of one set as a widget, such as ``fl.quiz("04-check")``; see
    :class:`fedlocal.widgets.Quiz`.

    >>> quiz("04-recall").summary().startswith("Quiz")
    True
    """
    return import_module(".widgets", __name__).Quiz(set_id)


def progress() -> Progress:
    """What this machine remembers of the learner's answers: ``{question: {first, latest, tries, ever}}``. No
    name in it.

    >>> isinstance(progress(), dict)
    True
    """
    return Progress(store.read()["answers"])


def place(name: str | None = None) -> Place | None:
    """The county with this name; without a name, the one that lessons and exercises speak of on this machine.

    ``None`` when there is no name and none was chosen (see :func:`set_place`). Raises :class:`LookupError`
    for a name that is no county, with names near it; but one that was set for a class and is none is told in
    a warning, and counts as none: a typing error stops no lesson.

    >>> place("harris, texas").name
    'Harris County, TX'
    >>> place() is None
    True
    """
    if name and name.strip():
        return places.named(name)
    if problem := places.problem():
        warn(problem, stacklevel=2)
    return places.county()


def set_place(name: str | None) -> Piece:
    """Let lessons 03 to 07 speak of one county, such as ``"Harris County, TX"``; ``None`` forgets it.

    The choice is for study and is kept in the small file of this machine. It comes before a place that was
    set for a class. Returns a note of what was chosen. Raises :class:`LookupError` for a name that is no
    county, with names near it.

    >>> set_place("Atlantis, TX")
    Traceback (most recent call last):
    LookupError: There is no county 'Atlantis' in TX. Near it: ...
    """
    chosen = places.named(name) if name is not None else None
    kept = store.keep_place(chosen.fips if chosen else None)
    return note(_said(chosen, kept))


def _said(chosen: Place | None, kept: bool) -> str:
    if not kept:
        return "The choice could not be kept: the folder of your progress file cannot be written."
    if chosen is None:
        course = place()
        if course:
            return (
                f"Your own choice is forgotten. The lessons speak of {course.county}, {course.state}, which"
                " was set for the class."
            )
        return "No place is chosen. The lessons speak of their own examples. Run a lesson again to see it so."
    return f"The lessons now speak of {chosen.county}, {chosen.state}. Run a lesson again to see it there."


def exercise(number: str, place: str = ""):
    """The card of an exercise, such as ``fl.exercise("02", "Harris County, TX")``; see
    :mod:`fedlocal.exercises.exercise_card`.

    >>> repr(exercise("02")).startswith("Exercise 02")
    True
    """
    return import_module(".exercises.exercise_card", __name__).ExerciseCard(number, place)


def ask(question_id: str, place: str = ""):
    """One question of an exercise with its form, such as ``fl.ask("02-1", PLACE)``;
    :func:`fedlocal.checks.exercise` judges its answer.

    >>> repr(ask("02-1")).startswith("Question 1 of exercise 02")
    True
    """
    return import_module(".exercises.answer_form", __name__).ask(question_id, place)


def county_facts(place: str = "") -> Piece:
    """What the brief of a county knows, such as ``fl.county_facts("Harris County, TX")``; see
    :mod:`fedlocal.county.pages`.

    >>> county_facts("Harris County, TX").line.startswith("The facts of the brief for Harris")
    True
    """
    return import_module(".county.pages", __name__).county_facts(place)


def __getattr__(name: str):
    if name in LATER:
        return import_module(LATER[name], __name__)
    raise AttributeError(f"fedlocal has no {name!r}. It has: {', '.join(__all__)}.")
