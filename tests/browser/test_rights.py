"""The cards of lesson 08: claims judged before the verdict is told, and encounters read for somebody, by
mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from fedlocal.ground.tables import rows
from fedlocal.rights import web_claims
from fedlocal.rights.encounters import PLACES, QUESTIONS

from .bench import operates

CLAIMS = {claim.text: claim for claim in web_claims.to_judge(web_claims.build(rows("web_claims")))}


@pytest.fixture
def card(bench) -> Locator:
    return bench.fresh("ClaimChecker")


def claim_in(card: Locator) -> web_claims.WebClaim:
    return CLAIMS[card.locator(".fl-claim").inner_text()]


def judgment(card: Locator, word: str) -> Locator:
    return card.locator(".fl-judgment", has=card.page.get_by_text(web_claims.JUDGMENTS[word][0], exact=True))


def button(card: Locator, name: str) -> Locator:
    return card.get_by_role("button", name=name, exact=True)


@operates("ClaimChecker", "mouse")
def test_by_mouse_a_judgment_meets_the_verdict_the_correction_and_the_source(card):
    claim = claim_in(card)
    expect(card.locator(".fl-feedback")).to_be_empty()
    judgment(card, "wrong" if "wrong" not in claim.accepts else "right").click()
    expect(card.locator(".fl-feedback")).to_contain_text("✕ Not")
    expect(card.locator(".fl-feedback")).to_contain_text(claim.correction)
    expect(card.locator(".fl-feedback").get_by_role("link").first).to_have_attribute("target", "_blank")
    judgment(card, claim.accepts[0]).click()
    expect(card.locator(".fl-feedback")).to_contain_text("✓ Fair")
    expect(judgment(card, claim.accepts[0])).to_have_attribute("aria-pressed", "true")
    expect(card.locator(".fl-tally")).to_contain_text("Judged 1 of 12; fair at the first try: 0.")


def test_it_goes_on_to_the_end_and_says_what_fooled_the_reader(card):
    for _ in range(12):
        claim = claim_in(card)
        judgment(card, claim.accepts[0] if claim.verdict != "wrong" else "right").click()
        expect(card.locator(".fl-feedback")).to_contain_text(claim.correction)
        if claim.readings:
            expect(card.locator(".fl-readings > div")).to_have_count(2)
        card.locator("button.fl-go").click()
    expect(card.locator(".fl-said")).to_contain_text(
        "You judged 12 claims, 10 fairly at the first try. You trusted 2 too far."
    )
    expect(card.locator(".fl-kinds li")).to_have_count(1)
    expect(card.locator(".fl-kinds li")).to_contain_text("The wrong actor · misjudged 2 of 2")
    button(card, "Judge this round anew").click()
    expect(card.locator(".fl-place")).to_have_text("Claim 1 of 12")
    expect(card.locator(".fl-feedback")).to_be_empty()


def test_a_topic_narrows_the_round_and_what_was_judged_is_kept(card):
    first = card.locator(".fl-claim").inner_text()
    judgment(card, "opinion").click()
    expect(card.locator(".fl-feedback")).to_contain_text("✕ Not")
    card.get_by_label("Which claims").select_option("help")
    expect(card.locator(".fl-place")).to_have_text("Claim 1 of 4")
    card.get_by_label("Which claims").select_option("dozen")
    expect(card.locator(".fl-claim")).to_have_text(first)
    expect(card.locator(".fl-feedback")).to_contain_text("✕ Not")


@operates("ClaimChecker", "keyboard")
def test_by_keyboard_a_claim_is_judged_and_the_focus_goes_on_with_the_next(bench, card):
    keys, before = bench.page.keyboard, bench.state()
    card.get_by_label("Which claims").focus()
    keys.press("Tab")
    expect(judgment(card, "right")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(card.locator(".fl-feedback")).to_contain_text(claim_in(card).correction)
    card.locator("button.fl-go").focus()
    keys.press("Enter")
    expect(card.locator("legend")).to_be_focused()
    expect(card.locator(".fl-place")).to_have_text("Claim 2 of 12")
    keys.press("Tab")
    expect(judgment(card, "right")).to_be_focused()
    assert bench.state() == before


@operates("EncounterCards", "mouse")
def test_by_mouse_a_place_a_question_and_a_reader_are_chosen(bench):
    card = bench.fresh("EncounterCards")
    for question in QUESTIONS.values():
        expect(card.get_by_text(question, exact=True).last).to_be_visible()
    card.get_by_label("Place", exact=True).select_option(label="All seven places")
    card.get_by_label("Question", exact=True).select_option(label=QUESTIONS["duties"])
    for place in PLACES.values():
        expect(card.locator("p", has_text=place).last).to_be_visible()
    card.get_by_label("Read it for", exact=True).select_option(label="A citizen")
    expect(card.get_by_text("It asks no papers of citizens")).to_be_visible()
    expect(card.get_by_text("must still register")).to_have_count(0)


@operates("EncounterCards", "keyboard")
def test_by_keyboard_the_lists_are_gone_through(bench):
    card, keys, before = bench.fresh("EncounterCards"), bench.page.keyboard, bench.state()
    card.get_by_label("Place", exact=True).focus()
    keys.type("in a j")
    expect(
        card.get_by_text("In a jail · ", exact=False)
        .or_(card.get_by_text("ICE says that taking someone into custody"))
        .first
    ).to_be_visible()
    keys.press("Tab")
    keys.type("what is d")
    expect(card.get_by_text("courts differ")).to_be_visible()
    expect(card.get_by_text("ICE says that taking someone into custody")).to_have_count(0)
    assert bench.state() == before
