"""A guess by mouse, by slider and by keyboard: kept, drawn into the chart, still there after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .bench import operates
from .controls import button, choose, said
from .visit import WIDTHS, violations


def chart(card: Locator) -> Locator:
    return card.locator("img:visible").first


def waits(card: Locator) -> None:
    expect(card.locator("img")).to_have_count(0)
    expect(card).not_to_contain_text("2,179")
    expect(card.get_by_label("Your number", exact=True)).to_have_value("")


def answered(card: Locator, guess: str) -> None:
    expect(said(card)).to_contain_text("Kept. Now see how far you were.")
    expect(card).to_contain_text(f"You said {guess}. It was 2,179.")
    assert f"your guess: {guess}." in chart(card).get_attribute("alt")
    expect(card.get_by_label("Your number", exact=True)).to_be_hidden()


@operates("Predict", "mouse")
def test_by_mouse_the_slider_gives_the_number_and_the_chart_draws_it(bench):
    card = bench.fresh("Predict")
    waits(card)
    slider = card.get_by_role("slider")
    box = slider.bounding_box()
    bench.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    guess = card.get_by_label("Your number", exact=True).input_value()
    assert 2_200 < int(guess.replace(",", "")) < 2_800
    button(card, "Keep my guess").click()
    answered(card, guess)
    again = bench.fresh("Predict", forget=False)
    answered(again, guess)


@operates("Predict", "keyboard")
def test_by_keyboard_a_number_is_typed_or_slid_and_kept(bench):
    card = bench.fresh("Predict")
    waits(card)
    before = bench.state()
    field, slider = card.get_by_label("Your number", exact=True), card.get_by_role("slider")
    field.focus()
    bench.page.keyboard.type("390")
    expect(slider).to_have_value("390")
    bench.page.keyboard.press("Tab")
    expect(slider).to_be_focused()
    bench.page.keyboard.press("ArrowRight")
    expect(field).to_have_value("400")
    assert slider.get_attribute("aria-valuetext") == "400 agreements"
    for name in ("Keep my guess", "Just show me"):
        bench.page.keyboard.press("Tab")
        expect(button(card, name)).to_be_focused()
    bench.page.keyboard.press("Shift+Tab")
    bench.page.keyboard.press("Enter")
    answered(card, "400")
    expect(said(card)).to_be_focused()
    assert bench.state() == before


def test_enter_in_the_field_keeps_it_and_what_is_no_number_is_told_so(bench):
    card = bench.fresh("Predict")
    field = card.get_by_label("Your number", exact=True)
    button(card, "Keep my guess").click()
    expect(said(card)).to_contain_text("Type a number first")
    for typed, words in (("many", "This takes one number"), ("-4", "below zero"), ("9e9", "lower one")):
        field.fill(typed)
        field.press("Enter")
        expect(said(card)).to_contain_text(words)
    expect(card.locator("img")).to_have_count(0)
    field.fill("<img src=x onerror=document.title='hit'>")
    field.press("Enter")
    expect(said(card)).to_contain_text("This takes one number")
    assert card.locator("img").count() == 0 and bench.page.title() != "hit"
    field.fill("1,000")
    field.press("Enter")
    answered(card, "1,000")


def test_the_chart_can_be_had_without_a_guess(bench):
    card = bench.fresh("Predict")
    button(card, "Just show me").click()
    expect(said(card)).to_contain_text("Here it is.")
    expect(chart(card)).to_be_visible()
    assert "your guess" not in chart(card).get_attribute("alt")


def test_a_guess_before_the_trends_is_drawn_in_them(bench):
    before = bench.fresh("Predict below")
    for guess, name in (("9,000", "Keep my guess"), ("12,000", "Change my guess")):
        before.get_by_label("Your number", exact=True).fill(guess)
        button(before, name).click()
        expect(said(before)).to_contain_text("Kept. You will meet it below.")
    trends = bench.fresh("EnforcementTrends", forget=False)
    expect(trends.locator("svg:visible")).to_have_count(0)
    button(trends, "Show what happened").click()
    expect(said(trends)).to_contain_text("Count: you said 12,000. It was 17,027.")
    expect(trends.locator("svg:visible").first).to_contain_text("you: 12,000")
    choose(trends, "Arrested by", "CBP")
    button(trends, "Show what happened").click()
    expect(trends.locator("svg:visible").first).not_to_contain_text("you: ")
    before = bench.fresh("Predict below", forget=False)
    expect(before).to_contain_text("You said 12,000.")
    expect(before.get_by_label("Your number", exact=True)).to_be_hidden()


@pytest.mark.parametrize("guess", ["", "400"])
def test_the_card_fits_every_width_and_axe_finds_no_serious_fault(bench, guess):
    card = bench.fresh("Predict")
    if guess:
        card.get_by_label("Your number", exact=True).fill(guess)
        button(card, "Keep my guess").click()
        answered(card, guess)
    try:
        for width in WIDTHS:
            bench.widen(width, 1400)
            card.scroll_into_view_if_needed()
            room = card.evaluate("card => card.scrollWidth - card.clientWidth")
            assert room <= 1, f"At {width} pixels the card is {room} pixels too narrow for what it holds."
            bench.photograph(f"predict-{guess or 'open'}-{width}")
        assert violations(bench) == []
    finally:
        bench.widen(1600, 1400)
