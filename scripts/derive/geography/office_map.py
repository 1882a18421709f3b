"""office_shapes: the areas of ICE's field offices as outlines, and where the offices' cities and names
stand on the map."""

from math import cos, radians, sin, sqrt

import pandas as pd

from derive.common import read_input
from derive.geography.shapes import _dissolve, _path, _topology

SCALE, CENTER = 1300, (487.5, 305)  # of the outlines in us-atlas: d3.geoAlbersUsa at this scale
NORTH, SOUTH, MERIDIAN, MIDDLE = 45.5, 29.5, -96, (-0.6, 38.7)


def office_shapes(reference, done):
    """One row an office: the outline of its area, the pixel of its city, and where its name is written."""
    topology = _topology(reference, "us_atlas_counties_albers_simplified")
    shapes = {g["id"]: g for g in topology["objects"]["counties"]["geometries"]}
    counties = done["counties"]
    office_of = dict(zip(counties.shape_id, counties.field_office))
    parts = {}
    for shape, geometry in shapes.items():
        office = office_of.get("09" if shape.startswith("09") else shape)
        if not office:
            raise ValueError(f"office_shapes: the outline {shape} lies in no office's area")
        parts.setdefault(office, []).append(geometry)
    places = read_input("field_office_map").set_index("office")
    tints = _tints(parts)
    rows = []
    for office, geometries in sorted(parts.items()):
        rings = _dissolve(geometries, topology["points"])
        city = places.loc[office]
        x, y = on_map(float(city.longitude), float(city.latitude))
        label = (x + int(city.label_dx), y + int(city.label_dy))
        rows.append([office, _path(rings), tints[office], x, y, *label, city.label_anchor])
    columns = ["office", "path", "tint", "city_x", "city_y", "label_x", "label_y", "label_anchor"]
    return pd.DataFrame(rows, columns=columns)


def _tints(parts):
    """A number from 0 for each area, such that areas with a common border differ: the first that no
    neighbor has."""
    borders = {
        office: {max(i, ~i) for g in geometries for i in _arcs(g)}
        for office, geometries in sorted(parts.items())
    }
    tints = {}
    for office, mine in borders.items():
        taken = {tints[other] for other in tints if mine & borders[other]}
        tints[office] = next(tint for tint in range(len(borders)) if tint not in taken)
    return tints


def _arcs(geometry):
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [i for polygon in polygons for ring in polygon for i in ring]


def on_map(longitude, latitude):
    """The pixel of a place in the 48 adjoining states, by the projection of the outlines (Albers, equal
    areas)."""
    x, y = _raw(longitude - MERIDIAN, latitude)
    middle_x, middle_y = _raw(*MIDDLE)
    return round(CENTER[0] + SCALE * (x - middle_x)), round(CENTER[1] - SCALE * (y - middle_y))


def _raw(longitude, latitude):
    low, high = sin(radians(SOUTH)), sin(radians(NORTH))
    n = (low + high) / 2
    c = 1 + low * (2 * n - low)
    r, angle = sqrt(c - 2 * n * sin(radians(latitude))) / n, radians(longitude) * n
    return r * sin(angle), sqrt(c) / n - r * cos(angle)
