"""The papers: each complete, each in the words of the authority rules, and never saying more than they do."""

import pytest
from markupsafe import escape

from fedlocal.ground.sources import cite
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.law.authority import check
from fedlocal.law.papers import ROWS, fields, side_by_side
from fedlocal.law.rules import WORDS
from fedlocal.lesson.texts import quoted

PAPERS, FIELDS = keyed("papers", "paper"), rows("paper_fields")
UNASKED = {"notice_request"}  # Form I-247G asks no one to act, so fl.authority.check has no word for it


def test_there_are_the_papers_of_the_rules_and_each_has_its_fields():
    assert [paper for paper in PAPERS if paper not in UNASKED] == list(WORDS["paper"][1:])
    assert sorted(row["position"] for row in PAPERS.values()) == list(range(1, len(PAPERS) + 1))
    for paper in PAPERS:
        found = fields(FIELDS, paper)
        assert [field["position"] for field in found] == list(range(1, len(found) + 1)) and len(found) >= 6
        assert "Signature" in {field["label"] for field in found}


@pytest.mark.parametrize("table", ["papers", "paper_fields"])
def test_each_row_has_read_sources_with_pinpoints(table):
    for row in rows(table):
        pairs = list(zip(row["source_ids"].split(";"), row["pinpoints"].split(";"), strict=True))
        found = [cite(*pair) for pair in pairs]
        assert all(
            source.checked != "unchecked" and pinpoint
            for source, (_, pinpoint) in zip(found, pairs, strict=True)
        )
        assert row["checked"] == (
            "primary" if all(source.checked == "primary" for source in found) else "secondary"
        )


def test_only_one_paper_is_signed_by_a_judge():
    signed = {paper for paper, row in PAPERS.items() if row["signer"].startswith("A judge")}
    assert signed == {"judicial_warrant"}


def test_what_a_paper_says_of_homes_is_what_the_rules_answer():
    first_word = {"yes": "Yes", "no": "No", "contested": "Disputed", "only_if": "Only"}
    for paper in set(PAPERS) - UNASKED:
        verdict = check("ice_officer", "enter_to_arrest", paper=paper, place="home")
        assert PAPERS[paper]["home"].startswith(first_word[verdict.answer]), paper


def test_the_old_detainer_form_is_said_to_be_retired():
    detainer = PAPERS["detainer"]
    assert "I-247D" in detainer["retired"] and "2 April 2017" in detainer["retired"]


def test_a_comparison_has_every_question_and_unknown_papers_are_named():
    assert [row["question"] for row in side_by_side(PAPERS, ["detainer", "judicial_warrant"])] == list(
        ROWS.values()
    )
    with pytest.raises(LookupError, match="There are: detainer"):
        side_by_side(PAPERS, ["i-200"])
    with pytest.raises(LookupError, match="There are: detainer"):
        fields(FIELDS, "i-200")


def said(paper, label):
    row = next(row for row in fields(FIELDS, paper) if row["label"] == label)
    return f"{row['says']} {row['means']}"


def test_the_notice_request_asks_for_no_hold_and_the_detainer_does():
    assert (
        "does not ask anyone to hold" in PAPERS["notice_request"]["orders_not"]
        and "hold" not in PAPERS["notice_request"]["orders"]
    )
    assert "a hold" in PAPERS["detainer"]["orders"] and PAPERS["notice_request"]["home"].startswith("No")
    assert "Nobody has asked" in said("notice_request", "Not on it: a hold")
    assert "I-247G" in check("jail_officer", "hold_on_detainer").why, (
        "without a detainer nobody has asked for a hold, also with this form"
    )


def test_the_rules_own_shall_is_told_with_how_it_is_read():
    for text in (
        PAPERS["detainer"]["orders"],
        said("detainer", "Second request: hold"),
    ):
        assert "“shall maintain custody”" in text and "Third Circuit" in text and "ICE calls it" in text


def test_the_detainer_has_both_boxes_and_the_warrants_say_on_whose_word_they_rest():
    assert "not both" in said("detainer", "Box 2: a person on loan")
    assert "Three of the five are on the detainer" in said("ice_arrest_warrant", "The officer’s grounds")
    assert "Board of Immigration Appeals" in said("ice_removal_warrant", "Whose order it carries out")
    assert PAPERS["ice_arrest_warrant"]["signer"].startswith("A supervisor"), (
        "8 C.F.R. § 287.5(e)(2) lists supervisors"
    )


def test_all_three_warrants_direct_someone_and_one_comes_from_a_court():
    assert all(
        PAPERS[paper]["orders"].startswith("It directs")
        for paper in ("ice_arrest_warrant", "ice_removal_warrant")
    )
    assert [paper for paper, row in PAPERS.items() if row["level"] == "court"] == ["judicial_warrant"]


# --- the law in its own words -------------------------------------------------------------------------------

QUOTATIONS = load("quotations")


def test_each_quotation_has_its_place_is_short_and_says_why_it_matters():
    for row in QUOTATIONS.to_dict("records"):
        source = cite(row["source_id"], row["pinpoint"])
        assert source.checked in ("primary", "part") and row["matters"].endswith(".") and row["pinpoint"], (
            row["quotation_id"]
        )
        assert 8 <= len(row["words"].split()) <= 60 and not set(row["words"]) & set("“”"), row["quotation_id"]
    for lesson, lines in QUOTATIONS.groupby("lesson"):
        assert sorted(lines["position"]) == list(range(1, len(lines) + 1)), (
            f"lesson {lesson}: give each line its own place"
        )


def test_lesson_02_has_the_ten_lines_that_a_law_class_asks_for():
    asked = {
        "case-arizona-2012",
        "case-santos-2013",
        "cfr-8-287-7",
        "usc-8-1226",
        "usc-8-1225",
        "usc-8-1373",
        "case-printz-1997",
        "usc-8-1357-a",
        "case-melendres-2012",
    }
    rows = QUOTATIONS[QUOTATIONS["lesson"] == "02"]
    assert len(rows) == 10 and set(rows["source_id"]) == asked
    html = quoted("02").html
    assert (
        html.count("<blockquote") == 10
        and "<details" in html
        and all(escape(words) in html for words in rows["words"])
    )
    with pytest.raises(LookupError, match="It has: 02"):
        quoted("00")
