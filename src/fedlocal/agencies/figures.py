"""How many people: police of the states and localities beside ICE, and what such counts leave out. Who
answers to whom: every chain of command in one picture, with a table twin."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd

from ..drawing.bar_chart import Bar, bar_chart
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.piece import Piece
from ..drawing.svg import SMALL, drawing, level_grid, text, upright_grid
from ..drawing.templates import render
from ..ground.formats import month_name, number, plural, share
from ..ground.tables import load
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


def scale() -> Picture:
    """Sworn officers by kind of police agency, and ICE's employees by job; counts of people.

    >>> scale().rows[0][0]
    'City police'
    """
    bars = pd.DataFrame([*_police(), *_ice()], columns=["label", "level", "agencies", "people", "note"])
    officers, ice = (
        bars.loc[bars["level"] != "federal", "people"].sum(),
        bars.loc[bars["level"] == "federal", "people"].iloc[0],
    )
    month = month_name(load("ice_workforce")["month"].max())
    return Picture(
        svg=_drawn(bars, month),
        title="Police officers and ICE’s people",
        takeaway=(
            f"State, local, campus and tribal police count {number(officers)} sworn officers, and ICE had"
            f" {number(ice)} employees of every kind in {month}: about {number(officers / ice)} officers for"
            " each. That compares sizes, not powers: an officer of the state has no civil immigration power"
            " by the badge alone."
        ),
        alt="Horizontal bars of people: "
        + ", ".join(f"{row.label} {number(row.people)}" for row in bars.itertuples())
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
        rows=[[row.label, row.agencies, number(row.people), row.note] for row in bars.itertuples()],
        caption="Sworn officers by kind of agency, and ICE’s employees",
        numeric=[1, 2],
    )


def _police() -> list[tuple]:
    table = load("law_enforcement_employees").groupby("agency_type")[["agencies", "officers"]].sum()
    return [
        (
            label,
            level,
            number(table.loc[kinds, "agencies"].sum()),
            int(table.loc[kinds, "officers"].sum()),
            "Sworn officers, at every kind of work.",
        )
        for label, (level, kinds) in POLICE.items()
    ]


def _ice() -> list[tuple]:
    table = load("ice_workforce").set_index("series_code")
    total = int(table["headcount"].sum())
    rows = [
        ("ICE, all employees", "federal", "1", total, "Officers, lawyers, analysts and support together.")
    ]
    for code, label in SERIES.items():
        people = int(table.loc[code, "headcount"])
        rows.append(
            (
                label,
                "federal",
                "–",
                people,
                f"{share(people, total)} of ICE. {table.loc[code, 'reading_note']}",
            )
        )
    return rows


def _drawn(bars: pd.DataFrame, month: str) -> str:
    officers = bars.loc[bars["level"] != "federal", "people"].sum()
    police, ice = bars.index[0], bars.index[bars["level"] == "federal"][0]
    headings = {
        police: f"Police: {number(officers)} sworn officers",
        ice: f"ICE: employees in {month}",
    }
    return bar_chart(
        [
            Bar(
                row.label,
                row.people,
                number(row.people),
                row.level,
                heading=headings.get(row.Index, ""),
                part=row.Index > ice,
            )
            for row in bars.itertuples()
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
    table = _states()
    rates = table["rate"].sort_values()
    low, high, middle = table.loc[rates.index[0]], table.loc[rates.index[-1]], rates.median()
    takeaway = (
        f"Half of the states have fewer than {number(middle)} officers per 10,000 residents by this count."
        f" The ends are {_state(low['state'])} ({number(low['rate'])}) and {high['state']}"
        f" ({number(high['rate'])}). A low number can mean few police, or agencies that did not report."
    )
    return Picture(
        svg=_columns(rates),
        title="Police by state",
        takeaway=takeaway,
        alt=(
            "State codes stacked in columns by officers per 10,000 residents; most stand between"
            f" {number(rates.quantile(0.25))} and {number(rates.quantile(0.75))}."
        ),
        source=source_line(
            "law_enforcement_employees",
            "states",
            note="ICE’s employees are not published by state. Federal agencies and territories are left out.",
        ),
        head=["State", "Agencies", "Officers", "Residents", "Officers per 10,000"],
        rows=[
            [
                row.state,
                number(row.agencies),
                number(row.officers),
                number(row.population_2025),
                number(row.rate, 1),
            ]
            for row in table.sort_values("state").itertuples()
        ],
        caption="Police agencies and sworn officers by state",
        numeric=[1, 2, 3, 4],
    )


def _states() -> pd.DataFrame:
    states = load("states").query("kind != 'territory'").set_index("state_abbr")[["state", "population_2025"]]
    police = load("law_enforcement_employees").groupby("state_abbr")[["agencies", "officers"]].sum()
    table = states.join(police)
    return table.assign(rate=10_000 * table["officers"] / table["population_2025"].astype(float))


def _state(name: str) -> str:
    """The name of a state in a sentence, where "Washington" alone would be the federal government."""
    return "Washington State" if name == "Washington" else name


def _columns(rates: pd.Series) -> str:
    """A tile for each state, stacked over the step that its rate falls in; the middle and the ends say their
    number."""
    first, last = STEP * (rates.min() // STEP) - STEP, STEP * (rates.max() // STEP) + STEP
    columns = STEP * (rates // STEP)
    ranks = rates.groupby(columns).cumcount() + 1
    left, right, tall, top = 40, 748, 27, 14
    pitch, ground = (right - left) * STEP / (last - first), top + tall * int(ranks.max()) + 4

    def x(rate: float) -> float:
        return round(left + (rate - first) * pitch / STEP, 1)

    def y(count: float) -> float:
        return ground - tall * count

    edges = [edge for edge in range(int(first), int(last) + 1, STEP) if edge % (2 * STEP) == 0]
    middle, half = x(rates.median()), f"half of the states lie below {number(rates.median())}"
    parts = [
        level_grid(range(2, int(ranks.max()) + 1, 2), y, left, right, number),
        f'<path d="M{left},{ground}H{right}M{middle},{ground}v30" stroke="{COLOURS["muted"]}"/>',
        upright_grid(edges, x, ground, ground + 5, number),
        *(
            _tile(str(code), x(columns[code]) + 1.5, y(ranks[code]) + 2, pitch - 3, tall - 3)
            for code in rates.index
        ),
        text(middle, ground + 40, half, "middle", halo=True),
        text((left + right) / 2, ground + 68, AXIS, "middle", SMALL),
        *(
            text(right, top + 21 + 19 * line, words, "end", SMALL, halo=True)
            for line, words in enumerate(NOTE)
        ),
        _end(rates.index[0], rates.iloc[0], x(first + 1.5 * STEP), y(1), "middle"),
        _end(rates.index[-1], rates.iloc[-1], right, y(1), "end"),
    ]
    return drawing(760, ground + 82, "".join(parts))


def _end(code: str, rate: float, x: float, y: float, anchor: str) -> str:
    """The name of a state and its number over its tile."""
    name = load("states").set_index("state_abbr")["state"][code]
    lines = [*wrap(_state(name), 11), number(rate)]
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
    agencies = load("agencies").sort_values("position")
    rows = agencies.set_index("agency_id")

    def tree(id_: str) -> dict:
        return {
            "name": rows.loc[id_, "name"],
            "level": rows.loc[id_, "level"],
            "under": [tree(child) for child in below(agencies, id_)],
        }

    tops = agencies.loc[agencies["parent_id"].isna(), "agency_id"].tolist()
    first, others = tree(tops[0]), [tree(top) for top in tops[1:]]
    by_level = [
        (LEVELS[level], [other for other in others if other["level"] == level])
        for level in LEVELS
        if level != first["level"]
    ]
    twin = [
        [
            row.name,
            LEVELS[row.level],
            rows.loc[row.parent_id, "name"] if isinstance(row.parent_id, str) else "no one",
            row.head,
        ]
        for row in agencies.itertuples(index=False)
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


def _takeaway(agencies) -> str:
    ice, court = chain(agencies, "ice"), chain(agencies, "immigration-courts")
    names = agencies.set_index("agency_id")["name"]
    meet = next(step for step in ice if step in court)
    local = agencies.loc[agencies["level"].isin(["local", "state"]), "agency_id"]
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
