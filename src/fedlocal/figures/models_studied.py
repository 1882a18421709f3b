"""Which 287(g) model today's agreements follow, and which model the studies looked at."""

from __future__ import annotations

import pandas as pd

from ..agreements import stock
from ..evidence import COMPARING, DIRECTIONS, OUTCOMES
from ..formats import month_name, number, plural
from ..palette import COLOURS
from ..pictures import Picture, source_line
from ..studied import by_model
from ..svg import BLUE, MARKS, drawing
from ..tables import load
from ..vocabulary import MODELS

LEFT, WIDE, ROW = 190, 250, 58  # pixels: room for names, length of the longest bar, height of a row


def models_studied() -> Picture:
    """For each 287(g) model, its share of today's agreements and how many comparisons studied it apart.

    >>> [row[0] for row in models_studied().rows]
    ['Task Force Model', 'Warrant Service Officer', 'Jail Enforcement Model']
    """
    studies, listed = load("studies"), stock(load("agreements_monthly")).dropna().iloc[-1]
    table = by_model(studies, listed)
    known = studies.set_index("study_id")
    most = table.iloc[0]
    apart = {MODELS[model]: len(row.compared) for model, row in table.iterrows()}
    untold = int(((studies["model"] == "not_told") & studies["design"].isin(COMPARING)).sum())
    takeaway = (
        f"In {month_name(listed.name)}, {number(most['share'])} percent of agreements followed the "
        f"{MODELS[table.index[0]]}. Of the comparisons in the grid, "
        f"{plural(len(most['compared']), 'finding')} "
        f"studied that model by itself, {apart[MODELS['jem']]} the jail model, and "
        f"{apart[MODELS['wso']] or 'none'} the warrant service model. Another {untold} do not tell the "
        "models "
        "apart. All of them are about agreements of years before 2025."
    )
    rows = [
        [
            MODELS[model],
            _named(known, row.compared),
            _named(known, row.described),
            number(row.agreements),
            number(row.share, 1),
        ]
        for model, row in table.iterrows()
    ]
    return Picture(
        svg=_drawn(table),
        title="Which model was studied?",
        takeaway=takeaway,
        alt="Three rows. "
        + " ".join(
            f"{row[0]}: {row[4]} percent of agreements, {plural(apart[row[0]], 'comparison')}."
            for row in rows
        ),
        source=source_line(
            "agreements_monthly",
            "studies",
            note="A finding counts here when its source studied one model apart, or one county whose "
            "agreement was "
            "of one model (table agreements_history).",
        ),
        head=["Model", "Compared: who, what, which way", "Described only", "Agreements", "Percent of all"],
        rows=rows,
        caption=f"Agreements of {month_name(listed.name)} and studies, by model",
        numeric=[3, 4],
    )


def _named(known: pd.DataFrame, ids: list[str]) -> str:
    """Findings in words: authors, year, what was measured and which way it went."""
    if not ids:
        return "none found"
    rows = known.loc[ids]
    return "; ".join(
        f"{row.who} ({row.year}): {OUTCOMES[row.outcome].lower()}, "
        f"{' '.join(DIRECTIONS[row.direction]).lower()}"
        for row in rows.itertuples()
    )


def _drawn(table: pd.DataFrame) -> str:
    head = 34
    dots = LEFT + WIDE + 96
    parts = [
        f'<text x="{LEFT}" y="14" fill="{COLOURS["muted"]}">Share of agreements today</text>',
        f'<text x="{dots - 8}" y="14" fill="{COLOURS["muted"]}">Comparisons that studied it apart</text>',
    ]
    for place, (model, row) in enumerate(table.iterrows()):
        y, long = head + ROW * place, max(round(WIDE * row["share"] / table["share"].max()), 1)
        middle = y + 14
        parts.append(
            f'<text x="{LEFT - 14}" y="{middle}" text-anchor="end" dominant-baseline="central" '
            f'font-weight="600">{MODELS[model]}</text>'
        )
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{long}" height="28" fill="{COLOURS[model]}"/>')
        parts.append(
            f'<text x="{LEFT + long + 8}" y="{middle}" '
            f'dominant-baseline="central">{number(row["share"])}%</text>'
        )
        for step in range(len(row["compared"])):
            parts.append(
                f'<path transform="translate({dots + 20 * step} {middle})" d="{MARKS["diamond"]}" '
                f'fill="{BLUE}"/>'
            )
        said = str(len(row["compared"])) if len(row["compared"]) else "none found"
        parts.append(
            f'<text x="{dots + 20 * len(row["compared"]) - (6 if row["compared"] else 8)}" y="{middle}" '
            f'dominant-baseline="central">{said}</text>'
        )
    return drawing(760, head + ROW * len(table) - 16, "".join(parts))
