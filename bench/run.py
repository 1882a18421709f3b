#!/usr/bin/env python3
"""Measure and write `bench/results.json` and `docs/performance.md`; see bench/README.md."""

from __future__ import annotations

import json
import platform
import sys
import time
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[1])]

from first_start import first_start
from functions import functions
from grading import grading
from lessons import lessons, nbval
from report import page

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results.json"


def browser() -> dict:
    from browser_changes import browser_changes  # only this row needs playwright and Chromium

    return browser_changes()


def site() -> dict:
    from page_edition import page_edition  # so does this one, and Node

    return page_edition()


def tests() -> dict:
    from timing import run

    begun = time.perf_counter()
    run(sys.executable, str(ROOT / "start.py"), "test", cwd=ROOT)
    return {"seconds": time.perf_counter() - begun}


ROWS = {
    "setup": first_start,
    "lessons": lessons,
    "nbval": nbval,
    "functions": functions,
    "browser": browser,
    "site": site,
    "grading": grading,
    "tests": tests,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        print(f"There is no row {unknown[0]!r}. There are: {', '.join(ROWS)}.", file=sys.stderr)
        return 1
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in names or ROWS:
        print(f"{name} ...", flush=True)
        results[name] = {
            **ROWS[name](),
            "measured": date.today().isoformat(),
            "python": platform.python_version(),
        }
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        (ROOT / "docs" / "performance.md").write_text(page(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
