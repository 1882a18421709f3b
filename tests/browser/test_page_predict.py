"""A guess on the page edition: by keyboard, drawn into the chart, still there at the next visit."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

from .test_predict import answered, waits
from .visit import SERIOUS


def test_on_the_page_a_guess_is_drawn_by_keyboard_and_outlives_the_page(reader):
    for visit in ("first", "second"):
        page = reader.page("04_the_287g_program.html")
        card = page.locator(".fl-card", has=page.locator('[data-question="04-predict-1"]'))
        if visit == "first":
            waits(card)
            card.get_by_label("Your number", exact=True).focus()
            page.keyboard.type("400")
            page.keyboard.press("Enter")
        answered(card, "400")
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("() => axe.run('.fl-predict', { resultTypes: ['violations'] })")
        assert [fault["id"] for fault in found["violations"] if fault["impact"] in SERIOUS] == []
        assert reader.errors(page) == []
        page.close()
