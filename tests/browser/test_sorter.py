"""The sorter of lesson 01: duties placed with agencies, right and wrong, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from fedlocal.agencies import duties as domain
from fedlocal.ground.tables import load, rows

from .bench import operates

DUTIES = {duty.text: duty for duty in domain.build(rows("duties"))}
SHORT = load("agencies").set_index("agency_id")["short"]


@pytest.fixture
def card(bench) -> Locator:
    return bench.fresh("RoleSorter")


def duty_in(card: Locator) -> domain.Duty:
    return DUTIES[card.locator(".fl-duty").inner_text()]


def box(card: Locator, agency: str) -> Locator:
    return card.get_by_role("checkbox", name=SHORT[agency], exact=True)


def button(card: Locator, name: str) -> Locator:
    return card.get_by_role("button", name=name, exact=True)


def feedback(card: Locator) -> Locator:
    return card.locator(".fl-feedback")


@operates("RoleSorter", "mouse")
def test_by_mouse_a_wrong_agency_meets_its_reason_and_the_right_ones_are_told(card):
    duty = duty_in(card)
    box(card, duty.tempting).check()
    button(card, "Check").click()
    expect(feedback(card)).to_contain_text("✕ Not")
    expect(feedback(card)).to_contain_text(duty.why_not)
    box(card, duty.tempting).uncheck()
    for agency in duty.agencies:
        box(card, agency).check()
    button(card, "Check").click()
    expect(feedback(card)).to_contain_text("✓ Right.")
    expect(feedback(card).get_by_role("link").first).to_be_visible()
    expect(card.locator(".fl-tally")).to_contain_text("Right at the first try: 0. Right by now: 1.")


def test_it_goes_on_back_and_to_the_end_and_starts_again(card):
    first = duty_in(card)
    button(card, "Next").click()
    expect(card.locator(".fl-place")).to_contain_text("Duty 2 of")
    assert duty_in(card) != first
    button(card, "Previous").click()
    assert duty_in(card) == first
    box(card, first.tempting).check()
    button(card, "Check").click()
    expect(feedback(card)).to_contain_text("✕ Not")
    button(card, "Finish and see my mix-ups").click()
    expect(card.locator("caption")).to_contain_text("Your mix-ups")
    expect(card.locator("tbody tr")).to_have_count(1)
    button(card, "Start again in another order").click()
    expect(card.locator(".fl-place")).to_contain_text("Duty 1 of")
    expect(card.locator(".fl-duty")).not_to_have_text(first.text)


def test_the_list_leads_to_any_duty_and_marks_what_is_right(bench, card):
    duties = card.get_by_label("Go to duty")
    duties.select_option(index=15)
    expect(card.locator(".fl-place")).to_contain_text("Duty 16 of")
    duty = duty_in(card)
    for agency in duty.agencies:
        box(card, agency).check()
    button(card, "Check").click()
    expect(duties.locator("option:checked")).to_have_text(f"16. ✓ {duty.text}")
    duties.focus()
    bench.page.keyboard.press("ArrowDown")
    expect(card.locator(".fl-place")).to_contain_text("Duty 17 of")
    expect(duties).to_be_focused()


def test_enter_on_a_box_checks(bench, card):
    box(card, duty_in(card).tempting).focus()
    bench.page.keyboard.press("Space")
    bench.page.keyboard.press("Enter")
    expect(feedback(card)).to_contain_text("Look among:")


def test_without_a_tick_it_asks_for_one_and_it_can_show_the_answer(card):
    button(card, "Check").click()
    expect(feedback(card)).not_to_contain_text("✓")
    expect(feedback(card)).to_contain_text(re.compile("tick|choose|agenc", re.I))
    button(card, "Show the answer").click()
    expect(feedback(card)).to_contain_text(
        "The answer: " + "; ".join(SHORT[agency] for agency in duty_in(card).agencies)
    )


@operates("RoleSorter", "keyboard")
def test_by_keyboard_a_duty_is_placed_and_the_focus_goes_on_with_the_next(bench, card):
    keys, before, duty = bench.page.keyboard, bench.state(), duty_in(card)
    boxes = card.get_by_role("checkbox").all()
    boxes[0].focus()
    for _ in boxes:
        name = bench.page.evaluate("() => document.activeElement.labels[0].innerText")
        if name in [SHORT[agency] for agency in duty.agencies]:
            keys.press("Space")
        keys.press("Tab")
    expect(button(card, "Check")).to_be_focused()
    keys.press("Enter")
    expect(feedback(card)).to_contain_text("✓ Right.")
    button(card, "Next").focus()
    keys.press("Enter")
    expect(card.locator(".fl-duty")).to_be_focused()
    expect(card.locator(".fl-place")).to_contain_text("Duty 2 of")
    keys.press("Tab")
    expect(boxes[0]).to_be_focused()
    assert bench.state() == before
