"""The checker of authority and the reader of papers in lesson 02, by mouse and by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from fedlocal.drawing.palette import VERDICTS
from fedlocal.ground.tables import load
from fedlocal.law import authority
from fedlocal.law.guided_moves import guided_moves

from .bench import operates
from .controls import button, choose, type_into

WORDS = {(row.input, row.word): row.label for row in load("authority_words").itertuples()}
TITLES = load("authority_actions").set_index("action")["title"]
FIELDS = load("paper_fields")


def verdict_of(card: Locator) -> Locator:
    """The answer of the free form: the guided moves above it are told of as well, once they are made."""
    return card.get_by_role("status").filter(has_text=re.compile(r"May an?|No further facts|This cannot"))


def answers(card: Locator, **facts: str) -> None:
    """The card shows what the rules say of these facts: the word, the reason and the law."""
    verdict = authority.check(**facts)
    expect(verdict_of(card)).to_contain_text(VERDICTS[verdict.answer][1])
    expect(verdict_of(card)).to_contain_text(verdict.why)
    expect(verdict_of(card).locator("a[href^=http]").first).to_be_visible()


def without_place(facts: dict[str, str]) -> dict[str, str]:
    """The facts as the function takes them, which has no word for a place that was not said."""
    return {name: word for name, word in facts.items() if word != "not_said"}


@operates("AuthorityChecker", "mouse")
def test_by_mouse_the_checker_follows_each_fact_and_keeps_a_trail(bench):
    card = bench.fresh("AuthorityChecker")
    facts = {"actor": "local_officer", "action": "arrest_unlawful_presence", "place": "traffic_stop"}
    answers(card, **facts)
    choose(card, "287(g) form", WORDS["delegation", "tfm"])
    answers(card, **facts, delegation="tfm")
    button(card, "Keep this check").click()
    expect(card.locator("table").first.locator("tbody tr")).to_have_count(1)
    choose(card, "State law", WORDS["state_law", "limits"])
    answers(card, **facts, delegation="tfm", state_law="limits")
    button(card, "Keep this check").click()
    expect(card.locator("table").first.locator("tbody tr")).to_have_count(2)
    choose(card, "Who", WORDS["actor", "ice_officer"])
    expect(verdict_of(card)).to_contain_text("This cannot exist.")
    button(card, "Clear the list").click()
    expect(card).to_contain_text("puts it on a list here")


@operates("AuthorityChecker", "keyboard")
def test_by_keyboard_the_checker_follows(bench):
    card = bench.fresh("AuthorityChecker")
    type_into(
        bench,
        card,
        {
            "Who": WORDS["actor", "jail_officer"][:9],
            "What": TITLES["hold_on_detainer"][:16],
            "287(g) form": "No",
            "Paper at hand": "Detainer",
            "Where": WORDS["place", "jail"][:6],
            "State law": WORDS["state_law", "limits"][:6],
        },
    )
    answers(
        card,
        actor="jail_officer",
        action="hold_on_detainer",
        paper="detainer",
        place="jail",
        state_law="limits",
    )


def test_by_keyboard_each_guided_move_sets_the_lists_and_says_what_happened(bench):
    card = bench.fresh("AuthorityChecker")
    before = bench.state()
    moves = guided_moves()
    for move in moves:
        control = button(card, f"{move.number}. {move.title}")
        if move.number == 1:
            control.focus()
        else:
            bench.page.keyboard.press("Tab")
        expect(control).to_be_focused()
        bench.page.keyboard.press("Enter")
        answers(card, **without_place(move.facts))
        form = card.get_by_label("287(g) form", exact=True).locator("option:checked")
        expect(form).to_have_text(WORDS["delegation", move.facts["delegation"]])
        expect(card.locator(".fl-move + * [role=status]").nth(move.number - 1)).to_contain_text("The answer")
    assert bench.state() == before, "no key of a move reaches the notebook"
    choose(card, "State law", WORDS["state_law", "silent"])
    answers(card, **{**without_place(moves[-1].facts), "state_law": "silent"})


def test_a_state_sets_the_word_for_its_law_or_says_why_it_cannot(bench):
    card = bench.fresh("AuthorityChecker")
    choose(card, "Set state law from", "California")
    expect(card.get_by_label("State law", exact=True).locator("option:checked")).to_have_text(
        WORDS["state_law", "limits"]
    )
    expect(card).to_contain_text("you may change it")
    posture = load("state_posture").set_index("state_abbr")["shown_as"]
    unsure = posture.index[posture == "mixed_or_executive"][0]
    choose(card, "Set state law from", load("states").set_index("state_abbr").loc[unsure, "state"])
    expect(card).to_contain_text("fits none of the three words")


def test_a_state_without_one_word_does_not_keep_the_law_of_another(bench):
    card = bench.fresh("AuthorityChecker")
    law = card.get_by_label("State law", exact=True).locator("option:checked")
    choose(card, "Set state law from", "Texas")
    expect(law).to_have_text(WORDS["state_law", "mandates"])
    choose(card, "Set state law from", "Nebraska")
    expect(law).to_have_text(WORDS["state_law", "silent"])
    expect(card).to_contain_text("put back to “Says nothing”")


def read(card: Locator) -> Locator:
    """What the reader says of the field in hand; a comparison stands before it."""
    return card.get_by_role("status").last


def meaning(paper: str, number: int) -> str:
    return FIELDS[(FIELDS["paper"] == paper) & (FIELDS["position"] == number)]["means"].item()


@operates("PaperReader", "mouse")
def test_by_mouse_a_paper_is_read_field_by_field_and_set_beside_another(bench):
    card = bench.fresh("PaperReader")
    expect(read(card)).to_contain_text(meaning("detainer", 1))
    button(card, "Next field ›").click()
    expect(read(card)).to_contain_text(meaning("detainer", 2))
    last = FIELDS[FIELDS["paper"] == "detainer"]["position"].max()
    for number in range(3, last + 1):
        button(card, "Next field ›").click()
        expect(read(card)).to_contain_text(f"Field {number} of {last}")
    button(card, "Next field ›").click()
    expect(read(card)).to_contain_text(f"Field {last} of {last}, the last")
    button(card, "‹ Field before").click()
    expect(read(card)).to_contain_text(meaning("detainer", int(last) - 1))
    choose(card, "Paper", "ICE arrest warrant (Form I-200)")
    expect(read(card)).to_contain_text(meaning("ice_arrest_warrant", 1))
    choose(card, "Compare with", "Judge’s warrant")
    expect(card.locator("thead th")).to_have_text(
        [re.compile("Question"), re.compile("I-200"), re.compile("Judge")]
    )


@operates("PaperReader", "keyboard")
def test_by_keyboard_the_reader_follows(bench):
    card = bench.fresh("PaperReader")
    type_into(bench, card, {"Paper": "Judge", "Compare with": "no", "Field": "2"})
    expect(read(card)).to_contain_text(meaning("judicial_warrant", 2))
    bench.page.keyboard.press("Tab")
    bench.page.keyboard.press("Tab")
    expect(button(card, "Next field ›")).to_be_focused()
    bench.page.keyboard.press("Space")
    expect(read(card)).to_contain_text(meaning("judicial_warrant", 3))
