"""counties and county_fips_changes: the counties of 2025, old geographies joined where they still fit."""

import pandas as pd

from derive.common import read

CONNECTICUT_OUTLINE = "09"
VALDEZ_CORDOVA = "02261"  # the outline of 2017 that stands for its two successors of 2019
SUCCESSORS = {"02063", "02066"}
CARRIED = ["county_fips", "state_abbr", "county_name", "county_type", "population_2020", "population_2025"]


def county_fips_changes(reference, done):
    table = read(reference, "county_fips_changes")
    return table.sort_values(["old_fips", "new_fips"], ignore_index=True)


def counties(reference, done):
    """One row per county or equivalent of the 50 states and DC on the geography of 2025."""
    table = read(reference, "county_base_2025")[CARRIED].sort_values("county_fips", ignore_index=True)
    table["population_vintage"] = "2025"
    table["foreign_born_pct_2012_2016"] = _foreign_born(
        reference, table.county_fips, done["county_fips_changes"]
    )
    table["field_office"] = _field_office(reference, table)
    table["shape_id"] = [_shape(fips) for fips in table.county_fips]
    return table


def _shape(fips):
    """The outline to draw: the county's own, or the old outline that stands for it."""
    if fips.startswith("09"):
        return CONNECTICUT_OUTLINE
    return VALDEZ_CORDOVA if fips in SUCCESSORS else fips


def _foreign_born(reference, fips, changes):
    """Percent foreign-born, ACS 2012-2016; a county only renamed keeps its value, a split one has none."""
    survey = read(reference, "county_context_acs2012_2016").set_index("county_fips").foreignborn_pct
    renamed = changes[changes.change == "renamed"].set_index("new_fips").old_fips
    return [survey.get(f, survey.get(renamed.get(f, ""), "")) for f in fips]


def _field_office(reference, table):
    """The ICE area of responsibility of each county; a new code takes the office of its whole state."""
    areas = read(reference, "county_to_ice_aor")
    by_county = areas.set_index("county_fips").aor_2026
    whole = areas.groupby("state_abbr").aor_2026.unique()
    office = table.county_fips.map(by_county)
    for row in table[office.isna()].itertuples():
        (office[row.Index],) = whole[row.state_abbr]  # fails if the state is split between offices
    return pd.Series(office)
