"""Exercises in JupyterLab, answered in their forms by keyboard alone: no mouse, no Python. What is saved is
graded the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from fedlocal.exercises import release
from fedlocal.exercises.literal import read
from fedlocal.grading import grade as command
from tests.exercises.exercises_run import source_of
from tests.exercises.test_release import nbgrader, scores

from . import form_keys as keys
from .lab import Lab
from .visit import violations

NUMBERS = ["02", "04"]
COURSE = release.course_dir()
SLIPS = 'answer_1 = {\n    “a”: “4”,\n    "b": "2"\n    "c": "1",\n    "d": "3"\n'
OTHER = "[...jupyterapp.shell.widgets('main')].find((panel) => panel.context?.path.endsWith('other.ipynb'))"


class Learner(Lab):
    """Somebody with a fresh copy of an exercise, open and run, and nothing kept from before."""

    def start(self, number: str, width: int = 1024) -> None:
        name = f"exercise_{number}.ipynb"  # the lesson in the same folder has the name of the release
        shutil.copyfile(source_of(number, "release"), self.server.folder / "notebooks" / name)
        self.open(name, width)
        home = self.server.folder.parent / f"home-{number}"
        shutil.rmtree(home, ignore_errors=True)
        self.run_in_kernel(f'import os; os.environ["FEDLOCAL_HOME"] = r"{home}"')
        self.run_all()

    def run_in_kernel(self, code: str) -> None:
        self.page.evaluate(
            "code => jupyterapp.shell.currentWidget.sessionContext.session.kernel"
            ".requestExecute({ code }).done.then(() => true)",
            code,
        )

    def source(self, grade_id: str) -> str:
        """The source of a cell, as the notebook has it now."""
        return self.page.evaluate(
            "id => [...jupyterapp.shell.currentWidget.content.model.cells]"
            ".find(cell => cell.getMetadata('nbgrader')?.grade_id === id).sharedModel.getSource()",
            grade_id,
        )


@pytest.fixture(scope="module")
def learner(context, server):
    found = Learner(context, server, "exercises")
    yield found
    found.page.close()


@pytest.fixture(scope="module")
def handed_in(learner):
    """Number → (points that the forms showed, the saved file); each exercise is done once."""
    done: dict[str, tuple[float, bytes]] = {}

    def of(number: str):
        if number not in done:
            learner.start(number)
            keys.choose_place(learner.page)
            for row in keys.marked(number):
                keys.expect_full_points(keys.answer(learner.page, row["question_id"]), row)
            faults = violations(learner, within=".fl-answer, .fl-exercise")
            learner.photograph(f"exercise-{number}-answered-1024")
            learner.wait_until_still()
            done[number] = sum(row["points"] for row in keys.marked(number)), learner.save()
            assert not faults and not learner.complaints
            learner.close()
        return done[number]

    return of


@pytest.mark.parametrize("number", NUMBERS)
def test_by_keyboard_alone_every_question_earns_full_points_and_the_cells_hold_the_data(handed_in, number):
    cells = json.loads(handed_in(number)[1])["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    sources = {mark.get("grade_id"): "".join(cell["source"]) for mark, cell in zip(marks, cells)}
    for row in keys.marked(number):
        value, sentence = read(sources[f"answer-{row['question_id']}"])
        assert (value, sentence) == (keys.right(row["question_id"]), "")
    place = next("".join(cell["source"]) for cell in cells if "PLACE =" in "".join(cell["source"]))
    assert 'PLACE = "Harris County, TX"   # a county' in place and "fl.exercise(" in place


@pytest.mark.parametrize("number", NUMBERS)
def test_the_saved_notebook_is_graded_as_the_forms_said(handed_in, number, tmp_path):
    points, data = handed_in(number)
    name = source_of(number).stem
    path = tmp_path / "sent" / "anna" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    (line,) = command.grade(tmp_path / "sent", tmp_path / "out", [number]).books[name]
    assert line.points == points
    course = tmp_path / "course"
    shutil.copytree(COURSE / "source", course / "source")
    shutil.copyfile(COURSE / release.CONFIG, course / release.CONFIG)
    shutil.copytree(tmp_path / "sent", course / "submitted")
    nbgrader(course, [name])
    assert sum(auto or 0 for auto, _ in scores(course).values()) == points


def test_a_wrong_answer_meets_its_words_and_a_reload_brings_back_what_was_filled_in(learner):
    learner.start("02")
    form = keys.answer(learner.page, "02-5", {"sentence": "1", "mend": "b"})
    expect(form.locator(".fl-box")).to_contain_text("Read again: lesson 02")
    assert read(learner.source("answer-02-5"))[0] == {"sentence": "1", "mend": "b"}
    before = learner.state()
    learner.run_all()
    form = keys.form_of(learner.page, "02-5")
    expect(form.locator("[data-part=sentence] input:checked")).to_have_value("1")
    expect(form.locator("[data-part=mend] input:checked")).to_have_value("b")
    assert learner.state()["cells"] == before["cells"], "What is only looked at stays as it is."
    learner.close()


def test_a_typed_answer_with_slips_is_no_syntax_error_and_fills_the_form(learner):
    learner.start("02")
    learner.page.evaluate(
        """([id, source]) => [...jupyterapp.shell.currentWidget.content.model.cells]
            .find((cell) => cell.getMetadata("nbgrader")?.grade_id === id).sharedModel.setSource(source)""",
        ["answer-02-1", SLIPS],
    )
    learner.run_all()
    outputs = learner.page.locator(".jp-Notebook .jp-OutputArea-output")
    expect(outputs.filter(has_text="This cell was read with a small repair")).to_have_count(2)  # cell, form
    expect(learner.page.locator('.jp-Notebook [data-mime-type*="error"]')).to_have_count(0)
    form = keys.form_of(learner.page, "02-1")
    expect(form.locator(".fl-note")).to_be_visible()
    expect(form.locator("[data-part=c] input:checked")).to_have_value("1")
    learner.close()


def test_a_written_answer_goes_into_its_text_cell(learner):
    learner.start("02")
    form = keys.form_of(learner.page, "02-8")
    form.locator("textarea").focus()
    learner.page.keyboard.type("A detainer asks.\nIt does not order.")
    keys.tab_to(learner.page, form.get_by_role("button", name="Check"))
    learner.page.keyboard.press("Enter")
    expect(form).to_contain_text("Hold your text against this")
    assert learner.source("answer-02-8") == "A detainer asks.\nIt does not order."
    learner.close()


def test_without_the_extension_the_line_to_copy_appears(learner):
    learner.start("02")
    learner.page.evaluate(
        """() => ["fedlocal:read", "fedlocal:write"].forEach((name) =>
            window.addEventListener(name, (event) => event.stopImmediatePropagation(), { capture: true }))"""
    )
    before = learner.source("answer-02-5")
    form = keys.answer(learner.page, "02-5")
    expect(form.locator(".fl-copy")).to_contain_text("Copy this into the answer cell below:")
    sentence = keys.right("02-5")["sentence"]
    expect(form.locator(".fl-copy code")).to_contain_text(f'"sentence": "{sentence}"')
    expect(form.locator(".fl-box.right")).to_be_visible()
    assert learner.source("answer-02-5") == before
    learner.close()


def test_the_extension_leaves_other_notebooks_alone(learner, server):
    other = Path(server.folder, "notebooks", "other.ipynb")
    cell = {"cell_type": "code", "id": "a", "metadata": {"nbgrader": {"grade_id": "answer-02-5"}}}
    cell |= {"source": "answer_5 = 1", "outputs": [], "execution_count": None}
    more = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "x"}
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    about = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    content = {"cells": [cell, more], **about}
    other.write_text(json.dumps(content), encoding="utf-8")
    learner.open(other.name)  # first, so that whoever takes the first notebook takes this one
    learner.start("02")
    keys.answer(learner.page, "02-5")
    expect(learner.page.locator('[data-ask="answer-02-5"] .fl-box.right')).to_be_visible()
    source = f"() => {OTHER}.content.model.cells.get(0).sharedModel.getSource()"
    assert learner.page.evaluate(source) == "answer_5 = 1"
    assert json.loads(other.read_text(encoding="utf-8")) == content
    learner.page.evaluate(f"() => {OTHER}.dispose()")
