"""What the tests of cards share: lists chosen by mouse, and by the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, expect


def choose(card: Locator, label: str, option: str) -> None:
    """Take an option from the list with this label, once the kernel has answered what came before."""
    card.page.evaluate("() => window.seen?.still()")
    card.get_by_label(label, exact=True).select_option(label=option)


def type_into(bench, card: Locator, keys: dict[str, str]) -> None:
    """By keyboard alone: focus on the first list, type what each is to jump to, and Tab on."""
    before = bench.state()
    for number, (label, typed) in enumerate(keys.items()):
        if number:
            bench.page.keyboard.press("Tab")
        else:
            card.get_by_label(label, exact=True).focus()
        expect(card.get_by_label(label, exact=True)).to_be_focused()
        type_ahead(bench, card.get_by_label(label, exact=True), typed)
    assert bench.state() == before


def type_ahead(bench, field: Locator, typed: str) -> None:
    """Type into the list (or box) that has the focus. A list forgets what was typed when keys come a
    second apart, as they may on a busy machine: then it is typed once more, as a person would. It also
    forgets when the kernel is just giving it other options; so the kernel answers first."""
    bench.wait_until_still()
    for _ in range(4):
        bench.page.keyboard.type(typed)
        chosen = field.evaluate(
            "field => field.selectedOptions ? field.selectedOptions[0]?.label ?? '' : null"
        )
        if chosen is None or chosen.replace("\xa0", " ").casefold().startswith(typed.casefold()):
            return
        bench.page.wait_for_timeout(1_200)
    raise AssertionError(f"Typing {typed!r} does not choose it; chosen is {chosen!r}.")


def settled(part: Locator) -> Locator:
    """The part of a card, once the kernel has answered: a fold that is just drawn anew would close again."""
    part.page.evaluate("() => window.seen?.still()")
    return part


def said(card: Locator) -> Locator:
    """The first part of a card that a screen reader is told of."""
    return card.get_by_role("status").first


def button(card: Locator, name: str) -> Locator:
    """The button with this name."""
    return card.get_by_role("button", name=name, exact=True)
