"""What an attempt meets: a hint at the first miss, the rule at the second; own words beside a model; the
beliefs that a learner brought along."""

import pytest

import fedlocal as fl
from fedlocal.ground import progress
from fedlocal.ground.tables import rows
from fedlocal.lesson import beliefs, questions
from fedlocal.lesson.answers import find, respond
from fedlocal.lesson.card import card
from tests.answer_keys import right, wrong

SETS = [row["set_id"] for row in rows("question_sets")]
ALL = [q for id_ in SETS for q in questions.build(rows("questions"), rows("question_options"), id_)]
HINTED = [q for q in ALL if q.hint and q.kind == "one"]
WORDS = [q for q in ALL if q.kind == "say"]
STATEMENTS = questions.build(rows("questions"), rows("question_options"), "00-precheck")
LONG = "It is a request that immigration officers sign, and no judge is involved in it."


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))


@pytest.mark.parametrize("question", HINTED, ids=lambda q: q.id)
def test_a_first_miss_meets_the_hint_and_a_second_the_rule(question):
    mistake = question.mistakes[0]
    _, first = respond(question, mistake.value, missed=False)
    _, second = respond(question, mistake.value, missed=True)
    assert question.hint in first["lines"] and mistake.feedback not in first["lines"]
    assert mistake.feedback in second["lines"] and question.hint not in second["lines"]
    assert first["tone"] == second["tone"] == "wrong" and first["verdict"] != second["verdict"]


@pytest.mark.parametrize("question", [q for q in ALL if q.hint], ids=lambda q: q.id)
def test_a_hint_does_not_hold_the_answer(question):
    part = question.parts[0]
    if part.form == "choice" and len(question.parts) == 1:
        text = next(choice.text for choice in part.choices if choice.key == part.right)
        assert text.rstrip(".").lower() not in question.hint.lower()


def test_a_live_question_counts_its_misses(talk):
    quiz, id_ = fl.quiz("02-worked"), "02-worked-1"
    hint = find(id_).hint
    first = talk(quiz, question=id_, answer=wrong(id_))["feedback"]
    second = talk(quiz, question=id_, answer=wrong(id_))["feedback"]
    assert hint in first["lines"] and hint not in second["lines"]
    assert talk(quiz, question=id_, answer=right(id_))["feedback"]["tone"] == "right"
    again = talk(fl.quiz("02-worked"), question=id_, answer=wrong(id_))["feedback"]
    assert hint in again["lines"], "who has answered rightly starts anew"


def test_a_miss_of_yesterday_is_a_miss(talk):
    progress.remember("02-worked-1", False, "federal-employee")
    again = talk(fl.quiz("02-worked"), question="02-worked-1", answer=wrong("02-worked-1"))["feedback"]
    assert find("02-worked-1").hint not in again["lines"]


@pytest.mark.parametrize("question", WORDS, ids=lambda q: q.id)
def test_own_words_meet_a_model_and_three_ticks(question, talk):
    judged, page = respond(question, LONG)
    assert judged is not None and page["lines"] == [question.explain] and len(page["ticks"]) == 3
    assert page["tone"] == "" and bool(page["source"]) == bool(question.source_id)
    judged, page = respond(question, "Too short")
    assert judged is None and "sentence" in page["lines"][0]
    set_id = next(row["set_id"] for row in rows("questions") if row["question_id"] == question.id)
    quiz = fl.quiz(set_id)
    before = quiz.tally
    assert talk(quiz, question=question.id, answer=LONG)["feedback"]["ticks"]
    assert talk(quiz, question=question.id, words=LONG, ticks=[1, 3]) is None
    assert quiz.tally == before, "one's own words are not marked"
    assert progress.kept(set_id) == {question.id: LONG, f"{question.id}-ticks": "1 3"}
    sent = next(sent for sent in fl.quiz(set_id).questions if sent["id"] == question.id)
    assert sent["words"] == LONG and sent["options"] == [], "the model waits"
    again = talk(fl.quiz(set_id), question=question.id, answer=LONG)["feedback"]
    assert again["ticked"] == [1, 3], "what was found stays found"


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda q: q.id)
def test_each_belief_is_tested_in_its_lesson(statement):
    lesson = statement.section.removeprefix("Lesson ")
    assert beliefs.testing(beliefs.belief_of(statement), lesson), statement.prompt


def believed(id_: str) -> str:
    """The wrong word for a statement that is true, and the other way round."""
    return next(mistake.value for mistake in find(id_).mistakes if mistake.value != beliefs.UNSURE)


def test_a_missed_statement_is_on_the_card_of_its_lesson_alone():
    progress.keep("00-precheck", {"00-precheck-2": believed("00-precheck-2"), "00-precheck-13": "c"})
    page = card("02")._repr_html_()
    assert find("00-precheck-2").prompt in page and "You were not sure about this" in page
    assert find("00-precheck-2").prompt not in card("03")._repr_html_()
    progress.keep("00-precheck", {"00-precheck-2": right("00-precheck-2")})
    assert "twelve statements" not in card("02")._repr_html_()


def test_at_the_end_one_sees_which_belief_changed(talk):
    progress.keep("00-precheck", {"00-precheck-2": believed("00-precheck-2")})
    quiz = fl.quiz("02-check")
    assert quiz.beliefs == [] and fl.quiz("02-recall").beliefs == []
    id_ = next(id_ for id_ in beliefs.testing("presence-crime", "02") if id_.startswith("02-check"))
    progress.remember(id_, False, "presence-crime")
    assert "still says" in fl.quiz("02-check").beliefs[0]
    talk(quiz, question=id_, answer=right(id_))
    assert "now you are" in quiz.beliefs[0]
