"""Claims, sentences, sources and numbers agree."""

import json
import re
from pathlib import Path

import pytest

from fedlocal.ground import prose
from fedlocal.ground.tables import load
from fedlocal.lesson.claims import missing_figures, recompute

ROOT = Path(__file__).parents[2]
CLAIMS = load("claims").to_dict("records")
COMPUTED = [claim for claim in CLAIMS if isinstance(claim["computed_by"], str)]
QUESTIONS = [row for row in load("questions").to_dict("records") if isinstance(row["computed_by"], str)]


def lesson_sentences(lesson: str) -> list[str]:
    path = next((ROOT / "notebooks").glob(f"{lesson}_*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        sentence
        for cell in cells
        if cell["cell_type"] == "markdown"
        for sentence in prose.sentences("".join(cell["source"]))
    ]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["claim_id"])
def test_statement_stands_in_its_lesson(claim):
    assert claim["statement"] in lesson_sentences(claim["lesson"]), (
        "Correct the table claims or the lesson: the sentence is not printed as the ledger has it."
    )


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["claim_id"])
def test_source_was_read_and_has_a_pinpoint(claim):
    source = load("sources").set_index("id").loc[claim["source_id"]]
    assert source["checked"] in (
        "primary",
        "part",
        "secondary",
    ), f"{claim['source_id']} was never read; leave the statement out."
    assert claim["pinpoint"], "Say where in the source."


@pytest.mark.parametrize("claim", COMPUTED, ids=lambda claim: claim["claim_id"])
def test_printed_number_is_what_the_tables_give(claim):
    figures = recompute(claim["computed_by"], load)
    assert not missing_figures(claim["statement"], figures), (
        f"The tables give {figures}; the lesson prints: {claim['statement']}"
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question_id"])
def test_right_number_of_a_question_is_what_the_tables_give(question):
    value = float(recompute(question["computed_by"], load)[0].replace(",", ""))
    assert question["low"] <= value <= question["high"], (
        f"The tables give {value}; the table questions accepts {question['low']} to {question['high']}."
    )


@pytest.mark.parametrize(
    "row",
    [row for row in load("findings").to_dict("records") if isinstance(row["computed_by"], str)],
    ids=lambda row: row["source_id"],
)
def test_figures_of_a_finding_are_what_the_tables_give(row):
    figures = recompute(row["computed_by"], load)
    assert not missing_figures(row["finding"], figures), (
        f"The tables give {figures}; the table findings prints: {row['finding']}"
    )


def test_findings_are_uncomfortable_for_each_side():
    for lesson, rows in load("findings").groupby("lesson"):
        sides = (
            load("arguments")
            .loc[lambda t, lesson=lesson: t["argument_id"].str.startswith(lesson)]
            .set_index("side")["wants"]
            .to_dict()
        )
        camps = rows["uncomfortable_for"].map({**sides, "both": "both"})
        assert camps.notna().all(), (
            f"Lesson {lesson}: uncomfortable for a side that no pair of the lesson has."
        )
        weight = {wants: camps.isin([wants, "both"]).sum() for wants in ("more", "less")}
        assert min(weight.values()) >= 1 and max(weight.values()) - min(weight.values()) <= 1, weight


def test_a_changed_number_is_noticed():
    assert recompute("agreements.numbers.on_list 2026-07", load) == ["2,179"]
    assert missing_figures("ICE listed 2,178 agreements.", ["2,179"]) == ["2,179"]
    assert missing_figures("ICE listed 12,179 agreements.", ["2,179"]) == ["2,179"]


def test_figures_are_given_as_the_course_prints_numbers():
    assert recompute("tradeoffs.numbers.highest_totals alike", load) == ["64.8", "64.5"]
    assert recompute("tradeoffs.numbers.most_often_first alike", load) == ["53", "39"]


def test_an_unknown_function_is_told_with_near_names():
    with pytest.raises(ValueError, match=r"The cell 'county.numbers.countys TX'.*Near it: counties"):
        recompute("county.numbers.countys TX", load)


def test_texts_of_the_tables_name_sources_that_exist():
    known = set(load("sources")["id"])
    for table, column in (
        ("case_rules", "source_ids"),
        ("authority_rules", "source_ids"),
        ("papers", "source_ids"),
        ("paper_fields", "source_ids"),
        ("arguments", "source_ids"),
        ("questions", "source_id"),
        ("program_timeline", "source_id"),
        ("state_marks", "source_id"),
        ("trend_marks", "source_id"),
        ("agencies", "source_ids"),
        ("duties", "source_ids"),
        ("web_claims", "source_ids"),
        ("encounters", "source_ids"),
        ("channels", "source_ids"),
        ("studies", "source_id"),
        ("replications", "source_id"),
        ("replication_inputs", "source_id"),
        ("opinion", "source_id"),
    ):
        named = {source for cell in load(table)[column].dropna() for source in cell.split(";")}
        assert named <= known, f"{table} names unknown sources: {sorted(named - known)}"


def test_nothing_unread_is_printed_as_fact():
    read = set(load("sources").query("checked != 'unchecked'")["id"])
    for table, column in (
        ("case_rules", "source_ids"),
        ("authority_rules", "source_ids"),
        ("papers", "source_ids"),
        ("paper_fields", "source_ids"),
        ("questions", "source_id"),
        ("program_timeline", "source_id"),
        ("agencies", "source_ids"),
        ("duties", "source_ids"),
        ("web_claims", "source_ids"),
        ("encounters", "source_ids"),
        ("channels", "source_ids"),
        ("studies", "source_id"),
        ("replications", "source_id"),
        ("replication_inputs", "source_id"),
        ("opinion", "source_id"),
    ):
        named = {source for cell in load(table)[column].dropna() for source in cell.split(";")}
        assert named <= read, f"{table} rests on sources that were not read: {sorted(named - read)}"


LOADED = re.compile(
    r"\b(illegals?|undocumented|sanctuary|invasion|abduct\w*|kidnap\w*|raids?|open borders|witch"
    r" hunt|criminal aliens?)\b",
    re.I,
)


@pytest.mark.parametrize(
    "table,columns",
    [
        ("arguments", ["text", "question", "label", "hardest_question"]),
        ("agencies", ["mission", "powers", "limits"]),
        ("duties", ["duty", "why", "why_not"]),
        ("case_rules", ["why", "who"]),
        ("authority_rules", ["why"]),
        ("paper_fields", ["says", "means"]),
        ("papers", ["signer", "orders", "orders_not", "where_it_works", "home", "after"]),
        ("authority_actions", ["title", "question", "note"]),
        ("questions", ["prompt", "explain"]),
        ("question_options", ["text", "feedback"]),
        ("agreement_terms", ["says"]),
        ("program_timeline", ["event"]),
        ("objectives", ["objective"]),
        ("misconceptions", ["belief", "correction"]),
        ("web_claims", ["claim", "correction", "reading_for", "reading_against"]),
        ("encounters", ["text"]),
        ("channels", ["need", "what_for", "limits"]),
        ("claim_traps", ["what", "ask"]),
        ("studies", ["policy", "finding", "size", "limits"]),
        ("replications", ["title", "claim", "lesson"]),
        ("rollout_stories", ["title", "watch"]),
        ("findings", ["finding", "how", "limits"]),
    ],
)
def test_no_loaded_word_outside_quotation(table, columns):
    for column in columns:
        for text in load(table)[column].dropna():
            bare = re.sub(r"“[^”]*”", "", text)
            assert not LOADED.search(bare), f"{table}.{column}: “{text}”"
