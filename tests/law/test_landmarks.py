"""Rulings and limits that lessons 01 and 02 must not state too broadly, and the contrary ruling beside."""

import json
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import load

LANDMARKS = load("landmarks")
NAMED = LANDMARKS.set_index("name")
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def cells(lesson: str) -> dict[str, str]:
    """Cell id -> source, of one lesson."""
    (path,) = NOTEBOOKS.glob(f"{lesson}_*.ipynb")
    return {
        cell["id"]: "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    }


@pytest.mark.parametrize("group", sorted(LANDMARKS["landmarks"].unique()))
def test_each_group_is_shown_in_order_and_no_surer_than_its_sources(group):
    rows = LANDMARKS[LANDMARKS["landmarks"] == group]
    assert sorted(rows["position"]) == list(range(1, len(rows) + 1))
    assert all(cite(row.source_id, row.pinpoint).checked == row.checked for row in rows.itertuples())
    html = fl.landmarks(group).html
    assert all(row.name in html.replace("&amp;", "&") for row in rows.itertuples())
    assert (
        html.count("read in part") == (rows["checked"] == "part").sum()
        and html.count("read second-hand") == (rows["checked"] == "secondary").sum()
    )


def test_the_contrary_ruling_stands_beside_the_two_that_agree():
    rows = LANDMARKS[LANDMARKS["landmarks"] == "local-arrests"]
    assert set(rows["court"]) == {"Fourth Circuit", "Ninth Circuit", "Tenth Circuit"}
    tenth = NAMED.loc["United States v. Vasquez-Alvarez"]
    assert "Arizona" in tenth["limits"] and "crimes" in tenth["limits"], "its two limits are told with it"
    assert 'fl.landmarks("local-arrests")' in cells("02").values()


def test_rulings_that_fell_in_part_only_are_told_so():
    assert NAMED.loc["City of El Cenizo v. Texas", "held"].endswith("fell for elected officials only.")
    assert "companion law" in NAMED.loc["United States v. California", "held"]


def test_the_lists_of_crimes_carry_their_limits():
    text = cells("02")["l02-11"]
    assert ("Costello" in text) and ("Acosta de Evans" in text), (
        "one court alone would calm or frighten the wrong people"
    )
    assert "§ 1253" in text and "ordered removed as *deportable*" in text and "legal steps" in text
    assert "who can advise you" in text


def test_what_moves_has_a_dated_list_in_both_lessons():
    for lesson in ("01", "02"):
        assert f'fl.developments("{lesson}")' in cells(lesson).values()
    moving = load("developments").set_index("id")
    for id_ in (
        "dev-registration-rule",
        "dev-gonzalez-settlement",
        "dev-home-entry-dispute",
        "dev-texas-sb4-2023",
    ):
        assert "02" in moving.loc[id_, "lessons"].split(";") and moving.loc[id_, "printable"]


def test_the_page_on_detainers_is_ices_own_in_english():
    page = cite("ice-detainers-page")
    assert (
        "Spanish" not in page.short
        and "/es/" not in page.url
        and page.url.startswith("https://www.ice.gov/")
        and page.checked == "primary"
    )
