"""What lesson 06 measures with: the Secure Communities roll-out, victims' reports, polls, and where ICE
arrests people."""

import pandas as pd

from derive.common import read, read_input
from derive.geography.counties import CONNECTICUT_OUTLINE

BREAKDOWNS = {"Total": "total", "Sex": "sex", "Race/Hispanic origin": "origin"}
GROUPS = {"Total": "All victims", "Asian/Native Hawaiian/Other Pacific Islander": "Asian or Pacific Islander"}
INDICATORS = {"pct_violent_reported_to_police": "violent", "pct_property_reported_to_police": "property"}
RATES = [
    "survey",
    "period",
    "crime",
    "area",
    "breakdown",
    "victims",
    "percent",
    "standard_error",
    "low",
    "high",
    "unreliable",
]


def secure_communities(reference, done):
    """Counties of the 50 states and DC with the month of their activation; codes without a date are left
    out."""
    table = read(reference, "secure_communities_activation_by_county")
    table = table[table.activation_month != ""].reset_index(drop=True)
    changes = done["county_fips_changes"]
    successor = dict(zip(changes.old_fips, changes.new_fips, strict=True))
    now = set(done["counties"].county_fips)
    table["county_fips_2025"] = [_today(fips, successor, now) for fips in table.county_fips]
    table["shape_id"] = [
        CONNECTICUT_OUTLINE if fips.startswith("09") else today or fips
        for fips, today in zip(table.county_fips, table.county_fips_2025, strict=True)
    ]
    drawn = set(done["counties"].shape_id)
    table["shape_id"] = table.shape_id.where(table.shape_id.isin(drawn), "")
    columns = ["county_fips", "state_abbr", "county_name", "activation_month", "county_fips_2025", "shape_id"]
    return table[columns].sort_values("county_fips", ignore_index=True)


def _today(fips, successor, now):
    """The code of 2025 for a code of 2012: itself, or the one county it became part of; '' if there is
    none."""
    if fips in now:
        return fips
    return successor.get(fips, "") if successor.get(fips, "") in now else ""


def reporting_rates(reference, done):
    """Shares of victimizations reported to police: the nation by year, 22 states over three years."""
    table = pd.concat([_nation(reference), _states(reference)], ignore_index=True)
    return table[RATES].sort_values(
        ["survey", "crime", "area", "breakdown", "victims", "period"], ignore_index=True
    )


def _nation(reference):
    table = read(reference, "ncvs_reporting_2021_2022")
    table = table[(table.crime == "violent crime") & table.breakdown.isin(BREAKDOWNS)]
    table = table.assign(
        survey="nation",
        period=table.year,
        crime="violent",
        area="US",
        breakdown=table.breakdown.map(BREAKDOWNS),
        victims=table.group.replace(GROUPS),
        percent=table.pct_reported_to_police,
        low="",
        high="",
        unreliable=table.unreliable_flag.str.lower(),
    )
    errors = read_input("ncvs_standard_errors").set_index(["period", "victims"]).standard_error
    table["standard_error"] = [errors.get(key, "") for key in zip(table.period, table.victims, strict=True)]
    return table


def _states(reference):
    table = read(reference, "ncvs_22_states_2017_2019")
    table = table[table.indicator.isin(INDICATORS)]
    return table.assign(
        survey="states",
        period="2017-2019",
        crime=table.indicator.map(INDICATORS),
        area=table.state_abbr,
        breakdown="total",
        victims="All victims",
        percent=table.estimate,
        low=table.ci95_low,
        high=table.ci95_high,
        unreliable="false",
    )


OPINION = [
    "question_id",
    "response",
    "percent",
    "pollster",
    "field_start",
    "field_end",
    "population",
    "sample_size",
    "margin_of_error",
    "asked_of",
    "wording",
    "wording_status",
    "source_id",
]


def opinion(reference, done):
    """Answers to poll questions that our notes name, with what our own reading of the wording adds."""
    table = read(reference, "public_opinion_local_enforcement")
    notes = read_input("opinion_notes").set_index(["pollster", "topic", "field_end"])
    asked = list(zip(table.pollster, table.topic, table.field_end, strict=True))
    table = table[[question in notes.index for question in asked]].reset_index(drop=True)
    own = notes.loc[list(zip(table.pollster, table.topic, table.field_end, strict=True))].reset_index(
        drop=True
    )
    table = table.rename(columns={"question_wording": "wording"})
    replaced = {
        "wording": "wording",
        "wording_status": "wording_status",
        "field_start": "new_start",
        "field_end": "new_end",
    }
    for column, note in replaced.items():
        table[column] = own[note].where(own[note] != "", table[column])
    table[["question_id", "asked_of", "source_id"]] = own[["question_id", "asked_of", "source_id"]]
    table = pd.concat([table[OPINION], read_input("opinion_added")], ignore_index=True)
    return table.sort_values(["question_id", "response"], ignore_index=True)


def arrest_methods(reference, done):
    """Published shares of ICE arrests by where they were made, where the publisher's own page was read."""
    table = read(reference, "ice_arrests_by_method_summary")
    table = table[
        (table.verification == "verified_in_stored_page") & (table.unit.str.startswith("percent of ICE"))
    ]
    notes = read_input("arrest_method_notes").set_index(["category", "period_start"])
    own = notes.loc[list(zip(table.category, table.period_start, strict=True))].reset_index(drop=True)
    table = table.reset_index(drop=True).rename(columns={"value": "percent"})
    columns = [
        "arrest_id",
        "period_start",
        "period_end",
        "place",
        "label",
        "percent",
        "words",
        "publisher",
        "source_id",
        "pinpoint",
    ]
    return table.join(own)[columns].sort_values(["period_start", "arrest_id"], ignore_index=True)
