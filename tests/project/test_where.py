"""CONTRIBUTING says where things are; each answer is a file that holds what the line promises."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "fedlocal"
SECTION = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where is …?")[1].split("\n## ")[0]
HOLDS = {  # what a stranger would look for in the file that the map names
    "data/law/authority_rules.csv": "serve-detainer",
    "src/fedlocal/agreements/agreement_map.py": "mapped {placed} of {listed}",
    "src/fedlocal/lesson/judging.py": "mistakes",
    "src/fedlocal/ground/guesses.py": "def keep",
    "src/fedlocal/lesson/answers.py": "def respond",
    "src/fedlocal/exercises/literal.py": "def written",
    "data/law/state_laws.csv": "KS-1",
    "src/fedlocal/widgets.py": "CountyBrief",
    "src/fedlocal/ground/tables.py": "sha256",
    "src/fedlocal/lesson/card.py": "def card",
    "src/fedlocal/lesson/scene.py": "def scene",
    "src/fedlocal/exporting/items.py": "makers = {",
    "src/fedlocal/grading/limits.py": "cell_seconds",
    "src/fedlocal/drawing/palette.py": '"state": "#8A6100"',
    "docs/adding-a-lesson.md": "step by step",
}
FOLDERS = [
    name
    for row in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", SECTION, re.M)
    for name in re.findall(r"\w+", row)
]


def test_each_question_has_one_answer():
    lines = re.findall(r"^\| (?!I look for|folder|`|-)(.+?) \| (.+?) \|$", SECTION, re.M)
    assert len(lines) == len(HOLDS) >= 10
    named = [path for path in HOLDS if path in SECTION]
    assert named == list(HOLDS), "Name each file of HOLDS in the map, in this order."


@pytest.mark.parametrize("path", HOLDS)
def test_the_file_holds_what_the_map_promises(path):
    assert HOLDS[path] in (ROOT / path).read_text(encoding="utf-8")


def test_the_map_names_every_folder_of_the_package_in_lesson_order():
    there = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()}
    assert set(FOLDERS) == there and FOLDERS[:9] == [
        *("agencies", "law", "pathway", "agreements", "states", "evidence", "tradeoffs", "rights", "county")
    ]


@pytest.mark.parametrize("place", ["data", "tests", "scripts/derive"])
def test_the_same_words_name_the_folders_everywhere(place):
    others = {
        "geography",
        "project",
        "browser",
        "site",
    }  # tables of places; the house itself; what is seen in a browser
    there = {
        path.name for path in (ROOT / place).iterdir() if path.is_dir() and not path.name.startswith("_")
    }
    assert there <= set(FOLDERS) | others, f"{place} has folders that the map does not name."


def test_the_color_of_the_state_level_is_written_once():
    files = [path for path in SOURCE.rglob("*") if path.suffix in (".py", ".html", ".css", ".js")]
    holding = {path.name for path in files if "#8A6100" in path.read_text(encoding="utf-8").upper()}
    assert holding == {"palette.py", "templates.py"}  # there, and in an example that a test runs
