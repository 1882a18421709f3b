"""Where ICE makes its arrests, by the shares that two publishers printed: jail, prison, community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import BLUE, drawing
from ..ground.formats import day_name
from ..ground.tables import rows

FILLS = {  # in the order of the bar; a pattern beside the color
    "local_jails": BLUE,
    "prisons": "url(#prisons)",
    "agreement_287g": COLOURS["ink"],
    "other_custody": "url(#other)",
    "community": COLOURS["ground"],
    "rest": COLOURS["ground"],
}
REST = {"other_custody": "Other", "rest": "All other places together"}
LEFT, WIDE, BAR = 4, 744, 34  # pixels: where the bars begin, how long all arrests are, how thick


class ArrestPlace(NamedTuple):
    """What part of ICE's arrests, in percent, one publisher counted at one place in one period."""

    publisher: str
    when: str
    place: str
    label: str
    percent: int


def arrest_places() -> list[ArrestPlace]:
    """The printed shares as parts of a whole, publisher by publisher, each in the order of the bar.

    What a publisher's parts leave out is a part of its own: custody that TRAC does not break down, and
    everything but local jails for the Prison Policy Initiative.

    >>> [part.percent for part in arrest_places() if part.place == "local_jails"]
    [41, 48]
    """
    return [
        ArrestPlace(publisher, f"{day_name(start)} to {day_name(end)}", place, label, percent)
        for (publisher, start, end), printed in groupby(rows("arrest_methods"), _count)
        for place, label, percent in _whole(list(printed))
    ]


def _count(row: Mapping) -> tuple:
    return row["publisher"], row["period_start"], row["period_end"]


def _whole(printed: Sequence[Mapping]) -> list[tuple[str, str, int]]:
    """Place, label and percent of each part of one count, with the part that is not printed."""
    percent = {row["place"]: row["percent"] for row in printed}
    labels = {**REST, **{row["place"]: row["label"] for row in printed}}
    whole = {place: percent[place] for place in FILLS if place in percent}
    if "custody" in percent:
        broken_down = sum(share for place, share in whole.items() if place != "community")
        whole["other_custody"] = percent["custody"] - broken_down
    else:
        whole["rest"] = 100 - sum(whole.values())
    return [(place, labels[place], whole[place]) for place in FILLS if place in whole]


def where_arrests_happen() -> Picture:
    """ICE's arrests inside the country by where they were made, in percent, by two publishers' counts.

    >>> where_arrests_happen().rows[0][2:]
    ['Local jails', '41']
    """
    parts = arrest_places()
    share = {(part.publisher, part.place): part.percent for part in parts}
    older, newer = dict.fromkeys(part.publisher for part in parts)
    takeaway = (
        f"Between January and October 2025 ICE made {share[newer, 'local_jails']} percent of its arrests "
        "out of "
        f"local jails and other lock-ups. That is the count of the {newer}, which works against such "
        "cooperation. "
        f"In 2017 and 2018 TRAC counted {share[older, 'local_jails']} percent from local jails, "
        f"{share[older, 'community']} percent in the community, and {share[older, 'agreement_287g']} "
        "percent under "
        "287(g). The jail shares are not 287(g) arrests, because jails without an agreement are in them."
    )
    return Picture(
        svg=_drawn(parts),
        title="Jail or community: where ICE makes its arrests",
        takeaway=takeaway,
        alt="Two bars that each stand for all of ICE’s arrests. "
        + " ".join(
            f"{when}: " + ", ".join(f"{part.label.lower()} {part.percent} percent" for part in counted) + "."
            for (_, when), counted in groupby(parts, _bar)
        ),
        source=source_line(
            "arrest_methods",
            note=(
                "The two publishers count by rules of their own, so a change between the bars may be a "
                "change of "
                "rules. Where somebody was arrested does not say what for."
            ),
        ),
        head=["Period", "Counted by", "Where", "Percent of ICE’s arrests"],
        rows=[
            [
                part.when,
                part.publisher,
                part.label + (" (the rest)" if part.place in REST else ""),
                str(part.percent),
            ]
            for part in parts
        ],
        caption="ICE arrests by where they were made, as published",
        numeric=[3],
    )


def _bar(part: ArrestPlace) -> tuple[str, str]:
    """To which bar a part belongs: its publisher and its period."""
    return part.publisher, part.when


def _drawn(parts: Sequence[ArrestPlace]) -> str:
    drawn, top = [_patterns()], 0
    for (publisher, when), counted in groupby(parts, _bar):
        drawn.append(f'<text x="{LEFT}" y="{top + 18}" font-weight="600">{escape(when)}</text>')
        drawn.append(
            f'<text x="{LEFT + WIDE}" y="{top + 18}" text-anchor="end" fill="{COLOURS["muted"]}">'
            f"counted by {escape(publisher)}</text>"
        )
        x = LEFT
        for part in counted:
            long = round(WIDE * part.percent / 100)
            drawn.append(
                f'<rect x="{x}" y="{top + 28}" width="{long}" height="{BAR}" fill="{FILLS[part.place]}" '
                f'stroke="{COLOURS["ink"]}" stroke-width="1.4"/>'
            )
            drawn.append(
                f'<text x="{x + 2}" y="{top + 28 + BAR + 18}">{escape(part.label)}</text>'
                f'<text x="{x + 2}" y="{top + 28 + BAR + 36}" font-weight="700">{part.percent}%</text>'
            )
            x += long
        top += 28 + BAR + 60
    return drawing(LEFT + WIDE + 8, top - 12, "".join(drawn))


def _patterns() -> str:
    lines = {"prisons": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "other": "M0,4h8"}
    return (
        "<defs>"
        + "".join(
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            '<rect width="8" height="8" fill="#FFFFFF"/>'
            f'<path d="{path}" stroke="{BLUE}" stroke-width="1.8"/></pattern>'
            for name, path in lines.items()
        )
        + "</defs>"
    )
