"""A site as it is shipped, built once for all tests of a run; left out where its parts cannot be had."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from browser import build, engine

SITE = engine.ROOT / "build" / "test-site"


def parts() -> dict[str, Path]:
    """The files of the engine. Where they cannot be had: a failure if CI=true, elsewhere a skip."""
    try:
        return engine.collect()
    except RuntimeError as problem:
        leave(str(problem))


@cache
def site() -> Path:
    """The folder of the whole site."""
    parts()
    if shutil.which("node") is None:
        leave("Node is not installed. Install Node 18 or newer.")
    assert build.main(["--out", str(SITE)]) == 0
    return SITE


def leave(why: str) -> NoReturn:
    """End a test for a reason: a failure if CI=true, elsewhere a skip."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
