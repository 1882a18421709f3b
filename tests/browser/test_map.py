"""The county map: played, stepped, narrowed and searched, by mouse and by keyboard, with its table twin."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from fedlocal.agreements.counts import in_county, papers
from fedlocal.ground.tables import rows

from .bench import operates
from .controls import settled

LAST, BEFORE = "July 2026", "May 2026"  # no list was kept for June
PLACES = {
    "a county": "Harris County, TX",
    "a region of Connecticut": "Capitol Planning Region, CT",
    "a city of Virginia": "Alexandria city, VA",
    "an area of Alaska": "Bethel Census Area, AK",
}


@pytest.fixture
def card(bench) -> Locator:
    return bench.fresh("AgreementMap")


def said(card: Locator) -> Locator:
    return card.locator(".fl-said")


def month(card: Locator) -> str:
    return card.get_by_label("Month", exact=True).get_attribute("aria-valuetext")


def mapped(card: Locator) -> tuple[int, int, int]:
    """The numbers in the sentence: mapped, on the list, counties."""
    text = said(card).inner_text().replace(",", "")
    return tuple(int(part) for part in re.search(r": mapped (\d+) of (\d+) [\w ]+ in (\d+)", text).groups())


def shaded(card: Locator) -> int:
    """Outlines that are not white."""
    return card.locator(".fl-counties path").evaluate_all(
        "paths => paths.filter((path) => getComputedStyle(path).fill !== 'rgb(255, 255, 255)').length"
    )


@operates("AgreementMap", "mouse")
def test_play_moves_from_month_to_month_until_paused(card):
    play = card.get_by_role("button", name="Play")
    play.click()
    expect(said(card)).to_contain_text("December 2024")
    # A month stands for less than half a second; a busy machine looks about once a second.
    expect(said(card)).to_contain_text(re.compile("(February|March|April|May) 2025"))
    assert said(card).get_attribute("aria-live") == "off", "a sentence a second is too much to hear"
    card.get_by_role("button", name="Pause").click()
    stopped = month(card)
    expect(card.get_by_role("button", name="Play")).to_be_visible()
    expect(said(card)).to_have_attribute("aria-live", "polite")
    card.page.wait_for_timeout(700)
    assert month(card) == stopped


@operates("AgreementMap", "mouse")
def test_back_and_next_step_one_month_and_repaint(card):
    expect(said(card)).to_contain_text(LAST)
    latest = shaded(card)
    assert latest > 900
    card.get_by_role("button", name="Back").click()
    expect(said(card)).to_contain_text(BEFORE)
    assert shaded(card) != latest
    card.get_by_role("button", name="Next").click()
    expect(said(card)).to_contain_text(LAST)
    assert shaded(card) == latest


def test_the_model_narrows_the_map_the_sentence_and_the_key(card):
    everything, grounds = (
        mapped(card),
        card.locator(".fl-swatch").evaluate_all("keys => keys.map((key) => key.style.background)"),
    )
    card.get_by_label("Model").select_option(label="Warrant Service Officer")
    expect(said(card)).to_contain_text("Warrant Service Officer agreements")
    assert all(count < other for count, other in zip(mapped(card), everything))
    assert shaded(card) < everything[2]
    assert (
        card.locator(".fl-swatch").evaluate_all("keys => keys.map((key) => key.style.background)") != grounds
    )


@pytest.mark.parametrize("name", PLACES.values(), ids=PLACES)
def test_a_place_is_found_by_its_name(card, name):
    card.get_by_label("Find a county").fill(name)
    card.get_by_label("Find a county").press("Enter")
    expect(card.locator(".fl-here")).to_contain_text(name)
    expect(card.locator(".fl-found")).to_have_attribute("d", re.compile(r"M\d"))


def test_a_whole_name_is_enough_and_the_map_stands_still(card):
    expect(card.locator(".fl-here")).to_contain_text("Type a county with its state")
    before = card.get_by_role("img").bounding_box()
    card.get_by_label("Find a county").press_sequentially("Sweetwater County, W")
    expect(card.locator(".fl-here")).to_contain_text("Type a county with its state")
    card.get_by_label("Find a county").press_sequentially("Y")
    expect(card.locator(".fl-here")).to_contain_text("Sweetwater County Sheriff")
    assert card.locator(".fl-here").inner_text().count("Sheriff") == 1, (
        "an agency with three agreements is named once"
    )
    assert card.get_by_role("img").bounding_box() == before


def test_a_county_s_sentence_links_to_the_signed_papers_of_its_agreements(card):
    card.get_by_label("Find a county").fill("Miami-Dade County, FL")
    card.get_by_label("Find a county").press("Enter")
    here = card.locator(".fl-here")
    expect(here).to_contain_text("City of Miami Police Department (Task Force Model: signed agreement)")
    known = papers(rows("agreement_documents"), in_county(rows("agreements"), "12086"))
    links = here.get_by_role("link")
    assert set(links.evaluate_all("links => links.map((link) => link.href)")) == set(known.values())
    expect(links.first).to_have_accessible_name(
        re.compile("signed agreement of City of Miami Police Department, Task Force Model")
    )
    card.get_by_label("Model", exact=True).select_option(label="Warrant Service Officer")
    expect(links).to_have_count(1)


def test_a_name_that_is_no_county_is_told_with_an_example(card):
    card.get_by_label("Find a county").fill("Atlantis")
    card.get_by_label("Find a county").press("Enter")
    expect(card.locator(".fl-here")).to_contain_text("No place is called “Atlantis”")
    expect(card.locator(".fl-here")).to_contain_text("such as")
    expect(card.locator(".fl-found")).to_have_attribute("d", "")


@operates("AgreementMap", "mouse")
def test_clicking_an_outline_names_its_county(card):
    card.locator('.fl-counties path[data-id="06071"]').click()
    expect(card.get_by_label("Find a county")).to_have_value("San Bernardino County, CA")
    expect(card.locator(".fl-here")).to_contain_text("San Bernardino County")


def test_the_table_says_what_the_map_shows_and_follows_it(card):
    settled(card.locator("summary")).click()
    expect(card.locator("caption")).to_contain_text(LAST)
    expect(card.locator("tbody tr")).to_have_count(mapped(card)[2])
    card.get_by_role("button", name="Back").click()
    expect(card.locator("caption")).to_contain_text(BEFORE)
    expect(card.locator("tbody tr")).to_have_count(mapped(card)[2])


def test_the_picture_is_one_image_that_says_the_sentence(card):
    picture = card.get_by_role("img")
    expect(picture).to_have_count(1)
    assert said(card).inner_text() in picture.get_attribute("aria-label")


@operates("AgreementMap", "keyboard")
def test_by_keyboard_the_map_plays_steps_narrows_finds_and_opens_its_table(bench, card):
    keys, before = bench.page.keyboard, bench.state()
    card.get_by_role("button", name="Back").focus()
    keys.press("Enter")
    expect(said(card)).to_contain_text(BEFORE)
    keys.press("Tab")
    keys.press("Space")
    expect(card.get_by_role("button", name="Pause")).to_be_focused()
    keys.press("Space")
    expect(card.get_by_role("button", name="Play")).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    expect(card.get_by_label("Month", exact=True)).to_be_focused()
    keys.press("End")
    expect(said(card)).to_contain_text(LAST)
    keys.press("ArrowLeft")
    expect(said(card)).to_contain_text(BEFORE)
    keys.press("Home")
    expect(said(card)).to_contain_text("January 2021")
    keys.press("ArrowRight")
    expect(said(card)).to_contain_text("February 2021")
    keys.press("Tab")
    keys.type("Task")
    expect(said(card)).to_contain_text("Task Force Model")
    keys.press("Tab")
    keys.type("Sweetwater County, WY")
    keys.press("Enter")
    expect(card.locator(".fl-here")).to_contain_text("Sweetwater County, WY")
    keys.press("Tab")
    keys.press("Enter")
    expect(card.locator("details")).to_have_attribute("open", "")
    assert bench.state() == before


def test_stepping_to_the_end_by_keyboard_does_not_lose_the_focus(bench, card):
    card.get_by_role("button", name="Back").click()
    step = card.get_by_role("button", name="Next")
    step.focus()
    bench.page.keyboard.press("Enter")
    expect(said(card)).to_contain_text(LAST)
    expect(step).to_have_attribute("aria-disabled", "true")
    expect(step).to_be_focused()
    bench.page.keyboard.press("Enter")
    expect(said(card)).to_contain_text(LAST)
