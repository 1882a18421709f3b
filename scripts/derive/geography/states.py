"""states: one row per state, DC and the territories that occur, our counts of agencies and agreements."""

import pandas as pd

from derive.common import read

TERRITORIES = {
    "GU": ("66", "Guam"),
    "MP": ("69", "Northern Mariana Islands"),
    "PR": ("72", "Puerto Rico"),
    "VI": ("78", "U.S. Virgin Islands"),
}
CARRIED = {
    "local_le_agencies": "local_agencies",
    "local_le_officers": "local_officers",
    "est_noncitizen_adults_2024": "noncitizen_adults_2024",
    "ice_arrests_2025_01_to_2026_07": "ice_arrests_2025_01_to_2026_07",
}


def states(reference, done):
    context = read(reference, "state_context").set_index("state_abbr")
    counties = done["counties"].astype({"population_2025": int})
    by_state = counties.groupby("state_abbr")
    table = pd.DataFrame({"state_abbr": sorted(by_state.groups)})
    table["state_fips"] = table.state_abbr.map(by_state.county_fips.first().str[:2])
    table["state"] = table.state_abbr.map(context.state)
    table["kind"] = ["district" if s == "DC" else "state" for s in table.state_abbr]
    table["population_2025"] = table.state_abbr.map(by_state.population_2025.sum())
    table["counties"] = table.state_abbr.map(by_state.size())
    for theirs, ours in CARRIED.items():
        table[ours] = table.state_abbr.map(context[theirs]).str.replace(r"\.0$", "", regex=True)
    table = pd.concat([table, _territories()], ignore_index=True)
    table[["population_2025", "counties"]] = table[["population_2025", "counties"]].astype("Int64")
    _count_agreements(table, done["agreements"])
    columns = [
        "state_fips",
        "state_abbr",
        "state",
        "kind",
        "population_2025",
        "counties",
        *CARRIED.values(),
        "agencies_287g",
        "agreements_jem",
        "agreements_wso",
        "agreements_tfm",
        "counties_with_agency",
    ]
    return table[columns].sort_values("state_abbr", ignore_index=True)


def _territories():
    return pd.DataFrame(
        [
            {"state_abbr": abbr, "state_fips": fips, "state": name, "kind": "territory"}
            for abbr, (fips, name) in TERRITORIES.items()
        ]
    )


def _count_agreements(table, agreements):
    """Agencies, agreements by model and counties with an agency, from our own table as of its date."""
    by_state = agreements.groupby("state_abbr")
    table["agencies_287g"] = table.state_abbr.map(by_state.size()).fillna(0).astype(int)
    for model in ("jem", "wso", "tfm"):
        signed = by_state[f"signed_{model}"].agg(lambda dates: (dates != "").sum())
        table[f"agreements_{model}"] = table.state_abbr.map(signed).fillna(0).astype(int)
    placed = agreements[agreements.county_fips != ""].groupby("state_abbr").county_fips.nunique()
    table["counties_with_agency"] = table.state_abbr.map(placed).fillna(0).astype(int)
