"""What goes out and what stays behind: together they are all questions of the course, each for a reason."""

from dataclasses import replace

import pytest

from fedlocal.exercises import tasks
from fedlocal.exporting import collection
from fedlocal.exporting.items import items
from fedlocal.ground import places
from fedlocal.ground.tables import rows
from fedlocal.lesson import questions
from fedlocal.lesson.answers import find

from .agreement import PLACE

FORMS = {  # kind of a quiz question -> how it goes out; "" for what stays behind
    "one": "one",
    "several": "several",
    "match": "match",
    "order": "order",
    "number": "number",
    "say": "essay",
    "predict": "",
}


@pytest.fixture(scope="module")
def found():
    return collection.collect(place=places.named(PLACE))


def every_id() -> set[str]:
    return {row["question_id"] for table in ("questions", "exercise_questions") for row in rows(table)}


@pytest.mark.parametrize("place", [None, PLACE])
def test_no_question_is_lost_in_silence(place):
    taken = collection.collect(place=places.named(place) if place else None)
    out, left = {item.question_id for item in taken.items}, [question.id for question in taken.left_out]
    assert out | set(left) == every_id() and not out & set(left) and len(left) == len(set(left))


def test_with_a_place_only_predictions_and_functions_stay_behind(found):
    predicted = {row["question_id"] for row in rows("questions") if row["kind"] == "predict"}
    functions = {row["question_id"] for row in rows("exercise_questions") if row["container"] == "function"}
    left = {question.id: question.reason for question in found.left_out}
    assert {id_ for id_, why in left.items() if why == collection.PREDICTION} == predicted
    assert {id_ for id_, why in left.items() if why == collection.FUNCTION} == functions
    assert set(left) == predicted | functions


def test_without_a_place_what_depends_on_it_stays_behind():
    left = [question.id for question in collection.collect(exercises=["02", "04"]).left_out]
    assert left == ["02-6", "02-7", "02-8", "04-2", "04-5", "04-6", "04-7"]


def test_each_kind_of_question_has_a_form(found):
    kinds = {row["question_id"]: row["kind"] for row in rows("questions")}
    assert set(kinds.values()) <= set(FORMS), (
        "A new kind: teach fedlocal/exporting/items.py what a platform asks for it, then add it here."
    )
    for item in found.items:
        if item.question_id in kinds:
            assert item.form == FORMS[kinds[item.question_id]], item.id
    assert {row["kind"] for row in rows("exercise_questions")} <= set(tasks.KINDS)


def test_a_form_that_is_not_known_is_an_error():
    question = find("04-check-1")
    strange = replace(question, parts=(replace(question.parts[0], form="hotspot"),))
    with pytest.raises(LookupError, match="'hotspot' cannot be exported"):
        items(strange)
    with pytest.raises(LookupError, match="no parts"):
        items(replace(question, parts=()))


def test_own_words_go_out_as_an_essay_with_the_ticks_for_the_grader():
    row = {
        **next(row for row in rows("questions") if row["question_id"] == "04-check-1"),
        "kind": "say",
        "explain": "A model answer.",
    }
    ticks = [
        {
            "question_id": "04-check-1",
            "option": key,
            "text": text,
            "correct": "",
            "target": "",
            "feedback": "",
        }
        for key, text in zip("abc", ["Names the sheriff", "Names ICE", "Takes no side"])
    ]
    (question,) = questions.build([row], ticks, row["set_id"])
    (item,) = items(question)
    assert item.form == "essay" and item.explain == "A model answer."
    assert [criterion.name for criterion in item.criteria] == [tick["text"] for tick in ticks]


def test_choosing_everything_or_naming_what_is_not_there():
    assert [item_set.id for item_set in collection.collect(exercises=["02"]).sets] == ["exercise-02"]
    assert {item_set.lesson for item_set in collection.collect(lessons=["04", "04"]).sets} == {"04"}
    with pytest.raises(LookupError, match="There are those of: 00, 01"):
        collection.collect(lessons=["44"])
    with pytest.raises(LookupError, match="There is no exercise '44'"):
        collection.collect(exercises=["44"])


def test_two_places_are_two_sets():
    here, there = (
        collection.collect(exercises=["04"], place=places.named(name)).sets[0]
        for name in (PLACE, "Cook County, IL")
    )
    assert here.id != there.id and here.path != there.path and "Harris County, TX" in here.title


def test_a_question_whose_parts_differ_becomes_one_item_a_part(found):
    parts = [item for item in found.items if item.question_id == "02-2"]
    assert [item.id for item in parts] == ["02-2-answer", "02-2-reason"] and all(item.label for item in parts)
    points = next(row["points"] for row in rows("exercise_questions") if row["question_id"] == "02-2")
    assert sum(item.points for item in parts) == pytest.approx(points)
