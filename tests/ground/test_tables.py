"""Floor 1: what load, tables, describe and seal promise."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from fedlocal.ground.tables import (
    DataError,
    data_dir,
    derived,
    describe,
    load,
    rows_of,
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


def test_import_needs_pandas_only():
    code = (
        "import sys, types; package = types.ModuleType('ground'); package.__path__ = [sys.argv[1]];"
        " sys.modules['ground'] = package; import ground.tables; print([n for n in ("
        "'ipywidgets', 'anywidget', 'IPython') if n in sys.modules])"
    )
    import fedlocal.ground.progress  # any module of the package, to find its folder

    folder = Path(fedlocal.ground.progress.__file__).parent
    out = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    ).stdout
    assert out.strip() == "[]"


def test_rows_have_no_missing_cell_and_keep_their_types():
    for name in ("agreements", "states", "question_options"):
        table = load(name)
        rows = rows_of(name)
        assert rows == rows_of(table) and len(rows) == len(table)
        blanks = sum(cell == "" for row in rows for cell in row.values())
        assert blanks == int(table.isna().sum().sum()) > 0
    state = rows_of(load("states").head(1))[0]
    assert state == rows_of("states")[0] and isinstance(state["population_2025"], int)


def test_what_is_derived_is_made_once_and_anew_after_a_seal(copy):
    made = []

    def names(table):
        made.append(len(table))
        return table["state"].tolist()

    assert derived("states", names, folder=copy) is derived("states", names, folder=copy) and len(made) == 1
    path = table_file("states", folder=copy)
    path.write_text(path.read_text(encoding="utf-8").replace("Texas", "Lone Star"), encoding="utf-8")
    seal("states", folder=copy)
    assert "Lone Star" in derived("states", names, folder=copy) and len(made) == 2
