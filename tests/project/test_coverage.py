"""docs/coverage.md: every claim is answered in a lesson that is there, under a heading that exists."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script():
    spec = importlib.util.spec_from_file_location("coverage_map", ROOT / "scripts" / "coverage_map.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAP = script()
TABLES = {name: MAP.read(name) for name in MAP.TABLES}
LESSONS = {row["lesson"]: row for row in TABLES["lessons"]}


def headings(lesson: str) -> set[str]:
    cells = json.loads((ROOT / "notebooks" / LESSONS[lesson]["file"]).read_text(encoding="utf-8"))["cells"]
    lines = [
        line
        for cell in cells
        if cell["cell_type"] == "markdown"
        for line in "".join(cell["source"]).splitlines()
    ]
    return {line.lstrip("#").strip() for line in lines if line.startswith("#")}


READY = {lesson: headings(lesson) for lesson, row in LESSONS.items() if row["status"] == "available"}


def test_the_page_is_the_one_that_the_tables_give():
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == MAP.page(TABLES), (
        "Mend: python scripts/coverage_map.py"
    )


def test_every_claim_is_answered_in_a_lesson_that_is_there():
    assert MAP.unanswered(TABLES) == [], (
        "Name the lesson and its heading in the table web_claims, column answered_in."
    )


def test_no_claim_sends_a_reader_to_a_whole_lesson():
    assert MAP.bare(TABLES) == [], "Write lesson#heading in the table web_claims, column answered_in."
    cut = [
        {**claim, "answered_in": "03;08#Check the claims"} if claim["seed"] == "S13" else claim
        for claim in TABLES["web_claims"]
    ]
    assert MAP.bare({**TABLES, "web_claims": cut}) == ["S13"]


@pytest.mark.parametrize("claim", TABLES["web_claims"], ids=lambda claim: claim["seed"])
def test_the_places_named_exist(claim):
    for lesson, heading in MAP.places(claim):
        assert lesson in LESSONS and lesson != "00", f"There is no lesson {lesson}."
        if heading and lesson in READY:
            assert heading in READY[lesson], (
                f"Lesson {lesson} has no heading “{heading}”. Correct the table web_claims."
            )


def test_the_page_names_every_claim_once():
    text = MAP.page(TABLES)
    assert all(text.count(f"\n| S{number} | ") == 1 for number in range(1, 76))


def test_a_claim_that_only_a_planned_lesson_answers_counts_as_open():
    claims = [
        {**claim, "answered_in": "99#Nowhere"} if claim["seed"] == "S5" else claim
        for claim in TABLES["web_claims"]
    ]
    assert MAP.unanswered({**TABLES, "web_claims": claims}) == ["S5"]
    nothing_ready = [{**row, "status": "planned"} for row in TABLES["lessons"]]
    assert len(MAP.unanswered({**TABLES, "lessons": nothing_ready})) == 71, "all but the four opinions"
