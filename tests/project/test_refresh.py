"""A newer workbook becomes a snapshot: each defect that ICE's sheets have had is mended and told, or stops
the run; nothing is half done."""

import contextlib
import datetime
import importlib
import io
import json
import os
import shutil
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from fedlocal import cli
from fedlocal.ground.tables import load, seal
from tests.project import data_rules

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
refresh_agreements = importlib.import_module("refresh_agreements")
cells, listing, refresh, workbook, places, common = (
    importlib.import_module(f"derive.{name}")
    for name in (
        *(f"agreements.{name}" for name in ("cells", "listing", "refresh", "workbook")),
        "geography.places",
        "common",
    )
)

HEAD = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM"]
WORDS = {"jem": "Jail Enforcement Model", "wso": "Warrant Service Officer", "tfm": "Task Force Model"}
TODAY, NEXT, FILE = datetime.date(2026, 11, 21), "2026-09-15", "participatingAgencies09152026pm.xlsx"
OLD = refresh_agreements.tables_of(ROOT / "data")
STATES = dict(zip(OLD["states"].state.str.upper(), OLD["states"].state_abbr, strict=True))
NEW_TOWN = [
    "TEXAS",
    "Luling Police Department",
    "Municipality",
    "Caldwell County",
    WORDS["tfm"],
    datetime.datetime(2026, 9, 1),
    "link",
    None,
]


def day(text):
    return datetime.datetime.fromisoformat(text)


def july():
    """The rows of our last list, as a workbook of ICE prints them."""
    spans, agencies = OLD["agreement_lifespans"], OLD["agreements"]
    printed = {
        (a.state_abbr, name): a.county_as_published.split(";")[0]
        for a in agencies.itertuples()
        for name in a.agency_as_published.split(";")
    }
    names = {abbr: name for name, abbr in STATES.items()}
    spans = spans.replace(
        {"agency": {"Rooks County Sheriff's Office": "Rooks County Sheriff's Department"}}
    )  # listed so in July
    return [
        [
            names[s.state_abbr],
            s.agency,
            "x",
            printed.get((s.state_abbr, s.agency)) or "#N/A",
            WORDS[s.model],
            day(s.date_signed),
            "link",
            None,
        ]
        for s in spans[spans.fate == "listed"].itertuples()
    ]


JULY = july()


def taken(sheets, filename=FILE, **more):
    """(day, tables, notes in one text) of a workbook given as sheets."""
    report = workbook.Report()
    when, new = refresh.snapshot(sheets, filename, OLD, report, today=TODAY, **more)
    return when, new, "\n".join(report.notes)


@pytest.fixture(scope="module")
def again():
    """(day, tables, notes) of the list of July under a new day."""
    return taken({"Sheet1": [HEAD, *JULY]})


def small(*rows, **more):
    """The rows that a short list gives, with its notes; states, models and days settled."""
    report = workbook.Report()
    found = workbook.roster({"Sheet1": [HEAD, *rows]}, report)
    return listing.settle(found, STATES, report, **more), "\n".join(report.notes)


ROW = [
    "OHIO",
    "Lima Police Department",
    "Municipality",
    "Allen County",
    "Task Force Model",
    day("2026-08-01"),
    None,
    None,
]


def changed(**cell):
    return [
        cell.get(name, value)
        for name, value in zip(
            ("state", "agency", "type", "county", "model", "signed", "moa", "addendum"), ROW, strict=True
        )
    ]


# The same list again, and one that has moved on


def test_the_list_of_july_under_a_new_day_gives_the_tables_of_july(again):
    when, new, _ = again
    assert when.isoformat() == NEXT
    left, right = OLD["agreements"], new["agreements"]
    same = [
        column for column in left.columns if column != "county_as_published"
    ]  # two counties were printed in two spellings
    pd.testing.assert_frame_equal(left[same], right[same], check_dtype=False)
    spans = OLD["agreement_lifespans"].copy()
    spans.loc[spans.fate == "listed", "last_listed"] = NEXT
    pd.testing.assert_frame_equal(spans, new["agreement_lifespans"], check_dtype=False)
    pd.testing.assert_frame_equal(OLD["states"], new["states"].astype(str), check_dtype=False)
    pd.testing.assert_frame_equal(OLD["places"], new["places"].astype(str), check_dtype=False)
    assert len(new["agreements_monthly"]) > len(OLD["agreements_monthly"]) and set(
        new["agreements_monthly"].query("month == '2026-09'").snapshot_date
    ) == {NEXT}


def test_what_came_went_and_changed_its_name_is_told_and_counted_everywhere():
    rows = [list(row) for row in JULY if row[1] != "Southside Place Police Department"]
    rows = [
        (
            [*row[:1], "Anniston City Police Department", *row[2:]]
            if row[1] == "Anniston Police Department" and row[0] == "ALABAMA"
            else row
        )
        for row in rows
    ]
    _, new, notes = taken({"Sheet1": [HEAD, *rows, NEW_TOWN]})
    spans = new["agreement_lifespans"].set_index("lifespan_id")
    gone, renamed, fresh = (
        spans.loc[lifespan]
        for lifespan in (
            "tx-southside-place-police-department-tfm",
            "al-anniston-police-department-tfm",
            "tx-luling-police-department-tfm",
        )
    )
    assert (gone.fate, gone.last_listed, gone.county_fips) == (
        "vanished",
        "2026-07-24",
        "48201",
    ), "who leaves keeps the county"
    assert (renamed.fate, renamed.renamed_to) == ("probable_rename", "Anniston City Police Department")
    assert (fresh.first_listed, fresh.county_fips, fresh.fate) == (NEXT, "48055", "listed")
    assert (
        "New on the list: 2" in notes
        and "Gone from the list: 2; of these probably renamed 1" in notes
        and "Southside Place Police Department (TX, TFM)" in notes
    )
    assert "Luling Police Department (TX): municipal_police" in notes
    texas = new["states"].set_index("state_abbr").loc["TX"]
    assert int(texas.agreements_tfm) == int(OLD["states"].set_index("state_abbr").loc["TX"].agreements_tfm)
    counted = new["agreement_counts"].set_index("date_text").loc[NEXT]
    assert (int(counted.agreements), int(counted.agencies)) == (len(rows) + 1, len(new["agreements"]))


def test_who_comes_back_is_told():
    gone = OLD["agreement_lifespans"].query("fate == 'vanished' and state_abbr == 'MD'").iloc[0]
    row = [
        "MARYLAND",
        gone.agency,
        "x",
        gone.county_name,
        WORDS[gone.model],
        day(gone.date_signed),
        None,
        None,
    ]
    _, new, notes = taken({"Sheet1": [HEAD, *JULY, row]})
    assert "Back on the list after an absence" in notes and gone.agency in notes
    assert new["agreement_lifespans"].set_index("lifespan_id").loc[gone.lifespan_id].fate == "listed"


def test_a_list_of_the_same_month_takes_its_place():
    rows = pd.DataFrame({"state_abbr": ["OH", "OH"], "model": ["TFM", "TFM"]})
    new = refresh._monthly(rows, OLD["agreements_monthly"], datetime.date(2026, 7, 31))
    assert new.query("month == '2026-07'").to_numpy().tolist() == [
        ["2026-07", "2026-07-31", "OH", "tfm", "2"]
    ]
    assert (new.month < "2026-07").sum() == (OLD["agreements_monthly"].month < "2026-07").sum()


def test_tables_that_do_not_agree_stop_the_run(again):
    new = {**again[1], "states": again[1]["states"].copy()}
    new["states"].loc[0, "agreements_tfm"] = int(new["states"].loc[0, "agreements_tfm"]) + 1
    with pytest.raises(cells.Stop, match="do not agree on TFM"):
        refresh.check(new, datetime.date(2026, 9, 15))


# Days


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("participatingAgencies09152026pm.xlsx", "2026-09-15"),
        ("participatingAgencies-20250409011417.xlsx", "2025-04-09"),
        ("287gParticipatingAgencies091526.xlsx", "2026-09-15"),
        ("ParticipatingAgency_20260915.xlsx", "2026-09-15"),
        ("participatingAgencies041720263pm.xlsx", "2026-04-17"),
        ("participatingAgencies13452026.xlsx", None),
        ("participatingAgencies04173025.xlsx", None),
        ("list.xlsx", None),
        ("Total 2026.xlsx", None),
    ],
)
def test_a_file_name_gives_its_day_or_none(name, expected):
    assert str(cells.name_day(name)) == str(expected)


def test_a_name_with_last_year_s_number_is_caught_and_the_likely_day_proposed():
    with pytest.raises(
        cells.Stop,
        match=(
            r"names 2025-09-15, but [\d,]+ agreements in the list were signed later.*A file name is not a"
            r" date\. Probably it is of 2026-09-15: --as-of 2026-09-15"
        ),
    ):
        taken({"Sheet1": [HEAD, *JULY]}, "participatingAgencies09152025.xlsx")
    signed = [row[5].date() for row in JULY]
    assert (
        cells.list_day(
            "participatingAgencies09152025.xlsx", signed, datetime.date(2026, 9, 15), TODAY
        ).isoformat()
        == NEXT
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("agencies.xlsx", "names no day.*--as-of"),
        ("participatingAgencies12312026.xlsx", "a day that has not come"),
        ("participatingAgencies07242026.xlsx", "has that of 2026-07-24 already"),
    ],
)
def test_a_day_that_cannot_be_stops_the_run(name, message):
    with pytest.raises(cells.Stop, match=message):
        taken({"Sheet1": [HEAD, *JULY]}, name)


def test_one_signing_after_the_day_of_the_list_is_told_and_kept():
    _, new, notes = taken({"Sheet1": [HEAD, *JULY, [*NEW_TOWN[:5], day("2026-09-30"), None, None]]})
    assert (
        "Signing dates after the day of the list, kept as printed: Luling Police Department (TX), 2026-09-30"
        in notes
    )


@pytest.mark.parametrize(
    ("raw", "expected", "mended"),
    [
        (datetime.datetime(2026, 5, 31, 12, 30), "2026-05-31", False),
        (datetime.date(2026, 5, 31), "2026-05-31", False),
        (46173, "2026-05-31", False),
        ("46173.0", "2026-05-31", False),
        ("5/31/2026", "2026-05-31", False),
        ("05/31/26", "2026-05-31", False),
        ("2026-05-31", "2026-05-31", False),
        ("May 31, 2026", "2026-05-31", False),
        (" 5/31/2026* ", "2026-05-31", False),
        ("5/31/20026", "2026-05-31", True),
        ("7/72025", "2025-07-07", True),
        ("2/30/2026", "None", False),
        ("soon", "None", False),
        ("", "None", False),
        (None, "None", False),
        (True, "None", False),
        ("1/1/1901", "None", False),
        (12, "None", False),
    ],
)
def test_signing_dates_are_read_mended_or_refused(raw, expected, mended):
    found, how = cells.signed_day(raw)
    assert str(found) == expected and bool(how) == mended


# Sheets, headings, rows


def read(sheets, wanted=None):
    """(rows, notes) of the list in a workbook."""
    report = workbook.Report()
    return workbook.roster(sheets, report, wanted), "\n".join(report.notes)


def test_a_list_that_stands_in_two_sheets_counts_once():
    rows, notes = read(
        {
            "Sheet1": [HEAD, *JULY],
            "Copy": [HEAD, *reversed(JULY)],
            "Pivot": [["Model", "Count"], ["TFM", 3]],
            "Pending": [HEAD, NEW_TOWN],
        }
    )
    assert "stands in the workbook 2 times; sheet 'Sheet1' was read, and left aside: Copy" in notes
    assert (
        "Sheet 'Pivot' set aside" in notes
        and "'Pending' set aside: pending agencies have no agreement yet" in notes
    )
    assert len(rows) == len(JULY)


def test_two_sheets_that_differ_stop_the_run_unless_one_is_named():
    sheets = {"A": [HEAD, *JULY], "B": [HEAD, *JULY[5:]]}
    with pytest.raises(
        cells.Stop, match=r"lists that differ: 'A' with 2,179 rows, 'B' with 2,174 rows.*--sheet"
    ):
        read(sheets)
    assert len(read(sheets, "A")[0]) == len(JULY)
    with pytest.raises(cells.Stop, match="no sheet 'C'. The workbook has: A, B"):
        read(sheets, "C")


def test_a_sheet_that_holds_the_list_twice_counts_it_once():
    rows, notes = small(*JULY, *JULY)
    assert "counted once (the whole list stands there twice): 2,179" in notes and len(rows) == len(JULY)


def test_headings_in_the_middle_sums_and_blank_lines_are_no_agreements():
    rows, notes = small(
        ROW,
        HEAD,
        [None] * 8,
        changed(agency="Ada Police Department"),
        ["Total", 2, *[None] * 6],
        ["Grand total: 2", *[None] * 7],
        ["Updated 9/15/2026", *[None] * 7],
    )
    assert sorted(rows.agency) == ["Ada Police Department", "Lima Police Department"]
    assert (
        "Heading rows in the middle of sheet 'Sheet1', not counted as agreements: rows: 3" in notes
        and "Sums and remarks" in notes
        and "6; 7; 8" in notes
    )


def test_a_title_above_the_headings_and_unknown_or_doubled_columns_are_told():
    report = workbook.Report()
    head = [
        "State ",
        "Law Enforcement\u00a0Agency",
        "COUNTY",
        "Support type",
        "Signed",
        "Officers trained",
        "SIGNED",
    ]
    rows = workbook.roster(
        {
            "S": [
                ["287(g) participating agencies"],
                [],
                head,
                ["OHIO", "Lima Police Department", "Allen County", "Task Force Model", "8/1/2026", 7, "x"],
            ]
        },
        report,
    )
    notes = "\n".join(report.notes)
    assert rows[0]["signed"] == "8/1/2026" and rows[0]["row"] == 4
    assert (
        "Columns that we do not know, left aside: Officers trained" in notes
        and "occur twice; the first was read: SIGNED" in notes
        and "Lines above the headings" in notes
    )


def test_a_renamed_column_stops_the_run_and_names_its_neighbor():
    with pytest.raises(
        cells.Stop,
        match=(
            r"lacks the column SUPPORT TYPE\. Its headings: STATE.*'SUPPORT TYPES' may be SUPPORT"
            r" TYPE.*COLUMNS in scripts/derive/workbook.py"
        ),
    ):
        workbook.roster(
            {"S": [["STATE", "LAW ENFORCEMENT AGENCY", "COUNTY", "SUPPORT TYPES", "SIGNED"], ROW]},
            workbook.Report(),
        )


def test_a_list_without_counties_is_read_and_told():
    report = workbook.Report()
    rows = workbook.roster(
        {
            "S": [
                ["STATE", "AGENCY", "MODEL", "DATE SIGNED"],
                ["OHIO", "Lima Police Department", "Task Force Model", "8/1/2026"],
            ]
        },
        report,
    )
    assert rows[0]["county"] == "" and "no column COUNTY" in "\n".join(report.notes)


@pytest.mark.parametrize(
    "sheets", [{}, {"S": []}, {"S": [[None]]}, {"S": [HEAD]}, {"Chart": [["a", "b"]], "Notes": [["x"]]}]
)
def test_a_workbook_without_a_list_is_told_so(sheets):
    with pytest.raises(cells.Stop):
        workbook.roster(sheets, workbook.Report())


# States, models, agencies, counties


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("OHIO", ("OH", False)),
        ("Ohio", ("OH", False)),
        ("OH", ("OH", False)),
        ("PENNSLYVANIA", ("PA", True)),
        ("UTAHJ", ("UT", True)),
        ("COMMONWEALTH OF THE NORTHERN MARIANA ISLANDS", ("MP", True)),
        ("WEST VIRGINA", ("WV", True)),
        ("VIRGINA", ("VA", True)),
        ("NARNIA", (None, False)),
        ("NORTH", (None, False)),
    ],
)
def test_states_are_read_mended_or_refused(printed, expected):
    assert cells.state_of(printed, STATES) == expected


def test_what_cannot_be_read_stops_the_run_row_by_row_or_is_left_out_on_request():
    rows = [
        ROW,
        changed(state="NARNIA"),
        changed(agency=None),
        changed(model="Hybrid Model"),
        changed(signed="soon"),
        changed(state="UTAHJ", agency="Provo Police Department"),
    ]
    with pytest.raises(cells.Stop) as stopped:
        small(*rows)
    message = str(stopped.value)
    assert (
        message.startswith("4 rows cannot be read:")
        and "row 3 (Lima Police Department): state 'NARNIA'" in message
        and "row 4 (no agency): agency 'blank'" in message
    )
    assert (
        "model 'Hybrid Model'" in message
        and "signing date 'soon'" in message
        and "workbook_corrections.csv" in message
    )
    kept, notes = small(*rows, leave_out=True)
    assert (
        len(kept) == 2
        and "Rows left out because they cannot be read: row 3" in notes
        and "Misspelt states, read as meant: row 7: UTAHJ read as UT" in notes
    )


def test_our_own_corrections_come_first(monkeypatch):
    table = pd.DataFrame(
        [
            {
                "agency_as_printed": "Lima Police Department",
                "column": "signed",
                "printed": "soon",
                "value": "2026-08-02",
                "why": "the agreement itself",
            }
        ]
    )
    monkeypatch.setattr(listing, "read_input", lambda name: table)
    rows, notes = small(changed(signed="soon"))
    assert (
        rows.date_signed.item() == "2026-08-02"
        and "signed 'soon' is '2026-08-02' (the agreement itself)" in notes
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Task Force Model", "TFM"),
        ("TASK FORCE MODEL ", "TFM"),
        ("Jail Enforcement", "JEM"),
        ("Jail Enforcment Model", "JEM"),
        ("Warrant Service Officer", "WSO"),
        ("Warrant Services Officer", "WSO"),
        ("WSO", "WSO"),
        ("Hybrid Model", None),
        ("Model", None),
        ("", None),
    ],
)
def test_models_are_read_mended_or_refused(text, code):
    assert cells.model_of(text) == code


def test_one_agreement_in_two_spellings_counts_once_with_its_newest_day():
    rows, notes = small(
        changed(agency="St. Cloud Police Department"),
        changed(agency="Saint Cloud Police Dept.", signed=day("2026-08-20")),
        changed(agency="Lima Police Department", model="Warrant Service Officer"),
    )
    assert (
        len(rows) == 2
        and rows.loc[rows.model == "TFM", "date_signed"].item() == "2026-08-20"
        and "in two spellings or with two days" in notes
    )


FINDER = places.CountyFinder(OLD["counties"])


@pytest.mark.parametrize(
    ("state", "printed", "expected"),
    [
        ("AR", "Pulaksi County", ("05119", "corrected_spelling")),
        ("TX", "Zavala Couny", ("48507", "exact")),
        ("VA", "Alexandria City", ("51510", "exact")),
        ("MD", "Baltimore County", ("24005", "exact")),
        ("MD", "Baltimore City", ("24510", "exact")),
        ("LA", "Orleans Parish", ("22071", "exact")),
        ("AL", "Saint Clair County", ("01115", "exact")),
        ("IL", "De Kalb County", ("17037", "exact")),
        ("AR", "Bowie County", ("", "unmatched")),
        ("TX", "", ("", "blank_in_source")),
    ],
)
def test_counties_are_found_mended_or_left_open(state, printed, expected):
    assert listing.county(state, printed, FINDER) == expected


def test_the_kind_of_nearly_every_agency_follows_from_its_name():
    names = {abbr: name.title() for name, abbr in STATES.items()}
    ours = [
        listing.kind(names[a.state_abbr], a.agency_as_published.split(";")[0]) == a.agency_type
        for a in OLD["agreements"].itertuples()
    ]
    assert sum(ours) / len(ours) > 0.99


@pytest.mark.parametrize("share", [0.5, 1.9])
def test_a_list_of_half_or_double_the_size_is_not_believed(share):
    rows = JULY[: int(len(JULY) * share)] + [
        [*NEW_TOWN[:1], f"Town {i} Police Department", *NEW_TOWN[2:]]
        for i in range(max(0, int(len(JULY) * (share - 1))))
    ]
    with pytest.raises(cells.Stop, match="more often a part of a list, or a doubled one.*--any-size"):
        taken({"Sheet1": [HEAD, *rows]})


# The command, on a copy of the course's data


@pytest.fixture
def course(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def book(folder, rows, name=FILE):
    made = openpyxl.Workbook()
    made.active.title = "Sheet1"
    for row in [HEAD, *rows]:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def run(course, *words):
    return refresh_agreements.main([str(word) for word in words], data=course / "data", today=TODAY)


def state_of_folder(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A course after one run with a list that has one agency more, and what the run said."""
    folder, output = tmp_path_factory.mktemp("course"), io.StringIO()
    shutil.copytree(ROOT / "data", folder / "data")
    with contextlib.redirect_stdout(output):
        assert run(folder, book(folder, [*JULY, NEW_TOWN])) == 0
    return folder, output.getvalue()


def test_one_command_makes_a_whole_snapshot(refreshed, capsys):
    course, output = refreshed
    assert (
        "Now the snapshot: ICE's list of 2026-09-15, 2,180 agreements of 1,847 agencies (before: 2026-07-24)"
        in output
    )
    assert not (course / "data.next").exists() and not (course / "data.before").exists()
    for rule in data_rules.RULES:
        assert rule(course / "data") == [], rule.__name__
    data = course / "data"
    assert (
        len(load("agreements", folder=data)) == 1847
        and load("agreements_monthly", folder=data)["month"].max() == "2026-09"
    )
    assert run(course, course / FILE) == 1, "the same list a second time is no newer one"
    assert "already" in capsys.readouterr().err


def test_the_tables_say_of_which_day_they_are(refreshed):
    data = refreshed[0] / "data"
    described = {
        r["name"]: r for r in json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    }
    assert (
        described["agreements"]["as_of"]
        == described["agreements_monthly"]["as_of"]
        == described["agreement_lifespans"]["as_of"]
        == described["states"]["as_of"]
        == NEXT
    )
    assert (
        described["agreements"]["title"] == "Agencies with a 287(g) agreement, September 2026"
        and "15 September 2026" in described["agreements"]["description"]
    )
    assert FILE in described["agreements"]["obtained"] and any(
        "1,847 agencies hold 2,180" in problem for problem in described["agreements"]["known_problems"]
    )
    assert any(
        "between 24 July 2026 and 15 September 2026" in problem
        for problem in described["agreements_monthly"]["known_problems"]
    )
    assert "Agencies with a 287(g) agreement, September 2026" in (data / "README.md").read_text(
        encoding="utf-8"
    )
    assert "24 July 2026" not in json.dumps(
        {k: v for k, v in described["agreements"].items() if k != "known_problems"}
    )


def test_lessons_and_briefs_show_the_day_of_the_new_list(refreshed, monkeypatch):
    import fedlocal as fl
    from fedlocal.ground import tables

    monkeypatch.setattr(tables, "data_dir", lambda: refreshed[0] / "data")
    assert "September 2026, 2,180 agreements" in fl.widgets.AgreementExplorer().summary()
    assert fl.widgets.AgreementMap().summary().startswith("AgreementMap: September 2026")
    brief = fl.widgets.CountyBrief("Caldwell County, TX").fallback()
    assert "Luling Police Department" in brief and "On ICE’s list of 15 September 2026" in brief
    assert "as of 15 September 2026" in fl.card("09").html
    growth = fl.figures.growth()
    assert "2,180" in growth.takeaway and "15 September 2026" in growth.source


def test_a_check_writes_nothing(course, capsys):
    path, before = book(course, [*JULY, NEW_TOWN]), state_of_folder(course)
    assert (
        run(course, path, "--check") == 0
        and state_of_folder(course) == before
        and not (course / "data.next").exists()
    )
    assert "Would be the snapshot" in capsys.readouterr().out


def test_figures_in_print_that_no_longer_hold_are_listed(course, capsys):
    table = course / "data" / "lesson" / "questions.csv"
    words = table.read_text(encoding="utf-8")
    old, new = "8,8,agreements.numbers.on_list 2026-01 MD", "475,475,agreements.numbers.on_list latest TX"
    assert words.count(old) == 1
    table.write_text(words.replace(old, new), encoding="utf-8", newline="")
    seal("questions", folder=course / "data")
    assert run(course, book(course, [*JULY, NEW_TOWN])) == 0
    report = capsys.readouterr().out
    assert "To be corrected by hand" in report and "question 04-explore-1" in report
    assert "has 475, is now 476" in report


@pytest.mark.parametrize("broken", ["folder", "hash", "exchange"])
def test_a_run_that_breaks_leaves_the_old_snapshot_whole(course, capsys, monkeypatch, broken):
    path, before = book(course, [*JULY, NEW_TOWN]), state_of_folder(course)
    if broken == "folder":
        monkeypatch.setattr(shutil, "copytree", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    elif broken == "hash":
        monkeypatch.setattr(refresh_agreements, "to_csv", lambda frame: b"not,a,table\n")
    else:
        real = os.replace

        def replace(source, target):
            if Path(source).name == "data.next":
                raise OSError("in use by another program")
            return real(source, target)

        monkeypatch.setattr(os, "replace", replace)
    assert run(course, path) == 1
    monkeypatch.undo()
    assert "Stopped, and nothing was changed" in capsys.readouterr().err
    assert state_of_folder(course) == before and not (course / "data.next").exists()


def test_after_a_crash_between_the_two_moves_the_old_snapshot_comes_back(course):
    before = state_of_folder(course)
    (course / "data").rename(course / "data.before")
    refresh_agreements.restore(course / "data")
    assert state_of_folder(course) == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.xlsx", None, "There is no file"),
        ("old.xls", b"\xd0\xcf\x11\xe0 rest", "old or a protected workbook"),
        ("page.xlsx", b"<!doctype html>", "a web page, not a workbook"),
        ("cut.xlsx", b"PK\x03\x04 half", "Is the download complete"),
        ("empty.xlsx", b"", "cannot be read"),
    ],
)
def test_what_is_no_workbook_is_told_so(course, capsys, name, content, message):
    if content is not None:
        (course / name).write_bytes(content)
    assert run(course, course / name) == 1
    assert message in capsys.readouterr().err


def test_without_the_reader_the_mend_is_told(course, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(course, course / "x.xlsx") == 1
    assert '".[update]"' in capsys.readouterr().err


def test_the_command_line_hands_over(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(
        cli.subprocess, "run", lambda words, **_: seen.append(words) or type("Done", (), {"returncode": 0})()
    )
    assert (
        cli.main(["refresh", "agreements", "x.xlsx", "--as-of", "2026-09-15", "--check", "--sheet", "Data"])
        == 0
    )
    assert Path(seen[0][1]).name == "refresh_agreements.py" and seen[0][2:] == [
        "x.xlsx",
        "--as-of",
        "2026-09-15",
        "--sheet",
        "Data",
        "--check",
    ]
    monkeypatch.setattr(cli, "data_dir", lambda: tmp_path / "data")
    assert cli.main(["refresh", "agreements", "x.xlsx"]) == 1, (
        "an installed package has no tables of corrections"
    )


def test_derived_tables_are_not_taken_back_to_an_older_reference(refreshed):
    derive_data = importlib.import_module("derive_data")
    assert derive_data.refreshed(ROOT / "data") == []
    assert set(derive_data.refreshed(refreshed[0] / "data")) == set(refresh.CHANGED)
