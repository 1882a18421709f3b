"""Options in another order for each learner: seeded, the same after a reload, fixed where they have to be."""

from collections import Counter

import pytest

import fedlocal as fl
from fedlocal.ground import progress
from fedlocal.ground.tables import rows
from fedlocal.lesson import questions
from fedlocal.lesson.order import shuffled

SINGLE = [
    question
    for row in rows("question_sets")
    for question in questions.build(rows("questions"), rows("question_options"), row["set_id"])
    if question.kind == "one" and question.order == ""
]


def places(seed: int) -> Counter:
    """How often the right option stands first, second, … for a learner with this seed."""
    found = Counter()
    for question in SINGLE:
        keys = [line.key for line in shuffled(question.lines, question.id, seed)]
        found[keys.index(question.parts[0].right)] += 1
    return found


@pytest.mark.parametrize("seed", [1, 2, 3, 2**31 - 1])
def test_no_position_is_worth_guessing(seed):
    assert places(seed).most_common(1)[0][1] <= 0.45 * len(SINGLE)


def test_two_learners_see_other_orders_and_one_learner_the_same():
    first, second, again = (
        [[line.key for line in shuffled(q.lines, q.id, seed)] for q in SINGLE] for seed in (7, 8, 7)
    )
    assert first == again
    assert sum(here != there for here, there in zip(first, second, strict=True)) > len(SINGLE) / 2


def test_nothing_is_lost_or_doubled():
    for question in SINGLE:
        assert sorted(shuffled(question.lines, question.id, 3), key=str) == sorted(question.lines, key=str)


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="no order 'random'"):
        shuffled("ab", "04-check-1", 1, "random")


def test_the_page_shows_the_learners_order_and_keeps_it(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))

    def shown():
        return [
            [option["key"] for option in question["options"]] for question in fl.quiz("02-check").questions
        ]

    first = shown()
    assert shown() == first, "looking again is no reason to mix again"
    progress.remember("02-check-1", True)
    progress.SEEDS.clear()
    assert shown() == first, "the seed is kept with the first answer"
    orders = set()
    for seed in range(20):
        progress.write({**progress.read(), "seed": seed})
        orders.add(str(shown()))
    assert len(orders) == 20


def test_what_is_stored_does_not_depend_on_the_learner(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    pages = set()
    for seed in (1, 2, 3):
        progress.write({**progress.read(), "seed": seed})
        pages.add(fl.quiz("02-check").fallback())
    assert len(pages) == 1


def test_true_and_not_true_stay_in_their_order():
    for set_id in ("00-precheck", "09-postcheck"):
        for question in questions.build(rows("questions"), rows("question_options"), set_id):
            assert question.order == "fixed"
