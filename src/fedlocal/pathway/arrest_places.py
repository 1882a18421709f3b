"""Where ICE makes its arrests, by the shares that two publishers printed: jail, prison, community."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import BLUE, drawing
from ..ground.formats import day_name
from ..ground.tables import load

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


def arrest_places() -> pd.DataFrame:
    """The printed shares as parts of a whole: ``publisher``, ``when``, ``place``, ``label``, ``percent``.

    What a publisher's parts leave out is a row of its own: custody that TRAC does not break down, and
    everything but local jails for the Prison Policy Initiative.

    >>> arrest_places().groupby("publisher")["percent"].sum().tolist()
    [100, 100]
    """
    parts = []
    for (publisher, start, end), rows in load("arrest_methods").groupby(
        ["publisher", "period_start", "period_end"], sort=False
    ):
        printed = rows.set_index("place")["percent"]
        whole = {name: int(printed[name]) for name in FILLS if name in printed}
        if "custody" in printed:
            whole["other_custody"] = int(printed["custody"]) - sum(
                share for name, share in whole.items() if name != "community"
            )
        else:
            whole["rest"] = 100 - sum(whole.values())
        labels = {**REST, **rows.set_index("place")["label"]}
        when = f"{day_name(start)} to {day_name(end)}"
        parts += [(publisher, when, name, labels[name], whole[name]) for name in FILLS if name in whole]
    return pd.DataFrame(parts, columns=["publisher", "when", "place", "label", "percent"])


def where_arrests_happen() -> Picture:
    """ICE's arrests inside the country by where they were made, in percent, by two publishers' counts.

    >>> where_arrests_happen().rows[0][2:]
    ['Local jails', '41']
    """
    table = arrest_places()
    share = table.set_index(["publisher", "place"])["percent"]
    older, newer = table["publisher"].unique()
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
    rows = [
        [row.when, row.publisher, row.label + (" (the rest)" if row.place in REST else ""), str(row.percent)]
        for row in table.itertuples()
    ]
    return Picture(
        svg=_drawn(table),
        title="Jail or community: where ICE makes its arrests",
        takeaway=takeaway,
        alt="Two bars that each stand for all of ICE’s arrests. "
        + " ".join(
            f"{when}: "
            + ", ".join(f"{row.label.lower()} {row.percent} percent" for row in rows_.itertuples())
            + "."
            for when, rows_ in table.groupby("when", sort=False)
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
        rows=rows,
        caption="ICE arrests by where they were made, as published",
        numeric=[3],
    )


def _drawn(table: pd.DataFrame) -> str:
    parts, top = [_patterns()], 0
    for (publisher, when), rows in table.groupby(["publisher", "when"], sort=False):
        parts.append(f'<text x="{LEFT}" y="{top + 18}" font-weight="600">{escape(when)}</text>')
        parts.append(
            f'<text x="{LEFT + WIDE}" y="{top + 18}" text-anchor="end" fill="{COLOURS["muted"]}">'
            f"counted by {escape(publisher)}</text>"
        )
        x = LEFT
        for row in rows.itertuples():
            long = round(WIDE * row.percent / 100)
            parts.append(
                f'<rect x="{x}" y="{top + 28}" width="{long}" height="{BAR}" fill="{FILLS[row.place]}" '
                f'stroke="{COLOURS["ink"]}" stroke-width="1.4"/>'
            )
            parts.append(
                f'<text x="{x + 2}" y="{top + 28 + BAR + 18}">{escape(row.label)}</text>'
                f'<text x="{x + 2}" y="{top + 28 + BAR + 36}" font-weight="700">{row.percent}%</text>'
            )
            x += long
        top += 28 + BAR + 60
    return drawing(LEFT + WIDE + 8, top - 12, "".join(parts))


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
