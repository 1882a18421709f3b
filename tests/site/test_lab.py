"""The notebooks beside the pages: all their files are locked and local, and without them no page changes."""

import json
import re

import pytest

from browser import build, engine, lab, licenses
from browser.steps import SiteError

from . import made


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages alone, without (False) and with (True) the notebooks beside them."""
    found = {}
    for with_lab in (False, True):
        site = build.site(tmp_path_factory.mktemp("site"), with_lab)
        build.pages(site, {}, {})
        found[with_lab] = site.out
    return found


def test_rows_of_the_lab_agree_with_the_lock_of_pyodide():
    official = json.loads(made.parts()["pyodide-lock.json"].read_text(encoding="utf-8"))["packages"]
    theirs = {name.lower().replace("_", "-"): row for name, row in official.items()}
    rows = [row for row in engine.listed("lab") if row["holder"] == "wheels"]
    for row in rows:
        expected = theirs[row["name"]]
        found = (row["version"], row["file"], row["sha256"], row["imports"])
        assert found == tuple(expected[key] for key in ("version", "file_name", "sha256", "imports"))
    assert {"ipython", "micropip", "sqlite3", "jedi"} <= {row["name"] for row in rows}


def test_each_package_that_is_loaded_is_locked():
    locked = {row["name"] for row in engine.listed(*lab.KINDS)} | {"fedlocal"}
    assert set(lab.packages()) <= locked
    needed = {name for row in engine.listed("lab", "package", "course") for name in row["depends"]}
    assert needed <= locked


def test_pages_ask_for_none_of_it():
    assert "lab" not in engine.KINDS
    assert not {row["file"] for row in engine.listed("lab")} & set(made.parts())


def test_the_configuration_names_no_other_machine():
    text = json.dumps(lab.configuration())
    assert not re.search(r"https?:|//", text)
    settings = lab.configuration()["jupyter-config-data"]["litePluginSettings"][lab.KERNEL]
    assert settings["disablePyPIFallback"] is True
    assert settings["loadPyodideOptions"]["env"]["FEDLOCAL_HOME"].startswith("/drive/")


def test_all_lessons_and_exercises_are_there(tmp_path):
    lab.contents(tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.ipynb")}
    assert found == set(lab.notebooks())
    assert len([name for name in found if name.startswith("exercises/")]) == 9
    assert len(found) == 19


def test_a_wheel_of_another_platform_is_made_pure(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "CACHE", tmp_path)
    (tmp_path / "lab").mkdir()
    wheel = next(path for name, path in made.parts().items() if name.startswith("markupsafe-"))
    name, content = lab.pure(wheel)
    assert name == "markupsafe-3.0.4-py3-none-any.whl"
    assert b"_native.py" in content
    assert b".so" not in content
    assert lab.pure(wheel) == (name, content)


def test_pages_offer_notebooks_only_where_they_are(pages):
    for path in sorted(pages[False].rglob("*.html")):
        assert "lab/" not in path.read_text(encoding="utf-8"), path.name
    offered = {path.name for path in pages[True].glob("*.html") if "lab/" in path.read_text(encoding="utf-8")}
    assert offered == {path.name for path in pages[False].glob("[0-9][0-9]_*.html")} | {"index.html"}
    law = (pages[True] / "02_law_and_authority.html").read_text(encoding="utf-8")
    assert 'href="lab/notebooks/index.html?path=02_law_and_authority.ipynb">Open as a notebook<' in law
    assert 'href="lab/notebooks/index.html?path=exercises/02_law_and_authority.ipynb"' in law


def test_a_site_of_pages_only_has_no_notebooks(capsys):
    with pytest.raises(SystemExit):
        build.main(["--pages-only", "--lab"])
    assert "Give one of the two" in capsys.readouterr().err


def test_dropped_settings_are_told(tmp_path):
    for app in lab.APPS:
        (tmp_path / app).mkdir()
        (tmp_path / app / "index.html").write_text("<head></head>", encoding="utf-8")
    (tmp_path / "jupyter-lite.json").write_text('{"jupyter-config-data": {}}', encoding="utf-8")
    with pytest.raises(SiteError, match="dropped the address"):
        lab.finish(tmp_path)


@pytest.mark.slow
def test_what_is_handed_on_with_the_notebooks_has_a_license():
    made.parts()
    assert [row["name"] for row in licenses.of_lab() if not row["licence"]] == []
