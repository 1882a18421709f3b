"""The page of measured figures is what was measured, whole."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))

from report import page  # noqa: E402

RESULTS = json.loads((ROOT / "bench" / "results.json").read_text(encoding="utf-8"))
CLASS = {
    "size": 7,
    "plain_seconds": 1.5,
    "serial_seconds": 1.8,
    "stock_seconds": 4.0,
    "two_seconds": 1.0,
    "over_plain": 1.2,
    "over_stock": 4.0,
    "scaling": 1.8,
    "identical": True,
    "damaged": 9,
    "damaged_with_a_line": 9,
    "damaged_seconds": 30.0,
    "measured": "2026-01-02",
    "python": "3.11",
}


def test_the_page_is_made_from_the_results():
    assert (ROOT / "docs" / "performance.md").read_text(encoding="utf-8") == page(RESULTS), (
        "Run: python bench/run.py functions"
    )


def test_every_row_that_was_measured_is_on_the_page():
    text = page(
        {**RESULTS, "grading": CLASS, "tests": {"seconds": 321.0, "measured": "2026-01-02", "python": "3.11"}}
    )
    assert (
        "1.20×" in text
        and "4.0×" in text
        and "## Grading" in text
        and "9 of them ended in a score or a reason" in text
        and "321 s" in text
    )


def test_a_missed_target_is_said():
    assert "1.90× | ✕ missed" in page({"grading": {**CLASS, "over_plain": 1.9}})
