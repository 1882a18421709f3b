"""Grading a class: nothing that a submission does loses or changes another's mark, and honest ones get
what stock nbgrader gives."""

import csv
import io
import json
import os
import shutil
import socket
import sys
import zipfile

import pytest

from fedlocal import cli
from fedlocal.exercises import release
from fedlocal.grading import (
    assemble,
    gradebook,
    pages,
    pool,
    results,
    scores,
    sheets,
    submissions,
    written_answers,
)
from fedlocal.grading import grade as command
from fedlocal.grading import key as keys
from fedlocal.ground.tables import load
from tests.exercises.exercises_run import source_of
from tests.grading import synthetic_class

COURSE = release.course_dir()
NUMBER, NAME = "02", source_of("02").stem
QUESTIONS = [row for row in load("exercise_questions").to_dict("records") if row["exercise"] == NUMBER]
FULL = sum(row["points"] for row in QUESTIONS if row["container"] != "text")
LOST = next(row["points"] for row in QUESTIONS if row["question_id"] == f"{NUMBER}-2")
LIMITS = pool.Limits(cell_seconds=8, memory=500_000_000)
LINUX = sys.platform.startswith("linux")
FILE = f"{NAME}.ipynb"


@pytest.fixture(scope="module")
def key():
    return keys.key(source_of(NUMBER))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class with each kind of damage, graded once: (summary, folder of submissions, folder of results,
    files)."""
    sent, out = tmp_path_factory.mktemp("sent"), tmp_path_factory.mktemp("results") / "out"
    server = socket.create_server(("127.0.0.1", 0))
    other = sent / "right" / NAME / FILE
    files = synthetic_class.damages(
        NUMBER, {"key": str(source_of(NUMBER)), "other": str(other), "port": server.getsockname()[1]}
    )
    for kind, data in files.items():
        path = sent / kind / NAME / ("homework (final).ipynb" if kind == "partly" else FILE)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    before = {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()}
    os.environ["FEDLOCAL_TEST_SECRET"] = "not for submissions"
    try:
        summary = command.grade(sent, out, [NUMBER], limits=LIMITS)
    finally:
        del os.environ["FEDLOCAL_TEST_SECRET"]
        server.close()
    assert before == {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()}
    return summary, sent, out, files


@pytest.fixture(scope="module")
def lines(graded):
    return {line.learner: line for line in graded[0].books[NAME]}


# Every kind of damage ends in a score or a plain reason


def test_every_file_has_a_line_and_a_page(graded, lines):
    assert set(lines) == set(graded[3])
    assert len(list((graded[2] / "feedback" / NUMBER).glob("*.html"))) == len(lines)


WHOLE = [
    "right",
    "deleted-checks",
    "duplicated",
    "reordered",
    "old-release",
    "other-tool",
    "much-output",
    "utf-16",
    "with-bom",
    "latin",
]


@pytest.mark.parametrize("kind", WHOLE)
def test_an_answer_that_is_right_keeps_its_points_whatever_happened_to_the_file(kind, lines):
    assert lines[kind].points == FULL and not lines[kind].result.problem, lines[kind].result


@pytest.mark.parametrize(
    "kind",
    [
        "endless-loop",
        "stubborn-loop",
        "kernel-crash",
        "os-exit",
        "sys-exit",
        "error",
        "memory-hog",
        "slow-hog",
        "large-file",
    ],
)
@pytest.mark.skipif(not LINUX, reason="limits on memory and files are Linux's")
def test_a_cell_that_breaks_costs_its_own_question_only(kind, lines):
    lost = [score for score in lines[kind].result.scores if score.points == 0]
    assert lines[kind].points == FULL - LOST and [score.question for score in lost] == [f"{NUMBER}-2"], lines[
        kind
    ].result
    words = {
        "endless-loop": "did not end within",
        "stubborn-loop": "left out",
        "kernel-crash": "ended Python itself",
        "os-exit": "ended Python itself",
        "error": "ZeroDivisionError",
        "sys-exit": "SystemExit",
        "memory-hog": "more memory",
        "slow-hog": "more memory",
        "large-file": "File too large",
    }
    assert words[kind] in lost[0].reason


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("empty", "empty"),
        ("not-a-notebook", "not a Jupyter notebook"),
        ("cut-off", "cut off"),
        ("json-only", "no cells"),
    ],
)
def test_what_is_no_notebook_gets_a_reason(kind, word, lines):
    assert word in lines[kind].result.problem and lines[kind].points == 0
    assert all(score.reason for score in lines[kind].result.scores)


@pytest.mark.parametrize("kind", ["untouched", "edited-checks", "own-checks", "own-fl", "odd-cells"])
def test_nothing_is_earned_by_nothing(kind, lines):
    assert lines[kind].points == 0


def test_a_changed_check_and_changed_functions_are_told(lines):
    assert any("Checks that were changed" in remark for remark in lines["edited-checks"].result.remarks)
    assert (
        "had been changed" in lines["own-checks"].result.scores[0].reason
        and "had been changed" in lines["own-fl"].result.scores[0].reason
    )


def test_remarks_say_what_was_done_to_the_file(lines):
    remarks = {kind: " ".join([*line.result.remarks, *line.remarks]) for kind, line in lines.items()}
    for kind, words in {
        "deleted-checks": "put back",
        "duplicated": "stands 2 times",
        "reordered": "moved",
        "old-release": "another edition",
        "much-output": "were cut",
        "utf-16": "UTF-16",
        "latin": "Windows-1252",
        "deleted-answer": "Answer cells that were missing",
    }.items():
        assert words in remarks[kind], (kind, remarks[kind])
    assert remarks["right"] == "" and lines["deleted-answer"].points == FULL - QUESTIONS[0]["points"]


@pytest.mark.skipif(not LINUX, reason="namespaces and Landlock are Linux's")
def test_a_submission_reaches_neither_key_nor_others_nor_network(lines):
    protections = set(lines["peeking"].result.held)
    if not {"network", "files of others", "processes of others"} <= protections:
        pytest.skip(f"this machine only offers: {protections}")
    assert lines["peeking"].points == FULL, lines["peeking"].result.scores[1].reason


def test_processes_that_a_submission_left_behind_are_gone(lines):
    import psutil

    assert lines["forks"].points == FULL
    assert not [
        process
        for process in psutil.process_iter(["cmdline"])
        if "fedlocal.grading.worker" in (process.info["cmdline"] or []) and process.ppid() == os.getpid()
    ]


# Scores are those of stock nbgrader


def test_honest_submissions_get_what_stock_nbgrader_gives(graded, lines, tmp_path):
    from tests.exercises.test_release import nbgrader
    from tests.exercises.test_release import scores as recorded

    shutil.copytree(COURSE / "source" / NAME, tmp_path / "source" / NAME)
    shutil.copyfile(COURSE / release.CONFIG, tmp_path / release.CONFIG)
    kinds = ["right", "partly", "untouched"]  # the bench compares all others
    for kind in kinds:
        path = tmp_path / "submitted" / kind / NAME / FILE
        path.parent.mkdir(parents=True)
        path.write_bytes(graded[3][kind])
    nbgrader(tmp_path, [NAME])
    found = recorded(tmp_path)
    for kind in kinds:
        ours = {score.question: score.points for score in lines[kind].result.scores}
        stock = {
            grade.partition("-")[2]: points
            for (_, learner, grade), (points, _) in found.items()
            if learner == kind
        }
        assert ours == stock, kind


# Again, and after an interruption


def test_a_second_run_grades_nothing_and_changes_nothing(graded):
    _, sent, out, _ = graded
    before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
    again = command.grade(sent, out, [NUMBER], limits=LIMITS)
    assert again.graded == 0 and again.taken_over == len(
        [line for line in again.books[NAME] if not line.result.problem]
    )
    assert before == {path.name: path.read_bytes() for path in out.glob("*.csv")}


def test_only_what_changed_is_graded_again(graded, tmp_path):
    _, sent, out, files = graded
    shutil.copytree(sent, tmp_path / "sent")
    shutil.copytree(out, tmp_path / "out")
    changed = tmp_path / "sent" / "untouched" / NAME / FILE
    changed.write_bytes(files["partly"] + b"\n")
    again = command.grade(tmp_path / "sent", tmp_path / "out", [NUMBER], limits=LIMITS)
    assert (
        again.graded == 1
        and next(line for line in again.books[NAME] if line.learner == "untouched").points > 0
    )


def test_after_an_interruption_the_rest_is_graded(graded, tmp_path, monkeypatch):
    _, sent, _, files = graded
    for learner in ("a", "b"):
        (tmp_path / "sent" / learner).mkdir(parents=True)
        (tmp_path / "sent" / learner / FILE).write_bytes(files["untouched"] + b" " * ord(learner))
    stopped = []

    class Stop(command.Progress):
        def one(self, what):
            stopped.append(what)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        command.grade(tmp_path / "sent", tmp_path / "out", [NUMBER], workers=1, limits=LIMITS, show=Stop(2))
    assert len(stopped) == 1 and len(list((tmp_path / "out" / ".kept").glob("*.json"))) == 1
    assert command.grade(tmp_path / "sent", tmp_path / "out", [NUMBER], workers=1, limits=LIMITS).graded == 1


def test_a_rule_that_was_corrected_is_a_reason_to_grade_again(key):
    from dataclasses import replace

    assert (
        results.name(b"x", key, LIMITS)
        != results.name(b"x", replace(key, version="other"), LIMITS)
        != results.name(b"y", key, LIMITS)
    )


def test_a_worker_that_is_killed_is_replaced(key, monkeypatch):
    job = pool.Job("x", [{"grade_id": "", "source": "answer = 1", "graded": False}], [])
    real, killed = pool.Worker.do, []

    def do(self, job, limits):
        if not killed:
            killed.append(self.process.pid)
            self.process.kill()
        return real(self, job, limits)

    monkeypatch.setattr(pool.Worker, "do", do)
    pool.run([job], 1, [], LIMITS, lambda job: None)
    assert killed and job.end == "done"


# Outputs


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_plain_sheet_has_points_reasons_and_sums(graded):
    rows = {row["learner"]: row for row in rows_of(graded[2] / f"scores-{NUMBER}.csv")}
    assert (
        rows["right"]["points"] == f"{FULL:g}"
        and rows["right"]["state"] == f"written answer waits: {NUMBER}-8"
        and rows["right"][f"{NUMBER}-8"] == ""
    )
    assert (
        rows["empty"]["state"].startswith("not graded: The file is empty") and rows["empty"]["points"] == "0"
    )


def test_written_answers_are_marked_and_merged(graded, tmp_path):
    _, sent, out, _ = graded
    shutil.copytree(out, tmp_path / "out")
    path = tmp_path / "out" / f"written-{NUMBER}.csv"
    rows = rows_of(path)
    mine = [row for row in rows if row["learner"] == "right"]
    assert len(mine) == 3 and not any(row["learner"] == "untouched" for row in rows) and mine[0]["answer"]
    for row in mine:
        row["points"], row["comment"] = ("1.5", "Well supported.") if row["criterion"] == "1" else ("2", "")
    sheets.write(path, written_answers.HEAD, [[row[name] for name in written_answers.HEAD] for row in rows])
    again = command.grade(sent, tmp_path / "out", [NUMBER], limits=LIMITS)
    line = next(line for line in again.books[NAME] if line.learner == "right")
    assert again.graded == 0 and line.points == FULL + 5.5 and not line.waits
    assert {row["Student"]: row for row in rows_of(tmp_path / "out" / f"canvas-{NUMBER}.csv")}["right"][
        f"Exercise {NUMBER}: Law and authority"
    ] == f"{FULL + 5.5:g}"
    assert "Well supported." in (tmp_path / "out" / "feedback" / NUMBER / "right.html").read_text(
        encoding="utf-8"
    )
    assert [row["points"] for row in rows_of(path) if row["learner"] == "right"] == ["1.5", "2", "2"]


@pytest.mark.parametrize("points", ["7", "-1", "many"])
def test_points_that_cannot_be_are_named_with_their_line(points, graded, tmp_path):
    rows = rows_of(graded[2] / f"written-{NUMBER}.csv")
    rows[1]["points"] = points
    sheets.write(
        tmp_path / "written.csv",
        written_answers.HEAD,
        [[row[name] for name in written_answers.HEAD] for row in rows],
    )
    with pytest.raises(LookupError, match="line 3"):
        written_answers.read(tmp_path / "written.csv")


def test_marks_of_learners_who_are_not_in_this_run_are_kept(tmp_path):
    path = tmp_path / "written-02.csv"
    sheets.write(path, written_answers.HEAD, [["gone", "02-8", "1", "x", "2", "2", "", "text", "id"]])
    written_answers.merge(path, [], written_answers.read(path))
    assert rows_of(path)[0]["points"] == "2"


def test_an_answer_that_changed_after_marking_is_told(tmp_path):
    path = tmp_path / "written-02.csv"
    sheets.write(path, written_answers.HEAD, [["anna", "02-8", "1", "x", "2", "2", "", "text", "old"]])
    wanted = [dict(zip(written_answers.HEAD, ["anna", "02-8", "1", "x", "2", "", "", "new text", "new"]))]
    marks, _, warnings = written_answers.merge(path, wanted, written_answers.read(path))
    assert marks == {"anna": {"02-8": 2.0}} and "changed after it was marked" in warnings[0]


def test_pages_stand_alone_and_are_accessible(graded):
    from bs4 import BeautifulSoup

    for path in [
        graded[2] / f"report-{NUMBER}.html",
        graded[2] / f"marking-{NUMBER}.html",
        *(graded[2] / "feedback" / NUMBER).glob("*.html"),
    ]:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert page.html["lang"] == "en" and page.title.text and len(page.find_all("h1")) == 1, path
        assert not page.find_all(["iframe", "link", "object"]) and all(
            image["src"].startswith("data:") for image in page.find_all("img")
        )
        assert all(table.caption for table in page.find_all("table")) and all(
            header.get("scope") for header in page.find_all("th")
        )
        assert all(image.get("alt") for image in page.find_all("img"))
        labelled = {label["for"] for label in page.find_all("label")}
        assert {field["id"] for field in page.find_all("input")} <= labelled


def test_the_report_tells_questions_apart(graded):
    page = (graded[2] / f"report-{NUMBER}.html").read_text(encoding="utf-8")
    belief = load("misconceptions").set_index("misconception_id")["belief"]
    misconceptions = {
        score.misconception
        for line in graded[0].books[NAME]
        for score in line.result.scores
        if score.misconception
    }
    assert (
        misconceptions
        and any(belief[id_] in page for id_ in misconceptions)
        and "Could not be graded (4)" in page
        and "Tells apart" in page
    )


def test_no_script_of_a_learner_reaches_a_page():
    line = gradebook.Line(
        "<script>x</script>",
        "f",
        scores.Result(
            "02",
            (
                scores.Score(
                    "02-1",
                    4,
                    0,
                    html='<p style="position:fixed;color:red">a<script>b</script></p>',
                    answer="</pre><script>",
                ),
            ),
        ),
    )
    about = pages.About("02", "t", "n", {"02-1": "<b>"}, {}, {})
    page = pages.feedback(line, about)
    assert "<script" not in page and "position" not in page and "color:red" in page


# Reading what was handed in


def test_a_zip_cannot_write_outside_and_a_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_FILE", 1_000)
    path = tmp_path / "all.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("in.ipynb", "{}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../anna/x.ipynb", "{}")
        archive.writestr("ben/bomb.ipynb", "0" * 5_000)
        archive.writestr("cleo/all.zip", inner.getvalue())
        archive.writestr("__MACOSX/._x.ipynb", "no")
    found = {hand_in.learner: hand_in for hand_in in submissions.handed_in(path, [NAME])}
    assert set(found) == {"anna", "ben", "cleo"}
    assert "too large" in found["ben"].problem and found["ben"].data == b"" and ".." not in found["anna"].path
    assert [path.name for path in tmp_path.rglob("*")] == ["all.zip"]


def test_links_are_not_followed(tmp_path):
    (tmp_path / "anna").mkdir()
    try:
        (tmp_path / "anna" / "x.ipynb").symlink_to(source_of(NUMBER))
    except OSError:
        pytest.skip("no links here")
    assert "link" in submissions.handed_in(tmp_path, [NAME])[0].problem


@pytest.mark.parametrize(
    ("path", "learner"),
    [
        (f"anna/{NAME}/{FILE}", "anna"),
        (f"class/anna/{FILE}", "anna"),
        ("ben.ipynb", "ben"),
        (f"{NAME}_cleo.ipynb", "cleo"),
        (f"dan/my-course/exercises/{FILE}", "dan"),
        (f"doejane_481_9921_{FILE}", "doejane"),
        (f"Jane Doe_12_assignsubmission_file_/{FILE}", "Jane Doe"),
        (f"Jane Doe_12_assignsubmission_file_{FILE}", "Jane Doe"),
        (f"{NAME} (1).ipynb", f"{NAME} (1)"),
        (f"emil.zip/{FILE}", "emil"),
        (f"doejane_481_9921_all.zip/hand-in/{FILE}", "doejane"),
    ],
)
def test_the_learner_is_known_from_the_path(path, learner):
    assert submissions.whose(path, [NAME])[0] == learner


def test_the_latest_of_several_files_counts(key):
    data = json.dumps(synthetic_class.copy_of(NUMBER)).encode()
    sent = [
        submissions.HandIn("anna", f"anna/{NAME}-{number}.ipynb", data + b" " * number) for number in (10, 2)
    ]
    found, _ = command.sort_out(
        [*sent, submissions.HandIn("anna", f"anna/{NAME}.pdf", b"%PDF")], [key], LIMITS
    )
    assert len(found) == 1 and found[0].sent.path.endswith("-10.ipynb") and "2 files" in found[0].remarks[0]


def test_own_cells_stay_where_they_were(key):
    notebook = synthetic_class.copy_of(NUMBER, "all")
    place = next(
        i
        for i, cell in enumerate(notebook["cells"])
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"answer-{NUMBER}-2"
    )
    notebook["cells"].insert(
        place, {"cell_type": "code", "source": "helper = 1", "metadata": {}, "id": "mine", "outputs": []}
    )
    sources = [cell["source"] for cell in assemble.assemble(key, notebook).cells]
    assert sources[sources.index("helper = 1") + 1].startswith("answer_2")


def test_hidden_tests_are_in_the_key_and_solutions_are_not(key):
    text = "\n".join(cell.source for cell in key.cells)
    assert (
        "elsewhere=" in text
        and "elsewhere=" not in "".join(cell.shown for cell in key.cells)
        and "BEGIN SOLUTION" not in text
        and "verdict.answer" not in text
    )


def test_sheets_for_platforms(graded):
    first = graded[0].books[NAME][0]
    line = gradebook.Line("doejane", "p", first.result, "canvas", "481")
    head, rows = sheets.canvas(
        [line],
        "Exercise 02: x",
        [{"Student": "Doe, Jane", "ID": "481", "SIS User ID": "s1", "SIS Login ID": "jd", "Section": "A"}],
    )
    assert (
        head[:2] == ["Student", "ID"]
        and rows[0][0] == "    Points Possible"
        and rows[1][:5] == ["Doe, Jane", "481", "s1", "jd", "A"]
    )
    head, rows = sheets.moodle([gradebook.Line("Jane Doe", "p", first.result, "moodle", "12")])
    assert rows[0][0] == "Participant 12" and head[3] == "Grade" and rows[0][4] == "35"


# The command


def test_what_cannot_be_graded_at_all_is_said(tmp_path, capsys):
    assert (
        cli.main(["grade", str(tmp_path / "none"), "--out", str(tmp_path / "o")]) == 1
        and "neither a folder nor a zip" in capsys.readouterr().err
    )
    assert (
        cli.main(["grade", str(tmp_path), "--out", str(tmp_path / "o")]) == 1
        and "not among the submissions" in capsys.readouterr().err
    )
    (tmp_path / "empty").mkdir()
    assert (
        cli.main(["grade", str(tmp_path / "empty"), "--out", str(tmp_path / "o"), "--exercise", "99"]) == 1
        and "no exercise 99" in capsys.readouterr().err
    )


def test_discrimination_is_negative_where_the_good_fail(graded):
    lines = [
        gradebook.Line(
            str(i),
            "",
            scores.Result("x", (scores.Score("q1", 1, float(i < 3)), scores.Score("q2", 4, float(i)))),
        )
        for i in range(6)
    ]
    first = gradebook.items(lines)[0]
    assert first.discrimination < -0.8 and first.ease == 0.5 and pages._look(first)


# The county of the class


@pytest.mark.parametrize("how", ["option", "variable", "none"])
def test_a_copy_without_a_place_is_graded_on_the_county_of_the_class(how, tmp_path, monkeypatch):
    sent = tmp_path / "sent" / "anna" / NAME / FILE
    sent.parent.mkdir(parents=True)
    sent.write_text(json.dumps(synthetic_class.copy_of(NUMBER, "all", place="")), encoding="utf-8")
    monkeypatch.setenv("FEDLOCAL_PLACE", "Hopewell city, VA" if how == "variable" else "none")
    done = command.grade(
        tmp_path / "sent",
        tmp_path / "out",
        [NUMBER],
        limits=LIMITS,
        place="hopewell city, virginia" if how == "option" else "",
    )
    points = done.books[NAME][0].points
    assert points == FULL if how != "none" else points < FULL
    assert any("Hopewell city, VA" in words for words in done.said) == (how != "none")
