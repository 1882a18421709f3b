"""The drawing that opens each lesson: one county, one night, from dusk in lesson 00 to morning in 09.

The drawings stand in the folder ``scenes``, what they show in words in the table ``lessons``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..ground.tables import keyed

FOLDER = Path(__file__).resolve().parent / "scenes"


@dataclass(frozen=True)
class Scene:
    """A drawing as SVG text without width and height, to stand in a page, and the words in its place.

    >>> Scene("<svg/>", "Drawing: a road.").alt
    'Drawing: a road.'
    """

    svg: str
    alt: str


def scene(lesson: str) -> Scene:
    """The drawing of one lesson, 1280 by 380 units; the middle 760 carry the picture where a phone crops the
    sides.

    Raises :class:`LookupError` for a lesson that has none.

    >>> scene("04").alt
    'Drawing: a county road at night, where a patrol car with its lights on stands behind a stopped car.'
    >>> scene("04").svg[:4]
    '<svg'
    """
    lessons = keyed("lessons", "lesson")
    drawn = sorted(path.stem for path in FOLDER.glob("*.svg"))
    if lesson not in lessons or lesson not in drawn:
        raise LookupError(
            f"There is no drawing of lesson {lesson!r}: it needs lesson/scenes/{lesson}.svg and a row in the"
            f" table lessons. Drawn are: {', '.join(drawn)}."
        )
    svg = (FOLDER / f"{lesson}.svg").read_text(encoding="utf-8")
    return Scene(svg.strip(), lessons[lesson]["scene"])
