"""The plain table: each option, line, number and criterion is a row, read back with the csv module."""

import csv
import io
from decimal import Decimal

import pytest

from fedlocal.exporting import collection, sheet
from fedlocal.ground import places
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import keyed, rows
from fedlocal.lesson.judging import judge

from .agreement import PLACE, course


@pytest.fixture(scope="module")
def table():
    found = collection.collect(place=places.named(PLACE))
    content = sheet.write(found.sets)
    assert content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def asked():
    return course(("02", "04"))


def of(table, id_):
    return [row for row in table if row["id"] == id_]


def problems_of_options(table, asked) -> list[str]:
    """Options whose key or feedback is not that of the question tables."""
    wanted = {(row["question_id"], row["option"]): row for row in rows("question_options")}
    found = []
    for row in table:
        option = wanted.get((row["id"], row["option"]))
        if row["form"] in ("one", "several") and option:
            key = "right" if option["correct"] else "wrong"
            if (row["text"], row["key"], row["feedback"]) != (option["text"], key, option["feedback"]):
                found.append(f"{row['id']} {row['option']}")
        line = row["form"] == "match" and option and row["key"] != "otherwise"
        if line and (row["text"], row["key"]) != (option["text"], option["target"]):
            found.append(f"{row['id']} {row['option']}")
    return found


def problems_of_numbers(table) -> list[str]:
    """Numbers whose bounds are not those of the question tables."""
    wanted = keyed("questions", "question_id")
    return [
        row["id"]
        for row in table
        if row["form"] == "number" and row["key"] == "right" and row["id"] in wanted
        if (float(row["low"]), float(row["high"])) != (wanted[row["id"]]["low"], wanted[row["id"]]["high"])
    ]


def test_options_lines_and_numbers_are_those_of_the_tables(table, asked):
    assert problems_of_options(table, asked) == [] and problems_of_numbers(table) == []
    listed = {(row["id"], row["option"], row["feedback"]) for row in table}
    for option in rows("question_options"):
        kind = keyed("questions", "question_id")[option["question_id"]]["kind"]
        if kind in ("one", "several", "match", "order"):
            assert (option["question_id"], option["option"], option["feedback"]) in listed
        elif kind == "number":
            assert option["feedback"] in [row["feedback"] for row in of(table, option["question_id"])]


def test_a_changed_key_a_lost_word_and_a_changed_bound_are_found(table, asked):
    for column, value in (("key", "right"), ("feedback", "")):
        rows_ = [dict(row) for row in table]
        row = next(row for row in rows_ if row["form"] == "several" and row["key"] == "wrong")
        row[column] = value
        assert problems_of_options(rows_, asked) == [f"{row['id']} {row['option']}"]
    rows_ = [dict(row) for row in table]
    row = next(row for row in rows_ if row["form"] == "number" and row["key"] == "right")
    row["high"] = str(float(row["high"]) + 1)
    assert problems_of_numbers(rows_) == [row["id"]]


def test_numbers_of_an_exercise_are_judged_as_the_course_does(table, asked):
    numbers = [
        row
        for row in table
        if row["form"] == "number" and row["set"].startswith(("exercise-02", "exercise-04"))
    ]
    assert {row["key"] for row in numbers} == {"right", "wrong", "otherwise"}
    for row in numbers:
        if row["key"] != "otherwise":
            question = asked[row["id"]].alone
            assert judge(question, float(row["text"])).correct == (row["key"] == "right"), row["id"]
            off = Decimal(repr(float(question.parts[0].tolerance)))
            assert Decimal(row["tolerance"]) == off


def test_each_row_says_what_it_is_about(table):
    known = keyed("questions", "question_id")
    for row in table:
        assert row["prompt"] and row["set"] and row["objective"] or known[row["id"]]["objective_id"] == ""
        if row["id"] in known and known[row["id"]]["source_id"]:
            source = cite(known[row["id"]]["source_id"], known[row["id"]]["pinpoint"])
            assert (row["source"], row["url"]) == (source.label, source.url)
    assert {row["order"] for row in table} == {"", "fixed"}
    assert len({row["id"] for row in table}) > 300


def test_a_table_that_a_question_shows_is_in_its_cell(table):
    (exhibit,) = {row["exhibit"] for row in table if row["id"].startswith("04-5-")}
    assert exhibit.count("\n") > 5 and " | " in exhibit.splitlines()[0]
