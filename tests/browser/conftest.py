"""What the tests share: one browser, one JupyterLab, one visit to each lesson, one notebook of widgets.

All of it ends with this folder's tests: Playwright keeps an event loop in this thread while it is open, and
other tests run kernels of their own.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from browser import serve

from ..site import made
from . import chromium, lab
from .bench import Bench
from .lab import Lab
from .site_reader import reading
from .visit import visit

HERE = Path(__file__).parent
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(config, items):
    """Everything in this folder is a browser test, and runs after the quick ones. More of the same runs only
    with FEDLOCAL_TESTS=all."""
    ours = [item for item in items if HERE in item.path.parents and item.path.name.startswith("test_")]
    for item in ours:
        item.add_marker("browser")
    if os.environ.get("FEDLOCAL_TESTS") != "all":
        left_out = [item for item in ours if item.get_closest_marker("exhaustive")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
        ours = [item for item in ours if item not in set(left_out)]
    items[:] = [item for item in items if item not in set(ours)] + ours


@pytest.fixture(scope="package")
def context():
    """Chromium with an empty profile, from which no other machine can be reached."""
    path = chromium.find_or_leave()
    with sync_playwright() as playwright:
        browser = chromium.start(playwright, path)
        yield browser.new_context()
        browser.close()


@pytest.fixture(scope="package")
def server(context, tmp_path_factory):
    """JupyterLab as the course ships it, in folders of its own."""
    with lab.server(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="package")
def visits(context, server):
    """lesson file -> Visit; each lesson is visited once."""
    made, page = {}, Lab(context, server, "visits")

    def of(path):
        if path not in made:
            made[path] = visit(page, path)
        return made[path]

    return of


@pytest.fixture(params=lab.LESSONS, ids=lambda path: path.stem)
def lesson(request, visits):
    """Each lesson in turn, as visited."""
    return visits(request.param)


@pytest.fixture(scope="package")
def bench(context, server):
    """The notebook with one cell for each widget."""
    notebook = Bench(context, server)
    yield notebook
    notebook.close()


@pytest.fixture(scope="package")
def address():
    """Where the site is served on this machine, as `start.py serve` serves it."""
    running = serve.server(made.site(), 0, lan=False)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


@pytest.fixture
def reader(context, address):
    with reading(context, address) as someone:
        yield someone
