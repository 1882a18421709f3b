"""Each lesson opens with a drawing that is small, harmless, whole on a phone, and told in words."""

import re
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from fedlocal.ground.tables import rows
from fedlocal.lesson.scene import FOLDER, Scene, scene

ROOT = Path(__file__).parents[2]
LESSONS = [row["lesson"] for row in rows("lessons")]
MOST_BYTES = 5 * 1024
SHAPES = {"svg", "defs", "g", "use", "path", "rect", "circle", "ellipse", "clipPath", "pattern"}
SHADES = {"linearGradient", "radialGradient", "stop"}
OUR_OWN = re.compile(r"url\(#[\w-]+\)")


def elements(lesson: str) -> list[ElementTree.Element]:
    """The drawing's root and all that is in it."""
    return list(ElementTree.fromstring(scene(lesson).svg).iter())


def name(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def test_each_lesson_has_one_drawing_and_no_drawing_lacks_its_lesson():
    assert sorted(path.stem for path in FOLDER.iterdir()) == LESSONS
    assert len({scene(lesson).alt for lesson in LESSONS}) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_is_small_and_takes_the_size_of_its_place(lesson):
    root = elements(lesson)[0].attrib
    assert (FOLDER / f"{lesson}.svg").stat().st_size <= MOST_BYTES
    assert root == {"viewBox": "0 0 1280 380", "preserveAspectRatio": "xMidYMax slice"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_holds_flat_shapes_and_nothing_that_runs_or_loads(lesson):
    for element in elements(lesson):
        assert name(element) in SHAPES | SHADES, name(element)
        assert not (element.text or "").strip(), element.text
        for key, value in element.attrib.items():
            assert not key.startswith(("on", "stroke", "style", "font", "filter", "class")), key
            if key.endswith("href"):
                assert value.startswith("#"), value
            assert "url(" not in value or OUR_OWN.fullmatch(value), value


@pytest.mark.parametrize("lesson", LESSONS)
def test_several_can_stand_in_one_page(lesson):
    svg = scene(lesson).svg
    ids = re.findall(r'\bid="([^"]+)"', svg)
    used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)
    assert ids and all(id_.startswith(f"s{lesson}-") for id_ in ids)
    assert len(ids) == len(set(ids)) and {first or second for first, second in used} == set(ids)


@pytest.mark.parametrize("lesson", LESSONS)
def test_its_words_are_one_plain_sentence(lesson):
    alt = scene(lesson).alt
    assert alt.startswith("Drawing: ") and alt.endswith(".") and alt.count(".") == 1
    assert len(alt) <= 150


def test_a_lesson_without_a_drawing_is_named_with_those_that_have_one():
    assert isinstance(scene("00"), Scene)
    with pytest.raises(LookupError, match=r"lesson '10'.*Drawn are: 00, 01.*09"):
        scene("10")


def test_the_wheel_carries_them():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert any(FOLDER.is_relative_to(ROOT / package) for package in wheel["packages"])
    assert not {"exclude", "include", "only-include"} & set(wheel)
    drawings = map(str, FOLDER.glob("*.svg"))
    ignored = subprocess.run(["git", "check-ignore", *drawings], cwd=ROOT, capture_output=True, text=True)
    assert not ignored.stdout
