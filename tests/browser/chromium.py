"""Which Chromium drives the tests, how it is started, and what to say when there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Playwright

VARIABLE = "FEDLOCAL_CHROMIUM"
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
MEND = (
    f"Install Chromium or Chrome (Debian, Ubuntu: sudo apt install chromium), or set {VARIABLE} to the"
    ' program. To leave these tests out: python3 start.py test -m "not browser"'
)
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# Whatever a page asks of another machine, it does not get; that it asked is recorded all the same.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def find(environment: Mapping[str, str]) -> str | None:
    """Path of the browser that the variable names, or of the first candidate on PATH; None when there is
    none.

    >>> find({"PATH": ""}) is None
    True
    """
    wanted = environment.get(VARIABLE)
    names = [wanted] if wanted else CANDIDATES
    found = (shutil.which(name, path=environment.get("PATH", "")) for name in names)
    return next(filter(None, found), None)


def find_or_leave(environment: Mapping[str, str] = os.environ) -> str:
    """Path of the browser. Without one: a failure where CI=true, elsewhere a skip; both with the mend."""
    path = find(environment)
    if path:
        return path
    wanted = environment.get(VARIABLE)
    what = f"{VARIABLE} names {wanted}, which is not a program." if wanted else "No Chromium on PATH."
    if environment.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"{what} {MEND}", pytrace=False)
    pytest.skip(f"{what} {MEND}")


def start(playwright: Playwright, path: str) -> Browser:
    """A headless browser with an empty profile, cut off from other machines. As root there is no sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=path, args=[*QUIET, ALONE, *(["--no-sandbox"] if as_root else [])]
    )
