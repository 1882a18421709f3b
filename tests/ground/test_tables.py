"""Floor 1: what load, tables, describe and seal promise."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from fedlocal.ground import progress
from fedlocal.ground import tables as ground_tables
from fedlocal.ground.frames import records
from fedlocal.ground.tables import (
    DataError,
    data_dir,
    derived,
    describe,
    keyed,
    load,
    rows,
    seal,
    table_file,
    tables,
)


@pytest.fixture
def copy(tmp_path):
    """A data folder with two real tables, to be broken."""
    folder = tmp_path / "data"
    folder.mkdir()
    package = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] in ("states", "state_posture")]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in ("states", "state_posture"):
        table_file(name, folder=folder).parent.mkdir(exist_ok=True)
        shutil.copy(table_file(name), table_file(name, folder=folder))
    return folder


def rewrite(folder, old, new, name="states"):
    path = table_file(name, folder=folder)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="\n")


def test_columns_have_the_types_of_the_schema():
    states, agreements, counties = load("states"), load("agreements"), load("counties")
    assert str(states.state_fips.dtype) == "str" and states.state_fips.str.len().eq(2).all()
    assert str(states.agencies_287g.dtype) == "int64"
    assert str(states.population_2025.dtype) == "Int64" and states.population_2025.isna().sum() == 4
    assert str(counties.foreign_born_pct_2012_2016.dtype) == "float64"
    assert agreements.signed_tfm.dtype.kind == "M"
    assert str(load("state_laws").printable.dtype) == "bool"
    assert load("agreements_monthly").month.iloc[0] == "2021-01"


def test_each_call_returns_a_fresh_frame():
    mine = load("states")
    mine.loc[0, "state"] = "Changed"
    mine["new"] = 1
    assert "Changed" not in set(load("states").state) and "new" not in load("states")


def test_tables_lists_every_resource_with_its_licence():
    listed = tables()
    assert list(listed.columns) == ["name", "title", "rows", "as_of", "publisher", "licence", "synthetic"]
    assert listed.set_index("name").loc["agreements", ["rows", "as_of"]].tolist() == [1846, "2026-07-24"]
    assert "CC-BY-4.0" in listed.set_index("name").licence["agreements"]


def test_describe_gives_a_copy_that_may_be_changed():
    describe("states")["title"] = "x"
    assert describe("states")["title"] != "x"


def test_an_unknown_name_names_near_ones():
    with pytest.raises(DataError, match="no table 'agrements'. Did you mean 'agreements'"):
        load("agrements")
    with pytest.raises(ValueError, match="fl.tables"):
        load("zzz")


def assert_names_file_reason_and_both_mends(error, reason):
    text = str(error.value)
    assert "data/geography/states.csv" in text and reason in text
    assert "git checkout -- data/geography/states.csv" in text and "fedlocal seal states" in text


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda p: p.write_bytes(p.read_bytes()[:-40]), "its sha256 differs"),
        (lambda p: p.unlink(), "cannot be read (No such file"),
        (lambda p: p.write_bytes(p.read_bytes().replace(b"Texas", b"Texaz")), "its sha256 differs"),
        (lambda p: p.write_bytes(p.read_bytes().replace(b"\n", b"\r\n")), "Windows line endings"),
    ],
    ids=["cut off", "missing", "edited by hand", "line endings"],
)
def test_a_damaged_file_is_a_clear_error(copy, damage, reason):
    damage(table_file("states", folder=copy))
    with pytest.raises(DataError) as error:
        load("states", folder=copy)
    assert_names_file_reason_and_both_mends(error, reason)
    assert len(load("state_posture", folder=copy)) == 51, "another table is not affected"


def test_a_damaged_package_is_a_clear_error(copy):
    (copy / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="git checkout -- data/datapackage.json"):
        tables(folder=copy)


def test_seal_accepts_a_valid_edit(copy):
    rewrite(copy, "Texas", "Tejas")
    resource = seal("states", folder=copy)
    assert "Tejas" in set(load("states", folder=copy).state)
    assert resource["rows"] == 55 and describe("states", folder=copy) == resource


def test_seal_records_what_was_added(copy):
    with open(table_file("states", folder=copy), "a", encoding="utf-8", newline="\n") as file:
        file.write("60,AS,American Samoa,territory,,,,,,,0,0,0,0,0\n")
    assert seal("states", folder=copy)["rows"] == 56
    assert len(load("states", folder=copy)) == 56


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("state_abbr", "abbr", "does not have its schema's columns"),
        (
            "01,AL,Alabama,state,5193088",
            "01,AL,Alabama,state,5.2",
            "row 2, column population_2025: '5.2' is not of type integer",
        ),
        ("01,AL,Alabama,state", "01,AL,Alabama,province", "row 2, column kind: 'province' is not one of"),
        ("01,AL,", "01,,", "row 2, column state_abbr: '' must not be blank"),
        ("01,AL,Alabama", "01,AK,Alabama", "'AK' occurs twice"),
    ],
)
def test_seal_refuses_an_edit_that_breaks_the_schema(copy, old, new, complaint):
    before = (copy / "datapackage.json").read_bytes()
    rewrite(copy, old, new)
    with pytest.raises(DataError) as error:
        seal("states", folder=copy)
    assert complaint in str(error.value)
    assert (copy / "datapackage.json").read_bytes() == before, "a refused edit records nothing"


def test_the_words_na_none_and_null_stay_text(copy):
    for old, new in (("Texas", "NA"), ("Utah", "None"), ("Ohio", "null")):
        rewrite(copy, old, new)
    seal("states", folder=copy)
    table = load("states", folder=copy)
    assert {"NA", "None", "null"} <= set(table.state) and table.state.notna().all()


def test_every_type_is_checked_and_made(tmp_path):
    fields = [
        ("t", "string"),
        ("i", "integer"),
        ("n", "number"),
        ("b", "boolean"),
        ("d", "date"),
        ("m", "yearmonth"),
        ("y", "year"),
    ]
    resource = {
        "name": "all",
        "path": "all.csv",
        "format": "csv",
        "schema": {"fields": [{"name": n, "type": t} for n, t in fields]},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    good = "007,-3,2.5e3,true,2026-07-24,2026-07,1996"
    (tmp_path / "all.csv").write_text(f"t,i,n,b,d,m,y\n{good}\n,,,,,,\n", newline="\n")
    seal("all", folder=tmp_path)
    row = load("all", folder=tmp_path).iloc[0]
    assert row.tolist() == ["007", -3, 2500.0, True, pd.Timestamp("2026-07-24"), "2026-07", 1996]
    assert load("all", folder=tmp_path).iloc[1].isna().all()
    for column, wrong in enumerate(
        ["", "1.0", "1,5".replace(",", ";"), "True", "2026-02-30", "2026-13", "96"]
    ):
        if wrong:
            cells = good.split(",")
            cells[column] = wrong
            (tmp_path / "all.csv").write_text("t,i,n,b,d,m,y\n" + ",".join(cells) + "\n", newline="\n")
            with pytest.raises(DataError, match=f"row 1, column {fields[column][0]}"):
                seal("all", folder=tmp_path)


def test_texts_need_no_pandas_and_frames_need_nothing_heavier():
    alone = (
        "import sys, types; package = types.ModuleType('ground'); package.__path__ = [sys.argv[1]];"
        " sys.modules['ground'] = package; import ground.tables as tables;"
        " heavy = lambda: [name for name in sys.argv[2:] if name in sys.modules];"
        " tables.rows('lessons'); tables.keyed('states', 'state_abbr'); tables.describe('states');"
        " print(heavy()); tables.load('states'); print(heavy())"
    )
    heavy = ("pandas", "matplotlib", "ipywidgets", "anywidget", "IPython")
    folder = str(Path(progress.__file__).parent)
    ran = subprocess.run([sys.executable, "-c", alone, folder, *heavy], capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["[]", "['pandas']"], ran.stderr


# ---- rows, for texts and rules ----


@pytest.mark.parametrize("name", tables()["name"])
def test_rows_hold_what_the_data_frame_holds(name):
    fields = {field["name"]: field["type"] for field in describe(name)["schema"]["fields"]}
    frame = load(name)
    assert len(rows(name)) == len(frame) and all(list(row) == list(fields) for row in rows(name)[:3])
    for column, kind in fields.items():
        blank = frame[column].isna().tolist()
        values = frame[column].dt.date if kind == "date" else frame[column].astype(object)
        empty = None if kind in ("integer", "year", "number", "boolean", "date") else ""
        expected = [empty if gap else value for gap, value in zip(blank, values, strict=True)]
        assert [row[column] for row in rows(name)] == expected, column
    assert records(frame) == [dict(row) for row in rows(name)]


def test_what_is_made_of_tables_is_kept_only_as_long_as_they_are_these(copy, monkeypatch):
    made = []

    @derived
    def first_state(suffix=""):
        made.append(suffix)
        return rows("states")[0]["state"] + suffix

    assert [first_state(), first_state(), first_state("!")] == ["Alaska", "Alaska", "Alaska!"]
    assert made == ["", "!"]
    rewrite(copy, "Alaska", "Great Land")
    seal("states", folder=copy)
    monkeypatch.setattr(ground_tables, "data_dir", lambda: copy)
    assert first_state() == "Great Land"
    monkeypatch.undo()
    assert first_state() == "Alaska"


def test_a_row_cannot_be_changed_and_is_read_once():
    with pytest.raises(TypeError):
        rows("states")[0]["state"] = "Texas"
    assert rows("states") is rows("states") and keyed("states", "state_abbr")["TX"] in rows("states")


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ("state_fips,", "fips,", "does not have its schema's columns in order"),
        (",737270,", ",many,", "row 1 cannot be read"),
        ("Alaska,", "Alaska,,", "row 1 cannot be read"),
    ],
)
def test_rows_of_a_damaged_table_are_refused_even_with_a_new_hash(copy, old, new, complaint):
    rewrite(copy, old, new)
    with pytest.raises(DataError, match="differs"):
        rows("states", folder=copy)
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    states = next(resource for resource in package["resources"] if resource["name"] == "states")
    content = table_file("states", folder=copy).read_bytes()
    states.update(bytes=len(content), hash="sha256:" + hashlib.sha256(content).hexdigest())
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        rows("states", folder=copy)
