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


SITE = (  # they share one build of the site
    "test_page_edition.py",
    "test_page_predict.py",
    "test_page_reader.py",
    "test_plain_server.py",
    "test_exercise_pages.py",
    "test_firefox.py",
    "test_lab_edition.py",
)
LONGEST = ("site", "browser: widgets", "browser: lessons")  # begun first, so that no process waits at the end


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

    (Marks for xdist's own groups do not reach it under this pytest.)
    """
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    config.option.loadscopereorder = False  # the order is that of pytest_collection_modifyitems
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """In a process of several, what takes longest comes first."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=lambda item: begun(item.nodeid))


def begun(nodeid: str) -> int:
    """When the group of a test is begun, from 0.

    >>> begun("tests/site/test_pages.py::test_x"), begun("tests/law/test_papers.py::test_x")
    (0, 3)
    """
    group = together(nodeid)
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)


def together(nodeid: str) -> str:
    """The name of the group in which a test is run.

    >>> together("tests/browser/test_looks.py::test_x"), together("tests/browser/test_map.py::test_x")
    ('browser: lessons', 'browser: widgets')
    >>> together("notebooks/00_start_here.ipynb::Cell 3")
    'notebooks/00_start_here.ipynb'
    """
    path = nodeid.split("::")[0]
    if path.startswith("tests/site/"):
        return "site"
    if not path.startswith("tests/browser/"):
        return path
    name = path.split("/")[-1]
    return "site" if name in SITE else "browser: lessons" if name in VISITING else "browser: widgets"
