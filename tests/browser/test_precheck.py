"""The twelve statements: answered by mouse and by keyboard, kept, and there again when the cell is run
again."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .bench import operates


def statement(card: Locator, number: int) -> Locator:
    return card.get_by_role("group").nth(number - 1)


def keep(card: Locator) -> Locator:
    return card.get_by_role("button", name="Keep my answers")


@operates("PreCheck", "mouse")
def test_by_mouse_answers_are_kept_and_are_there_again(bench):
    card = bench.fresh("PreCheck")
    statement(card, 2).locator("label").nth(1).click()
    statement(card, 5).locator("label").nth(0).click()
    keep(card).click()
    expect(card.locator(".fl-feedback")).to_contain_text("of 12, on this machine only.")
    again = bench.fresh("PreCheck", forget=False)
    expect(statement(again, 2).get_by_role("radio").nth(1)).to_be_checked()
    expect(statement(again, 5).get_by_role("radio").nth(0)).to_be_checked()


@operates("PreCheck", "keyboard")
def test_by_keyboard_every_statement_can_be_answered(bench):
    card = bench.fresh("PreCheck")
    keys, before = bench.page.keyboard, bench.state()
    statement(card, 1).get_by_role("radio").first.focus()
    for _ in range(12):
        keys.press("Space")
        keys.press("ArrowDown")
        keys.press("Tab")
    expect(keep(card)).to_be_focused()
    keys.press("Enter")
    expect(card.locator(".fl-feedback")).to_contain_text("Kept: 12 of 12")
    expect(keep(card)).to_be_focused()
    assert bench.state() == before


def test_each_statement_has_a_group_and_its_choices_have_names(bench):
    card = bench.fresh("PreCheck")
    expect(card.get_by_role("group")).to_have_count(12)
    for radio in card.get_by_role("radio").all():
        assert radio.evaluate("radio => radio.labels[0].innerText.trim()")
