"""The capstone's hand-in: the brief's own parts and criteria, both sides alike, a decision that is never
marked, gradable like the others."""

import csv
import json
import re

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal import cli
from fedlocal.county.state_law import OPEN
from fedlocal.exercises.tasks import task
from fedlocal.grading import sheets, written_answers
from fedlocal.ground.places import named
from fedlocal.ground.tables import load, rows
from tests.exercises.exercises_run import read, source_of

NUMBER = "09"
NAME = source_of(NUMBER).stem
QUESTIONS = load("exercise_questions").query("exercise == @NUMBER").fillna("").to_dict("records")
WRITTEN = [row for row in QUESTIONS if row["container"] == "text"]
RUBRICS = (
    load("exercise_rubrics").loc[lambda table: table["question_id"].str.startswith(NUMBER)].to_dict("records")
)
CASES = {
    part: next(row for row in WRITTEN if row["title"].startswith(f"The case for {part}"))
    for part in ("more", "less")
}


def of(question_id):
    return [
        {name: row[name] for name in ("criterion", "points", "full", "half", "none")}
        for row in RUBRICS
        if row["question_id"] == question_id
    ]


def written_cell(notebook, question_id):
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"answer-{question_id}"
    )


# What it asks, and by what it is marked


def test_each_part_that_the_brief_leaves_blank_is_a_written_question_in_its_order_and_words():
    parts = load("brief_parts").sort_values("position").to_dict("records")
    assert [row["title"] for row in WRITTEN] == [part["heading"] for part in parts]
    assert all(row["prompt"].startswith(part["prompt"]) for row, part in zip(WRITTEN, parts, strict=True))
    assert all(
        written_cell(read(source_of(NUMBER)), row["question_id"])["cell_type"] == "markdown"
        for row in WRITTEN
    )


def test_the_rubric_of_the_instructor_has_each_criterion_of_the_self_rubric_once_in_the_same_words():
    for own in load("brief_rubric").itertuples():
        same = [row for row in RUBRICS if row["criterion"] == own.criterion]
        assert [(row["full"], row["half"], row["none"]) for row in same] == [
            (own.fully, own.partly, own.not_yet)
        ], own.criterion_id


def test_both_cases_are_asked_for_and_marked_alike():
    more, less = CASES.values()
    assert (
        of(more["question_id"]) == of(less["question_id"])
        and more["minutes"] == less["minutes"]
        and more["points"] == less["points"]
    )
    assert more["prompt"].replace("more", "less") == less["prompt"].replace("more", "less")


def test_no_criterion_asks_what_was_decided():
    side = re.compile(
        r"\b(sign(s|ed|ing)? (an?|the) agreement|declin|join|refus|cooperat|limits? on)", re.IGNORECASE
    )
    for row in RUBRICS:
        assert not [
            text for text in (row["criterion"], row["full"], row["half"], row["none"]) if side.search(text)
        ], row
    asked = next(row for row in WRITTEN if row["title"].startswith("The decision"))
    assert (
        "nobody asks what you believe" in asked["prompt"]
        and "What is marked is how it follows" in asked["prompt"]
    )


def test_the_instructors_sample_decides_both_ways_at_like_length():
    decision = next(row for row in WRITTEN if row["title"].startswith("The decision"))
    text = "".join(written_cell(read(source_of(NUMBER)), decision["question_id"])["source"])
    first, second = (len(part.split()) for part in re.split(r"\*\*Second\.\*\*", text.split("**First.**")[1]))
    assert (
        abs(first - second) <= 0.1 * max(first, second)
        and "keep both agreements" in text
        and "end both agreements" in text
    )
    cases = [
        len("".join(written_cell(read(source_of(NUMBER)), row["question_id"])["source"]).split())
        for row in CASES.values()
    ]
    assert abs(cases[0] - cases[1]) <= 0.1 * max(cases)


def test_judgement_weighs_more_than_what_a_machine_checks_and_all_fits_the_lesson():
    by_hand = sum(row["points"] for row in WRITTEN)
    assert by_hand > sum(row["points"] for row in QUESTIONS) - by_hand > 0
    assert sum(row["minutes"] for row in QUESTIONS) <= int(
        load("lessons").set_index("lesson").loc[NUMBER, "minutes"]
    )
    assert {row["track"] for row in QUESTIONS} == {"main"}, "the capstone asks for no code"


def test_what_is_left_open_can_be_chosen_in_every_form():
    choices = load("exercise_choices").query("question_id == '09-3' and part == 'open'")["choice"]
    assert set(choices) == set(OPEN)


TABLE_SAYS = {  # what exercise 07-6 reads from the texts, and what a brief may say of the same state
    "orders": {"ordered"},
    "bars": {"barred"},
    "in_part": {"settled_in_part", "opinion"},
    "cannot_say": {"not_settled", "not_confirmed"},
    "no_text": {"open"},
}


def test_the_brief_and_the_table_of_exercise_07_say_the_same_of_agreements():
    for fips in load("counties").groupby("state_abbr")["county_fips"].first():
        place = named(fips)
        table, brief = (
            next(part.right for part in task(question, rows, place).parts if part.key == key)
            for question, key in (("07-6", "real"), ("09-3", "open"))
        )
        assert brief in TABLE_SAYS[table], place.state


# The facts


def test_the_facts_are_those_of_the_brief_and_the_rest_is_left_to_the_learner():
    soup = BeautifulSoup(fl.county_facts("Loving County, TX").html, "html.parser")
    text = " ".join(soup.get_text(" ").split())
    assert (
        "Loving County, Texas" in text
        and "6. What we do not know" in text
        and "as of 24 July 2026" in text
        and "Not known." in text
    )
    assert (
        "Judge your own brief" not in text
        and "Run the cell to make this live" not in text
        and not soup.find(["input", "textarea", "script"])
    )


@pytest.mark.parametrize("name", ["", "Haris, TX"])
def test_without_a_place_the_facts_say_where_to_name_one(name):
    assert "Fill in PLACE in the first cell" in str(fl.county_facts(name))


# Grading


def handed_in(folder, learner):
    """A learner's copy for Waukesha County with the instructor's own answers in it."""
    solved = {cell["id"]: cell["source"] for cell in read(source_of(NUMBER))["cells"]}
    notebook = read(source_of(NUMBER, "release"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        cell["source"] = (
            solved[cell["id"]]
            if cell["metadata"].get("nbgrader", {}).get("solution")
            else source.replace('PLACE = ""', 'PLACE = "Waukesha County, WI"')
        )
    path = folder / learner / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_brief_is_graded_and_marked_by_its_rubric(tmp_path, capsys):
    handed_in(tmp_path / "sent", "anna")
    words, out = (
        [
            "grade",
            str(tmp_path / "sent"),
            "--out",
            str(tmp_path / "out"),
            "--exercise",
            NUMBER,
        ],
        tmp_path / "out",
    )
    assert cli.main(words) == 0
    auto = sum(row["points"] for row in QUESTIONS if row["container"] != "text")
    before = rows_of(out / f"scores-{NUMBER}.csv")[0]
    assert float(before["points"]) == auto and all(before[row["question_id"]] == "" for row in WRITTEN), (
        "written parts wait for a person"
    )

    form = BeautifulSoup((out / f"marking-{NUMBER}.html").read_text(encoding="utf-8"), "html.parser")
    assert len(form.select("input[data-row]")) == len(RUBRICS) and len(
        form.select("section.question")
    ) == len(WRITTEN)
    for row in RUBRICS:
        assert all(row[name] in form.get_text() for name in ("criterion", "full", "half", "none"))
    assert "never what it concludes" in form.get_text()

    path = out / f"written-{NUMBER}.csv"
    sheet = rows_of(path)
    assert [float(row["at most"]) for row in sheet] == [row["points"] for row in RUBRICS]
    assert sum(bool(row["answer"]) for row in sheet) == len(WRITTEN), (
        "each answer stands once, beside its first criterion"
    )
    for row in sheet:
        row["points"] = row["at most"]
    sheets.write(path, written_answers.HEAD, [[row[name] for name in written_answers.HEAD] for row in sheet])
    assert cli.main(words) == 0
    assert float(rows_of(out / f"scores-{NUMBER}.csv")[0]["points"]) == sum(
        row["points"] for row in QUESTIONS
    )
    capsys.readouterr()
