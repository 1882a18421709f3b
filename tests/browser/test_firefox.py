"""The site in Firefox: boxes come alive, an answer outlives the page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from browser import bundle, engine

from ..site import made
from .site_reader import LAW

HERE = Path(__file__).parent / "firefox"
LIBRARY = "puppeteer-core/lib/esm/puppeteer/puppeteer-core.js"
WEIGHING = "07_weighing_the_tradeoffs.html"  # loads numpy


def program():
    """Path of Firefox. Without one: a failure where CI=true, elsewhere a skip; both with the mend."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        made.leave("No Firefox on PATH. Install it (Debian: sudo apt install firefox-esr).")
    return found


def test_boxes_come_alive_in_firefox_and_answers_are_kept(address):
    library = bundle.modules(engine.CACHE, HERE) / LIBRARY
    done = subprocess.run(
        ["node", str(HERE / "visit.mjs"), str(library), program(), address, LAW, WEIGHING],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "MOZ_HEADLESS": "1"},
    )
    assert done.returncode == 0, done.stderr
    for name, visits in json.loads(done.stdout).items():
        for visit in visits.values():
            assert visit["state"] == "live" and visit["errors"] == [], (name, visit)
            assert visit["live"] >= visit["wanted"] > 0, (name, visit)
        assert (visits["first"]["before"], visits["again"]["before"]) == (0, 1), name
