"""What federal agencies did, counted: book-ins, people held, arrests by office, totals by year, and the
courts' cases."""

import calendar

import pandas as pd

from derive.common import read, read_input

LAST_DAYS = {
    "2021-09": 11,
    "2022-09": 24,
    "2025-09": 20,
    "2026-04": 4,
}  # where ICE's file stops within a month
CRIMINALITY = {
    "convicted_criminal": "convicted",
    "pending_criminal_charges": "pending_charges",
    "other_immigration_violator": "other_violator",
    "non_criminal": "not_convicted",  # until September 2019: pending charges or none
}
COURT_MEASURES = {
    "pending_end_of_year": "pending",
    "pending_cases_trac": "pending",
    "initial_receipts": "received",
    "total_completions": "completed",
    "completions_trac": "completed",
}
UNCONFIRMED = {"transcribed_unverified", "secondary_copy"}


def bookins_monthly(reference, done):
    """First book-ins into ICE detention by month and arresting agency, with the days that the file covers."""
    table = _agencies(read(reference, "ice_bookins_monthly_by_arresting_agency"))
    table["days"] = [_days(month) for month in table.month]
    columns = ["month", "arresting_agency", "fiscal_year", "book_ins", "days", "partial_month"]
    return table[columns].sort_values(["month", "arresting_agency"], ignore_index=True)


def detention_monthly(reference, done):
    """People held on an average day, by month, arresting agency and ICE's label for criminal history."""
    table = _agencies(read(reference, "ice_detention_adp_monthly"))
    table = table[table.criminality != "total"].rename(columns={"average_daily_population": "held"})
    table["criminality"] = table.criminality.map(CRIMINALITY)
    columns = ["month", "arresting_agency", "criminality", "fiscal_year", "held", "partial_month"]
    return table[columns].sort_values(["month", "arresting_agency", "criminality"], ignore_index=True)


def _agencies(table):
    """Without the rows for both agencies together, which are sums; a partial month is one whose file ends
    early."""
    table = table[table.arresting_agency != "all"].copy()
    table["partial_month"] = table.partial_month.str.lower()
    stops = set(table.month[table.partial_month == "true"])
    if stops != set(LAST_DAYS):
        raise ValueError(f"LAST_DAYS names {sorted(LAST_DAYS)}, the reference marks {sorted(stops)}")
    return table


def _days(month):
    year, number = map(int, month.split("-"))
    return str(LAST_DAYS.get(month, calendar.monthrange(year, number)[1]))


def detention_by_facility(reference, done):
    """People held by kind of facility: at midnight, and at any time of the day."""
    table = read(reference, "ice_detention_by_facility_class_national_monthly")
    table = table[table.facility_class != "total"].copy()
    table["partial_month"] = table.partial_month.str.lower()
    names = {
        "facility_class": "facility_kind",
        "mean_midnight_detained": "held_midnight",
        "mean_daily_detained": "held_any_time",
    }
    table = table.rename(columns=names)
    columns = ["month", "facility_kind", "held_midnight", "held_any_time", "partial_month"]
    return table[columns].sort_values(["month", "facility_kind"], ignore_index=True)


def arrests_by_office(reference, done):
    """ICE arrests by area of responsibility and fiscal year, with residents and noncitizens of the area."""
    table = read(reference, "ice_arrests_by_aor_fy2013_2017").rename(
        columns={
            "aor": "office",
            "total_pop": "residents",
            "noncitizen_pop": "noncitizens",
            "noncitizen_pop_se": "noncitizens_se",
        }
    )
    columns = ["office", "fiscal_year", "ice_arrests", "residents", "noncitizens", "noncitizens_se"]
    return table[columns].sort_values(["office", "fiscal_year"], ignore_index=True)


def court_totals(reference, done):
    """Cases of the immigration courts as each file gave them: never add or join two file dates."""
    table = read(reference, "immigration_court_totals").rename(
        columns={"data_vintage": "file_date", "value": "cases"}
    )
    table = table[table.measure.isin(COURT_MEASURES) & ~table.verification.isin(UNCONFIRMED)].copy()
    table["counted_by"] = ["trac" if measure.endswith("trac") else "eoir" for measure in table.measure]
    table["measure"] = table.measure.map(COURT_MEASURES)
    table["rounded"] = [str(note.startswith("rounded")).lower() for note in table.note]
    ours = read_input("court_files").set_index(["file_date", "counted_by"])
    keys = list(zip(table.file_date, table.counted_by))
    table["file"], table["note"] = ([ours.loc[key, column] for key in keys] for column in ("file", "note"))
    columns = [
        "counted_by",
        "file_date",
        "period",
        "measure",
        "cases",
        "rounded",
        "verification",
        "file",
        "note",
    ]
    return table[columns].sort_values(["counted_by", "file_date", "period", "measure"], ignore_index=True)


def federal_totals(reference, done):
    """Federal totals by fiscal year and measure; what no stored copy confirmed is left out or replaced by
    what did."""
    table = read(reference, "federal_enforcement_by_fiscal_year")
    ours = read_input("federal_total_notes")
    table = table[~table.verification.isin(UNCONFIRMED) & ~table.measure.str.startswith("ice_bookins")]
    table = table[(table.measure != "ice_detention_adp") | (table.fiscal_year.astype(int) >= 2019)]
    table = pd.concat([table, ours[ours.action == "add"]]).merge(
        ours[ours.action == "mark"][["fiscal_year", "measure", "verification", "source"]],
        on=["fiscal_year", "measure"], how="left", suffixes=("", "_ours"), validate="one_to_one",
    )  # fmt: skip
    for column in ("verification", "source"):
        table[column] = table[f"{column}_ours"].fillna(table[column])
    table["through"] = table.note.str.extract(r"year to date (?:about )?(.+)$")[0].map(_day).fillna("")
    table["rounded"] = [str(note.startswith("rounded")).lower() for note in table.note]
    columns = ["measure", "fiscal_year", "value", "through", "rounded", "verification", "source"]
    return table[columns].sort_values(["measure", "fiscal_year"], ignore_index=True)


def _day(text):
    return pd.to_datetime(text, format="%d %b %Y").strftime("%Y-%m-%d") if isinstance(text, str) else ""
