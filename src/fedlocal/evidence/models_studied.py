"""Which 287(g) model today's agreements follow, and which model the studies looked at."""

from __future__ import annotations

from collections.abc import Mapping

from ..agreements.counts import latest, stock
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import BLUE, MARKS, drawing
from ..ground.formats import month_name, number, plural
from ..ground.tables import keyed, rows
from ..ground.vocabulary import MODELS
from .by_model import Coverage, by_model
from .studies import COMPARING, DIRECTIONS, OUTCOMES

LEFT, WIDE, ROW = 190, 250, 58  # pixels: room for names, length of the longest bar, height of a row


def models_studied() -> Picture:
    """For each 287(g) model, its share of today's agreements and how many comparisons studied it apart.

    >>> [row[0] for row in models_studied().rows]
    ['Task Force Model', 'Warrant Service Officer', 'Jail Enforcement Model']
    """
    month, listed = latest(stock(rows("agreements_monthly")))
    table = by_model(rows("studies"), listed)
    first, most = next(iter(table.items()))
    apart = {model: len(row.compared) for model, row in table.items()}
    untold = sum(row["model"] == "not_told" and row["design"] in COMPARING for row in rows("studies"))
    takeaway = (
        f"In {month_name(month)}, {number(most.share)} percent of agreements followed the {MODELS[first]}."
        f" Of the comparisons in the grid, {plural(apart[first], 'finding')} studied that model by itself,"
        f" {apart['jem']} the jail model, and {apart['wso'] or 'none'} the warrant service model. Another"
        f" {untold} do not tell the models apart. All of them are about agreements of years before 2025."
    )
    return Picture(
        svg=_drawn(table),
        title="Which model was studied?",
        takeaway=takeaway,
        alt="Three rows. "
        + " ".join(
            f"{MODELS[model]}: {number(row.share, 1)} percent of agreements,"
            f" {plural(apart[model], 'comparison')}."
            for model, row in table.items()
        ),
        source=source_line(
            "agreements_monthly",
            "studies",
            note=(
                "A finding counts here when its source studied one model apart, or one county whose "
                "agreement was "
                "of one model (table agreements_history)."
            ),
        ),
        head=["Model", "Compared: who, what, which way", "Described only", "Agreements", "Percent of all"],
        rows=[
            [
                MODELS[model],
                _named(row.compared),
                _named(row.described),
                number(row.agreements),
                number(row.share, 1),
            ]
            for model, row in table.items()
        ],
        caption=f"Agreements of {month_name(month)} and studies, by model",
        numeric=[3, 4],
    )


def _named(ids: list[str]) -> str:
    """Findings in words: authors, year, what was measured and which way it went."""
    if not ids:
        return "none found"
    known = keyed("studies", "study_id")
    return "; ".join(
        f"{row['who']} ({row['year']}): {OUTCOMES[row['outcome']].lower()}, "
        f"{' '.join(DIRECTIONS[row['direction']]).lower()}"
        for row in (known[id_] for id_ in ids)
    )


def _drawn(table: Mapping[str, Coverage]) -> str:
    head = 34
    dots = LEFT + WIDE + 96
    parts = [
        f'<text x="{LEFT}" y="14" fill="{COLOURS["muted"]}">Share of agreements today</text>',
        f'<text x="{dots - 8}" y="14" fill="{COLOURS["muted"]}">Comparisons that studied it apart</text>',
    ]
    widest = max(row.share for row in table.values())
    for place, (model, row) in enumerate(table.items()):
        y, long = head + ROW * place, max(round(WIDE * row.share / widest), 1)
        middle = y + 14
        parts.append(
            f'<text x="{LEFT - 14}" y="{middle}" text-anchor="end" dominant-baseline="central" '
            f'font-weight="600">{MODELS[model]}</text>'
        )
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{long}" height="28" fill="{COLOURS[model]}"/>')
        parts.append(
            f'<text x="{LEFT + long + 8}" y="{middle}" '
            f'dominant-baseline="central">{number(row.share)}%</text>'
        )
        for step in range(len(row.compared)):
            parts.append(
                f'<path transform="translate({dots + 20 * step} {middle})" d="{MARKS["diamond"]}" '
                f'fill="{BLUE}"/>'
            )
        label = str(len(row.compared)) if row.compared else "none found"
        parts.append(
            f'<text x="{dots + 20 * len(row.compared) - (6 if row.compared else 8)}" y="{middle}" '
            f'dominant-baseline="central">{label}</text>'
        )
    return drawing(760, head + ROW * len(table) - 16, "".join(parts))
