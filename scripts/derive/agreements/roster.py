"""agreements: one row per agency on ICE's list of one day, with the date each model was signed."""

import pandas as pd

from derive.agreements.listing import key
from derive.common import read, read_input, slug, unique_ids
from derive.geography.places import CountyFinder

MODELS = ["jem", "wso", "tfm"]


def agreements(reference, done):
    return from_rows(read(reference, "agreements_287g_2026_07"), done)


def from_rows(rows, done):
    """The table from the rows of one list, one an agency and model; leaves the finder of counties in
    ``done``."""
    rows["agency_as_listed"] = rows.agency
    rows["agency_type"] = _types(rows)
    rows["agency"] = _corrected(rows)
    rows = _one_name_per_agency(rows)
    finder = done.setdefault("finder", CountyFinder(done["counties"]))
    fixed = {
        (r.state_abbr, r.agency_as_published): r.county_fips
        for r in read_input("county_corrections").itertuples()
    }
    groups = {}
    for row in rows.itertuples():
        groups.setdefault((row.state_abbr, row.agency), []).append(row)
    table = pd.DataFrame([_agency_row(*names, groups[names], finder, fixed) for names in sorted(groups)])
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
    """A sheriff of one county listed as "Sheriff's Department" and "Sheriff's Office" has the latter name;
    so have names that differ in spelling only."""
    spelled = [key(r.state_abbr, r.agency) for r in rows.itertuples()]
    last = dict(
        sorted(zip(spelled, rows.agency, strict=True))
    )  # of each spelling the last name in the alphabet
    rows["agency"] = [last[name] for name in spelled]
    sheriffs = rows[rows.agency_type == "sheriff"]
    names = sheriffs.groupby(["state_abbr", "county_fips"]).agency.transform(lambda a: sorted(set(a))[-1])
    rows["agency"] = names.reindex(rows.index).fillna(rows.agency)
    return rows


def _agency_row(state, agency, group, finder, fixed):
    """One row of the table from the rows of one agency, a list."""
    county, basis = _county(state, group, finder, fixed)
    signed = {row.model: row.date_signed for row in group}
    return {
        "state_abbr": state,
        "agency": agency,
        "agency_as_published": ";".join(sorted({row.agency_as_listed for row in group})),
        "agency_type": group[0].agency_type,
        "county_as_published": ";".join(sorted({row.county_as_published for row in group} - {""})),
        "county_fips": county,
        "county_name": finder.names.get(county, ""),
        "county_basis": basis,
        **{f"signed_{model}": signed.get(model.upper(), "") for model in MODELS},
    }


def _county(state, group, finder, fixed):
    """County and basis: our correction, else what ICE prints, else the agency's own name, else its place."""
    first = group[0]
    if first.agency_type == "state_agency":
        return "", "not_on_map"  # a statewide body sits in no county, whatever the sheet prints
    if (state, first.agency_as_listed) in fixed:
        county = fixed[state, first.agency_as_listed]
        return county, "published_corrected" if county else "not_on_map"
    published = [row for row in group if row.county_fips != ""]
    if published:
        exact = any(row.county_match == "exact" for row in published)
        return published[0].county_fips, "published" if exact else "published_corrected"
    for find, basis in ((finder.by_agency_name, "agency_name"), (finder.by_place, "place_table")):
        county = find(state, first.agency_as_listed)
        if county:
            return county, basis
    return "", "not_on_map"
