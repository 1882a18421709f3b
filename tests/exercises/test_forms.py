"""The form of a question without a browser: what it draws, what it keeps and writes, what an answer
meets."""

import json
import re
import tomllib
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.exercises import answer_form, exercise_card, tasks
from fedlocal.exercises.literal import written
from fedlocal.ground import namespace, progress
from fedlocal.ground.tables import rows
from tests.exercises.test_exercises import JUDGED, QUESTIONS, own_home, right_answer, task  # noqa: F401
from tests.exercises.test_literal import FORMS

ROOT = Path(__file__).parents[2]
PLACE = "Harris County, TX"


@pytest.fixture
def names(monkeypatch):
    found = {"PLACE": PLACE}
    monkeypatch.setattr(namespace, "names", lambda: found)
    return found


@pytest.fixture
def sent(monkeypatch):
    """All that forms and cards say to the page."""
    found = []
    monkeypatch.setattr(answer_form.Form, "send", lambda self, message: found.append(message))
    monkeypatch.setattr(exercise_card.ExerciseCard, "send", lambda self, message: found.append(message))
    return found


def hear(widget, **message):
    widget._heard(widget, message, [])


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["question_id"])
def test_a_right_answer_goes_through_the_fields_into_the_cell_and_earns_all_points(row, names, sent):
    form = fl.ask(row["question_id"], PLACE)
    right = right_answer(task(row["question_id"], "48201"))
    state = form.state(right)
    assert form.values(state) == right, "the fields hold all that the answer needs"
    hear(form, state=state, check=True)
    write, result = sent[-2]["write"], sent[-1]["result"]
    assert write == {"grade_id": f"answer-{row['question_id']}", "source": written(form.task, right)}
    assert result["tone"] == "right" and result["score"].startswith(
        f"{row['points']:g} of {row['points']:g} "
    )
    assert names[row["name"]] == right
    again = fl.ask(row["question_id"], PLACE)
    for source in (write["source"], None):  # from the cell; where nobody gives one, from this machine
        hear(again, opened=source)
        assert sent[-1] == {"fill": state, "note": ""}


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question_id"])
def test_each_question_has_fields_with_labels_or_is_code(row):
    form = fl.ask(row["question_id"], PLACE)
    if row["container"] == "function":
        assert form.html and not isinstance(form, answer_form.Form)
        return
    html = form.fallback()
    assert "To type it in the cell instead" in html and row["how"][:20].split("{")[0] in html
    assert html.rstrip().endswith("</div>") and "Run the cell to make this live." in html
    for field in form.fields:
        assert field["kind"] == "text" or field["choices"] or field["kind"] == "number"
        assert all(choice["text"] for choice in field["choices"])
        assert len(field["choices"]) <= 5 or field["kind"] != "radio"
    assert "How to answer" not in form.asked and row["how"][:20].split("{")[0] not in form.asked


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_fields_with_letters_have_them_all(row):
    """A label may begin with the article a; that is not its letter."""
    parts = answer_form.Form(row["question_id"], PLACE).fields
    letters = [part["key"] for part in parts if len(part["key"]) == 1 and part["key"].isalpha()]
    assert letters == [part["mark"] for part in parts if part["mark"].isalpha()]


def test_no_field_tells_what_is_right():
    for row in FORMS:
        form = fl.ask(row["question_id"], PLACE)
        assert all(part.right is None for part in form.task.parts)
        assert "right" not in json.dumps([list(field) for field in form.fields])


def test_letters_are_mixed_by_the_learners_seed_and_numbers_and_words_stand_still():
    task_ = tasks.task("02-5", rows, None, solve=False)
    orders = {
        tuple(choice["key"] for choice in answer_form.fields(task_, seed)[1]["choices"]) for seed in range(40)
    }
    assert len(orders) > 5 and {tuple(sorted(order)) for order in orders} == {("a", "b", "c", "d")}
    assert {
        tuple(choice["key"] for choice in answer_form.fields(task_, seed)[0]["choices"]) for seed in range(40)
    } == {("1", "2", "3", "4")}


def test_the_cell_is_the_truth_and_slips_and_strangers_are_told(names, sent):
    form = fl.ask("02-1", PLACE)
    hear(form, state={"a": "1", "b": "2", "c": "", "d": ""})
    hear(form, opened="answer_1 = {\n    “a”: “4”,\n}")
    assert sent[-1]["fill"]["a"] == "4" and "straight quotes" in sent[-1]["note"]
    hear(form, opened='answer_1 = {"a": "", "b": "", "c": "", "d": ""}')
    assert set(sent[-1]["fill"].values()) == {""} and sent[-1]["note"] == ""
    hear(form, opened='answer_1 = {"a": "zebra"}')
    assert sent[-1]["note"] == "The answer cell has “zebra” for a, which is not one of the choices."
    hear(form, opened='answer_1 = {"a": "4", "b"}')
    assert "has no answer" in sent[-1]["note"]


def test_what_is_still_blank_is_named_by_the_words_at_its_field(names, sent):
    form = fl.ask("02-6", PLACE)
    hear(form, state={"law": "mandates", "hold": "", "share": ""}, check=True)
    blank = next(line for line in sent[-1]["result"]["lines"] if line.startswith("Still blank"))
    labels = {part.key: part.label for part in form.task.parts}
    assert blank == f"Still blank: “{labels['hold']}”; “{labels['share']}”."


def test_what_is_missing_is_told_in_words_of_the_form(names, sent):
    form = fl.ask("04-4", PLACE)
    empty, some = {"value": {}}, {"value": {"a": "1", "b": "2"}}
    assert form.result(empty)["lines"] == ["Answer the question first."]
    assert form.result(some)["lines"][0] == "Give each line a place."
    names["PLACE"] = ""
    assert fl.ask("04-5", "").result({"january": "3"})["lines"][0].endswith("card that opens the exercise.")


def test_places_in_an_order_that_is_not_finished_come_back_where_they_were(names, sent):
    form = fl.ask("04-4", PLACE)
    state = {"value": {"a": "5", "b": "", "c": "2", "d": "", "e": ""}}
    hear(form, state=state)
    assert form.values(state) == ["c", "a"]
    hear(form, opened=sent[-1]["write"]["source"])
    assert sent[-1]["fill"] == state


def test_a_written_answer_is_its_text_and_meets_its_criteria(names, sent):
    form = fl.ask("02-8", PLACE)
    hear(form, opened="*Double-click here, delete this line, and write.*")
    assert sent[-1] == {"fill": {"text": ""}, "note": ""}
    hear(form, state={"text": "One *word*.\n\nTwo."}, check=True)
    assert sent[-2]["write"] == {"grade_id": "answer-02-8", "source": "One *word*.\n\nTwo."}
    assert "Hold your text against this" in sent[-1]["result"]["html"]
    assert set(names) == {"PLACE"}


def test_a_form_that_nobody_opens_names_nothing(names):
    fl.ask("02-1", PLACE)
    assert set(names) == {"PLACE"}


# The place


def test_a_chosen_place_reaches_the_cell_the_names_and_every_form(names, sent):
    names["PLACE"] = ""
    card, form = fl.exercise("02", ""), fl.ask("02-6", "")
    other = fl.ask("04-6", "")
    assert "data-choose" in card.html and "your county" in form.asked.casefold() + "your county"
    hear(card, choose="48201")
    assert sent[-1]["write"] == {"first": "PLACE", "source": 'PLACE = "Harris County, TX"'}
    assert names["PLACE"] == PLACE and form.place == PLACE and PLACE in form.asked and other.place == ""
    assert "Harris County, Texas" in card.html and "data-choose" in card.html
    right = right_answer(task("02-6", "48201"))
    hear(form, state=form.state(right), check=True)
    assert sent[-1]["result"]["tone"] == "right"
    assert "data-choose" in fl.exercise("02", PLACE).html, "one's own choice can be changed"


def test_a_place_that_a_teacher_named_is_shown_and_not_to_be_chosen(names, sent, monkeypatch):
    assert "data-choose" not in fl.exercise("02", PLACE).html
    monkeypatch.setenv("FEDLOCAL_PLACE", "Loving County, TX")
    card = fl.exercise("02", "")
    assert "data-choose" not in card.html and "Loving County, Texas" in card.html
    hear(card, opened=True)
    assert sent[-1]["write"]["source"] == 'PLACE = "Loving County, TX"', "the notebook says its place itself"


def test_a_slip_in_the_place_can_be_mended_in_the_card():
    card = fl.exercise("02", "Haris, TX")
    assert "data-choose" in card.html and "Near it: Harris County" in card.html


def test_the_place_of_an_exercise_is_in_no_file_that_is_handed_in():
    from fedlocal.ground.progress_file import pack

    progress.keep_exercise_place("02", "48201")
    assert progress.exercise_place("02") == "48201"
    assert "48201" not in pack(progress.read(), "2026-11-21")


# The extension


def test_the_extension_is_whole_and_the_wheel_brings_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"jupyter/labextensions/fedlocal": "share/jupyter/labextensions/fedlocal"}
    folder = ROOT / "jupyter" / "labextensions" / "fedlocal"
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    entry = (folder / about["jupyterlab"]["_build"]["load"]).read_text(encoding="utf-8")
    assert f'_JUPYTERLAB["{about["name"]}"]' in entry and about["version"] == fl.__version__
    parts = re.findall(r'"(\w+\.js)"', entry)
    assert parts and all((folder / "static" / name).is_file() for name in parts)
