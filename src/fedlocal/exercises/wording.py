"""What stands for {county}, {state} and {place} in the texts of an exercise."""

from __future__ import annotations

from ..ground.places import Place

NOT_SAID = "…"


def wording(facts: dict, place: Place | None) -> dict[str, str]:
    """What stands for {county}, {state} and {place} in a text, with further ``facts``; plain words without a
    place.

    >>> wording({}, None)["county"]
    'your county'
    """
    if place is None:
        return Blank(county="your county", state="your state", place="your county", **facts)
    return Blank(county=place.county, state=place.state, place=f"{place.county}, {place.state}", **facts)


class Blank(dict):
    """A dictionary in which what is not known yet is "…".

    >>> Blank(a="1")["b"]
    '…'
    """

    def __missing__(self, key: str) -> str:
        return NOT_SAID
