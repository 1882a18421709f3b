#!/usr/bin/env python3
"""Open the course "Who Enforces What?", or test it. Needs nothing but Python and this folder.

    python3 start.py                set up on the first run, then open JupyterLab at the first lesson
    python3 start.py --place "Harris County, TX"    let lessons 03 to 07 speak of one county
    python3 start.py --fresh 04     start lesson 04 over, or exercise ex04 (your own copy is kept beside it)
    python3 start.py --check        set up, print what is installed, and leave
    python3 start.py run            run every lesson from top to bottom; change nothing, say what differs
    python3 start.py site           build the course as web pages that play in any browser
    python3 start.py serve          show those pages on this machine, or with --lan in this room
    python3 start.py test           run every test; words after `test` go to pytest
    python3 start.py --help         all options

On Windows write `py` for `python3`. Everything lands in this folder: packages in .venv, your lessons in
my-course. To remove all traces of the set-up, delete .venv.
"""

# This file is kept readable by very old Pythons, so that they can say what is wrong. The work is in
# scripts/launcher, which may use the Python that the course asks for.
from __future__ import print_function

import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)  # the newest Python for which every locked package has a ready-built file


def dotted(version):
    """(3, 11, 7) -> "3.11"."""
    return "%d.%d" % (version[0], version[1])


def where_to_get_python(platform):
    """One sentence for the mend: how people on this platform get a Python that fits."""
    if platform == "win32":
        return "Install Python {0} from python.org, then run: py -{0} start.py".format(dotted(NEWEST))
    if platform == "darwin":
        return "Install Python {0} from python.org, then run: python{0} start.py".format(dotted(NEWEST))
    return (
        "Install Python %s or newer with your package manager (Debian, Ubuntu: sudo apt install python3 "
        "python3-venv), then run start.py with it." % dotted(OLDEST)
    )


def python_problem(version, platform, fitting):
    """Text for a Python that cannot run the course, or None. `fitting`: commands on PATH that could."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    age = "older" if tuple(version[:2]) < OLDEST else "newer"
    mend = "Run: %s start.py" % fitting[0] if fitting else where_to_get_python(platform)
    return (
        "Stopped: this Python is %s; the course runs on %s to %s.\n"
        "  Why:   %s is %s than the packages in requirements.lock support.\n"
        "  Mend:  %s" % (dotted(version), dotted(OLDEST), dotted(NEWEST), dotted(version), age, mend)
    )


def fitting_pythons(search_path, platform):
    """Commands such as "python3.13" found in the folders of `search_path`, newest first."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    ending = ".exe" if platform == "win32" else ""
    names = ["python3.%d" % minor for minor in minors]
    folders = [folder for folder in search_path.split(os.pathsep) if folder]
    return [name for name in names if any(os.path.isfile(os.path.join(f, name + ending)) for f in folders)]


def main():
    """Check the Python, then hand over to scripts/launcher. Returns the exit code."""
    fitting = fitting_pythons(os.environ.get("PATH", ""), sys.platform)
    problem = python_problem(sys.version_info, sys.platform, fitting)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    root = os.path.dirname(os.path.realpath(__file__))
    sys.path.insert(0, os.path.join(root, "scripts"))
    from launcher.main import run

    return run(root, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
