"""What exercise 03 computes: roads and papers of a case, three clocks, the arrests of a field office in two
years."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..ground.computed import Desk
from .walks import Map, build, choices

FASTER = ("expedited", "reinstatement", "administrative")  # steps on which an officer orders removal
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED_BY = {"Harlingen": "San Antonio"}  # an office newer than the table, and the one that had its counts


class Clocks(NamedTuple):
    """One card of the question on clocks: the starting day, a holiday with its sentence, a date in May."""

    day: str
    holiday: str
    sentence: str
    date: int


CLOCKS = (
    Clocks("Wednesday", "Friday", "The Friday of that week is a holiday.", 4),
    Clocks("Thursday", "", "No holiday is near.", 6),
    Clocks("Friday", "", "No holiday is near.", 9),
    Clocks("Friday", "Monday", "The Monday after is a holiday.", 11),
    Clocks("Thursday", "Monday", "The Monday after is a holiday.", 13),
)


# Roads and papers


def road(desk: Desk, **facts: str) -> str:
    """The one faster procedure that the map opens for these facts beside the hearing; "hearing" if none.

    Raises :class:`ValueError` where it opens several, so that a question about one road has one answer.

    >>> from fedlocal.ground.tables import load
    >>> road(Desk(load), entry="admitted", prior_order="no", record="aggravated", resident="no")
    'administrative'
    """
    graph = desk.once("map of the case", lambda: _map(desk))
    found = [way.end for way in choices(graph, ["procedure"], facts)[0] if way.end in FASTER]
    if len(found) > 1:
        raise ValueError(f"Several roads are open for {facts}: {', '.join(found)}. Add a fact that decides.")
    return found[0] if found else "hearing"


def letters_of_walk(desk: Desk, *links: str, **letters: str) -> tuple[str, ...]:
    """The letters of the steps to which these links lead, in the order of the links.

    >>> from fedlocal.ground.tables import load
    >>> letters_of_walk(Desk(load), "bk_detainer", "pr_hearing", detainer="d", nta="a")
    ('d', 'a')
    """
    steps = desk.load("pathway_links").set_index("link_id")["to_step"]
    return tuple(letters[step] for step in steps.loc[list(links)])


# Three clocks


def clock_facts(desk: Desk) -> dict[str, object]:
    """The starting day, the sentence on holidays and the date in May that the place was dealt.

    >>> from fedlocal.ground import places, tables
    >>> clock_facts(Desk(tables.load, places.named("Harris County, TX")))
    {'day': 'Wednesday', 'holiday': 'The Friday of that week is a holiday.', 'date': 4}
    """
    clocks = dealt_clocks(desk)
    return {"day": clocks.day, "holiday": clocks.sentence, "date": clocks.date}


def starting_day(desk: Desk) -> str:
    """The day on whose afternoon the clocks of 48 hours start.

    >>> from fedlocal.ground import places, tables
    >>> starting_day(Desk(tables.load, places.named("Harris County, TX")))
    'Wednesday'
    """
    return dealt_clocks(desk).day


def end_of_clock(desk: Desk, limit: str, *left_out: str) -> str:
    """The day on which a limit in hours ends. ``left_out`` says what does not count: weekend, holiday.

    >>> from fedlocal.ground import places, tables
    >>> desk = Desk(tables.load, places.named("Harris County, TX"))
    >>> end_of_clock(desk, "custody_decision"), end_of_clock(desk, "detainer_hold", "weekend", "holiday")
    ('Friday', 'Monday')
    """
    clocks = dealt_clocks(desk)
    off = {"weekend": WEEK[5:], "holiday": (clocks.holiday,)}
    idle = [day for name in left_out for day in off[name]]
    following = (WEEK * 2)[WEEK.index(clocks.day) + 1 :]
    counted = [day for day in following if day not in idle]
    return counted[_limit(desk, limit) // 24 - 1]


def notice_date(desk: Desk, days_later: str = "0") -> int:
    """The day in May on which the Notice to Appear is handed over, or so many days later.

    >>> from fedlocal.ground import places, tables
    >>> notice_date(Desk(tables.load, places.named("Harris County, TX")))
    4
    """
    return dealt_clocks(desk).date + int(days_later)


def first_hearing_date(desk: Desk) -> int:
    """The earliest day in May for the first hearing after that notice.

    >>> from fedlocal.ground import places, tables
    >>> int(first_hearing_date(Desk(tables.load, places.named("Harris County, TX"))))
    14
    """
    return dealt_clocks(desk).date + _limit(desk, "first_hearing")


# The field office of the place


def office_today(desk: Desk) -> str:
    """The field office that the place belongs to.

    >>> from fedlocal.ground import places, tables
    >>> office_today(Desk(tables.load, places.named("Harris County, TX")))
    'Houston'
    """
    return desk.here.field_office


def other_office_of_state(desk: Desk) -> str:
    """The first other field office that works in the state of the place; the own one where there is none.

    >>> from fedlocal.ground import places, tables
    >>> other_office_of_state(Desk(tables.load, places.named("Harris County, TX")))
    'Dallas'
    """
    own = desk.here.field_office
    table = desk.load("field_offices")
    in_state = table["states"].str.split(";").map(lambda states: desk.here.state_abbr in states)
    return next((office for office in table.loc[in_state, "office"] if office != own), own)


def first_office(desk: Desk) -> str:
    """The first field office of the table.

    >>> from fedlocal.ground.tables import load
    >>> first_office(Desk(load))
    'Atlanta'
    """
    return desk.load("field_offices")["office"].iloc[0]


def office_facts(desk: Desk) -> dict[str, str]:
    """The office whose row the place takes in the table of arrests, for the text.

    >>> from fedlocal.ground import places, tables
    >>> office_facts(Desk(tables.load, places.named("Cameron County, TX")))
    {'office': 'San Antonio'}
    """
    return {"office": _office(desk)}


def office_arguments(desk: Desk) -> tuple[str]:
    """The same office, as the argument with which a learner's function is called.

    >>> from fedlocal.ground import places, tables
    >>> office_arguments(Desk(tables.load, places.named("Harris County, TX")))
    ('Houston',)
    """
    return (_office(desk),)


# Its arrests: count, share and rate


def arrests_exhibit(desk: Desk, then: str, now: str) -> pd.DataFrame:
    """Each office with its arrests in two years, and with the noncitizens of the first.

    >>> from fedlocal.ground.tables import load
    >>> list(arrests_exhibit(Desk(load), "2016", "2017"))
    ['Office', 'Arrests, 2016', 'Noncitizens, 2016', 'Arrests, 2017']
    """
    table = desk.load("arrests_by_office")
    earlier, later = (table[table["fiscal_year"] == int(year)] for year in (then, now))
    both = earlier.merge(later, on="office", suffixes=("_then", "_now"))
    names = {
        "office": "Office",
        "ice_arrests_then": f"Arrests, {then}",
        "noncitizens_then": f"Noncitizens, {then}",
        "ice_arrests_now": f"Arrests, {now}",
    }
    return both[list(names)].rename(columns=names)


def total_facts(desk: Desk, *years: str) -> dict[str, str]:
    """The arrests of all offices in each year, as the text prints them.

    >>> from fedlocal.ground.tables import load
    >>> total_facts(Desk(load), "2016")
    {'total_2016': '110,067'}
    """
    return {f"total_{year}": f"{_total(desk, year):,}" for year in years}


def arrests(desk: Desk, year: str) -> int:
    """The arrests of the office in a year.

    >>> from fedlocal.ground import places, tables
    >>> int(arrests(Desk(tables.load, places.named("Harris County, TX")), "2017"))
    13565
    """
    return _row(desk, year)["ice_arrests"]


def arrest_rate(desk: Desk, year: str, people_in: str = "", per: str = "1000") -> float:
    """Arrests of a year for so many noncitizens of that year, or of the year ``people_in``.

    >>> from fedlocal.ground import places, tables
    >>> print(round(arrest_rate(Desk(tables.load, places.named("Harris County, TX")), "2016"), 1))
    12.6
    """
    return int(per) * arrests(desk, year) / _row(desk, people_in or year)["noncitizens"]


def arrest_share(desk: Desk, year: str) -> float:
    """The office's share of the arrests of all offices in a year, in percent.

    >>> from fedlocal.ground import places, tables
    >>> print(round(arrest_share(Desk(tables.load, places.named("Harris County, TX")), "2016"), 1))
    11.8
    """
    return 100 * arrests(desk, year) / _total(desk, year)


def count_and_share(desk: Desk, then: str, now: str) -> str:
    """The letter for how count and share moved: a both up, b count up alone, c share up alone, d neither.

    >>> from fedlocal.ground import places, tables
    >>> count_and_share(Desk(tables.load, places.named("Harris County, TX")), "2016", "2017")
    'b'
    """
    share_rose = _part(desk, now) > _part(desk, then)
    if arrests(desk, now) > arrests(desk, then):
        return "a" if share_rose else "b"
    return "c" if share_rose else "d"


# How they changed between two years


def changes(desk: Desk, then: str, now: str) -> dict[str, float]:
    """Count (in percent), share (in percentage points) and rate (for each 1,000): how each changed.

    >>> from fedlocal.ground import places, tables
    >>> list(changes(Desk(tables.load, places.named("Harris County, TX")), "2013", "2017"))
    ['count', 'share', 'rate']
    """
    return {
        "count": count_change(desk, then, now),
        "share": share_change(desk, then, now),
        "rate": rate_change(desk, then, now),
    }


def changes_as_fractions(desk: Desk, then: str, now: str) -> dict[str, float]:
    """The same three changes without their factors of 100 and 1,000.

    >>> from fedlocal.ground import places, tables
    >>> list(changes_as_fractions(Desk(tables.load, places.named("Harris County, TX")), "2013", "2017"))
    ['count', 'share', 'rate']
    """
    return {
        "count": arrests(desk, now) / arrests(desk, then) - 1,
        "share": _part(desk, now) - _part(desk, then),
        "rate": _for_each(desk, now) - _for_each(desk, then),
    }


def count_change(desk: Desk, then: str, now: str) -> float:
    """By how many percent the office's arrests changed.

    >>> from fedlocal.ground import places, tables
    >>> print(round(count_change(Desk(tables.load, places.named("Harris County, TX")), "2013", "2017"), 1))
    -3.0
    """
    return 100 * (arrests(desk, now) / arrests(desk, then) - 1)


def share_change(desk: Desk, then: str, now: str, unit: str = "points") -> float:
    """By how many percentage points, or by how many percent of itself, the office's share changed.

    >>> from fedlocal.ground import places, tables
    >>> print(round(share_change(Desk(tables.load, places.named("Harris County, TX")), "2013", "2017"), 1))
    3.5
    """
    before, after = _part(desk, then), _part(desk, now)
    return {"points": 100 * (after - before), "percent": 100 * (after / before - 1)}[unit]


def rate_change(desk: Desk, then: str, now: str, people: str = "noncitizens") -> float:
    """By how much the office's arrests for each 1,000 noncitizens, or residents, changed.

    >>> from fedlocal.ground import places, tables
    >>> print(round(rate_change(Desk(tables.load, places.named("Harris County, TX")), "2013", "2017"), 1))
    -1.2
    """
    return 1000 * (_for_each(desk, now, people) - _for_each(desk, then, people))


def rate_change_on_later_people(desk: Desk, then: str, now: str) -> float:
    """The same, when both counts are divided by the noncitizens of the later year.

    >>> from fedlocal.ground import places, tables
    >>> desk = Desk(tables.load, places.named("Harris County, TX"))
    >>> print(round(rate_change_on_later_people(desk, "2013", "2017"), 1))
    -0.4
    """
    return 1000 * (arrests(desk, now) - arrests(desk, then)) / _row(desk, now)["noncitizens"]


# Two stories


def story_facts(desk: Desk, year: str, month: str) -> dict[str, object]:
    """The numbers of two news stories: federal totals of a fiscal year, and people held in a month.

    >>> from fedlocal.ground.tables import load
    >>> story_facts(Desk(load), "2019", "2026-03")["arrests"]
    '143,099'
    """
    totals = desk.load("federal_totals")
    total = totals[totals["fiscal_year"] == int(year)].set_index("measure")["value"]
    detention = desk.load("detention_monthly")
    detained = detention[detention["month"] == month].groupby("criminality")["held"].sum()
    return {
        "arrests": f"{total['ice_admin_arrests']:,}",
        "removals": f"{total['ice_removals']:,}",
        "interior": f"{total['ice_interior_removals']:,}",
        "department": f"{total['dhs_removals']:,}",
        "percent": round(100 * total["ice_interior_removals"] / total["ice_admin_arrests"]),
        "held": f"{detained.sum().round(-2):,.0f}",
        "convicted": round(100 * detained["convicted"] / detained.sum()),
    }


def _map(desk: Desk) -> Map:
    return build(*(desk.rows(name) for name in ("pathway_steps", "pathway_limits", "pathway_links")))


def dealt_clocks(desk: Desk) -> Clocks:
    """The card that the code of the place deals, always the same for a place."""
    return CLOCKS[sum(int(digit) for digit in desk.here.fips) % len(CLOCKS)]


def _limit(desk: Desk, limit: str) -> int:
    return desk.load("pathway_limits").set_index("limit_id")["value"][limit]


def _office(desk: Desk) -> str:
    return COUNTED_BY.get(desk.here.field_office, desk.here.field_office)


def _row(desk: Desk, year: str) -> pd.Series:
    """The row of the office in the table of arrests."""
    keys = ["fiscal_year", "office"]
    rows = desk.once("arrests by office", lambda: desk.load("arrests_by_office").set_index(keys))
    return rows.loc[(int(year), _office(desk))]


def _total(desk: Desk, year: str) -> int:
    table = desk.load("arrests_by_office")
    return table.loc[table["fiscal_year"] == int(year), "ice_arrests"].sum()


def _part(desk: Desk, year: str) -> float:
    return arrests(desk, year) / _total(desk, year)


def _for_each(desk: Desk, year: str, people: str = "noncitizens") -> float:
    return arrests(desk, year) / _row(desk, year)[people]
