"""From the rows of a workbook to the rows that our tables are made of: states, names, models, days and
counties settled."""

import difflib
import re

import pandas as pd

from derive.agreements.cells import Stop, model_of, signed_day, state_of
from derive.common import read_input
from derive.geography.places import _plain

COUNTY_ALIKE = 0.85
COUNTY_WORD = r" (county|parish|borough|census area|municipality|city and borough|couny|conty|counry)$"
RULES = [  # kinds of agency by words of the name; the first that fits
    ("constable", r"\bconstable|constbale"),
    ("sheriff", r"sheriff"),
    ("campus_or_school", r"universit|college|school|campus|trustees|\bisd\b"),
    ("other", r"airport|port authority"),
    ("prosecutor", r"attorney(?! general)|prosecut|solicitor"),
    (
        "county_jail",
        (
            r"\bjail|detention|correctional facility|\bprison|county.*correct|criminal justice"
            r" authority|commissioners|\bbocc\b"
        ),
    ),
    ("county_police", r"county police department"),
    ("municipal_police", r"(city|village|town|beach|shores|island|gardens).*public safety"),
]
STATE_WORDS = (
    r"attorney general|national guard|highway patrol|\bstate"
    r" (police|patrol|highway|guard|fire|bureau)|agricultur|bureau of|lottery|game|wildlife|"
    r"department of (corrections?|public safety|law enforcement|military|homeland)|rehabilitation"
)


def settle(rows, states, report, leave_out=False):
    """A frame of text, one row an agreement: state_abbr, agency, county_as_published, model, date_signed.

    ``rows`` come from :func:`derive.agreements.workbook.roster`; ``states`` maps names in capitals to
    abbreviations.
    Corrections of the input workbook_corrections come first. What cannot be read stops the run, row by row,
    or is left out and told.
    """
    fixes = list(read_input("workbook_corrections").itertuples())
    rows = [_corrected(row, fixes, report) for row in rows]
    kept, broken, mended_states, mended_dates = [], [], [], []
    for row in rows:
        state, mended = state_of(row["state"], states) if row["state"] else (None, False)
        model, (day, how) = model_of(row["model"]) if row["model"] else None, signed_day(row["signed_raw"])
        faults = [
            f"{name} {row[key] or 'blank'!r}"
            for name, key, good in (
                ("state", "state", state),
                ("agency", "agency", row["agency"]),
                ("model", "model", model),
                ("signing date", "signed", day),
            )
            if not good
        ]
        if faults:
            broken.append(f"row {row['row']} ({row['agency'] or 'no agency'}): {', '.join(faults)}")
            continue
        if mended:
            mended_states.append(f"row {row['row']}: {row['state']} read as {state}")
        if how:
            mended_dates.append(f"row {row['row']}: {how}")
        kept.append(
            {
                "state_abbr": state,
                "agency": row["agency"],
                "county_as_published": row["county"],
                "model": model,
                "date_signed": day.isoformat(),
            }
        )
    if broken and not leave_out:
        lines = "\n  ".join(broken[:20] + ([f"and {len(broken) - 20} more"] if len(broken) > 20 else []))
        raise Stop(
            f"{len(broken)} rows cannot be read:\n  {lines}\nCorrect them in"
            " scripts/derive/agreements/inputs/workbook_corrections.csv, with the reason, or run again with"
            " --leave-out."
        )
    for text, found in (
        ("Rows left out because they cannot be read", broken),
        ("Misspelt states, read as meant", mended_states),
        ("Signing dates mended", mended_dates),
    ):
        if found:
            report.note(text, found)
    return _without_doubles(pd.DataFrame(kept), report)


def _corrected(row, fixes, report):
    """The row with what our own table of corrections says."""
    row = dict(row)
    for fix in fixes:
        if row["agency"] == fix.agency_as_printed and row.get(fix.column, "") == fix.printed:
            row[fix.column] = fix.value
            if fix.column == "signed":
                row["signed_raw"] = fix.value
            report.note(
                f"Corrected by our table, row {row['row']}",
                [f"{fix.column} {fix.printed!r} is {fix.value!r} ({fix.why})"],
            )
    return row


def key(state, agency):
    """What is left of a name when spelling does not count: 'St. Cloud Police Dept' is 'Saint Cloud Police
    Department'.

    A sheriff's department and a sheriff's office of one name are one agency, as ICE's list writes now this,
    now that.

    >>> key("FL", "St. Cloud Police Dept.") == key("FL", "Saint Cloud Police Department")
    True
    """
    text = re.sub(r"\bst\b\.?", "saint", agency.lower().replace("'", "").replace("&", "and"))
    text = re.sub(r"\bsheriffs? department\b", "sheriffs office", re.sub(r"\bdept\b\.?", "department", text))
    return state, re.sub(r"[^a-z0-9]", "", text)


def _without_doubles(rows, report):
    """One row a state, agency and model. Of rows that differ only in spelling or day, the newest signing
    stays."""
    whole = rows.duplicated().sum()
    if whole:
        more = " (the whole list stands there twice)" if whole * 2 == len(rows) else ""
        report.note(f"Rows that repeat another one in full, counted once{more}: {whole:,}")
    rows = rows.drop_duplicates().reset_index(drop=True)
    rows["key"] = [(*key(r.state_abbr, r.agency), r.model) for r in rows.itertuples()]
    newest_last = rows.sort_values("date_signed", kind="stable")
    kept = newest_last.drop_duplicates("key", keep="last").sort_index()
    lost = rows.drop(kept.index)
    if len(lost):
        report.note(
            "One agreement in two spellings or with two days; the newest was kept, not",
            [f"{r.agency} ({r.state_abbr}, {r.model}, {r.date_signed})" for r in lost.itertuples()],
        )
    return kept.drop(columns="key").reset_index(drop=True)


def place(rows, known, finder, states, report):
    """``rows`` with agency_type, county_fips and county_match, as the code that makes our table of agencies
    wants them.

    ``known`` is the present table of agencies: an agency that stands there under the same name, with the same
    printed county, keeps kind and county.
    """
    before = {
        (r.state_abbr, name): r for r in known.itertuples() for name in r.agency_as_published.split(";")
    }
    names = {abbr: name.title() for name, abbr in states.items()}
    kinds, counties, matches, new, odd, mended = [], [], [], [], [], []
    for row in rows.itertuples():
        old = before.get((row.state_abbr, row.agency))
        kinds.append(old.agency_type if old is not None else kind(names[row.state_abbr], row.agency))
        if old is None:
            new.append(f"{row.agency} ({row.state_abbr}): {kinds[-1]}")
        printed = row.county_as_published
        if (
            old is not None
            and old.county_basis in ("published", "published_corrected")
            and printed in old.county_as_published.split(";")
        ):
            found = old.county_fips, "exact" if old.county_basis == "published" else "corrected_spelling"
        else:
            found = county(row.state_abbr, printed, finder)
        counties.append(found[0])
        matches.append(found[1])
        if found[1] == "corrected_spelling" and old is None:
            mended.append(f"{printed} ({row.state_abbr}) read as {finder.names[found[0]]}")
        if found[1] == "unmatched":
            odd.append(f"{printed} ({row.state_abbr}), for {row.agency}")
    for text, found in (
        ("Agencies that are new to us, with their kind by rule", new),
        ("Misspelt counties, read as meant", mended),
        ("Counties that no county of their state is called", odd),
    ):
        if found:
            report.note(text, list(dict.fromkeys(found)))
    return rows.assign(agency_type=kinds, county_fips=counties, county_match=matches)


def kind(state, agency):
    """The kind of an agency from its name.

    >>> kind("Ohio", "Ohio State Highway Patrol"), kind("Texas",
    ...     "Travis County Constable Precinct 2"), kind("Ohio", "Lima Police Department")
    ('state_agency', 'constable', 'municipal_police')
    """
    name = agency.lower()
    local = re.search(r"county|city|village|town|parish|beach|shores|police department$", name)
    if re.search(STATE_WORDS, name) and not local or agency.startswith(state + " ") and not local:
        return "state_agency"
    for ours, words in RULES:
        if re.search(words, name):
            return ours
    return (
        "municipal_police"
        if re.search(r"police|public safety|marshal|township|borough|city of|town of|village", name)
        else "other"
    )


def county(state, printed, finder):
    """(FIPS code, how) for a county as printed: exact, corrected_spelling, blank_in_source or unmatched."""
    if not printed:
        return "", "blank_in_source"
    plain = _plain(re.sub(COUNTY_WORD, "", printed.lower()))
    tables = (
        [finder.cities, finder.by_name]
        if re.search(r"\bcity$", printed.lower())
        else [finder.by_name, finder.cities]
    )
    for table in tables:
        for name in (plain, plain.removesuffix(" city"), plain.replace(" ", "")):
            if (state, name) in table:
                return table[state, name], "exact"
    here = {name: fips for table in tables for (abbr, name), fips in table.items() if abbr == state}
    near = difflib.get_close_matches(plain, here, n=2, cutoff=COUNTY_ALIKE)
    sure = near and (len(near) == 1 or _ratio(plain, near[0]) - _ratio(plain, near[1]) > 0.05)
    return (here[near[0]], "corrected_spelling") if sure else ("", "unmatched")


def _ratio(name, other):
    return difflib.SequenceMatcher(None, name, other).ratio()
