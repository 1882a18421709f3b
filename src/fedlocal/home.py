"""The county of this machine. Lessons, figures, widgets, exercises, grading and the launcher all ask here and nowhere else.

Whatever was set (a name, a FIPS code, a slip of the pen, a file in UTF-16), what comes out is a county or ``None``. What
is wrong with a place is told on the card of the lesson or exercise, and stops neither.
"""

from __future__ import annotations

from . import store
from .places import Place, find
from .tables import load


def county() -> Place | None:
    """The county that lessons speak of: the one chosen on this machine, else the one set for the class, else ``None``.

    >>> county() is None
    True
    """
    return _chosen()[0]


def problem() -> str:
    """What is wrong with the place that was set, in words that say how to mend it; "" when nothing is.

    >>> problem()
    ''
    """
    return _chosen()[1]


def class_county() -> Place | None:
    """The county that was set for the class (``FEDLOCAL_PLACE`` or ``place.txt``), else ``None``.

    >>> class_county() is None
    True
    """
    return _of_class()[0]


def named(words: object) -> Place:
    """The county that these words mean. Raises :class:`LookupError` that says what is missing and which names are near.

    >>> named("dona ana, new mexico").name
    'Doña Ana County, NM'
    """
    return find(str(words).strip(), load("counties"), load("states"))


def home_state(otherwise: str | None = None) -> str | None:
    """The postal abbreviation of the county's state, or ``otherwise`` when no place is set.

    >>> home_state("TX")
    'TX'
    """
    here = county()
    return here.state_abbr if here else otherwise


def home_county(otherwise: str | None = None) -> str | None:
    """The FIPS code of the county, or ``otherwise`` when no place is set.

    >>> home_county() is None
    True
    """
    here = county()
    return here.fips if here else otherwise


def _chosen() -> tuple[Place | None, str]:
    own = store.own_place()
    return _usable(own, "your progress file", "Choose it again with fl.set_place.") if own else _of_class()


def _of_class() -> tuple[Place | None, str]:
    try:
        words, where = store.class_place()
    except ValueError as problem:
        return None, str(problem)
    return _usable(words, where, f"Correct it in {where}.") if words else (None, "")


def _usable(words: str, where: str, mend: str) -> tuple[Place | None, str]:
    try:
        return named(words), ""
    except LookupError as problem:
        return None, f"The place that is set in {where} is not a county that the course knows. {problem} {mend}"
