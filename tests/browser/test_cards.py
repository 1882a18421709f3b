"""The cards with lists and tick boxes: comparator, case and explorer, by mouse and by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .bench import operates
from .controls import choose, said, settled, type_into


def columns(card: Locator) -> list[str]:
    return card.locator("thead th").all_inner_texts()


@operates("ModelComparator", "mouse")
def test_by_mouse_the_comparator_sets_the_chosen_forms_side_by_side(bench):
    card = bench.fresh("ModelComparator")
    assert len(columns(card)) == 4 and card.locator("tbody tr").count() == 1
    choose(card, "Compare", "warrant service and task force")
    expect(card.locator("thead th")).to_have_text([re.compile("Topic"), re.compile("WSO"), re.compile("TFM")])
    choose(card, "Topic", "all topics")
    expect(card.locator("tbody tr").nth(3)).to_be_visible()
    differing = card.locator("tbody tr").count()
    card.get_by_label("Only where the forms differ").click()
    expect(card.locator("tbody tr").nth(differing)).to_be_visible()


@operates("ModelComparator", "keyboard")
def test_by_keyboard_the_comparator_follows(bench):
    card = bench.fresh("ModelComparator")
    type_into(bench, card, {"Compare": "jail and t", "Topic": "all"})
    expect(card.locator("thead th")).to_have_text([re.compile("Topic"), re.compile("JEM"), re.compile("TFM")])
    expect(card.locator("tbody tr").nth(3)).to_be_visible()
    differing = card.locator("tbody tr").count()
    bench.page.keyboard.press("Tab")
    expect(card.get_by_label("Only where the forms differ")).to_be_focused()
    bench.page.keyboard.press("Space")
    expect(card.locator("tbody tr").nth(differing)).to_be_visible()


@operates("SameCaseFourRegimes", "mouse")
def test_by_mouse_the_case_follows_its_facts(bench):
    card = bench.fresh("SameCaseFourRegimes")
    expect(card).not_to_contain_text("Not reached")
    choose(card, "The stop ends with", "a ticket, and the driver drives on")
    expect(card.get_by_text("Not reached").first).to_be_visible()
    choose(card, "State law", "limits cooperation")
    expect(card).to_contain_text("bar 287(g) agreements")
    closer = card.get_by_label("Look closer at", exact=True)
    closer.select_option(index=closer.locator("option").count() - 1)
    expect(card).to_contain_text("No agreement changes this.")
    expect(card.locator(".widget-html").last).to_contain_text(
        "Decide that the driver must leave the country?"
    )


@operates("SameCaseFourRegimes", "keyboard")
def test_by_keyboard_the_case_follows(bench):
    card = bench.fresh("SameCaseFourRegimes")
    type_into(bench, card, {"The stop ends with": "a tick", "State law": "limits", "Look closer at": "14"})
    expect(card.get_by_text("Not reached").first).to_be_visible()
    expect(card).to_contain_text("bar 287(g) agreements")
    expect(card.locator(".widget-html").last).to_contain_text(
        "Decide that the driver must leave the country?"
    )


@operates("AgreementExplorer", "mouse")
def test_by_mouse_the_explorer_follows_and_its_counties_refill(bench):
    card = bench.fresh("AgreementExplorer")
    county = card.get_by_label("County", exact=True)
    expect(county.locator("option")).to_have_text(["choose a state first"])
    picture = card.locator("img").first.get_attribute("src")
    choose(card, "State", "Florida")
    expect(said(card)).to_contain_text("agreements in Florida")
    expect(county.locator("option")).to_have_count(68)
    expect(card.locator("img").first).not_to_have_attribute("src", picture)
    choose(card, "County", "Miami-Dade County")
    expect(said(card)).to_contain_text("Miami-Dade County, July 2026: ")
    choose(card, "Model", "Jail Enforcement Model")
    expect(said(card)).to_contain_text("Jail Enforcement Model agreement")
    choose(card, "Month", "January 2025")
    expect(said(card)).to_contain_text("January 2025: ICE listed")
    choose(card, "State", "Maryland")
    expect(county.locator("option").nth(1)).to_have_text("Allegany County")
    expect(county.locator("option:checked")).to_have_text("all counties")


@operates("AgreementExplorer", "keyboard")
def test_by_keyboard_the_explorer_follows(bench):
    card = bench.fresh("AgreementExplorer")
    type_into(bench, card, {"State": "Flor"})
    expect(card.get_by_label("County", exact=True).locator("option")).to_have_count(68)
    type_into(bench, card, {"County": "Miami", "Model": "Jail", "Month": "January 2025"})
    expect(said(card)).to_contain_text("Miami-Dade County, January 2025: ")
    expect(said(card)).to_contain_text("Jail Enforcement Model agreement")


def test_the_table_of_the_explorer_opens_by_keyboard(bench):
    card = bench.fresh("AgreementExplorer")
    before = bench.state()
    settled(card.locator("summary")).focus()
    bench.page.keyboard.press("Enter")
    expect(card.locator("details[open] tbody tr").first).to_be_visible()
    assert bench.state() == before


def name_in(agencies: Locator) -> str:
    """The agency chosen in a list of "agency (level)"."""
    return agencies.locator("option:checked").text_content().replace("\xa0", " ").split(" (")[0]


@operates("AgencyCards", "mouse")
def test_by_mouse_two_agencies_stand_side_by_side_or_one_alone(bench):
    card = bench.fresh("AgencyCards")
    panel = card.locator(".widget-html").last
    expect(panel).to_contain_text("first meet at")
    first = card.get_by_label("Agency", exact=True)
    first.select_option(index=first.locator("option").count() - 1)
    expect(panel).to_contain_text(name_in(first))
    choose(card, "Beside it", "nothing")
    expect(panel).not_to_contain_text("first meet at")


@operates("AgencyCards", "keyboard")
def test_by_keyboard_the_agency_cards_follow(bench):
    card = bench.fresh("AgencyCards")
    panel = card.locator(".widget-html").last
    before = panel.inner_text()
    type_into(bench, card, {"Agency": "County j", "Beside it": "nothing"})
    expect(panel).not_to_contain_text("first meet at")
    expect(panel).to_contain_text(name_in(card.get_by_label("Agency", exact=True)))
    expect(panel).not_to_have_text(before, use_inner_text=True)
