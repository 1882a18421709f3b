"""From a change in a widget to the new picture in a real browser: measured by the tests that operate the
widgets."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median

from timing import run

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "build" / "browser-timings.json"


def browser_changes() -> dict:
    """Milliseconds for each widget, and over all of them: the middle one of the medians, the worst 95th
    percentile."""
    MEASURED.unlink(missing_ok=True)
    run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/browser/test_redraw.py",
        cwd=ROOT,
    )
    if not MEASURED.exists():
        raise RuntimeError(
            "Nothing was measured: the browser tests were skipped. Install Chromium, or set FEDLOCAL_CHROMIUM"
            " to it."
        )
    changes = json.loads(MEASURED.read_text(encoding="utf-8"))
    return {
        "median_ms": median(times["median_ms"] for times in changes.values()),
        "p95_ms": max(times["p95_ms"] for times in changes.values()),
        "changes": changes,
    }
