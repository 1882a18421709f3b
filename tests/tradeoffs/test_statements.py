"""Sorting statements: both sides equally many, long and sourced; every choice gets its own reason; the
page gets no key."""

import re

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import rows
from fedlocal.tradeoffs import statements as domain

ALL = domain.build(rows("sort_statements"))
BY_SIDE = {side: [statement for statement in ALL if statement.side == side] for side in domain.SIDES}
LOADED = re.compile(
    r"\b(illegals?|undocumented|sanctuary|invasion|abduct\w*|kidnap\w*|raids?|open borders|aliens?)\b", re.I
)


def test_three_kinds_in_equal_number():
    assert {side: len(rows) for side, rows in BY_SIDE.items()} == {"for": 6, "against": 6, "neither": 6}


def test_both_sides_are_of_equal_length_and_sourced():
    words = {
        side: sum(len(statement.text.split()) for statement in BY_SIDE[side]) for side in ("for", "against")
    }
    assert max(words.values()) <= 1.2 * min(words.values()), words
    sources = {
        side: sum(len(statement.sources) for statement in BY_SIDE[side]) for side in ("for", "against")
    }
    assert min(sources.values()) >= 6 and max(sources.values()) <= 1.5 * min(sources.values()), sources


def test_replies_treat_both_sides_alike():
    for reply in domain.SIDES:
        words = {
            side: sum(len(statement.replies[reply].split()) for statement in BY_SIDE[side])
            for side in ("for", "against")
        }
        assert max(words.values()) <= 1.35 * min(words.values()), (reply, words)


@pytest.mark.parametrize("statement", ALL, ids=lambda statement: statement.id)
def test_each_choice_gets_its_own_reason_and_sources_were_read(statement):
    assert set(statement.replies) == set(domain.SIDES) and len(set(statement.replies.values())) == 3
    assert (
        all(len(reply.split()) >= 8 for reply in statement.replies.values())
        and len(statement.text.split()) <= 30
    )
    assert statement.sources and all(
        cite(*pair).checked != "unchecked" and pair[1] for pair in statement.sources
    )
    assert not LOADED.search(" ".join([statement.text, *statement.replies.values()]))


def test_mirrored_statements_balance_what_bears_on_neither():
    ids = {statement.id for statement in BY_SIDE["neither"]}
    assert {"other-state-orders", "other-state-forbids", "publisher-freer", "publisher-fewer"} <= ids


def test_kinds_do_not_follow_one_another_in_a_row():
    sides = [statement.side for statement in ALL]
    assert all(len(set(sides[i : i + 3])) > 1 for i in range(len(sides) - 2))


def test_every_choice_is_judged_and_a_word_that_is_none_is_refused():
    for statement in ALL:
        assert [side for side in domain.SIDES if domain.right(statement, side)] == [statement.side]
    with pytest.raises(ValueError, match="for, against, neither"):
        domain.right(ALL[0], "both")


def test_the_sorter_answers_with_reasons_and_counts_first_tries(monkeypatch):
    widget, sent = fl.widgets.ArgumentSort(start=0), []
    monkeypatch.setattr(widget, "send", sent.append)

    def ask(**message):
        widget._asked(widget, message, [])
        return sent[-1]

    wrong = ask(statement="judge-decides", choice="against")["feedback"]
    assert wrong["tone"] == "wrong" and "favors none" in wrong["lines"][0] and not wrong["sources"]
    right = ask(statement="judge-decides", choice="neither")["feedback"]
    assert right["tone"] == "right" and right["sources"][0]["url"].startswith("https://")
    assert ask(statement="one-law", choice="")["feedback"]["verdict"] == "Choose one of the three first."
    ask(statement="one-law", choice="for")
    assert widget.tally == "Tried 2 of 18. Right at the first try: 1. Right by now: 2."
    assert ask(summary=True)["summary"]["rows"] == [
        ["It does not bear on the choice", "A reason against taking part, or for limits", "1"]
    ]
    before = [statement["id"] for statement in widget.statements]
    ask(restart=True)
    after = [statement["id"] for statement in widget.statements]
    assert before != after and sorted(before) == sorted(after) and ask(summary=True)["summary"]["rows"] == []


def test_the_circle_begins_anywhere_and_the_page_gets_no_key():
    assert len({fl.widgets.ArgumentSort().statements[0]["id"] for _ in range(40)}) >= 5
    state = fl.widgets.ArgumentSort().get_state()
    assert all(set(statement) == {"id", "text"} for statement in state["statements"])
    assert ALL[0].replies["for"] not in str(
        [state[key] for key in ("statements", "tally", "intro", "choices")]
    )


def test_the_fallback_holds_every_statement_with_folded_answers():
    tree = BeautifulSoup(fl.widgets.ArgumentSort().fallback(), "html.parser")
    assert len(tree.find_all("details")) == len(ALL) and not tree.find("details", open=True)
    text = tree.get_text()
    assert all(reply in text for statement in ALL for reply in statement.replies.values())
