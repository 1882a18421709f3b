"""A form of an exercise answered by keyboard alone, wherever it is shown."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Locator, Page, expect

from fedlocal.exercises import answer_form, tasks
from fedlocal.ground import places
from fedlocal.ground.tables import rows
from tests.exercises.test_exercises import right_answer

PLACE = "Harris County, TX"
FARTHEST = 80  # keys until something that Tab or an arrow should reach counts as lost


@cache
def right(question_id: str):
    """The right answer at the place, by the rules that judge it."""
    return right_answer(tasks.task(question_id, rows, places.named(PLACE)))


def marked(number: str) -> list[dict]:
    """The questions of an exercise that a form asks and the course marks."""
    listed = tasks.listed(rows("exercise_questions"), number)
    return [row for row in listed if row["container"] in ("single", "parts")]


def form_of(page: Page, question_id: str) -> Locator:
    """The live form of a question, filled from its cell."""
    form = page.locator(f'.fl-answer[data-ask="answer-{question_id}"]')
    expect(form).to_have_attribute("data-ready", "yes")
    return form


def has_focus(place: Locator) -> bool:
    return place.evaluate("node => node.contains(document.activeElement)")


def tab_to(page: Page, place: Locator) -> None:
    """Tab on until the focus is in this place."""
    for _ in range(FARTHEST):
        if has_focus(place):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {place}.")


def choose_place(page: Page, name: str = PLACE) -> None:
    """Choose the place of the exercise in its card."""
    field = page.locator(".fl-exercise input")
    expect(page.locator(".fl-exercise option").first).to_be_attached()
    field.focus()
    page.keyboard.type(name)
    page.keyboard.press("Escape")  # puts away what the browser proposes
    tab_to(page, page.locator(".fl-exercise button").first)
    page.keyboard.press("Enter")
    expect(page.locator(".fl-exercise")).to_contain_text("is the place of this exercise")


def answer(page: Page, question_id: str, given=None) -> Locator:
    """Answer a question and check it; the keys go from the first field on to the button."""
    form = form_of(page, question_id)
    state = answer_form.Form(question_id, PLACE).state(right(question_id) if given is None else given)
    form.locator(".fl-parts :is(input, select, textarea)").first.focus()
    for part in form.locator("[data-part]").all():
        _answer_part(page, part, state[str(part.get_attribute("data-part"))])
    button = form.get_by_role("button", name="Check")
    tab_to(page, button)
    page.keyboard.press("Enter")
    return form


def _answer_part(page: Page, part: Locator, state) -> None:
    if part.locator("input[type=radio]").count():
        tab_to(page, part)
        page.keyboard.press("Space")
        _step(page, part.locator("input:checked"), state)
    elif part.locator("input[type=checkbox]").count():
        for box in part.locator("input").all():
            tab_to(page, box)
            if box.is_checked() != (box.input_value() in state):
                page.keyboard.press("Space")
    elif isinstance(state, dict):
        for control in part.locator("select").all():
            tab_to(page, control)
            page.keyboard.type(state[str(control.get_attribute("data-choice"))])
    elif part.locator("select").count():
        tab_to(page, part)
        _step(page, part.locator("select"), state)
    else:
        tab_to(page, part)
        page.keyboard.press("Control+A")
        page.keyboard.type(str(state))


def _step(page: Page, control: Locator, value: str) -> None:
    """Press the arrow until the control has this value."""
    for _ in range(FARTHEST):
        if control.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow does not reach {value}.")


def expect_full_points(form: Locator, row: dict) -> None:
    """The form says that all is right."""
    expect(form.locator(".fl-box.right")).to_contain_text(f"{row['points']:g} of {row['points']:g} point")
