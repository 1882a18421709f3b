"""A correlation across states that is real, and all that it cannot mean. Polls: what a phrase moves within
one survey, and what three polls asked about local cooperation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import BLUE, MARKS, drawing
from ..ground.formats import dated, number, share
from ..ground.places import home_state
from ..ground.sources import cite
from ..ground.tables import rows
from .charts import Row, intervals
from .studies import margin_of_difference, margin_of_part, rank_correlation

LIMITS, ORDERS = ("limits",), ("mandates", "mandates_287g")
NAMED = ("TX", "CA", "FL", "NM", "AZ", "MS", "AR")  # with their name in the scatter, beside the top two
GROUPS = {
    "limits": ("square", "State law limits participation"),
    "orders": ("triangle", "State law orders it or bars limits"),
    "other": ("dot", "Neither, both, or not known"),
}


@dataclass(frozen=True)
class State:
    """A state in the scatter: agreements per 100,000 and arrests per 1,000 noncitizen ``adults``, both per
    resident (``..._each``), and the group of its ``law`` (a key of ``GROUPS``)."""

    name: str
    agreements: float
    arrests: float
    agreements_each: float
    arrests_each: float
    adults: int
    law: str


def states_table() -> dict[str, State]:
    """The states and the District by their postal abbreviation, most arrests per noncitizen adult first.

    >>> table = states_table()
    >>> next(iter(table)), len(table)
    ('WV', 51)
    """
    postures = {row["state_abbr"]: row["shown_as"] for row in rows("state_posture")}
    states = {
        row["state_abbr"]: _state(row, postures[row["state_abbr"]])
        for row in rows("states")
        if row["kind"] != "territory"
    }
    return dict(sorted(states.items(), key=lambda item: -item[1].arrests))


def _state(row: Mapping, posture: str) -> State:
    signed = row["agreements_jem"] + row["agreements_wso"] + row["agreements_tfm"]
    arrests, adults = row["ice_arrests_2025_01_to_2026_07"], row["noncitizen_adults_2024"]
    return State(
        name=row["state"],
        agreements=100_000 * signed / adults,
        arrests=1000 * arrests / adults,
        agreements_each=signed / row["population_2025"],
        arrests_each=arrests / row["population_2025"],
        adults=adults,
        law="limits" if posture in LIMITS else "orders" if posture in ORDERS else "other",
    )


def states_and_agreements(state: str | None = None) -> Picture:
    """Agreements and ICE arrests, both per noncitizen adults, state by state; one state may be named (without
    one, that of the place that was set).

    >>> states_and_agreements("TX").rows[0][0]
    'West Virginia'
    """
    state = state or home_state()
    table = states_table()
    states = list(table.values())
    per_adult = rank_correlation([row.agreements for row in states], [row.arrests for row in states])
    per_resident = rank_correlation(
        [row.agreements_each for row in states], [row.arrests_each for row in states]
    )
    small = [row for row in states if row.adults < 20_000]
    first, second = (row.name for row in states[:2])
    takeaway = (
        "States with more agreements have more ICE arrests: a rank correlation of"
        f" {number(per_adult, 2)} when both are counted per noncitizen adult, and of"
        f" {number(per_resident, 2)} per resident. Neither says that agreements make arrests. State law, the"
        f" border, jail practice and federal surges differ along with them, and {first} and {second}, far up,"
        " have fewer than 15,000 noncitizen adults each. Both are divided by the same number, which alone"
        " ties them; and most of the agreements were signed while the arrests were being counted."
    )
    return Picture(
        svg=_scatter(table, {*list(table)[:2], *NAMED, state or ""}),
        title="A correlation, and what it cannot mean",
        takeaway=takeaway,
        alt=(
            f"Scatter of 51 points, rising to the right. {first} and {second} lie far up; New Mexico has many"
            " arrests and hardly any agreements."
        ),
        source=source_line(
            "states",
            "state_posture",
            note=(
                "Arrests of 19 months, by the state in which they were recorded. Noncitizen adults are"
                f" survey estimates; {share(len(small), len(states))} of states have fewer than 20,000. Axes"
                " are on a square-root scale."
            ),
        ),
        head=["State", "Agreements per 100,000", "Arrests per 1,000", "Noncitizen adults", "State law"],
        rows=[
            [
                row.name,
                number(row.agreements, 1),
                number(row.arrests, 1),
                number(row.adults),
                GROUPS[row.law][1],
            ]
            for row in states
        ],
        caption="Agreements and ICE arrests per noncitizen adults, by state",
        numeric=[1, 2, 3],
    )


def _scatter(table: Mapping[str, State], named: set[str]) -> str:
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
    for row in table.values():
        at = f"{x(row.agreements):.0f} {y(row.arrests):.0f}"
        fill = COLOURS["ground"] if row.law == "limits" else BLUE
        parts.append(
            f'<path transform="translate({at})" d="{MARKS[GROUPS[row.law][0]]}" fill="{fill}"'
            f' fill-opacity="0.85" stroke="{BLUE}" stroke-width="1.6"/>'
        )
    for code in sorted(named & set(table)):
        row = table[code]
        end, step = ("end", -9) if row.agreements > 200 else ("start", 9)
        parts.append(
            f'<text x="{x(row.agreements) + step:.0f}" y="{y(row.arrests) - 8:.0f}" text-anchor="{end}"'
            ' font-weight="600" paint-order="stroke" stroke="#FFFFFF"'
            f' stroke-width="4">{escape(row.name)}</text>'
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
    favor = {row["question_id"]: row for row in rows("opinion") if row["response"] == "favor"}
    halves = [favor[id_] for id_ in QUESTIONS]
    part = margin_of_part(halves[0]["margin_of_error"], 0.5)
    both = margin_of_difference(part, part)
    first, second = (row["percent"] for row in halves)
    poll = cite(halves[0]["source_id"])
    lines = [
        Row(
            QUESTIONS[row["question_id"]],
            row["percent"],
            row["percent"] - part,
            row["percent"] + part,
            f"{row['percent']} (± {number(part, 1)})",
        )
        for row in halves
    ]
    takeaway = (
        f"In favor: {first} percent, and {second} percent when the question adds years of residence, a job "
        f"and no criminal record. The {first - second} points between them are more than the "
        f"{number(both, 1)} that chance allows; what differed between the two halves was the phrase. “Most "
        "favor deportation” and “most oppose it” can both be quoted from this one survey."
    )
    return Picture(
        svg=intervals(lines, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=170, line=50),
        width=620,
        title="Twelve points on a phrase",
        takeaway=takeaway,
        alt="Two dots with bars for the margin of error. "
        + " ".join(f"{line.label}: {line.text} percent in favor." for line in lines)
        + " A dashed line marks half.",
        source=(
            f"Source: {poll.publisher}, as of {dated(poll.as_of)}; table opinion."
            f" {halves[0]['sample_size']:,} U.S. adults, 21 to 28 January 2026. Each question went to a"
            f" separate half of the sample: the printed margin of ± {halves[0]['margin_of_error']} is for"
            f" all, and half a sample has ± {number(part, 1)}."
        ),
        head=["Exact question", "In favor (percent)", "Asked of", "Margin (points)"],
        rows=[
            [f"“{row['wording']}”", str(row["percent"]), "half of the sample", f"± {number(part, 1)}"]
            for row in halves
        ],
        caption="Two wordings in one survey, January 2026",
        numeric=[1, 3],
    )


def local_cooperation() -> Picture:
    """Three polls on local cooperation with ICE, in percent in favor; known in paraphrase only.

    >>> [row[3] for row in local_cooperation().rows]
    ['50', '49', '67']
    """
    found = {row["question_id"]: row for row in rows("opinion") if row["response"] in FOR}
    favor = [found[id_] for id_ in COOPERATION]
    against = {row["question_id"]: row["percent"] for row in rows("opinion") if row["response"] not in FOR}
    lines = [
        Row(
            COOPERATION[row["question_id"]],
            row["percent"],
            text=f"{row['percent']} ({row['pollster'].split(' ')[0]} {row['field_end'][:4]})",
        )
        for row in favor
    ]
    first, second, third = (row["percent"] for row in favor)
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
            lines, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=210, line=50, size=700
        ),
        width=700,
        title="Half, or two thirds?",
        takeaway=takeaway,
        alt="Three hollow dots. "
        + " ".join(f"{line.label}: {line.text}." for line in lines)
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
                str(against.get(row["question_id"], "not given")),
            ]
            for row in favor
        ],
        caption="Three polls on local cooperation, 2025 and 2026",
        numeric=[3, 4],
    )
