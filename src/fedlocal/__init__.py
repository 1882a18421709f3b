"""Who Enforces What? The data, rules and widgets of an open course on U.S. immigration enforcement.

>>> import fedlocal as fl
>>> fl.cite("usc-8-1357-g").url.startswith("https://")
True
"""

from importlib import import_module

from . import store
from .pieces import Progress, card, course_map, sources_of
from .sources import cite
from .tables import DataError, load, tables
from .texts import developments, findings, landmarks, sides, statute, timeline, words

__version__ = "0.1.0"
__all__ = [
    "DataError", "authority", "card", "checks", "cite", "course_map", "developments", "figures", "findings", "landmarks", "load", "progress", "quiz", "sides",
    "sources_of", "statute", "tables", "timeline", "widgets", "words",
]


def quiz(set_id: str):
    """The questions of one set as a widget, such as ``fl.quiz("04-check")``; see :class:`fedlocal.widgets.Quiz`.

    >>> quiz("04-recall").summary().startswith("Quiz")
    True
    """
    return import_module(".widgets", __name__).Quiz(set_id)


def progress() -> Progress:
    """What this machine remembers of the learner's answers: ``{question: {first, latest, tries}}``. No name in it.

    >>> isinstance(progress(), dict)
    True
    """
    return Progress(store.read()["answers"])


def __getattr__(name: str):
    if name in ("authority", "checks", "figures", "widgets"):  # loaded when first used: a lesson should open quickly
        return import_module(f".{name}", __name__)
    raise AttributeError(f"fedlocal has no {name!r}. It has: {', '.join(__all__)}.")
