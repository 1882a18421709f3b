"""The quiz, answered as learners do: each kind of question, right and wrong, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from fedlocal.ground.tables import load, rows
from fedlocal.lesson import questions as domain

from .bench import operates, quiz_sets

FOUND = [
    q for set_id in quiz_sets() for q in domain.build(rows("questions"), rows("question_options"), set_id)
]
QUESTIONS = {q.kind: q for q in sorted(FOUND, key=lambda q: bool(q.section))}  # rather one with a heading
MARKED = [kind for kind, question in QUESTIONS.items() if question.marked]
OWN_WORDS = "Nobody has to sign, the federal side trains and supervises, and state law still counts."


def card_of(bench, kind: str, forget: bool = True) -> Locator:
    """The quiz that holds the question of this kind, fresh."""
    return bench.fresh(f"Quiz {QUESTIONS[kind].id.rsplit('-', 1)[0]}", forget)


def place_of(card: Locator, kind: str) -> Locator:
    return card.locator(f'fieldset[data-question="{QUESTIONS[kind].id}"]')


def top(question) -> float:
    """The highest number that counts as right, or what happened."""
    part = question.parts[0]
    return part.span[1] if part.span else part.right


def right_answer(question):
    """The answer as the page takes it: texts to tick, or line -> target, or a number."""
    if question.kind in ("one", "several"):
        return [choice.text for choice in question.lines if choice.key in question.parts[0].right]
    if question.kind in ("order", "match"):
        return {line.label: line.right for line in question.parts}
    return f"{top(question):.0f}"


def wrong_answer(question):
    """An answer that is complete and wrong."""
    right = right_answer(question)
    if question.kind in ("one", "several"):
        return [choice.text for choice in question.lines if choice.key not in question.parts[0].right][:1]
    if question.kind in ("order", "match"):
        targets = list(right.values())
        return dict(zip(right, targets[1:] + targets[:1]))
    return f"{top(question) + 1:.0f}"


def answer_by_mouse(place: Locator, answer) -> None:
    if isinstance(answer, list):
        for box in place.get_by_role("checkbox").all():
            box.uncheck()
        for text in answer:
            place.locator("label").filter(has_text=text).click()
    elif isinstance(answer, dict):
        for line, target in answer.items():
            place.get_by_label(line, exact=True).select_option(target)
    else:
        place.get_by_role("textbox").fill(answer)
    place.get_by_role("button").click()


def answer_by_keyboard(page, place: Locator, answer) -> None:
    """Keys only, from the first control of the question to its button."""
    place.locator("input, select").first.focus()
    if isinstance(answer, list):
        texts = place.locator("label").all_inner_texts()
        several = place.get_by_role("checkbox").count()
        for text in texts:
            if text.strip() in answer:
                page.keyboard.press("Space")
            if text != texts[-1] and (several or not set(answer) & {text.strip()}):
                page.keyboard.press("Tab" if several else "ArrowDown")
            elif not several:
                break
    elif isinstance(answer, dict):
        for line in place.locator("label").all_inner_texts():  # in this learner's order
            page.keyboard.type(answer[line][:30])  # a list jumps to what is typed
            page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    else:
        page.keyboard.type(answer)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def expect_verdict(place: Locator, question, right: bool) -> None:
    feedback = place.get_by_role("status")
    expect(feedback).to_contain_text("✓ Right." if right else "✕ Not yet.")
    expect(feedback.locator(".fl-box.right" if right else ".fl-box.wrong")).to_have_count(1)
    if right:
        expect(feedback).to_contain_text(question.explain)
    elif question.section:
        expect(feedback).to_contain_text(f"Read again: “{question.section}”.")


def test_the_sets_here_hold_every_kind():
    assert set(QUESTIONS) == set(load("questions")["kind"]) - {"predict"}  # these have a card of their own


@operates("Quiz", "mouse")
@pytest.mark.parametrize("kind", MARKED)
def test_by_mouse_a_wrong_answer_meets_its_reason_and_a_right_one_is_told(bench, kind):
    card, question = card_of(bench, kind), QUESTIONS[kind]
    place = place_of(card, kind)
    answer_by_mouse(place, wrong_answer(question))
    expect_verdict(place, question, right=False)
    expect(card.locator(".fl-tally")).to_contain_text("Answered 1 of")
    expect(card.locator(".fl-tally")).to_contain_text("right 0.")
    answer_by_mouse(place, right_answer(question))
    expect_verdict(place, question, right=True)
    expect(card.locator(".fl-tally")).to_contain_text("right 1.")


HEADING = """(cell, text) => {
    const part = document.createElement("div"), heading = document.createElement("h2");
    part.className = "jp-RenderedMarkdown"; part.id = "put-by-a-test"; heading.textContent = text + "¶";
    part.append(heading); cell.prepend(part); }"""


def test_after_a_wrong_answer_a_click_goes_to_what_is_to_be_read_again(bench):
    question, place = QUESTIONS["one"], place_of(card_of(bench, "one"), "one")
    bench.page.locator(".jp-Notebook .jp-Cell").first.evaluate(HEADING, question.section)
    try:
        answer_by_mouse(place, wrong_answer(question))
        way = place.get_by_role("button", name="Go there")
        way.click()
        heading = bench.page.locator("#put-by-a-test h2")
        expect(heading).to_be_in_viewport()
        assert heading.evaluate(
            "it => document.activeElement !== document.body &&"
            " it.closest('.jp-Cell').contains(document.activeElement)"
        ), "The keyboard stays behind."
        place.locator("label").filter(has_text=right_answer(question)[0]).click()
        place.get_by_role("button", name="Check my answer").click()
        expect(way).to_have_count(0)
    finally:
        bench.page.locator("#put-by-a-test").evaluate("part => part.remove()")


def test_where_the_heading_is_not_in_the_notebook_there_is_no_way_to_it(bench):
    place = place_of(card_of(bench, "one"), "one")
    answer_by_mouse(place, wrong_answer(QUESTIONS["one"]))
    expect(place.get_by_role("status")).to_contain_text("Read again")
    expect(place.get_by_role("button", name="Go there")).to_have_count(0)


def test_run_again_it_knows_how_many_were_answered(bench):
    answer_by_mouse(place_of(card_of(bench, "one"), "one"), right_answer(QUESTIONS["one"]))
    expect(card_of(bench, "one", forget=False).locator(".fl-tally")).to_contain_text(
        "From before: answered 1 of"
    )


@operates("Quiz", "keyboard")
@pytest.mark.parametrize("kind", MARKED)
def test_by_keyboard_each_kind_can_be_answered(bench, kind):
    question, place = QUESTIONS[kind], place_of(card_of(bench, kind), kind)
    before = bench.state()
    answer_by_keyboard(bench.page, place, right_answer(question))
    expect_verdict(place, question, right=True)
    expect(place.get_by_role("button", name="Check my answer")).to_be_focused()
    assert bench.state() == before


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_own_words_are_held_against_a_model(bench, by):
    card, question = card_of(bench, "say"), QUESTIONS["say"]
    place, tally = place_of(card, "say"), card.locator(".fl-tally").inner_text()
    box = place.get_by_role("textbox", name="In your own words:")
    expect(place).not_to_contain_text(question.explain)
    if by == "mouse":
        box.fill(OWN_WORDS)
        place.get_by_role("button", name="Compare").click()
        place.locator("label").filter(has_text=question.lines[0].text).click()
    else:
        box.focus()
        bench.page.keyboard.type(OWN_WORDS)
        bench.page.keyboard.press("Tab")
        bench.page.keyboard.press("Enter")
        expect(place.get_by_role("checkbox").first).to_be_visible()
        bench.page.keyboard.press("Tab")
        bench.page.keyboard.press("Space")
    expect(place.get_by_role("status")).to_contain_text(question.explain)
    expect(place.get_by_role("checkbox").first).to_be_checked()
    expect(place.get_by_role("checkbox")).to_have_count(3)
    expect(card.locator(".fl-tally")).to_have_text(tally)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_without_an_answer_it_asks_for_one(bench, kind):
    place = place_of(card_of(bench, kind), kind)
    place.get_by_role("button").click()
    expect(place.get_by_role("status")).to_contain_text("first.")
    expect(place.locator(".right, .wrong")).to_have_count(0)


def test_enter_in_a_number_field_answers(bench):
    place = place_of(card_of(bench, "number"), "number")
    before = bench.state()
    place.get_by_role("textbox").focus()
    bench.page.keyboard.type("12")
    bench.page.keyboard.press("Enter")
    expect(place.get_by_role("status")).to_contain_text("Not yet")
    expect(place.get_by_role("textbox")).to_be_focused()
    assert bench.state() == before


def test_what_is_no_number_is_told_so_and_is_not_run_as_markup(bench):
    place = place_of(card_of(bench, "number"), "number")
    answer_by_mouse(place, "<img src=x onerror=document.title='hit'>")
    expect(place.get_by_role("status")).to_contain_text("This takes one number")
    assert place.locator("img").count() == 0 and bench.page.title() != "hit"
