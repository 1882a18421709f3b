"""Which way each state's law points, as a map that can be read without colour."""

from __future__ import annotations

from ..drawing.guess_marks import in_table, ruler, ruler_in_words
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import drawing, text
from ..ground.formats import dated
from ..ground.places import home_state
from ..ground.tables import keyed, rows
from ..law.state_laws import CONFIDENCE, POSTURES

WIDTH, HEIGHT, CELL = 975, 610, 12
# Ground and lines of each posture. Lines differ in kind, so that the map reads in grey; colours belong to no
# camp.
FILLS = {
    "limits": (
        "#CFE3E0",
        '<circle cx="3" cy="3" r="1.7" fill="#0F5C55"/><circle cx="9" cy="9" r="1.7" fill="#0F5C55"/>',
    ),
    "mandates": (
        "#F6E3BC",
        f'<path d="M-3,15L15,-3M-3,3L3,-3M9,15L15,9" stroke="{COLOURS["state"]}" stroke-width="1.5"/>',
    ),
    "mandates_287g": (
        "#E3B65C",
        '<path d="M-3,15L15,-3M-3,3L3,-3M9,15L15,9M-3,-3L15,15" stroke="#5C4100" stroke-width="1.7"/>',
    ),
    "mixed_or_executive": ("#E6E0F0", '<path d="M0,3H12M0,9H12" stroke="#5B3A8E" stroke-width="1.3"/>'),
    "no_statewide_rule": ("#FFFFFF", ""),
    "not_verified": ("#EEF1F4", f'<text x="2.5" y="10.5" font-size="11" fill="{COLOURS["muted"]}">?</text>'),
}
CROWDED = ("CT", "DC", "DE", "MA", "MD", "NH", "NJ", "RI", "VT")  # too small for their letters


def postures(state: str | None = None, guess: float | None = None) -> Picture:
    """A map of the states by posture on cooperation, with a table of all of them; one state may be outlined.

    ``state`` is a postal abbreviation; by default the state of the county that was chosen, if one was. A
    ``guess`` of how many require participation stands on a bar of its own.

    >>> postures().title
    'Which way state law points'
    """
    state = state or home_state()
    names = {code: row["state"] for code, row in keyed("states", "state_abbr").items()}
    table = sorted(rows("state_posture"), key=lambda row: names[row["state_abbr"]])
    labels = {row["state_abbr"]: row["shown_as"] for row in table}
    counts = {name: sum(label == name for label in labels.values()) for name in POSTURES}
    order = counts["mandates"] + counts["mandates_287g"]
    rest = len(labels) - order - counts["limits"]
    compared = (order, guess, len(labels), f"of {len(labels)} places")
    return Picture(
        width=900,
        ruler="" if guess is None else ruler(*compared),
        ruler_alt=ruler_in_words(*compared),
        svg=draw(labels, counts, state),
        title="Which way state law points",
        takeaway=(
            f"In {counts['limits']} of {len(labels)} places a statute limits participation; in {order} a"
            f" statute requires it or bars local limits, and {counts['mandates_287g']} of those require jails"
            f" to join 287(g) or to apply. In the other {rest} the law is mixed, no statewide rule was found,"
            " or it is unknown."
        ),
        alt="Map of the states by posture, each with its own pattern. "
        + " ".join(
            f"{POSTURES[name][1]}: {', '.join(code for code in sorted(labels) if labels[code] == name)}."
            for name in POSTURES
        ),
        source=source_line(
            "state_posture",
            "state_shapes",
            note=(
                "The rule: “limits” and “requires” need a statute, and one clause is enough: Utah’s act,"
                " which we could confirm on sharing status only, counts as a requirement. Rulings, orders and"
                " opinions that limit participation, as in Massachusetts, Minnesota and Rhode Island, are"
                " under “mixed”. A label says nothing of what agencies do."
            ),
        ),
        head=["State", "Posture", "How we know", "As of"],
        rows=[
            *(
                [
                    names[row["state_abbr"]],
                    " ".join(POSTURES[row["shown_as"]]),
                    CONFIDENCE[row["confidence"]],
                    dated(row["as_of"]),
                ]
                for row in table
            ),
            *in_table(guess, 4, 1),
        ],
        caption="Each state’s posture by one stated rule, with what it rests on",
    )


def draw(labels: dict[str, str], counts: dict[str, int], marked: str | None = None) -> str:
    """The map as SVG text. ``labels`` gives each state's posture, ``counts`` the number of states with each.

    >>> draw({"TX": "mandates_287g"}, dict.fromkeys(POSTURES, 0)).count("<path") > 51
    True
    """
    patterns = "".join(
        f'<pattern id="{name}" width="{CELL}" height="{CELL}" patternUnits="userSpaceOnUse"><rect'
        f' width="{CELL}" height="{CELL}" fill="{ground}"/>{lines}</pattern>'
        for name, (ground, lines) in FILLS.items()
    )
    paths, names, outline = [], [], ""
    for row in rows("state_shapes"):
        code, path = row["state_abbr"], row["path"]
        paths.append(f'<path d="{path}" fill="url(#{labels.get(code, "not_verified")})"/>')
        if code == marked:
            outline = f'<path d="{path}" fill="none" stroke="{COLOURS["ink"]}" stroke-width="4"/>'
        if code not in CROWDED:
            names.append(f'<text x="{row["label_x"]}" y="{row["label_y"]}">{code}</text>')
    letters = (
        '<g font-size="15" font-weight="600" text-anchor="middle" dominant-baseline="central"'
        f' paint-order="stroke" stroke="#FFFFFF" stroke-width="4">{"".join(names)}</g>'
    )
    body = (
        f'<defs>{patterns}</defs><g stroke="#6B7A88" stroke-width="1"'
        f' stroke-linejoin="round">{"".join(paths)}{outline}</g>{letters}{_legend(counts)}'
    )
    return drawing(WIDTH, HEIGHT + 232, body)


def _legend(counts: dict[str, int]) -> str:
    parts = []
    for place, (name, (_, label)) in enumerate(POSTURES.items()):
        y = HEIGHT + 14 + 36 * place  # one under the other, in letters that stay readable at half the size
        parts.append(
            f'<rect x="16" y="{y}" width="38" height="26" rx="3" fill="url(#{name})" stroke="#6B7A88"/>'
        )
        parts.append(text(66, y + 14, f"{label} ({counts[name]})", size=20))
    return "".join(parts)
