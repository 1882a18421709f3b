"""What makes boxes live is what its makers handed out, byte for byte, and fits through a school's network."""

import gzip
import hashlib
import json
import re
import shutil
import zipfile

import pytest

from browser import bundle, course, engine, licenses
from browser.steps import SiteError

from . import made


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def parts():
    return made.parts()


@pytest.fixture(scope="module")
def site():
    return made.site()


def test_the_lock_agrees_with_that_of_pyodide(parts):
    official = json.loads(parts["pyodide-lock.json"].read_text(encoding="utf-8"))
    assert engine.lock()["info"] == official["info"]
    theirs = {name.lower(): row for name, row in official["packages"].items()}
    for row in engine.listed("package"):
        expected = theirs[row["name"]]
        found = (row["version"], row["file"], row["sha256"], row["depends"], row["imports"])
        keys = ("version", "file_name", "sha256", "depends", "imports")
        assert found == tuple(expected[key] for key in keys), row["name"]


def test_each_package_of_npm_has_its_hash():
    locked = json.loads((engine.HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, row in locked.items() if name and "integrity" not in row] == []


def test_a_changed_byte_is_found(parts, tmp_path):
    row = next(row for row in engine.lock()["files"] if row["file"] == "python_stdlib.zip")
    copy = tmp_path / row["file"]
    content = bytearray(parts[row["file"]].read_bytes())
    content[1000] ^= 1
    copy.write_bytes(content)
    with pytest.raises(SiteError) as problem:
        engine.check(copy, row)
    for words in (str(copy), row["sha256"], sha256(content), "Mend"):
        assert words in str(problem.value)


def test_a_folder_serves_in_place_of_the_network(parts, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(next(iter(parts.values())).parent, source)
    found = engine.collect(tmp_path / "engine", source)
    assert {name: sha256(path.read_bytes()) for name, path in found.items()} == {
        row["file"]: row["sha256"] for row in engine.listed(*engine.KINDS)
    }
    (source / "pyodide.asm.js").unlink()
    with pytest.raises(SiteError, match="has no pyodide.asm.js"):
        engine.collect(tmp_path / "another", source)


def test_an_unknown_package_is_refused():
    with pytest.raises(SiteError, match="no package 'scipy'"):
        engine.needed({"scipy"})


def test_only_python_code_of_others_is_packed(parts, tmp_path):
    wheels = [parts[row["file"]] for row in engine.listed("course")]
    packed = course.contents(wheels, course.wheel(tmp_path))
    others = [name for name in packed if not name.startswith("fedlocal")]
    assert [name for name in others if not name.endswith((".py", "/METADATA"))] == []
    assert {"fedlocal/data/datapackage.json", "IPython/__init__.py"} <= set(packed)


@pytest.mark.slow
def test_the_same_course_is_the_same_archive(parts, tmp_path):
    wheels = [parts[row["file"]] for row in engine.listed("course")]
    folder = parts["pyodide.mjs"].parent
    archives = {sha256(course.archive(wheels, folder, _empty(tmp_path / name))) for name in ("a", "b")}
    assert len(archives) == 1


def _empty(folder):
    folder.mkdir()
    return folder


@pytest.mark.slow
def test_files_of_the_site_are_those_of_the_lock(site):
    content = json.loads((site / engine.SITE).read_text(encoding="utf-8"))
    expected = {row["file"]: row["sha256"] for row in engine.listed("core", "package")}
    rows = content["files"] + [row for rows in content["packages"].values() for row in rows]
    checked = 0
    for row in rows:
        content = (site / row["file"]).read_bytes()
        assert len(content) == row["bytes"]
        content = gzip.decompress(content) if row["packed"] else content
        if row["name"] in expected and row["name"] != "pyodide-lock.json":  # that one is ours
            assert sha256(content) == expected[row["name"]], row["name"]
            checked += 1
    assert checked >= 3
    assert sha256((site / "engine" / "pyodide.js").read_bytes()) == expected["pyodide.mjs"]


def loads(needs, site):
    """The files that a page with these needs loads beside itself."""
    content = json.loads((site / engine.SITE).read_text(encoding="utf-8"))
    rows = content["files"] + [row for name in needs for row in content["packages"][name]]
    own = {engine.FOLDER + name for name in engine.MODULES.values()}
    return {row["file"] for row in rows} | own | {engine.SITE, *bundle.NAMES}


@pytest.mark.slow
def test_a_page_and_its_engine_fit_through_a_school_network(site):
    budget = {False: 10_000_000, True: 20_000_000}  # without and with statistics; no server needs to compress
    for page in sorted(site.glob("[0-9][0-9]_*.html")):
        needs = set(re.search(r'data-engine="([^"]*)"', page.read_text(encoding="utf-8"))[1].split())
        loaded = page.stat().st_size + sum((site / name).stat().st_size for name in loads(needs, site))
        assert loaded <= budget[bool(needs)], (page.name, loaded)
    assert site.with_name("who-enforces-what-site.zip").stat().st_size <= 20_000_000


@pytest.mark.slow
def test_a_build_is_named_by_its_files(site, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    name = json.loads((site / engine.SITE).read_text(encoding="utf-8"))["build"]
    assert engine.seal(copy) == name
    assert f'"{name}"' in (copy / engine.WORKER).read_text(encoding="utf-8")
    (copy / "page.css").write_text("", encoding="utf-8")
    assert engine.seal(copy) != name


@pytest.mark.slow
def test_what_is_handed_on_has_a_license(site):
    rows = licenses.licenses({"numpy"})
    assert [row["name"] for row in rows if not row["licence"]] == []
    bundled = {folder.name for folder in bundle.packages(engine.CACHE)}
    assert {"backbone", "jquery", "controls"} <= bundled
    assert "backbone" in (site / "LICENSES.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_archive_holds_code_compiled_and_no_source(site):
    with zipfile.ZipFile(site / "engine" / "course.zip.bin") as packed:
        names = packed.namelist()
    assert [name for name in names if name.endswith(".py")] == []
    assert "fedlocal/__init__.pyc" in names
