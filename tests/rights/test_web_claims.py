"""Claims of the two articles: complete, paraphrased, sourced, fairly judged; and the sums that the lesson
prints."""

from collections import Counter

import pytest

from fedlocal.ground.tables import load, rows
from fedlocal.rights import web_claims
from fedlocal.rights.channels import articles

ALL = web_claims.build(rows("web_claims"))
OPINIONS, NOTES = {"S6", "S8", "S10", "S53"}, {"S26", "S75"}


def test_every_numbered_claim_is_there_once():
    assert [claim.seed for claim in ALL] == [f"S{number}" for number in range(1, 76)]
    assert {claim.seed for claim in ALL if claim.kind == "opinion"} == OPINIONS
    assert {claim.seed for claim in ALL if claim.kind == "form"} == NOTES


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: claim.seed)
def test_kind_verdict_readings_and_sources_fit_together(claim):
    assert claim.verdict in web_claims.VERDICTS and claim.topic in web_claims.TOPICS
    assert (claim.kind == "arguable") == (claim.verdict == "arguable") == (len(claim.readings) == 2)
    assert (claim.kind, claim.verdict) in {
        ("fact", claim.verdict),
        ("opinion", "opinion"),
        ("arguable", "arguable"),
        ("form", "form"),
    }
    assert claim.sources or claim.kind in ("opinion", "form"), "What can be checked names its source."
    assert claim.kind == "form" or set(claim.accepts) <= set(web_claims.JUDGMENTS)
    assert claim.verdict not in web_claims.JUDGMENTS or claim.verdict in claim.accepts
    assert claim.verdict not in ("arguable", "left_out") or len(claim.accepts) >= 2, (
        "A fair choice needs two judgments."
    )
    assert (claim.trap == "sound") == (claim.verdict == "right")
    assert len(claim.text.split()) <= 32 and len(claim.correction.split()) <= 60


@pytest.mark.parametrize("claim", [claim for claim in ALL if claim.readings], ids=lambda claim: claim.seed)
def test_the_two_readings_of_an_arguable_claim_get_about_equal_room(claim):
    short, long = sorted(len(reading.split()) for reading in claim.readings)
    assert long <= 2.6 * short and long - short <= 20, "Say as much for one reading as for the other."


def test_the_dozen_is_a_mixture():
    dozen = web_claims.chosen(ALL, "dozen")
    assert (
        len(dozen) == 12
        and len({claim.trap for claim in dozen}) >= 6
        and {claim.article for claim in dozen} == {"roles", "police"}
    )
    assert {claim.verdict for claim in dozen} == set(web_claims.VERDICTS) - {"form"}


def test_a_judgment_that_trusts_or_doubts_too_much_is_told_apart():
    by_seed = {claim.seed: claim for claim in ALL}
    cases = {
        ("S33", "right"): "believed",
        ("S33", "half_right"): "believed",
        ("S37", "wrong"): "doubted",
        ("S9", "right"): "believed",
        ("S9", "wrong"): "doubted",
        ("S51", "half_right"): "kind",
        ("S8", "right"): "believed",
        ("S10", "right"): "kind",
        ("S1", "opinion"): "kind",
        ("S45", "opinion"): "kind",
        ("S71", "wrong"): "doubted",
        ("S51", "out_of_date"): "",
    }
    assert {case: web_claims.lean(by_seed[case[0]], case[1]) for case in cases} == cases


def test_what_fooled_a_reader_counts_first_tries_by_kind():
    entries = web_claims.fooled({"s33": "right", "s41": "wrong", "s51": "right", "s01": "right"}, ALL)
    assert [(entry["trap"], entry["met"], entry["missed"]) for entry in entries] == [
        ("actor", 2, 1),
        ("old", 1, 1),
        ("sound", 1, 0),
    ]
    assert [claim.id for claim in entries[0]["claims"]] == ["s33"]


@pytest.mark.parametrize("judgment", ["", "true", None])
def test_a_word_that_is_no_judgment_is_told_so(judgment):
    with pytest.raises(ValueError, match="judgment"):
        web_claims.fair(ALL[0], judgment)


def test_an_unknown_round_is_told_what_there_is():
    with pytest.raises(LookupError, match="dozen, all, agencies"):
        web_claims.chosen(ALL, "everything")


def test_every_trap_is_met_and_described_once():
    traps = load("claim_traps")
    assert set(traps["trap"]) == {claim.trap for claim in ALL} and traps["ask"].str.contains(r"\?").sum() >= 7


def test_the_numbers_that_the_lesson_prints_are_those_of_the_table():
    judged = web_claims.to_judge(ALL)
    police = [claim for claim in judged if claim.article == "police"]
    prediction = load("questions").set_index("question_id").loc["08-predict-1"]
    assert f"makes {len(police)} claims" in prediction["prompt"] and prediction["unit"] == f"of {len(police)}"
    assert sum(claim.topic == "help" for claim in judged) == 4
    assert f"{sum(claim.verdict == 'right' for claim in judged)} of {len(judged)}" in articles().line
    assert articles().html.index("the table scrolls sideways") < articles().html.index("<table")


def test_what_the_lesson_says_of_traps_and_of_doubt_is_so():
    """Its summary names the three commonest traps; its text says that doubting all goes further wrong than
    believing all."""
    judged = web_claims.to_judge(ALL)
    traps = Counter(claim.trap for claim in judged if claim.verdict not in ("right", "wrong"))
    assert {trap for trap, _ in traps.most_common(3)} == {"limit", "word", "list"}
    believing, doubting = (
        sum(not web_claims.fair(claim, word) for claim in judged) for word in ("right", "wrong")
    )
    assert believing < 0.6 * doubting


@pytest.mark.parametrize("claim", [claim for claim in ALL if claim.readings], ids=lambda claim: claim.seed)
def test_whoever_takes_the_reading_that_passes_is_told_fair(claim):
    assert "right" in claim.accepts, "One reading says that it passes: count “right”, too."


def test_no_claim_is_copied_from_its_article():
    """The articles themselves are not kept here; what can be held is that a quotation is short and marked."""
    import re

    for claim in ALL:
        assert all(len(quote.split()) <= 7 for quote in re.findall(r"“([^”]*)”", claim.text)), claim.seed
