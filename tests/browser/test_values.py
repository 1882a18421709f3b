"""A live chart tells its values: under the mouse, and by arrow keys from one tab stop, in a box inside the
chart."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .bench import operates

INSIDE = """chart => {
  const frame = chart.getBoundingClientRect();
  const box = chart.querySelector(".fl-tip rect").getBoundingClientRect();
  return box.left >= frame.left - 1 && box.right <= frame.right + 1
    && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
}"""


@pytest.fixture
def chart(bench) -> Locator:
    return bench.fresh("AgreementExplorer").locator(".fl-drawing > svg")


def tip(chart: Locator) -> Locator:
    return chart.locator(".fl-tip")


@operates("AgreementExplorer", "mouse")
def test_the_point_under_the_mouse_tells_its_value_until_the_mouse_leaves(bench, chart):
    chart.scroll_into_view_if_needed()
    frame = chart.bounding_box()
    bench.page.mouse.move(frame["x"] + 0.6 * frame["width"], frame["y"] + 0.7 * frame["height"])
    expect(tip(chart)).to_contain_text("agreements")
    assert chart.evaluate(INSIDE)
    bench.page.mouse.move(frame["x"] + 2, frame["y"] - 40)
    expect(tip(chart)).to_be_hidden()


@operates("AgreementExplorer", "keyboard")
def test_arrow_keys_home_and_end_lead_from_value_to_value(bench, chart):
    chart.locator("[tabindex='0']").focus()
    expect(tip(chart)).to_contain_text("January 2021")
    for key, month in (
        ("ArrowRight", "February 2021"),
        ("ArrowLeft", "January 2021"),
        ("ArrowLeft", "January 2021"),
        ("End", "July 2026"),
        ("ArrowLeft", "June 2026no list kept"),
        ("Home", "January 2021"),
    ):
        bench.page.keyboard.press(key)
        expect(tip(chart)).to_contain_text(month)
        assert chart.evaluate(INSIDE), key
        assert chart.locator("[tabindex='0']").count() == 1, "the chart is one tab stop"
    bench.page.keyboard.press("Escape")
    expect(tip(chart)).to_be_hidden()
