"""No lesson's questions can be guessed through: not by the place of an option, and not by its length.

Questions of kind ``one`` count, statements of a precheck aside; where the order of the options is fixed
(numbers, times) only their length counts. Learners see the options mixed; these tests look at the table,
which is what a page without JavaScript shows. Positions are whole numbers, so a guess by position may also
get chance rounded up right: ten keys over three places leave four in one. Nothing else is rounded.

Mend: move options by ``python scripts/arrange_options.py``; write wrong options as long as the right one.
"""

from collections import Counter, defaultdict

import pytest

from fedlocal.ground.tables import keyed, rows
from fedlocal.lesson import questions
from tests import guessing
from tests.guessing import Item

BY_PLACE = (guessing.middle_else_longest, guessing.first, guessing.last, guessing.in_turn)
BY_LENGTH = (guessing.longest, guessing.shortest)
LARGE = 8  # a group of fewer questions says little about a habit
SETS = [row for row in rows("question_sets") if row["use"] != "precheck"]
LESSONS = sorted({row["lesson"] for row in SETS})


def asked(kind: str):
    """The questions of one kind with the row of their set, in the order in which they are asked."""
    for row in SETS:
        if any(question["set_id"] == row["set_id"] for question in rows("questions")):
            for question in questions.build(rows("questions"), rows("question_options"), row["set_id"]):
                if question.kind == kind:
                    yield question, row


def grouped() -> tuple[dict[str, list[Item]], dict[str, list[Item]]]:
    """Group → its items: all of them, for the length of options, and those whose options may be moved. A
    group is a lesson, all closing checks, or one use over all lessons."""
    every, movable, turns = defaultdict(list), defaultdict(list), Counter()
    for question, row in asked("one"):
        (part,) = question.parts
        right = [choice.key for choice in part.choices].index(part.right)
        texts = tuple(choice.text for choice in part.choices)
        item = Item(question.id, texts, right, turns[row["set_id"]])
        turns[row["set_id"]] += 1
        for group in (f"lesson {row['lesson']}", f"all of use {row['use']}"):
            every[group].append(item)
            if question.order != "fixed":
                movable[group].append(item)
    return dict(every), dict(movable)


EVERY, MOVABLE = grouped()
GROUPS = [f"lesson {lesson}" for lesson in LESSONS] + ["all of use check"]
LARGE_GROUPS = sorted(group for group, items in EVERY.items() if len(items) >= LARGE)


@pytest.mark.parametrize("strategy", BY_PLACE, ids=lambda strategy: strategy.__name__)
@pytest.mark.parametrize("group", GROUPS)
def test_no_guess_by_place_scores_better_than_chance(group, strategy):
    items = MOVABLE[group]
    found = guessing.better_than_chance(items, [strategy], guessing.gate_of_whole_numbers)
    assert not found, f"{group}: {found}"


@pytest.mark.parametrize("strategy", BY_LENGTH, ids=lambda strategy: strategy.__name__)
@pytest.mark.parametrize("group", GROUPS)
def test_no_guess_by_length_scores_better_than_chance(group, strategy):
    found = guessing.better_than_chance(EVERY[group], [strategy], guessing.gate_of_whole_numbers)
    assert not found, f"{group}: {found}"


@pytest.mark.parametrize("group", LARGE_GROUPS)
def test_no_place_holds_more_than_45_percent_of_the_keys(group):
    places = Counter(item.right for item in MOVABLE[group])
    assert max(places.values()) <= 0.45 * len(MOVABLE[group]), (
        f"{group}: places of the keys, from 0: {places}"
    )


@pytest.mark.parametrize("group", LARGE_GROUPS)
def test_the_key_is_strictly_longest_in_at_most_40_percent(group):
    found = [item.name for item in EVERY[group] if guessing.strictly_longest(item)]
    assert len(found) <= 0.4 * len(EVERY[group]), f"{group}: {len(found)} of {len(EVERY[group])}: {found}"


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_first_option_of_choose_all_is_not_always_right(lesson):
    several = [question for question, row in asked("several") if row["lesson"] == lesson]
    first = [
        question.id for question in several if question.parts[0].choices[0].key in question.parts[0].right
    ]
    assert len(several) < 2 or len(first) < len(several), f"Lesson {lesson}: {first}"


def test_the_groups_are_those_of_the_tables():
    assert len(EVERY["all of use check"]) >= 30 and {"all of use practice", "all of use recall"} <= set(EVERY)
    assert not {item.name for items in EVERY.values() for item in items} & {
        id_ for id_, row in keyed("questions", "question_id").items() if row["set_id"].endswith("precheck")
    }
