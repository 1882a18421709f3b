"""How many people do the work: police by state and kind of agency (FBI), ICE and CBP by job and month
(OPM)."""

from derive.common import read

KINDS = {
    "City": "city",
    "County": "county",
    "State Police": "state_police",
    "Other State Agency": "other_state",
    "University or College": "university",
    "Tribal": "tribal",
    "Federal": "federal",
    "Other": "other",
}
STATE_CODES = {"GM": "GU", "FS": ""}  # the FBI's codes for Guam and for federal agencies
NOT_EXACT = {  # what a job series mostly is; the publisher does not split the agency into its parts
    "1801": (
        "ero",
        "Most of these are deportation officers of ERO; not all of them, and ERO has other staff.",
    ),
    "1811": ("hsi", "Most of these are HSI's special agents; some work elsewhere in the agency."),
    "0905": ("opla", "Most of these are OPLA's lawyers; some advise other offices."),
}
SUPPORT = "Support, analysis or administration; the series does not say for which part of ICE."


def law_enforcement_employees(reference, done):
    table = read(reference, "fbi_law_enforcement_employees_2025_by_state_type")
    table["state_abbr"] = table.state_abbr.replace(STATE_CODES)
    table["agency_type"] = table.agency_type.map(KINDS)
    table["vintage"] = "2025"
    columns = ["state_abbr", "agency_type", "agencies", "officers", "civilians", "vintage"]
    return table[columns].sort_values(["state_abbr", "agency_type"], ignore_index=True)


def ice_workforce(reference, done):
    table = read(reference, "ice_workforce_by_series_2026_07").rename(columns={"as_of": "month"})
    table["mostly"] = table.series_code.map(lambda code: NOT_EXACT.get(code, ("", ""))[0])
    table["reading_note"] = table.series_code.map(lambda code: NOT_EXACT.get(code, ("", SUPPORT))[1])
    columns = ["series_code", "series_name", "month", "headcount", "mostly", "reading_note"]
    return table[columns].sort_values("series_code", ignore_index=True)


def workforce_monthly(reference, done):
    table = read(reference, "ice_cbp_workforce_monthly")
    table["agency_id"] = table.agency.str.lower()
    table = table.rename(columns={"new_hires": "hired"})
    table["left"] = (
        table[["quits", "retirements", "terminations", "transfers_out", "other_separations"]]
        .astype(int)
        .sum(axis=1)
        .astype(str)
    )
    columns = ["agency_id", "month", "headcount", "hired", "transfers_in", "left"]
    return table[columns].sort_values(["agency_id", "month"], ignore_index=True)
