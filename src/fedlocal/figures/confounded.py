"""A correlation across states that is real, and all that it cannot mean."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..formats import number, share
from ..palette import COLOURS
from ..pictures import Picture, source_line
from ..places import home_state
from ..svg import BLUE, MARKS, drawing
from ..tables import load

LIMITS, ORDERS = ("limits",), ("mandates", "mandates_287g")
GROUPS = {"limits": ("square", "State law limits participation"), "orders": ("triangle", "State law orders it or bars limits"), "other": ("dot", "Neither, both, or not known")}


def states_table() -> pd.DataFrame:
    """A row a state: agreements per 100,000 and arrests per 1,000 noncitizen adults, the same per resident, the group of its law.

    >>> float(states_table()[["agreements", "arrests"]].corr("spearman").iloc[0, 1].round(2))
    0.73
    """
    states = load("states").query("kind != 'territory'").set_index("state_abbr")
    adults = states["noncitizen_adults_2024"].astype(float)
    signed = states[["agreements_jem", "agreements_wso", "agreements_tfm"]].sum(axis=1)
    posture = load("state_posture").set_index("state_abbr")["shown_as"]
    law = posture.map(lambda word: "limits" if word in LIMITS else "orders" if word in ORDERS else "other")
    return pd.DataFrame({
        "state": states["state"], "agreements": 100_000 * signed / adults, "arrests": 1000 * states["ice_arrests_2025_01_to_2026_07"].astype(float) / adults,
        "agreements_each": signed / states["population_2025"].astype(float), "arrests_each": states["ice_arrests_2025_01_to_2026_07"].astype(float) / states["population_2025"].astype(float),
        "adults": adults, "law": law.reindex(states.index).fillna("other"),
    })


def states_and_agreements(state: str | None = None) -> Picture:
    """Agreements and ICE arrests, both per noncitizen adults, state by state; one state may be named (without one, that of the place that was set).

    >>> states_and_agreements("TX").rows[0][0]
    'West Virginia'
    """
    state = state or home_state()
    table = states_table().sort_values("arrests", ascending=False)
    ranks = table.drop(columns=["state", "law"]).corr("spearman")
    small = table[table["adults"] < 20_000]
    top = table.index[:2]
    takeaway = (
        f"States with more agreements have more ICE arrests: a rank correlation of {number(ranks.loc['agreements', 'arrests'], 2)} when both are counted per noncitizen adult, and of "
        f"{number(ranks.loc['agreements_each', 'arrests_each'], 2)} per resident. Neither says that agreements make arrests. State law, the border, jail practice and federal surges differ along with them, and "
        f"{table.loc[top[0], 'state']} and {table.loc[top[1], 'state']}, far up, have fewer than 15,000 noncitizen adults each. Both are divided by the same number, which alone ties them; and most of the agreements were signed while the arrests were being counted."
    )
    return Picture(
        svg=_scatter(table, {*top, "TX", "CA", "FL", "NM", "AZ", "MS", "AR", state} - {None}), title="A correlation, and what it cannot mean", takeaway=takeaway,
        alt=f"Scatter of 51 points, rising to the right. {table.loc[top[0], 'state']} and {table.loc[top[1], 'state']} lie far up; New Mexico has many arrests and hardly any agreements.",
        source=source_line("states", "state_posture", note=(
            f"Arrests of 19 months, by the state in which they were recorded. Noncitizen adults are survey estimates; {share(len(small), len(table))} of states have fewer than 20,000. Axes are on a square-root scale.")),
        head=["State", "Agreements per 100,000", "Arrests per 1,000", "Noncitizen adults", "State law"],
        rows=[[row.state, number(row.agreements, 1), number(row.arrests, 1), number(row.adults), GROUPS[row.law][1]] for row in table.itertuples()],
        caption="Agreements and ICE arrests per noncitizen adults, by state", numeric=[1, 2, 3],
    )


def _scatter(table: pd.DataFrame, named: set[str]) -> str:
    left, right, top, ground = 62, 740, 44, 372

    def x(value: float) -> float:
        return left + (right - left - 20) * (value / 280) ** 0.5

    def y(value: float) -> float:
        return ground - (ground - top) * (value / 220) ** 0.5

    parts = []
    for tick in (1, 10, 50, 100, 200):
        parts.append(f'<path d="M{left},{y(tick):.0f}H{right}M{x(tick):.0f},{top}V{ground}" stroke="{COLOURS["line"]}"/>')
        parts.append(f'<text x="{left - 8}" y="{y(tick):.0f}" text-anchor="end" dominant-baseline="central">{tick}</text><text x="{x(tick):.0f}" y="{ground + 18}" text-anchor="middle">{tick}</text>')
    place = left
    for mark, words in GROUPS.values():
        parts.append(f'<path transform="translate({place + 6} 14)" d="{MARKS[mark]}" fill="none" stroke="{BLUE}" stroke-width="2"/><text x="{place + 18}" y="14" dominant-baseline="central">{words}</text>')
        place += 34 + 7 * len(words)
    for code, row in table.iterrows():
        at = f"{x(row['agreements']):.0f} {y(row['arrests']):.0f}"
        fill = COLOURS["ground"] if row["law"] == "limits" else BLUE
        parts.append(f'<path transform="translate({at})" d="{MARKS[GROUPS[row["law"]][0]]}" fill="{fill}" fill-opacity="0.85" stroke="{BLUE}" stroke-width="1.6"/>')
    for code in sorted(named & set(table.index)):
        row = table.loc[code]
        end, step = ("end", -9) if row["agreements"] > 200 else ("start", 9)
        parts.append(f'<text x="{x(row["agreements"]) + step:.0f}" y="{y(row["arrests"]) - 8:.0f}" text-anchor="{end}" font-weight="600" paint-order="stroke" stroke="#FFFFFF" stroke-width="4">{escape(row["state"])}</text>')
    parts.append(f'<text x="{(left + right) // 2}" y="{ground + 40}" text-anchor="middle">287(g) agreements per 100,000 noncitizen adults, July 2026</text>')
    parts.append(f'<text transform="translate(16 {(top + ground) // 2}) rotate(-90)" text-anchor="middle">ICE arrests per 1,000 noncitizen adults</text>')
    return drawing(760, 424, "".join(parts))
