"""Exercises: complete, solvable at any place, no points for nothing, and every known mistake meets its own
words."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.exercises import checks, tasks
from fedlocal.ground import places, progress
from fedlocal.ground.computed import Desk, compute, function, words_of
from fedlocal.ground.prose import split
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import judging
from fedlocal.pathway.exercise import CLOCKS, dealt_clocks, road
from tests.exercises.exercises_run import answers_of, marks_of, read, run, source_of
from tests.lesson.test_claims import LOADED
from tests.project.house.rules import reading_grade

ROOT = Path(__file__).parents[2]
# Large; tiny; an independent city with an agreement and one without; a planning region; a state with no rule;
# one not verified.
PLACES = {
    "Harris County, TX": "48201",
    "Loving County, TX": "48301",
    "Hopewell city, VA": "51670",
    "Alexandria city, VA": "51510",
    "Capitol Planning Region, CT": "09110",
    "Bucks County, PA": "42017",
    "Kalawao County, HI": "15005",
}
EXERCISES = load("exercises")["exercise"].tolist()
# a brief to hand in: mostly written, as long as its lesson, with no data track; tests/county/test_capstone.py
# says what it has to have
CAPSTONE = "09"
QUESTIONS = load("exercise_questions").fillna("").to_dict("records")
JUDGED = [row for row in QUESTIONS if row["container"] != "text"]
MISTAKES = load("exercise_mistakes").fillna("").to_dict("records")


def place(fips):
    return places.named(fips)


@cache
def task(question_id, fips):
    return tasks.task(question_id, rows, place(fips))


def right_answer(question):
    """An answer that is right, whatever the question's form."""
    values = {
        part.key: list(part.right) if part.form in ("set", "order") else part.right for part in question.parts
    }
    given = values[question.parts[0].key] if list(values) == ["value"] else values
    return (lambda *arguments: given) if question.container == "function" else given


def with_mistake(question, mistake):
    """The right answer with one known mistake in it; ``None`` where the mistake gives the right answer at
    this place."""
    values = {part.key: part.right for part in question.parts}
    if mistake.part == "*":
        wrong = {key: value for key, value in mistake.value.items() if value != values[key]}
        if not wrong:
            return None
        values |= wrong
    else:
        part = next(part for part in question.parts if part.key == mistake.part)
        if part.form == "set":
            values[part.key] = (
                [key for key in part.right if key != mistake.value]
                if mistake.value in part.right
                else [*part.right, mistake.value]
            )
        elif part.form == "order":
            there, other = part.right.index(mistake.value), part.right.index(mistake.value) - 1
            swapped = list(part.right)
            swapped[there], swapped[other] = swapped[other], swapped[there]
            values[part.key] = swapped
        elif mistake.value == part.right:
            return None
        else:
            values[part.key] = mistake.value
    given = values["value"] if list(values) == ["value"] else values
    return (lambda *arguments: given) if question.container == "function" else given


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    monkeypatch.delenv("FEDLOCAL_PLACE", raising=False)


# What an exercise has to have


@pytest.mark.parametrize("number", [number for number in EXERCISES if number != CAPSTONE])
def test_an_exercise_is_of_the_agreed_size_and_mixed(number):
    rows = [row for row in QUESTIONS if row["exercise"] == number]
    assert 6 <= len(rows) <= 10 and 30 <= sum(row["minutes"] for row in rows) <= 60
    assert len({row["kind"] for row in rows}) >= 6, "Mix the kinds of questions."
    assert [row["position"] for row in sorted(rows, key=lambda row: row["position"])] == list(
        range(1, len(rows) + 1)
    )
    assert [row["question_id"] for row in rows] == [f"{number}-{row['position']}" for row in rows]
    assert {"same", "place"} == {row["scope"] for row in rows} and {"main", "data"} == {
        row["track"] for row in rows
    }
    assert {"core", "start", "stretch"} == {row["level"] for row in rows} and any(
        row["kind"] == "write" for row in rows
    )


@pytest.mark.parametrize("number", EXERCISES)
def test_every_objective_of_the_lesson_is_assessed_without_the_data_track(number):
    asked = {
        objective
        for row in QUESTIONS
        if row["exercise"] == number and row["track"] == "main"
        for objective in row["objective_ids"].split(";")
    }
    assert asked == set(load("objectives").query("lesson == @number")["objective_id"])


def test_what_is_to_be_read_again_is_a_heading():
    sections = {(row["exercise"], row["section"]) for row in QUESTIONS} | {
        (row["question_id"][:2], row["section"]) for row in MISTAKES if row["section"]
    }
    for number, section in sections:
        lesson, bar, heading = section.partition("|")
        path = next((ROOT / "notebooks").glob(f"{lesson if bar else number}_*.ipynb"))
        text = "\n".join(
            "".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"
        )
        assert f"# {heading if bar else section}\n" in text + "\n", (
            f"Exercise {number} sends learners to “{section}”, which is no heading of {path.name}."
        )


def test_written_answers_have_a_rubric_worth_their_points_and_nothing_else_has():
    rubrics = load("exercise_rubrics").groupby("question_id")["points"].sum().to_dict()
    assert rubrics == {row["question_id"]: row["points"] for row in QUESTIONS if row["container"] == "text"}


def test_answers_rest_on_sources_that_were_read():
    read_ = set(load("sources").query("checked != 'unchecked'")["id"])
    for row in JUDGED:
        assert row["source_id"] in read_ and row["pinpoint"] and row["explain"], row["question_id"]


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_parts_choices_and_mistakes_belong_together(row):
    question = task(row["question_id"], "48201")
    assert question.parts and all(
        part.feedback and part.label and part.right is not None for part in question.parts
    )
    for part in question.parts:
        keys = [choice.key for choice in part.choices]
        assert len(set(keys)) == len(keys) and (part.form == "number") == (not keys)
        wanted = (
            [part.right] if part.form == "choice" else part.right if part.form in ("set", "order") else []
        )
        assert set(wanted) <= set(keys), f"{question.id} {part.key}: {part.right} is no choice"
        if part.form == "order":
            assert keys != list(part.right), "shown in the right order already"
    assert {mistake.part for mistake in question.mistakes} <= {part.key for part in question.parts} | {"*"}
    assert question.mistakes, "List the wrong answers that people give, each with words of its own."
    texts = [mistake.feedback for mistake in question.mistakes if mistake.part != "*"]
    assert all(len(text) > 15 for text in texts)


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_beliefs_behind_wrong_answers_are_named(row):
    named = [mistake for mistake in task(row["question_id"], "48201").mistakes if mistake.misconception]
    assert len(named) >= (1 if row["kind"] in ("read", "compute") else 2)


def test_a_place_question_differs_between_places_and_the_others_do_not():
    for row in JUDGED:
        rights = {
            repr([part.right for part in task(row["question_id"], fips).parts]) for fips in PLACES.values()
        }
        if row["scope"] == "place":
            assert len(rights) >= 3, (
                f"{row['question_id']} gives only {len(rights)} answers for {len(PLACES)} places"
            )
        else:
            assert (
                len(rights)
                == 1
                == len(
                    {repr([part.right for part in tasks.task(row["question_id"], rows, None).parts]), *rights}
                )
            )


@pytest.mark.parametrize("question_id", ["04-2", "07-5", "07-6", "07-9"])
def test_a_question_says_plainly_whether_its_word_for_the_law_stands_in(question_id):
    prompts = {fips: task(question_id, fips).prompt for fips in ("48201", "51670", "15005")}
    assert "word for the law of Texas" in prompts["48201"] and "stand-in" not in prompts["48201"]
    assert "stand-in: no one word fits the law of Virginia" in prompts["51670"]
    assert "stand-in: the law of Hawaii could not be confirmed" in prompts["15005"]


TEXTS = {
    "exercises": ["question", "before"],
    "exercise_questions": ["title", "prompt", "how", "explain"],
    "exercise_parts": ["label", "feedback"],
    "exercise_choices": ["text"],
    "exercise_mistakes": ["feedback"],
    "exercise_rubrics": ["criterion", "full", "half", "none"],
}


@pytest.mark.parametrize("table", TEXTS)
def test_texts_are_fair_tidy_and_plain(table):
    texts = [text for column in TEXTS[table] for text in load(table)[column].dropna()]
    for text in texts:
        assert not LOADED.search(re.sub(r"“[^”]*”", "", text)), text
        assert text == text.strip() and "  " not in text and "**" not in text, text
    sentences = [
        sentence for text in texts for sentence in split(text.replace("¶", " ")) if len(sentence.split()) > 3
    ]
    assert reading_grade(sentences) <= 9, (
        f"{table} reads at grade {reading_grade(sentences):.1f}. Use shorter sentences and words."
    )


def test_the_page_on_exercises_lists_each_with_its_size():
    page = (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")
    titles = load("lessons").set_index("lesson")["title"]
    for number in EXERCISES:
        rows, stem = [row for row in QUESTIONS if row["exercise"] == number], source_of(number).stem
        line = (
            f"| [{number} · {titles[number]}](../exercises/release/{stem}/{stem}.ipynb) |"
            f" {sum(row['minutes'] for row in rows)} | {len(rows)} |"
        )
        assert line in page, f"docs/exercises.md should have the line: {line}"


# Answers


@pytest.mark.parametrize("fips", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_what_the_tables_call_right_is_right(row, fips):
    question = task(row["question_id"], fips)
    judged = judging.judge(question, right_answer(question))
    assert (judged.stage, judged.marks, judged.lines) == ("right", 1.0, ())


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row["mistake_id"])
def test_each_known_mistake_meets_its_own_words(row):
    matches = 0
    for fips in PLACES.values():
        question = task(row["question_id"], fips)
        mistake = next(each for each in question.mistakes if each.id == row["mistake_id"])
        answer = with_mistake(question, mistake)
        if answer is None:
            continue  # at this place the mistake happens to give the right answer
        judged = judging.judge(question, answer)
        assert judged.stage == "misconception" and judged.marks < 1, (
            f"{row['mistake_id']} at {fips}: {judged}"
        )
        matches += any(mistake.feedback in line for line in judged.lines)
    assert matches, (
        f"No place of {len(PLACES)} shows {row['mistake_id']}: an earlier mistake has the same value, or it"
        " is never wrong."
    )


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_no_wrong_answer_is_told_the_solution(row):
    for fips in PLACES.values():
        question = task(row["question_id"], fips)
        tried = [with_mistake(question, mistake) for mistake in question.mistakes] + [
            {part.key: part.choices[0].key if part.choices else -1 for part in question.parts}
        ]
        for answer in filter(None, tried):
            judged = judging.judge(question, answer)
            text = " ".join(judged.lines).casefold()
            assert question.explain.casefold() not in text
            for part in question.parts:
                solutions = [
                    choice.text.casefold()
                    for choice in part.choices
                    if choice.key == part.right and len(choice.text) > 25
                ]
                assert not any(each in text for each in solutions), (
                    f"{question.id} {part.key} prints the right choice"
                )


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        ...,
        "",
        [],
        {},
        3,
        2.5,
        "zzz",
        ["zzz"],
        {"zzz": 1},
        float("nan"),
        True,
        object(),
        len,
        lambda *a: 1 / 0,
        lambda *a: None,
    ],
)
@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["question_id"])
def test_whatever_is_typed_is_answered_in_words_and_earns_nothing(row, wrong):
    question = task(row["question_id"], "48201")
    judged = judging.judge(question, wrong)
    assert (
        judged.marks == 0
        and judged.stage in ("empty", "type", "shape", "value")
        and all(len(line) > 12 for line in judged.lines)
    )


# Stages


def test_the_stages_of_an_answer():
    names = {"PLACE": "Harris County, TX"}

    def said(**given):
        return str(checks.exercise("02-6", {**names, **given}))

    assert "There is no answer_6 yet" in said() and "You have anser_6." in said(anser_6={})
    assert said(answer_6={"law": "", "hold": "", "share": ""}).startswith("No answer yet. 0 of 6 points.")
    assert "should name its parts" in said(answer_6=["limits"]) and "yours is a list" in said(
        answer_6=["limits"]
    )
    assert "has no part 'laws'" in said(
        answer_6={"laws": "limits"}
    ) and "There is no 'mandate' to choose" in said(answer_6={"law": "mandate"})
    partly = said(answer_6={"law": "mandates", "hold": "yes", "share": ""})
    assert (
        partly.startswith("◐ Partly right. 2 of 6 points.\n1 of 3 parts are right.")
        and "Still blank: share." in partly
    )
    assert "A hold is a new arrest" in partly and "Read again: lesson 02, “Ask the law”." in partly
    assert said(answer_6={"law": "Mandates", "hold": "only_if", "share": " YES "}).startswith(
        "✓ Right. 6 of 6 points."
    )


def test_without_a_place_or_with_a_wrong_one_the_learner_is_told_what_to_do():
    answer = {"answer_6": {"law": "limits", "hold": "only_if", "share": "contested"}}
    assert "Fill in PLACE in the first cell" in str(checks.exercise("02-6", {"PLACE": "", **answer}))
    assert "Fill in PLACE in the first cell" in checks.q("02-6", answer["answer_6"])
    assert "Near it: Harris County" in str(checks.exercise("02-6", {"PLACE": "Haris, TX", **answer}))
    assert (
        "Near it: Harris County" in fl.exercise("02", "Haris, TX").fallback()
        and "Choose your place first" in fl.exercise("02").fallback()
    )
    fl.set_place("Los Angeles, CA")
    assert (
        checks.exercise("02-6", {"PLACE": "", **answer}).points == 6
        and "Los Angeles County, California" in fl.exercise("02").fallback()
    )
    assert checks.exercise("02-6", {"PLACE": "Harris, TX", **answer}).points < 6, (
        "the place in the notebook goes before the one of the machine"
    )


def test_a_function_is_called_and_tried_elsewhere():
    def typed_in(actor, delegation, state_law):
        return {part.key: part.right for part in task("02-7", "48201").parts}

    names = {"PLACE": "48201", "tally": typed_in}
    assert checks.exercise("02-7", names).points == 4
    half = checks.exercise("02-7", names, elsewhere=("48201", "09110"))
    assert half.points == 2 and "type nothing in by hand" in str(half)
    broken = str(checks.exercise("02-7", {"PLACE": "48201", "tally": lambda: 1}))
    assert "stopped with TypeError" in broken and "tally('jail_officer', 'tfm', 'mandates')" in broken
    assert "should be a function" in str(checks.exercise("02-7", {"PLACE": "48201", "tally": 4}))


def test_an_attempt_is_remembered_with_its_misconception_and_the_summary_adds_nothing():
    names = {"PLACE": "48201", "answer_5": {"sentence": "1", "mend": "b"}}
    checks.exercise("02-5", names)
    checks.so_far("02", names)
    assert progress.read()["answers"]["02-5"]["latest"] == {
        "correct": False,
        "misconception": "washington-orders",
    }
    assert progress.read()["answers"]["02-5"]["tries"] == 1 and list(progress.read()["answers"]) == ["02-5"]


def test_q_judges_exercises_too():
    assert checks.q("02-5", {"sentence": "3", "mend": "b"}).startswith("✓ Right. 4 of 4 points.")
    with pytest.raises(LookupError, match="Near it: 0"):
        fl.ask("02-99")
    with pytest.raises(LookupError, match="no exercise '99'"):
        fl.exercise("99")


def test_what_a_learner_types_is_escaped():
    mark = checks.exercise("02-4", {"answer_4": {"a": "<img src=x>"}})
    assert "<img" not in mark.html and "&lt;img" in mark.html


# Notebooks


@pytest.mark.parametrize("fips", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("number", EXERCISES)
def test_the_instructors_solutions_earn_full_points(number, fips, monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", fips)
    marks = marks_of(run(source_of(number)))
    assert marks == {row["question_id"]: row["points"] for row in JUDGED if row["exercise"] == number}


@pytest.mark.parametrize("fips", ["", "48201"])
@pytest.mark.parametrize("number", EXERCISES)
def test_an_untouched_copy_earns_nothing_and_says_what_to_do(number, fips, monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", fips)
    marks = run(source_of(number, "release"))
    assert set(marks_of(marks).values()) == {0}
    assert {mark.stage for mark in marks.values()} <= {"empty", "place"} and all(
        len(str(mark)) > 40 for mark in marks.values()
    )


@pytest.mark.parametrize("number", EXERCISES)
def test_the_notebook_has_each_question_once_with_its_points(number):
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in read(source_of(number))["cells"]
        if "nbgrader" in cell["metadata"]
    }
    for row in [row for row in QUESTIONS if row["exercise"] == number]:
        id_ = row["question_id"]
        assert "".join(cells[f"ask-{id_}"]["source"]) == f'fl.ask("{id_}", PLACE)'
        graded = cells[f"{'answer' if row['container'] == 'text' else 'check'}-{id_}"]
        assert (
            graded["metadata"]["nbgrader"]["points"] == row["points"]
            and graded["metadata"]["nbgrader"]["grade"]
        )
        if row["container"] != "text":
            assert "".join(graded["source"]).splitlines()[0] == f'fl.checks.exercise("{id_}", globals())'
            assert row["name"] in "".join(cells[f"answer-{id_}"]["source"])
    assert sum(cell["metadata"]["nbgrader"].get("grade", False) for cell in cells.values()) == len(
        [r for r in QUESTIONS if r["exercise"] == number]
    )


@pytest.mark.parametrize("number", EXERCISES)
def test_a_learners_copy_shows_card_and_questions_and_neither_answers_nor_hidden_tests(number):
    text = source_of(number, "release").read_text(encoding="utf-8")
    assert not [word for word in ("BEGIN SOLUTION", "HIDDEN TESTS", "elsewhere=") if word in text]
    notebook = json.loads(text)
    first = "".join(notebook["cells"][1]["outputs"][0]["data"]["text/html"])
    assert "Choose your place first" in first and "minutes" in first and "points" in first
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and (about.get("solution") or about.get("grade")):
            assert cell["outputs"] == [] and cell["execution_count"] is None
        if about.get("solution") and cell["cell_type"] == "code":
            assert judging.blank(answers_of(cell)), f"{about['grade_id']} holds an answer"


@pytest.mark.parametrize("number", EXERCISES)
def test_a_learners_copy_can_be_read_aloud_and_by_jupyterlab_before_it_is_trusted(number):
    from tests.project.house import rules

    notebook = read(source_of(number, "release"))
    for rule in (
        rules.one_title_and_ordered_headings,
        rules.html_survives_an_untrusted_notebook,
        rules.pictures_have_words,
        rules.tables_have_captions_and_scopes,
        rules.nothing_changes_between_runs,
        rules.no_widget_state_is_stored,
        rules.cells_have_names,
    ):
        assert rule(notebook, number) == []


# Functions that cells name


def test_a_question_about_one_road_refuses_facts_that_open_several():
    facts = {
        "entry": "uninspected",
        "presence": "long",
        "prior_order": "yes",
        "record": "aggravated",
        "resident": "no",
    }
    desk = Desk(load)
    with pytest.raises(ValueError, match="Several roads are open .*: reinstatement, administrative"):
        road(desk, **facts)
    assert road(desk, **{**facts, "record": "none"}) == "reinstatement"


def test_cards_are_dealt_to_places_not_all_to_one():
    places_ = [place(fips) for fips in load("counties")["county_fips"].head(300)]
    dealt = [dealt_clocks(Desk(load, here)) for here in places_]
    assert {dealt.count(card) > 30 for card in CLOCKS} == {True}


CELLS = [
    (row["question_id"], row[column])
    for table, column in (
        ("exercise_parts", "computed_by"),
        ("exercise_mistakes", "computed_by"),
        ("exercise_choices", "text_computed_by"),
        *(("exercise_questions", name) for name in ("arguments", "facts", "exhibit")),
    )
    for row in load(table).fillna("").to_dict("records")
    if row[column]
]


def test_every_function_of_an_exercise_is_named_by_a_cell_and_the_other_way_round():
    named = {words_of(cell)[0] for _, cell in CELLS}
    assert len(CELLS) > 200 and all(function(path) for path in named)
    written = {
        f"{path.parent.name}.exercise.{node.name}"
        for path in Path(fl.__file__).parent.glob("*/exercise.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    shared = {
        "answers_of",
        "chain",
        "dealt_clocks",
        "fits",
        "jail",
        "says",
        "state_law",
    }  # what other functions ask
    idle = {path for path in written - named if path.split(".")[-1] not in shared}
    assert named <= written and not idle, f"No cell names {sorted(idle)}"


@pytest.mark.parametrize(
    "cell, complaint",
    [
        ("len(load('counties'))", "is not the path of a function"),
        ("os.exercise.system", "no module fedlocal.os.exercise"),
        ("law.exercise.mai local_officer", "Near it: may"),
        ("law.exercise.pd", "has no function 'pd'"),
        ("law.exercise.may local_officer fly", "cannot be computed"),
    ],
)
def test_a_cell_that_names_no_function_is_told_and_nothing_is_run(cell, complaint):
    with pytest.raises(ValueError, match=complaint):
        compute(cell, Desk(load))


# A corrected rule


def test_a_corrected_rule_reaches_the_checker_its_fallback_and_the_expected_answer(monkeypatch, tmp_path):
    import shutil

    from fedlocal.ground import tables

    names = {"PLACE": "", "answer_2": {"answer": "no", "reason": "c"}}
    facts = {
        "actor": "local_officer",
        "action": "serve_ice_warrant",
        "delegation": "none",
        "paper": "ice_arrest_warrant",
        "place": "traffic_stop",
        "state_law": "silent",
    }
    assert checks.exercise("02-2", names).stage == "right"
    before = fl.widgets.AuthorityChecker().fallback()

    folder = tmp_path / "data"
    shutil.copytree(tables.data_dir(), folder)
    path = tables.table_file("authority_rules", folder=folder)
    start = "serve-local,serve_ice_warrant,10,nonfederal,any,ice_arrest_warrant;ice_removal_warrant,any,any,"
    old, new = start + 'no,"', start + 'only_if,"A teacher corrected this rule. '
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    monkeypatch.setattr(tables, "data_dir", lambda: folder)
    tables.seal("authority_rules", folder=folder)

    checker = fl.widgets.AuthorityChecker()
    for name, word in facts.items():
        checker.facts[name].value = word
    assert "A teacher corrected this rule." in checker._view.value and "Only if" in checker._view.value
    row = next(row for row in checker.overview() if row["title"] == "serve an ICE warrant")
    assert row["answers"][0] == "only_if" and checker.fallback().count("Only if") > before.count("Only if")

    assert tasks.task("02-2", rows, None).parts[0].right == "only_if"
    assert checks.exercise("02-2", names).points == 2, (
        "the answer that was right is now wrong; its reason stays the right one"
    )
    assert (
        checks.exercise("02-2", {**names, "answer_2": {"answer": "only_if", "reason": "c"}}).stage == "right"
    )
    assert "A teacher corrected this rule." in fl.ask("02-2").fallback()
