"""The three cards of lesson 05: two states compared, the jail that gets a detainer, the timeline; by mouse
and by keyboard."""

from __future__ import annotations

import re
from html import unescape

from playwright.sync_api import Locator, expect

from fedlocal.drawing.palette import VERDICTS
from fedlocal.ground.formats import dated, number
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.ground.vocabulary import LEVELS, REGIMES
from fedlocal.law.detainers import decide
from fedlocal.law.state_laws import FLAGS, SAYS, agreements_of, flags, instruments, rates
from fedlocal.states.developments import STATUSES, TOPICS, chosen, history

from .bench import operates
from .controls import button, choose, said, settled, type_into

NAMES = load("states").set_index("state_abbr")["state"]
POSTURE = load("state_posture").set_index("state_abbr")["shown_as"]
LAWS = instruments(rows("state_laws"))
RULES, AUTHORITY = rows("detainer_rules"), rows("authority_rules")
LABELS = {(row.input, row.word): row.label for row in load("authority_words").itertuples()}
ROWS = history(rows("developments"), rows("decider_words"), "05")


def panel(card: Locator) -> Locator:
    """The part of the card that its lists redraw."""
    return card.locator(".widget-html:has([role=status])").first


def compared(card: Locator, *codes: str) -> None:
    """The law of both states stands in the card: each question with both answers, and each text by its
    name."""
    expect(panel(card).locator("thead th")).to_have_text(["State law …", *(NAMES[code] for code in codes)])
    both = [flags(LAWS[code], POSTURE[code]) for code in codes]
    for place, flag in enumerate(FLAGS):
        row = panel(card).locator("tbody tr").nth(place)
        expect(row.locator("td")).to_have_text(
            [re.compile(re.escape(SAYS[answers[flag]][1])) for answers in both]
        )
    for code in codes:
        for text in LAWS[code]:
            expect(panel(card)).to_contain_text(unescape(text["instrument"]))


@operates("StateCompare", "mouse")
def test_by_mouse_two_states_are_compared_in_law_agreements_and_arrests(bench):
    card = bench.fresh("StateCompare")
    compared(card, "TX", "CA")
    choose(card, "First state", "Maryland")
    compared(card, "MD", "CA")
    choose(card, "Second state", "Oregon")
    choose(card, "Look at", "Agreements")
    counts = [agreements_of(keyed("states", "state_abbr")[code])["total"] for code in ("MD", "OR")]
    expect(panel(card).get_by_role("row", name="Agreements in all")).to_contain_text(
        " ".join(number(count) for count in counts)
    )
    choose(card, "Look at", "Arrests, with a warning")
    expect(panel(card)).to_contain_text("they cannot show what a law does")
    by_state = rates(rows("states"))
    expect(panel(card)).to_contain_text(f"Maryland {number(by_state['MD'], 1)}")
    settled(panel(card).locator("summary")).click()
    expect(panel(card).locator("details[open] tbody tr")).to_have_count(51)
    choose(card, "Second state", "Maryland")
    expect(said(card)).to_contain_text("the same state twice")


@operates("StateCompare", "keyboard")
def test_by_keyboard_the_comparison_follows(bench):
    card = bench.fresh("StateCompare")
    type_into(bench, card, {"First state": "New Y", "Second state": "Ohio"})
    compared(card, "NY", "OH")
    type_into(bench, card, {"Look at": "Agree"})
    expect(panel(card).get_by_role("row", name="Agreements in all")).to_contain_text(
        number(agreements_of(keyed("states", "state_abbr")["NY"])["total"])
    )


def test_arrests_open_beside_a_state_under_the_same_label(bench):
    card = bench.fresh("StateCompare")
    choose(card, "Look at", "Arrests, with a warning")
    expect(panel(card)).to_contain_text("its label is the same")
    other = card.get_by_label("Second state", exact=True).locator("option:checked").text_content()
    assert POSTURE[NAMES[NAMES == other].index[0]] == POSTURE["TX"]


def answered(
    card: Locator, state: str, paper: str = "detainer", agreement: str = "none", reading: str = ""
) -> None:
    """The card gives the answers of the rules for this jail: word and reason of both requests, and the
    place in the list."""
    said_ = flags(LAWS[state], POSTURE[state])
    for request in ("hold", "notify"):
        found = decide(RULES, AUTHORITY, request, state, POSTURE[state], said_, paper, agreement, reading)
        expect(said(card)).to_contain_text(VERDICTS[found.verdict][1])
        if found.why:
            expect(said(card)).to_contain_text(found.why)
    expect(said(card)).to_contain_text(f"Alder County’s jail, moved to {NAMES[state]}.")


@operates("DetainerDecision", "mouse")
def test_by_mouse_the_jail_follows_state_paper_and_form(bench):
    card = bench.fresh("DetainerDecision")
    answered(card, "TX")
    choose(card, "State", "Kansas")
    answered(card, "KS")
    choose(card, "The jail’s 287(g) form", REGIMES["wso"])
    answered(card, "KS", agreement="wso")
    choose(card, "State", "California")
    choose(card, "Paper at hand", LABELS["paper", "ice_arrest_warrant"])
    answered(card, "CA", paper="ice_arrest_warrant", agreement="wso")
    expect(said(card)).to_contain_text("California bars 287(g) agreements")


def test_the_list_of_places_stays_open_while_the_jail_moves(bench):
    card = bench.fresh("DetainerDecision")
    settled(card.locator("summary", has_text="The same paper in all 51 places")).click()
    places = card.locator("details[open]", has_text="The same jail in 51 places")
    expect(places.locator("tbody tr").first).to_contain_text("Must")
    choose(card, "State", "Ohio")
    answered(card, "OH")
    expect(places.locator("tbody tr").first).to_contain_text("Must")
    choose(card, "Paper at hand", LABELS["paper", "none"])
    expect(card.locator("details caption, caption").last).to_contain_text("No paper")


@operates("DetainerDecision", "keyboard")
def test_by_keyboard_the_jail_follows_and_takes_a_reading(bench):
    card = bench.fresh("DetainerDecision")
    expect(card.get_by_label("State law, as I read it", exact=True)).to_be_hidden()
    type_into(bench, card, {"State": "Virg", "Paper at hand": "Detain", "The jail’s 287(g) form": "No"})
    answered(card, "VA")
    expect(card.get_by_label("State law, as I read it", exact=True)).to_be_visible()
    type_into(bench, card, {"State law, as I read it": LABELS["state_law", "limits"][:6]})
    answered(card, "VA", reading="limits")
    expect(said(card)).to_contain_text("To compare with your reading")
    type_into(bench, card, {"State": "Massach"})
    answered(card, "MA")


def listed(card: Locator) -> Locator:
    return card.locator(".widget-html").last


def shows(card: Locator, row: dict, place: int, of: int) -> None:
    """The row stands below the picture: number, date, what happened, status, and where it is among the
    rows shown."""
    below = card.get_by_role("status").nth(1)
    expect(below).to_contain_text(f"{row['number']} · {dated(row['date'])}")
    expect(below).to_contain_text(row["what"])
    expect(below).to_contain_text(STATUSES[row["status"]][1])
    expect(below).to_contain_text(f"{place} of {of} row")


@operates("DevelopmentsTimeline", "mouse")
def test_by_mouse_the_timeline_filters_steps_and_keeps_its_table_open(bench):
    card = bench.fresh("DevelopmentsTimeline")
    shows(card, ROWS[-1], len(ROWS), len(ROWS))
    button(card, "Later ›").click()
    shows(card, ROWS[0], 1, len(ROWS))
    button(card, "‹ Earlier").click()
    button(card, "‹ Earlier").click()
    shows(card, ROWS[-2], len(ROWS) - 1, len(ROWS))
    blocked = chosen(ROWS, status="blocked")
    choose(card, "Status", STATUSES["blocked"][1])
    shows(card, blocked[-1], len(blocked), len(blocked))
    settled(listed(card).locator("summary")).click()
    expect(listed(card).locator("tbody tr")).to_have_count(len(blocked))
    button(card, "‹ Earlier").click()
    shows(card, blocked[-2], len(blocked) - 1, len(blocked))
    expect(listed(card).locator("details[open]")).to_have_count(1)
    choose(card, "Level", LEVELS["local"])
    expect(said(card)).to_contain_text(
        "Take one filter off" if not chosen(ROWS, level="local", status="blocked") else "development"
    )


@operates("DevelopmentsTimeline", "keyboard")
def test_by_keyboard_the_timeline_follows(bench):
    card = bench.fresh("DevelopmentsTimeline")
    before = card.locator("img").first.get_attribute("src")
    type_into(bench, card, {"Topic": TOPICS["detainer"], "Level": LEVELS["court"]})
    here = chosen(ROWS, topic="detainer", level="court")
    shows(card, here[-1], len(here), len(here))
    expect(card.locator("img").first).not_to_have_attribute("src", before)
    type_into(bench, card, {"Topic": "all", "Level": "all", "Status": "every", "Row": "1 "})
    expect(card.get_by_role("status").nth(1)).to_contain_text(ROWS[0]["what"])
    bench.page.keyboard.press("Tab")
    expect(button(card, "‹ Earlier")).to_be_focused()
    bench.page.keyboard.press("Tab")
    bench.page.keyboard.press("Enter")
    shows(card, ROWS[1], 2, len(ROWS))
