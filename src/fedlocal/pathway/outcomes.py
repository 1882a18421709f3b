"""How often each end is reached: the first decisions of one year in immigration court, as one bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import accumulate

from ..drawing.guess_marks import in_table, in_words, upright_line
from ..drawing.palette import COLOURS, FONT
from ..drawing.pictures import Picture
from ..ground.formats import dated, number
from ..ground.sources import cite
from ..ground.tables import rows
from .totals import first_decisions
from .walks import read_map

YEAR = 2025
WIDTH, BAR = 760, (34, 58)  # the bar's top and height
GUESS_ABOVE = 28  # pixels for the words of a guess, above the names of the parts
FILLS = {
    "removal_order": COLOURS["muted"],
    "dropped": "#C3CBD3",
    "relief": "url(#lines)",
    "other": COLOURS["ground"],
}
LINES = (
    '<defs><pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse"'
    f' patternTransform="rotate(45)"><rect width="6" height="6" fill="{COLOURS["ground"]}"/><path d="M0,0V6"'
    f' stroke="{COLOURS["muted"]}" stroke-width="2.4"/></pattern></defs>'
)


def outcomes(guess: float | None = None) -> Picture:
    """One bar: the first decisions of immigration judges in one fiscal year, in percent, by how they came
    out. A ``guess`` of the removal orders, which come first, is drawn across it.

    >>> [row[-1] for row in outcomes().rows]
    ['63', '27', 'about 5', 'about 5']
    """
    decided = first_decisions(rows("court_outcomes"), YEAR)
    percent, steps = {row["outcome"]: row["percent"] for row in decided}, read_map().steps
    source = cite(decided[0]["source_id"])
    decisions = number(decided[0]["decisions"])
    return Picture(
        svg=_bar(decided, guess),
        title=f"First decisions in immigration court, fiscal year {YEAR}",
        takeaway=(
            f"Of {decisions} first decisions, {percent['removal_order']} of 100 were removal orders. In"
            f" {percent['dropped']} of 100 the case was dismissed or ended; an unknown part may have been"
            f" dropped to make way for expedited removal. In about {percent['relief']} of 100 the judge"
            " granted a way to stay."
        ),
        alt="One bar in four parts: "
        + "; ".join(f"{row['label']}, {_share(row)} percent" for row in decided)
        + f".{in_words(guess)}",
        source=(
            f"Source: {source.publisher}, {source.short.rpartition(', ')[2]}, as of {dated(source.as_of)};"
            " table court_outcomes. First decisions, which either side may appeal; an order is not yet a"
            " removal. Orders that officers make, such as expedited removal, are not counted here. Many"
            " cases of one year are no forecast for one case."
        ),
        head=["How it came out", "What it says, and what it leaves open", "On the map", "Percent"],
        rows=[
            *(
                [
                    row["label"],
                    row["means"],
                    steps[row["leads_to"]].mark if row["leads_to"] else "–",
                    _share(row),
                ]
                for row in decided
            ),
            *in_table(guess, 4, 3),
        ],
        caption=f"{decisions} first decisions of immigration judges in fiscal year {YEAR}",
        numeric=[3],
    )


def _share(row: Mapping) -> str:
    return f"about {row['percent']}" if row["outcome"] in ("relief", "other") else str(row["percent"])


def _bar(decided: Sequence[Mapping], guess: float | None) -> str:
    """Parts of one bar, their names over the wide ones and, staggered, under the narrow ones; a guess above
    all of it."""
    top, tall = BAR
    above = 0 if guess is None else GUESS_ABOVE
    # summed up first and rounded then, so that the last part ends where the bar does
    ends = [1 + round((WIDTH - 2) * share / 100) for share in accumulate(row["percent"] for row in decided)]
    at, narrow, parts = 1, 0, []
    for row, end in zip(decided, ends, strict=True):
        wide = end - at
        parts.append(
            f'<rect x="{at}" y="{top}" width="{wide}" height="{tall}" fill="{FILLS[row["outcome"]]}"'
            f' stroke="{COLOURS["ink"]}" stroke-width="1.2"/>'
        )
        if wide > 100:
            ink = COLOURS["ground"] if row["outcome"] == "removal_order" else COLOURS["ink"]
            parts.append(
                f'<text x="{at}" y="{top - 12}">{escape(row["label"])}</text><text x="{at + 14}"'
                f' y="{top + tall // 2}" dominant-baseline="central" font-size="24" font-weight="700"'
                f' fill="{ink}">{row["percent"]}%</text>'
            )
        else:
            y, middle = top + tall + 22 + 22 * narrow, at + wide // 2
            parts.append(
                f'<path d="M{middle},{top + tall}V{y - 5}H{middle - 6}" fill="none"'
                f' stroke="{COLOURS["muted"]}"/><text x="{middle - 10}" y="{y}"'
                f' text-anchor="end">{escape(row["label"])}: <tspan'
                f' font-weight="700">{_share(row)}%</tspan></text>'
            )
            narrow += 1
        at = end
    if guess is not None:
        x = 1 + round((WIDTH - 2) * guess / 100)
        side = "start" if x < WIDTH - 100 else "end"
        parts.append(upright_line(guess, x, 14 - above, top + tall + 6, side))
    height = top + tall + 22 * narrow + 12 + above
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-above} {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" font-family="{FONT.replace(chr(34), chr(39))}" font-size="14"'
        f' fill="{COLOURS["ink"]}">{LINES}{"".join(parts)}</svg>'
    )
