"""Balance in lesson 05, as far as a machine can see it: length, sources, hedges, and whom each part makes uncomfortable."""

import json
import re
from pathlib import Path

import pytest

from fedlocal import prose
from fedlocal.tables import load

ROOT = Path(__file__).parents[1]
PAIRS = {name: rows for name, rows in load("arguments").groupby("argument_id") if name.startswith("05-")}
HEDGES = re.compile(r"\b(say|says|said|add|adds|point out|reported|calls?|asked|found|held)\b")
VERDICT_WORDS = re.compile(r"\b(clearly|obviously|of course|unfortunately|fortunately|right side|the truth is|everyone knows)\b", re.I)


def lesson_text() -> str:
    path = next((ROOT / "notebooks").glob("05_*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_two_questions_are_argued():
    assert set(PAIRS) == {"05-state", "05-level"}


@pytest.mark.parametrize("name", PAIRS)
def test_sides_are_of_one_length_within_a_twentieth(name):
    lengths = PAIRS[name]["text"].str.split().str.len()
    assert len(lengths) == 2 and lengths.max() / lengths.min() <= 1.05, lengths.tolist()


@pytest.mark.parametrize("name", PAIRS)
def test_each_side_speaks_for_itself_and_as_often(name):
    counts = [len(HEDGES.findall(text)) for text in PAIRS[name]["text"]]
    assert min(counts) >= 2 and max(counts) - min(counts) <= 2, counts
    assert not any(VERDICT_WORDS.search(text) for text in PAIRS[name]["text"])


@pytest.mark.parametrize("name", PAIRS)
def test_each_side_rests_on_sources_of_its_own(name):
    one, other = (set(cell.split(";")) for cell in PAIRS[name]["source_ids"])
    assert len(one) >= 2 and len(other) >= 2 and not one & other


def test_findings_make_each_side_uncomfortable_once_and_name_their_limits():
    rows = load("findings").query("lesson == '05'")
    assert sorted(rows["uncomfortable_for"]) == ["both", "limit", "require"]
    assert rows["limits"].str.split().str.len().min() >= 12


def test_lesson_recommends_nothing_outside_the_sides():
    for sentence in prose.sentences(lesson_text()):
        if "?" not in sentence:
            assert not re.search(r"\b(should|ought|better|worse)\b", sentence) or "People disagree" in sentence, sentence


def test_mistakes_of_both_camps_are_refuted():
    text = lesson_text().lower()
    limits = ("a city can keep fingerprints", "can cancel federal law")
    requires = ("washington can order a sheriff", "every limit on participation breaks federal law")
    assert all(one in text for one in limits + requires)


def test_laws_of_both_directions_are_named_as_often():
    text = lesson_text()
    limiting = len(re.findall(r"\b(California|Illinois|Chicago|New York|New Jersey|Maryland)", text))
    ordering = len(re.findall(r"\b(Texas|Florida|Louisiana|Georgia|Tennessee)", text))
    assert abs(limiting - ordering) <= 4, (limiting, ordering)
