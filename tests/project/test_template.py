"""The lesson template keeps the house rules, and filled with a lesson's number it runs and becomes a
lesson."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from fedlocal.ground.notebook_file import canonical_json, strip_views
from tests.project.house.rules import RULES

ROOT = Path(__file__).parents[2]
PATH = ROOT / "docs" / "template" / "NN_template.ipynb"
TEXT = PATH.read_text(encoding="utf-8")

# Rules about a lesson's own rows or stored outputs. The template has neither: there is no lesson NN in the
# tables, and it has not been run.
EXEMPT_EMPTY = {
    "objectives_are_assessed": (
        "the table objectives has no objectives of a lesson NN, so the rule has nothing to look at"
    ),
    "outputs_are_stored_and_clean": 'fl.card("NN") cannot run before the tables have rows for the lesson',
    "widgets_teach_unexecuted": "a fallback is stored when the lesson is executed",
}
# The filled template borrows the rows of lesson 04, but not all of its text and questions.
EXEMPT_FILLED = {
    "objectives_are_assessed": "it asks only some of lesson 04's questions",
    "statements_are_claims": "the ledger holds lesson 04's sentences, which the template does not print",
}


@pytest.mark.parametrize("name", sorted(set(RULES) - set(EXEMPT_EMPTY)))
def test_the_template_keeps(name):
    complaints = RULES[name](json.loads(TEXT), "NN")
    assert not complaints, "\n".join([f"{PATH.name} breaks “{name}”:", *complaints])


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The template as docs/adding-a-lesson.md says to fill it (every NN replaced), with lesson 04's rows,
    executed."""
    spec = importlib.util.spec_from_file_location("execute_lessons", ROOT / "scripts" / "execute_lessons.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    path = tmp_path_factory.mktemp("lessons") / "04_template.ipynb"
    path.write_text(TEXT.replace("NN-choice", "04-sign").replace("NN", "04"), encoding="utf-8")
    return script.execute(path)


@pytest.mark.parametrize("name", sorted(set(RULES) - set(EXEMPT_FILLED)))
def test_the_filled_and_executed_template_keeps(filled, name):
    complaints = RULES[name](filled, "04")
    assert not complaints, "\n".join([f"{PATH.name}, filled, breaks “{name}”:", *complaints])


def test_only_rules_that_exist_are_exempt():
    assert set(EXEMPT_EMPTY) | set(EXEMPT_FILLED) <= set(RULES)
    assert not set(EXEMPT_EMPTY) & set(EXEMPT_FILLED) - {"objectives_are_assessed"}, (
        "every other rule runs on one of the two"
    )


def test_the_template_is_stored_as_lessons_are_and_unexecuted():
    notebook = json.loads(TEXT)
    assert canonical_json(strip_views(notebook)) == TEXT
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook["cells"])


def test_the_number_to_replace_stands_in_every_call_that_needs_it_and_in_every_id():
    cells = json.loads(TEXT)["cells"]
    calls = [
        line for cell in cells if cell["cell_type"] == "code" for line in cell["source"] if "fl." in line
    ]
    numbered = [
        line
        for line in calls
        if any(name in line for name in ("card", "quiz", "predict", "sides", "findings", "sources_of"))
    ]
    assert len(numbered) == 8 and all('("NN' in line for line in numbered)
    assert all(cell["id"].startswith("lNN-") for cell in cells)


def test_each_part_has_a_note_for_authors():
    parts = ["".join(cell["source"]) for cell in json.loads(TEXT)["cells"] if cell["cell_type"] == "markdown"]
    bare = [text.splitlines()[0] for text in parts if not re.search(r"<!--\s*\w", text)]
    assert bare == ["## Sources"]
