"""The county brief and the check after the course: found, written, judged, saved, compared and loaded, by
mouse and by keyboard."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from fedlocal.county import pages
from fedlocal.ground import places, progress_file
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import growth, questions
from fedlocal.lesson.beliefs import belief_of

from .bench import operates
from .controls import button

EVIL = "<b>We</b> & <img src=x onerror=alert(1)>\n# no heading"
EARLIER, LATER = (
    questions.build(rows("questions"), rows("question_options"), set_id)
    for set_id in ("00-precheck", "09-postcheck")
)
KEYS = {q.id: [choice.key for choice in q.lines] for q in (*EARLIER, *LATER)}
RIGHT = {q.id: q.parts[0].right for q in (*EARLIER, *LATER)}
WRONG = {q.id: q.mistakes[0].value for q in (*EARLIER, *LATER)}
FIRST, SECOND, THIRD = (q.id for q in LATER[:3])
# the statements of lesson 00 about the beliefs of the first two of lesson 09
FIRST_THEN, SECOND_THEN = (
    next(q.id for q in EARLIER if belief_of(q) == belief_of(later)) for later in LATER[:2]
)
BEFORE = {FIRST_THEN: WRONG[FIRST_THEN], SECOND_THEN: RIGHT[SECOND_THEN]}
ASKED = [row for row in rows("misconceptions") if row["misconception_id"] in map(belief_of, LATER)]
NOW = {FIRST: RIGHT[FIRST], SECOND: WRONG[SECOND], THIRD: RIGHT[THIRD]}


def place(name: str) -> places.Place:
    return places.named(name)


def heading(part: str) -> str:
    return load("brief_parts").set_index("part_id").loc[part, "heading"]


def part(card: Locator, name: str) -> Locator:
    return card.get_by_label(heading(name), exact=True)


def criterion(card: Locator, name: str) -> Locator:
    return card.get_by_role(
        "group", name=load("brief_rubric").set_index("criterion_id").loc[name, "criterion"], exact=True
    )


def county(card: Locator) -> Locator:
    return card.get_by_label("County and state", exact=True)


def preview(card: Locator) -> FrameLocator:
    return card.frame_locator("iframe")


def shows(card: Locator, here: places.Place) -> None:
    """The preview is the page of this county, with the numbers and sentences of its brief."""
    expect(county(card)).to_have_value(here.name)
    expect(preview(card).get_by_role("heading", level=1)).to_have_text(f"{here.county}, {here.state}")
    brief = pages.county_brief(here)
    expect(preview(card).locator("dl dd")).to_have_text([value for _, value in brief.tiles])
    for section in brief.sections:
        expect(preview(card).locator("body")).to_contain_text(section.facts[0].text)
    expect(preview(card).locator("body")).to_contain_text(brief.framing)


def saved(card: Locator, name: str) -> tuple[str, str]:
    """Press a button that saves; returns the file's name and its text."""
    with card.page.expect_download() as waiting:
        button(card, name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.fixture
def brief(bench) -> Locator:
    return bench.fresh("CountyBrief")


@pytest.fixture
def post(bench) -> Locator:
    return bench.fresh("PostCheck")


@operates("CountyBrief", "mouse")
def test_by_mouse_a_brief_is_opened_written_judged_and_taken_along(brief):
    here = place("Loving County, TX")
    county(brief).fill("loving, texas")
    button(brief, "Open the county").click()
    shows(brief, here)
    part(brief, "more").fill(EVIL)
    typed = preview(brief).locator('[data-part="more"]')
    expect(typed).to_contain_text("<b>We</b> & <img src=x onerror=alert(1)>")
    expect(typed.locator("b, img, h1")).to_have_count(0)
    criterion(brief, "law").get_by_role("radio", name=re.compile("^Partly")).check()
    expect(preview(brief).locator('[data-mark="law"]')).to_have_text("Partly")
    made = date.today().isoformat()
    name, text = saved(brief, "Save as a web page")
    assert name == "county-brief-loving-county-tx.html"
    assert text == pages.page(pages.county_brief(here), {"more": EVIL}, {"law": "partly"}, made)
    name, text = saved(brief, "Save as Markdown")
    assert name == "county-brief-loving-county-tx.md" and "<b>" not in text and "\n# no heading" not in text
    assert text == pages.markdown(pages.county_brief(here), {"more": EVIL}, {"law": "partly"}, made)


@operates("CountyBrief", "keyboard")
def test_by_keyboard_a_brief_is_opened_written_and_judged(bench, brief):
    keys, before = bench.page.keyboard, bench.state()
    county(brief).focus()
    keys.press("Control+a")
    keys.type("kodiak island, ak")
    keys.press("Enter")
    shows(brief, place("Kodiak Island Borough, AK"))
    expect(county(brief)).to_be_focused()
    _tab_to(keys, part(brief, "question"))
    keys.type("b, a and x are letters here.")
    expect(preview(brief).locator('[data-part="question"]')).to_have_text("b, a and x are letters here.")
    _tab_to(keys, criterion(brief, "sourced").get_by_role("radio").first)
    keys.press("Space")
    expect(preview(brief).locator('[data-mark="sourced"]')).to_have_text("Not yet")
    keys.press("ArrowDown")
    expect(preview(brief).locator('[data-mark="sourced"]')).to_have_text("Partly")
    _tab_to(keys, button(brief, "Save as Markdown"), most=60)
    with bench.page.expect_download() as waiting:
        keys.press("Enter")
    assert waiting.value.suggested_filename == "county-brief-kodiak-island-borough-ak.md"
    assert bench.state() == before


def _tab_to(keys, goal: Locator, most: int = 15) -> None:
    """Press Tab until the focus is on ``goal``; fails when it is never reached."""
    for _ in range(most):
        keys.press("Tab")
        if goal.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{goal} is not reached by Tab.")


@pytest.mark.parametrize(
    "name", ["Alexandria city, VA", "Capitol Planning Region, CT", "Cook County, IL", "Harris County, TX"]
)
def test_what_counts_like_a_county_is_found_by_its_name(brief, name):
    expect(brief.locator(f'datalist option[value="{name}"]')).to_have_count(1)
    county(brief).fill(name)
    county(brief).press("Enter")
    shows(brief, place(name))


def test_a_name_that_is_no_county_is_told_and_nothing_is_lost(brief):
    open_now = county(brief).input_value()
    part(brief, "less").fill("Kept.")
    county(brief).fill("Atlantis, TX")
    county(brief).press("Enter")
    with pytest.raises(LookupError) as problem:
        place("Atlantis, TX")
    expect(brief.locator(".fl-said")).to_have_text(str(problem.value))
    expect(part(brief, "less")).to_have_value("Kept.")
    expect(preview(brief).get_by_role("heading", level=1)).to_contain_text(open_now.split(",")[0])


def test_each_county_keeps_its_own_text_and_it_is_there_when_the_cell_runs_again(bench, brief):
    part(brief, "decide").fill("For the first county.")
    expect(brief.locator(".fl-kept")).to_have_text("Kept on this machine.")
    first = county(brief).input_value()
    for name, text in {"Cook County, IL": "", first: "For the first county."}.items():
        county(brief).fill(name)
        county(brief).press("Enter")
        shows(brief, place(name))
        expect(part(brief, "decide")).to_have_value(text)
    again = bench.fresh("CountyBrief", forget=False)
    expect(county(again)).to_have_value(first)
    expect(part(again, "decide")).to_have_value("For the first county.")
    expect(preview(again).locator('[data-part="decide"]')).to_have_text("For the first county.")


def test_another_county_begins_with_the_first_box(brief):
    desk = brief.get_by_role("group", name="Write and judge", exact=True)
    criterion(brief, "care").scroll_into_view_if_needed()
    assert desk.evaluate("desk => desk.scrollTop") > 500
    county(brief).fill("Cook County, IL")
    county(brief).press("Enter")
    shows(brief, place("Cook County, IL"))
    assert desk.evaluate("desk => desk.scrollTop") == 0


@pytest.mark.parametrize(("width", "beside"), [(1600, True), (1024, False), (360, False)])
def test_page_and_text_stand_side_by_side_only_where_both_have_room(bench, brief, width, beside):
    bench.widen(width)
    desk, page = (
        brief.get_by_role("group", name="Write and judge", exact=True).bounding_box(),
        brief.locator("iframe").bounding_box(),
    )
    bench.widen(1600, 1400)
    assert (page["x"] >= desk["x"] + desk["width"]) == beside
    assert beside or page["y"] >= desk["y"] + desk["height"]


def test_cases_of_unequal_length_are_told(brief):
    part(brief, "more").fill("one two three four five six")
    part(brief, "less").fill("one two three")
    expect(brief).to_contain_text("The case for more has 6, the case for less 3 words: one is 100% longer.")
    part(brief, "less").fill("one two three four five six")
    expect(brief).to_contain_text("The case for more has 6, the case for less 6 words, about equal.")


def answer(card: Locator, given: dict[str, str]) -> None:
    for id_, key in given.items():
        card.locator(f'[data-question="{id_}"]').locator("label").nth(KEYS[id_].index(key)).click()


def compares(card: Locator, before: dict[str, str], now: dict[str, str]) -> None:
    """The card says what the rules say of these two rounds of answers."""
    changes = growth.compare(EARLIER, LATER, before, now)
    found = growth.tally(changes)
    result = card.locator(".fl-growth")
    expect(result).to_contain_text(
        f"Now: {found['now']} of {found['asked_now']} answers as the course has it."
    )
    rows = result.locator("tbody tr")
    expect(rows).to_have_count(len(LATER))
    expect(rows.locator("td:last-child")).to_have_text(
        [" ".join(growth.CHANGES[change.change]) for change in changes]
    )
    beliefs = load("misconceptions").set_index("misconception_id")["correction"]
    for change in changes:
        if change.change in ("open", "slipped"):
            expect(result).to_contain_text(beliefs[change.misconception])


def begun(bench) -> Locator:
    """PostCheck after the twelve statements have been answered before the course, as in ``BEFORE``."""
    first = bench.fresh("PreCheck")
    answer(first, BEFORE)
    first.get_by_role("button", name="Keep my answers").click()
    expect(first.locator(".fl-feedback")).to_contain_text("Kept: 2 of 12")
    return bench.fresh("PostCheck", forget=False)


@operates("PostCheck", "mouse")
def test_by_mouse_answers_are_set_beside_the_first_ones(bench):
    card = begun(bench)
    answer(card, NOW)
    button(card, "Compare with my first answers").click()
    compares(card, BEFORE, NOW)
    expect(card.locator(".fl-growth")).to_contain_text("learned 1, known before 0, slipped 1")
    name, text = saved(card, "Save a page to hand in")
    assert (
        name == "growth-who-enforces-what.html"
        and all(row["belief"] in text for row in ASKED)
        and "▼ Slipped" in text
        and "<script" not in text
    )


@operates("PostCheck", "keyboard")
def test_by_keyboard_every_statement_is_answered_and_compared(bench, post):
    keys, before = bench.page.keyboard, bench.state()
    post.get_by_role("group").first.get_by_role("radio").first.focus()
    for _ in LATER:
        keys.press("Space")
        keys.press("ArrowDown")
        keys.press("Tab")
    expect(button(post, "Compare with my first answers")).to_be_focused()
    keys.press("Enter")
    compares(post, {}, {q.id: KEYS[q.id][1] for q in LATER})
    expect(post.locator(".fl-growth")).to_contain_text("There are no first answers on this machine")
    assert bench.state() == before


def test_nothing_answered_is_told(post):
    button(post, "Compare with my first answers").click()
    expect(post.locator(".fl-growth")).to_have_text("Choose an answer for at least one statement first.")


def test_the_progress_file_goes_on_on_another_machine(bench, tmp_path):
    card = begun(bench)
    answer(card, NOW)
    button(card, "Compare with my first answers").click()
    compares(card, BEFORE, NOW)
    name, text = saved(card, "Save my progress")
    assert name == "progress-who-enforces-what.json"
    progress, lost = progress_file.unpack(text)
    assert not lost and progress["kept"]["00-precheck"] == BEFORE and progress["kept"]["09-postcheck"] == NOW
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    elsewhere = bench.fresh("PostCheck")  # an empty folder, as on another machine
    expect(elsewhere.get_by_role("radio", checked=True)).to_have_count(0)
    elsewhere.get_by_label("Load a progress file", exact=True).set_input_files(file)
    expect(elsewhere).to_contain_text(f"Loaded: {len(BEFORE) + len(NOW)} new entries.")
    expect(elsewhere.get_by_role("radio", checked=True)).to_have_count(len(NOW))
    button(elsewhere, "Compare with my first answers").click()
    compares(elsewhere, BEFORE, NOW)


@pytest.mark.parametrize("text", ["not a file of ours", json.dumps({"kind": "something else"})])
def test_a_strange_file_is_refused_in_words(post, tmp_path, text):
    with pytest.raises(ValueError, match="progress file") as problem:
        progress_file.unpack(text)
    file = tmp_path / "strange.json"
    file.write_text(text, encoding="utf-8")
    post.get_by_label("Load a progress file", exact=True).set_input_files(file)
    expect(post).to_contain_text(str(problem.value))
