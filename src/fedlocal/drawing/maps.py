"""Maps as direct SVG: outlines come as integer-pixel paths from ``data/``, so a map is put together, not
plotted."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ..ground.formats import number
from ..ground.tables import rows
from .palette import COLOURS
from .svg import RIM, box, drawing, legend

WIDTH, HEIGHT, LETTERS = 975, 610, 17
BREAKS = (1, 10, 50, 200)
LABELLED = 10  # states whose number is written on the map
RAMPS = {
    None: ("#FFFFFF", "#C9DADD", "#93B6BC", "#4F8690", "#183F47"),
    "jem": ("#FFFFFF", "#C9DDED", "#8FB9DA", "#4A86B6", "#12497A"),
    "wso": ("#FFFFFF", "#F7DDB6", "#E8B469", "#B57212", "#754500"),
    "tfm": ("#FFFFFF", "#CBDDD2", "#8DB39D", "#4C8264", "#14452F"),
}


def class_of(value: float, breaks=BREAKS) -> int:
    """The class of a count: 0 for none, then one class up at each break.

    >>> [class_of(value) for value in (0, 9, 10, 475)]
    [0, 1, 2, 4]
    """
    return sum(value >= limit for limit in breaks)


def class_labels(breaks=BREAKS) -> list[str]:
    """What the classes mean, lowest first.

    >>> class_labels()
    ['none', '1–9', '10–49', '50–199', '200 or more']
    """
    between = [f"{low}–{high - 1}" if high > low + 1 else str(low) for low, high in zip(breaks, breaks[1:])]
    return ["none", *between, f"{breaks[-1]} or more"]


def state_map(values: dict[str, int], model: str | None = None, marked: str | None = None) -> str:
    """An SVG map of the states, shaded by ``values`` (counts by ``state_abbr``); one state may be outlined.

    States without a value count as none. The numbers of the ten largest are written on the map.

    >>> state_map({"TX": 475}).count("<path")
    51
    """
    shapes, ramp = rows("state_shapes"), RAMPS[model]
    counts = {row["state_abbr"]: values.get(row["state_abbr"], 0) for row in shapes}
    paths, last = [], ""
    for row in shapes:
        path = f'<path d="{row["path"]}" fill="{ramp[class_of(counts[row["state_abbr"]])]}"'
        if row["state_abbr"] == marked:
            last = f'{path} stroke="{COLOURS["ink"]}" stroke-width="4"/>'
        else:
            paths.append(path + "/>")
    large = sorted(counts, key=counts.__getitem__, reverse=True)[:LABELLED]
    labels = [
        _label(row, counts[row["state_abbr"]], ramp)
        for row in shapes
        if row["state_abbr"] in large and counts[row["state_abbr"]]
    ]
    body = f'<g stroke="{RIM}" stroke-width="1" stroke-linejoin="round">{"".join(paths)}{last}</g>'
    return _framed(body + "".join(labels) + _legend(ramp))


def state_borders() -> str:
    """The borders of all states as one path, on the scale of the map of counties.

    >>> state_borders()[0]
    'M'
    """
    return "".join(row["county_map_path"] for row in rows("state_shapes"))


COUNTY_BREAKS = (1, 2, 3, 5)


def county_map(counts: dict[str, int], model: str | None = None) -> str:
    """An SVG map of the counties, shaded by ``counts`` (agreements by ``shape_id``), with the borders of the
    states.

    >>> county_map({"48201": 2})[:4]
    '<svg'
    """
    ramp = RAMPS[model]
    paths: list[list[str]] = [[] for _colour in ramp]  # of the counties of each class
    for row in rows("county_shapes"):
        paths[class_of(counts.get(row["shape_id"], 0), COUNTY_BREAKS)].append(row["path"])
    shaded = "".join(
        f'<path d="{"".join(outlines)}" fill="{colour}"/>'
        for outlines, colour in zip(paths, ramp, strict=True)
    )
    body = (
        f'<g stroke="#C9D1D8" stroke-width="0.5">{shaded}</g>'
        f'<path d="{state_borders()}" fill="none" stroke="#6B7A88" stroke-width="1" stroke-linejoin="round"/>'
    )
    return _framed(body + _legend(ramp, COUNTY_BREAKS))


OFFICE_CORNER, OFFICE_WIDTH = "-76 0", 1096  # room for the names off both coasts
OFFICE_BOX = f"{OFFICE_CORNER} {OFFICE_WIDTH} {HEIGHT}"
OFFICE_TINTS, OFFICE_CHOSEN = ("#EEF2F5", "#E1EAE6", "#F4EDE2", "#E4E8F1"), "#CDBFE6"


def office_map(chosen: tuple[str, ...] = (), outline: str = "") -> str:
    """An SVG map of the areas of ICE's field offices, each with its city and name; ``chosen`` ones in front,
    a county's ``outline`` filled.

    >>> office_map(("Dallas",)).count("<circle")
    25
    """
    shapes = rows("office_shapes")
    areas = sorted(shapes, key=lambda row: row["office"] in chosen)  # the chosen ones over their neighbors
    paths = "".join(_office_area(row, row["office"] in chosen) for row in areas)
    names = "".join(
        f'<circle cx="{row["city_x"]}" cy="{row["city_y"]}" r="3.6" stroke="#FFFFFF"/>'
        f'<text x="{row["label_x"]}" y="{row["label_y"]}" text-anchor="{row["label_anchor"]}">'
        f"{escape(row['office'])}</text>"
        for row in shapes
    )
    body = (
        f'<g stroke="#52606D" stroke-width="1.3" stroke-linejoin="round">{paths}</g>'
        f'<path d="{state_borders()}"'
        f' fill="none" stroke="{RIM}" stroke-width="0.6"/>'
        f'<path d="{outline}" fill="{COLOURS["federal"]}" stroke="{COLOURS["federal"]}" stroke-width="2.5"/>'
        '<g dominant-baseline="central" paint-order="stroke" stroke="#FFFFFF"'
        f' stroke-width="3.5">{names}</g>'
    )
    return drawing(OFFICE_WIDTH, HEIGHT, body, 14.5, OFFICE_CORNER)


def _office_area(row: Mapping[str, Any], chosen: bool) -> str:
    """The outline of one field office's area, filled; a chosen one has a rim."""
    rim = f' stroke="{COLOURS["federal"]}" stroke-width="3"' if chosen else ""
    return f'<path d="{row["path"]}" fill="{OFFICE_CHOSEN if chosen else OFFICE_TINTS[row["tint"]]}"{rim}/>'


def _label(row: Mapping[str, Any], count: int, ramp) -> str:
    """A number with a rim in the colour of its state, so that it can be read where it reaches over the
    coast."""
    step = class_of(count)
    fill = "#FFFFFF" if step >= 3 else COLOURS["ink"]
    return (
        f'<text x="{row["label_x"]}" y="{row["label_y"]}" fill="{fill}" font-size="17" font-weight="600"'
        f' text-anchor="middle" dominant-baseline="central" paint-order="stroke" stroke="{ramp[step]}"'
        f' stroke-width="4">{number(count)}</text>'
    )


def _legend(ramp, breaks=BREAKS) -> str:
    entries = [(box(colour), label) for colour, label in zip(ramp, class_labels(breaks), strict=True)]
    return legend([("", "Agreements:"), *entries], 120, HEIGHT + 26, WIDTH, LETTERS)


def _framed(body: str) -> str:
    return drawing(WIDTH, HEIGHT + 50, body, LETTERS)
