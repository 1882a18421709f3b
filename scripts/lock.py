#!/usr/bin/env python3
"""Write the lock files from pyproject.toml, and the list of packages for the notebooks beside the site from
browser/lab-requirements.in. Run after any change of a dependency:

    python3 scripts/lock.py             # keep locked versions where they still fit
    python3 scripts/lock.py --upgrade   # newest versions that fit

Each lock covers Linux, macOS and Windows on every supported Python, pins each package with the hashes of
all its files, and names no package index: whichever one the machine is set up to use, the hashes decide.
The test and instructor locks are held to the learners' versions, so that all three can share one .venv.
At the end it asks, for each Python and each kind of machine, whether a ready-built file of every package
exists: a learner has no compiler.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEARNER = "requirements.lock"
LOCKS = {LEARNER: None, "requirements-test.lock": "test", "requirements-instructor.lock": "instructor"}
BESIDE = {"browser/lab-requirements.txt": "browser/lab-requirements.in"}  # for an environment of their own
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
PLATFORMS = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
]


def compile_command(uv, lock, extra, upgrade=False):
    """The uv command (a list of words) that writes `lock` for the optional extra (None: learners only)."""
    if lock in BESIDE:
        sources = [BESIDE[lock]]
    else:
        sources = ["pyproject.toml", "--group", "setup"]
        sources += ["--extra", extra, "--constraint", LEARNER] if extra else []
    command = [
        uv,
        "pip",
        "compile",
        *sources,
        "--output-file",
        lock,
        "--no-config",
        "--universal",
        "--python-version",
        "3.11",
        "--fork-strategy",
        "fewest",
        "--generate-hashes",
        "--no-annotate",
        "--no-strip-extras",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command",
        "python3 scripts/lock.py",
        "--quiet",
    ]
    return command + (["--upgrade"] if upgrade else [])


def wheels_command(uv, lock, python, platform, folder):
    """The uv command that fails if `lock` needs a compiler there; it installs nothing."""
    return [
        uv,
        "pip",
        "install",
        "--dry-run",
        "--no-config",
        "--quiet",
        "--target",
        folder,
        "--python",
        sys.executable,
        "--python-version",
        python,
        "--python-platform",
        platform,
        "--only-binary",
        ":all:",
        "--require-hashes",
        "-r",
        lock,
    ]


def find_uv():
    """Path of uv: the one that start.py put in .venv, or else one on PATH; stops with the mend if neither."""
    scripts = ROOT / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
    uv = shutil.which("uv", path=str(scripts)) or shutil.which("uv")
    if not uv:
        sys.exit("uv is not here. Run `python3 start.py --check` first: it puts uv in .venv.")
    return uv


def check_wheels(uv, environment):
    """Number of (lock, Python, platform) for which some package has no ready-built file; prints each."""
    missing = 0
    with tempfile.TemporaryDirectory() as folder:
        for lock, python, platform in itertools.product(LOCKS, PYTHONS, PLATFORMS):
            command = wheels_command(uv, lock, python, platform, folder)
            answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
            if answer.returncode:
                missing += 1
                print(f"{lock}, Python {python}, {platform}:\n{answer.stderr}")
    return missing


def main():
    """Compile the learners' lock first, since the other two are held to it; then check the files."""
    uv = find_uv()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    for lock, extra in {**LOCKS, **dict.fromkeys(BESIDE)}.items():
        command = compile_command(uv, lock, extra, upgrade="--upgrade" in sys.argv[1:])
        subprocess.run(command, cwd=ROOT, env=plain, check=True)
        print("wrote", lock)
    return 1 if check_wheels(uv, plain) else 0


if __name__ == "__main__":
    sys.exit(main())
