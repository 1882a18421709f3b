"""Questions: every kind is judged rightly, every wrong answer meets its own words, nothing gives the key
away."""

import re

import pytest

import fedlocal as fl
from fedlocal.exercises import checks
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import questions
from fedlocal.lesson.judging import judge

SETS = load("question_sets")["set_id"].tolist()
STATEMENTS = {
    row["question_id"] for row in rows("questions") if row["set_id"] in ("00-precheck", "09-postcheck")
}
ALL = [q for set_id in SETS for q in questions.build(rows("questions"), rows("question_options"), set_id)]


def right_answer(question):
    part, *others = question.parts
    if others:
        return {line.key: line.right for line in question.parts}
    if part.form == "set":
        return list(part.right)
    return {"prediction": 7, "text": "This is how I would say it to a neighbor."}.get(part.form, part.right)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_the_right_answer_is_right(question):
    judged = judge(question, right_answer(question))
    assert judged.correct and judged.marks == 1


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "one"], ids=lambda q: q.id)
def test_each_wrong_choice_meets_its_own_words_and_a_misconception(question):
    wrong, keys = question.mistakes, {choice.key for choice in question.parts[0].choices}
    assert {mistake.value for mistake in wrong} == keys - {question.parts[0].right} and len(wrong) >= 2
    for mistake in wrong:
        judged = judge(question, mistake.value)
        assert judged.stage == "misconception" and judged.lines == (mistake.feedback,)
        assert judged.misconception
    assert len({mistake.feedback for mistake in wrong}) == len(wrong), (
        "two wrong choices share their feedback"
    )


@pytest.mark.parametrize(
    "question", [q for q in ALL if q.kind in ("several", "order", "match")], ids=lambda q: q.id
)
def test_a_partly_right_answer_gets_part_of_the_marks_and_feedback(question):
    answer = right_answer(question)
    if question.kind == "several":
        answer = answer[:-1]
    else:
        first, second, *_ = answer
        answer = {**answer, first: answer[second], second: answer[first]}
    judged = judge(question, answer)
    assert not judged.correct and 0 < judged.marks < 1 and judged.lines


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "order"], ids=lambda q: q.id)
def test_an_order_uses_each_place_once(question):
    places = [int(line.right) for line in question.parts]
    assert sorted(places) == list(range(1, len(places) + 1))
    assert places != sorted(places), "shown in the right order already"


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "match"], ids=lambda q: q.id)
def test_the_partners_are_not_listed_in_the_order_of_the_lines(question):
    partners = [choice.text for choice in question.parts[0].choices]
    assert [line.right for line in question.parts] != partners


def test_a_known_wrong_number_meets_its_own_words():
    question = checks.find("04-explore-1")
    assert judge(question, "0").misconception == "vanished-ended"
    assert "too high" in judge(question, 10_000).lines[0]
    assert judge(question, "8").correct and judge(question, "8 agreements").correct
    assert "one number" in judge(question, "8 or 9").lines[0]


def test_places_are_used_once_and_a_prediction_is_answered():
    order = checks.find("04-check-6")
    assert judge(order, {line.key: "1" for line in order.parts}).lines == ("Use each place once.",)
    _, feedback = checks.respond(checks.find("04-predict-1"), "1,000")
    assert feedback["lines"][0] == "You said 1,000. It was 2,179."
    judged, _ = checks.respond(checks.find("04-predict-1"), "-5")
    assert judged is None


@pytest.mark.parametrize("answer", ["zzz", None, 3.5, ["a"], {"a": "1"}, ""])
@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_an_answer_of_the_wrong_form_is_told_so_and_never_raises(question, answer):
    judged, feedback = checks.respond(question, answer)
    if judged is None:
        assert feedback["verdict"] == "Not an answer yet." and len(feedback["lines"][0]) > 12


def test_texts_are_complete():
    for question in ALL:
        assert question.prompt and question.explain
        if question.kind != "predict" and not question.id.startswith(
            ("00-try", "00-check")
        ):  # these are about the course itself
            assert question.source_id and question.pinpoint, f"{question.id} names no source"
        if question.id.split("-")[1] in ("check", "case", "models", "explore"):
            assert question.section, f"{question.id} does not say what to read again"


NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTED = [
    (row.set_id, match[1].lower())
    for row in load("question_sets").itertuples()
    for text in (row.title, row.intro)
    if (match := re.match(r"(\w+) (?:questions|things|statements)\b", str(text)))
    and match[1].lower() in NUMBERS
]


@pytest.mark.parametrize(("set_id", "word"), COUNTED)
def test_an_introduction_that_counts_its_questions_counts_them_all(set_id, word):
    assert NUMBERS.index(word) + 1 == sum(load("questions")["set_id"] == set_id)


def test_sections_to_read_again_exist():
    import json
    from pathlib import Path

    for path in (Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        for question in ALL:
            if question.id.startswith(path.stem[:2]) and question.section and question.id not in STATEMENTS:
                assert f"# {question.section}\n" in text + "\n", (
                    f"{question.id} sends to “{question.section}”, which is no heading of {path.name}"
                )


def test_the_page_gets_no_key():
    quiz = fl.quiz("04-check")
    keys = {
        key
        for question in quiz.get_state()["questions"]
        for part in [question, *question["options"]]
        for key in part
    }
    assert keys == {
        "id",
        "kind",
        "prompt",
        "unit",
        "targets",
        "options",
        "button",
        "key",
        "text",
        "hint",
        "words",
    }, sorted(keys)


def test_where_several_answers_are_right_the_question_says_so_once():
    for set_id in SETS:
        for sent in fl.quiz(set_id).questions:
            mentions = f"{sent['prompt']} {sent['hint']}".count("all that apply")
            assert mentions == (sent["kind"] == "several"), f"{sent['id']}: {sent['prompt']} {sent['hint']}"
    assert "Choose all that apply." in fl.quiz("03-walk").fallback()


def test_a_known_mistake_meets_its_own_words_even_where_its_form_looks_wrong():
    reply = checks.q("06-check-5", 0.15)
    assert "Divide them by the base." in reply and "not 0.15" not in reply
    assert "Give percent" in checks.q("06-check-5", 0.167), "any other share is still asked for in percent"


def test_a_quotation_inside_a_quotation_has_single_marks():
    reply = checks.q("03-trends-5", ["a", "b", "c", "d"])
    assert "calls ‘neither on record’”:" in reply and "““" not in reply and "””" not in reply


def test_an_attempt_is_judged_tallied_and_remembered(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    quiz, sent = fl.quiz("04-recall"), []
    monkeypatch.setattr(quiz, "send", sent.append)
    quiz._answer(quiz, {"question": "04-recall-2", "answer": "a"}, [])
    assert sent[-1]["feedback"]["tone"] == "wrong" and "Answered 1 of 4, right 0." in sent[-1]["tally"]
    quiz._answer(quiz, {"question": "04-recall-2", "answer": "b"}, [])
    assert sent[-1]["feedback"]["tone"] == "right" and sent[-1]["feedback"]["source"]["url"].startswith(
        "https://"
    )
    kept = fl.progress()["04-recall-2"]
    assert (
        kept["first"] == {"correct": False, "misconception": "detainer-warrant"}
        and kept["latest"]["correct"]
        and kept["tries"] == 2
    )


def test_a_right_answer_stays_counted_when_others_are_tried_and_the_lesson_is_run_again(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    quiz = fl.quiz("04-recall")
    monkeypatch.setattr(quiz, "send", lambda _message: None)
    for answer in ("b", "a", "c"):
        quiz._answer(quiz, {"question": "04-recall-2", "answer": answer}, [])
    assert quiz.tally == "Answered 1 of 4, right 1."
    assert fl.quiz("04-recall").tally == "From before: answered 1 of 4, right 1."
    assert "tried, 1 answered right" in repr(fl.progress())


def test_a_number_that_cannot_be_is_told_so():
    for id_, answer, words in (
        ("01-predict-1", 48, "There are 25 in all"),
        ("02-predict-1", "1,000", "There are 16 in all"),
        ("01-check-7", 0.41, "Give percent: 41, not 0.41"),
    ):
        judged, feedback = checks.respond(checks.find(id_), answer)
        assert judged is None and words in feedback["lines"][0], id_
    _, feedback = checks.respond(checks.find("01-scale-1"), "40.7")
    assert feedback["lines"][0].startswith("You said 40.7.")


def test_any_other_wrong_number_meets_the_hint_that_names_no_number():
    judged = judge(checks.find("01-sorter-2"), 9)
    assert not judged.correct and judged.lines[0] == "That is too high." and "Press Finish" in judged.lines[1]
    assert judge(checks.find("01-sorter-2"), 21).lines == (
        "That is the number whose full answer names one agency.",
    )


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_a_right_answer_is_not_told_twice_that_it_is_right(question):
    _, feedback = checks.respond(question, right_answer(question))
    assert feedback["lines"] and not set(feedback["lines"]) & {"Right.", "Yes."}


def test_unknown_names_are_told_what_there_is():
    with pytest.raises(LookupError, match="04-check"):
        fl.quiz("99-check")
    with pytest.raises(LookupError, match="-check-1"):
        checks.q("99-check-1", "a")
    assert "There are: a, b, c, d." in judge(checks.find("04-check-1"), "e").lines[0]


def test_checks_answer_in_plain_text():
    assert checks.q("04-check-1", "c").startswith("✓ Right.")
    wrong = checks.q("04-check-1", "a")
    assert wrong.startswith("✕ Not yet.") and "Read again: “What the statute says”" in wrong
