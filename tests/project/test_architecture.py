"""The house: subjects stand in lesson order, nothing inside imports a face, and only widgets know widget
libraries.

The order itself is written in pyproject.toml, under ``tool.importlinter``.
"""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fedlocal import widgets

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "fedlocal"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
RUNNING = {"exercises", "grading"}  # they run notebooks, and know what a notebook shows
HEAVY = {"ipywidgets", "anywidget", "traitlets"}
HOMES = {SOURCE / f"{home.replace('.', '/')}.py" for home in widgets.HOMES.values()}
PARTS = {
    SOURCE / "drawing" / "card.py",
    SOURCE / "drawing" / "controls.py",
    SOURCE / "tradeoffs" / "tradeoff_form.py",
}  # what several widgets, or one, are made of


def checked(folder: Path) -> subprocess.CompletedProcess:
    """What import-linter says of the package in this folder, by the contracts of pyproject.toml."""
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as main; main()",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "", "NO_COLOR": "1"}
    return subprocess.run(
        [*command, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_subjects_stand_in_lesson_order_and_nothing_imports_a_face():
    found = checked(ROOT / "src")
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    "module, line, contract",
    [
        ("agencies/duties.py", "from ..law import rules", "earlier"),
        ("ground/sources.py", "from ..drawing import palette", "earlier"),
        ("rights/encounters.py", "import fedlocal", "face"),
        ("states/developments.py", "from .. import place", "face"),
        ("county/brief.py", "from ..widgets import Quiz", "face"),
        ("law/rules.py", "from . import authority", "circle"),
    ],
)
def test_an_import_against_the_order_is_found(tmp_path, module, line, contract):
    shutil.copytree(SOURCE, tmp_path / "fedlocal", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "fedlocal" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n\ndef later():\n    {line}\n", encoding="utf-8")
    found = checked(tmp_path)
    assert found.returncode == 1 and contract in found.stdout.split("Broken contracts")[-1], (
        found.stdout + found.stderr
    )


def imports(path: Path) -> set[str]:
    """First names of the outside packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.parent.name not in RUNNING],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_only_widgets_know_widget_libraries(path):
    assert not imports(path) & HEAVY or path in HOMES | PARTS, (
        f"{path.name} imports a widget library. Keep rules pure: views belong in the widget's file."
    )


BORROWED = {"PostCheck": "precheck"}  # it asks the statements of the pre-check once more


def test_a_widget_draws_from_the_one_template_beside_it():
    for name, home in widgets.HOMES.items():
        path = SOURCE / f"{home.replace('.', '/')}.py"
        drawn = set(re.findall(r"\"([\w]+/[\w]+\.html)\"", path.read_text(encoding="utf-8")))
        own = f"{path.parent.name}/{BORROWED.get(name, path.stem)}.html"
        assert own in drawn and (SOURCE / own).is_file(), f"{name} should be drawn from {own}."
    templates = sorted(SOURCE.rglob("*.html"))
    assert 50 < len(templates) <= 60, "One template a widget: put new parts into its file, as blocks."


def test_every_template_is_used():
    texts = [
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*") if path.suffix in (".py", ".html")
    ]
    names = [path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.html")]
    assert not [name for name in names if not any(name in text for text in texts)]


def test_each_widget_is_in_the_file_of_its_name():
    for name, home in widgets.HOMES.items():
        path = SOURCE / f"{home.replace('.', '/')}.py"
        assert f"class {name}(" in path.read_text(encoding="utf-8"), f"{path.name} has no class {name}."


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_is_one_thing_of_at_most_400_lines(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{path.name} has {lines} lines. Split it by what it is about."
