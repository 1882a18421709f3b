"""Each lesson runs to its end whatever was set as its county: a name, a code, a slip, a name without its
accents."""

import ast
import json
import warnings
from pathlib import Path

import pytest

from fedlocal.ground import places, progress

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SETTINGS = {
    "a code": ("48201", "Harris County, TX"),
    "a name": ("harris county, texas", "Harris County, TX"),
    "without accents": ("Dona Ana, NM", "Doña Ana County, NM"),
    "a slip": ("Haris, TX", None),
}


def shown(path: Path) -> list[str]:
    """What the lesson's code cells show, run one after the other in one namespace: the text of each last
    expression."""
    space, texts = {}, []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), space)
        if last:
            texts.append(repr(eval(compile(ast.Expression(last.value), path.name, "eval"), space)))
    return texts


@pytest.fixture(scope="module")
def plain():
    """What each lesson shows when no place is set."""
    return {path.name: shown(path) for path in LESSONS}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_a_lesson_runs_to_its_end(path, setting, plain, monkeypatch):
    words, county = SETTINGS[setting]
    monkeypatch.setenv("FEDLOCAL_PLACE", words)
    here = places.county()
    assert (here.name if here else None) == county
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings(
            "ignore", "The place that is set"
        )  # fl.place() says in words what the card says
        texts = shown(path)
    assert len(texts) == len(plain[path.name])
    if county is None:
        assert texts == plain[path.name], "a place that is none leaves the lesson's own examples"


def test_a_file_in_utf_16_is_a_place_for_lesson_06(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / progress.CLASS_FILE).write_bytes("Harris County, TX\r\n".encode("utf-16"))
    monkeypatch.setattr(progress, "data_dir", lambda: tmp_path / "data")
    monkeypatch.delenv("FEDLOCAL_PLACE")
    assert places.county().fips == "48201"
    assert shown(next(path for path in LESSONS if path.name.startswith("06")))
