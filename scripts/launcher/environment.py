"""The folder .venv: whether it is sound, how it is made, how it is brought up to date.

A note in it (start.json) is written last and holds what it was made from. Whatever lacks the note was
interrupted and is made anew; whatever was made from older locks is brought up to date.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launcher import machine, problems

LOCKS = {"learner": "requirements.lock", "test": "requirements-test.lock"}
NOTE = "start.json"
UNFINISHED = "start.unfinished"


def python_version():
    """ "3.11" for the Python that runs this."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def fingerprint(root, kind):
    """Digest of all that decides what gets installed for `kind` ("learner" or "test"). Raises Problem."""
    digest = hashlib.sha256()
    for name in (LOCKS[kind], "pyproject.toml"):
        try:
            digest.update(Path(root, name).read_bytes())
        except OSError as error:
            raise problems.Problem(
                f"{name} is missing or unreadable.",
                f"{error.strerror or error}.",
                f"Restore it (git checkout -- {name}), " + problems.RETRY,
            ) from error
    return digest.hexdigest()


def read_note(venv):
    """What .venv was made from, or {} when the note is missing or damaged."""
    try:
        note = json.loads((venv / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def python_runs(python):
    """Whether the environment's Python starts."""
    try:
        return subprocess.run([python, "-I", "-c", ""], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def reason_to_remake(venv, root, note):
    """Why .venv cannot be used, in words; None when it can."""
    if not note:
        return "an earlier set-up was interrupted"
    if note.get("platform") != sys.platform or note.get("root") != str(root):
        return "the folder came from another place or machine"
    if note.get("python") != python_version():
        return f"it was made by Python {note.get('python')} and this is {python_version()}"
    if not python_runs(machine.venv_command(venv, "python")):
        return "its Python does not start"
    return None


def remove(venv):
    """Delete .venv, but only something that is an environment or that we began."""
    ours = any((venv / name).exists() for name in ("pyvenv.cfg", NOTE, UNFINISHED))
    if venv.is_symlink() or not venv.is_dir() or not (ours or not any(venv.iterdir())):
        raise problems.not_an_environment(venv)
    try:
        shutil.rmtree(venv)
    except OSError as error:
        raise problems.not_removable(venv, error) from error


def is_ready(venv, root, kind):
    """Whether .venv can be used for `kind` as it is: the quick path of every second start."""
    note = read_note(venv)
    return note.get(kind) == fingerprint(root, kind) and reason_to_remake(venv, root, note) is None


def make(venv):
    """Create an empty environment. Without pip, which the lock brings: that saves several seconds."""
    base = getattr(sys, "_base_executable", None) or sys.executable  # not a Python inside .venv itself
    venv.mkdir(exist_ok=True)
    (venv / UNFINISHED).write_text("deleted when the set-up is complete\n", encoding="ascii")
    machine.run([base, "-m", "venv", "--without-pip", str(venv)])


def uv_requirement(lock):
    """The lines of uv itself, with its hashes, out of a lock's text. Raises Failed when there are none."""
    found = re.search(r"^uv==[^\n]*(?:\n[ \t]+--hash=[^\n]*)+", lock, re.MULTILINE)
    if not found:
        raise problems.Failed("hashes are required: the lock names no uv")
    return found.group() + "\n"


def get_uv(venv, root, environment):
    """Put uv in .venv, checked against the lock's hashes, with whichever pip there is."""
    wanted, lock = venv / "uv.txt", Path(root, LOCKS["learner"]).read_text(encoding="utf-8")
    wanted.write_text(uv_requirement(lock), encoding="utf-8")
    words = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "--require-hashes",
        "-r",
        str(wanted),
    ]
    python = machine.venv_command(venv, "python")
    try:
        machine.run([sys.executable, "-m", "pip", "--python", python, *words], env=environment)
    except problems.Failed as failed:
        if problems.sign(failed.output) not in ("other", "read-only"):
            raise
        # No pip in this Python, or one too old for --python: unpack the copy that comes with Python.
        machine.run([python, "-m", "ensurepip", "--default-pip"], env=environment)
        machine.run([python, "-m", "pip", *words], env=environment)


def install(venv, words, root, environment):
    """Install with uv. Where uv cannot reach an index, or run, but pip could: with pip, which is slower."""
    python = machine.venv_command(venv, "python")
    try:
        machine.run(
            [machine.venv_command(venv, "uv"), "pip", "install", "--python", python, *words],
            cwd=root,
            env=environment,
        )
    except problems.Failed as failed:
        if problems.sign(failed.output) not in ("network", "certificate", "other", "read-only"):
            raise
        machine.say("by pip ... ", end="")
        pip = [python, "-m", "pip"] if has_pip(python) else [sys.executable, "-m", "pip", "--python", python]
        try:
            machine.run([*pip, "install", "--quiet", *words], cwd=root, env=environment)
        except problems.Failed:
            raise failed from None  # uv's words are the plainer ones


def has_pip(python):
    """Whether the environment has a pip of its own."""
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def package_count(root, kind):
    """How many packages a lock names."""
    text = Path(root, LOCKS[kind]).read_text(encoding="utf-8")
    return len(re.findall(r"^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?==", text, re.MULTILINE))


def steps(venv, root, kind, fresh):
    """What is to be done, as (words, function). `fresh`: .venv has to be made first."""
    environment = machine.child_environment(venv, os.environ)
    lock = ["--require-hashes", "-r", LOCKS[kind]]
    course = ["--no-deps", "--no-build-isolation", "-e", "."]
    count = package_count(root, kind)
    making = [
        ("Making a Python environment in .venv", lambda: make(venv)),
        ("Fetching the installer (uv)", lambda: get_uv(venv, root, environment)),
    ]
    return (making if fresh else []) + [
        (f"Installing {count} packages", lambda: install(venv, lock, root, environment)),
        ("Installing the course itself", lambda: install(venv, course, root, environment)),
    ]


def begin(venv, root):
    """Start a set-up: True when .venv has to be made anew. Drops the note, so that a break is noticed."""
    note, reason = read_note(venv), None
    if os.path.lexists(venv):
        reason = reason_to_remake(venv, root, note)
        if reason:
            remove(venv)
            machine.say(f"Making .venv anew: {reason}.")
    fresh = not venv.exists()
    if not fresh:
        (venv / UNFINISHED).write_text("deleted when the set-up is complete\n", encoding="ascii")
        (venv / NOTE).unlink()
    return fresh


def write_note(venv, root, kind):
    """Record what .venv now holds; the last thing a set-up does. The test lock contains the learners'."""
    kinds = LOCKS if kind == "test" else [kind]
    note = {
        "platform": sys.platform,
        "root": str(root),
        "python": python_version(),
        **{each: fingerprint(root, each) for each in kinds},
    }
    (venv / NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    (venv / UNFINISHED).unlink(missing_ok=True)
