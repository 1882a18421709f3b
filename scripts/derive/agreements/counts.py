"""The counts over time: agreements_monthly, agreements_history, agreement_counts, program_totals."""

import re

import pandas as pd

from derive.common import read, read_input, slug, unique_ids

DATES = {  # the stated period -> its first day, how exact the statement is
    r"\d{4}-\d{2}-\d{2}$": ("{0}", "day"),
    r"\d{4}-\d{2}$": ("{0}-01", "month"),
    r"\d{4}$": ("{0}-01-01", "year"),
    r"\d{4}-\d{2}-early$": ("{0:.7}-01", "approximate"),
    r"\d{4}-\d{2}-mid$": ("{0:.7}-11", "approximate"),
    r"\d{4}-\d{2}-\d{2}~$": ("{0:.10}", "approximate"),
    r"\d{4}-\d{2}-\d{2}\.\.": ("{0:.10}", "range"),
}


def agreements_monthly(reference, done):
    """Agreements listed at the last snapshot of each month, by state and model (no row: none)."""
    table = read(reference, "agreements_287g_monthly_by_state_model")
    table["model"] = table.model.str.lower()
    columns = ["month", "snapshot_date", "state_abbr", "model", "agreements"]
    return table[columns].sort_values(["month", "state_abbr", "model"], ignore_index=True)


def agreements_history(reference, done):
    """Agencies that signed between 2002 and August 2017."""
    table = read(reference, "agreements_287g_2002_2017")
    table["models"] = table.models.str.lower().str.replace(r"[ ,/+&;]+", ";", regex=True)
    table["on_ice_list_aug_2017"] = table.on_ice_list_aug_2017.str.lower()
    table = table.sort_values(["state_abbr", "agency"], ignore_index=True)
    table.insert(0, "agency_id", unique_ids([slug(r.state_abbr, r.agency) for r in table.itertuples()]))
    return table.sort_values("agency_id", ignore_index=True)


def agreement_counts(reference, done):
    """Dated national counts by whoever counted, with how exact the date and the number are."""
    rows = read(reference, "facts/agreement_counts").rename(columns={"date": "date_text"})
    rows["date"], rows["date_precision"] = zip(*map(_dated, rows.date_text))
    for count in ("agreements", "agencies", "states"):
        rows[count + "_text"], rows[count] = rows[count], [_exact(n) for n in rows[count]]
    rows["agreements_note"] = [t if t != n else "" for t, n in zip(rows.agreements_text, rows.agreements)]
    models = rows.models_jem_wso_tfm.str.split("/", expand=True)
    rows["jem"], rows["wso"], rows["tfm"] = (models[i].fillna("") for i in range(3))
    rows["verified"] = rows.verified.map({"yes": "true", "no": "false"})
    ours = read_input("agreement_count_notes").set_index("date_text")
    rows["source"], rows["note"] = rows.date_text.map(ours.source), rows.date_text.map(ours.note)
    rows = pd.concat([rows, _added()], ignore_index=True)
    columns = [
        "date_text",
        "date",
        "date_precision",
        "agreements",
        "agreements_note",
        "agencies",
        "states",
        "jem",
        "wso",
        "tfm",
        "source",
        "verified",
        "note",
    ]
    return rows[columns].sort_values(["date", "date_text"], ignore_index=True)


def _added():
    """Counts that we read ourselves after the reference was made (inputs/agreement_counts_added.csv)."""
    rows = read_input("agreement_counts_added")
    return rows.assign(date=[_dated(text)[0] for text in rows.date_text], agreements_note="")


def _dated(text):
    for pattern, (form, precision) in DATES.items():
        if re.match(pattern, text):
            return form.format(text), precision
    raise ValueError(f"agreement_counts: no rule for the date {text!r}")


def _exact(number):
    """A count that is one whole number, else '' (the text goes to the note)."""
    return (
        re.sub(r"^~", "", number)
        if re.fullmatch(r"~?\d+", number)
        else ("39" if number == "39 + Guam" else "")
    )


def program_totals(reference, done):
    """Totals after July 2026 and figures on what the program produced; every row of the reference is kept."""
    table = read(reference, "program_287g_totals")
    ours = read_input("program_total_notes").set_index(["as_of", "measure"])
    keys = list(zip(table.as_of, table.measure))
    table["source"], table["note"] = ([ours.loc[k, c] for k in keys] for c in ("source", "note"))
    return table.sort_values(["as_of", "measure"], ignore_index=True)
