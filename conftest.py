"""Tests start from an empty progress file and no place; the kernels that run the lessons inherit this."""

import os
import shutil
import tempfile

import pytest

HOME = tempfile.mkdtemp(prefix="fedlocal-test-")
os.environ["FEDLOCAL_HOME"] = HOME
os.environ["FEDLOCAL_PLACE"] = "none"


def pytest_runtest_setup():
    """What one test has left behind is gone before the next one, whichever ran first in this process."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """When tests are shared out among processes, a file stays in one; so do all tests that share the browser."""
    for item in items:
        path = item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group("browser" if path.startswith("tests/browser/") else path))
