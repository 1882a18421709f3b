"""The test that no lesson tells an answer before its guess finds one that does, however it is told."""

import json
from pathlib import Path

import pytest

from .house import foretold

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TOLD = [
    ("04", "In July 2026 the list had 2,179 lines."),
    ("04", "There are about 2,200 agreements by now."),
    ("04", "<table><tr><td>July 2026</td><td>2179</td></tr></table>"),
    ("04", '<img alt="The line ends at 2,179 agreements.">'),
    ("04", '<svg role="img" aria-label="It ends at 2,179 agreements."></svg>'),
    ("01", "Six of the duties are mainly done by ICE."),
    ("01", "ICE has 6 of the 25 duties."),
    ("05", "In 25 places a statute requires participation."),
    ("06", "It was on in 882 counties."),
]
UNTOLD = [
    ("04", "<details><summary>Just show me</summary>In July 2026 it had 2,179 agreements.</details>"),
    ("04", "In January 2025 the list had 135 agreements."),
    ("01", "Six people work in the office of the duties."),
    ("05", "25 people came."),
]


def found(lesson: str, text: str) -> list[str]:
    """What is wrong with a stored lesson that begins with this text."""
    (path,) = NOTEBOOKS.glob(f"{lesson}_*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].insert(1, {"cell_type": "markdown", "source": [text]})
    return foretold.complaints(lambda: foretold.of_notebook(notebook), lesson)


@pytest.mark.parametrize("lesson,text", TOLD)
def test_an_answer_before_its_guess_is_found(lesson, text):
    assert len(found(lesson, text)) == 1


@pytest.mark.parametrize("lesson,text", UNTOLD)
def test_what_is_folded_or_about_something_else_is_left(lesson, text):
    assert found(lesson, text) == []
