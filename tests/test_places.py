"""A county by its name, and the county that lessons speak of."""

import pytest

import fedlocal as fl
from fedlocal import places, store


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    monkeypatch.delenv("FEDLOCAL_PLACE", raising=False)


def find(name):
    return places.find(name, fl.load("counties"), fl.load("states"))


def test_every_county_is_found_by_its_own_name_and_by_its_code():
    counties = fl.load("counties")
    for row in counties.itertuples():
        assert find(row.county_fips).fips == row.county_fips
    for row in counties[counties["state_abbr"].isin(["AK", "CT", "LA", "MD", "MO", "VA"])].itertuples():
        assert find(f"{row.county_name}, {row.state_abbr}").fips == row.county_fips


@pytest.mark.parametrize(("name", "fips"), [
    ("Harris County, TX", "48201"), ("harris, texas", "48201"), ("  Orleans ,  Louisiana ", "22071"), ("Baltimore city, MD", "24510"), ("Carson City, NV", "32510"),
])
def test_spelling_is_free(name, fips):
    assert find(name).fips == fips


@pytest.mark.parametrize(("name", "message"), [
    ("Harris County", "names no state"), ("Harris, Narnia", "no state 'Narnia'"), ("99999", "no county with the FIPS code"),
    ("Haris, TX", "Near it: Harris County"), ("Baltimore, MD", "fits several counties"), ("Qqqq, TX", "lists all"), ("", "names no state"),
])
def test_a_name_that_is_none_says_what_is_near(name, message):
    with pytest.raises(LookupError, match=message):
        find(name)


def test_a_place_is_kept_and_forgotten():
    assert fl.place() is None
    assert repr(fl.set_place("Harris, TX")) == "The lessons now speak of Harris County, Texas. Run a lesson again to see it there."
    assert fl.place().name == "Harris County, TX"
    fl.set_place(None)
    assert fl.place() is None


def test_a_class_can_set_one_place_and_a_learner_another(monkeypatch):
    monkeypatch.setenv("FEDLOCAL_PLACE", "51510")
    assert fl.place().name == "Alexandria city, VA"
    fl.set_place("Harris, TX")
    assert fl.place().name == "Harris County, TX"


def test_a_wrong_name_leaves_the_old_place():
    fl.set_place("Harris, TX")
    with pytest.raises(LookupError):
        fl.set_place("Atlantis, TX")
    assert store.place() == "48201"


def test_a_folder_that_cannot_be_written_is_said(monkeypatch):
    monkeypatch.setattr(store, "write", lambda record: (_ for _ in ()).throw(OSError))
    assert "could not be kept" in repr(fl.set_place("Harris, TX"))
