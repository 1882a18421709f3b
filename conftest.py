"""Tests start from an empty progress file and no place; the kernels that run the lessons inherit this."""

import os
import shutil
import tempfile

import pytest

HOME = tempfile.mkdtemp(prefix="fedlocal-test-")
os.environ["FEDLOCAL_HOME"] = HOME
os.environ["FEDLOCAL_PLACE"] = "none"

VISITING = (
    "test_lessons.py",
    "test_looks.py",
    "test_print.py",
)  # they ask what was seen in one visit to each lesson


def pytest_addoption(parser, pluginmanager):
    """Where nbval is missing, take its options from the configuration all the same, so that we can say
    what to do."""
    if not pluginmanager.hasplugin("nbval"):
        for option in ("--nbval", "--nbval-current-env"):
            parser.addoption(option, action="store_true")
        parser.addoption("--nbval-cell-timeout")


def pytest_configure(config):
    """Stop in words where the lessons could not be tested."""
    if not config.pluginmanager.hasplugin("nbval"):
        raise pytest.UsageError(
            "nbval, which compares each lesson with its stored outputs, is not installed in this Python.\n"
            "  Mend:  python3 start.py test     (sets up everything that the tests need, then runs them)\n"
            "  or:    pip install -e '.[test]'  (in an environment of your own), then pytest again"
        )


def pytest_runtest_setup():
    """What one test has left behind is gone before the next one, whichever ran first in this process."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)  # lessons can be compared without xdist, one after the other
def pytest_xdist_make_scheduler(config, log):
    """Shared out among processes (``-n 2``), a file stays in one; so do the tests that share one browser's
    work.

    What takes longest is begun first. (Marks for xdist's own groups do not reach it under this pytest.)
    """
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Together(config, log)


def together(nodeid: str) -> str:
    """The name of the group in which a test is run.

    >>> together("tests/browser/test_looks.py::test_x"), together("tests/browser/test_map.py::test_x")
    ('browser: lessons', 'browser: widgets')
    >>> together("notebooks/00_start_here.ipynb::Cell 3")
    'notebooks/00_start_here.ipynb'
    """
    path = nodeid.split("::")[0]
    if not path.startswith("tests/browser/"):
        return path
    return "browser: lessons" if path.split("/")[-1] in VISITING else "browser: widgets"
