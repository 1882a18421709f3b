"""Counties by name, and the county of this machine. Lessons, figures, widgets, exercises, grading and the
launcher all ask here.

"Harris County, TX", "harris, texas" and "48201" are one place. Whatever was set (a name, a FIPS code, a slip
of the pen, a file in UTF-16), what comes out is a county or ``None``. What is wrong with a place is told on
the card of the lesson or exercise, and stops neither.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from . import progress
from .tables import load

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


def find(name: str, counties: pd.DataFrame, states: pd.DataFrame) -> Place:
    """The county that ``name`` means: a FIPS code, or a county and its state with or without "County".

    ``counties`` and ``states`` are the tables of these names. Raises :class:`LookupError` that says what is
    missing and which names are near, also when a name fits two counties (Baltimore County and Baltimore
    city).

    >>> from fedlocal.ground.tables import load
    >>> find("harris, texas", load("counties"), load("states")).name
    'Harris County, TX'
    """
    text = " ".join(str(name).split())
    if re.fullmatch(r"\d{5}", text):
        rows = counties[counties["county_fips"] == text]
        if rows.empty:
            raise LookupError(
                f"There is no county with the FIPS code {text}. Codes stand in fl.load('counties')."
            )
    else:
        rows = _named(text, counties, states)
    row = rows.iloc[0]
    state = states.loc[states["state_abbr"] == row["state_abbr"], "state"].item()
    office = row["field_office"]
    return Place(
        row["county_fips"], row["county_name"], row["state_abbr"], state, "" if pd.isna(office) else office
    )


def _named(text: str, counties: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    county, comma, state = (part.strip() for part in text.rpartition(","))
    if not comma:
        raise LookupError(
            f"{text!r} names no state. Write the county and its state, such as 'Harris County, TX'."
        )
    wanted = states[
        (states["state_abbr"] == state.upper()) | (states["state"].str.casefold() == state.casefold())
    ]
    if wanted.empty:
        raise LookupError(
            f"There is no state {state!r} in {text!r}. Write its name or its two letters, such as 'TX'."
        )
    here = counties[counties["state_abbr"] == wanted["state_abbr"].item()]
    exact = here[here["county_name"].map(_plain) == _plain(county)]
    found = exact if len(exact) else here[here["county_name"].map(_short) == _short(county)]
    if len(found) == 1:
        return found
    near = list(found["county_name"]) or _near(county, here)
    hint = f"Near it: {', '.join(near)}." if near else "fl.load('counties') lists all."
    problem = (
        f"{county!r} fits several counties of {state}."
        if len(found)
        else f"There is no county {county!r} in {state}."
    )
    raise LookupError(f"{problem} {hint}")


def _near(county: str, here: pd.DataFrame) -> list[str]:
    by_short = {_short(name): name for name in here["county_name"]}
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
