"""What exercise 08 computes: cells of its tables name these functions.

A county here is the one that the desk has; its field office is the one that works for it.
"""

from __future__ import annotations

import pandas as pd

from ..ground.computed import Desk
from ..ground.formats import dated
from ..ground.tables import describe

WITHOUT_NEIGHBOR = "Atlanta"  # a wrong office where only one works for the state


def rules_day(desk: Desk) -> dict[str, str]:
    """The day of the rules of authority, as words of a text.

    >>> list(rules_day(Desk(load=None)))
    ['as_of']
    """
    return {"as_of": dated(describe("authority_rules")["as_of"])}


def list_day(desk: Desk) -> dict[str, str]:
    """The day of ICE's list of agreements, as words of a text.

    >>> list_day(Desk(load=None))
    {'day': '24 July 2026'}
    """
    return {"day": dated(describe("agreements")["as_of"])}


def trap(desk: Desk, trap_id: str) -> str:
    """What trips a reader up in a claim: its name and what it is.

    >>> from fedlocal.ground.tables import load
    >>> trap(Desk(load), "old").partition(":")[0]
    'Once true'
    """
    row = desk.load("claim_traps").set_index("trap").loc[trap_id]
    return f"{row['name']}: {row['what']}"


def office(desk: Desk) -> str:
    """ICE's field office for the county.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office(Desk(load, named("Harris County, TX")))
    'Houston'
    """
    return desk.here.field_office


def largest_office(desk: Desk) -> str:
    """The field office with the most counties of the state.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> largest_office(Desk(load, named("Harris County, TX")))
    'Dallas'
    """
    return _counties(desk)["field_office"].mode()[0]


def another_office(desk: Desk) -> str:
    """A field office for other counties of the state; where there is none, one from elsewhere.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> another_office(Desk(load, named("Harris County, TX")))
    'San Antonio'
    """
    offices = desk.load("field_offices")
    for_state = set(offices.loc[offices["states"].str.contains(desk.here.state_abbr), "office"])
    return max(for_state - {desk.here.field_office}, default=WITHOUT_NEIGHBOR)


def seat(desk: Desk) -> str:
    """Whether the field office sits in the state ("here") or in another one ("elsewhere").

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> seat(Desk(load, named("Kalawao County, HI")))
    'elsewhere'
    """
    return "here" if _office(desk)["state_abbr"] == desk.here.state_abbr else "elsewhere"


def office_states(desk: Desk) -> int:
    """Into how many states the area of the field office reaches.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office_states(Desk(load, named("Harris County, TX")))
    1
    """
    return len(_office(desk)["states"].split(";"))


def office_counties(desk: Desk) -> int:
    """How many counties the area of the field office has.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office_counties(Desk(load, named("Harris County, TX")))
    57
    """
    return int(_office(desk)["counties"])


def office_residents(desk: Desk) -> int:
    """How many residents the area of the field office had in 2025.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> office_residents(Desk(load, named("Harris County, TX")))
    10426806
    """
    return int(_office(desk)["population_2025"])


def office_residents_2020(desk: Desk) -> int:
    """How many residents the counties of that area had in 2020.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> office_residents_2020(desk) < office_residents(desk)
    True
    """
    counties = desk.load("counties")
    area = counties[counties["field_office"] == desk.here.field_office]
    return int(area["population_2020"].sum())


def residents_per_resident(desk: Desk) -> float:
    """How many residents of the field office's area there are for each resident of the county.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(residents_per_resident(Desk(load, named("Harris County, TX"))), 1)
    2.1
    """
    return office_residents(desk) / _residents(desk)


def county_share(desk: Desk) -> float:
    """The other way round: the county's residents in percent of those of the field office's area.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(county_share(Desk(load, named("Harris County, TX"))), 1)
    48.4
    """
    return 100 * _residents(desk) / office_residents(desk)


def state_area(desk: Desk) -> dict[str, float]:
    """The three numbers of question 8 for the whole state instead of the field office's area.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_area(Desk(load, named("Harris County, TX")))["counties"]
    254
    """
    counties = _counties(desk)
    residents = counties["population_2025"].sum()
    return {
        "counties": len(counties),
        "residents": int(residents),
        "times": residents / _residents(desk),
    }


def county_code(desk: Desk) -> dict[str, str]:
    """The county's FIPS code, as words of a text.

    >>> from fedlocal.ground.places import named
    >>> county_code(Desk(None, named("Harris County, TX")))
    {'fips': '48201'}
    """
    return {"fips": desk.here.fips}


def arguments(desk: Desk) -> tuple[str]:
    """What the function of question 8 is called with: the county's FIPS code.

    >>> from fedlocal.ground.places import named
    >>> arguments(Desk(None, named("Harris County, TX")))
    ('48201',)
    """
    return (desk.here.fips,)


def agency_in_county(desk: Desk) -> str:
    """Whether it is "right" or "wrong" that an agency placed in the county held an agreement.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agency_in_county(Desk(load, named("Loving County, TX")))
    'wrong'
    """
    return "wrong" if _agencies_in_county(desk).empty else "right"


def agency_in_state(desk: Desk) -> str:
    """Whether it is "right" or "wrong" that an agency of the state held an agreement.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agency_in_state(Desk(load, named("Loving County, TX")))
    'right'
    """
    return "wrong" if _agencies_in_state(desk).empty else "right"


def list_lines(desk: Desk) -> pd.DataFrame:
    """What stands on ICE's list for the county and its state, and what does not.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> list_lines(Desk(load, named("Loving County, TX"))).iloc[0].tolist()
    ['Agencies placed in Loving County', '0']
    """
    in_county, in_state = _agencies_in_county(desk), _agencies_in_state(desk)
    signed = in_county[["signed_jem", "signed_wso", "signed_tfm"]].notna().sum().sum()
    lines = {
        f"Agencies placed in {desk.here.county}": len(in_county),
        "Agreements that they hold": signed,
        f"Agencies of {desk.here.state}, all together": len(in_state),
        f"Agencies of {desk.here.state} that are placed in no county": in_state["county_fips"].isna().sum(),
        "Officers who use an agreement": "not on the list",
        "Arrests": "not on the list",
    }
    return pd.DataFrame(
        {"What it is about": list(lines), "What the list says": [str(value) for value in lines.values()]}
    )


def _office(desk: Desk) -> pd.Series:
    return desk.load("field_offices").set_index("office").loc[desk.here.field_office]


def _counties(desk: Desk) -> pd.DataFrame:
    """The counties of the state."""
    counties = desk.load("counties")
    return counties[counties["state_abbr"] == desk.here.state_abbr]


def _residents(desk: Desk) -> int:
    """The residents of the county in 2025."""
    return int(desk.load("counties").set_index("county_fips")["population_2025"][desk.here.fips])


def _agencies_in_county(desk: Desk) -> pd.DataFrame:
    agreements = desk.load("agreements")
    return agreements[agreements["county_fips"] == desk.here.fips]


def _agencies_in_state(desk: Desk) -> pd.DataFrame:
    agreements = desk.load("agreements")
    return agreements[agreements["state_abbr"] == desk.here.state_abbr]
