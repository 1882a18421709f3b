"""python3 start.py: what it says, what it makes, what it never touches, and how it recovers."""

import ast
import contextlib
import datetime
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import start
from launcher import copies, environment, lab, machine, main, problems

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = ["linux", "darwin", "win32"]
UV_LINES = "uv==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"


@pytest.fixture
def project(tmp_path):
    """A tiny course in a folder whose name has a space and a letter beyond ASCII."""
    root = tmp_path / "my course é"
    for name, text in {
        "pyproject.toml": "[project]\n",
        "notebooks/00_start_here.ipynb": "first edition 0",
        "notebooks/04_the_287g_program.ipynb": "first edition 4",
        "notebooks/README.md": "not a lesson",
        "requirements.lock": UV_LINES + "numpy==2 \\\n    --hash=sha256:cc\n",
        "requirements-test.lock": "numpy==2 \\\n    --hash=sha256:cc\n",
        "jupyter/overrides.json": "{}",
        "jupyter/custom/custom.css": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def commands(monkeypatch):
    """Set-ups that install nothing: a list of the commands that would have run."""
    seen = []

    def run(command, **_):
        seen.append([str(word) for word in command])
        return ""

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(environment, "python_runs", lambda python: True)
    return seen


def failing(monkeypatch, part, output):
    """Let the first command that contains the word `part` fail with `output`."""

    def run(command, **_):
        if part in [str(word) for word in command]:
            raise problems.Failed(output)
        return ""

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(environment, "python_runs", lambda python: True)
    monkeypatch.setattr(environment, "has_pip", lambda python: True)


def stopped(project, capsys, *words):
    """What start.py prints when it has to stop: what, why and mend, no traceback, code 1."""
    assert main.run(project, list(words)) == 1
    output = capsys.readouterr().out
    assert "Stopped: " in output and "Why: " in output and "Mend: " in output and "Traceback" not in output
    return output


# The Python it is started with


def test_start_itself_is_readable_by_pythons_far_too_old():
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "version, age", [((2, 7, 18), "older"), ((3, 10, 9), "older"), ((3, 15, 0), "newer")]
)
def test_an_unfit_python_is_told_with_the_mend(version, age, platform):
    problem = start.python_problem(version, platform, [])
    assert age in problem and "3.11" in problem and "Mend:" in problem
    assert ("py -3.14" in problem) == (platform == "win32")


def test_a_fitting_python_on_path_is_named(tmp_path):
    for name in ("python3.12", "python3.13", "python3.9"):
        (tmp_path / name).touch()
    found = start.fitting_pythons(os.pathsep.join([str(tmp_path), "/nowhere"]), "linux")
    assert found == ["python3.13", "python3.12"]
    assert "Run: python3.13 start.py" in start.python_problem((3, 9, 1), "linux", found)


def test_every_supported_python_is_accepted():
    assert not any(start.python_problem((3, minor, 0), "linux", []) for minor in (11, 12, 13, 14))


# Platforms


@pytest.mark.parametrize(
    "platform, venv, expected",
    [
        ("linux", "/home/a b/.venv", "/home/a b/.venv/bin/python"),
        ("darwin", "/Users/é/.venv", "/Users/é/.venv/bin/python"),
        ("win32", r"C:\My Course\.venv", r"C:\My Course\.venv\Scripts\python.exe"),
    ],
)
def test_the_environments_python_on_each_platform(platform, venv, expected):
    assert machine.venv_command(venv, "python", platform) == expected


@pytest.mark.parametrize("platform, separator", [("linux", ":"), ("darwin", ":"), ("win32", ";")])
def test_programs_run_with_the_environments_commands_and_nothing_misleading(platform, separator):
    base = {"PATH": "elsewhere", "PYTHONPATH": "/other", "PIP_USER": "1", "HOME": "/home/me"}
    made = machine.child_environment("/v", base, platform, FEDLOCAL_HOME="/h")
    assert made["PATH"] == machine.scripts_folder("/v", platform) + separator + "elsewhere"
    assert made["HOME"] == "/home/me" and made["FEDLOCAL_HOME"] == "/h" and made["PYTHONUTF8"] == "1"
    assert not {"PYTHONPATH", "PIP_USER"} & made.keys()


def test_messages_survive_a_windows_console(monkeypatch):
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    machine.say("C:\\курс é")
    console.seek(0)
    assert console.read().splitlines() == ["C:\\???? é"]


def test_our_own_messages_are_ascii():
    for path in [ROOT / "start.py", *(ROOT / "scripts/launcher").glob("*.py")]:
        assert path.read_bytes().isascii(), f"{path.name}: only ASCII, for old consoles"


# What a failed command means


@pytest.mark.parametrize(
    "kind, output",
    [
        ("network", "error: Failed to fetch\n  dns error: failed to lookup address information"),
        (
            "network",
            "NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure')",
        ),
        ("lock", "error: Hash mismatch for `numpy==2.4.6`\nExpected: ..."),
        ("network", "ERROR: No matching distribution found for uv==0.13.9"),
        (
            "lock",
            "error: Unexpected '<', expected '-c', '-r' or the start of a requirement: requirements.lock:9",
        ),
        ("lock", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."),
        ("disk", "OSError: [Errno 28] No space left on device"),
        ("disk", "There is not enough space on the disk. (os error 112)"),
        ("read-only", "error: failed to create directory\n  Permission denied (os error 13)"),
        ("read-only", "Access is denied. (os error 5)"),
        ("certificate", "invalid peer certificate: UnknownIssuer"),
        ("long path", "The filename or extension is too long. (os error 206)"),
        ("no venv", "/usr/bin/python3: No module named ensurepip"),
        ("no wheel", "Failed to build `numpy==2.4.6`"),
        ("other", "something new"),
    ],
)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_failure_is_explained(kind, output, platform):
    assert problems.sign(output) == kind
    message = str(problems.explain("Installing", output, "/course", platform))
    assert re.fullmatch(r"(?s)Stopped: Installing did not work\.\n  Why:   .+\n  Mend:  .+again\..*", message)


def test_of_a_long_output_the_telling_line_is_shown():
    message = str(problems.explain("x", "Hash mismatch for `numpy==2`\n" + "sha256:aa\n" * 50, "/c", "linux"))
    assert "numpy" in message and "sha256:aa" not in message


def test_a_reader_who_goes_away_does_not_stop_the_set_up(monkeypatch):
    class Gone(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    machine.say("one")
    machine.say("two")
    sys.stdout.close()


def test_a_missing_venv_module_names_debians_package():
    assert "sudo apt install python3-venv" in str(problems.venv_missing("x", "linux"))
    assert "python.org" in str(problems.venv_missing("x", "win32"))


@pytest.mark.parametrize(
    "part, output, expected",
    [
        ("venv", "No module named venv", "python3-venv" if sys.platform == "linux" else "python.org"),
        ("--no-input", "Temporary failure in name resolution", "Check the internet connection"),
        ("--require-hashes", "Hash mismatch for `numpy==2`", "git checkout"),
        ("--require-hashes", "No space left on device", "Free about 1 GB"),
        ("-e", "weird thing 42", "weird thing 42"),
    ],
)
def test_a_step_that_fails_stops_with_the_mend(project, monkeypatch, capsys, part, output, expected):
    failing(monkeypatch, part, output)
    assert expected in stopped(project, capsys, "--check")
    assert not (project / ".venv" / environment.NOTE).exists()


def test_pip_steps_in_where_uv_cannot_reach_the_index(project, monkeypatch):
    seen = []

    def run(command, **_):
        seen.append(command)
        if "uv" in Path(command[0]).name:
            raise problems.Failed("dns error")

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(environment, "has_pip", lambda python: True)
    environment.install(project / ".venv", ["--require-hashes", "-r", "requirements.lock"], project, {})
    assert seen[-1][1:4] == ["-m", "pip", "install"] and "--require-hashes" in seen[-1]


def test_a_python_without_pip_unpacks_its_own(project, monkeypatch):
    seen = []

    def run(command, **_):
        seen.append(command[1:3])
        if "--python" in command:
            raise problems.Failed("No module named pip")

    monkeypatch.setattr(machine, "run", run)
    (project / ".venv").mkdir()
    environment.get_uv(project / ".venv", project, {})
    assert seen[1:] == [["-m", "ensurepip"], ["-m", "pip"]]


def test_uv_is_taken_from_the_lock_with_its_hashes(project):
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    assert environment.uv_requirement(lock) == UV_LINES
    with pytest.raises(problems.Failed):
        environment.uv_requirement("numpy==2\n")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_missing_file_of_the_set_up_is_named(project, commands, capsys, name):
    (project / name).unlink()
    assert f"git checkout -- {name}" in stopped(project, capsys, "--check")


def test_a_folder_that_cannot_be_written_is_named(project, monkeypatch, capsys):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert str(project) in stopped(project, capsys, "--check").replace("?", "é")


def test_two_set_ups_at_once_are_refused(project, commands, capsys):
    with machine.only_one(project):
        assert "Wait until it has finished" in stopped(project, capsys, "--check")
    assert main.run(project, ["--check"]) == 0


def test_a_command_that_cannot_start_is_a_failure_like_others():
    with pytest.raises(problems.Failed, match="nowhere"):
        machine.run(["/nowhere/at/all"])
    with pytest.raises(problems.Failed, match="oh no"):
        machine.run([sys.executable, "-c", "import sys; sys.exit('oh no')"])


def test_a_long_step_gives_signs_of_life(monkeypatch, capsys):
    monkeypatch.setattr(machine, "PATIENCE", 0.1)
    assert machine.run([sys.executable, "-c", "import time; time.sleep(0.5); print('é')"]).strip()
    assert "0 s ... " in capsys.readouterr().out


# Ports


@pytest.fixture
def busy_port():
    """The number of a port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_and_another_one_offered(project, commands, capsys, busy_port):
    output = stopped(project, capsys, "--port", str(busy_port))
    assert f"port {busy_port} is taken" in output and re.search(r"--port \d+", output)
    assert commands == [], "told before anything is installed"


def test_without_port_a_free_one_is_found(busy_port):
    assert machine.free_port([busy_port]) not in (None, busy_port)
    assert machine.port_is_free(machine.chosen_port(None))


def test_a_port_for_administrators_is_told(monkeypatch, project, capsys):
    def refuse(port):
        raise PermissionError

    monkeypatch.setattr(machine, "port_is_free", refuse)
    assert "Choose one from 1024" in stopped(project, capsys, "--port", "80")


@pytest.mark.parametrize("word", ["0", "65536", "-1", "many"])
def test_what_is_no_port_is_refused(word, capsys):
    with pytest.raises(SystemExit):
        main.options(["--port", word])
    assert "1 to 65535" in capsys.readouterr().err or word == "-1"


# The environment


def test_a_first_start_makes_everything_and_a_second_goes_straight_on(project, commands, capsys):
    assert main.run(project, ["--check"]) == 0
    output = capsys.readouterr().out
    assert [output.count(f"[{n}/4] ") for n in (1, 2, 3, 4)] == [
        1,
        1,
        1,
        1,
    ] and "Installing 2 packages" in output
    assert commands[0][1:3] == ["-m", "venv"]
    commands.clear()
    assert main.run(project, ["--check"]) == 0
    assert len(commands) == 1 and commands[0][1] == "-c", "only the import check runs"


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_refreshes_the_environment(project, commands, capsys, name):
    main.run(project, ["--check"])
    commands.clear()
    with open(project / name, "a") as file:
        file.write("# changed\n")
    assert main.run(project, ["--check"]) == 0
    assert len(commands) == 3 and not any("venv" in words for words in commands), "refreshed, not remade"


def make_incomplete(project):
    """The state after Ctrl-C in the middle of installing."""
    venv = project / ".venv"
    environment.begin(venv, project) if venv.exists() else venv.mkdir()
    (venv / environment.UNFINISHED).touch()


def test_an_interrupted_first_set_up_is_made_anew(project, commands, capsys):
    make_incomplete(project)
    (project / ".venv" / "left over").touch()
    assert main.run(project, ["--check"]) == 0
    assert "Making .venv anew: an earlier set-up was interrupted." in capsys.readouterr().out
    assert not (project / ".venv" / "left over").exists() and commands[0][1:3] == ["-m", "venv"]


def test_an_interrupted_refresh_is_made_anew(project, commands, capsys):
    main.run(project, ["--check"])
    make_incomplete(project)
    assert main.run(project, ["--check"]) == 0
    assert "interrupted" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"root": "/other/place"}, "another place"),
        ({"platform": "plan9"}, "another place or machine"),
        ({"python": "3.10"}, "made by Python 3.10"),
    ],
)
def test_an_environment_from_elsewhere_is_made_anew(project, commands, capsys, change, reason):
    main.run(project, ["--check"])
    note = project / ".venv" / environment.NOTE
    note.write_text(json.dumps({**json.loads(note.read_text()), **change}))
    assert main.run(project, ["--check"]) == 0
    assert reason in capsys.readouterr().out


@pytest.mark.parametrize("damage", ["", "{", "[]", "null"])
def test_a_damaged_note_counts_as_interrupted(project, commands, capsys, damage):
    main.run(project, ["--check"])
    (project / ".venv" / environment.NOTE).write_text(damage)
    (project / ".venv" / "pyvenv.cfg").touch()
    assert main.run(project, ["--check"]) == 0
    assert "interrupted" in capsys.readouterr().out


def test_an_environment_whose_python_is_gone_is_made_anew(project, commands, capsys, monkeypatch):
    main.run(project, ["--check"])
    monkeypatch.undo()
    venv = project / ".venv"
    reason = environment.reason_to_remake(venv, project, environment.read_note(venv))
    assert reason == "its Python does not start"


def test_a_folder_named_venv_that_is_something_else_is_left_alone(project, commands, capsys):
    (project / ".venv").mkdir()
    (project / ".venv" / "thesis.docx").touch()
    assert "Rename or move it" in stopped(project, capsys, "--check")
    assert (project / ".venv" / "thesis.docx").exists()


def test_testing_installs_its_own_lock_and_passes_words_and_code_through(project, commands, monkeypatch):
    called = {}

    def call(words, cwd, env):
        called.update(words=words, cwd=cwd, home=os.listdir(env["FEDLOCAL_HOME"]), path=env["PATH"])
        return 5

    monkeypatch.setattr(subprocess, "call", call)
    assert main.run(project, ["test", "-k", "maps", "--port", "x"]) == 5
    assert called["words"][1:] == ["-m", "pytest", "-k", "maps", "--port", "x"]
    assert called["cwd"] == project and called["home"] == []
    assert called["path"].startswith(machine.scripts_folder(project / ".venv"))
    assert any("requirements-test.lock" in words for words in commands)
    main.run(project, ["test"])
    assert called["words"][1:] == ["-m", "pytest", "-n", "2"], "without words all tests, in two processes"
    commands.clear()
    assert main.run(project, ["--check"]) == 0
    assert len(commands) == 1, "the test lock contains the learners', so nothing is left to install"


# The learner's copies


@pytest.fixture
def course(project):
    """The project's my-course folder, with first copies made."""
    copies.update(project, project / "my-course")
    return project / "my-course"


def test_each_lesson_is_copied_once(project, course):
    assert sorted(path.name for path in course.glob("*.ipynb")) == [
        "00_start_here.ipynb",
        "04_the_287g_program.ipynb",
    ]
    assert copies.update(project, course) == []


def test_my_work_is_never_overwritten(project, course):
    mine, lesson = course / "04_the_287g_program.ipynb", project / "notebooks/04_the_287g_program.ipynb"
    mine.write_text("my answers")
    lesson.write_text("second edition 4")
    assert "your own copy is kept: lesson 04." in copies.update(project, course)[0]
    lesson.write_text("third edition 4")
    copies.update(project, course)
    assert mine.read_text() == "my answers"


def test_my_work_is_kept_when_the_note_is_lost_or_damaged(project, course):
    mine = course / "04_the_287g_program.ipynb"
    mine.write_text("my answers")
    for damage in ("", "{", "[]"):
        (course / copies.NOTE).write_text(damage)
        copies.update(project, course)
    (course / copies.NOTE).unlink()
    copies.update(project, course)
    assert mine.read_text() == "my answers"


def test_an_untouched_copy_follows_a_new_edition(project, course):
    (project / "notebooks/00_start_here.ipynb").write_text("second edition 0")
    assert "now follows it: lesson 00." in copies.update(project, course)[0]
    assert (course / "00_start_here.ipynb").read_text() == "second edition 0"


def test_a_deleted_copy_comes_back(project, course):
    (course / "00_start_here.ipynb").unlink()
    assert copies.update(project, course) == ["Copied to my-course: lesson 00."]


def test_fresh_keeps_every_old_copy_under_a_dated_name(project, course):
    mine, day = course / "04_the_287g_program.ipynb", datetime.date(2026, 11, 21)
    for answers in ("one", "two", "three"):
        mine.write_text(answers)
        lesson, sentence = copies.restore(project, course, "4", day)
    assert lesson.name == mine.name and "2026-11-21-3.ipynb" in sentence
    assert mine.read_text() == "first edition 4"
    kept = [course / f"04_the_287g_program.2026-11-21{end}.ipynb" for end in ("", "-2", "-3")]
    assert [path.read_text() for path in kept] == ["one", "two", "three"]
    assert copies.update(project, course) == []


@pytest.fixture
def with_exercise(project):
    """The project with one exercise in it; the path of its edition."""
    edition = project / "exercises/release/04_the_287g_program/04_the_287g_program.ipynb"
    edition.parent.mkdir(parents=True)
    edition.write_text("exercise 4")
    return edition


def test_exercises_are_copied_into_a_folder_of_their_own(project, with_exercise, course):
    mine = course / "exercises/04_the_287g_program.ipynb"
    assert (
        mine.read_text() == "exercise 4"
        and (course / "04_the_287g_program.ipynb").read_text() == "first edition 4"
    )
    mine.write_text("my answers")
    with_exercise.write_text("second exercise 4")
    assert copies.update(project, course) == [
        "New edition, your own copy is kept: exercise 04. (Get it: python3 start.py --fresh exNN)"
    ]
    assert mine.read_text() == "my answers"
    edition, sentence = copies.restore(project, course, "ex4", datetime.date(2026, 11, 21))
    assert (
        copies.name_of(edition) == "exercises/04_the_287g_program.ipynb"
        and mine.read_text() == "second exercise 4"
    )
    assert (
        sentence == "Exercise 04 is fresh. Your own copy is kept as"
        " my-course/exercises/04_the_287g_program.2026-11-21.ipynb."
    )
    assert copies.update(project, course) == []


def test_fresh_with_an_unknown_exercise_lists_lessons_and_exercises(project, with_exercise, commands, capsys):
    output = stopped(project, capsys, "--fresh", "ex11")
    assert "00_start_here" in output and "ex04" in output and "--fresh 00" in output


@pytest.mark.parametrize("word", ["4", "04", "04_the_287g_program", "04_the_287g_program.ipynb"])
def test_a_lesson_is_found_by_number_or_name(project, word):
    assert copies.find_lesson(project, word).name == "04_the_287g_program.ipynb"


def test_fresh_with_an_unknown_number_lists_the_lessons(project, commands, capsys):
    output = stopped(project, capsys, "--fresh", "11")
    assert "00_start_here" in output and "04_the_287g_program" in output
    assert commands == [] and not (project / "my-course").exists()


# JupyterLab


def test_lab_opens_the_lesson_in_the_whole_project():
    words = lab.command("py", "/the course", "00_start_here.ipynb", 8899, browser=False, as_root=True)
    assert "--ServerApp.root_dir=/the course" in words and "--ServerApp.port=8899" in words
    assert (
        "--LabApp.default_url=/lab/tree/my-course/00_start_here.ipynb" in words
        and "--LabApp.custom_css=True" in words
    )
    assert {"--no-browser", "--allow-root"} < set(words)
    assert not {"--no-browser", "--allow-root"} & set(lab.command("py", "/c", None, 1, True, False))


def test_lab_knows_the_progress_folder_and_the_shipped_settings(project):
    made = lab.environment(project / ".venv", project, project / "my-course", "secret")
    assert made["FEDLOCAL_HOME"] == str(project / "my-course")
    assert made["JUPYTER_PATH"].split(os.pathsep)[0] == str(project / "jupyter")  # has labextensions
    assert made["JUPYTER_CONFIG_PATH"] == str(project / "jupyter") and made["JUPYTER_TOKEN"] == "secret"


def test_lab_gets_the_courses_defaults(project):
    lab.ship_settings(project / ".venv", project)
    assert lab.settings_file(project / ".venv").read_text() == "{}"
    shipped = json.loads((ROOT / "jupyter/overrides.json").read_text(encoding="utf-8"))
    assert shipped["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_lab_gets_the_courses_stylesheet_anew_at_each_start(tmp_path):
    for _ in range(2):
        lab.ship_look(ROOT, tmp_path / "config")
        assert "max-width" in (tmp_path / "config" / "custom" / "custom.css").read_text(encoding="utf-8")
        (tmp_path / "config" / "custom" / "custom.css").write_text("old")


def test_a_lab_that_dies_at_start_shows_its_last_lines(project, commands, monkeypatch, capsys):
    dying = [sys.executable, "-c", "import sys; print('first'); sys.exit('cannot bind the thing')"]
    monkeypatch.setattr(lab, "command", lambda *_: dying)
    output = stopped(project, capsys, "--no-browser")
    assert "cannot bind the thing" in output and "code 1" in output


# All of it, for real


def ask(port, path):
    """Status of a page of the running JupyterLab."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as response:
            return response.status


def read_until(stream, word):
    """Lines of a stream up to the first with `word` in it, or all when there is none."""
    for line in stream:
        yield line
        if word in line:
            return


@pytest.fixture
def clone(tmp_path):
    """A copy of the files that git tracks or would track, in a folder with a space and an accent."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("not a git clone")
    target = tmp_path / "a course é"
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.mark.slow
def test_a_clean_clone_sets_itself_up_and_jupyterlab_answers(clone):
    ours = ("VIRTUAL_ENV", "FEDLOCAL_HOME")
    plain = {name: value for name, value in os.environ.items() if name not in ours}
    check = subprocess.run(
        [sys.executable, "start.py", "--check"],
        cwd=clone,
        env=plain,
        encoding="utf-8",
        capture_output=True,
        timeout=600,
    )
    assert check.returncode == 0, check.stdout + check.stderr
    assert all(word in check.stdout for word in ("[4/4]", "jupyterlab 4.6.", "fedlocal"))
    port = machine.free_port(range(0))
    process = subprocess.Popen(
        [sys.executable, "start.py", "--no-browser", "--port", str(port)],
        cwd=clone,
        env=plain,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        lines = list(read_until(process.stdout, "token="))
        assert "token=" in lines[-1], "".join(lines)
        address = lines[-1].strip()
        assert ask(port, address.partition(str(port))[2]) == 200
        assert ask(port, "/api/status?" + address.partition("?")[2]) == 200
        assert ask(port, "/api/status") == 403, "nobody gets in without the token"
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=60)
    assert sys.platform == "win32" or (process.returncode == 0 and "Stopping JupyterLab" in rest)
    assert machine.port_is_free(port)


# A place for a class, and the whole course at once


def test_a_place_given_at_the_start_reaches_the_kernels(project, commands, monkeypatch):
    made = {}
    monkeypatch.setattr(lab, "serve", lambda *words: made.update(place=words[-1]) or 0)
    monkeypatch.setattr(
        machine, "run", lambda command, **_: "Harris County, TX\n" if main.PLACE in command else ""
    )
    assert main.run(project, ["--place", "harris, tx", "--no-browser"]) == 0
    assert made["place"] == "Harris County, TX"
    assert (
        lab.environment("/v", project, project, "t", "Harris County, TX")["FEDLOCAL_PLACE"]
        == "Harris County, TX"
    )


def test_without_a_place_none_is_set(project, commands, monkeypatch):
    monkeypatch.delenv("FEDLOCAL_PLACE", raising=False)
    assert "FEDLOCAL_PLACE" not in lab.environment("/v", project, project, "t")


def test_a_place_of_the_class_that_is_no_county_is_said_and_stops_nobody(
    project, commands, monkeypatch, capsys
):
    made = {}
    monkeypatch.setenv("FEDLOCAL_PLACE", "Haris, TX")
    monkeypatch.setattr(lab, "serve", lambda *words: made.update(place=words[-1]) or 0)
    monkeypatch.setattr(
        machine, "run", lambda command, **_: "\nNear it: Harris County.\n" if main.PLACE in command else ""
    )
    assert main.run(project, ["--no-browser"]) == 0
    assert made["place"] == "" and "Near it: Harris County." in capsys.readouterr().out


def test_a_place_that_is_no_county_stops_the_start_and_names_what_is_near(project, capsys, monkeypatch):
    def run(command, **_):
        if main.PLACE in command:
            raise problems.Failed("There is no county 'Haris' in TX. Near it: Harris County.\n")
        return ""

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(environment, "python_runs", lambda python: True)
    monkeypatch.setattr(environment, "has_pip", lambda python: True)
    assert "Near it: Harris County." in stopped(project, capsys, "--place", "Haris, TX")


def test_the_question_behind_a_place_is_answered_by_the_package():
    known = subprocess.run(
        [sys.executable, "-c", main.PLACE, "harris, tx"], capture_output=True, text=True, cwd=ROOT
    )
    assert (known.returncode, known.stdout.strip()) == (0, "Harris County, TX"), known.stderr
    unknown = subprocess.run(
        [sys.executable, "-c", main.PLACE, "Haris, TX"], capture_output=True, text=True, cwd=ROOT
    )
    assert unknown.returncode == 1 and "Near it: Harris County" in unknown.stderr
    of_class = subprocess.run(
        [sys.executable, "-c", main.PLACE],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "FEDLOCAL_PLACE": "Haris, TX"},
    )
    assert of_class.returncode == 0 and "Near it: Harris County" in of_class.stdout


def test_run_executes_the_lessons_and_writes_nothing(project, commands, monkeypatch):
    seen = []
    monkeypatch.setattr(
        subprocess, "call", lambda words, **_: seen.append([str(word) for word in words]) or 0
    )
    assert main.run(project, ["run", "04", "09"]) == 0
    assert seen[0][1].endswith("execute_lessons.py") and seen[0][2:] == ["--check", "04", "09"]
