"""A person who reads the site in a browser of their own: what tests of the pages share."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import TimeoutError, expect

LAW = "02_law_and_authority.html"
STATE = "document.documentElement.dataset.player"


def reach(page, state):
    """Wait for a state of the player; where it does not come, say how far the page got."""
    try:
        page.wait_for_function(f"{STATE} === '{state}'", timeout=120_000, polling=200)
    except TimeoutError:
        got = page.evaluate(
            "[globalThis.player?.marks, globalThis.player?.errors, globalThis.player?.tasks?.size]"
        )
        pytest.fail(f"The page did not become {state}: {page.locator('#status').text_content()} {got}")


@dataclass
class Reader:
    """A person with a browser of their own: what they kept, asked for, and what went wrong."""

    context: object
    address: str
    asked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def page(self, name, wait="live", before=None):
        """Open a page and wait for a state of the player; ``before`` prepares it."""
        page = self.context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        if before:
            before(page)
        page.goto(self.address + name)
        if wait:
            reach(page, wait)
        return page

    def errors(self, page):
        """What failed in the page or in Python."""
        return self.problems + page.evaluate("player.errors")

    def elsewhere(self):
        """What was asked of other machines."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]


@contextmanager
def reading(context, address, **options):
    own = context.browser.new_context(**options)
    try:
        yield Reader(own, address)
    finally:
        own.close()


def answer(page, number=0):
    """Answer one of the questions with a single choice; waits for what Python says to it."""
    question = page.locator(".live [data-question]", has=page.locator("input[type=radio]")).nth(number)
    question.locator("input[type=radio]").first.check()
    question.locator("button.fl-go").click()
    expect(question.locator(".fl-feedback strong")).to_be_visible()
