"""Moodle XML and the Canvas package, read by readers that follow the importers, agree with the course's own
judge: keys, words to each answer, bounds, orders, texts."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from fedlocal.exporting import canvas, collection, moodle
from fedlocal.ground import places
from fedlocal.ground.tables import rows

from . import agreement, breaking, canvas_reader, moodle_reader
from .reading import plain

EXERCISES = tuple(sorted({row["exercise"] for row in rows("exercise_questions")}))
CHECKS = {
    "key": agreement.wrong_keys,
    "bounds": agreement.wrong_bounds,
    "feedback": agreement.lost_feedback,
    "texts": agreement.lost_texts,
    "order": agreement.wrong_order,
}


@pytest.fixture(scope="module")
def asked():
    return agreement.course(EXERCISES)


@pytest.fixture(scope="module")
def found():
    return collection.collect(place=places.named(agreement.PLACE))


@pytest.fixture(scope="module")
def files(found):
    return {"moodle": moodle.write(found.sets), "canvas": canvas.write(found.sets)}


READERS = {"moodle": moodle_reader, "canvas": canvas_reader}


@pytest.fixture(scope="module")
def read(files):
    return {name: READERS[name].read(content) for name, content in files.items()}


def disagreeing(check: str, questions, asked) -> dict[str, list[str]]:
    """Id of a question -> what a check finds."""
    found = {question.id: CHECKS[check](question, asked[question.id]) for question in questions}
    return {id_: problems for id_, problems in found.items() if problems}


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("platform", READERS)
def test_the_platform_understands_what_the_course_means(platform, check, read, asked):
    assert disagreeing(check, read[platform], asked) == {}


@pytest.mark.parametrize("platform", READERS)
def test_every_question_that_goes_out_arrives_once_with_its_points(platform, read, found):
    assert [question.id for question in read[platform]] == [item.id for item in found.items]
    assert len({question.id for question in read[platform]}) == len(found.items) > 300
    points = {item.id: item.points for item in found.items}
    assert all(
        question.points == pytest.approx(points[question.id], abs=0.001) for question in read[platform]
    )


def test_every_form_of_both_platforms_is_in_the_round_trip(read):
    assert {question.form for question in read["moodle"]} == {
        "one",
        "several",
        "match",
        "order",
        "number",
        "essay",
    }
    assert {question.form for question in read["canvas"]} == {"one", "several", "match", "number", "essay"}


def test_every_set_is_a_category_in_moodle_and_a_quiz_in_canvas(read, found):
    paths = list(dict.fromkeys(question.path for question in read["moodle"]))
    assert paths == ["/".join(["$course$/top", *item_set.path]) for item_set in found.sets]
    titles = list(dict.fromkeys(question.path for question in read["canvas"]))
    assert titles == [item_set.title for item_set in found.sets]
    assert "Lesson 04 · The 287(g) program/04-check · What you can do now" in "".join(paths)


def test_moodle_mixes_the_options_of_all_but_the_fixed_ones(read, asked):
    for question in read["moodle"]:
        if question.form in ("one", "several") and {text for text, _, _ in question.options} != {
            "True",
            "False",
        }:
            fixed = asked[question.id].question.order in ("fixed", "last")
            assert question.mixed is not fixed, question.id


def test_moodle_gives_the_hints_of_the_course(read, asked):
    hints = {question.id: question.hints for question in read["moodle"]}
    assert sum(map(len, hints.values())) == sum(row["hint"] != "" for row in rows("questions")) > 0
    for id_, given in hints.items():
        hint = asked[id_].question.hint
        assert given == ([hint] if hint else []), id_


def test_marks_that_are_not_plain_letters_survive(files):
    with zipfile.ZipFile(io.BytesIO(files["canvas"])) as package:
        together = "".join(package.read(name).decode("utf-8") for name in package.namelist())
    for text in (files["moodle"].decode("utf-8"), together):
        assert all(mark in text for mark in "“”‘’§") and "¶" not in text and "\ufffd" not in text


@pytest.mark.parametrize("text", ["5 < 6 & “7” ≤ 8 — § 1357", "<b>not bold</b>"])
def test_texts_are_escaped_and_come_back_as_they_were(text, found):
    item_set = found.sets[0]
    item = replace(item_set.items[0], id="x", prompt=f"{text}¶Second.", options=())
    essay = replace(item_set, items=(replace(item, form="essay"),))
    for platform, write in (("moodle", moodle.write), ("canvas", canvas.write)):
        (question,) = READERS[platform].read(write([essay]))
        assert plain(question.html).startswith(f"{text} Second.")
        assert question.html.count("<p>") >= 2 and "<b>" not in question.html


# What is broken on purpose is found, and at its question only


@pytest.fixture(scope="module")
def few():
    found = collection.collect(["00", "01", "04"], ["02", "04"], places.named(agreement.PLACE))
    return {"moodle": moodle.write(found.sets), "canvas": canvas.write(found.sets)}


def broken(content: bytes, platform: str, form: str, edit) -> tuple[bytes, str]:
    """A file in which the first question of this form that ``edit`` can break is broken, and its id."""
    if platform == "moodle":
        root = ElementTree.fromstring(content)
        for element in root.findall("question"):
            if element.get("type") != "category" and moodle_reader.form(element) == form and edit(element):
                return ElementTree.tostring(root, encoding="utf-8"), element.findtext("idnumber")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for name in files:
        root = ElementTree.fromstring(files[name])
        for element in root.iter(f"{canvas_reader.Q}item"):
            if canvas_reader.form(element) == form and edit(element):
                stream = io.BytesIO()
                with zipfile.ZipFile(stream, "w") as other:
                    for path, text in {**files, name: ElementTree.tostring(root)}.items():
                        other.writestr(path, text)
                return stream.getvalue(), element.get("title")
    raise AssertionError(f"There is nothing to break in a question of the form {form!r}.")


CASES = [("moodle", *case) for case in breaking.MOODLE] + [("canvas", *case) for case in breaking.CANVAS]


@pytest.mark.parametrize(
    "platform, check, form, edit", CASES, ids=[f"{'-'.join(case[:3])}-{n}" for n, case in enumerate(CASES)]
)
def test_what_is_broken_is_found(platform, check, form, edit, few, asked):
    content, id_ = broken(few[platform], platform, form, edit)
    assert list(disagreeing(check, READERS[platform].read(content), asked)) == [id_]


FORMS_OF = {"not all lines asked": "order", "nothing earns everything": "one"}


@pytest.mark.parametrize("what", breaking.REFUSED_BY_MOODLE)
def test_what_moodle_would_refuse_is_refused(what, few):
    form = FORMS_OF.get(what, "several")
    content, _ = broken(few["moodle"], "moodle", form, breaking.REFUSED_BY_MOODLE[what])
    with pytest.raises(moodle_reader.Refused):
        moodle_reader.read(content)


@pytest.mark.parametrize("what", breaking.MISREAD_BY_CANVAS)
def test_what_canvas_would_misread_is_refused(what, few):
    content, _ = broken(few["canvas"], "canvas", "one", breaking.MISREAD_BY_CANVAS[what])
    with pytest.raises(canvas_reader.Refused):
        canvas_reader.read(content)
