"""The three cards of lesson 06: the grid of findings, the simulation and the calculator, by mouse and by
keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .bench import operates
from .test_cards import choose, type_into


def chip(card: Locator, name: str) -> Locator:
    return card.get_by_role("button", name=name)


@operates("EvidenceExplorer", "mouse")
def test_by_mouse_the_grid_narrows_and_opens_a_finding_under_its_line(bench):
    card = bench.fresh("EvidenceExplorer")
    expect(card.locator(".fl-said")).to_contain_text("23 findings.")
    choose(card, "Policy studied", "Limits, or narrower enforcement")
    expect(card.locator(".fl-grid tbody tr")).to_have_count(1)
    chip(card, "Hausman 2020").click()
    detail = card.locator(".fl-detail")
    expect(detail).to_contain_text("Where it stops: Limits on detainers only")
    expect(detail.get_by_role("link")).to_have_attribute("target", "_blank")
    expect(chip(card, "Hausman 2020")).to_have_attribute("aria-pressed", "true")
    choose(card, "Design", "★ Survey experiment")
    expect(card.locator(".fl-said")).to_contain_text("nothing about the answer")
    expect(card.locator(".fl-grid")).to_have_count(0)
    choose(card, "Measured", "everything")
    choose(card, "Design", "any design")
    choose(card, "Policy studied", "any policy")
    choose(card, "287(g) model", "Task Force Model")
    expect(card.locator(".fl-chip")).to_have_count(5)
    expect(chip(card, "Baumer and Xie 2023")).to_contain_text("second-hand")
    choose(card, "287(g) model", "any or none")
    choose(card, "Design", "▲ Places compared")
    expect(chip(card, "Martínez-Schuldt and Martínez 2021")).to_be_visible()


@operates("EvidenceExplorer", "keyboard")
def test_by_keyboard_the_grid_narrows_and_one_finding_after_another_opens(bench):
    card = bench.fresh("EvidenceExplorer")
    before = bench.state()
    type_into(bench, card, {"Measured": "Trust"})
    expect(card.locator(".fl-chip")).to_have_count(4)
    chip(card, "Next finding").focus()
    bench.page.keyboard.press("Enter")
    expect(card.locator(".fl-who")).to_have_text("Wong and others (2020)")
    bench.page.keyboard.press("Space")
    expect(card.locator(".fl-who")).to_have_text("Theodore, University of Illinois at Chicago (2013)")
    for _ in range(4):  # the four findings follow the button
        bench.page.keyboard.press("Tab")
    expect(chip(card, "Nguyen and Gill 2016")).to_be_focused()
    bench.page.keyboard.press("Enter")
    expect(card.locator(".fl-who")).to_have_text("Nguyen and Gill (2016)")
    assert bench.state() == before


@operates("StaggeredRollout", "mouse")
def test_by_mouse_a_world_is_chosen_changed_and_drawn_anew(bench):
    card = bench.fresh("StaggeredRollout")
    panel = card.locator(".widget-html").last
    expect(panel.get_by_text("On target")).to_have_count(4)
    choose(card, "Start from", "Both at once, and no effect at all")
    expect(panel).to_contain_text("the program changes nothing")
    expect(panel.get_by_text("On target")).to_have_count(2)
    expect(card.get_by_label("Everywhere, crime is", exact=True).locator("option:checked")).to_have_text(
        "falling"
    )
    choose(card, "Early counties start", "no higher")
    expect(card.get_by_label("Start from", exact=True).locator("option:checked")).to_have_text(
        "a world of my own"
    )
    expect(panel.get_by_text("On target")).to_have_count(3)
    cloud = panel.locator("svg").nth(1).inner_html()
    card.get_by_role("button", name="Run 200 new studies").click()
    expect(panel).to_contain_text("(run 2;")
    expect(panel.locator("svg").nth(1)).not_to_have_js_property("innerHTML", cloud)


@operates("StaggeredRollout", "keyboard")
def test_by_keyboard_a_world_is_chosen_and_drawn_anew(bench):
    card = bench.fresh("StaggeredRollout")
    type_into(bench, card, {"Start from": "Crime was"})
    panel = card.locator(".widget-html").last
    expect(panel).to_contain_text("crime was changing everywhere")
    card.get_by_role("button", name="Run 200 new studies").focus()
    bench.page.keyboard.press("Enter")
    expect(panel).to_contain_text("(run 2;")


@operates("ReplicateAFigure", "mouse")
def test_by_mouse_a_figure_is_computed_as_printed_and_otherwise(bench):
    card = bench.fresh("ReplicateAFigure")
    panel = card.locator(".widget-html").last
    choose(card, "Published figure", "23 percent arrested again")
    expect(panel).to_contain_text("✓ Reproduces")
    choose(card, "Second number", "8,811: detainers declined")
    expect(panel).to_contain_text("21.2")
    expect(panel).to_contain_text("your own choice")
    expect(panel.get_by_role("link").first).to_be_visible()


@operates("ReplicateAFigure", "keyboard")
def test_by_keyboard_a_figure_is_computed_in_another_way(bench):
    card = bench.fresh("ReplicateAFigure")
    panel = card.locator(".widget-html").last
    type_into(bench, card, {"Published figure": "609"})
    expect(panel).to_contain_text("(958 − 135) ÷ 135")
    type_into(bench, card, {"Compute": "ratio"})
    expect(panel).to_contain_text("958 ÷ 135 = 7.1")
