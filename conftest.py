"""Tests start from an empty progress file and no place; the kernels that run the lessons inherit this."""

import os
import tempfile

import pytest

os.environ["FEDLOCAL_HOME"] = tempfile.mkdtemp(prefix="fedlocal-test-")
os.environ["FEDLOCAL_PLACE"] = "none"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """When tests are shared out among processes, a file stays in one; so do all tests that share the browser."""
    for item in items:
        path = item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group("browser" if path.startswith("tests/browser/") else path))
