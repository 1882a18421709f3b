"""How many people: police of the states and localities beside ICE, and what such counts leave out. Who
answers to whom: every chain of command in one picture, with a table twin."""

from __future__ import annotations

import pandas as pd

from ..drawing.palette import COLOURS, SHAPES
from ..drawing.pictures import Picture, canvas, source_line, to_svg
from ..drawing.piece import Piece
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
        svg=_drawn(bars),
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


def _drawn(bars: pd.DataFrame) -> str:
    labels = [
        f"{SHAPES[row.level]} {row.label}" if row.level in SHAPES else row.label for row in bars.itertuples()
    ]
    with canvas(760, 360) as (figure, axes):
        drawn = axes.barh(
            range(len(bars)), bars["people"], height=0.66, color=[COLOURS[level] for level in bars["level"]]
        )
        axes.bar_label(drawn, [number(people) for people in bars["people"]], padding=6)
        axes.set_yticks(range(len(bars)), labels)
        axes.invert_yaxis()
        axes.grid(False)
        axes.set_xlim(0, bars["people"].max() * 1.15)
        axes.set_xlabel("People")
        axes.xaxis.set_major_formatter(lambda value, _: number(value))
        axes.tick_params(axis="y", length=0)
    return to_svg(figure)


STEP = 2  # officers per 10,000 residents in one column of the state figure


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
    heights: dict[float, int] = {}
    with canvas(760, 330) as (figure, axes):
        for code, rate in rates.items():
            column = STEP * (rate // STEP) + STEP / 2
            heights[column] = heights.get(column, 0) + 1
            axes.text(column, heights[column], code, ha="center", va="center", fontsize=12)
        axes.set_xlim(STEP * (rates.min() // STEP) - STEP, STEP * (rates.max() // STEP) + 2 * STEP)
        axes.set_ylim(0, max(heights.values()) + 1)
        axes.set_xlabel(f"Sworn officers per 10,000 residents (each column covers {STEP})")
        axes.set_ylabel("States")
        axes.grid(False)
    return to_svg(figure)


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
