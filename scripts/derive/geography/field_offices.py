"""field_offices: the 25 areas of ICE's Enforcement and Removal Operations, with counties and population."""

import pandas as pd

from derive.common import read, read_input

AREA_OF = {"Miramar": "Miami"}  # the office sits in Miramar; its area is called Miami
OUTSIDE_COUNTIES = {
    "Miami": ["PR", "VI"],
    "San Francisco": ["GU", "MP"],
}  # territories that our county table lacks


def field_offices(reference, done):
    table = read(reference, "ice_ero_field_offices").rename(columns={"state": "state_abbr"})
    table["office"] = table.office.replace(AREA_OF)
    counties = done["counties"].astype({"population_2025": int}).groupby("field_office")
    table["area"] = table.office.map(read_input("field_office_areas").set_index("office").area)
    table["states"] = [
        ";".join(sorted({*counties.get_group(o).state_abbr, *OUTSIDE_COUNTIES.get(o, [])}))
        for o in table.office
    ]
    table["counties"] = table.office.map(counties.size())
    table["population_2025"] = table.office.map(counties.population_2025.sum())
    table["population_vintage"] = "2025"
    columns = [
        "office",
        "city",
        "state_abbr",
        "area",
        "states",
        "counties",
        "population_2025",
        "population_vintage",
    ]
    return pd.DataFrame(table[columns]).sort_values("office", ignore_index=True)
