"""The guided moves of the checker: each changes one fact, sets the lists, and says what the rules say of
it."""

from html import unescape

import pytest

import fedlocal as fl
from fedlocal.drawing.palette import VERDICTS
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.law import guided_moves as domain
from fedlocal.law.authority import check
from fedlocal.law.rules import WORDS

MOVES = domain.guided_moves()
NUMBERS = [move.number for move in MOVES]


def verdict(move):
    place = move.facts["place"]
    return check(**{**move.facts, "place": None if place == "not_said" else place})


@pytest.fixture
def checker():
    return fl.widgets.AuthorityChecker()


def make(checker, number):
    checker.move_buttons[number - 1].click()
    return checker.steps()[number - 1]


def told(step) -> str:
    """The words for an answer, as the card has them."""
    return VERDICTS[step["answer"]][1]


def guided(checker) -> str:
    """What the card says of the moves."""
    return unescape(" ".join(part.value for part in (*checker._asked, *checker._moved)))


def test_moves_are_numbered_in_order_and_say_what_to_predict():
    assert NUMBERS == [1, 2, 3]
    assert all(move.predict.count("?") == 1 and move.title for move in MOVES)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.title)
def test_its_facts_are_words_of_the_checker(move):
    known = {**WORDS, "action": keyed("authority_actions", "action")}
    assert set(move.facts) == set(known)
    assert all(word in known[name] for name, word in move.facts.items())


def test_after_the_first_each_changes_one_fact_and_the_answer():
    assert [domain.outcome(MOVES, number).changed for number in NUMBERS] == [
        (),
        ("delegation",),
        ("state_law",),
    ]
    answers = [verdict(move).answer for move in MOVES]
    assert answers == ["no", "yes", "only_if"], "a move that changes nothing teaches nothing: choose another"


@pytest.mark.parametrize("number", NUMBERS)
def test_what_it_did_is_what_the_rules_say(number):
    found, now = domain.outcome(MOVES, number), verdict(MOVES[number - 1])
    assert (found.now.answer, found.now.why, found.now.sources) == (now.answer, now.why, now.sources)
    assert found.before == ("" if number == 1 else verdict(MOVES[number - 2]).answer)


def test_a_title_that_goes_to_a_state_names_it():
    names = load("states").set_index("state_abbr")["state"]
    assert [move.state for move in MOVES] == ["", "", "IL"]
    assert all(names[move.state] in move.title for move in MOVES if move.state)


def test_a_state_without_one_word_is_refused(monkeypatch):
    postures = load("state_posture").set_index("shown_as")["state_abbr"]
    mixed = postures["mixed_or_executive"].iloc[0]
    broken = [{**row, "state_abbr": mixed} for row in rows("guided_moves")]
    monkeypatch.setattr(domain, "rows", lambda name: broken)
    with pytest.raises(LookupError, match="Name another state in the table guided_moves"):
        domain.guided_moves()


def test_nothing_is_told_before_a_move_and_the_free_form_works_from_the_start(checker):
    assert "The answer is" not in guided(checker) and checker.made == frozenset()
    assert all(move.predict in guided(checker) for move in MOVES)
    checker.facts["actor"].value = "immigration_judge"
    assert "an immigration judge" in checker._view.value and "The answer is" not in guided(checker)


@pytest.mark.parametrize("number", NUMBERS)
def test_one_button_sets_the_lists_and_says_what_happened(checker, number):
    step = make(checker, number)
    move = MOVES[number - 1]
    assert checker.chosen() == move.facts and checker.state.value == move.state
    assert step["why"] in guided(checker) and step["why"] in unescape(checker._view.value)
    assert told(step) in guided(checker) and checker.made == {number}
    assert all(other["why"] not in guided(checker) for other in checker.steps() if other["number"] != number)


def test_moves_may_be_made_in_any_order_and_again_after_other_choices(checker):
    make(checker, 3)
    assert "was" in guided(checker) and "Agreements of the 287(g) kind" in guided(checker)
    checker.facts["action"].value = "order_removal"
    make(checker, 1)
    assert checker.chosen() == MOVES[0].facts and checker.state.value == ""
    assert checker.made == {1, 3}
    checker.facts["actor"].value = "ice_officer"
    own = check("ice_officer", "issue_detainer").why
    assert own in unescape(checker._view.value), "the lists are free after a move"


def test_what_to_predict_comes_before_its_button_and_what_it_did_after(checker):
    order = [checker.children.index(part) for part in (*checker._asked, *checker._moved)]
    buttons = [
        checker.children.index(row) for row in checker.children if row._dom_classes[-1:] == ("fl-move",)
    ]
    assert [row.children for row in map(checker.children.__getitem__, buttons)] == [
        (button,) for button in checker.move_buttons
    ]
    assert buttons == [place + 1 for place in order[:3]] == [place - 1 for place in order[3:]]


def test_a_step_that_does_not_change_the_answer_says_so(checker, monkeypatch):
    same = [{**step, "before": step["answer"]} for step in checker.steps()]
    monkeypatch.setattr(checker, "steps", lambda: same)
    checker.move_buttons[1].click()
    assert "as before" in guided(checker) and " and is now " not in guided(checker)


def test_unexecuted_each_move_has_its_question_and_its_answer(checker):
    stored = unescape(checker.fallback())
    for step in checker.steps():
        assert step["predict"] in stored and step["why"] in stored
