"""The course's own reference texts: sources, agreement terms, glossary, developments, program timeline.

Fast checks on the CSV files themselves: an editor who changes one row hears at once what is wrong with it.
"""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from fedlocal.ground.tables import table_file

DATA = Path(__file__).parents[2] / "data"
NAMES = ["sources", "agreement_terms", "glossary", "developments", "program_timeline"]
KEYS = {name: "term_id" if name == "glossary" else "id" for name in NAMES}
STRENGTH = ["unchecked", "secondary", "primary"]
WORD_LIMITS = [
    ("agreement_terms", "says", 45),
    ("glossary", "short", 35),
    ("developments", "what", 45),
    ("program_timeline", "event", 30),
]
MIRRORS = (
    "docslib|paperzz|fdocuments|vdocument|studylib|readkong|nie-podam|yumpu|dokumen|pdfslide|archive.org|"
    "everycrsreport"
)
LOADED = r"illegal (alien|immigrant)s?"
LOADED_OUTSIDE_GLOSSARY = LOADED + r"|undocumented|sanctuary"
LAW = ("statute", "regulation", "case", "executive_action", "state_law", "form")
LAST_RECHECK = date(2027, 1, 31)


def rows(name):
    with open(table_file(name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = {name: rows(name) for name in NAMES}
SOURCES = {row["id"]: row for row in TABLES["sources"]}
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}


def as_dates(text):
    """First and last day that a date of mixed precision can mean; raises ValueError when it is none."""
    parts = [int(part) for part in text.split("-")]
    first = date(*(parts + [1, 1])[:3])
    if len(parts) == 3:
        return first, first
    whole_year = len(parts) == 1 or first.month == 12
    after = date(first.year + 1, 1, 1) if whole_year else date(first.year, first.month + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)


def six_months_after(day):
    month = day.month + 6
    return date(day.year + (month > 12), (month - 1) % 12 + 1, min(day.day, 28))


def unquoted(text):
    return re.sub(r"“[^”]*”|\"[^\"]*\"", " ", text)


def test_as_dates_reads_every_precision_and_refuses_nonsense():
    assert as_dates("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert as_dates("2026")[1] == date(2026, 12, 31)
    with pytest.raises(ValueError):
        as_dates("2026-13")


@pytest.mark.parametrize("name", NAMES)
def test_each_row_has_its_own_id_and_tidy_cells(name):
    ids = [row[KEYS[name]] for row in TABLES[name]]
    assert len(ids) == len(set(ids)), f"{name}: an id stands twice"
    for row in TABLES[name]:
        for column, cell in row.items():
            tidy = cell is not None and cell == cell.strip() and "\n" not in cell
            assert tidy, f"{name} {row[KEYS[name]]}: tidy {column}"


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_keeps_to_its_field(name):
    fields = {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}
    assert list(TABLES[name][0]) == list(fields), f"{name}: columns and schema differ"
    for row in TABLES[name]:
        for column, cell in row.items():
            rule = fields[column].get("constraints", {})
            where = f"{name} {row[KEYS[name]]}: {column} {cell!r}"
            if not cell:
                assert not rule.get("required"), f"{where} is required"
                assert fields[column].get("missing"), f"{name}: say in the schema what a blank {column} means"
                continue
            assert cell in rule.get("enum", [cell]), f"{where} is none of {rule.get('enum')}"
            pattern = rule.get("pattern", ".*")
            assert re.fullmatch(pattern, cell), f"{where} does not match {pattern}"
            if fields[column]["type"] == "boolean":
                assert cell in ("true", "false"), where


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_dates(name):
    for row in TABLES[name]:
        for column in {"date", "as_of", "recheck_by"} & row.keys():
            if row[column]:
                as_dates(row[column])


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_source_is_in_the_register(name):
    for row in TABLES[name]:
        known = not row["source_id"] or row["source_id"] in SOURCES
        assert known, f"{name} {row[KEYS[name]]}: no source {row['source_id']!r}; add it to the table sources"


@pytest.mark.parametrize("name", ["agreement_terms", "developments", "program_timeline"])
def test_no_statement_is_surer_than_its_source(name):
    for row in TABLES[name]:
        source = SOURCES[row["source_id"]]
        of_source = source["checked"].replace(
            "part", "primary"
        )  # what a row says stands in the part that was read
        weaker = STRENGTH.index(row["checked"]) <= STRENGTH.index(of_source)
        assert weaker, f"{name} {row[KEYS[name]]} says {row['checked']}, its source only {source['checked']}"


@pytest.mark.parametrize("name, column, limit", WORD_LIMITS)
def test_texts_stay_short(name, column, limit):
    for row in TABLES[name]:
        count = len(row[column].split())
        assert 0 < count <= limit, f"{name} {row[KEYS[name]]}: {count} words, at most {limit}"


@pytest.mark.parametrize("name", NAMES)
def test_words_that_take_sides_stand_only_in_quotation(name):
    titles = {"id", "title", "url", "short"} if name == "sources" else {"id", "source_id"}
    banned = LOADED if name == "glossary" else LOADED_OUTSIDE_GLOSSARY
    for row in TABLES[name]:
        for column in row.keys() - titles:
            found = re.search(banned, unquoted(row[column]), re.IGNORECASE)
            assert not found, f"{name} {row[KEYS[name]]}: {found and found[0]!r} unquoted in {column}"


@pytest.mark.parametrize("name", NAMES)
def test_no_working_note_slipped_in(name):
    for row in TABLES[name]:
        text = " ".join(cell for column, cell in row.items() if column != "url")
        found = re.search(r"/work|law\.md|\bGK\b|\bTODO\b|lead_only|V-[PS]\b|transcribed_unverified", text)
        assert not found, f"{name} {row[KEYS[name]]}: working note {found and found[0]!r}"


def test_every_source_has_an_address_or_says_why_not():
    for row in TABLES["sources"]:
        assert row["url"].startswith("https://") or row["note"], f"{row['id']}: no https address and no note"
        assert not re.search(MIRRORS, row["url"]), f"{row['id']}: give the publisher's address, not a mirror"
        assert " " not in row["url"], row["id"]


def test_what_was_not_read_in_full_says_so():
    for row in TABLES["sources"]:
        if row["checked"] != "primary" and row["type"] in LAW:
            assert row["note"], f"{row['id']}: checked is {row['checked']}, so say in the note what was read"


def test_section_287g_is_one_source_with_pinpoints():
    assert [id_ for id_ in SOURCES if id_.startswith("usc-8-1357-g")] == ["usc-8-1357-g"]


def test_each_topic_of_the_forms_has_one_row_a_model():
    rows_by_topic = {}
    for row in TABLES["agreement_terms"]:
        rows_by_topic.setdefault(row["topic"], []).append(row)
    for topic, three in rows_by_topic.items():
        models = [row["model"] for row in three]
        assert models == ["jem", "wso", "tfm"], f"{topic}: one row each, in the order jem, wso, tfm"
        for column in ("topic_title", "differs"):
            same = len({row[column] for row in three}) == 1
            assert same, f"{topic}: {column} must be the same in its three rows"


def plain(text):
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()


def test_every_row_of_the_forms_names_its_section_and_nothing_is_left_unread():
    hedge = re.compile(r"not (read|noted|seen|found)|we noted|was unread|in what we read", re.IGNORECASE)
    for row in TABLES["agreement_terms"]:
        assert row["pinpoint"], f"{row['id']}: no section"
        assert not hedge.search(row["says"] + row["note"]), (
            f"{row['id']}: read the form, then say what it says"
        )
        assert row["volatile"] == "true"
        if row["checked"] == "primary":
            assert row["source_id"] == f"moa-{row['model']}-2025", (
                f"{row['id']}: what a form says is cited to that form"
            )
            assert re.match(r"§§? [IVX]+|App\. [AB]", row["pinpoint"]), (
                f"{row['id']}: {row['pinpoint']!r} is no section of a form"
            )


def test_what_a_row_says_of_a_form_rests_on_stored_lines_of_that_form():
    lines = {row["line_id"]: row for row in rows("agreement_form_lines")}
    used = set()
    for row in TABLES["agreement_terms"]:
        named = [line_id for line_id in row["line_ids"].split(";") if line_id]
        absent = row["pinpoint"].startswith("§§ I–")  # the whole form was read, and the rule is not in it
        assert bool(named) == (row["checked"] == "primary" and not absent), f"{row['id']}: lines of the form"
        for line_id in named:
            line = lines[line_id]
            section = re.escape(line["section"].removeprefix("§ "))
            assert line["model"] == row["model"], f"{row['id']}: {line_id} is of another form"
            assert re.search(rf"(?<!\w){section}(?!\w)", row["pinpoint"]), (
                f"{row['id']}: {line['section']} is not named"
            )
        words = " ".join(plain(lines[line_id]["words"]) for line_id in named)
        for quoted in re.findall(r"“([^”]+)”", row["says"]):
            assert plain(quoted) in words, f"{row['id']}: the form does not say “{quoted}”"
        used |= set(named)
    assert used == set(lines), f"lines behind no row: {sorted(set(lines) - used)}"


def test_forms_differ_where_they_do_not_say_the_same():
    for topic in {row["topic"] for row in TABLES["agreement_terms"]}:
        statements = {row["says"] for row in TABLES["agreement_terms"] if row["topic"] == topic}
        marks = {row["differs"] for row in TABLES["agreement_terms"] if row["topic"] == topic}
        assert marks == {"true" if len(statements) > 1 else "false"}, topic


def test_the_forms_part_where_a_close_reading_found_that_they_do():
    says = {(row["topic"], row["model"]): row["says"] for row in TABLES["agreement_terms"]}
    assert "one hour" in says["citizenship_claims", "jem"] == says["citizenship_claims", "wso"]
    assert "no rule" in says["citizenship_claims", "tfm"]
    assert says["training_travel", "wso"].startswith("The agency pays") and says[
        "training_travel", "jem"
    ].startswith("ICE pays")
    assert "same day" in says["transport", "tfm"] and "48" not in says["transport", "tfm"]
    assert "names none" in says["civil_rights", "tfm"]
    assert says["warrantless_arrest", "jem"].startswith("No.") and says[
        "warrantless_arrest", "tfm"
    ].startswith("Yes")
    assert "isn't limited to the jail" in says["where_used", "tfm"]


def test_reported_training_lengths_are_not_passed_off_as_the_form():
    for row in TABLES["agreement_terms"]:
        if row["topic"] == "training_length":
            assert row["checked"] == "secondary" and not row["source_id"].startswith("moa-"), row["id"]
        if row["topic"] == "training":
            assert not re.search(r"\d+ hours", row["says"]), f"{row['id']}: the forms set no number of hours"


def test_glossary_links_lead_somewhere_and_spanish_has_a_basis():
    terms = {row["term_id"] for row in TABLES["glossary"]}
    assert len(terms) >= 65
    for row in TABLES["glossary"]:
        related = set(filter(None, row["see_also"].split(";")))
        assert related <= terms - {row["term_id"]}, f"{row['term_id']}: see_also"
        assert bool(row["es"]) == bool(row["es_basis"]), f"{row['term_id']}: Spanish only with a basis"


def test_only_confirmed_developments_are_printable():
    for row in TABLES["developments"]:
        source = SOURCES[row["source_id"]]
        unsure = "unchecked" in (row["checked"], source["checked"])
        unsure = unsure or "re-check before printing" in source["note"].lower()
        unsure = unsure or (row["status"] == "unsettled" and "not verified" in row["status_note"])
        printable = row["printable"] == "true"
        assert not (unsure and printable), f"{row['id']} is not confirmed: printable must be false"
        assert printable or row["status"] != "in_force", f"{row['id']}: unconfirmed, so not in_force"


def test_developments_name_lessons_and_the_day_of_their_next_check():
    known = {row["id"] for row in TABLES["developments"]}
    for row in TABLES["developments"]:
        assert set(row["lessons"].split(";")) <= {f"{n:02d}" for n in range(1, 10)}, row["id"]
        last_seen, recheck = as_dates(row["as_of"])[1], date.fromisoformat(row["recheck_by"])
        latest = max(LAST_RECHECK, six_months_after(last_seen))
        assert date(2026, 11, 21) < recheck <= latest, f"{row['id']}: recheck_by"
        assert row["volatile"] == "true"
        for other in re.findall(r"dev-[a-z0-9-]+[a-z0-9]", row["status_note"]):
            assert other in known, f"{row['id']} points to {other}, which is not there"


@pytest.mark.parametrize("name", ["developments", "program_timeline"])
def test_rows_stand_in_order_of_date(name):
    dates = [row["date"] for row in TABLES[name]]
    assert dates == sorted(dates), f"{name}: sort by date"


def test_the_timeline_runs_from_the_statute_to_2026_at_the_precision_it_claims():
    timeline = TABLES["program_timeline"]
    assert 18 <= len(timeline) <= 30
    assert (timeline[0]["kind"], timeline[0]["date"]) == ("statute", "1996")
    assert timeline[-1]["date"].startswith("2026")
    for row in timeline:
        assert row["date_precision"] == ["year", "month", "day"][row["date"].count("-")], row["id"]


@pytest.mark.parametrize("name", NAMES)
def test_our_own_texts_are_free_to_use_and_described(name):
    resource = RESOURCES[name]
    assert resource["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert resource["rows"] == len(TABLES[name])
    assert "editors" in resource["derivation"] and resource["known_problems"]
    assert all(field.get("description") for field in resource["schema"]["fields"])


def test_the_timeline_says_what_the_program_did_as_the_records_count_it():
    from fedlocal.ground.tables import load

    history = load("agreements_history")
    event = next(row["event"] for row in TABLES["program_timeline"] if row["id"] == "tl-2013-results")
    counts = (
        history["identified_fy2006_2013"].notna().sum(),
        history["identified_fy2006_2013"].sum(),
        history["removed_fy2006_2013"].sum(),
    )
    for count in counts:
        assert f"{int(count):,}" in event


def test_the_timeline_tells_each_case_to_its_end_and_names_both_roads():
    ids = {row["id"] for row in TABLES["program_timeline"]}
    assert {"tl-2012-alamance", "tl-2015-johnson", "tl-2016-alamance-end", "tl-2025-mass-influx"} <= ids
