"""In which county does an agency sit? And `places`, the sourced rows behind the answers for towns."""

import re

import pandas as pd

from derive.common import read_input

SOURCES = {
    "places_census": "census_subcounty_2019",
    "places_campus": "florida_statute_1998",
    "places_zip": "zip_codes",
}
NOT_A_PLACE = re.compile(
    r"\b(City of|Town of|Village of|Borough|Village|Police Services|Police|Department|Deparment|Division of|"
    r"Public Safety and Security|Public Safety|of Public Safety|Constables?'?s?|Office of|Office|"
    r"Board of Trustees)\b"
)
COUNTY_WORDS = r" (County|Parish|Borough|Census Area|Municipality|City and Borough)$"
BEFORE_COUNTY = re.compile(r"(.+?) (?:County|Parish)\b|County of (\w+)")


def all_places():
    """Every place that we looked up, each with the list of counties it lies in."""
    parts = [read_input(name).assign(source=source) for name, source in SOURCES.items()]
    return pd.concat(parts, ignore_index=True)


class CountyFinder:
    """Answers (county_fips, basis) for an agency, and remembers which places it needed."""

    def __init__(self, counties):
        self.names = counties.set_index("county_fips").county_name
        cities = counties.county_name.str.endswith(" city")  # Virginia's twins: 'X County' is never 'X city'
        self.by_name = {
            (r.state_abbr, _plain(re.sub(COUNTY_WORDS, "", r.county_name))): r.county_fips
            for r in counties[~cities].itertuples()
        }
        self.cities = {
            (r.state_abbr, _plain(r.county_name.removesuffix(" city"))): r.county_fips
            for r in counties[cities].itertuples()
        }
        self.places = {
            (r.state_abbr, _plain(r.place)): r.county_fips_all.split(";") for r in all_places().itertuples()
        }
        aliases = read_input("agency_places")
        self.aliases = {(r.state_abbr, r.agency_as_published): r.place for r in aliases.itertuples()}
        self.used = set()

    def by_agency_name(self, state, agency):
        """The county that the agency's own name names ('Etowah County Sheriff's Office'), or ''."""
        match = BEFORE_COUNTY.search(agency)
        if match:
            words = (match[1] or match[2]).split()
            names = [_plain(" ".join(words[-n:])) for n in range(len(words), 0, -1)]
            found = [
                self.by_name.get((state, n)) or self.by_name.get((state, n.removesuffix("s"))) for n in names
            ]
            return next(filter(None, found), "")
        city = re.match(r"(.+?)(?: City)? Sheriff's Office", agency)  # a sheriff of an independent city
        return self.cities.get((state, _plain(city[1])), "") if city else ""

    def by_place(self, state, agency):
        """The only county of the place that the agency's name names, or '' (no such place, or several)."""
        for place in self._candidates(state, agency):
            counties = self.places.get((state, place))
            if counties:
                self.used.add((state, place))
                return counties[0] if len(counties) == 1 else ""
        return ""

    def _candidates(self, state, agency):
        alias = self.aliases.get((state, agency))
        if alias:
            return [_plain(alias)]
        if "Township" in agency or "Twp" in agency:
            return []  # township names repeat within a state and are not postal places
        return [_plain(agency), _plain(" ".join(NOT_A_PLACE.sub(" ", agency).split()).strip(" ,"))]


def _plain(name):
    """'St. Lucie' and 'Saint Lucie', 'DeKalb' and 'Dekalb' are one name."""
    return re.sub(r"[^a-z0-9& ]", "", re.sub(r"^st(e?)\b\.?", r"saint\1", name.lower().strip())).replace(
        "  ", " "
    )


def places(reference, done):
    """The place rows that placed, or on purpose did not place, an agency of the agreement tables."""
    table = all_places()
    used = done["finder"].used
    table = table[[(r.state_abbr, _plain(r.place)) in used for r in table.itertuples()]].copy()
    table["counties_in_place"] = table.county_fips_all.str.split(";").str.len()
    table["county_fips"] = table.county_fips_all.where(table.counties_in_place == 1, "")
    columns = [
        "state_abbr",
        "place",
        "place_type",
        "place_fips",
        "county_fips",
        "counties_in_place",
        "county_fips_all",
        "source",
    ]
    return table[columns].sort_values(["state_abbr", "place"], ignore_index=True)
