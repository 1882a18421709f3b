"""A newer list of agreements becomes a new snapshot: every table that rests on the list, made anew and
made to agree."""

import pandas as pd

from derive.agreements import documents, lifespans
from derive.agreements import roster as agreements
from derive.agreements.cells import Stop, list_day, signed_day
from derive.agreements.listing import key as spelling
from derive.agreements.listing import place, settle
from derive.agreements.workbook import roster
from derive.common import slug, unique_ids
from derive.geography import places, states

MODELS = ("jem", "wso", "tfm")
CHANGED = (
    "agreements",
    "agreement_lifespans",
    "agreements_monthly",
    "agreement_counts",
    "agreement_documents",
    "places",
    "states",
)
SHRINKS, GROWS = 0.85, 1.6  # a list outside of these is more likely a part of one, or two
SLACK = 15  # days more than the pause between two lists in which a new name may appear


def snapshot(
    sheets, filename, old, report, *, today, given=None, wanted=None, leave_out=False, any_size=False
):
    """(day, {name: new table}) from the sheets of a workbook and the present tables (``old``: frames of
    text).

    Raises :class:`derive.agreements.cells.Stop` when the workbook cannot be trusted; nothing is written here.
    """
    table = old["states"]
    names = dict(zip(table.state.str.upper(), table.state_abbr, strict=True))
    raw = roster(sheets, report, wanted)
    readable = [day for day in (signed_day(row["signed_raw"])[0] for row in raw) if day]
    if not readable:
        raise Stop("No signing date in the list can be read. Is this the list of agreements?")
    day = list_day(filename, readable, given, today)
    before = old["agreements_monthly"].snapshot_date.max()
    if day.isoformat() <= before:
        raise Stop(
            f"This list is of {day}; the course has that of {before} already. Only a newer list makes a new"
            " snapshot."
        )
    rows = settle(raw, names, report, leave_out)
    late = rows[rows.date_signed > day.isoformat()]
    if len(late):
        report.note(
            "Signing dates after the day of the list, kept as printed",
            [f"{r.agency} ({r.state_abbr}), {r.date_signed}" for r in late.itertuples()],
        )
    _check_size(rows, old, any_size)
    done = {"counties": old["counties"], "finder": places.CountyFinder(old["counties"])}
    listed = place(rows, old["agreements"], done["finder"], names, report)
    new = {"agreements": agreements.from_rows(listed.copy(), done)}
    new["agreement_lifespans"] = _lifespans(rows, old, new["agreements"], done["finder"], day, before, report)
    new["agreements_monthly"] = _monthly(rows, old["agreements_monthly"], day)
    new["states"] = old["states"].copy()
    states._count_agreements(new["states"], new["agreements"])
    new["agreement_counts"] = _counts(rows, new["agreements"], old["agreement_counts"], day, filename)
    new["agreement_documents"] = documents.agreeing(old["agreement_documents"], new["agreements"])
    new["places"] = _places(old["places"], done["finder"])
    _report_places(new["agreements"], report)
    check(new, day)
    return day, new


def _check_size(rows, old, any_size):
    had = int(old["agreements"][[f"signed_{m}" for m in MODELS]].ne("").sum().sum())
    if not any_size and not SHRINKS * had <= len(rows) <= GROWS * had:
        raise Stop(
            f"The list has {len(rows):,} agreements, the one before it {had:,}. So large a step is more often"
            " a part of a list, or a doubled one. If it is right: --any-size."
        )


def _lifespans(rows, old, new_agreements, finder, day, before, report):
    """Each agreement's first and last day on a list, taken on by one list; what left it is judged as
    before."""
    table, today = old["agreement_lifespans"].copy(), day.isoformat()
    table["model"] = table.model.str.upper()
    row_of = _matched(table, rows)
    here = pd.Series(table.index.isin(list(row_of)), index=table.index)
    back, gone = table[here & (table.fate != "listed")], ~here & (table.fate == "listed")
    table.loc[here, ["last_listed", "fate", "renamed_to"]] = [today, "listed", ""]
    table.loc[list(row_of), "date_signed"] = rows.date_signed.loc[list(row_of.values())].to_numpy()
    fresh = rows.drop(list(row_of.values()))[["state_abbr", "agency", "model", "date_signed"]]
    fresh = fresh.assign(
        first_listed=today,
        last_listed=today,
        fate="listed",
        renamed_to="",
        left_censored="false",
        county_fips="",
        county_name="",
        county_basis="not_on_map",
    )
    table.loc[gone, "fate"] = "vanished"
    table = pd.concat([table.assign(judged=gone), fresh.assign(judged=False)], ignore_index=True)
    known = {
        (r.state_abbr, name): (r.county_fips, r.county_basis)
        for r in new_agreements.itertuples()
        for name in r.agency_as_published.split(";")
    }
    listed = table[table.fate == "listed"]
    found = [
        known.get((r.state_abbr, r.agency)) or lifespans._by_own_name(r.state_abbr, r.agency, finder)
        for r in listed.itertuples()
    ]
    table.loc[listed.index, "county_fips"], table.loc[listed.index, "county_basis"] = (
        [pair[i] for pair in found] for i in (0, 1)
    )
    _judge(table, old["states"], before, day)
    table["county_name"] = table.county_fips.map(finder.names).fillna("")

    def names(found):
        return [f"{row.agency} ({row.state_abbr}, {row.model})" for row in found.itertuples()]

    renamed = table[table.judged & (table.fate == "probable_rename")]
    report.note(f"New on the list: {len(fresh):,} agreements")
    report.note(
        f"Gone from the list: {int(gone.sum()):,}; of these probably renamed {len(renamed):,}, vanished",
        names(table[table.judged & (table.fate == "vanished")]),
    )
    if len(renamed):
        report.note("Probably renamed", [f"{r.agency} is now {r.renamed_to}" for r in renamed.itertuples()])
    if len(back):
        report.note("Back on the list after an absence, whose length the table does not keep", names(back))
    table["model"] = table.model.str.lower()
    table = table.sort_values(["state_abbr", "agency", "model"], ignore_index=True)
    table["lifespan_id"] = unique_ids([slug(r.state_abbr, r.agency, r.model) for r in table.itertuples()])
    return table[list(old["agreement_lifespans"].columns)].sort_values("lifespan_id", ignore_index=True)


def _matched(table, rows):
    """{row of the lifespans: row of the list} for one agreement: by its name to the letter, else by all but
    its spelling.

    A name to the letter wins, and so does a row that was listed last time over one that had left.
    """
    wanted = {(r.state_abbr, r.agency, r.model): r.Index for r in rows.itertuples()}
    found = {
        r.Index: wanted.pop(key)
        for r in table.itertuples()
        if (key := (r.state_abbr, r.agency, r.model)) in wanted
    }
    left = {(*spelling(state, agency), model): i for (state, agency, model), i in wanted.items()}
    for row in table[table.fate == "listed"].itertuples():
        key = (*spelling(row.state_abbr, row.agency), row.model)
        if row.Index not in found and key in left:
            found[row.Index] = left.pop(key)
    return found


def _judge(table, state_names, before, day):
    """Say of the rows that left with this list whether they go on under another name; a new name takes
    their county."""
    full = state_names.set_index("state_abbr").state
    table["short_name"] = [
        r.agency.removeprefix(full.get(r.state_abbr, "")).strip() for r in table.itertuples()
    ]
    table["listed"] = table.fate == "listed"
    pause = max(lifespans.PAUSE[1], pd.Timestamp(day) - pd.Timestamp(before) + pd.Timedelta(days=SLACK))
    for row in table[table.judged].itertuples():
        name = lifespans._new_name(row, table, pause)
        if name:
            table.loc[row.Index, ["fate", "renamed_to"]] = ["probable_rename", name]
    lifespans._inherit_county(table)


def _monthly(rows, old, day):
    """The stock by month: this list is the last one of its month."""
    month = day.isoformat()[:7]
    counts = rows.groupby(["state_abbr", "model"]).size().rename("agreements").reset_index()
    new = counts.assign(
        month=month,
        snapshot_date=day.isoformat(),
        model=counts.model.str.lower(),
        agreements=counts.agreements.astype(str),
    )
    return pd.concat([old[old.month != month], new[list(old.columns)]]).sort_values(
        ["month", "state_abbr", "model"], ignore_index=True
    )


def _counts(rows, new_agreements, old, day, filename):
    """The national count of this list, beside those of others."""
    by_model = rows.model.str.lower().value_counts()
    row = dict.fromkeys(old.columns, "")
    row.update(
        date_text=day.isoformat(),
        date=day.isoformat(),
        date_precision="day",
        agreements=len(rows),
        agencies=len(new_agreements),
        states=rows.state_abbr.nunique(),
        source=f"ICE list of participating agencies, workbook {filename} (our table agreements)",
        verified="true",
        note="States include territories",
        **{model: int(by_model.get(model, 0)) for model in MODELS},
    )
    kept = old[old.date_text != day.isoformat()]
    return pd.concat([kept, pd.DataFrame([row])]).sort_values(["date", "date_text"], ignore_index=True)


def _places(old, finder):
    """The place rows that have placed an agency: those of before, and those that this list needed."""
    used = finder.used | {(r.state_abbr, places._plain(r.place)) for r in old.itertuples()}
    done = {"finder": type("Used", (), {"used": used})}
    return places.places(None, done)


def _report_places(table, report):
    lost = table[(table.county_fips == "") & (table.agency_type != "state_agency")]
    report.note(
        f"Placed in a county: {int((table.county_fips != '').sum()):,} of {len(table):,} agencies; not"
        " placed, besides statewide ones",
        [f"{r.agency} ({r.state_abbr})" for r in lost.itertuples()],
    )


def check(new, day):
    """The tables tell one story, or the run stops: agencies, lifespans, months, states and counts give the
    same sums."""
    agencies = new["agreements"]
    month = day.isoformat()[:7]  # noqa: F841 (the queries below name it)
    for model in MODELS:
        monthly = (
            new["agreements_monthly"]
            .query("month == @month and model == @model")
            .agreements.astype(int)
            .sum()
        )
        sums = {
            "agreements": int(agencies[f"signed_{model}"].ne("").sum()),
            "agreements_monthly": int(monthly),
            "agreement_lifespans": int(
                new["agreement_lifespans"].query("fate == 'listed' and model == @model").shape[0]
            ),
            "states": int(new["states"][f"agreements_{model}"].astype(int).sum()),
            "agreement_counts": int(
                new["agreement_counts"].set_index("date_text").loc[day.isoformat(), model]
            ),
        }
        if len(set(sums.values())) > 1:
            raise Stop(
                f"The new tables do not agree on {model.upper()}: {sums}. Nothing was changed. One agency"
                " under two names with the same model is the usual reason: correct one of them in"
                " scripts/derive/agreements/inputs/workbook_corrections.csv."
            )
