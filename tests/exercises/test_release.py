"""Learners' copies are those that nbgrader makes, and nbgrader gives the scores that learners were shown."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fedlocal import cli
from fedlocal.exercises import handout, release
from fedlocal.ground.notebook_file import canonical_json
from fedlocal.ground.tables import load
from tests.exercises.exercises_run import marks_of, read, run, source_of

COURSE = release.course_dir()
NAMES = [path.stem for path in release.sources(COURSE)]
PLACE = "51670"  # Hopewell city, VA
# One submission an exercise, so that the first three show all kinds: what learners see is tested for all of
# them without a kernel.
HANDED_IN = dict(zip(NAMES, ["untouched", "solved", *["half"] * len(NAMES)], strict=False))


# nbgrader's own commands, run once


def submission(name: str, kind: str) -> str:
    """What a learner hands in: ``untouched``, ``solved``, or ``half`` of the answers (every second one)."""
    learner, solved = read(source_of(name[:2], "release")), read(source_of(name[:2]))
    answers = {cell["id"]: cell["source"] for cell in solved["cells"]}
    number = 0
    for cell in learner["cells"]:
        if "PLACE = " in "".join(cell["source"]):
            cell["source"] = (
                "".join(cell["source"]).replace('PLACE = ""', f'PLACE = "{PLACE}"').splitlines(True)
            )
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            number += 1
            if kind == "solved" or (kind == "half" and number % 2):
                cell["source"] = answers[cell["id"]]
    return json.dumps(learner)


def tampered(path: Path) -> str:
    """A submission in which every check has been replaced by a line that claims a point."""
    notebook = read(path)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            cell["source"], cell["metadata"]["editable"] = "1.0", True
    return json.dumps(notebook)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(exercise, learner, question) → what nbgrader's own commands recorded; and what a learner is shown
    for the same notebook."""
    course = tmp_path_factory.mktemp("course")
    shutil.copyfile(COURSE / release.CONFIG, course / release.CONFIG)
    shutil.copytree(COURSE / "source", course / "source")
    marks_by_copy = {}
    for name, kind in HANDED_IN.items():
        path = course / "submitted" / kind / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(submission(name, kind), encoding="utf-8")
        marks_by_copy[name, kind] = marks_of(run(path))
        if kind == "untouched":
            path.write_text(tampered(path), encoding="utf-8")
    nbgrader(course)
    return course, marks_by_copy, scores(course)


COMMANDS = """
import sys
from nbgrader.apps import AutogradeApp, GenerateAssignmentApp
for command in (GenerateAssignmentApp, AutogradeApp):
    for name in sys.argv[1:]:
        app = command.instance()
        app.initialize([name])
        app.start()
        command.clear_instance()
"""


def nbgrader(course: Path, names: list[str] = NAMES) -> None:
    """nbgrader generate_assignment and nbgrader autograde for every exercise, in one process: its import
    takes seconds."""
    variables = {**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, *names],
        cwd=course,
        env=variables,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def scores(course: Path) -> dict:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        found = {}
        for sent in [sent for assignment in gradebook.assignments for sent in assignment.submissions]:
            for grade in sent.notebooks[0].grades:
                found[sent.assignment.name, sent.student.id, grade.name] = (
                    grade.auto_score,
                    grade.needs_manual_grade,
                )
        return found


# Learners' copies


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_copy_is_the_one_that_nbgrader_makes(name, graded):
    course, _, _ = graded
    assert copy_of(course, name) == copy_of(COURSE, name), "Mend: fedlocal release"


def test_fedlocal_release_makes_the_same_copy():
    assert release.generate(COURSE, NAMES[:1]) == {NAMES[0]: copy_of(COURSE, NAMES[0])}


def copy_of(course: Path, name: str) -> str:
    return (course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")


def test_each_copy_has_a_source_and_each_exercise_a_notebook():
    assert sorted(path.name for path in (COURSE / "release").iterdir()) == NAMES
    assert [name[:2] for name in NAMES] == load("exercises")["exercise"].tolist()
    files = load("lessons").set_index("lesson")["file"]
    assert [f"{name}.ipynb" for name in NAMES] == [files[name[:2]] for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_stored_cards_and_questions_are_current(name):
    path = COURSE / "source" / name / f"{name}.ipynb"
    assert canonical_json(release.executed(path)) == path.read_text(encoding="utf-8"), (
        "Mend: fedlocal release"
    )


def test_a_stale_copy_is_noticed_and_mended(tmp_path, monkeypatch, capsys):
    course = tmp_path / "exercises"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("gradebook.db*"))
    name, path = NAMES[0], course / "release" / NAMES[0] / f"{NAMES[0]}.ipynb"
    good = path.read_text(encoding="utf-8")
    monkeypatch.setattr(release, "executed", read)  # what the cells show is tested above
    monkeypatch.setattr(release, "generate", lambda course, names: dict.fromkeys(names, good))
    path.write_text(good.replace("PLACE", "PLAZE"), encoding="utf-8")
    words = ["release", name[:2], "--course", str(course)]
    assert (
        cli.main([*words, "--check"]) == 1
        and f"release/{name}/{name}.ipynb: is not current" in capsys.readouterr().out
    )
    assert cli.main(words) == 0 and path.read_text(encoding="utf-8") == good
    assert cli.main([*words, "--check"]) == 0 and "All copies are current." in capsys.readouterr().out


def test_what_cannot_be_released_is_said(tmp_path, capsys):
    assert cli.main(["release", "99"]) == 1 and "There is no exercise 99" in capsys.readouterr().err
    assert (
        cli.main(["release", "--course", str(tmp_path)]) == 1
        and "has no nbgrader_config.py" in capsys.readouterr().err
    )


def test_a_notebook_that_nbgrader_refuses_is_named(tmp_path):
    course, name = tmp_path, NAMES[0]
    shutil.copyfile(COURSE / release.CONFIG, course / release.CONFIG)
    shutil.copytree(COURSE / "source" / name, course / "source" / name)
    path = course / "source" / name / f"{name}.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace("### END SOLUTION", "### THE END"), encoding="utf-8"
    )
    with pytest.raises(LookupError, match=f"copy of {name}"):
        release.generate(course, [name])


# Stock nbgrader gives the same scores


def test_nbgrader_gives_the_points_that_learners_are_shown(graded):
    _, marks_by_copy, recorded = graded
    for (name, kind), marks in marks_by_copy.items():
        assert {question: recorded[name, kind, f"check-{question}"] for question in marks} == {
            question: (points, False) for question, points in marks.items()
        }


def test_nbgrader_gives_full_points_nothing_and_some(graded):
    _, marks_by_copy, _ = graded
    questions = load("exercise_questions").query("container != 'text'")
    for (name, kind), marks in marks_by_copy.items():
        full = questions.loc[questions["exercise"] == name[:2], "points"].sum()
        total = sum(marks.values())
        assert total == {"untouched": 0, "solved": full}.get(kind, total) and (
            kind != "half" or 0 < total < full
        )
    assert {"untouched", "solved", "half"} == {kind for _, kind in marks_by_copy}


def test_a_written_answer_waits_for_a_person_and_an_untouched_one_gets_nothing(graded):
    _, _, recorded = graded
    written = {key: value for key, value in recorded.items() if key[2].startswith("answer-")}
    assert {value for key, value in written.items() if key[1] == "untouched"} == {(0, False)}
    assert {value for key, value in written.items() if key[1] == "solved"} == {(None, True)}


def test_only_the_capstone_has_no_function_and_so_no_hidden_test():
    assert [
        name[:2] for name in NAMES if "HIDDEN TESTS" not in source_of(name[:2]).read_text(encoding="utf-8")
    ] == ["09"]


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, kind in HANDED_IN.items() if name[:2] != "09"]
)
def test_hidden_tests_are_put_back_for_grading(graded, name, kind):
    course, _, _ = graded
    notebook = read(course / "autograded" / kind / name / f"{name}.ipynb")
    assert any("elsewhere=" in "".join(cell["source"]) for cell in notebook["cells"])


def test_a_check_that_a_learner_changed_is_put_back(graded):
    course, _, recorded = graded
    handed_in = (course / "submitted" / "untouched" / NAMES[0] / f"{NAMES[0]}.ipynb").read_text(
        encoding="utf-8"
    )
    assert handed_in.count('"1.0"') >= 6 and {
        value[0] for key, value in recorded.items() if key[1] == "untouched"
    } == {0}


# A class


def test_a_class_gets_copies_with_places_of_its_own(tmp_path, capsys):
    roster, folder = tmp_path / "class.csv", tmp_path / "class"
    roster.write_text('learner,place\nanna,"Harris, TX"\nben,09110\ncleo,\n', encoding="utf-8")
    assert (
        cli.main(["hand-out", str(roster), str(folder), NAMES[0][:2]]) == 0
        and "3 copies written for 3 learners" in capsys.readouterr().out
    )
    copies = {name: folder / name / NAMES[0] / f"{NAMES[0]}.ipynb" for name in ("anna", "ben", "cleo")}
    places = {name: handout.place_in(read(path)) for name, path in copies.items()}
    assert (
        places["anna"] == "Harris County, TX"
        and places["ben"] == "Capitol Planning Region, CT"
        and places["cleo"].count(", ") == 1
    )
    listed = (folder / "places.csv").read_text(encoding="utf-8").splitlines()
    assert listed[0] == "learner,place,county_fips" and [line.split(",")[0] for line in listed[1:]] == list(
        copies
    )
    assert read(copies["anna"])["cells"][2:] == read(source_of(NAMES[0][:2], "release"))["cells"][2:]
    copies["anna"].write_text("answers", encoding="utf-8")
    assert (
        cli.main(["hand-out", str(roster), str(folder), NAMES[0][:2]]) == 0
        and copies["anna"].read_text(encoding="utf-8") == "answers"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,place\nanna,\n", "needs a first line"),
        ("", "needs a first line"),
        ("learner,place\nanna,\nAnna,\n", "line 3: 'Anna' stands twice"),
        ("learner,place\n../x,\n", "no plain word"),
        (
            'learner,place\nanna,"Haris, TX"\n',
            "line 2: There is no county 'Haris' in TX. Near it: Harris County",
        ),
    ],
)
def test_a_list_that_cannot_be_used_says_where(text, problem, tmp_path, capsys):
    roster = tmp_path / "class.csv"
    roster.write_text(text, encoding="utf-8")
    assert (
        cli.main(["hand-out", str(roster), str(tmp_path / "class")]) == 1
        and problem in capsys.readouterr().err
    )
    assert not (tmp_path / "class").exists()


def test_drawn_places_are_spread_out():
    states = {handout.drawn(f"learner-{number}", load("counties")).state_abbr for number in range(60)}
    assert len(states) >= 20
