"""The scripts that derive the tables: their small rules, and the whole run if the reference is at hand."""

import importlib
import os
import sys
from pathlib import Path

import pandas as pd
import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
common, package, counts, documents, lifespans, places, shapes = (
    importlib.import_module(f"derive.{name}")
    for name in (
        "common",
        "package",
        "agreements.counts",
        "agreements.documents",
        "agreements.lifespans",
        "geography.places",
        "geography.shapes",
    )
)


def test_tables_are_byte_for_byte_what_the_code_makes():
    reference = os.environ.get("FEDLOCAL_REFERENCE")
    if not reference:
        pytest.skip("set FEDLOCAL_REFERENCE to the folder of reference tables to derive and compare")
    assert importlib.import_module("derive_data").main([reference, "--check"]) == 0


def test_every_derived_table_has_a_descriptor_and_the_other_way_round():
    names = {p.stem for p in package.descriptor_files()}
    assert names == set(importlib.import_module("derive").TABLES)


def test_an_id_is_made_of_state_and_name_and_names_one_row():
    assert common.slug("TX", "Walker County Sheriff's Office") == "tx-walker-county-sheriffs-office"
    assert common.slug("FL", "Fish & Wildlife") == "fl-fish-and-wildlife"
    assert common.unique_ids(["a", "b", "a"]) == ["a", "b", "a-2"]


def test_a_table_is_written_with_lf_quotes_where_needed_and_whole_numbers_whole():
    frame = pd.DataFrame({"a": ["x, y", None], "n": pd.array([1, None], dtype="Int64")})
    assert common.to_csv(frame) == b'a,n\n"x, y",1\n,\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-15", ("2026-09-15", "day")),
        ("2017-01", ("2017-01-01", "month")),
        ("2011", ("2011-01-01", "year")),
        ("2025-11-early", ("2025-11-01", "approximate")),
        ("2026-09-mid", ("2026-09-11", "approximate")),
        ("2025-11-21~", ("2025-11-21", "approximate")),
        ("2026-09-16..2026-11-21", ("2026-09-16", "range")),
    ],
)
def test_a_stated_period_becomes_its_first_day(text, expected):
    assert counts._dated(text) == expected


def test_a_period_of_an_unknown_form_stops_the_run():
    with pytest.raises(ValueError, match="no rule for the date"):
        counts._dated("spring 2026")


def test_a_count_that_is_not_one_number_stays_blank():
    assert [counts._exact(n) for n in ("1,412", "1412 or 1415", ">1500", "~900", "958", "")] == [
        "",
        "",
        "",
        "900",
        "958",
        "",
    ]


COUNTIES = pd.DataFrame(
    [
        ("12086", "FL", "Miami-Dade County"),
        ("12111", "FL", "St. Lucie County"),
        ("51159", "VA", "Richmond County"),
        ("51760", "VA", "Richmond city"),
        ("51670", "VA", "Hopewell city"),
        ("22087", "LA", "St. Bernard Parish"),
        ("24037", "MD", "St. Mary's County"),
        ("28109", "MS", "Pearl River County"),
        ("26049", "MI", "Genesee County"),
    ],
    columns=["county_fips", "state_abbr", "county_name"],
)


@pytest.mark.parametrize(
    ("state", "agency", "fips"),
    [
        ("VA", "Richmond County Sheriff's Office", "51159"),
        ("VA", "Richmond City Sheriff's Office", "51760"),
        ("VA", "Hopewell Sheriff's Office", "51670"),
        ("LA", "Saint Bernard Parish Sheriff's Office", "22087"),
        ("MD", "St. Mary's County Sheriff's Office", "24037"),
        ("MS", "Pearl County Sheriff's Office", ""),
        ("MI", "Metro Police Authority of Genesee County", "26049"),
        ("MA", "Genesee County Sheriff's Office", ""),
        ("FL", "Miami Police Department", ""),
    ],
)
def test_an_agency_name_names_a_county_of_its_own_state_or_none(state, agency, fips):
    assert places.CountyFinder(COUNTIES).by_agency_name(state, agency) == fips


@pytest.mark.parametrize(
    ("state", "agency", "fips"),
    [
        ("FL", "City of Miami Police Department", "12086"),
        ("FL", "Boca Raton Police Services Department", "12099"),
        ("FL", "St. Cloud Police Department", "12097"),
        ("FL", "Longboat Key Police Department", ""),
        ("FL", "University of Florida Police Department", "12001"),
        ("PA", "Damascus Township Constable", ""),
        ("GA", "Miami Police Department", ""),
    ],
)
def test_a_town_or_campus_places_an_agency_only_if_it_lies_in_one_county(state, agency, fips):
    assert places.CountyFinder(COUNTIES).by_place(state, agency) == fips


def row(**cells):
    blank = {
        "state_abbr": "TX",
        "agency": "",
        "model": "TFM",
        "date_signed": "2025-12-10",
        "first_listed": "2025-12-10",
        "last_listed": "2025-12-12",
        "county_fips": "",
        "listed": False,
    }
    made = {**blank, **cells}
    return {**made, "short_name": made["agency"]}


@pytest.mark.parametrize(
    ("later", "name"),
    [
        (
            row(agency="Dimmit County Sheriff's Office", last_listed="2026-07-24"),
            "Dimmit County Sheriff's Office",
        ),
        (row(agency="Dimmit County Sheriff's Office", last_listed="2026-07-24", model="WSO"), ""),
        (row(agency="Bell County Sheriff's Office", last_listed="2026-07-24"), ""),
        (row(agency="Dimmit County Sheriff's Office", last_listed="2026-07-24", county_fips="48999"), ""),
        (row(agency="Dimmit County Sheriff's Office", last_listed="2025-12-11"), ""),
    ],
    ids=["a spelling mended", "another model", "another county's sheriff", "another county", "gone before"],
)
def test_a_vanished_row_goes_on_only_under_the_same_agency(later, name):
    rows = pd.DataFrame([row(agency="Dimmit Couny Sheriff's Office", county_fips="48127"), later])
    assert lifespans._new_name(next(rows.itertuples()), rows) == name


SQUARES = {  # two squares that share the arc 1, and a speck
    "points": [
        [(0, 0), (0, 10), (10, 10)],
        [(10, 10), (10, 0)],
        [(10, 0), (0, 0)],
        [(10, 10), (20, 10), (20, 0), (10, 0)],
        [(50, 50), (50, 50)],
    ],
    "left": {"id": "a", "type": "Polygon", "arcs": [[0, 1, 2]]},
    "right": {"id": "b", "type": "Polygon", "arcs": [[3, ~1]]},
    "speck": {"id": "c", "type": "Polygon", "arcs": [[4]]},
}


def test_a_path_is_relative_and_a_speck_is_drawn_as_one_pixel():
    points = SQUARES["points"]
    assert shapes._path(shapes._rings(SQUARES["left"], points)) == "M0,0v10h10v-10z"
    assert shapes._path(shapes._rings(SQUARES["speck"], points)) == "M50,50h1v1h-1z"


def test_dissolving_two_areas_drops_the_border_they_share():
    (ring,) = shapes._dissolve([SQUARES["left"], SQUARES["right"]], SQUARES["points"])
    assert abs(shapes._area(ring)) == 200 and (10, 5) not in ring


def test_points_on_a_straight_line_are_dropped_but_corners_and_ends_stay():
    transform = {"scale": [1, 1], "translate": [0, 0]}
    assert shapes._arc_points([[0, 0], [1, 0], [1, 0], [0, 3], [0, 0]], transform) == [(0, 0), (2, 0), (2, 3)]


@pytest.mark.parametrize(
    ("name", "model", "day"),
    [
        ("Florida_Southwestern_State_College_PD_FL_TFM_04.15.25.pdf", "tfm", "2025-04-15"),
        ("287gWSO_WallerCoTx2020-02-12.pdf", "wso", "2020-02-12"),
        ("287gJEM_FL_DOC_FL_08-21-2020.pdf", "jem", "2020-08-21"),
        ("Trousdale_County_Sheriffs_Office_TN_WSO_MOA_8_28_2025.pdf", "wso", "2025-08-28"),
        ("lafayetteCountySherrifsOffice_TF_MOA_03122025.pdf", "tfm", ""),
        ("UnionTaskForce287g-MOA-07302025.pdf", "tfm", ""),
        ("287g-DAKOTACounty-2020-06-09.pdf", "", "2020-06-09"),
        ("FranklinCoSheriffsOfficeAL_TFM_MOA_1162025.pdf", "tfm", ""),
        ("SomeCo_JEM_WSO_MOA.pdf", "", ""),
    ],
)
def test_a_file_name_gives_a_model_and_a_day_or_none(name, model, day):
    assert (documents.model_of(name), documents.day_of(name)) == (model, day)


def test_a_paper_counts_only_where_state_agency_model_and_day_agree(tmp_path):
    listed = pd.DataFrame(
        [
            {
                "agency_id": "tx-bell-county-sheriffs-office",
                "state_abbr": "TX",
                "agency": "Bell County Sheriff's Office",
                "agency_as_published": "Bell County Sheriffs Office",
                "signed_jem": "2025-03-04",
                "signed_wso": "",
                "signed_tfm": "2025-05-01",
            }
        ]
    )
    right = {
        "state_abbr": "TX",
        "agency_key": "bell county sheriff s office",
        "model": "jem",
        "date_in_file_name": "2025-03-04",
        "archived_on": "2025-05-19",
        "file_name": "a.pdf",
        "archive_url": "https://x/1.pdf",
    }
    wrong = [
        {"state_abbr": "OK"},
        {"agency_key": "bell police department"},
        {"model": "wso"},
        {"date_in_file_name": "2025-03-05"},
    ]
    later = {"archived_on": "2025-12-30", "archive_url": "https://x/2.pdf"}
    pd.DataFrame([right, {**right, **later}, *({**right, **mistake} for mistake in wrong)]).to_csv(
        tmp_path / "agreement_documents.csv", index=False
    )
    found = documents.agreement_documents(tmp_path, {"agreements": listed})
    assert found.to_dict("records") == [
        {
            "agency_id": "tx-bell-county-sheriffs-office",
            "model": "jem",
            "signed": "2025-03-04",
            "archived_on": "2025-12-30",
            "url": "https://x/2.pdf",
        }
    ]
    signed_again = listed.assign(signed_jem="2026-01-01")
    assert len(documents.agreeing(found, listed)) == 1 and documents.agreeing(found, signed_again).empty
