"""A correlation across states that is real, and all that it cannot mean. Polls: what a phrase moves within
one survey, and what three polls asked about local cooperation. Which 287(g) model today's agreements
follow, and which model the studies looked at."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..agreements.counts import latest, stock
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import BLUE, MARKS, drawing
from ..ground import tables
from ..ground.formats import dated, month_name, number, plural, share
from ..ground.places import home_state
from ..ground.sources import cite
from ..ground.tables import load
from ..ground.vocabulary import MODELS
from .by_model import by_model
from .charts import Row, intervals
from .studies import COMPARING, DIRECTIONS, OUTCOMES, margin_of_difference, margin_of_part

LIMITS, ORDERS = ("limits",), ("mandates", "mandates_287g")
GROUPS = {
    "limits": ("square", "State law limits participation"),
    "orders": ("triangle", "State law orders it or bars limits"),
    "other": ("dot", "Neither, both, or not known"),
}


def states_table() -> pd.DataFrame:
    """A row a state: agreements per 100,000 and arrests per 1,000 noncitizen adults, the same per resident,
    the group of its law.

    >>> float(states_table()[["agreements", "arrests"]].corr("spearman").iloc[0, 1].round(2))
    0.73
    """
    states = load("states").query("kind != 'territory'").set_index("state_abbr")
    adults = states["noncitizen_adults_2024"].astype(float)
    signed = states[["agreements_jem", "agreements_wso", "agreements_tfm"]].sum(axis=1)
    posture = load("state_posture").set_index("state_abbr")["shown_as"]
    law = posture.map(lambda word: "limits" if word in LIMITS else "orders" if word in ORDERS else "other")
    return pd.DataFrame(
        {
            "state": states["state"],
            "agreements": 100_000 * signed / adults,
            "arrests": 1000 * states["ice_arrests_2025_01_to_2026_07"].astype(float) / adults,
            "agreements_each": signed / states["population_2025"].astype(float),
            "arrests_each": (
                states["ice_arrests_2025_01_to_2026_07"].astype(float)
                / states["population_2025"].astype(float)
            ),
            "adults": adults,
            "law": law.reindex(states.index).fillna("other"),
        }
    )


def states_and_agreements(state: str | None = None) -> Picture:
    """Agreements and ICE arrests, both per noncitizen adults, state by state; one state may be named (without
    one, that of the place that was set).

    >>> states_and_agreements("TX").rows[0][0]
    'West Virginia'
    """
    state = state or home_state()
    table = states_table().sort_values("arrests", ascending=False)
    ranks = table.drop(columns=["state", "law"]).corr("spearman")
    small = table[table["adults"] < 20_000]
    top = table.index[:2]
    takeaway = (
        "States with more agreements have more ICE arrests: a rank correlation of"
        f" {number(ranks.loc['agreements', 'arrests'], 2)} when both are counted per noncitizen adult, and of"
        f" {number(ranks.loc['agreements_each', 'arrests_each'], 2)} per resident. Neither says that"
        " agreements make arrests. State law, the border, jail practice and federal surges differ along with"
        f" them, and {table.loc[top[0], 'state']} and {table.loc[top[1], 'state']}, far up, have fewer than"
        " 15,000 noncitizen adults each. Both are divided by the same number, which alone ties them; and"
        " most of the agreements were signed while the arrests were being counted."
    )
    return Picture(
        svg=_scatter(table, {*top, "TX", "CA", "FL", "NM", "AZ", "MS", "AR", state} - {None}),
        title="A correlation, and what it cannot mean",
        takeaway=takeaway,
        alt=(
            f"Scatter of 51 points, rising to the right. {table.loc[top[0], 'state']} and"
            f" {table.loc[top[1], 'state']} lie far up; New Mexico has many arrests and hardly any"
            " agreements."
        ),
        source=source_line(
            "states",
            "state_posture",
            note=(
                "Arrests of 19 months, by the state in which they were recorded. Noncitizen adults are"
                f" survey estimates; {share(len(small), len(table))} of states have fewer than 20,000. Axes"
                " are on a square-root scale."
            ),
        ),
        head=["State", "Agreements per 100,000", "Arrests per 1,000", "Noncitizen adults", "State law"],
        rows=[
            [
                row.state,
                number(row.agreements, 1),
                number(row.arrests, 1),
                number(row.adults),
                GROUPS[row.law][1],
            ]
            for row in table.itertuples()
        ],
        caption="Agreements and ICE arrests per noncitizen adults, by state",
        numeric=[1, 2, 3],
    )


def _scatter(table: pd.DataFrame, named: set[str]) -> str:
    left, right, top, ground = 62, 740, 44, 372

    def x(value: float) -> float:
        return left + (right - left - 20) * (value / 280) ** 0.5

    def y(value: float) -> float:
        return ground - (ground - top) * (value / 220) ** 0.5

    parts = []
    for tick in (1, 10, 50, 100, 200):
        parts.append(
            f'<path d="M{left},{y(tick):.0f}H{right}M{x(tick):.0f},{top}V{ground}"'
            f' stroke="{COLOURS["line"]}"/>'
        )
        parts.append(
            f'<text x="{left - 8}" y="{y(tick):.0f}" text-anchor="end"'
            f' dominant-baseline="central">{tick}</text><text x="{x(tick):.0f}" y="{ground + 18}"'
            f' text-anchor="middle">{tick}</text>'
        )
    place = left
    for mark, words in GROUPS.values():
        parts.append(
            f'<path transform="translate({place + 6} 14)" d="{MARKS[mark]}" fill="none" stroke="{BLUE}"'
            f' stroke-width="2"/><text x="{place + 18}" y="14" dominant-baseline="central">{words}</text>'
        )
        place += 34 + 7 * len(words)
    for _, row in table.iterrows():
        at = f"{x(row['agreements']):.0f} {y(row['arrests']):.0f}"
        fill = COLOURS["ground"] if row["law"] == "limits" else BLUE
        parts.append(
            f'<path transform="translate({at})" d="{MARKS[GROUPS[row["law"]][0]]}" fill="{fill}"'
            f' fill-opacity="0.85" stroke="{BLUE}" stroke-width="1.6"/>'
        )
    for code in sorted(named & set(table.index)):
        row = table.loc[code]
        end, step = ("end", -9) if row["agreements"] > 200 else ("start", 9)
        parts.append(
            f'<text x="{x(row["agreements"]) + step:.0f}" y="{y(row["arrests"]) - 8:.0f}" text-anchor="{end}"'
            ' font-weight="600" paint-order="stroke" stroke="#FFFFFF"'
            f' stroke-width="4">{escape(row["state"])}</text>'
        )
    parts.append(
        f'<text x="{(left + right) // 2}" y="{ground + 40}" text-anchor="middle">287(g) agreements per'
        " 100,000 noncitizen adults, July 2026</text>"
    )
    parts.append(
        f'<text transform="translate(16 {(top + ground) // 2}) rotate(-90)" text-anchor="middle">ICE arrests'
        " per 1,000 noncitizen adults</text>"
    )
    return drawing(760, 424, "".join(parts))


QUESTIONS = {"marquette-plain": "Asked plainly", "marquette-detailed": "With three facts added"}
COOPERATION = {  # what each question was about
    "pew-local-police-2025": "Police in deportation efforts",
    "fox-cooperation": "Cooperation required",
    "harvard-harris-jails": "Jails, people with crimes",
}
FOR = {"approve", "favor", "agree"}


def wording() -> Picture:
    """Share in favor under two wordings of one question, in percent, with the margin of error of each half of
    the sample.

    >>> [row[1] for row in wording().rows]
    ['56', '44']
    """
    table = load("opinion").query("response == 'favor'").set_index("question_id").loc[list(QUESTIONS)]
    part = margin_of_part(table["margin_of_error"].iloc[0], 0.5)
    both = margin_of_difference(part, part)
    first, second = table["percent"]
    poll = cite(table["source_id"].iloc[0])
    rows = [
        Row(
            QUESTIONS[id_],
            row["percent"],
            row["percent"] - part,
            row["percent"] + part,
            f"{row['percent']} (± {number(part, 1)})",
        )
        for id_, row in table.iterrows()
    ]
    takeaway = (
        f"In favor: {first} percent, and {second} percent when the question adds years of residence, a job "
        f"and no criminal record. The {first - second} points between them are more than the "
        f"{number(both, 1)} that chance allows; what differed between the two halves was the phrase. “Most "
        "favor deportation” and “most oppose it” can both be quoted from this one survey."
    )
    return Picture(
        svg=intervals(rows, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=170, line=50),
        width=620,
        title="Twelve points on a phrase",
        takeaway=takeaway,
        alt="Two dots with bars for the margin of error. "
        + " ".join(f"{row.label}: {row.text} percent in favor." for row in rows)
        + " A dashed line marks half.",
        source=(
            f"Source: {poll.publisher}, as of {dated(poll.as_of)}; table opinion."
            f" {table['sample_size'].iloc[0]:,} U.S. adults, 21 to 28 January 2026. Each question went to a"
            f" separate half of the sample: the printed margin of ± {table['margin_of_error'].iloc[0]} is for"
            f" all, and half a sample has ± {number(part, 1)}."
        ),
        head=["Exact question", "In favor (percent)", "Asked of", "Margin (points)"],
        rows=[
            [f"“{row['wording']}”", str(row["percent"]), "half of the sample", f"± {number(part, 1)}"]
            for _, row in table.iterrows()
        ],
        caption="Two wordings in one survey, January 2026",
        numeric=[1, 3],
    )


def local_cooperation() -> Picture:
    """Three polls on local cooperation with ICE, in percent in favor; known in paraphrase only.

    >>> [row[3] for row in local_cooperation().rows]
    ['50', '49', '67']
    """
    table = load("opinion").query("question_id in @COOPERATION").set_index("question_id")
    favor = table[table["response"].isin(FOR)].loc[list(COOPERATION)]
    against = table[~table["response"].isin(FOR)]["percent"]
    rows = [
        Row(
            COOPERATION[id_],
            row["percent"],
            text=f"{row['percent']} ({row['pollster'].split(' ')[0]} {row['field_end'][:4]})",
        )
        for id_, row in favor.iterrows()
    ]
    first, second, third = favor["percent"]
    takeaway = (
        f"Half and half, {first} to {against['pew-local-police-2025']}, on using state and local police in "
        "deportation "
        f"efforts; {second} to {against['fox-cooperation']} on requiring local governments to cooperate; "
        f"and {third} in "
        "favor where the question names people who have committed crimes. These are three questions to "
        "three sets of "
        "people. None of them is the question of a 287(g) agreement."
    )
    return Picture(
        svg=intervals(
            rows, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=210, line=50, size=700
        ),
        width=700,
        title="Half, or two thirds?",
        takeaway=takeaway,
        alt="Three hollow dots. "
        + " ".join(f"{row.label}: {row.text}." for row in rows)
        + " A dashed line marks half.",
        source=source_line(
            "opinion",
            note=(
                "The questions are paraphrased: we know them from reports, and no margin came with them. "
                "The third "
                "was shared by the White House. A hollow dot has no interval."
            ),
        ),
        head=["What was asked, in paraphrase", "Poll", "Asked of", "In favor (percent)", "Against (percent)"],
        rows=[
            [
                row["wording"],
                f"{row['pollster']}, {dated(row['field_end'][:7])}",
                row["population"],
                str(row["percent"]),
                str(against.get(id_, "not given")),
            ]
            for id_, row in favor.iterrows()
        ],
        caption="Three polls on local cooperation, 2025 and 2026",
        numeric=[3, 4],
    )


LEFT, WIDE, ROW = 190, 250, 58  # pixels: room for names, length of the longest bar, height of a row


def models_studied() -> Picture:
    """For each 287(g) model, its share of today's agreements and how many comparisons studied it apart.

    >>> [row[0] for row in models_studied().rows]
    ['Task Force Model', 'Warrant Service Officer', 'Jail Enforcement Model']
    """
    studies, (month, listed) = load("studies"), latest(stock(tables.rows("agreements_monthly")))
    table = by_model(studies, pd.Series(listed))
    known = studies.set_index("study_id")
    most = table.iloc[0]
    apart = {MODELS[model]: len(row.compared) for model, row in table.iterrows()}
    untold = int(((studies["model"] == "not_told") & studies["design"].isin(COMPARING)).sum())
    takeaway = (
        f"In {month_name(month)}, {number(most['share'])} percent of agreements followed the "
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
            note=(
                "A finding counts here when its source studied one model apart, or one county whose "
                "agreement was "
                "of one model (table agreements_history)."
            ),
        ),
        head=["Model", "Compared: who, what, which way", "Described only", "Agreements", "Percent of all"],
        rows=rows,
        caption=f"Agreements of {month_name(month)} and studies, by model",
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
        label = str(len(row["compared"])) if len(row["compared"]) else "none found"
        parts.append(
            f'<text x="{dots + 20 * len(row["compared"]) - (6 if row["compared"] else 8)}" y="{middle}" '
            f'dominant-baseline="central">{label}</text>'
        )
    return drawing(760, head + ROW * len(table) - 16, "".join(parts))
