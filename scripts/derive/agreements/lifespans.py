"""agreement_lifespans: when each agreement was first and last seen on ICE's list since January 2021.

A row that vanishes is not an agreement that ended: the sheet is re-typed, agencies are renamed. The
reference table suggests a possible new name for 75 of the 208 vanished rows from the spelling alone, and
often proposes another county's sheriff. We look again: the new name must carry the same model, must not
sit in another county, and must show the same signing date (or be the same name in the same county, one
right after the other).
"""

import re
from difflib import SequenceMatcher

import pandas as pd

from derive.common import read, slug, unique_ids

TYPE_WORDS = re.compile(
    r"\b(sheriff'?s?|police|office|department|deparment|dept|services|bocc|"
    r"board of (county commissioners|trustees)|division|division of law enforcement|corrections?|"
    r"detention facility|university|state|highway|patrol|of|the|"
    r"county|couny|counry|parish|borough|twp|township|constables?'?s?|constbales|city)\b"
)
ALIKE = 0.7  # of the own words, signed on the same day
ALIKE_IN_COUNTY = 0.6  # the same, and in the same county
SAME = 0.95  # signed on another day: the same words in the same county, without a pause
PAUSE = pd.Timedelta(days=10), pd.Timedelta(days=75)  # no sheet was kept from 18 May to 24 July 2026


def agreement_lifespans(reference, done):
    rows = read(reference, "agreements_287g_lifespans")
    placed = _places(rows, done["agreements"], done["finder"])
    rows["county_fips"], rows["county_basis"] = zip(*placed)
    state = read(reference, "state_context").set_index("state_abbr").state
    rows["short_name"] = [
        r.agency.removeprefix(state.get(r.state_abbr, "")).strip() for r in rows.itertuples()
    ]
    rows["listed"] = rows.status.str.startswith("listed")
    rows["renamed_to"] = [_new_name(row, rows) for row in rows.itertuples()]
    _inherit_county(rows)
    rows["fate"] = [
        "listed" if r.listed else "probable_rename" if r.renamed_to else "vanished" for r in rows.itertuples()
    ]
    rows["county_name"] = rows.county_fips.map(done["finder"].names).fillna("")
    rows["left_censored"] = rows.first_listed_is_left_censored.map({"True": "true", "False": "false"})
    rows["model"] = rows.model.str.lower()
    rows = rows.sort_values(["state_abbr", "agency", "model"], ignore_index=True)
    rows["lifespan_id"] = unique_ids([slug(r.state_abbr, r.agency, r.model) for r in rows.itertuples()])
    columns = [
        "lifespan_id",
        "state_abbr",
        "agency",
        "model",
        "date_signed",
        "first_listed",
        "last_listed",
        "fate",
        "renamed_to",
        "left_censored",
        "county_fips",
        "county_name",
        "county_basis",
    ]
    return rows[columns].sort_values("lifespan_id", ignore_index=True)


def _places(rows, agreements, finder):
    """County and basis: as in `agreements` for an agency on the list of July 2026, else from its own name."""
    known = {
        (r.state_abbr, name): (r.county_fips, r.county_basis)
        for r in agreements.itertuples()
        for name in r.agency_as_published.split(";")
    }
    for row in rows.itertuples():
        key = row.state_abbr, row.agency
        yield known.get(key) or _by_own_name(*key, finder)


def _by_own_name(state, agency, finder):
    for find, basis in ((finder.by_agency_name, "agency_name"), (finder.by_place, "place_table")):
        county = find(state, agency)
        if county:
            return county, basis
    return "", "not_on_map"


def own_words(agency):
    """What is left of a name without the words for its type: 'Dimmit Couny Sheriff's Office' -> 'dimmit'."""
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", TYPE_WORDS.sub(" ", agency.lower())).split())


def _new_name(row, rows, pause=PAUSE[1]):
    """The name under which a vanished row probably goes on, or ''; ``pause`` is how late the new name may
    appear."""
    if row.listed:
        return ""
    last = pd.Timestamp(row.last_listed)
    others = rows[
        (rows.state_abbr == row.state_abbr)
        & (rows.model == row.model)
        & (rows.agency != row.agency)
        & (rows.last_listed > row.last_listed)
        & (rows.first_listed <= str((last + pause).date()))
    ]
    scored = [
        (_likeness(row, o), -abs((pd.Timestamp(o.first_listed) - last).days), o.agency)
        for o in others.itertuples()
        if _same_agency(row, o, last)
    ]
    return max(scored)[2] if scored else ""


def _same_agency(row, other, last):
    """Signed on one day and called alike; or called the same, in one county, one following the other."""
    in_county = row.county_fips != "" and row.county_fips == other.county_fips
    likeness = _likeness(row, other)
    if row.county_fips and other.county_fips and not in_county:
        return False
    if row.date_signed == other.date_signed:
        return likeness >= (ALIKE_IN_COUNTY if in_county else ALIKE)
    return in_county and likeness >= SAME and pd.Timestamp(other.first_listed) >= last - PAUSE[0]


def _likeness(row, other):
    """How alike the own words of two names are, 0 to 1, whatever their order."""
    if re.findall(r"\d+", row.agency) != re.findall(r"\d+", other.agency):
        return 0  # constables of two precincts
    mine, theirs = own_words(row.agency), own_words(other.agency)
    if mine == theirs:
        return 1 if mine else float(row.short_name == other.short_name)
    return max(
        SequenceMatcher(None, mine, theirs).ratio(),
        SequenceMatcher(None, sorted(mine.split()), sorted(theirs.split())).ratio(),
        float(row.short_name == other.short_name),
    )  # with or without the state's name in front


def _inherit_county(rows):
    """A misspelt name without a county of its own takes the county of the name it goes on under."""
    for _ in range(2):  # Somervill -> Somerville -> Somervell
        county = {(r.state_abbr, r.agency): (r.county_fips, r.county_basis) for r in rows.itertuples()}
        for row in rows[(rows.county_fips == "") & (rows.renamed_to != "")].itertuples():
            rows.loc[row.Index, ["county_fips", "county_basis"]] = county[row.state_abbr, row.renamed_to]
