"""state_shapes and county_shapes: outlines as SVG path text on a canvas of 975 x 610, from us-atlas TopoJSON.

Every arc (a border that two areas share) is rounded once, before areas are put together, so neighbors keep
exactly the same border: no gaps, no overlaps. Whole pixels and relative moves keep the files small.
"""

import json
from pathlib import Path

import pandas as pd

CONNECTICUT = "09"
SMALLEST_RING = 1.5  # square pixels; smaller islands are dropped, but never an area's largest ring


def state_shapes(reference, done):
    fine = _state_rings(reference, "us_atlas_states_albers_10m")
    coarse = _state_rings(reference, "us_atlas_counties_albers_simplified")
    abbr = done["states"].set_index("state_fips").state_abbr
    rows = []
    for fips, rings in sorted(fine.items()):
        x, y = _label_point(max(coarse[fips], key=lambda r: abs(_area(r))))
        rows.append([fips, abbr[fips], _path(rings), _path(coarse[fips]), x, y])
    return pd.DataFrame(
        rows, columns=["state_fips", "state_abbr", "path", "county_map_path", "label_x", "label_y"]
    )


def _state_rings(reference, name):
    topology = _topology(reference, name)
    return {g["id"]: _rings(g, topology["points"]) for g in topology["objects"]["states"]["geometries"]}


def county_shapes(reference, done):
    topology = _topology(reference, "us_atlas_counties_albers_simplified")
    geometries = topology["objects"]["counties"]["geometries"]
    connecticut = [g for g in geometries if g["id"].startswith(CONNECTICUT)]
    paths = {g["id"]: _path(_rings(g, topology["points"])) for g in geometries if g not in connecticut}
    paths[CONNECTICUT] = _path(_dissolve(connecticut, topology["points"]))
    return pd.DataFrame(sorted(paths.items()), columns=["shape_id", "path"])


def _topology(reference, name):
    topology = json.loads((Path(reference) / f"{name}.json").read_text(encoding="utf-8"))
    topology["points"] = [_arc_points(arc, topology["transform"]) for arc in topology["arcs"]]
    return topology


def _arc_points(arc, transform):
    """An arc as whole-pixel points: delta coding undone, no repeats, no point on a straight line."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (
            round(x * transform["scale"][0] + transform["translate"][0]),
            round(y * transform["scale"][1] + transform["translate"][1]),
        )
        if not points or point != points[-1]:
            points.append(point)
    return (
        points[:1]
        + [p for before, p, after in zip(points, points[1:], points[2:]) if not _straight(before, p, after)]
        + points[1:][-1:]
    )


def _straight(a, b, c):
    """b lies on the way from a to c (in the same direction, so that spikes are kept)."""
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0
    return ahead and (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def _along(index, points):
    """The points of an arc; a negative number means: the arc of number ~index, backwards."""
    return points[index] if index >= 0 else points[~index][::-1]


def _ring(indexes, points):
    out = []
    for index in indexes:
        out.extend(_along(index, points)[1 if out else 0 :])
    return out[:-1] if len(out) > 1 and out[0] == out[-1] else out


def _rings(geometry, points):
    """All rings of a geometry in pixels: outlines and holes alike."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [_ring(ring, points) for polygon in polygons for ring in polygon]


def _dissolve(geometries, points):
    """The outline of several areas together: an arc that occurs in both directions is an inner border."""
    used = [
        i
        for g in geometries
        for polygon in ([g["arcs"]] if g["type"] == "Polygon" else g["arcs"])
        for ring in polygon
        for i in ring
    ]
    left = [i for i in used if ~i not in used]
    rings = []
    while left:
        chain = [left.pop(0)]
        while _along(chain[-1], points)[-1] != _along(chain[0], points)[0]:
            end = _along(chain[-1], points)[-1]
            chain.append(left.pop(next(n for n, i in enumerate(left) if _along(i, points)[0] == end)))
        rings.append(_ring(chain, points))
    return rings


def _area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def _path(rings):
    """SVG path text with relative moves; the largest ring always stays, a mere dot as a one-pixel square."""
    biggest = max(rings, key=lambda r: (abs(_area(r)), len(r)))
    kept = [r for r in rings if len(r) > 2 and abs(_area(r)) >= SMALLEST_RING or r is biggest]
    return "".join(_ring_path(r if abs(_area(r)) >= 0.5 else _dot(r)) for r in kept)


def _dot(ring):
    x, y = ring[0]
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]


def _ring_path(ring):
    """'M10,20l3,-4h2v-1z': h and v for level and upright steps, no character more than SVG needs."""
    text, (x, y), last = f"M{ring[0][0]},{ring[0][1]}", ring[0], ""
    for nx, ny in ring[1:]:
        dx, dy = nx - x, ny - y
        command, numbers = ("h", f"{dx}") if dy == 0 else ("v", f"{dy}") if dx == 0 else ("l", _pair(dx, dy))
        joined = last == command and not numbers.startswith("-")
        text += (" " if joined else "" if last == command else command) + numbers
        x, y, last = nx, ny, command
    return text + "z"


def _pair(dx, dy):
    return f"{dx}{dy}" if dy < 0 else f"{dx},{dy}"


def _label_point(ring):
    """The whole pixel inside the ring that lies farthest from its border: where a label fits best."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    step = max(1, max(max(xs) - min(xs), max(ys) - min(ys)) // 20)
    inside = [
        (x, y)
        for x in range(min(xs), max(xs) + 1, step)
        for y in range(min(ys), max(ys) + 1, step)
        if _inside((x, y), ring)
    ] or [ring[0]]
    edges = list(zip(ring, ring[1:] + ring[:1]))
    return max(inside, key=lambda p: min(_distance2(p, a, b) for a, b in edges))


def _inside(p, ring):
    hit = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[1] > p[1]) != (b[1] > p[1]) and p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]:
            hit = not hit
    return hit


def _distance2(p, a, b):
    """Squared distance of a point from a line segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    t = max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2)) if length2 else 0
    return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2
