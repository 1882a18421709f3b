"""Answers as plain data: written and read back the same, and what a hand lets slip is mended or told."""

import ast
import json

import pytest

from fedlocal.exercises import typed
from fedlocal.exercises.literal import mended, read, source, typed_number, written
from tests.exercises.exercises_run import EXERCISES as FOLDER
from tests.exercises.test_exercises import JUDGED, PLACES, answers_of, right_answer, task

FORMS = [row for row in JUDGED if row["container"] != "function"]


@pytest.mark.parametrize("fips", [PLACES["Harris County, TX"], PLACES["Kalawao County, HI"]])
@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["question_id"])
def test_the_right_answer_is_read_as_it_was_written(row, fips):
    question = task(row["question_id"], fips)
    right = right_answer(question)
    cell = written(question, right)
    assert read(cell) == (right, "") and cell.isascii()
    names: dict = {}
    exec(compile(cell, "cell", "exec"), names)  # what a kernel makes of it
    assert names[question.name] == right


@pytest.mark.parametrize("path", sorted(FOLDER.glob("release/*/*.ipynb")), ids=lambda path: path.stem)
def test_an_untouched_answer_cell_is_in_order_and_blank(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution") and cell["cell_type"] == "code" and "def " not in "".join(cell["source"]):
            assert read("".join(cell["source"])) == (answers_of(cell), "")


TWO = {"a": "4", "b": "2"}
HAND = {
    "curly quotes": ('answer_1 = {\n “a”: “4”,\n "b": "2",\n}', TWO, "straight quotes in line 2"),
    "a quote of each kind": ('answer_1 = {"a": "4”, "b": ‘2’}', TWO, "straight quotes"),
    "no comma": ('answer_1 = {\n "a": "4"\n "b": "2",\n}', TWO, "a comma in line 2"),
    "no comma, no brace": ('answer_1 = {\n "a": "4"\n "b": "2"\n', TWO, "a closing }"),
    "decimal comma": ('answer_1 = {\n "r": 12,5,\n "b": "2",\n}', {"r": 12.5, "b": "2"}, "decimal point"),
    "decimal comma in quotes": ('answer_1 = {"rate": "12,5"}', {"rate": 12.5}, "decimal point"),
    "no closing brace": ('answer_1 = {\n "a": "4",\n# Run this cell', {"a": "4"}, "a closing }"),
    "no closing bracket": (
        'answer_1 = {\n "a": ["x", "y"\n "b": 1\n}',
        {"a": ["x", "y"], "b": 1},
        "closing ]",
    ),
    "round for square": ('answer_1 = ["b", "a")', ["b", "a"], "] for )"),
    "no quotes": (
        'answer_1 = {\n "a": only_if\n "b": I-200\n}',
        {"a": "only_if", "b": "I-200"},
        "quotes around",
    ),
    "an equals sign": ('answer_1 = {"a" = "4"}', {"a": "4"}, "a colon"),
    "one brace too many": ('answer_1 = {"a": "x"}}', {"a": "x"}, "no second }"),
    "a quote not closed": (
        'answer_1 = {\n "a": "4,\n "b": "2"\n}',
        TWO,
        "a closing quotation mark in line 2",
    ),
    "nothing after a colon": ('answer_1 = {"a": , "b": "3"}', {"a": "", "b": "3"}, "an empty answer"),
    "a place in curly quotes": ("import os\n\nPLACE = “Harris, TX”   # a county", "Harris, TX", "line 3"),
    "a place without quotes": ("PLACE = Harris County, TX", "Harris County, TX", "quotes around the place"),
}
TOLD = {
    "a part without an answer": ('answer_1 = {\n "a": "4",\n "b",\n}', "Line 3: “b” has no answer"),
    "no braces": ('answer_1 = "a": "4"', "Put { after the equals sign"),
    "nothing": ("answer_1 = ", "Line 1: There is nothing after the equals sign"),
    "a sum": ('answer_1 = {"a": 1/2', "Line 1: “/” does not belong"),
    "a call": ("answer_1 = open('x')", "Line 1: open needs quotes"),
    "a comprehension": ("answer_1 = [1 for _ in ()]", "Line 1: _ needs quotes"),
    "no answer at all": ("fl.place()", "no line that gives the answer its name"),
}


@pytest.mark.parametrize("slip", HAND)
def test_a_slip_is_mended_and_told(slip):
    cell, value, words = HAND[slip]
    found, sentence = read(cell)
    assert found == value and words in sentence and sentence.startswith("This cell was read")


@pytest.mark.parametrize("slip", TOLD)
def test_what_cannot_be_mended_is_told_with_its_line(slip):
    value, sentence = read(TOLD[slip][0])
    assert value is None and TOLD[slip][1] in sentence


def test_good_python_is_left_alone_and_nothing_is_run():
    cell = 'answer_1 = {"a": __import__("os").system("true")}'
    assert read(cell)[0] is None and mended(cell) == (cell, "")
    kept = 'answer_1 = {"a": "1,234", "b": "ICE’s “word”", "c": True, "d": -4}'
    assert read(kept) == ({"a": "1,234", "b": "ICE’s “word”", "c": True, "d": -4}, "")


@pytest.mark.parametrize("text", ['"', "\\", "a\nb", "“x”", "\ud83d", "😀", "#", "'''", '\\"'])
def test_whatever_a_text_holds_it_comes_back(text):
    assert ast.literal_eval(source({text: [text]})) == {text: [text]}


def test_numbers_as_people_type_them():
    typed = {"12.5": 12.5, "12,5": 12.5, "1,234": 1234, "1,234.5": 1234.5, "−4": -4, " 7 ": 7, "0,125": 0.125}
    assert {text: typed_number(text) for text in typed} == typed
    assert typed_number("41%") == "41%" and typed_number("") == "" and typed_number("9" * 400) == "9" * 400


# in a kernel


def run(cell: str, names: dict | None = None) -> dict:
    names = {} if names is None else names
    exec(compile("".join(typed.mend(cell.splitlines(keepends=True))), "cell", "exec"), names)
    return names


def test_a_cell_with_a_slip_runs_mended_and_one_that_cannot_says_why(monkeypatch):
    sentences = []
    monkeypatch.setattr(typed, "say", sentences.append)
    assert (
        run("answer_1 = [“a”]\n# Run this cell")["answer_1"] == ["a"] and "straight quotes" in sentences[-1]
    )
    names = run("PLACE = “Harris County, TX”\nshown = PLACE", {})
    assert names["shown"] == "Harris County, TX" and len(sentences) == 2
    assert "answer_1" not in run('answer_1 = {"a": 1/2', {"answer_1": "old"}) and "Line 1" in sentences[-1]


@pytest.mark.parametrize("cell", ["x = 1 +", "def f(:", 'answer_1 = {"a": "b"}\nawait x', "answer_1 = 3"])
def test_other_cells_are_as_they_were(cell):
    assert typed.mend([cell]) == [cell]


def test_the_first_cell_still_shows_its_card_after_a_mend():
    lines = typed.mend(["PLACE = “x”\n", 'fl.exercise("02", PLACE)'])
    assert lines[-1] == 'fl.exercise("02", PLACE)\n' and "say(" in lines[-2]
