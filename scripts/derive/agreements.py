"""agreements: one row per agency on ICE's list of 24 July 2026, with the date each model was signed."""

import pandas as pd

from derive.common import read, read_input, slug, unique_ids
from derive.places import CountyFinder

MODELS = ["jem", "wso", "tfm"]


def agreements(reference, done):
    rows = read(reference, "agreements_287g_2026_07")
    rows["agency_as_listed"] = rows.agency
    rows["agency_type"] = _types(rows)
    rows["agency"] = _corrected(rows)
    rows = _one_name_per_agency(rows)
    done["finder"] = finder = CountyFinder(done["counties"])
    fixed = {
        (r.state_abbr, r.agency_as_published): r.county_fips
        for r in read_input("county_corrections").itertuples()
    }
    table = pd.DataFrame(
        [
            _agency_row(state, agency, group, finder, fixed)
            for (state, agency), group in rows.groupby(["state_abbr", "agency"], sort=True)
        ]
    )
    table.insert(0, "agency_id", unique_ids([slug(r.state_abbr, r.agency) for r in table.itertuples()]))
    return table.sort_values("agency_id", ignore_index=True)


def _types(rows):
    ours = {
        (r.state_abbr, r.agency_as_published): r.agency_type for r in read_input("agency_types").itertuples()
    }
    return [_type(ours.get((r.state_abbr, r.agency), r.agency_type), r.agency) for r in rows.itertuples()]


def _type(kind, agency):
    return "county_police" if kind == "municipal_police" and "County Police Department" in agency else kind


def _corrected(rows):
    ours = {
        (r.state_abbr, r.agency_as_published): r.agency for r in read_input("agency_corrections").itertuples()
    }
    return [ours.get((r.state_abbr, r.agency), r.agency) for r in rows.itertuples()]


def _one_name_per_agency(rows):
    """A sheriff of one county listed as "Sheriff's Department" and "Sheriff's Office" has the latter name."""
    sheriffs = rows[rows.agency_type == "sheriff"]
    names = sheriffs.groupby(["state_abbr", "county_fips"]).agency.transform(lambda a: sorted(set(a))[-1])
    rows["agency"] = names.reindex(rows.index).fillna(rows.agency)
    return rows


def _agency_row(state, agency, group, finder, fixed):
    county, basis = _county(state, group, finder, fixed)
    signed = group.set_index("model").date_signed
    return {
        "state_abbr": state,
        "agency": agency,
        "agency_as_published": ";".join(sorted(set(group.agency_as_listed))),
        "agency_type": group.agency_type.iloc[0],
        "county_as_published": ";".join(sorted(set(group.county_as_published) - {""})),
        "county_fips": county,
        "county_name": finder.names.get(county, ""),
        "county_basis": basis,
        **{f"signed_{model}": signed.get(model.upper(), "") for model in MODELS},
    }


def _county(state, group, finder, fixed):
    """County and basis: our correction, else what ICE prints, else the agency's own name, else its place."""
    first = group.iloc[0]
    if first.agency_type == "state_agency":
        return "", "not_on_map"  # a statewide body sits in no county, whatever the sheet prints
    if (state, first.agency_as_listed) in fixed:
        county = fixed[state, first.agency_as_listed]
        return county, "published_corrected" if county else "not_on_map"
    published = group[group.county_fips != ""]
    if len(published):
        exact = (published.county_match == "exact").any()
        return published.county_fips.iloc[0], "published" if exact else "published_corrected"
    for find, basis in ((finder.by_agency_name, "agency_name"), (finder.by_place, "place_table")):
        county = find(state, first.agency_as_listed)
        if county:
            return county, basis
    return "", "not_on_map"
