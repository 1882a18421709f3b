"""A county by its name, and the county that lessons speak of."""

import pytest

import fedlocal as fl
from fedlocal.ground import places, progress
from fedlocal.ground.tables import rows


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    monkeypatch.delenv("FEDLOCAL_PLACE", raising=False)


def find(name):
    return places.find(name, rows("counties"), rows("states"))


def test_counties_are_found_by_their_own_names_and_by_their_codes():
    counties = fl.load("counties")
    for row in counties[::40].itertuples():
        assert find(row.county_fips).fips == row.county_fips
    odd = counties[
        counties["state_abbr"].isin(["AK", "CT", "LA", "MD", "MO", "VA"])
    ]  # kinds of county that others lack
    for row in odd[::3].itertuples():
        assert find(f"{row.county_name}, {row.state_abbr}").fips == row.county_fips


@pytest.mark.parametrize(
    ("name", "fips"),
    [
        ("Harris County, TX", "48201"),
        ("harris, texas", "48201"),
        ("  Orleans ,  Louisiana ", "22071"),
        ("Baltimore city, MD", "24510"),
        ("Carson City, NV", "32510"),
        ("Dona Ana, NM", "35013"),
        ("DONA ANA COUNTY, new mexico", "35013"),
    ],
)
def test_spelling_is_free(name, fips):
    assert find(name).fips == fips


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Harris County", "names no state"),
        ("Harris, Narnia", "no state 'Narnia'"),
        ("99999", "no county with the FIPS code"),
        ("Haris, TX", "Near it: Harris County"),
        ("Baltimore, MD", "fits several counties"),
        ("Qqqq, TX", "lists all"),
        ("", "names no state"),
    ],
)
def test_a_name_that_is_none_says_what_is_near(name, message):
    with pytest.raises(LookupError, match=message):
        find(name)


def test_a_place_is_kept_and_forgotten():
    assert fl.place() is None
    assert (
        repr(fl.set_place("Harris, TX"))
        == "The lessons now speak of Harris County, Texas. Run a lesson again to see it there."
    )
    assert fl.place().name == "Harris County, TX"
    fl.set_place(None)
    assert fl.place() is None


def test_a_class_can_set_one_place_and_a_learner_another(monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", "51510")
    assert fl.place().name == "Alexandria city, VA"
    fl.set_place("Harris, TX")
    assert fl.place().name == "Harris County, TX"


@pytest.fixture
def beside(monkeypatch, tmp_path):
    """A folder in which a course's data lie, so that a file can be put beside them."""
    (tmp_path / "course" / "data").mkdir(parents=True)
    monkeypatch.setattr(progress, "data_dir", lambda: tmp_path / "course" / "data")
    return tmp_path / "course" / progress.CLASS_FILE


@pytest.mark.parametrize(
    "content", ["Harris County, TX", "\ufeff# for period 3\n\n  Harris County, TX  \nignored\n", "48201\r\n"]
)
def test_a_class_can_set_one_place_in_a_file_beside_the_course(beside, content):
    beside.write_text(content, encoding="utf-8")
    assert fl.place().fips == "48201"


def test_the_variable_comes_before_the_file_and_none_switches_both_off(beside, monkeypatch):
    beside.write_text("Harris County, TX", encoding="utf-8")
    monkeypatch.setenv("FEDLOCAL_PLACE", "Kodiak Island, AK")
    assert fl.place().fips == "02150"
    monkeypatch.setenv("FEDLOCAL_PLACE", "none")
    assert fl.place() is None


def test_an_empty_file_sets_nothing(beside):
    for content in (b"", b"\n# only a note\n"):
        beside.write_bytes(content)
        assert fl.place() is None and not places.problem()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_from_any_editor_is_read(beside, encoding):
    beside.write_bytes("Doña Ana, NM\r\n".encode(encoding))
    assert fl.place().fips == "35013"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04\x00\x00"])
def test_a_file_that_is_no_text_is_told_on_the_card(beside, content):
    beside.write_bytes(content)
    assert places.county() is None and "Save it as plain text in UTF-8" in places.problem()
    assert "Save it as plain text" in fl.card("04").html
    assert "Save it as plain text" in fl.exercise("02").fallback()


def test_a_folder_in_the_file_s_stead_is_told(beside):
    beside.mkdir()
    assert places.county() is None and "place.txt cannot be read" in places.problem()


def test_a_place_of_the_class_that_is_no_county_is_told_and_stops_no_lesson(monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", "Haris, TX")
    with pytest.warns(
        UserWarning, match="not a county.*Near it: Harris County.*Correct it in FEDLOCAL_PLACE"
    ):
        assert fl.place() is None
    assert places.home_state("TX") == "TX" and "Near it: Harris County" in fl.card("05").html


def test_a_place_without_a_fault_leaves_the_card_as_it_is_stored(monkeypatch):
    stored = fl.card("05").html
    monkeypatch.setenv("FEDLOCAL_PLACE", "Harris County, TX")
    assert fl.card("05").html == stored


def test_forgetting_one_s_own_place_says_that_the_class_has_one(monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", "51510")
    fl.set_place("Harris, TX")
    assert "Alexandria city, Virginia, which was set for the class" in repr(fl.set_place(None))


def test_the_widgets_of_lesson_04_speak_of_the_place():
    fl.set_place("Miami-Dade, FL")
    explorer = fl.widgets.AgreementExplorer()
    assert (explorer.state.value, explorer.county.value) == (
        "FL",
        "12086",
    ) and "agreements in Florida" in explorer.view()["sentence"]
    assert "Miami-Dade County, July 2026" in explorer.fallback()
    found = fl.widgets.AgreementMap()
    assert (
        found.payload()["find"] == "Miami-Dade County, FL"
        and "Miami-Dade County, FL: City of Miami Police Department (Task Force Model: <a href="
        in found.fallback()
    )
    case = fl.widgets.SameCaseFourRegimes()
    assert (
        case.state_law.value == "mandates"
        and "Your place is in Florida" in case._table.value
        and "state law requires cooperation" in case.fallback()
    )


def test_a_state_whose_law_fits_no_setting_is_told_so():
    fl.set_place("Honolulu, HI")
    case = fl.widgets.SameCaseFourRegimes()
    assert case.state_law.value == "silent" and "could not be confirmed" in case._table.value
    fl.set_place("Kodiak Island, AK")
    assert "Kodiak Island Borough, AK: Kodiak Police Department" in fl.widgets.AgreementMap().fallback()
    fl.set_place("Loving, TX")
    assert "no agency that could be placed here" in fl.widgets.AgreementMap().fallback()


def test_what_a_lesson_asks_for_comes_before_the_place():
    fl.set_place("Miami-Dade, FL")
    assert fl.widgets.AgreementExplorer(state="TX").state.value == "TX"
    assert fl.widgets.AgreementExplorer(state="").summary().startswith("AgreementExplorer: United States")
    assert fl.widgets.AgreementMap(county="48201").payload()["find"] == "Harris County, TX"
    assert fl.widgets.SameCaseFourRegimes(state="CA").state_law.value == "limits"


def test_without_a_place_lesson_04_shows_what_is_stored():
    import json
    from pathlib import Path

    cells = json.loads(
        (Path(__file__).parents[2] / "notebooks" / "04_the_287g_program.ipynb").read_text(encoding="utf-8")
    )["cells"]
    for name in ("AgreementExplorer", "AgreementMap", "SameCaseFourRegimes"):
        cell = next(cell for cell in cells if f"fl.widgets.{name}()" in "".join(cell["source"]))
        stored = cell["outputs"][0]["data"]
        widget = getattr(fl.widgets, name)()
        assert "".join(stored["text/html"]) == widget.fallback() and "".join(stored["text/plain"]) == repr(
            widget
        )


def test_a_wrong_name_leaves_the_old_place():
    fl.set_place("Harris, TX")
    with pytest.raises(LookupError):
        fl.set_place("Atlantis, TX")
    assert places.home_county() == "48201"


def test_a_folder_that_cannot_be_written_is_said(monkeypatch):
    monkeypatch.setattr(progress, "write", lambda record: (_ for _ in ()).throw(OSError))
    assert "could not be kept" in repr(fl.set_place("Harris, TX"))
