"""The four papers: each complete, each in the words of the authority rules, and never saying more than they do."""

import pytest

from fedlocal.authority import check
from fedlocal.authority_rules import WORDS
from fedlocal.papers import ROWS, fields, side_by_side
from fedlocal.sources import cite
from fedlocal.tables import load

PAPERS, FIELDS = load("papers").fillna(""), load("paper_fields")


def test_there_are_the_papers_of_the_rules_and_each_has_its_fields():
    assert tuple(PAPERS["paper"]) == WORDS["paper"][1:]
    for paper in PAPERS["paper"]:
        found = fields(FIELDS, paper)
        assert [one["position"] for one in found] == list(range(1, len(found) + 1)) and len(found) >= 6
        assert "Signature" in {one["label"] for one in found}


@pytest.mark.parametrize("table", [PAPERS, FIELDS], ids=["papers", "fields"])
def test_each_row_has_read_sources_with_pinpoints(table):
    for row in table.to_dict("records"):
        pairs = list(zip(row["source_ids"].split(";"), row["pinpoints"].split(";"), strict=True))
        found = [cite(*pair) for pair in pairs]
        assert all(source.checked != "unchecked" and pinpoint for source, (_, pinpoint) in zip(found, pairs, strict=True))
        assert row["checked"] == ("primary" if all(source.checked == "primary" for source in found) else "secondary")


def test_only_one_paper_is_signed_by_a_judge():
    signed = {row.paper for row in PAPERS.itertuples() if row.signer.startswith("A judge")}
    assert signed == {"judicial_warrant"}


def test_what_a_paper_says_of_homes_is_what_the_rules_answer():
    said = {"yes": "Yes", "no": "No", "contested": "Disputed", "only_if": "Only"}
    for row in PAPERS.itertuples():
        verdict = check("ice_officer", "enter_to_arrest", paper=row.paper, place="home")
        assert row.home.startswith(said[verdict.answer]), row.paper


def test_the_old_detainer_form_is_said_to_be_retired():
    detainer = PAPERS.set_index("paper").loc["detainer"]
    assert "I-247D" in detainer["retired"] and "2 April 2017" in detainer["retired"]


def test_a_comparison_has_every_question_and_unknown_papers_are_named():
    assert [row["question"] for row in side_by_side(PAPERS, ["detainer", "judicial_warrant"])] == list(ROWS.values())
    with pytest.raises(LookupError, match="There are: detainer"):
        side_by_side(PAPERS, ["i-200"])
    with pytest.raises(LookupError, match="There are: detainer"):
        fields(FIELDS, "i-200")
