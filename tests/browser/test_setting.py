"""The setting of these tests: a browser is found or its lack is told, and no widget is left out."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from fedlocal import widgets

from . import chromium
from .bench import OPERATED, calls

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("test_*.py"))


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes programs the POSIX way")


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_variable_wins_over_what_is_on_the_path(tmp_path):
    program(tmp_path, "chromium")
    mine = program(tmp_path, "mine")
    assert chromium.find({"PATH": str(tmp_path), chromium.VARIABLE: str(mine)}) == str(mine)


@pytest.mark.parametrize("name", chromium.CANDIDATES)
def test_each_usual_name_is_found(tmp_path, name):
    assert chromium.find({"PATH": str(tmp_path)}) is None
    path = program(tmp_path, name)
    assert chromium.find({"PATH": str(tmp_path)}) == str(path)


@pytest.mark.parametrize("environment", [{"PATH": ""}, {"PATH": "", chromium.VARIABLE: "/nowhere/chrome"}])
def test_without_a_browser_ci_fails_and_others_skip_both_with_the_mend(environment):
    with pytest.raises(pytest.fail.Exception, match="Install Chromium"):
        chromium.find_or_leave({**environment, "CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="Install Chromium"):
        chromium.find_or_leave(environment)


def test_every_widget_is_operated_by_mouse_and_by_keyboard():
    for module in MODULES:
        import_module(f".{module}", __package__)
    missing = [
        (name, by) for name in widgets.__all__ for by in ("mouse", "keyboard") if by not in OPERATED[name]
    ]
    assert not missing, f"Write a test with @operates for each of {missing}."


def test_every_widget_has_a_cell_of_its_own():
    code = " ".join(calls().values())
    with_words = ("Quiz", "Predict")  # need a word to start
    assert all(f"fl.widgets.{name}(" in code or name in with_words for name in widgets.__all__)
    assert all(f"fl.{name.lower()}(" in code for name in with_words)
