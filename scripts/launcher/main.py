"""Options of start.py, and the order in which things happen."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from launcher import copies, environment, lab, machine, problems

# Shared out between two processes: half the time where there are two cores.
# conftest.py says what stays together.
ALL_TESTS = ("-n", "2")
PLACE = """
import sys
from fedlocal.ground import places
try:
    county = places.named(sys.argv[1]) if len(sys.argv) > 1 else places.county()
    print(county.name if county else "", "" if len(sys.argv) > 1 else places.problem(), sep="\\n")
except LookupError as problem:
    sys.exit(str(problem))
"""
VERSIONS = """
import importlib.metadata as m, platform
print("Python", platform.python_version(), "on", platform.system(), platform.machine())
for name in ("jupyterlab", "ipywidgets", "pandas"):
    __import__(name)
    print(name, m.version(name))
import fedlocal
print("fedlocal", m.version("fedlocal"))
try:
    print("tables:", len(fedlocal.tables()))
except Exception as error:
    print("tables: none yet" if isinstance(error, AttributeError) else f"tables: {error}")
"""


def port_number(text):
    """A port from the command line."""
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 65535")
    return int(text)


def options(words):
    """The command line, read."""
    parser = argparse.ArgumentParser(
        prog="python3 start.py",
        description="Set up the course, then open JupyterLab at the first lesson.",
        epilog=(
            "python3 start.py run [NN ...] runs the lessons from top to bottom and changes nothing; python3"
            " start.py test [...] runs the tests, and what follows `test` goes to pytest. python3 start.py"
            " site builds the course as web pages, and python3 start.py serve shows them; --help after each"
            " says more."
        ),
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument("--port", type=port_number, help="port for JupyterLab (without it: a free one)")
    parser.add_argument("--check", action="store_true", help="set up, import, print versions, leave")
    parser.add_argument(
        "--place",
        metavar="COUNTY",
        help='let lessons 03 to 07 speak of one county, such as "Harris County, TX"',
    )
    parser.add_argument(
        "--fresh", metavar="NN", help="start lesson NN (or exercise exNN) over; your copy is kept beside it"
    )
    return parser.parse_args(words)


def step(words, number, total, function, root):
    """Do one step of the set-up and tell how long it took; a command that failed becomes a Problem."""
    start = time.monotonic()
    machine.say(f"[{number}/{total}] {words} ... ", end="")
    try:
        function()
    except (problems.Failed, OSError) as error:
        machine.say("failed")
        output = error.output if isinstance(error, problems.Failed) else str(error)
        raise problems.explain(words, output, root, sys.platform) from error
    machine.say(f"done ({time.monotonic() - start:.1f} s)")


def prepare(root, venv, kind):
    """Make .venv fit for `kind` ("learner" or "test"); at once when it is already."""
    if environment.is_ready(venv, root, kind):
        return
    todo = environment.steps(venv, root, kind, fresh=environment.begin(venv, root))
    for number, (words, function) in enumerate(todo, 1):
        step(words, number, len(todo), function, root)
    environment.write_note(venv, root, kind)


def check(root, venv, folder):
    """Import everything and print versions; the exit code."""
    variables = machine.child_environment(venv, os.environ, FEDLOCAL_HOME=str(folder))
    words, output = [machine.venv_command(venv, "python"), "-c", VERSIONS], []
    step("Importing it all", 1, 1, lambda: output.append(machine.run(words, cwd=root, env=variables)), root)
    machine.say("".join(output).rstrip())
    return 0


def test(root, venv, words):
    """Run pytest with an empty progress folder and settings of its own; without `words` all tests.
    pytest's exit code."""
    with only_one_step(root):
        prepare(root, venv, "test")
    with tempfile.TemporaryDirectory(prefix="fedlocal-", ignore_cleanup_errors=True) as empty:
        homes = {
            name: os.path.join(empty, name.lower())
            for name in ("FEDLOCAL_HOME", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")
        }
        for home in homes.values():
            os.mkdir(home)
        variables = machine.child_environment(venv, os.environ, **homes)
        python = machine.venv_command(venv, "python")
        return subprocess.call([python, "-m", "pytest", *(words or ALL_TESTS)], cwd=root, env=variables)


def run_lessons(root, venv, words):
    """Run lessons from top to bottom and compare them with what is stored; the script's exit code."""
    with only_one_step(root):
        prepare(root, venv, "learner")
    python = machine.venv_command(venv, "python")
    return subprocess.call(
        [python, str(Path(root, "scripts", "execute_lessons.py")), "--check", *words],
        cwd=root,
        env=machine.child_environment(venv, os.environ),
    )


def site(root, venv, words):
    """Build the site, or with `serve` show it (built first where there is none); the command's exit code."""
    with only_one_step(root):
        prepare(root, venv, "learner")
    python = machine.venv_command(venv, "python")
    variables = machine.child_environment(venv, os.environ)

    def command(module, *options):
        return subprocess.call([python, "-m", module, *options], cwd=root, env=variables)

    if words[0] == "site":
        return command("browser.build", *words[1:])
    helps = {"-h", "--help"} & set(words)
    if not helps and not Path(root, "build", "site", "index.html").is_file():
        machine.say("There is no site yet. It is built first, which takes a minute or two.")
        if failed := command("browser.build"):
            return failed
    return command("browser.serve", *words[1:])


def known_place(root, venv, name):
    """The county meant by `name`, or (name None) the one set for the class, and a sentence on what is wrong
    with that one.

    Raises Problem with names near it when `name` is no county: who typed it is there to type it again. A
    place set for the class stops nobody, so its problem is only said.
    """
    words = [name] if name else []
    try:
        lines = machine.run(
            [machine.venv_command(venv, "python"), "-c", PLACE, *words],
            cwd=root,
            env=machine.child_environment(venv, os.environ, PYTHONUTF8="1"),
        ).splitlines()
    except problems.Failed as error:
        raise problems.unknown_place(name, error.output) from error
    return (lines[0] if lines else ""), " ".join(lines[1:])


def class_sets_a_place(root):
    """Whether anything sets a place for the class; only then is it worth the second that asking takes."""
    words = os.environ.get("FEDLOCAL_PLACE", "").strip().lower()
    return words not in ("", "none") or (not words and Path(root, "place.txt").exists())


@contextlib.contextmanager
def only_one_step(root):
    """Hold the folder's lock; trouble with files becomes a Problem."""
    with machine.only_one(root):
        try:
            yield
        except OSError as error:
            raise problems.not_writable(root, error) from error


def course(root, venv, chosen):
    """Set up, bring the learner's copies up to date, and open JupyterLab (or leave after --check)."""
    folder, lesson = Path(root, "my-course"), None
    if chosen.fresh:
        copies.find_lesson(root, chosen.fresh)  # a wrong number is told before anything is installed
    port = None if chosen.check else machine.chosen_port(chosen.port)
    with only_one_step(root):
        prepare(root, venv, "learner")
        if chosen.fresh:
            lesson, sentence = copies.restore(root, folder, chosen.fresh)
            machine.say(sentence)
        for sentence in copies.update(root, folder):
            machine.say(sentence)
        lab.ship_settings(venv, root)
        place, wrong = (
            known_place(root, venv, chosen.place) if chosen.place or class_sets_a_place(root) else ("", "")
        )
    if chosen.check:
        return check(root, venv, folder)
    if wrong:
        machine.say(wrong)
    if place:
        machine.say(f"Lessons 03 to 07 speak of {place}, unless a learner has chosen another place.")
    first = lesson or next(iter(copies.lessons(root)), None)
    return lab.serve(
        venv, root, folder, copies.name_of(first) if first else None, port, not chosen.no_browser, place
    )


def run(root, words):
    """All of start.py; returns the exit code."""
    root = Path(root)
    venv = root / ".venv"
    try:
        if words[:1] == ["test"]:
            return test(root, venv, words[1:])
        if words[:1] == ["run"]:
            return run_lessons(root, venv, words[1:])
        if words[:1] in (["site"], ["serve"]):
            return site(root, venv, words)
        return course(root, venv, options(words))
    except problems.Problem as problem:
        machine.say()
        machine.say(str(problem))
        return 1
    except KeyboardInterrupt:
        machine.say("\nStopped. Run it again to go on.")
        return 130
