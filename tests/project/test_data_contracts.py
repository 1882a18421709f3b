"""data/ keeps its contract; and each rule complains when it should (shown on broken copies)."""

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from fedlocal.ground.tables import data_dir, load, seal, table_file
from tests.project import data_rules as rules

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_data_keeps_the_rule(rule):
    assert rule(data_dir()) == []


def test_codebook_is_the_text_generated_from_the_package():
    spec = importlib.util.spec_from_file_location("codebook", ROOT / "scripts" / "codebook.py")
    codebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(codebook)
    package = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    assert (data_dir() / "README.md").read_text(encoding="utf-8") == codebook.codebook(package), (
        "data/README.md is stale. Run: python scripts/codebook.py"
    )


def test_package_is_sorted_and_every_name_is_unique():
    names = [r["name"] for r in rules.resources(data_dir())]
    assert names == sorted(set(names))


# ---- what the derived tables must add up to ----


def models_long():
    """agreements as one row per agency and model."""
    wide = load("agreements").rename(columns=lambda c: c.removeprefix("signed_"))
    long = wide.melt(["agency_id", "state_abbr", "county_fips"], ["jem", "wso", "tfm"], "model", "signed")
    return long.dropna(subset="signed")


def test_1846_agencies_hold_2179_agreements():
    assert (len(load("agreements")), len(models_long())) == (1846, 2179)


def test_monthly_stock_of_july_2026_is_the_list_of_july_2026():
    july = (
        load("agreements_monthly").query("month == '2026-07'").set_index(["state_abbr", "model"]).agreements
    )
    assert july.to_dict() == models_long().groupby(["state_abbr", "model"]).size().to_dict()


def test_lifespans_listed_are_the_agreements_of_july_2026():
    listed = load("agreement_lifespans").query("fate == 'listed'").groupby(["state_abbr", "model"]).size()
    assert listed.to_dict() == models_long().groupby(["state_abbr", "model"]).size().to_dict()


def test_program_totals_agree_with_the_list_of_july_2026():
    totals = load("program_totals").query("as_of == '2026-07-24'").set_index("measure").value
    assert totals.to_dict() == {"agreements_active": 2179, "agencies_active": 1846}


def test_states_count_our_own_tables():
    states = load("states").set_index("state_abbr")
    agreements, counties = load("agreements"), load("counties")
    assert (
        states.agencies_287g[lambda n: n > 0].to_dict() == agreements.groupby("state_abbr").size().to_dict()
    )
    assert int(states[["agreements_jem", "agreements_wso", "agreements_tfm"]].sum().sum()) == 2179
    assert (
        states.population_2025.dropna().to_dict()
        == counties.groupby("state_abbr").population_2025.sum().to_dict()
    )
    assert states.counties.dropna().to_dict() == counties.groupby("state_abbr").size().to_dict()
    assert int(states.counties_with_agency.sum()) == agreements.county_fips.dropna().nunique()


def test_field_offices_divide_the_counties():
    offices = load("field_offices").set_index("office")
    counties = load("counties").groupby("field_office")
    assert offices.counties.to_dict() == counties.size().to_dict()
    assert int(offices.population_2025.sum()) == 341_784_857


@pytest.mark.parametrize("name", ["agreements", "agreement_lifespans", "places"])
def test_a_placed_county_lies_in_the_same_state(name):
    fips = load("states").set_index("state_abbr").state_fips
    table = load(name).dropna(subset="county_fips")
    assert (table.county_fips.str[:2] == table.state_abbr.map(fips)).all()


def test_what_is_not_on_the_map_has_no_county_and_the_rest_has_one():
    for name in ("agreements", "agreement_lifespans"):
        table = load(name)
        assert (table.county_fips.isna() == (table.county_basis == "not_on_map")).all()


def test_statewide_bodies_are_not_on_the_county_map():
    assert load("agreements").query("agency_type == 'state_agency'").county_fips.isna().all()


@pytest.mark.parametrize(
    ("state", "agency", "fips"),
    [
        ("MS", "Pearl River County Sheriff's Department", "28109"),  # ICE prints "Pearl County"
        ("VA", "Hopewell City Sheriff's Office", "51670"),  # an independent city, printed as a county
        ("AR", "Texarkana Police Department", "05091"),  # printed with a county of Texas
        ("VA", "Richmond County Sheriff's Office", "51159"),  # not Richmond city, 51760
        ("LA", "St. Charles Parish Sheriff's Office", "22089"),  # printed as "German Coast County"
        ("FL", "City of Miami Police Department", "12086"),
        ("FL", "Boca Raton Police Services Department", "12099"),
        ("NH", "Carroll Police Department", "33007"),  # the town of Carroll is in Coos, not in Carroll County
    ],
)
def test_known_traps_of_placing(state, agency, fips):
    table = load("agreements").set_index(["state_abbr", "agency"])
    assert table.county_fips[state, agency] == fips


def test_a_town_in_two_counties_places_nobody():
    places = load("places")
    assert (places.county_fips.isna() == (places.counties_in_place > 1)).all()
    assert (
        load("agreements").set_index("agency_id").county_basis["fl-longboat-key-police-department"]
        == "not_on_map"
    )


def test_maryland_agreements_that_vanished_are_not_called_ended():
    fates = set(load("agreement_lifespans").fate)
    assert fates == {"listed", "probable_rename", "vanished"}


def test_a_rename_leads_to_a_row_of_the_same_state_and_model_that_is_listed_longer():
    spans = load("agreement_lifespans")
    pairs = spans.query("fate == 'probable_rename'").merge(
        spans, left_on=["state_abbr", "renamed_to", "model"], right_on=["state_abbr", "agency", "model"]
    )
    assert len(pairs) == (spans.fate == "probable_rename").sum()
    assert (pairs.last_listed_y > pairs.last_listed_x).all()
    both = pairs.dropna(subset=["county_fips_x", "county_fips_y"])
    assert (both.county_fips_x == both.county_fips_y).all()


def test_connecticut_is_one_outline_and_the_alaska_split_shares_one():
    counties = load("counties").set_index("county_fips").shape_id
    assert set(counties[counties.index.str.startswith("09")]) == {"09"}
    assert counties["02063"] == counties["02066"] == "02261"
    assert set(load("county_shapes").shape_id) == set(counties)


def test_unverified_postures_are_never_shown():
    posture = load("state_posture").set_index("state_abbr")
    assert set(posture.index[posture.shown_as == "not_verified"]) == {"HI"}
    assert (posture.shown_as[posture.confidence == "lead_only"] == "not_verified").all()
    laws = load("state_laws")
    assert not laws.printable[laws.confidence == "lead_only"].any()
    cited = set(load("state_posture").posture_basis.str.split(";").explode())
    assert cited <= set(laws.instrument_id)


def rings(path):
    """The rings of an outline, each as its list of points."""
    for ring in path.split("M")[1:]:
        x, y = map(int, re.match(r"(-?\d+),(-?\d+)", ring).groups())
        points = [(x, y)]
        for command, numbers in re.findall(r"([lhv])([^a-zA-Z]*)", ring):
            steps = [int(n) for n in re.findall(r"-?\d+", numbers)]
            level, upright = [(n, 0) for n in steps], [(0, n) for n in steps]
            for dx, dy in {"l": list(zip(steps[::2], steps[1::2])), "h": level, "v": upright}[command]:
                x, y = x + dx, y + dy
                points.append((x, y))
        yield points


def area(path):
    """Area of an outline in square pixels; a hole counts against it."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for ring in rings(path) for a, b in edges(ring))) / 2


def edges(ring):
    return [(a, b) for a, b in zip(ring, ring[1:] + ring[:1]) if a != b]


def test_counties_fill_their_states_without_gaps_or_overlaps():
    counties, states = load("county_shapes"), load("state_shapes").set_index("state_fips")
    filled = counties.path.map(area).groupby(counties.shape_id.str[:2]).sum()
    whole = states.county_map_path.map(area)
    assert ((filled - whole).abs() <= 4 + 0.01 * whole).all(), "dropped islands may differ, not more"


def test_every_piece_of_border_belongs_to_two_counties_or_to_the_outline_of_a_state():
    owners = {}
    for row in load("county_shapes").itertuples():
        if not re.fullmatch(r"M-?\d+,\d+h1v1h-1z", row.path):  # too small: drawn as a square of one pixel
            for ring in rings(row.path):
                for edge in edges(ring):
                    owners.setdefault(frozenset(edge), set()).add(row.shape_id)
    outlines = {
        frozenset(e) for path in load("state_shapes").county_map_path for r in rings(path) for e in edges(r)
    }
    alone = [edge for edge, names in owners.items() if len(names) == 1 and edge not in outlines]
    assert len(owners) > 12_000
    assert len(alone) <= 4, "a county's border has moved: it no longer meets its neighbor's"


def test_every_outline_stays_on_the_canvas():
    for path in [*load("county_shapes").path, *load("state_shapes").path]:
        for x, y in re.findall(r"M(-?\d+),(-?\d+)", path):
            assert -60 <= int(x) <= 975 and 0 <= int(y) <= 610


@pytest.mark.parametrize(("name", "limit"), [("state_shapes", 75_000), ("county_shapes", 255_000)])
def test_outlines_stay_small(name, limit):
    assert table_file(name).stat().st_size <= limit


# ---- each rule fails when it should ----


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(data_dir(), tmp_path / "data"))


@pytest.fixture
def descriptors(tmp_path):
    """A folder with the descriptors only: enough for the rules that read no table."""
    shutil.copy(data_dir() / "datapackage.json", tmp_path)
    return tmp_path


def edit_package(folder, change):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    by_name = {r["name"]: r for r in package["resources"]}
    change(by_name)
    package["resources"] = list(by_name.values())
    path.write_text(json.dumps(package), encoding="utf-8")


def replace(folder, name, old, new):
    path = table_file(name, folder=folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def field(resource, name):
    return next(f for f in resource["schema"]["fields"] if f["name"] == name)


def test_a_file_without_descriptor_is_found(copy):
    (copy / "law" / "stray.csv").write_text("a\n1\n")
    assert rules.every_file_has_a_descriptor(copy) == ["law/stray.csv: no entry in datapackage.json"]


def test_a_descriptor_without_file_is_found(copy):
    table_file("states", folder=copy).unlink()
    assert rules.every_file_has_a_descriptor(copy) == ["geography/states.csv: described, but no such file"]


@pytest.mark.parametrize("key", [k for k in rules.KEYS if k not in ("name", "schema")])
def test_a_missing_contract_key_is_found(descriptors, key):
    edit_package(descriptors, lambda by: by["states"].pop(key))
    assert any(c.startswith(f"states: no {key}") for c in rules.descriptors_are_complete(descriptors))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            lambda r: field(r, "population_2025").pop("unit"),
            "states.population_2025: a number without a unit",
        ),
        (lambda r: field(r, "state").pop("description"), "states.state: no description"),
        (lambda r: field(r, "state").update(type="text"), "states.state: type 'text' is not one of ours"),
        (lambda r: r["licenses"][0].pop("path"), "states: a licence without an https path"),
        (lambda r: r["schema"].pop("primaryKey"), "states: no primary key"),
    ],
)
def test_an_incomplete_descriptor_is_found(descriptors, change, complaint):
    edit_package(descriptors, lambda by: change(by["states"]))
    assert complaint in rules.descriptors_are_complete(descriptors)


def test_a_tampered_byte_is_found(copy):
    replace(copy, "states", "Texas", "Texaz")
    assert rules.hashes_and_sizes_match(copy) == ["geography/states.csv: sha256 differs"]


def test_windows_line_endings_are_found(copy):
    path = table_file("states", folder=copy)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "geography/states.csv: not LF line endings to the last line" in rules.hashes_and_sizes_match(copy)


def test_a_blank_that_nothing_explains_is_found(copy):
    edit_package(copy, lambda by: field(by["states"], "population_2025").pop("missing"))
    assert rules.blanks_are_explained(copy) == [
        "states.population_2025: blanks occur, but `missing` does not say what they mean"
    ]


def test_a_foreign_key_that_leads_nowhere_is_found(copy):
    replace(copy, "agreements_monthly", ",AK,", ",ZZ,")
    seal("agreements_monthly", folder=copy)
    complaint = "agreements_monthly.state_abbr -> states: [('ZZ',)] of 1 not there"
    assert complaint in rules.foreign_keys_resolve(copy)


def test_a_column_for_a_private_person_is_found(descriptors):
    edit_package(descriptors, lambda by: field(by["agreements"], "agency").update(name="contact_name"))
    complaint = "agreements.contact_name: a column that could hold a private person"
    assert complaint in rules.no_private_columns(descriptors)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("state_fips,", "fips,", "does not have its schema's columns"),
        (",district,", ",republic,", "column kind: 'republic' is not one of"),
        (
            "02,AK,Alaska,state,737270",
            "02,AK,Alaska,state,many",
            "column population_2025: 'many' is not of type integer",
        ),
        ("02,AK,", "02,AL,", "row 2, column state_abbr: 'AL' occurs twice"),
        ("02,AK,Alaska", ",AK,Alaska", "column state_fips: '' must not be blank"),
    ],
)
def test_a_table_that_breaks_its_schema_is_found_even_with_a_new_hash(copy, old, new, complaint):
    import hashlib

    replace(copy, "states", old, new)
    content = table_file("states", folder=copy).read_bytes()
    edit_package(
        copy,
        lambda by: by["states"].update(
            hash="sha256:" + hashlib.sha256(content).hexdigest(), bytes=len(content)
        ),
    )
    (found,) = rules.tables_follow_their_schema(copy)
    assert complaint in found
