"""What the questions of a lesson ask for: practice needs the idea, a verb has its item, a case comes before
practice."""

import json
import re
from pathlib import Path

import pytest

from fedlocal.ground.tables import rows
from fedlocal.lesson.worked import worked_cases

SETS = {row["set_id"]: row for row in rows("question_sets")}
QUESTIONS = [(row, SETS[row["set_id"]]) for row in rows("questions")]
PRACTICE = [set_id for set_id, row in SETS.items() if row["use"] == "practice"]
LESSONS = sorted(Path(__file__).parents[2].glob("notebooks/[0-9]*.ipynb"))
WORKED = ("01", "02", "03", "04", "05", "08")
PRODUCED = re.compile(r"(?:^|\band |, )(?:state|argue|explain)\b(?! law)", re.I)  # as a verb
MARKED = ("one", "several", "order", "match", "number")


@pytest.mark.parametrize("set_id", PRACTICE)
def test_a_set_of_practice_reads_at_most_one_value_off(set_id):
    asked = [row["asks"] for row, _ in QUESTIONS if row["set_id"] == set_id]
    assert all(asked), "Each question of practice says what it asks for."
    assert asked.count("read") <= 1


def test_only_practice_says_what_it_asks_for():
    assert not [row["question_id"] for row, group in QUESTIONS if row["asks"] and group["use"] != "practice"]


def test_every_question_with_a_right_answer_has_a_hint():
    left = [
        row["question_id"]
        for row, group in QUESTIONS
        if row["kind"] in MARKED and group["use"] != "precheck" and not row["hint"]
    ]
    assert left == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_a_verb_of_production_is_answered_in_ones_own_words(path):
    lesson = path.stem[:2]
    wanted = [
        row["objective_id"]
        for row in rows("objectives")
        if row["lesson"] == lesson and PRODUCED.search(row["objective"])
    ]
    answered = [
        row["objective_id"] for row, group in QUESTIONS if row["kind"] == "say" and group["lesson"] == lesson
    ]
    assert answered, "Each lesson asks for one thing in the learner's own words."
    assert not set(wanted) - set(answered)


@pytest.mark.parametrize("lesson", WORKED)
def test_a_case_is_thought_aloud_one_has_a_gap_and_one_is_alone(lesson):
    aloud, gap, alone = worked_cases(f"{lesson}-worked")
    assert aloud.answer and not aloud.question_id and len(aloud.steps) >= 3
    assert all(step.thought for step in aloud.steps)
    assert gap.question_id and [bool(step.thought) for step in gap.steps].count(False) == 1
    assert alone.question_id and not any(step.thought for step in alone.steps)
    assert len({aloud.situation, gap.situation, alone.situation}) == 3


@pytest.mark.parametrize("lesson", WORKED)
def test_the_worked_case_comes_before_the_first_free_practice(lesson):
    (path,) = [path for path in LESSONS if path.stem.startswith(lesson)]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    asked = [
        set_id for cell in cells for set_id in re.findall(r'fl\.quiz\("([^"]+)"\)', "".join(cell["source"]))
    ]
    practice = [set_id for set_id in asked if SETS[set_id]["use"] == "practice"]
    assert asked.index(f"{lesson}-worked") < asked.index(practice[0])
