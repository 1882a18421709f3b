"""How the lessons look: for a screen reader, in both themes, and at three widths."""

from __future__ import annotations

import pytest

from fedlocal.drawing.palette import COLOURS

from .visit import WIDTHS

STATES = pytest.mark.parametrize("state", ["unexecuted", "live"])


def rgb(code: str) -> str:
    """A colour as the browser says it.

    >>> rgb("#1F2933")
    'rgb(31, 41, 51)'
    """
    red, green, blue = (int(code[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@STATES
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_or_critical_fault(lesson, state, theme):
    assert not getattr(lesson, state).violations[theme]


@STATES
@pytest.mark.parametrize("width", WIDTHS)
def test_everything_fits_and_can_be_used(lesson, state, width):
    assert not getattr(lesson, state).misfits[width]


@STATES
def test_lines_of_prose_stay_short_in_a_wide_window(lesson, state):
    widths = getattr(lesson, state).prose
    assert 300 < widths[1024] <= widths[1600] < 800, widths


@STATES
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_card_brings_its_ground_and_its_ink(lesson, state, theme):
    cards = getattr(lesson, state).colours[theme]
    assert cards, "No card was found."
    for card in cards:
        assert card["ground"] in (rgb(COLOURS["ground"]), rgb(COLOURS["wash"])), f"cell {card['cell']}"
        assert card["ink"] == rgb(COLOURS["ink"]), f"cell {card['cell']}"


@STATES
def test_both_themes_show_the_same_cards(lesson, state):
    light, dark = (getattr(lesson, state).colours[theme] for theme in ("light", "dark"))
    assert len(light) == len(dark)
    for card, other in zip(light, dark):
        differing = [(a, b) for a, b in zip(card["parts"], other["parts"], strict=True) if a != b]
        assert not differing, f"cell {card['cell']}, light and dark: {differing[:3]}"
