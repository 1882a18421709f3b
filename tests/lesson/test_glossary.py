"""docs/glossary.md has every term, and each lesson leads there."""

import importlib.util
import json
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.ground.tables import load

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("glossary_page", ROOT / "scripts" / "glossary_page.py")
SCRIPT = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SCRIPT)
TABLES = {name: SCRIPT.read(name) for name in SCRIPT.TABLES}
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
MET = (
    "removable",
    "admitted",
    "parole",
    "aggravated-felony",
    "pretext-stop",
    "moot",
    "consent-decree",
    "injunction",
    "standing",
    "merits",
    "protected-areas",
)


def test_the_page_is_the_one_that_the_tables_give():
    assert PAGE == SCRIPT.page(TABLES), "Mend: python scripts/glossary_page.py"


def test_the_page_explains_every_term_once_with_its_spanish():
    for row in TABLES["glossary"]:
        assert PAGE.count(f"\n**{row['term']}.** {row['short']}") == 1, row["term_id"]
        assert not row["es"] or f"*Spanish: {row['es']}*" in PAGE


def test_a_changed_term_is_noticed():
    rows = [{**row, "short": row["short"] + " More."} for row in TABLES["glossary"]]
    assert SCRIPT.page({**TABLES, "glossary": rows}) != PAGE


def test_related_terms_exist():
    known = {row["term_id"] for row in TABLES["glossary"]}
    related = {term for row in TABLES["glossary"] for term in row["see_also"].split(";") if term}
    assert related <= known, f"Correct see_also in the table glossary: {sorted(related - known)}"


@pytest.mark.parametrize("term", MET)
def test_law_words_that_readers_meet_are_explained(term):
    assert term in set(load("glossary")["term_id"])


@pytest.mark.parametrize("lesson", load("lessons")["lesson"])
def test_each_lesson_leads_to_the_glossary(lesson):
    stored = json.loads(next((ROOT / "notebooks").glob(f"{lesson}_*.ipynb")).read_text(encoding="utf-8"))
    page = "".join(
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in stored["cells"]
        for output in cell.get("outputs", [])
    )
    assert 'href="../docs/glossary.md"' in fl.card(lesson).html and 'href="../docs/glossary.md"' in page
