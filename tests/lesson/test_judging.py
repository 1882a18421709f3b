"""One judge for quizzes and exercises: the same question, built from the tables of either, meets the same
answers in the same way; where the two differ, an option of the schema says so."""

from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import pytest

from fedlocal.exercises import checks, tasks
from fedlocal.grading.runner import JUDGES, functions
from fedlocal.lesson import answers, judging
from fedlocal.lesson.judging import as_number, judge
from fedlocal.lesson.questions import Choice, Part, build

TEXTS = {"a": "the first", "b": "the second", "c": "the third", "d": "the fourth"}
BELIEFS = {"a": "", "b": "belief-b", "c": "belief-c", "d": ""}
UNFIT = [None, ..., "", [], {}, "zzz", "8 or 9", 3.5, True, float("nan"), ["zzz"], {"zzz": 1}, object, len]
QUESTION = {"section": "A heading", "prompt": "?", "explain": "So it is.", "source_id": "", "pinpoint": ""}


def quiz_question(kind, options, low=None, high=None):
    """A question from the tables of a quiz; ``options`` are (option, correct, target)."""
    row = {**QUESTION, "question_id": "99-check-1", "set_id": "99-check", "position": 1, "kind": kind}
    blank = dict.fromkeys(("objective_id", "unit", "hint", "order", "asks"), "")
    questions = [{**row, **blank, "low": low, "high": high}]
    rows = [
        {
            "question_id": "99-check-1",
            "option": option,
            "text": TEXTS[option],
            "correct": correct,
            "target": target,
            "feedback": f"Words on {option}.",
            "misconception_id": BELIEFS[option],
        }
        for option, correct, target in options
    ]
    return build(questions, rows, "99-check")[0]


def exercise_question(parts, choices=(), mistakes=()):
    """The same from the tables of an exercise: parts are (part, label, form, right), choices (choice, text),
    mistakes (part, value, option whose words they have)."""
    texts = "exercise title objective_ids level track name how arguments facts"
    exhibit = {"exhibit": "", "exhibit_table": "", "exhibit_title": ""}
    row = {**QUESTION, **dict.fromkeys(texts.split(), ""), **exhibit, "kind": "choose", "scope": "same"}
    row |= {"position": 1, "minutes": 1, "points": 1}
    row["container"] = "single" if len(parts) == 1 else "parts"
    tables = {
        "exercise_questions": [row],
        "exercise_parts": [
            {"part": part, "label": label, "form": form, "right": right, "feedback": ""}
            for part, label, form, right in parts
        ],
        "exercise_choices": [
            {"part": "", "choice": choice, "text": text, "text_computed_by": ""} for choice, text in choices
        ],
        "exercise_mistakes": [
            {
                "mistake_id": f"99-1-m{number}",
                "part": part,
                "value": value,
                "feedback": f"Words on {option}.",
                "misconception_id": BELIEFS[option],
                "section": "",
            }
            for number, (part, value, option) in enumerate(mistakes)
        ],
    }
    every = {"question_id": "99-1", "computed_by": "", "tolerance": None}
    filled = {name: [{**every, **row} for row in rows] for name, rows in tables.items()}
    return tasks.task("99-1", filled.__getitem__, None)


def with_part(question, **options):
    """The question with other options of its only part."""
    return replace(question, parts=(replace(question.parts[0], **options),))


def met(question, answer, marks=True):
    """What an answer meets, as far as a learner notices."""
    judged = judge(question, answer)
    return judged.stage, judged.lines, judged.misconception, judged.sections, round(judged.marks, 9) * marks


NUMBERS = (
    quiz_question("number", [("b", "", "30")], low=10, high=10),
    exercise_question([("value", "", "number", "10")], (), [("value", "30", "b")]),
)
CHOICES = (
    quiz_question("one", [(key, key == "a", "") for key in TEXTS]),
    exercise_question(
        [("value", "", "choice", "a")], TEXTS.items(), [("value", key, key) for key in ("b", "c", "d")]
    ),
)
SETS = (
    quiz_question("several", [(key, key in "ab", "") for key in TEXTS]),
    exercise_question([("value", "", "set", "a;b")], TEXTS.items(), [("value", key, key) for key in TEXTS]),
)
PARTNERS = {"a": "x", "b": "y", "c": "x"}
MATCHES = (
    quiz_question("match", [(key, "", partner) for key, partner in PARTNERS.items()]),
    exercise_question(
        [(key, TEXTS[key], "choice", partner) for key, partner in PARTNERS.items()],
        [("x", "x"), ("y", "y")],
        [(key, "y" if partner == "x" else "x", key) for key, partner in PARTNERS.items()],
    ),
)
ORDER = {"a": "2", "b": "1", "c": "4", "d": "3"}
ORDERS = (
    quiz_question("order", [(key, "", place) for key, place in ORDER.items()]),
    exercise_question(
        [("value", "", "order", "b;a;d;c")], TEXTS.items(), [("value", key, key) for key in TEXTS]
    ),
)


# Both doors


@pytest.mark.parametrize("answer", [30, "30", "30 days", 10, "10 days", 10.0, 10.4, *UNFIT], ids=repr)
def test_a_number_meets_the_same_in_a_quiz_and_in_an_exercise(answer):
    quiz, exercise = NUMBERS
    assert met(quiz, answer) == met(with_part(exercise, echo=False), answer)


def test_another_wrong_number_is_said_again_in_an_exercise_only():
    quiz, exercise = NUMBERS
    assert judge(quiz, 12).lines == ("That is too high.",)
    assert judge(exercise, 12).lines == ("12 is too high.",)
    assert met(quiz, 12) == met(with_part(exercise, echo=False), 12)
    assert judge(quiz, 12).stage == judge(exercise, 12).stage == "value"


def test_a_range_and_a_tolerance_are_two_ways_to_say_what_counts():
    _, exercise = NUMBERS
    near, between = with_part(exercise, tolerance=0.5), with_part(exercise, span=(9.5, 10.5))
    for answer in (9.4, 9.5, 10, 10.5, 10.6, 30):
        assert met(near, answer) == met(between, answer)


@pytest.mark.parametrize("answer", [*TEXTS, "B", " c ", *UNFIT], ids=repr)
def test_a_choice_meets_the_same_in_a_quiz_and_in_an_exercise(answer):
    quiz, exercise = CHOICES
    assert met(with_part(quiz, confirm=""), answer) == met(exercise, answer)


def test_only_a_quiz_has_words_for_a_right_choice():
    assert judge(CHOICES[0], "a").lines == ("Words on a.",) and judge(CHOICES[1], "a").lines == ()


@pytest.mark.parametrize(
    "answer",
    [list(keys) for size in range(5) for keys in combinations(TEXTS, size)] + ["a, c", ("b", "a"), *UNFIT],
    ids=repr,
)
def test_a_set_meets_the_same_in_a_quiz_and_in_an_exercise(answer):
    quiz, exercise = SETS
    assert met(quiz, answer, marks=False) == met(exercise, answer, marks=False)
    assert met(quiz, answer) == met(with_part(exercise, marks="lines"), answer)


def test_a_quiz_counts_lines_and_an_exercise_takes_wrong_choices_off():
    answers_, (quiz, exercise) = (list("abcd"), list("abc"), ["a"]), SETS
    assert [judge(quiz, answer).marks for answer in answers_] == [0.5, 0.75, 0.75]
    assert [judge(exercise, answer).marks for answer in answers_] == [0, 0.5, 0.5]


@pytest.mark.parametrize(
    "answer",
    [dict(zip("abc", given, strict=True)) for given in product(["x", "y", "", "zzz"], repeat=3)]
    + [{"a": "x"}, {"e": "x"}, *UNFIT],
    ids=repr,
)
def test_a_match_meets_the_same_in_a_quiz_and_in_parts_of_an_exercise(answer):
    quiz, exercise = MATCHES
    assert met(quiz, answer) == met(replace(exercise, name=""), answer)


@pytest.mark.parametrize("keys", list(permutations(TEXTS)), ids="".join)
def test_an_order_by_places_meets_the_same_as_an_order_in_a_list(keys):
    quiz, exercise = ORDERS
    by_place = judge(quiz, {key: str(place) for place, key in enumerate(keys, start=1)})
    in_list = judge(exercise, list(keys))
    assert (by_place.stage, by_place.marks) == (in_list.stage, in_list.marks)
    assert sorted(by_place.lines) == sorted(in_list.lines) and by_place.sections == in_list.sections


def test_only_an_order_takes_each_answer_once():
    quiz, _ = ORDERS
    same = dict.fromkeys(TEXTS, "1")
    assert judge(quiz, same).stage == "shape" and judge(quiz, same).lines == ("Use each place once.",)
    assert judge(replace(quiz, once=False), same).stage == "misconception"


# The judge


def test_choosing_everything_earns_nothing_in_an_exercise():
    assert judge(SETS[1], list(TEXTS)).marks == 0 and judge(SETS[1], ["a", "b"]).marks == 1


@pytest.mark.parametrize(
    "answer, value",
    [
        ("8 agreements", 8),
        ("1,234.5", 1234.5),
        (" 1234.5 ", 1234.5),
        ("41%", 41),
        (".5", 0.5),
        ("-61", -61),
        ("1e3", 1000),
        ("1_000", 1000),
        (np.int64(3), 3),
    ],
)
def test_numbers_may_be_written_in_several_ways(answer, value):
    assert as_number(answer) == value


@pytest.mark.parametrize("answer", ["8 or 9", "zzz", "nan", "inf", True, float("inf"), [8], {"a": 8}, None])
def test_what_is_not_one_number_is_refused_in_words(answer):
    with pytest.raises(judging.Unfit, match="one number") as problem:
        as_number(answer)
    assert problem.value.stage == "type"


def test_a_number_within_the_tolerance_is_right_and_the_side_is_told():
    question = replace(
        NUMBERS[1], parts=(Part("value", "x", "number", 1234.5, 0.5, "Look again."),), mistakes=()
    )
    assert judge(question, 1235.0).correct
    assert judge(question, 1236.0).lines == ("Look again. 1,236 is too high.",)


def test_a_known_wrong_number_goes_before_any_word_on_its_form():
    quiz = quiz_question("number", [("b", "", "0.15")], low=16, high=17)
    quiz = with_part(quiz, unit="percent")
    assert judge(quiz, 0.15).lines == ("Words on b.",)
    assert judge(quiz, 0.16).lines == ("Give percent: 16, not 0.16.",)


def test_a_page_lists_parts_or_the_choices_of_the_only_one():
    assert CHOICES[0].lines == CHOICES[1].lines == tuple(Choice(*item) for item in TEXTS.items())
    assert MATCHES[0].lines == MATCHES[1].lines == tuple(Choice(key, TEXTS[key]) for key in PARTNERS)
    assert NUMBERS[0].lines == ()


# One place


def test_both_doors_lead_to_the_one_judge_and_grading_guards_it():
    assert checks.judge is answers.judge is judging.judge
    doors = (judge, answers.respond, build, tasks.task, checks.exercise)
    assert {door.__module__ for door in doors} <= set(JUDGES)


def test_grading_sees_an_exchanged_judge(monkeypatch):
    before = functions()
    monkeypatch.setattr(judging, "judge", lambda question, answer: None)
    after = functions()
    assert after["fedlocal.lesson.judging", "judge", ""] is not before["fedlocal.lesson.judging", "judge", ""]
