"""How first decisions came out, and how the courts of appeals divide on bond: counted from tables."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.formats import number
from fedlocal.ground.tables import load, rows
from fedlocal.pathway import bond_rulings
from fedlocal.pathway.totals import first_decisions
from fedlocal.pathway.walks import read_map

ROOT = Path(__file__).parents[2]
TABLE, BOND = rows("court_outcomes"), rows("bond_rulings")
CAN, CANNOT = bond_rulings.division(BOND)


def test_shares_add_up_and_the_rest_is_what_is_left():
    percent = {row["outcome"]: row["percent"] for row in first_decisions(TABLE, 2025)}
    assert sum(percent.values()) == 100
    assert percent["other"] == 100 - sum(row["percent"] for row in TABLE) > 0
    assert len({row["decisions"] for row in TABLE}) == 1
    with pytest.raises(LookupError, match="no fiscal year 1999. It has: 2025"):
        first_decisions(TABLE, 1999)


def unsupported(table) -> list[str]:
    """Outcomes whose numbers are not those in the words of their source."""
    return [
        row["outcome"]
        for row in table
        if f"{row['percent']}%" not in row["source_says"]
        or number(row["decisions"]) not in row["source_says"]
    ]


def test_each_number_is_that_of_its_source():
    assert unsupported(TABLE) == []
    wrong_share = [{**row, "percent": 60} if row["percent"] == 63 else row for row in TABLE]
    assert unsupported(wrong_share) == ["removal_order"]
    assert len(unsupported([{**row, "decisions": 767_389} for row in TABLE])) == len(TABLE)


def test_each_outcome_leads_to_a_place_on_the_map():
    steps = read_map().steps
    assert {row["outcome"]: row["leads_to"] for row in TABLE} == {
        "removal_order": "final_order",
        "dropped": "ended",
        "relief": "stays",
    }
    marks = {row[0]: row[2] for row in fl.figures.outcomes().rows}
    assert [marks[row["label"]] for row in TABLE] == [steps[row["leads_to"]].mark for row in TABLE]


def test_the_bar_says_its_numbers_and_its_limits():
    picture = fl.figures.outcomes()
    text = BeautifulSoup(picture._repr_html_(), "html.parser").get_text(" ")
    for needed in (
        number(TABLE[0]["decisions"]),
        "may have been dropped to make way for expedited removal",
        "either side may appeal",
        "not yet a removal",
        "Orders that officers make",
        "no forecast",
        "IN12638",
        "January 2026",
    ):
        assert needed in text, needed
    widths = [int(wide) for wide in re.findall(r'width="(\d+)" height="58"', picture.svg)]
    assert [round(100 * wide / 758) for wide in widths] == [
        row["percent"] for row in first_decisions(TABLE, 2025)
    ]
    for row in TABLE:
        assert f"{row['percent']}%" in picture.svg and row["label"] in picture.svg


def test_the_bar_stands_before_the_walk():
    cells = json.loads(next((ROOT / "notebooks").glob("03_*.ipynb")).read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    assert sources.index('fl.predict("03-path-2")') < sources.index("fl.widgets.CasePathway()")


def test_circuits_are_counted_from_the_table():
    assert len(BOND) == len(CAN) + len(CANNOT) and len({row["circuit"] for row in BOND}) == len(BOND)
    assert CANNOT == ["5th", "8th"] and "4th" in CAN and "7th" in CAN
    words = bond_rulings.sentence(BOND)
    assert (
        words.startswith(bond_rulings.COUNTS[len(CAN)].capitalize())
        and f"and {bond_rulings.COUNTS[len(CANNOT)]} that" in words
    )
    assert all(row["circuit"] in words for row in BOND) and words in fl.bond_rulings().html


def test_a_further_ruling_changes_the_sentence():
    more = [{**row, "bond": row["bond"] or row["circuit"] == "8th"} for row in BOND]
    assert bond_rulings.sentence(more).startswith(
        "Ten courts of appeals"
    ) and "one that they cannot (5th Circuit)" in bond_rulings.sentence(more)


def disagreeing(texts: dict[str, str], can: int, cannot: int) -> list[str]:
    """Texts in which the counts of circuits are not these."""
    words = "|".join(bond_rulings.COUNTS)
    found = {
        where: set(
            re.findall(
                rf"\b({words})\b(?= (?:courts of appeals|have said|have accepted|have ruled|that they"
                r" cannot|had ruled))",
                text.lower(),
            )
        )
        for where, text in texts.items()
    }
    return [
        where
        for where, counts in found.items()
        if counts and not counts <= {bond_rulings.COUNTS[can], bond_rulings.COUNTS[cannot]}
    ]


def test_every_count_of_circuits_in_a_text_is_that_of_the_table():
    rows = load("developments").query("topic == 'bond'").set_index("id")
    split = rows.loc["dev-bond-split", "what"]
    assert (
        all(re.search(rf"\b{row['circuit']}\b", split) for row in BOND)
        and f"{bond_rulings.COUNTS[len(CAN)].capitalize()} courts of appeals" in split
        and f"{bond_rulings.COUNTS[len(CANNOT)]} have said no" in split
    )
    solution = next((ROOT / "exercises/source").glob("03_*/03_*.ipynb"))
    answer = next(
        "".join(cell["source"])
        for cell in json.loads(solution.read_text(encoding="utf-8"))["cells"]
        if cell["id"] == "e03-q9-answer"
    )
    assert (
        bond_rulings.COUNTS[len(CAN)] in answer.lower() and bond_rulings.COUNTS[len(CANNOT)] in answer.lower()
    )
    texts = {**rows["what"].to_dict(), "solution": answer}
    assert (
        disagreeing(texts, len(CAN), len(CANNOT)) == []
        and disagreeing(texts, len(CAN) - 1, len(CANNOT)) != []
    )


def test_the_supreme_court_and_what_was_undone_are_told():
    rows = load("developments").set_index("id")
    for id_, words in {
        "dev-bond-supreme-court": "Rhoney v. Barbosa da Cunha",
        "dev-5th-circuit-90-days": "not law now",
        "dev-alien-enemies": "moot",
        "dev-expedited-removal": "17 July 2026",
        "dev-asylum-proclamation": "held back",
        "dev-bia-appeals-rule": "30 days",
        "dev-genalo-v-black": "Genalo v. D.C.",
        "dev-courthouse-arrests": "set aside, nationwide",
    }.items():
        assert rows.loc[id_, "printable"] and words in rows.loc[id_, "what"], id_
    assert (
        rows.loc["dev-courthouse-arrests", "date"] == "2026-06-23"
        and "no stay was found" in rows.loc["dev-courthouse-arrests", "status_note"]
    )
