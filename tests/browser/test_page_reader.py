"""The reader’s bar, the keyboard, and a new visitor’s way from the first page, on a phone, too."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from .site_reader import LAW, answer, reach, reading

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MAP = "04_the_287g_program.html"
CLAIMS = "08_rights_and_reliable_information.html"
VISITORS = int(os.environ.get("FEDLOCAL_VISITORS", "3"))  # thirty before a release


def live(page):
    reach(page, "live")


def faults(page):
    """What axe finds serious or critical, one sentence each."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['target']}, {len(fault['nodes'])} times)"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(context, address, scheme):
    with reading(context, address, color_scheme=scheme) as reader:
        page = reader.page(LAW)
        assert faults(page) == []
        page.goto(f"{address}index.html")
        assert faults(page) == []


def test_the_bar_leads_and_remembers(reader):
    page = reader.page(LAW)
    bar = page.locator("[data-reader]")
    bar.get_by_text("Contents", exact=True).click()
    link = bar.locator(".contents a").nth(3)
    words = link.text_content()
    link.click()
    expect(page.locator(".contents")).not_to_have_attribute("open", "")
    expect(bar.locator(".contents a[aria-current]")).to_have_text(words)
    page.go_back()
    page.goto(f"{reader.address}index.html")
    carry_on = page.locator("[data-carry-on] a")
    expect(carry_on).to_contain_text("Law and authority")
    carry_on.click()
    live(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Who Enforces What?")
    assert reader.elsewhere() == []


def test_county_and_answers_from_the_bar_with_the_keyboard_alone(reader):
    page = reader.page("05_state_and_local_choices.html")
    mine = page.locator(".mine summary")
    mine.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Atlantis, TX")
    page.keyboard.press("Enter")
    expect(page.locator("#place-answer")).to_contain_text("There is no county")
    page.locator("#place").fill("Harris County, TX")
    page.keyboard.press("Enter")
    expect(page.locator("#place-answer")).to_contain_text("Harris County")
    page.keyboard.press("Escape")
    expect(mine).to_be_focused()
    kept = page.locator(".kept")
    kept.locator("summary").press("Enter")
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        kept.get_by_role("button", name="Forget everything here").press("Enter")
    live(page)
    assert page.evaluate("player.ask('files')") == {}


def test_a_question_and_a_card_with_the_keyboard_alone(reader):
    page = reader.page(LAW)
    radio = page.locator(".live [data-question] input[type=radio]").first
    radio.focus()
    page.keyboard.press("Space")
    go = page.locator(".live [data-question]", has=page.locator("input[type=radio]")).first.locator(
        "button.fl-go"
    )
    go.press("Enter")
    expect(page.locator(".live .fl-feedback strong").first).to_be_visible()
    card = page.locator(".live .fl-card", has=page.get_by_label("Paper at hand", exact=True)).first
    before = card.inner_text()
    chosen = card.locator("select").first
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(card).not_to_have_text(before)
    assert reader.errors(page) == []


def test_a_new_visitor_with_a_phone_needs_no_help(context, address):
    with reading(context, address, **PHONE) as reader:
        page = reader.page("index.html", wait=None)
        page.get_by_role("link", name="See it now").tap()
        live(page)
        stop = page.locator(".live .fl-card", has=page.get_by_label("State law", exact=True)).first
        expect(stop).to_be_in_viewport()
        before = stop.inner_text()
        stop.get_by_label("State law", exact=True).select_option(index=1)
        expect(stop).not_to_have_text(before)
        place = page.locator(".live", has=page.get_by_label("Find a county", exact=False)).first
        field = place.get_by_label("Find a county", exact=False).first
        field.fill("Sweetwater County, WY")
        field.press("Enter")
        expect(place).to_contain_text("Sweetwater County")
        page.goto(f"{address}{CLAIMS}")
        live(page)
        claims = page.locator(".live", has_text="claim").first
        expect(claims).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert reader.errors(page) == [] and reader.elsewhere() == []


def test_visitors_open_answer_and_come_back(context, address):
    problems = []
    for visitor in range(VISITORS):
        with reading(context, address) as reader:
            page = reader.page((LAW, CLAIMS, MAP)[visitor % 3])
            answer(page)
            page.reload()
            live(page)
            expect(page.locator(".fl-tally", has_text="From before")).to_have_count(1)
            problems += reader.errors(page) + reader.elsewhere()
    assert problems == []
