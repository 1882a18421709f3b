"""ICE's field offices: which of the 25 works for a state or a county, and what is known of its area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..ground.formats import number, plural

TERRITORIES = {
    "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
    "GU": "Guam",
    "MP": "Northern Mariana Islands",
}


@dataclass(frozen=True)
class Office:
    """One field office: its name, its city, its area in words, the states it reaches into, and the size of
    the area."""

    name: str
    city: str
    city_state: str
    area: str
    states: tuple[str, ...]
    counties: int
    residents: int

    @property
    def place(self) -> str:
        """The city and state where the office is."""
        return f"{self.city}, {self.city_state}"


@dataclass(frozen=True)
class Found:
    """The office or offices for a place, and a sentence that says so."""

    sentence: str
    offices: tuple[str, ...]
    place: str


def offices(table: Sequence[Mapping]) -> dict[str, Office]:
    """The offices by name, from the rows of ``field_offices``.

    >>> from fedlocal.ground.tables import rows
    >>> offices(rows("field_offices"))["Miami"].place
    'Miramar, FL'
    """
    return {
        row["office"]: Office(
            row["office"],
            row["city"],
            row["state_abbr"],
            row["area"],
            tuple(row["states"].split(";")),
            row["counties"],
            row["population_2025"],
        )
        for row in table
    }


def of_county(fips: str, counties: Sequence[Mapping], known: dict[str, Office]) -> Found:
    """The office for one county (its FIPS code); ``counties`` are the rows of that table.

    Raises :class:`LookupError` for a code that is no county.

    >>> from fedlocal.ground.tables import rows
    >>> of_county("48303", rows("counties"), offices(rows("field_offices"))).sentence
    'Lubbock County, TX belongs to the Dallas field office, in Dallas, TX.'
    """
    county = next((row for row in counties if row["county_fips"] == fips), None)
    if county is None:
        raise LookupError(
            f"There is no county with the FIPS code {fips!r}. Codes stand in fl.load('counties')."
        )
    office = known[county["field_office"]]
    name = f"{county['county_name']}, {county['state_abbr']}"
    return Found(
        f"{name} belongs to the {office.name} field office, in {office.place}.", (office.name,), name
    )


def of_state(
    state: str, counties: Sequence[Mapping], states: Sequence[Mapping], known: dict[str, Office]
) -> Found:
    """The office or offices for a state or territory (two letters), largest part first; ``counties`` and
    ``states`` are the rows of these tables.

    Raises :class:`LookupError` for letters that no office's area holds.

    >>> from fedlocal.ground.tables import rows
    >>> of_state("CA", rows("counties"), rows("states"), offices(rows("field_offices"))).sentence
    'California is shared by three field offices: San Francisco (49 counties), Los Angeles (7 counties) and
    San Diego (2 counties). Name a county to see which one.'
    """
    names = {**{row["state_abbr"]: row["state"] for row in states}, **TERRITORIES}
    matches = [office for office in known.values() if state in office.states]
    if not matches:
        raise LookupError(
            f"No field office's area holds {state!r}. Write the two letters of a state, such as 'TX'."
        )
    if len(matches) == 1:
        office = matches[0]
        return Found(
            f"{names[state]} belongs as a whole to the {office.name} field office, in {office.place}.",
            (office.name,),
            names[state],
        )
    parts = Counter(row["field_office"] for row in counties if row["state_abbr"] == state)
    largest_first = sorted(parts, key=lambda name: (-parts[name], name))
    listed = [f"{name} ({plural(parts[name], 'county', 'counties')})" for name in largest_first]
    words = {2: "two", 3: "three", 4: "four", 5: "five"}
    sentence = (
        f"{names[state]} is shared by {words.get(len(listed), len(listed))} field offices:"
        f" {', '.join(listed[:-1])} and {listed[-1]}. Name a county to see which one."
    )
    return Found(sentence, tuple(largest_first), names[state])


def about(office: Office, states: dict[str, str]) -> list[str]:
    """What is known of an office's area, in short sentences; ``states`` gives the names of states by their
    letters.

    >>> from fedlocal.ground.tables import rows
    >>> about(offices(rows("field_offices"))["Baltimore"], {"MD": "Maryland"})[0]
    'Its area: All of Maryland.'
    """
    names = [states.get(code, TERRITORIES.get(code, code)) for code in office.states]
    away = [name for code, name in zip(office.states, names) if code != office.city_state]
    lines = [
        f"Its area: {office.area}.",
        (
            f"It has {plural(office.counties, 'county', 'counties')} with {number(office.residents)}"
            " residents of every status (1 July 2025)."
        ),
    ]
    if away:
        lines.append(f"For {_and(away)} the field office itself sits in another state.")
    return lines


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
