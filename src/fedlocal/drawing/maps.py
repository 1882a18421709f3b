"""Maps as direct SVG: outlines come as integer-pixel paths from ``data/``, so a map is put together, not
plotted."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..ground.formats import number
from ..ground.tables import load
from .palette import COLOURS

WIDTH, HEIGHT = 975, 610
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


def state_map(values: pd.Series, model: str | None = None, marked: str | None = None) -> str:
    """An SVG map of the states, shaded by ``values`` (counts, index ``state_abbr``); one state may be
    outlined.

    States without a value count as none. The numbers of the ten largest are written on the map.

    >>> state_map(pd.Series({"TX": 475})).count("<path")
    51
    """
    shapes, ramp = load("state_shapes"), RAMPS[model]
    counts = values.reindex(shapes["state_abbr"]).fillna(0)
    paths, last = [], ""
    for row in shapes.itertuples():
        path = f'<path d="{row.path}" fill="{ramp[class_of(counts[row.state_abbr])]}"'
        if row.state_abbr == marked:
            last = f'{path} stroke="{COLOURS["ink"]}" stroke-width="4"/>'
        else:
            paths.append(path + "/>")
    large = set(counts[counts > 0].nlargest(LABELLED).index)
    labels = [
        _label(row, counts[row.state_abbr], ramp) for row in shapes.itertuples() if row.state_abbr in large
    ]
    body = f'<g stroke="#8A97A3" stroke-width="1" stroke-linejoin="round">{"".join(paths)}{last}</g>'
    return _svg(body + "".join(labels) + _legend(ramp))


COUNTY_BREAKS = (1, 2, 3, 5)


def county_map(counts: pd.Series, model: str | None = None) -> str:
    """An SVG map of the counties, shaded by ``counts`` (agreements, index ``shape_id``), with the borders of
    the states.

    >>> county_map(pd.Series({"48201": 2}))[:4]
    '<svg'
    """
    shapes, ramp = load("county_shapes"), RAMPS[model]
    classes = (
        counts.reindex(shapes["shape_id"])
        .fillna(0)
        .map(lambda count: class_of(count, COUNTY_BREAKS))
        .to_numpy()
    )
    shaded = "".join(
        f'<path d="{"".join(shapes["path"][classes == step])}" fill="{colour}"/>'
        for step, colour in enumerate(ramp)
    )
    borders = "".join(load("state_shapes")["county_map_path"])
    body = (
        f'<g stroke="#C9D1D8" stroke-width="0.5">{shaded}</g>'
        f'<path d="{borders}" fill="none" stroke="#6B7A88" stroke-width="1" stroke-linejoin="round"/>'
    )
    return _svg(body + _legend(ramp, COUNTY_BREAKS))


OFFICE_BOX = "-76 0 1096 610"  # room for the names off both coasts
OFFICE_TINTS, OFFICE_CHOSEN = ("#EEF2F5", "#E1EAE6", "#F4EDE2", "#E4E8F1"), "#CDBFE6"


def office_map(chosen: tuple[str, ...] = (), outline: str = "") -> str:
    """An SVG map of the areas of ICE's field offices, each with its city and name; ``chosen`` ones in front,
    a county's ``outline`` filled.

    >>> office_map(("Dallas",)).count("<circle")
    25
    """
    shapes = load("office_shapes")
    areas = sorted(
        shapes.itertuples(), key=lambda row: row.office in chosen
    )  # the chosen ones last, over their neighbors
    paths = "".join(
        f'<path d="{row.path}" fill="{OFFICE_CHOSEN if row.office in chosen else OFFICE_TINTS[row.tint]}"'
        + (f' stroke="{COLOURS["federal"]}" stroke-width="3"/>' if row.office in chosen else "/>")
        for row in areas
    )
    names = "".join(
        f'<circle cx="{row.city_x}" cy="{row.city_y}" r="3.6" stroke="#FFFFFF"/><text x="{row.label_x}"'
        f' y="{row.label_y}" text-anchor="{row.label_anchor}">{escape(row.office)}</text>'
        for row in shapes.itertuples()
    )
    borders = "".join(load("state_shapes")["county_map_path"])
    width, height = OFFICE_BOX.split()[2:]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{OFFICE_BOX}" width="{width}" height="{height}"'
        ' font-size="14.5" '
        f"font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\">"
        f'<g stroke="#52606D" stroke-width="1.3" stroke-linejoin="round">{paths}</g><path d="{borders}"'
        ' fill="none" stroke="#8A97A3" stroke-width="0.6"/>'
        f'<path d="{outline}" fill="{COLOURS["federal"]}" stroke="{COLOURS["federal"]}" stroke-width="2.5"/>'
        f'<g fill="{COLOURS["ink"]}" dominant-baseline="central" paint-order="stroke" stroke="#FFFFFF"'
        f' stroke-width="3.5">{names}</g></svg>'
    )


def _label(row, count: float, ramp) -> str:
    """A number with a rim in the colour of its state, so that it can be read where it reaches over the
    coast."""
    step = class_of(count)
    fill = "#FFFFFF" if step >= 3 else COLOURS["ink"]
    return (
        f'<text x="{row.label_x}" y="{row.label_y}" fill="{fill}" font-size="17" font-weight="600"'
        f' text-anchor="middle" dominant-baseline="central" paint-order="stroke" stroke="{ramp[step]}"'
        f' stroke-width="4">{number(count)}</text>'
    )


def _legend(ramp, breaks=BREAKS) -> str:
    parts, x = [], 300
    for colour, label in zip(ramp, class_labels(breaks), strict=True):
        parts.append(
            f'<rect x="{x}" y="626" width="20" height="20" rx="3" fill="{colour}" stroke="#8A97A3"/>'
        )
        parts.append(
            f'<text x="{x + 28}" y="637" font-size="17" dominant-baseline="central">{escape(label)}</text>'
        )
        x += 58 + 9 * len(label)
    return (
        f'<g fill="{COLOURS["ink"]}"><text x="150" y="637" font-size="17"'
        f' dominant-baseline="central">Agreements:</text>{"".join(parts)}</g>'
    )


def _svg(body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 50}" width="{WIDTH}"'
        f' height="{HEIGHT + 50}" '
        "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans',"
        f' sans-serif">{body}</svg>'
    )
