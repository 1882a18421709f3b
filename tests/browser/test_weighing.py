"""Lesson 07: the studio, the hearing and the sorter of arguments, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from fedlocal import widgets
from fedlocal.drawing.palette import VERDICTS
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.tradeoffs import hearing, statements, weighing
from fedlocal.tradeoffs.argument_sort import CHOICES

from .bench import operates
from .controls import button, choose, type_into

OPTIONS = load("tradeoff_options").set_index("option_id")["option"]
AIMS = load("tradeoff_criteria").set_index("criterion_id")["criterion"]
MATRIX = weighing.build(
    *(rows(name) for name in ("tradeoff_options", "tradeoff_criteria", "tradeoff_scores"))
)
SETTINGS, CONDITIONS, DEBRIEF = (rows(f"hearing_{name}") for name in ("settings", "conditions", "debrief"))
VOICES, QUESTIONS = (
    load("hearing_voices").set_index("voice_id")["role"],
    load("hearing_questions").set_index("question_id")["question"],
)
ANSWERS = hearing.by_question(rows("hearing_answers"))
LABELS = {row["setting"]: row["label"] for row in SETTINGS}
STATEMENTS = {statement.text: statement for statement in statements.build(rows("sort_statements"))}


# ---- the studio ----

EXAMPLES = load("tradeoff_examples").set_index("example_id")


def weighed(example: str, **weights: int) -> dict[str, int]:
    """The weights of an example, with some of them set by hand."""
    given = weighing.given(EXAMPLES.at[example, "weights"], MATRIX)
    return dict(zip(MATRIX.criteria, given, strict=True)) | weights


def results(weights: dict[str, int], matrix=MATRIX, **luck) -> dict[str, tuple[str, str]]:
    """What the results have to show: option -> its total at the middle, and how often it comes first, of
    100."""
    given = [weights.get(aim, 0) for aim in matrix.criteria]
    first, lead = weighing.firsts(weighing.totals(matrix, given, **luck)), weighing.leaders(matrix, given)
    stands = ", tied" if len(lead) > 1 else ", first"
    return {
        OPTIONS[option]: (f"{100 * total:.1f}{stands if option in lead else ''}", f"{100 * share:.0f}")
        for option, total, share in zip(matrix.options, weighing.middles(matrix, given), first, strict=True)
    }


def shows(card: Locator, expected: dict[str, tuple[str, str]]) -> None:
    """The table of results, whatever its order, and the sentence that is read aloud agree with the domain."""
    table = card.locator("table", has=card.page.get_by_role("columnheader", name="First, of 100"))
    for option, (middle, first) in expected.items():
        row = table.locator("tbody tr", has=card.page.get_by_role("rowheader", name=option, exact=True))
        expect(row.locator("td").nth(0)).to_have_text(middle)
        expect(row.locator("td").nth(1)).to_have_text(first)
    expect(card.locator(".fl-said")).to_contain_text(max(expected, key=lambda name: int(expected[name][1])))


def weight(card: Locator, aim: str) -> Locator:
    return card.get_by_label(AIMS[aim], exact=True)


def begin(card: Locator, example: str) -> None:
    choose(card, "Begin with the weights of", EXAMPLES.at[example, "who"])
    expect(card.get_by_label("Begin with the weights of", exact=True)).to_have_value(example)
    shows(card, results(weighed(example)))


@operates("TradeoffStudio", "mouse")
def test_by_mouse_weights_and_ranges_change_the_results(bench):
    card = bench.fresh("TradeoffStudio")
    expect(card.locator(".fl-said")).to_contain_text("nothing is ranked")
    begin(card, "alike")
    slider = weight(card, "reporting")
    box = slider.bounding_box()
    slider.click(position={"x": 1, "y": box["height"] / 2})  # the left end
    expect(slider).to_have_value("0")
    card.get_by_label(f"{AIMS['serious']}: weight as a number", exact=True).fill("100")
    given = weighed("alike", reporting=0, serious=100)
    expect(weight(card, "serious")).to_have_value("100")
    shows(card, results(given))
    choose(card, "Ranges for", AIMS["serious"])
    row = card.locator(".fl-range", has_text=OPTIONS["limits"])
    low = row.get_by_label(f"{OPTIONS['limits']}: low end of {AIMS['serious']}", exact=True)
    high = row.get_by_label(f"{OPTIONS['limits']}: high end of {AIMS['serious']}", exact=True)
    high.fill("1")
    low.click()
    expect(row.locator(".fl-wrong")).to_contain_text("lower end")
    shows(card, results(given))
    high.fill("94")
    low.fill("88")
    high.click()
    expect(row.locator(".fl-chip")).to_have_text("Your assumption")
    shows(card, results(given, weighing.changed(MATRIX, "limits", "serious", 88, 94)))
    button(card, "Start over").click()
    expect(weight(card, "serious")).to_have_value("0")
    expect(card.locator(".fl-said")).to_contain_text("nothing is ranked")


def test_an_aim_goes_both_ways_and_says_which(bench):
    card = bench.fresh("TradeoffStudio")
    begin(card, "alike")
    slider = weight(card, "other")
    slider.focus()
    bench.page.keyboard.press("Home")
    expect(slider).to_have_value("-100")
    expect(slider).to_have_attribute("aria-valuetext", "100, for fewer")
    shows(card, results(weighed("alike", other=-100)))
    bench.page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "100, for more")
    shows(card, results(weighed("alike", other=100)))


def test_a_range_beyond_the_scale_moves_no_other_option_until_the_steps_are_set_anew(bench):
    card = bench.fresh("TradeoffStudio")
    begin(card, "alike")
    expect(button(card, "Set the steps anew")).to_be_hidden()
    choose(card, "Ranges for", AIMS["crime"])
    low = card.get_by_label(f"{OPTIONS['tfm']}: low end of {AIMS['crime']}", exact=True)
    high = card.get_by_label(f"{OPTIONS['tfm']}: high end of {AIMS['crime']}", exact=True)
    low.fill("-20")
    high.fill("20")
    low.click()
    wide = weighing.changed(MATRIX, "tfm", "crime", -20, 20)
    now, before = results(weighed("alike"), wide), results(weighed("alike"))
    assert {name: result[0] for name, result in now.items() if name != OPTIONS["tfm"]} == {
        name: result[0] for name, result in before.items() if name != OPTIONS["tfm"]
    }
    shows(card, now)
    expect(card.locator(".fl-beyond")).to_contain_text("Task force, Crime: the range leaves the scale")
    button(card, "Set the steps anew").click()
    expect(card.locator(".fl-beyond")).to_contain_text("look at the weights again")
    expect(button(card, "Set the steps anew")).to_be_hidden()
    shows(card, results(weighed("alike"), weighing.rescaled(wide)))


def test_each_option_can_draw_its_own_luck(bench):
    card = bench.fresh("TradeoffStudio")
    begin(card, "alike")
    box = card.get_by_label("Each option draws its own luck", exact=True)
    box.check()
    shows(card, results(weighed("alike"), common=False))
    box.uncheck()
    shows(card, results(weighed("alike")))


def test_the_circle_turns_and_the_numbers_are_drawn_anew(bench):
    card = bench.fresh("TradeoffStudio")
    begin(card, "alike")
    names = card.locator("table", has=card.page.get_by_role("columnheader", name="First, of 100")).locator(
        "tbody th"
    )
    before = names.all_inner_texts()
    button(card, "Draw again, in another order").click()
    expect(names).to_have_text(before[1:] + before[:1])
    shows(card, results(weighed("alike"), seed=weighing.SEED + 1))


@pytest.mark.parametrize("width", [360, 1024, 1600])
def test_a_range_that_cannot_be_is_told_without_pushing_its_note_out_of_the_card(bench, width):
    card = bench.fresh("TradeoffStudio")
    bench.widen(width)
    choose(card, "Ranges for", AIMS["other"])
    row = card.locator(".fl-range", has_text=OPTIONS["jem"])
    row.get_by_label(f"{OPTIONS['jem']}: low end of {AIMS['other']}", exact=True).fill("95")
    row.get_by_label(f"{OPTIONS['jem']}: high end of {AIMS['other']}", exact=True).click()
    expect(row.locator(".fl-wrong")).to_contain_text("lower end")
    around, note = row.bounding_box(), row.locator(".fl-leans").bounding_box()
    bench.widen(1600, 1400)
    assert (
        note["x"] + note["width"] <= around["x"] + around["width"] + 1
        and note["width"] > 0.6 * around["width"]
    )


def test_the_sentence_with_the_result_stands_over_the_weights(bench):
    card = bench.fresh("TradeoffStudio")
    assert card.locator(".fl-said").bounding_box()["y"] < weight(card, AIMS.index[0]).bounding_box()["y"]


@operates("TradeoffStudio", "keyboard")
def test_by_keyboard_the_studio_weighs_and_takes_an_aim_of_ones_own(bench):
    card, keys, before = bench.fresh("TradeoffStudio"), bench.page.keyboard, bench.state()
    weight(card, "money").focus()
    keys.press("End")
    expect(weight(card, "money")).to_have_value("100")
    shows(card, results({"money": 100}))
    weight(card, "legal").focus()
    keys.press("End")
    shows(card, results({"money": 100, "legal": 100}))
    weight(card, "money").focus()
    keys.press("Tab")
    expect(card.get_by_label(f"{AIMS['money']}: weight as a number", exact=True)).to_be_focused()
    keys.press("ControlOrMeta+a")
    keys.type("7")
    expect(weight(card, "money")).to_have_value("7")
    shows(card, results({"money": 7, "legal": 100}))
    own = card.get_by_label("Is an aim missing? Name it", exact=True)
    own.focus()
    keys.type("Calm")
    keys.press("Tab")
    expect(card.get_by_label("Calm", exact=True)).to_have_value("0")
    shows(card, results({"money": 7, "legal": 100}))
    assert bench.state() == before


def test_without_any_weight_nothing_is_ranked(bench):
    card = bench.fresh("TradeoffStudio")
    begin(card, "alike")
    for name in AIMS.index:
        card.get_by_label(f"{AIMS[name]}: weight as a number", exact=True).fill("0")
    expect(card.locator(".fl-said")).to_contain_text("Every weight is 0")
    expect(card.get_by_role("columnheader", name="First, of 100")).to_have_count(0)


# ---- the hearing ----


def test_unexecuted_the_answers_of_the_law_stand_beside_one_another(bench):
    page = bench.page.context.new_page()
    page.set_content(
        f'<div style="width:572px;font:14px sans-serif;">{widgets.CouncilHearing().fallback()}</div>'
    )
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    rows = page.evaluate("""() => [...document.querySelectorAll('table tbody tr')].map((row) => {
        const pills = [...row.querySelectorAll('td > span')].map((one) => one.getBoundingClientRect());
        return [pills.map((one) => [one.left, one.right]), row.closest('div').getBoundingClientRect().right];
    })""")
    page.close()
    rows = [(pills, edge) for pills, edge in rows if pills]
    assert len(rows) >= 3 * 6
    for pills, edge in rows:
        assert all(pill[1] < other[0] for pill, other in zip(pills, pills[1:])) and pills[-1][1] <= edge


def law_is(card: Locator, option: str, setting: str) -> None:
    """The table of law holds the answers of the rules of lesson 02."""
    steps = hearing.law(load("tradeoff_options").set_index("option_id")["delegation"][option], setting)
    table = card.locator("table", has=card.page.get_by_role("columnheader", name="Why, and the law"))
    for step in steps:
        row = table.locator(
            "tbody tr", has=card.page.get_by_role("rowheader", name=step.question, exact=True)
        )
        expect(row.locator("td").first).to_contain_text(VERDICTS[step.answer][1])


def answered(card: Locator, voice: str, question: str, setting: str) -> None:
    expect(card).to_contain_text(hearing.answer(ANSWERS, voice, question, setting)["answer"])


@operates("CouncilHearing", "mouse")
def test_by_mouse_a_board_hears_decides_and_reads_what_it_traded(bench):
    card = bench.fresh("CouncilHearing")
    law_is(card, "none", "silent")
    button(card, "Ask").click()
    answered(card, "sheriff", "effect", "silent")
    choose(card, "Hear from", VOICES["school"])
    choose(card, "Question", QUESTIONS["accept"])
    button(card, "Ask").click()
    answered(card, "school", "accept", "silent")
    choose(card, "Decide for", OPTIONS["tfm"])
    law_is(card, "tfm", "silent")
    card.get_by_label(keyed("hearing_conditions", "condition_id")["sunset"]["condition"], exact=True).check()
    button(card, "Decide").click()
    debrief = hearing.debrief(
        DEBRIEF, CONDITIONS, hearing.decide(SETTINGS, CONDITIONS, "silent", "tfm", ["sunset"], 2)
    )
    for text in (
        debrief["secures"],
        debrief["gives_up"],
        debrief["room"],
        debrief["terms"][0]["costs"],
        "after 2 questions",
    ):
        expect(card).to_contain_text(text)
    expect(card.get_by_role("link", name="Download the decision record (Markdown)")).to_be_visible()


@pytest.mark.parametrize("setting", [row["setting"] for row in SETTINGS])
def test_the_kind_of_state_opens_and_closes_decisions_and_conditions(bench, setting):
    card = bench.fresh("CouncilHearing")
    choose(card, "Kind of state", LABELS[setting])
    decisions = hearing.open_options(SETTINGS, setting)
    expect(card.get_by_label("Decide for", exact=True).locator("option")).to_have_text(
        [OPTIONS[option] for option in decisions]
    )
    law_is(card, decisions[0], setting)
    for condition in hearing.offered(CONDITIONS, decisions[0], setting):
        box = card.get_by_label(condition["condition"], exact=True)
        if condition["open"]:
            expect(box).to_be_enabled()
        else:
            expect(box).to_be_disabled()
            expect(card).to_contain_text(condition["why_closed"])


@operates("CouncilHearing", "keyboard")
def test_by_keyboard_the_hearing_follows(bench):
    card, keys = bench.fresh("CouncilHearing"), bench.page.keyboard
    type_into(bench, card, {"Kind of state": "Mandates"})
    type_into(
        bench, card, {"Hear from": VOICES["budget"], "Question": QUESTIONS["cost"]}
    )  # links to the law lie between
    keys.press("Tab")
    expect(button(card, "Ask")).to_be_focused()
    keys.press("Enter")
    answered(card, "budget", "cost", "mandates")
    type_into(bench, card, {"Decide for": OPTIONS["jem"]})
    law_is(card, "jem", "mandates")
    open_ = next(
        condition for condition in hearing.offered(CONDITIONS, "jem", "mandates") if condition["open"]
    )
    card.get_by_label(open_["condition"], exact=True).focus()
    keys.press("Space")
    button(card, "Decide").focus()
    keys.press("Enter")
    debrief = hearing.debrief(
        DEBRIEF,
        CONDITIONS,
        hearing.decide(SETTINGS, CONDITIONS, "mandates", "jem", [open_["condition_id"]], 1),
    )
    for text in (debrief["secures"], debrief["gives_up"], open_["costs"]):
        expect(card).to_contain_text(text)


# ---- the sorter of arguments ----


def here(card: Locator) -> statements.Statement:
    return STATEMENTS[card.locator(".fl-duty").inner_text()]


def wrong_for(statement: statements.Statement) -> str:
    return next(side for side in CHOICES if side != statement.side)


def radio(card: Locator, side: str) -> Locator:
    return card.get_by_role("radio", name=CHOICES[side], exact=True)


@operates("ArgumentSort", "mouse")
def test_by_mouse_a_statement_is_placed_wrong_and_right_and_the_slip_is_told(bench):
    card = bench.fresh("ArgumentSort")
    statement, feedback = here(card), card.locator(".fl-feedback")
    button(card, "Check").click()
    expect(feedback).to_contain_text("Choose one of the three first.")
    radio(card, wrong_for(statement)).check()
    button(card, "Check").click()
    expect(feedback).to_contain_text("✕ Not yet.")
    expect(feedback).to_contain_text(statement.replies[wrong_for(statement)])
    radio(card, statement.side).check()
    button(card, "Check").click()
    expect(feedback).to_contain_text("✓ Right.")
    expect(feedback).to_contain_text(statement.replies[statement.side])
    expect(feedback.locator("a")).to_have_count(len(statement.sources))
    expect(card.locator(".fl-tally")).to_contain_text("Right at the first try: 0. Right by now: 1.")
    button(card, "Finish and see what I overlooked").click()
    expect(card.locator("tbody tr")).to_have_count(1)
    expect(card.locator("tbody tr")).to_contain_text(CHOICES[wrong_for(statement)])
    button(card, "Start again elsewhere in the circle").click()
    expect(card.locator(".fl-duty")).not_to_have_text(statement.text)
    expect(card.locator(".fl-place")).to_contain_text("Statement 1 of")


@operates("ArgumentSort", "keyboard")
def test_by_keyboard_a_statement_is_placed_and_the_focus_goes_on(bench):
    card, keys, before = bench.fresh("ArgumentSort"), bench.page.keyboard, bench.state()
    statement = here(card)
    radio(card, "for").focus()
    keys.press("Space")
    for _ in range(list(CHOICES).index(statement.side)):
        keys.press("ArrowDown")
    expect(radio(card, statement.side)).to_be_checked()
    expect(radio(card, statement.side)).to_be_focused()
    keys.press("Enter")
    expect(card.locator(".fl-feedback")).to_contain_text("✓ Right.")
    keys.press("Tab")
    expect(button(card, "Check")).to_be_focused()
    button(card, "Next").focus()
    keys.press("Enter")
    expect(card.locator(".fl-duty")).to_be_focused()
    expect(card.locator(".fl-place")).to_contain_text("Statement 2 of")
    assert here(card) != statement and bench.state() == before
