"""The card that opens an exercise, with a field to choose its place where no teacher has named one."""

from __future__ import annotations

import json

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import stylesheet
from ..ground import namespace, places, progress
from ..ground.places import named, place_or_none
from ..ground.tables import rows
from . import views
from .answer_form import follow

WORDS = {
    "label": "A county and its state",
    "hint": "such as Harris County, TX",
    "take": "Take this place",
    "copy": "Copy this line into the first cell, in place of the one that begins with PLACE:",
    "copy_button": "Copy",
    "copied": "Copied",
}


class ExerciseCard(Shown, anywidget.AnyWidget):
    """Question, minutes, points, place and tasks of one exercise.

    Raises :class:`LookupError` for an exercise that does not exist.

    >>> ExerciseCard("02", "Harris County, TX").summary()[:11]
    'Exercise 02'
    """

    _esm = script("drawing/places.js", "exercises/cell_link.js", "exercises/exercise_card.js")
    _css = stylesheet()
    html = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(WORDS).tag(sync=True)

    def __init__(self, number: str, place: str = ""):
        self.number = number
        views.exercise(number)
        super().__init__()
        self.show_place(str(place))
        self.on_msg(self._heard)

    def show_place(self, place: str) -> None:
        """Draw the card for this place, and let the open forms follow."""
        self.named = place
        county = place_or_none(place)
        self.place = county.name if county else ""
        self.html = views.exercise(self.number, place, True, choosable(self.number, place)).html
        follow(self.number, place)

    def _heard(self, _widget, message: dict, _buffers) -> None:
        if "opened" in message:
            self._take_known_place()
        if message.get("ask") == "counties":
            self.send({"counties": _counties()})
        if "choose" in message:
            self.choose(message["choose"])

    def choose(self, fips: str) -> None:
        """Let the exercise speak of this county: in its first cell, its names, its forms and checks.

        Raises :class:`LookupError` for a code that is no county's.
        """
        county = named(fips)
        progress.keep_exercise_place(self.number, county.fips)
        namespace.names()["PLACE"] = county.name
        self.show_place(county.name)
        self.send({"write": {"first": "PLACE", "source": place_line(county.name)}})

    def _take_known_place(self) -> None:
        """Write the place of this machine or class into the first cell, so that the notebook says itself
        what it is about."""
        county = places.county()
        if self.named.strip() or county is None:
            return
        if places.class_county() is None:
            self.choose(county.fips)
            return
        namespace.names()["PLACE"] = county.name
        self.send({"write": {"first": "PLACE", "source": place_line(county.name)}})

    def fallback(self) -> str:
        return views.exercise(self.number, self.named).html

    def summary(self) -> str:
        return views.exercise(self.number, self.named).line


def choosable(exercise: str, place: str) -> bool:
    """Whether a learner may choose the place: nobody has named one, or the learner has.

    >>> choosable("02", ""), choosable("02", "Harris County, TX")
    (True, False)
    """
    if not place.strip():
        return places.class_county() is None
    county = place_or_none(place)
    return county is None or county.fips == progress.exercise_place(exercise)


def place_line(name: str) -> str:
    """The line of the first cell that names the place.

    >>> place_line("Doña Ana County, NM")
    'PLACE = "Doña Ana County, NM"'
    """
    return f"PLACE = {json.dumps(name, ensure_ascii=False)}"


def _counties() -> list[list[str]]:
    found = sorted(rows("counties"), key=lambda row: (row["county_name"], row["state_abbr"]))
    return [[f"{row['county_name']}, {row['state_abbr']}", row["county_fips"]] for row in found]
