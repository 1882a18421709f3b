"""Growth between two checks, and progress as a file that comes back from anywhere."""

import json
from itertools import product

import pytest

from fedlocal.ground import progress_file
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import growth, questions

FIRST, SECOND = (
    questions.build(rows("questions"), rows("question_options"), set_id)
    for set_id in ("00-precheck", "09-postcheck")
)
RIGHT = {q.id: q.parts[0].right for q in (*FIRST, *SECOND)}
WRONG = {q.id: next(wrong.value for wrong in q.mistakes if wrong.value != "c") for q in (*FIRST, *SECOND)}
GOOD = {
    "answers": {
        "04-check-1": {
            "first": {"correct": False, "misconception": "one-thing"},
            "latest": {"correct": True, "misconception": ""},
            "tries": 2,
        }
    },
    "kept": {"00-precheck": RIGHT, "09-brief/48201": {"more": "text"}},
}


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (WRONG, RIGHT, "learned"),
        (RIGHT, RIGHT, "kept"),
        (RIGHT, WRONG, "slipped"),
        (WRONG, WRONG, "open"),
        ({}, RIGHT, "first"),
        ({}, WRONG, "open"),
        (RIGHT, {}, "unanswered"),
    ],
)
def test_each_change_has_its_word(before, now, kind):
    assert {change.change for change in growth.compare(FIRST, SECOND, before, now)} == {kind}


def test_the_tally_adds_up():
    ids = [q.id for q in SECOND]
    belief = growth.belief_of(SECOND[0])
    first = next(q.id for q in FIRST if growth.belief_of(q) == belief)
    now = {**{id_: RIGHT[id_] for id_ in ids[:7]}, **dict.fromkeys(ids[7:11], "c")}
    found = growth.tally(growth.compare(FIRST, SECOND, {**WRONG, first: RIGHT[first]}, now))
    assert (found["before"], found["now"], found["asked_now"]) == (1, 7, 11)
    assert (
        sum(found[kind] for kind in growth.CHANGES) == 12
        and found["learned"] == 6
        and found["open"] == 4
        and found["unanswered"] == 1
    )


@pytest.mark.parametrize(
    ("then", "later", "words"),
    [("wrong", "c", ("believed it", "not sure")), ("c", "right", ("not sure", "saw past it"))],
)
def test_what_an_answer_says_of_the_belief(then, later, words):
    kinds = {"right": RIGHT, "wrong": WRONG, "c": dict.fromkeys(RIGHT, "c")}
    found = growth.compare(FIRST, SECOND, kinds[then], kinds[later])
    assert {(change.before, change.now) for change in found} == {words}


def test_every_belief_is_asked_once_before_and_once_after_in_other_words():
    changes = growth.compare(FIRST, SECOND, {}, WRONG)
    assert len({change.misconception for change in changes}) == 12
    assert {growth.belief_of(q) for q in FIRST} == {growth.belief_of(q) for q in SECOND}
    assert not {q.prompt for q in FIRST} & {q.prompt for q in SECOND}


@pytest.mark.parametrize("statements", [FIRST, SECOND], ids=["before", "after"])
def test_the_statements_have_no_pattern(statements):
    key = [q.parts[0].right for q in statements]
    assert key.count("a") == key.count("b") == 6
    for rule in (rule for length in range(1, 5) for rule in product("ab", repeat=length)):
        guessed = sum(rule[place % len(rule)] == letter for place, letter in enumerate(key))
        assert guessed <= 8, f"answering {rule!r} in turn is right in {guessed} of 12"


def test_the_key_of_before_does_not_open_after():
    earlier, later = ([q.parts[0].right for q in statements] for statements in (FIRST, SECOND))
    assert 4 <= sum(here == there for here, there in zip(earlier, later, strict=True)) <= 8


def test_half_of_the_beliefs_change_their_answer():
    """Who remembers “true” from lesson 00 is not helped by it in lesson 09, nor who turns it around."""
    before = {growth.belief_of(q): q.parts[0].right for q in FIRST}
    assert sum(before[growth.belief_of(q)] != q.parts[0].right for q in SECOND) == 6


def test_what_stood_true_before_is_compared_by_belief():
    changes = growth.compare(FIRST, SECOND, {}, WRONG)
    assert {change.misconception for change in changes} <= set(load("misconceptions")["misconception_id"])


def test_what_is_packed_comes_back():
    assert progress_file.unpack(
        progress_file.pack({**GOOD, "place": "48201", "version": 1}, "2026-11-21")
    ) == (GOOD, 0)


def test_the_file_holds_no_place_and_no_name():
    content = json.loads(progress_file.pack({**GOOD, "place": "48201", "name": "Ada"}, "2026-11-21"))
    assert set(content) == {"kind", "version", "saved_on", "answers", "kept"}


@pytest.mark.parametrize(
    "text", ["", "[1,2", "null", "[]", '"x"', "{}", '{"kind": "other"}', "[" * 100_000, "\x00", "<html>"]
)
def test_what_is_no_progress_file_is_told_so(text):
    with pytest.raises(ValueError, match="not a progress file"):
        progress_file.unpack(text)


def test_another_version_and_a_giant_are_refused():
    with pytest.raises(ValueError, match="another version"):
        progress_file.unpack(json.dumps({"kind": progress_file.KIND, "version": 99}))
    with pytest.raises(ValueError, match="too large"):
        progress_file.unpack(" " * (progress_file.MOST_BYTES + 1))


@pytest.mark.parametrize(
    "entry",
    [
        None,
        3,
        [],
        {},
        {"first": {}, "latest": {}, "tries": 1},
        {**GOOD["answers"]["04-check-1"], "tries": 0},
        {**GOOD["answers"]["04-check-1"], "tries": True},
        {**GOOD["answers"]["04-check-1"], "tries": "2"},
        {**GOOD["answers"]["04-check-1"], "latest": {"correct": "yes"}},
    ],
)
def test_a_broken_answer_is_left_out_and_counted(entry):
    text = json.dumps(
        {
            "kind": progress_file.KIND,
            "version": 1,
            "answers": {"04-check-1": entry, "04-check-2": GOOD["answers"]["04-check-1"]},
            "kept": {},
        }
    )
    found, lost = progress_file.unpack(text)
    assert list(found["answers"]) == ["04-check-2"] and lost == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("../../etc/passwd", {"a": "b"}),
        ("09-brief/4820", {"a": "b"}),
        ("09-brief", {"a": 3}),
        ("09-brief", {"a": "x" * 20_001}),
        ("09-brief", {"a b<": "x"}),
        ("09-brief", "text"),
    ],
)
def test_strange_choices_are_left_out_and_counted(key, value):
    found, lost = progress_file.unpack(
        json.dumps({"kind": progress_file.KIND, "version": 1, "kept": {key: value}})
    )
    assert found["kept"] == {} and lost == 1


def test_a_misconception_of_a_strange_form_becomes_blank():
    entry = {
        "first": {"correct": True, "misconception": "<b>"},
        "latest": {"correct": True, "misconception": 7},
        "tries": 1,
    }
    found, _ = progress_file.unpack(
        json.dumps({"kind": progress_file.KIND, "version": 1, "answers": {"04-check-1": entry}})
    )
    assert (
        found["answers"]["04-check-1"]["first"]["misconception"]
        == ""
        == found["answers"]["04-check-1"]["latest"]["misconception"]
    )


def test_nothing_here_is_replaced_by_a_file():
    mine = {"version": 1, "place": "48201", "answers": {"a": 1}, "kept": {"s": {"x": "mine", "y": ""}}}
    merged, added = progress_file.merge(
        mine,
        {"answers": {"a": 2, "b": 3}, "kept": {"s": {"x": "theirs", "y": "theirs"}, "t": {"z": "theirs"}}},
    )
    assert merged == {
        "version": 1,
        "place": "48201",
        "answers": {"a": 1, "b": 3},
        "kept": {"s": {"x": "mine", "y": "theirs"}, "t": {"z": "theirs"}},
    }
    assert added == 3
