"""Exercises as pages of the site: the same forms, by keyboard alone; what is saved to hand in is graded the
same."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from browser import exercise_pages
from fedlocal.exercises.literal import read
from fedlocal.grading import grade as command
from tests.exercises.exercises_run import source_of

from . import form_keys as keys
from .site_reader import reading

NUMBERS = ["02", "04"]


def hand_in(page) -> bytes:
    """The notebook that the page saves, by keyboard."""
    page.locator("[data-hand-in]").focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    return saved.value.path().read_bytes()


@pytest.fixture(scope="module")
def handed_in(context, address):
    """Number → the saved notebook of somebody who has answered every marked question."""
    done: dict[str, bytes] = {}

    def of(number: str) -> bytes:
        if number not in done:
            with reading(context, address) as someone:
                page = someone.page(f"exercise-{number}.html")
                assert hand_in(page) == source_of(number, "release").read_bytes(), "Nothing is changed."
                keys.choose_place(page)
                for row in keys.marked(number):
                    keys.expect_full_points(keys.answer(page, row["question_id"]), row)
                page.evaluate(AXE_SCRIPT)
                found = page.evaluate("() => axe.run('.fl-answer, .fl-exercise')")["violations"]
                assert not [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]
                done[number] = hand_in(page)
                assert someone.errors(page) == [] and someone.elsewhere() == []
        return done[number]

    return of


@pytest.mark.parametrize("number", NUMBERS)
def test_by_keyboard_every_question_earns_full_points_and_the_file_is_graded_so(handed_in, number, tmp_path):
    points = sum(row["points"] for row in keys.marked(number))
    name = source_of(number).stem
    path = tmp_path / "sent" / "anna" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(handed_in(number))
    (line,) = command.grade(tmp_path / "sent", tmp_path / "out", [number]).books[name]
    assert line.points == points


@pytest.mark.parametrize("number", NUMBERS)
def test_only_answers_and_the_place_differ_from_the_notebook_that_was_given(handed_in, number):
    given = json.loads(source_of(number, "release").read_text(encoding="utf-8"))
    sent = json.loads(handed_in(number))
    for before, after in zip(given["cells"], sent["cells"], strict=True):
        about = before["metadata"].get("nbgrader", {})
        source = "".join(after["source"])
        if source != "".join(before["source"]):
            assert about.get("solution") or source.startswith('import fedlocal as fl\n\nPLACE = "Harris')
            before["source"] = after["source"]
        if about.get("solution") and about["grade_id"][7:] in [r["question_id"] for r in keys.marked(number)]:
            assert read(source) == (keys.right(about["grade_id"][7:]), "")
    assert given == sent


def test_answers_are_there_again_after_a_reload_and_go_into_the_file(reader):
    page = reader.page("exercise-02.html")
    keys.choose_place(page)
    keys.expect_full_points(keys.answer(page, "02-6"), keys.marked("02")[5])
    page.close()
    again = reader.page("exercise-02.html")
    form = keys.form_of(again, "02-6")
    expect(form.locator("[data-part=law] input:checked")).to_have_value(keys.right("02-6")["law"])
    expect(again.locator(".fl-exercise")).to_contain_text("Harris County, Texas")
    again.get_by_role("button", name="Count my points again").click()
    expect(again.locator(".tally")).to_contain_text("6 of 29 points so far")
    cells = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
        for cell in json.loads(hand_in(again))["cells"]
    }
    assert read(cells["answer-02-6"])[0] == keys.right("02-6")
    assert reader.errors(again) == []


def test_every_exercise_is_listed_on_the_first_page_and_linked_from_its_lesson(reader):
    page = reader.page("index.html", wait=None)
    for exercise in exercise_pages.exercises():
        link = page.locator(f'main a[href="{exercise.page}"]')
        expect(link).to_contain_text(exercise.title)
    page.goto(reader.address + "02_law_and_authority.html")
    expect(page.locator('main a[href="exercise-02.html"]')).to_have_count(1)


def test_no_code_is_shown(reader):
    page = reader.page("exercise-04.html", wait=None)
    for words in ("answer_1", "fl.ask", "globals()", "Run All", "PLACE"):
        expect(page.locator("main")).not_to_contain_text(words)
