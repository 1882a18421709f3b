"""Counties by name, and the county of this machine. Lessons, figures, widgets, exercises, grading and the
launcher all ask here.

"Harris County, TX", "harris, texas" and "48201" are one place. Whatever was set (a name, a FIPS code, a slip
of the pen, a file in UTF-16), what comes out is a county or ``None``. What is wrong with a place is told on
the card of the lesson or exercise, and stops neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from . import progress
from .tables import rows

KINDS = r"\b(county|parish|borough|census area|municipality|city and borough|planning region|city)\b"


@dataclass(frozen=True)
class Place:
    """A county that a lesson can speak of: its FIPS code, its names, and ICE's field office for it ("" if
    unknown)."""

    fips: str
    county: str
    state_abbr: str
    state: str
    field_office: str

    @property
    def name(self) -> str:
        """The county and its state, as the course writes them.

        >>> Place("48201", "Harris County", "TX", "Texas", "Houston").name
        'Harris County, TX'
        """
        return f"{self.county}, {self.state_abbr}"


def find(name: str, counties: Sequence[Mapping], states: Sequence[Mapping]) -> Place:
    """The county that ``name`` means: a FIPS code, or a county and its state with or without "County".

    ``counties`` and ``states`` are the rows of these tables. Raises :class:`LookupError` that says what is
    missing and which names are near, also when a name fits two counties (Baltimore County and Baltimore
    city).

    >>> from fedlocal.ground.tables import rows
    >>> find("harris, texas", rows("counties"), rows("states")).name
    'Harris County, TX'
    """
    text = " ".join(str(name).split())
    is_code = re.fullmatch(r"\d{5}", text)
    found = _with_code(text, counties) if is_code else _named(text, counties, states)
    abbr = found["state_abbr"]
    state = next(row["state"] for row in states if row["state_abbr"] == abbr)
    return Place(found["county_fips"], found["county_name"], abbr, state, found["field_office"])


def _with_code(fips: str, counties: Sequence[Mapping]) -> Mapping:
    for row in counties:
        if row["county_fips"] == fips:
            return row
    raise LookupError(f"There is no county with the FIPS code {fips}. Codes stand in fl.load('counties').")


def _named(text: str, counties: Sequence[Mapping], states: Sequence[Mapping]) -> Mapping:
    county, comma, state = (part.strip() for part in text.rpartition(","))
    if not comma:
        raise LookupError(
            f"{text!r} names no state. Write the county and its state, such as 'Harris County, TX'."
        )
    abbr = _abbreviation(state, states)
    if not abbr:
        raise LookupError(
            f"There is no state {state!r} in {text!r}. Write its name or its two letters, such as 'TX'."
        )
    of_state = [row for row in counties if row["state_abbr"] == abbr]
    plain, short = _plain(county), _short(county)
    exact = [row for row in of_state if _plain(row["county_name"]) == plain]
    found = exact or [row for row in of_state if _short(row["county_name"]) == short]
    if len(found) == 1:
        return found[0]
    near = [row["county_name"] for row in found] or _near(county, of_state)
    hint = f"Near it: {', '.join(near)}." if near else "fl.load('counties') lists all."
    problem = (
        f"{county!r} fits several counties of {state}."
        if len(found)
        else f"There is no county {county!r} in {state}."
    )
    raise LookupError(f"{problem} {hint}")


def _abbreviation(state: str, states: Sequence[Mapping]) -> str:
    """The two letters of a state that is given by them or by its name; "" if there is none."""
    for row in states:
        if row["state_abbr"] == state.upper() or row["state"].casefold() == state.casefold():
            return row["state_abbr"]
    return ""


def _near(county: str, counties: Sequence[Mapping]) -> list[str]:
    by_short = {_short(row["county_name"]): row["county_name"] for row in counties}
    return [by_short[short] for short in get_close_matches(_short(county), by_short, n=4, cutoff=0.5)]


def _short(name: str) -> str:
    """A name without the word for its kind and without accents: "Orleans" finds its parish, "Dona Ana"
    Doña Ana."""
    plain = _plain(name)
    return " ".join(re.sub(KINDS, " ", plain).split()) or plain


def _plain(name: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )


def county() -> Place | None:
    """The county that lessons speak of: the one chosen on this machine, else the one set for the class, else
    ``None``.

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
    """The county that these words mean. Raises :class:`LookupError` that says what is missing and which names
    are near.

    >>> named("dona ana, new mexico").name
    'Doña Ana County, NM'
    """
    return find(str(words).strip(), rows("counties"), rows("states"))


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
    own = progress.own_place()
    return _usable(own, "your progress file", "Choose it again with fl.set_place.") if own else _of_class()


def _of_class() -> tuple[Place | None, str]:
    try:
        words, where = progress.class_place()
    except ValueError as problem:
        return None, str(problem)
    return _usable(words, where, f"Correct it in {where}.") if words else (None, "")


def _usable(words: str, where: str, mend: str) -> tuple[Place | None, str]:
    try:
        return named(words), ""
    except LookupError as problem:
        return (
            None,
            f"The place that is set in {where} is not a county that the course knows. {problem} {mend}",
        )


def assigned(name: object) -> Place | None:
    """The place that an exercise is about: the one named in it, else the one of this machine or class, else
    ``None``.

    Raises :class:`LookupError` for a name that is no county, with names near it.

    >>> assigned("Harris County, TX").fips
    '48201'
    """
    return named(name) if name and str(name).strip() else county()


def place_or_none(name: str | None) -> Place | None:
    """The assigned place, or ``None`` where there is none or the name is not one (the card says so)."""
    try:
        return assigned(name)
    except LookupError:
        return None
