"""Locks, pyproject.toml and environment.yml say the same, and none of them says where to download from.

Also what keeps stored lessons stable: fedlocal.ground.notebook_file, the save hook, and how pytest is set up.
"""

import copy
import json
import logging
import os
import re
import runpy
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec
from traitlets.config import Config

import lock as lock_script
from fedlocal.ground import notebook_file

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {
    "requirements.lock": None,
    "requirements-test.lock": "test",
    "requirements-instructor.lock": "instructor",
}
LISTS = [  # every list of packages or files that is fetched
    *LOCKS,
    *lock_script.BESIDE,
    *lock_script.BESIDE.values(),
    *(
        f"{folder}/package{kind}.json"
        for folder in ("browser", "tests/browser/firefox")
        for kind in ("", "-lock")
    ),
    "browser/engine.lock.json",
    "jupyter/labextensions/fedlocal/package.json",  # for JupyterLab; it names no package
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
MEND = "Mend: python3 scripts/lock.py"
VALIDATES = (
    "nbval",
    "pytest",
)  # with these `pytest --nbval notebooks` compares the lessons with what is stored


def requirements(texts):
    """Canonical name -> specifier, as text in a fixed order."""
    parsed = [Requirement(text) for text in texts]
    return {canonicalize_name(each.name): str(each.specifier) for each in parsed}


def locked(name):
    """The lock's entries: (Requirement, hashes)."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return [
        (
            Requirement(" ".join(word for word in words if not word.startswith("--hash="))),
            [word for word in words if word.startswith("--hash=")],
        )
        for words in lines
    ]


def versions(name):
    """Canonical name -> locked version; fails when a package has two."""
    pairs = [
        (canonicalize_name(each.name), str(each.specifier).removeprefix("==")) for each, _ in locked(name)
    ]
    assert len(dict(pairs)) == len(pairs), f"{name} holds two versions of a package. {MEND}"
    return dict(pairs)


def direct(extra):
    """All requirements that pyproject.toml itself states for a lock."""
    project = PROJECT["project"]
    return [
        *project["dependencies"],
        *PROJECT["dependency-groups"]["setup"],
        *PROJECT["build-system"]["requires"],
        *(project["optional-dependencies"][extra] if extra else []),
    ]


# Locks


@pytest.mark.parametrize("name", [*LOCKS, *lock_script.BESIDE])
def test_every_locked_package_is_pinned_and_hashed(name):
    for requirement, hashes in locked(name):
        where = f"{name}: {requirement}"
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), f"{where} is not pinned. {MEND}"
        assert hashes, f"{where} has no hash. {MEND}"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), where


@pytest.mark.parametrize("name, extra", LOCKS.items())
def test_the_lock_satisfies_pyproject(name, extra):
    have = versions(name)
    for requirement in map(Requirement, direct(extra)):
        version = have.get(canonicalize_name(requirement.name))
        assert version, f"{name} lacks {requirement.name}. {MEND}"
        assert requirement.specifier.contains(version), f"{name}: {version} is not {requirement}. {MEND}"


@pytest.mark.parametrize("name", ["requirements-test.lock", "requirements-instructor.lock"])
def test_the_other_locks_contain_the_learners(name):
    learner, other = versions("requirements.lock"), versions(name)
    different = {
        each: (version, other.get(each)) for each, version in learner.items() if other.get(each) != version
    }
    assert not different, f"{name} against requirements.lock: {different}. {MEND}"


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("package", ["colorama", "pywinpty", "appnope", "ptyprocess"])
def test_the_lock_serves_windows_and_macs_too(name, package):
    assert package in versions(name), f"{name} was made for one platform only. {MEND}"


@pytest.mark.parametrize(
    "name", [*LISTS, "pyproject.toml", "environment.yml", ".ci/run", "postBuild", "start.py"]
)
def test_no_file_of_the_set_up_names_an_index_or_a_local_path(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(
        r"\w+://\S*|--?(?:no-emit-)?(?:index|extra-index|default-index|find-links|trusted)\S*|"
        r"^-[fi] .*|"
        r"\[\[?tool\.uv.*|pythonhosted\S*|pypi\.\S*|registry\.\S*|\"resolved\"|"
        r"/(?:home|root|tmp|opt|work)/\S*",
        text,
        re.MULTILINE,
    )
    assert not found, f"{name} names {found[:3]}"


def test_every_list_of_packages_is_looked_at():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lists = re.findall(
        r"^.*(?:lock|requirements|package)\S*\.(?:lock|json|txt|in)$|^.*\.lock$", tracked, re.M
    )
    assert {name for name in lists if not name.startswith("data/")} == set(LISTS)


def test_the_lock_command_hides_indexes_and_covers_all_platforms():
    for lock, extra in {**LOCKS, **dict.fromkeys(lock_script.BESIDE)}.items():
        words = set(lock_script.compile_command("uv", lock, extra))
        assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"} < words
    assert LOCKS == lock_script.LOCKS


# conda and Binder


def conda_specs():
    """Conda package name -> specifier, as text in a fixed order."""
    pairs = [re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", text).groups() for text in CONDA["dependencies"]]
    return {canonicalize_name(name): str(Requirement("x" + spec).specifier) for name, spec in pairs}


def test_conda_installs_what_pyproject_asks_for():
    wanted = requirements([*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]])
    wanted["pip"] = requirements(PROJECT["dependency-groups"]["setup"])["pip"]
    wanted["python"] = PROJECT["project"]["requires-python"]
    of_tests = requirements(PROJECT["project"]["optional-dependencies"]["test"])
    wanted |= {name: of_tests[name] for name in VALIDATES}
    assert conda_specs() == wanted, "Mend: make environment.yml and pyproject.toml agree"


def test_a_person_gets_all_that_the_course_is_made_of():
    """The packages that the course is known by are in what conda installs, and in what ``pip install -e
    '.[test]'`` does."""
    by_pip = requirements(
        [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    )
    for name in ("jupyterlab", "ipywidgets", "pandas", "nbval", "pytest"):
        assert name in conda_specs() and name in by_pip, name
    assert "pip install -e '.[test]'" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_without_nbval_pytest_says_what_to_do():
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:nbval", "--collect-only", "tests/project/test_docs.py"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.returncode == 4, ran.stdout
    assert (
        "nbval" in ran.stderr
        and "python3 start.py test" in ran.stderr
        and "pip install -e '.[test]'" in ran.stderr
    )


def test_conda_understands_every_line():
    for text in CONDA["dependencies"]:
        spec = MatchSpec(text)
        assert spec.name.normalized == re.match(r"[\w.-]+", text).group(), text


def test_conda_uses_conda_forge_only():
    assert CONDA["name"] == "who-enforces-what" and CONDA["channels"] == ["conda-forge", "nodefaults"]


def test_set_up_brings_the_build_backend():
    setup = requirements(PROJECT["dependency-groups"]["setup"])
    assert requirements(PROJECT["build-system"]["requires"]).items() <= setup.items()


@pytest.mark.skipif(sys.platform == "win32", reason="no executable bit")
@pytest.mark.parametrize("name", ["postBuild", ".ci/run", "start.py"])
def test_scripts_are_executable(name):
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR, f"Mend: git update-index --chmod=+x {name}"


def test_binder_gets_the_same_settings():
    text = (ROOT / "postBuild").read_text(encoding="utf-8")
    assert all(f"jupyter/{path.name}" in text for path in (ROOT / "jupyter").glob("*.*"))


def test_ci_calls_the_readmes_command():
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "exec python3 start.py test"


# How lessons are stored


def a_notebook():
    """A saved notebook with everything in it that may not be stored."""
    widget = {
        "output_type": "execute_result",
        "execution_count": 9,
        "metadata": {},
        "data": {
            "text/plain": "Widget()",
            "text/html": "<p>é</p>\n<p>b</p>",
            notebook_file.WIDGET_VIEW: {"model_id": "b3f1", "version_major": 2},
        },
    }
    pieces = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("one\n", "two\n")]
    code = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    timed = {"execution": {"iopub.status.busy": "2026"}, "tags": ["x"]}
    cells = [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# Title\ntext"},
        {
            **code,
            "id": "a",
            "metadata": timed,
            "execution_count": 9,
            "source": "w",
            "outputs": [widget, *pieces],
        },
        {**code, "id": "b", "source": " \n"},
        {**code, "id": "c", "source": "later"},
        {**code, "id": "d", "source": "1", "execution_count": 2},
    ]
    metadata = {
        "widgets": {"application/vnd.jupyter.widget-state+json": {}},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def test_stored_lessons_hold_no_view_state_timing_or_version():
    text = json.dumps(notebook_file.strip_views(a_notebook()))
    unwanted = ("widget-view", "widget-state", "iopub", "3.11.7", '"widgets"')
    assert not [word for word in unwanted if word in text]
    assert "Widget()" in text and '"tags": ["x"]' in text and '"name": "python"' in text


def test_cells_that_ran_are_numbered_as_in_a_run_from_top_to_bottom():
    cells = notebook_file.strip_views(a_notebook())["cells"]
    assert [cell.get("execution_count") for cell in cells] == [None, 1, None, None, 3]
    assert cells[1]["outputs"][0]["execution_count"] == 1


def test_pieces_of_a_printed_stream_are_joined():
    outputs = notebook_file.strip_views(a_notebook())["cells"][1]["outputs"]
    assert [output.get("text") for output in outputs] == [None, "one\ntwo\n"]


def test_stripping_changes_nothing_the_second_time_and_never_its_argument():
    notebook = a_notebook()
    before = copy.deepcopy(notebook)
    once = notebook_file.strip_views(notebook)
    assert notebook == before and notebook_file.strip_views(once) == once


def test_canonical_json_is_what_nbformat_writes(tmp_path):
    stored = notebook_file.strip_views(a_notebook())
    nbformat.write(nbformat.from_dict(stored), tmp_path / "n.ipynb")
    assert notebook_file.canonical_json(stored) == (tmp_path / "n.ipynb").read_text(encoding="utf-8")
    again = notebook_file.canonical_json(json.loads(notebook_file.canonical_json(stored)))
    assert again == notebook_file.canonical_json(stored)


@pytest.fixture
def hook():
    """The save hook that the shipped settings install."""
    given = Config()
    runpy.run_path(str(ROOT / "jupyter/jupyter_server_config.py"), init_globals={"c": given})
    return given.ContentsManager.pre_save_hook


def test_saving_strips_notebooks_only(hook):
    notebook = {"type": "notebook", "content": a_notebook()}
    hook(model=notebook, path="n.ipynb", contents_manager=None)
    assert notebook["content"] == notebook_file.strip_views(a_notebook())
    file = {"type": "file", "content": "text"}
    hook(model=file, path="a.txt", contents_manager=None)
    assert file == {"type": "file", "content": "text"}


@pytest.mark.parametrize(
    "content", [{"cells": 7}, {"cells": [None]}, {"cells": [{"cell_type": "code", "source": 1}]}]
)
def test_a_notebook_that_cannot_be_stripped_is_saved_as_it_is(hook, content, caplog):
    model = {"type": "notebook", "content": content}
    manager = SimpleNamespace(log=logging.getLogger("contents"))
    hook(model=model, path="n.ipynb", contents_manager=manager)
    assert model["content"] == content and "Saved with its widget views" in caplog.text


# How the tests are set up


def test_pytest_never_collects_learners_copies_or_exercises():
    settings = PROJECT["tool"]["pytest"]["ini_options"]
    kept_out = {"my-course", "exercises/source", "exercises/release"}
    assert kept_out <= set(settings["norecursedirs"])
    assert {"tests", "src", "notebooks"} <= set(settings["testpaths"])
    assert {"--nbval", "--nbval-current-env", "--doctest-modules"} <= set(settings["addopts"])
    assert settings["filterwarnings"][0] == "error"


def test_tests_start_from_an_empty_progress_folder():
    home = os.environ.get("FEDLOCAL_HOME")
    assert home is None or "my-course" not in Path(home).parts, "Mend: run python3 start.py test"


def test_the_tests_of_a_file_and_those_that_share_a_visit_stay_in_one_process():
    from conftest import LONGEST, SITE, VISITING, together

    assert together("notebooks/00_start_here.ipynb::Cell 3") == "notebooks/00_start_here.ipynb"
    assert together("tests/ground/test_progress.py::test_x[a::b]") == "tests/ground/test_progress.py"
    browser = {
        path.name: together(f"tests/browser/{path.name}::test_x")
        for path in (ROOT / "tests" / "browser").glob("test_*.py")
    }
    assert set(VISITING) | set(SITE) <= set(browser) and set(browser.values()) == set(LONGEST)
    assert {browser[name] for name in VISITING} == {"browser: lessons"}
    assert {browser[name] for name in SITE} == {together("tests/site/test_pages.py::test_x")} == {"site"}
    at_the_site = re.compile(r"^def test_\w+\([^)]*\b(?:reader|address)\b", re.M)
    for name, group in browser.items():
        text = (ROOT / "tests" / "browser" / name).read_text(encoding="utf-8")
        assert group == "site" or not at_the_site.search(text), f"{name} needs the site. List it in SITE."


def test_no_test_is_left_out_of_the_whole_run():
    settings = PROJECT["tool"]["pytest"]["ini_options"]
    assert not [
        word for word in settings["addopts"] if word.startswith(("-m", "-k", "--deselect", "--ignore"))
    ]


def test_line_ends_are_line_feeds_everywhere():
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "* text=auto eol=lf" in attributes and "*.ipynb text eol=lf" in attributes
    crlf = [path.name for path in ROOT.glob("*.*") if path.is_file() and b"\r\n" in path.read_bytes()]
    assert not crlf
