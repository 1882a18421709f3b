"""Field offices: every county and state finds its own, split states say so, and the map holds each area
once."""

import re
import xml.etree.ElementTree as ET

import pytest

from fedlocal.drawing.maps import OFFICE_CHOSEN, OFFICE_TINTS, office_map
from fedlocal.ground.tables import load, rows
from fedlocal.pathway import offices as domain
from tests.drawing.test_figures import contrast
from tests.project.test_data_contracts import area, edges, rings

KNOWN = domain.offices(rows("field_offices"))
COUNTIES, STATES = rows("counties"), rows("states")


def test_there_are_25_and_each_has_an_outline():
    assert len(KNOWN) == 25 and set(load("office_shapes")["office"]) == set(KNOWN)


def test_every_county_finds_an_office_that_holds_its_state():
    assert {row["field_office"] for row in COUNTIES} == set(KNOWN)
    for row in COUNTIES[::40]:
        found = domain.of_county(row["county_fips"], COUNTIES, KNOWN)
        assert found.offices == (row["field_office"],)
        assert row["state_abbr"] in KNOWN[row["field_office"]].states


@pytest.mark.parametrize(
    ("fips", "office"),
    [
        ("06079", "Los Angeles"),
        ("06025", "San Diego"),
        ("06083", "Los Angeles"),
        ("36119", "New York City"),
        ("36001", "Buffalo"),
        ("48303", "Dallas"),
        ("48061", "Harlingen"),
        ("48141", "El Paso"),
        ("15003", "San Francisco"),
        ("02063", "Seattle"),
        ("09110", "Boston"),
    ],
)
def test_known_traps_of_split_states_and_changed_counties(fips, office):
    assert domain.of_county(fips, COUNTIES, KNOWN).offices == (office,)


def test_only_three_states_are_split():
    split = {
        state
        for state in {row["state_abbr"] for row in COUNTIES}
        if len(domain.of_state(state, COUNTIES, STATES, KNOWN).offices) > 1
    }
    assert split == {"CA", "NY", "TX"}
    texas = domain.of_state("TX", COUNTIES, STATES, KNOWN)
    assert (
        "five field offices" in texas.sentence
        and texas.offices[0] == "Dallas"
        and "254" not in texas.sentence
    )
    assert sum(int(n) for n in re.findall(r"\((\d+) count", texas.sentence)) == 254


@pytest.mark.parametrize(("territory", "office"), [("PR", "Miami"), ("GU", "San Francisco")])
def test_territories_that_the_county_table_lacks_have_an_office(territory, office):
    assert domain.of_state(territory, COUNTIES, STATES, KNOWN).offices == (office,)


def test_what_is_not_there_is_told():
    with pytest.raises(LookupError, match="two letters"):
        domain.of_state("ZZ", COUNTIES, STATES, KNOWN)
    with pytest.raises(LookupError, match="FIPS"):
        domain.of_county("99999", COUNTIES, KNOWN)


def test_an_office_in_another_state_is_said_so():
    names = {row["state_abbr"]: row["state"] for row in STATES}
    assert "For Wyoming the field office itself sits in another state." in domain.about(
        KNOWN["Denver"], names
    )
    assert not any("another state" in line for line in domain.about(KNOWN["Baltimore"], names))


def test_areas_fill_the_country_and_neighbors_have_different_tints():
    shapes = load("office_shapes")
    whole = load("state_shapes")["county_map_path"].map(area).sum()
    assert abs(shapes["path"].map(area).sum() - whole) < 0.01 * whole
    owners = {}
    for row in shapes.itertuples():
        for ring in rings(row.path):
            for edge in edges(ring):
                owners.setdefault(frozenset(edge), set()).add(row.office)
    pairs = {frozenset(names) for names in owners.values() if len(names) == 2}
    tint = shapes.set_index("office")["tint"]
    assert (
        len(pairs) > 30
        and all(tint[office] != tint[other] for office, other in map(tuple, pairs))
        and tint.max() < len(OFFICE_TINTS)
    )


def inside(point, path):
    hit = False
    for ring in rings(path):
        for (ax, ay), (bx, by) in edges(ring):
            if (ay > point[1]) != (by > point[1]) and point[0] < (bx - ax) * (point[1] - ay) / (by - ay) + ax:
                hit = not hit
    return hit


def test_each_city_lies_in_its_own_area_or_a_pixel_or_two_off_its_shore():
    for row in load("office_shapes").itertuples():
        near = [(row.city_x + dx, row.city_y + dy) for dx in range(-5, 6) for dy in range(-5, 6)]
        assert any(inside((x + 0.5, y + 0.5), row.path) for x, y in near), row.office


def test_the_map_is_small_names_every_office_and_brings_the_chosen_forward():
    svg = office_map(("Dallas", "Houston"))
    words = [node.text for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(words) == sorted(KNOWN) and len(svg) < 60_000
    assert svg.count(f'fill="{OFFICE_CHOSEN}"') == 2 and svg.rindex(f'fill="{OFFICE_CHOSEN}"') > svg.rindex(
        f'fill="{OFFICE_TINTS[0]}"'
    )
    assert all(contrast(colour, "#1F2933") >= 4.5 for colour in (*OFFICE_TINTS, OFFICE_CHOSEN))
