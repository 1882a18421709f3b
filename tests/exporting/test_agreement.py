"""Moodle XML and the Canvas package, read by readers that follow the importers, agree with the course's own
judge: keys, words to each answer, bounds, orders, texts."""

import io
import zipfile
from dataclasses import replace

import pytest

from fedlocal.exporting import canvas, collection, moodle
from fedlocal.ground import places
from fedlocal.ground.tables import rows

from . import agreement, canvas_reader, moodle_reader
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
    found = collection.collect(["00", "01", "04"], ["02", "08"], places.named(agreement.PLACE))
    return {"moodle": moodle.write(found.sets), "canvas": canvas.write(found.sets)}


def changed(content: bytes, platform: str, id_: str, old: str, new: str, times: int = -1) -> bytes:
    """A file in which one text of one question is another, wherever it stands there; it has to be there."""
    if platform == "moodle":
        text = content.decode()
        begin = text.index("</name>", text.index(f"<text>{id_} · "))
        return _changed_in(text, begin, "</question>", old, new, times).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(stream, "w") as other:
        for name in package.namelist():
            text = package.read(name).decode()
            if f'title="{id_}"' in text:
                text = _changed_in(text, text.index(f'title="{id_}"'), "</item>", old, new, times)
            other.writestr(name, text)
    return stream.getvalue()


def _changed_in(text: str, start: int, end: str, old: str, new: str, times: int) -> str:
    stop = text.index(end, start)
    assert old in text[start:stop], f"There is no {old!r} to break."
    return text[:start] + text[start:stop].replace(old, new, times) + text[stop:]


@pytest.mark.parametrize(
    "platform, check, id_, old, new",
    [
        ("moodle", "key", "04-check-6", "Congress", "The sheriff"),
        ("moodle", "key", "04-check-5", "Jail staff serve ICE warrants and no more", "Nothing"),
        ("moodle", "key", "08-3", "<text>differs</text>", "<text>same</text>"),
        ("moodle", "bounds", "01-check-7", "<tolerance>0.5</tolerance>", "<tolerance>5</tolerance>"),
        ("moodle", "bounds", "04-map-2", "<text>2083</text>", "<text>2084</text>"),
        ("moodle", "feedback", "04-check-2", "Part (g)(7) says the opposite", "Some part says the opposite"),
        ("moodle", "feedback", "04-map-2", "That is the number on the list.", ""),
        ("moodle", "feedback", "04-check-5", "TFM is the one that is not limited to the jail.", ""),
        ("moodle", "texts", "04-check-5", "Match each model with what it adds.", "Match."),
        ("moodle", "order", "02-1", "A city officer arrests a driver", "A county officer arrests a driver"),
        ("moodle", "order", "00-precheck-1", "shuffleanswers>false", "shuffleanswers>true"),
        ("canvas", "key", "04-check-1", 'respident="response1">1003<', 'respident="response1">1001<'),
        ("canvas", "key", "04-check-5", ">2003</varequal>", ">2001</varequal>"),
        ("canvas", "bounds", "01-check-7", ">41</varlte>", ">42</varlte>"),
        ("canvas", "bounds", "04-map-2", ">2083</varequal>", ">2084</varequal>"),
        ("canvas", "feedback", "04-check-2", "Part (g)(7) says the opposite", "Some part says the opposite"),
        ("canvas", "feedback", "04-map-2", "That is the number on the list.", ""),
        ("canvas", "texts", "04-check-5", "Match each model with what it adds.", "Match."),
    ],
)
def test_what_is_broken_is_found(platform, check, id_, old, new, few, asked):
    content = changed(few[platform], platform, id_, old, new)
    assert list(disagreeing(check, READERS[platform].read(content), asked)) == [id_]


@pytest.mark.parametrize(
    "id_, old, new",
    [
        ("04-check-2", 'fraction="33.33333"', 'fraction="33"'),  # no fraction of Moodle's
        ("04-check-2", 'fraction="-50"', 'fraction="-33.33333"'),  # choosing all would earn something
        ("04-check-2", 'fraction="33.33333"', 'fraction="50"'),  # more than everything
        ("04-check-1", 'fraction="100"', 'fraction="50"'),  # nothing earns everything
        ("04-check-6", "<selectcount>5", "<selectcount>3"),
        ("04-check-1", "<single>true</single>", "<singel>true</singel>"),
    ],
)
def test_what_moodle_would_refuse_is_refused(id_, old, new, few):
    with pytest.raises(moodle_reader.Refused):
        moodle_reader.read(changed(few["moodle"], "moodle", id_, old, new, 1))


@pytest.mark.parametrize(
    "id_, old, new",
    [
        ("04-check-1", 'linkrefid="1001_fb"', 'linkrefid="1002_fb"'),  # words that no condition displays
        ("04-check-2", "<fieldentry>1001,1002,", "<fieldentry>1002,1001,"),
        ("04-check-1", "<fieldentry>multiple_choice_question", "<fieldentry>multichoice"),
    ],
)
def test_what_canvas_would_misread_is_refused(id_, old, new, few):
    with pytest.raises(canvas_reader.Refused):
        canvas_reader.read(changed(few["canvas"], "canvas", id_, old, new, 1))
