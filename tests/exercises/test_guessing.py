"""No exercise can be guessed through: by the place or the length of a choice nobody scores more than chance
and five points.

What counts is each part of form ``choice``, with its choices in the order of the table. The gate is exact: a
guess may get at most chance + 0.05 × parts right, and nothing is rounded, up or down. With 14 parts it is
coarse (4.7 of 14 allows four), so it holds in the strict direction. A part whose answer depends on the place
is asked for four places, and each weighs a quarter.
"""

from collections import Counter, defaultdict

import pytest

from fedlocal.exercises import tasks
from fedlocal.ground import places
from fedlocal.ground.tables import rows
from tests import guessing
from tests.guessing import Item

PLACES = ("Harris County, TX", "Cook County, IL", "Bucks County, PA", "Hopewell city, VA")
QUESTIONS = [row for row in rows("exercise_questions") if row["container"] != "text"]
EXERCISES = sorted({row["exercise"] for row in QUESTIONS})
OWN = {(row["question_id"], row["part"]) for row in rows("exercise_choices") if row["part"]}
KEYS = "abcdefgh12345678"  # letters and numbers; other keys are words, which stand in an order of their own


def parts_of(row):
    """The parts of a question with their weight: once, or once for each of the four places."""
    asked = PLACES if row["scope"] == "place" else (None,)
    for name in asked:
        task = tasks.task(row["question_id"], rows, places.assigned(name))
        for turn, part in enumerate(task.parts):
            yield part, turn, 1 / len(asked)


def item_of(question_id, part, turn, weight):
    texts = tuple(choice.text or choice.key for choice in part.choices)
    right = [choice.key for choice in part.choices].index(part.right)
    return Item(f"{question_id}.{part.key}", texts, right, turn, weight)


def items_of(exercise):
    return [
        item_of(row["question_id"], part, turn, weight)
        for row in QUESTIONS
        if row["exercise"] == exercise
        for part, turn, weight in parts_of(row)
        if part.form == "choice"
    ]


def lettered():
    """The parts that have choices of their own, named by letters or numbers, and the same key everywhere."""
    return [
        item_of(row["question_id"], part, turn, weight)
        for row in QUESTIONS
        if row["scope"] == "same"
        for part, turn, weight in parts_of(row)
        if part.form == "choice"
        and (row["question_id"], part.key) in OWN
        and all(choice.key in KEYS for choice in part.choices)
    ]


@pytest.mark.parametrize("strategy", [*guessing.STRATEGIES, guessing.in_turn], ids=lambda each: each.__name__)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_guess_scores_better_than_chance_and_five_points(exercise, strategy):
    found = guessing.better_than_chance(items_of(exercise), [strategy])
    assert not found, (
        f"Exercise {exercise}: {found}. Write better wrong choices, or move the right one"
        " (data/exercises/exercise_choices.csv)."
    )


def test_the_right_one_of_a_parts_own_choices_is_never_the_longest():
    found = [item.name for item in lettered() if guessing.strictly_longest(item)]
    assert not found, f"{found}: give the wrong choices a reason that somebody would believe."


def test_choices_of_a_part_are_alike_in_length():
    found = [
        f"{item.name} ({min(map(len, item.options))} to {max(map(len, item.options))})"
        for item in lettered()
        if max(map(len, item.options)) > 3 * min(map(len, item.options))
    ]
    assert not found, f"One choice looks different from the others: {found}"


def test_right_choices_stand_in_all_places():
    of_four = Counter(item.right for item in lettered() if len(item.options) == 4)
    total = sum(of_four.values())
    assert total > 25 and max(of_four.values()) <= 0.35 * total, f"Places of the keys, from 0: {of_four}"


def test_a_list_for_several_parts_is_not_gone_through_in_order():
    """Three or more parts that share a list: going through the list in turn, or back and forth, earns no more
    than two thirds of them."""
    for row in QUESTIONS:
        items = [item_of(row["question_id"], *each) for each in parts_of(row) if each[0].form == "choice"]
        if len({item.options for item in items}) > 1 or guessing.count(items) < 3:
            continue
        got = guessing.score(items, guessing.in_turn)
        assert got <= 2 / 3 * guessing.count(items), f"{row['question_id']}: {got} by going through the list"


def test_no_letter_is_right_in_most_sets():
    """Sets of letters, "choose all": each letter is right in at most two thirds of those that have it, and
    the first one is right in at most half."""
    right, there = Counter(), Counter()
    for part in rows("exercise_parts"):
        offered = sets_with_letters().get((part["question_id"], part["part"]))
        if offered:
            there.update(offered)
            right.update(part["right"].split(";"))
    found = {letter: f"{right[letter]} of {there[letter]}" for letter in there}
    assert there["a"] >= 8 and right["a"] <= there["a"] / 2, found
    assert all(right[letter] <= 2 / 3 * there[letter] for letter in "abcde"), found


def sets_with_letters():
    """(question, part) → the letters to choose from, for each set with a fixed key."""
    offered = defaultdict(list)
    for row in rows("exercise_choices"):
        offered[row["question_id"], row["part"]].append(row["choice"])
    forms = {(part["question_id"], part["part"]): part for part in rows("exercise_parts")}
    return {
        key: letters
        for key, letters in ((key, offered[key] or offered[key[0], ""]) for key in forms)
        if forms[key]["form"] == "set" and forms[key]["right"] and set(letters) <= set(KEYS)
    }


def test_the_example_of_a_set_is_not_its_answer():
    hows = {row["question_id"]: row["how"] for row in QUESTIONS}
    for part in rows("exercise_parts"):
        if part["form"] in ("set", "order") and part["right"]:
            example = "[" + ", ".join(f'"{letter}"' for letter in part["right"].split(";")) + "]"
            assert example not in hows[part["question_id"]], f"{part['question_id']}: the example is the key"


# The gate itself


def test_a_guess_that_gets_through_is_named():
    items = [Item(f"x.{letter}", ("short", "the longest of them", "middling"), 1) for letter in "abc"]
    found = guessing.better_than_chance(items)
    assert len(found) == 2 and "“longest” gets 3 of 3 right" in found[1] and "x.a, x.b, x.c" in found[1]


def test_the_gate_is_not_rounded_up():
    items = [Item(str(number), ("a", "b", "c"), 0 if number < 4 else 2) for number in range(10)]
    assert guessing.gate(items) == pytest.approx(3.833, abs=0.001)
    assert guessing.better_than_chance(items, [guessing.first]), "4 of 10 is more than 3.83"


def test_four_places_weigh_as_much_as_one_question():
    items = [Item("x", ("a", "b"), right, weight=0.25) for right in (0, 0, 0, 1)]
    assert guessing.count(items) == 1 and guessing.score(items, guessing.first) == 0.75
