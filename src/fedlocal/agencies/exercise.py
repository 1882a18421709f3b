"""What exercise 01 computes, and small questions to the duties and agencies that other exercises share."""

from __future__ import annotations

import pandas as pd

from ..ground.computed import Desk
from . import duties

KINDS = {
    "city": "City",
    "county": "County",
    "state_police": "State police",
    "other_state": "Other state",
    "university": "Campus",
    "tribal": "Tribal",
    "other": "Other",
}


def job(desk: Desk, duty: str) -> str:
    """The agencies of a duty, as ids separated by ";".

    >>> from fedlocal.ground.tables import load
    >>> job(Desk(load), "patrol-border")
    'border-patrol'
    """
    return desk.load("duties").set_index("duty_id").loc[duty, "agencies"]


def chain(desk: Desk, agency: str) -> list[str]:
    """The chain of command from this agency up to where it ends, as ids.

    >>> from fedlocal.ground.tables import load
    >>> chain(Desk(load), "ero")
    ['ero', 'ice', 'dhs', 'president']
    """
    return duties.chain(desk.rows("agencies"), agency)


def duty_texts(desk: Desk, **duty_ids: str) -> dict[str, str]:
    """The words of some duties, each under the letter that stands for it: ``a=patrol-border``.

    >>> from fedlocal.ground.tables import load
    >>> duty_texts(Desk(load), a="decide-removal")
    {'a': 'After a full hearing, decide whether a person must leave the country.'}
    """
    texts = desk.load("duties").set_index("duty_id")["duty"]
    return {letter: texts[duty] for letter, duty in duty_ids.items()}


def chain_in_letters(desk: Desk, agency: str, **agencies: str) -> tuple[str, ...]:
    """The chain of command from this agency up, in the letters that stand for its members: ``a=ice``.

    >>> from fedlocal.ground.tables import load
    >>> chain_in_letters(Desk(load), "ero", c="ero", a="ice", d="dhs", b="president")
    ('c', 'a', 'd', 'b')
    """
    letter_of = {member: letter for letter, member in agencies.items()}
    return tuple(letter_of[member] for member in chain(desk, agency))


def chain_end(desk: Desk, agency: str) -> str:
    """Where the chain of command of this agency ends, in one word.

    >>> from fedlocal.ground.tables import load
    >>> chain_end(Desk(load), "sheriff")
    'voters'
    """
    return chain(desk, agency)[-1].removeprefix("county-")


def office_table(desk: Desk) -> pd.DataFrame:
    """ICE's field offices with their areas, as the learner sees them.

    >>> from fedlocal.ground.tables import load
    >>> list(office_table(Desk(load)))
    ['Office', 'Area', 'Counties', 'Residents, 2025']
    """
    headings = {
        "office": "Office",
        "area": "Area",
        "counties": "Counties",
        "population_2025": "Residents, 2025",
    }
    return desk.load("field_offices")[list(headings)].rename(columns=headings)


def _office(desk: Desk) -> pd.Series:
    return desk.load("field_offices").set_index("office").loc[desk.here.field_office]


def _residents(desk: Desk, area: str) -> int:
    """The residents of 2025 of the place's ``county`` or ``state``."""
    table, key, code = {
        "county": ("counties", "county_fips", desk.here.fips),
        "state": ("states", "state_abbr", desk.here.state_abbr),
    }[area]
    return desk.load(table).set_index(key).loc[code, "population_2025"]


def office_facts(desk: Desk) -> dict[str, str]:
    """How many field offices there are, and how many residents the county has, in words.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office_facts(Desk(load, named("Harris County, TX")))["offices"]
    '25'
    """
    return {
        "offices": str(len(desk.load("field_offices"))),
        "residents": f"{_residents(desk, 'county'):,}",
    }


def field_office(desk: Desk) -> str:
    """The field office whose area has the county.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> field_office(Desk(load, named("Harris County, TX")))
    'Houston'
    """
    return desk.here.field_office


def first_office(desk: Desk) -> str:
    """The office that the table lists first: a mistake of somebody who did not look further.

    >>> from fedlocal.ground.tables import load
    >>> first_office(Desk(load))
    'Atlanta'
    """
    return desk.load("field_offices")["office"].iloc[0]


def office_counties(desk: Desk) -> int:
    """How many counties the area of the county's field office has.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> int(office_counties(Desk(load, named("Harris County, TX"))))
    57
    """
    return _office(desk)["counties"]


def state_counties(desk: Desk) -> int:
    """How many counties the state has: a mistake where the area of a field office is asked.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_counties(Desk(load, named("Harris County, TX")))
    254
    """
    return int((desk.load("counties")["state_abbr"] == desk.here.state_abbr).sum())


def office_ratio(desk: Desk, to: str = "county") -> int:
    """The residents of the field office's area for each resident of the ``county``, rounded; ``to=state``
    divides by the state's.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office_ratio(Desk(load, named("Harris County, TX")))
    2
    """
    return round(_office(desk)["population_2025"] / _residents(desk, to))


def _reporting(desk: Desk) -> pd.DataFrame:
    """The police of the place's state that reported to the FBI, one row for each kind of agency."""
    table = desk.load("law_enforcement_employees")
    return table[table["state_abbr"] == desk.here.state_abbr]


def police_table(desk: Desk) -> pd.DataFrame:
    """The police agencies of the state and their staff, as the learner sees them.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> police_table(Desk(load, named("Harris County, TX")))["Kind of agency"].iloc[0]
    'City'
    """
    headings = {
        "kind": "Kind of agency",
        "agencies": "Agencies that reported",
        "officers": "Sworn officers",
        "civilians": "Civilian staff",
    }
    rows = _reporting(desk)
    return rows.assign(kind=rows["agency_type"].map(KINDS))[list(headings)].rename(columns=headings)


def headcount(desk: Desk, people: str = "officers") -> int:
    """The sworn officers of the state's agencies that reported.

    Other ``people``: staff (civilians too), city_officers, largest_kind (the kind of agency with most
    officers), whole_table (the officers of all states and of the federal agencies).

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> headcount(desk) < headcount(desk, "staff")
    True
    """
    rows = _reporting(desk)
    counts = {
        "officers": rows["officers"].sum(),
        "staff": rows["officers"].sum() + rows["civilians"].sum(),
        "city_officers": rows.loc[rows["agency_type"] == "city", "officers"].sum(),
        "largest_kind": rows["officers"].max(),
        "whole_table": desk.load("law_enforcement_employees")["officers"].sum(),
    }
    return int(counts[people])


def commonest_kind(desk: Desk, *people: str) -> int:
    """The ``people`` (officers, civilians, or both) of the kind of agency of which most reported.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> commonest_kind(desk, "officers") <= headcount(desk, "largest_kind")
    True
    """
    return int(_reporting(desk).sort_values("agencies").iloc[-1][list(people)].sum())


def officer_rate(desk: Desk, per: str = "1000", people: str = "officers") -> float:
    """The :func:`headcount` of these ``people`` for each 1,000 (or ``per``) residents of the state in 2025.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> round(officer_rate(desk)), round(officer_rate(desk, per="100000") / officer_rate(desk))
    (2, 100)
    """
    return int(per) * headcount(desk, people) / _residents(desk, "state")


def officer_facts(desk: Desk) -> dict[str, str]:
    """How many sworn officers the state's agencies reported, in words.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> list(officer_facts(Desk(load, named("Harris County, TX"))))
    ['officers']
    """
    return {"officers": f"{headcount(desk):,}"}
