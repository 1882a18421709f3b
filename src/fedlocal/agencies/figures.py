"""How many people: police of the states and localities beside ICE, and what such counts leave out. Who
answers to whom: every chain of command in one picture, with a table twin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from textwrap import wrap
from typing import NamedTuple

from ..drawing.axes import level_grid, ticks, upright_grid
from ..drawing.bar_chart import Bar, bar_chart
from ..drawing.guess_marks import highest, in_table, ruler, ruler_in_words
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.piece import Piece
from ..drawing.svg import SMALL, drawing, text
from ..drawing.templates import render
from ..ground.formats import month_name, number, plural, share
from ..ground.tables import keyed, rows
from ..ground.vocabulary import LEVELS
from .duties import below, chain

POLICE = {  # label, level, kinds of agency in the table
    "City police": ("local", ["city"]),
    "Sheriffs and county police": ("local", ["county"]),
    "State police and other state agencies": ("state", ["state_police", "other_state"]),
    "Campus, tribal and other police": ("muted", ["university", "tribal", "other"]),
}
SERIES = {
    "1801": "in ICE: mostly deportation officers",
    "1811": "in ICE: mostly HSI agents",
    "0905": "in ICE: mostly OPLA lawyers",
}


PER_EMPLOYEE = "officers for each employee of ICE"


class _Group(NamedTuple):
    """People of one kind: the words of its row in the table, its level, and how many they are."""

    label: str
    level: str
    agencies: str
    people: int
    note: str


def scale(guess: float | None = None) -> Picture:
    """Sworn officers by kind of police agency, and ICE's employees by job; counts of people. A ``guess`` of
    the officers for each employee stands on a bar of its own.

    >>> scale().rows[0][0]
    'City police'
    """
    police, of_ice = _police(), _ice()
    officers, ice = sum(group.people for group in police), of_ice[0].people
    groups = [*police, *of_ice]
    month = month_name(max(row["month"] for row in rows("ice_workforce")))
    compared = (round(officers / ice), guess, ticks(highest(guess, officers / ice))[-1], PER_EMPLOYEE)
    return Picture(
        ruler="" if guess is None else ruler(*compared),
        ruler_alt=ruler_in_words(*compared),
        svg=_drawn(police, of_ice, month),
        title="Police officers and ICE’s people",
        takeaway=(
            f"State, local, campus and tribal police count {number(officers)} sworn officers, and ICE had"
            f" {number(ice)} employees of every kind in {month}: about {number(officers / ice)} officers for"
            " each. That compares sizes, not powers: an officer of the state has no civil immigration power"
            " by the badge alone."
        ),
        alt="Horizontal bars of people: "
        + ", ".join(f"{group.label} {number(group.people)}" for group in groups)
        + ".",
        source=source_line(
            "law_enforcement_employees",
            "ice_workforce",
            note=(
                "Left out: agencies that did not report (reporting to the FBI is voluntary, and the records"
                " are of 2023 to 2025); what an officer does all day; ICE’s contractors. A job series is not"
                " a part of ICE, so “mostly” is as close as the published numbers come."
            ),
        ),
        head=["Who", "Agencies", "People", "How to read it"],
        rows=[
            *([group.label, group.agencies, number(group.people), group.note] for group in groups),
            *([cells[0], *cells[1:3], f"Yours: {PER_EMPLOYEE}."] for cells in in_table(guess, 4, 2)),
        ],
        caption="Sworn officers by kind of agency, and ICE’s employees",
        numeric=[1, 2],
    )


def _reported(column: str) -> tuple[Counter[str], Counter[str]]:
    """The police agencies that reported to the FBI, and their sworn officers, by a column of that table."""
    agencies: Counter[str] = Counter()
    officers: Counter[str] = Counter()
    for row in rows("law_enforcement_employees"):
        agencies[row[column]] += row["agencies"]
        officers[row[column]] += row["officers"]
    return agencies, officers


def _police() -> list[_Group]:
    agencies, officers = _reported("agency_type")
    return [
        _Group(
            label,
            level,
            number(sum(agencies[kind] for kind in kinds)),
            sum(officers[kind] for kind in kinds),
            "Sworn officers, at every kind of work.",
        )
        for label, (level, kinds) in POLICE.items()
    ]


def _ice() -> list[_Group]:
    """All employees of ICE, then three of its job series."""
    jobs = keyed("ice_workforce", "series_code")
    total = sum(job["headcount"] for job in jobs.values())
    note = "Officers, lawyers, analysts and support together."
    groups = [_Group("ICE, all employees", "federal", "1", total, note)]
    for code, label in SERIES.items():
        people = jobs[code]["headcount"]
        note = f"{share(people, total)} of ICE. {jobs[code]['reading_note']}"
        groups.append(_Group(label, "federal", "–", people, note))
    return groups


def _drawn(police: list[_Group], ice: list[_Group], month: str) -> str:
    officers = sum(group.people for group in police)
    headings = {
        police[0]: f"Police: {number(officers)} sworn officers",
        ice[0]: f"ICE: employees in {month}",
    }
    return bar_chart(
        [
            Bar(
                group.label,
                group.people,
                number(group.people),
                group.level,
                heading=headings.get(group, ""),
                part=group in ice[1:],
            )
            for group in [*police, *ice]
        ],
        "People",
        left=318,
        right=84,
        levels=(("local", "local"), ("state", "state"), ("federal", "federal")),
    )


STEP = 2  # officers per 10,000 residents in one column of the state figure
NOTE = (
    "Each tile is a state or the District of Columbia.",
    "The scale on the left counts the tiles.",
    "A low number can also mean agencies that did not report.",
)
TILE = "#FBF2DC"  # a tint of the state level
AXIS = f"Sworn officers per 10,000 residents (each column covers {STEP})"


def police_by_state() -> Picture:
    """Sworn officers per 10,000 residents, state by state: agencies and officers reported to the FBI,
    population of 2025.

    >>> police_by_state().head
    ['State', 'Agencies', 'Officers', 'Residents', 'Officers per 10,000']
    """
    states = _states()
    rates = [state.rate for state in states]
    low, high, (lower, middle, upper) = states[0], states[-1], quantiles(rates, n=4, method="inclusive")
    takeaway = (
        f"Half of the states have fewer than {number(middle)} officers per 10,000 residents by this count."
        f" The ends are {_state(low.name)} ({number(low.rate)}) and {high.name}"
        f" ({number(high.rate)}). A low number can mean few police, or agencies that did not report."
    )
    return Picture(
        svg=_columns(states),
        title="Police by state",
        takeaway=takeaway,
        alt=(
            "State codes stacked in columns by officers per 10,000 residents; most stand between"
            f" {number(lower)} and {number(upper)}."
        ),
        source=source_line(
            "law_enforcement_employees",
            "states",
            note="ICE’s employees are not published by state. Federal agencies and territories are left out.",
        ),
        head=["State", "Agencies", "Officers", "Residents", "Officers per 10,000"],
        rows=[
            [
                state.name,
                number(state.agencies),
                number(state.officers),
                number(state.residents),
                number(state.rate, 1),
            ]
            for state in sorted(states, key=lambda state: state.name)
        ],
        caption="Police agencies and sworn officers by state",
        numeric=[1, 2, 3, 4],
    )


class _StatePolice(NamedTuple):
    """The police of one state: agencies and officers that reported, residents of 2025."""

    code: str
    name: str
    agencies: int
    officers: int
    residents: int

    @property
    def rate(self) -> float:
        """Officers per 10,000 residents."""
        return 10_000 * self.officers / self.residents

    @property
    def column(self) -> int:
        """The start of the step that the rate falls in."""
        return STEP * int(self.rate // STEP)


def _states() -> list[_StatePolice]:
    """The states and the District of Columbia, the lowest rate first."""
    agencies, officers = _reported("state_abbr")
    states = [
        _StatePolice(code, row["state"], agencies[code], officers[code], row["population_2025"])
        for code, row in keyed("states", "state_abbr").items()
        if row["kind"] != "territory"
    ]
    return sorted(states, key=lambda state: state.rate)


def _state(name: str) -> str:
    """The name of a state in a sentence, where "Washington" alone would be the federal government."""
    return "Washington State" if name == "Washington" else name


def _columns(states: list[_StatePolice]) -> str:
    """A tile for each state, stacked over the step that its rate falls in; the middle and the ends say their
    number."""
    columns = defaultdict(list)
    for state in states:
        columns[state.column].append(state)
    most = max(len(column) for column in columns.values())
    first, last = min(columns) - STEP, max(columns) + STEP
    left, right, tall, top = 40, 748, 27, 14
    pitch, ground = (right - left) * STEP / (last - first), top + tall * most + 4

    def x(rate: float) -> float:
        return round(left + (rate - first) * pitch / STEP, 1)

    def y(count: float) -> float:
        return ground - tall * count

    edges = [edge for edge in range(first, last + 1, STEP) if edge % (2 * STEP) == 0]
    half_way = median(state.rate for state in states)
    middle, half = x(half_way), f"half of the states lie below {number(half_way)}"
    parts = [
        level_grid(range(2, most + 1, 2), y, left, right, number),
        f'<path d="M{left},{ground}H{right}M{middle},{ground}v30" stroke="{COLOURS["muted"]}"/>',
        upright_grid(edges, x, ground, ground + 5, number),
        *(
            _tile(state.code, x(state.column) + 1.5, y(rank) + 2, pitch - 3, tall - 3)
            for column in columns.values()
            for rank, state in enumerate(column, 1)
        ),
        text(middle, ground + 40, half, "middle", halo=True),
        text((left + right) / 2, ground + 68, AXIS, "middle", SMALL),
        *(
            text(right, top + 21 + 19 * line, words, "end", SMALL, halo=True)
            for line, words in enumerate(NOTE)
        ),
        _end(states[0], x(first + 1.5 * STEP), y(1), "middle"),
        _end(states[-1], right, y(1), "end"),
    ]
    return drawing(760, ground + 82, "".join(parts))


def _end(state: _StatePolice, x: float, y: float, anchor: str) -> str:
    """The name of a state and its number over its tile."""
    lines = [*wrap(_state(state.name), 11), number(state.rate)]
    return "".join(
        text(x, y - 14 - 17 * line, words, anchor, SMALL, bold=not line, halo=True)
        for line, words in enumerate(reversed(lines))
    )


def _tile(code: str, x: float, y: float, wide: float, tall: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{wide:.1f}" height="{tall}" rx="3" fill="{TILE}"'
        f' stroke="{COLOURS["state"]}"/>'
    ) + text(x + wide / 2, y + tall / 2, code, "middle", SMALL)


def chains_of_command() -> Piece:
    """The table ``agencies`` as trees under their tops, each level with its colour and shape; then the same
    as a table.

    >>> chains_of_command()
    Chains of command: 30 agencies and offices under 8 tops
    """
    agencies = sorted(rows("agencies"), key=lambda row: row["position"])
    by_id = keyed("agencies", "agency_id")

    def tree(id_: str) -> dict:
        return {
            "name": by_id[id_]["name"],
            "level": by_id[id_]["level"],
            "under": [tree(child) for child in below(agencies, id_)],
        }

    tops = [row["agency_id"] for row in agencies if not row["parent_id"]]
    first, others = tree(tops[0]), [tree(top) for top in tops[1:]]
    by_level = [
        (LEVELS[level], [other for other in others if other["level"] == level])
        for level in LEVELS
        if level != first["level"]
    ]
    twin = [
        [
            row["name"],
            LEVELS[row["level"]],
            by_id[row["parent_id"]]["name"] if row["parent_id"] else "no one",
            row["head"],
        ]
        for row in agencies
    ]
    html = render(
        "agencies/chains_of_command.html",
        first=first,
        by_level=by_level,
        takeaway=_takeaway(agencies),
        rows=twin,
        levels=LEVELS,
        head=["Agency or office", "Level", "Directly under", "At its head"],
    )
    return Piece(
        html,
        f"Chains of command: {plural(len(agencies), 'agency and office', 'agencies and offices')} under"
        f" {plural(len(tops), 'top')}",
    )


def _takeaway(agencies: Sequence[Mapping]) -> str:
    ice, court = chain(agencies, "ice"), chain(agencies, "immigration-courts")
    names = {row["agency_id"]: row["name"] for row in agencies}
    meet = next(step for step in ice if step in court)
    local = [row["agency_id"] for row in agencies if row["level"] in ("local", "state")]
    free = all("president" not in chain(agencies, agency) for agency in local)
    return (
        f"ICE’s chain runs through the {names[ice[1]]}, the immigration courts’ through the"
        f" {names[court[2]]}. They first meet at {names[meet].lower()[:3]}{names[meet][3:]}. "
        + (
            "No state or local employer answers to Washington; under an agreement, federal officers direct"
            " only the immigration work."
            if free
            else "Some local chains run to Washington."
        )
    )
