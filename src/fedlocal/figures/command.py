"""Who answers to whom: every chain of command in one picture, with a table twin."""

from __future__ import annotations

from ..duties import below, chain
from ..formats import plural
from ..piece import Piece
from ..tables import load
from ..templates import render
from ..vocabulary import LEVELS


def chains_of_command() -> Piece:
    """The table ``agencies`` as trees under their tops, each level with its colour and shape; then the same as a table.

    >>> chains_of_command()
    Chains of command: 30 agencies and offices under 8 tops
    """
    agencies = load("agencies").sort_values("position")
    rows = agencies.set_index("agency_id")

    def tree(id_: str) -> dict:
        return {"name": rows.loc[id_, "name"], "level": rows.loc[id_, "level"], "under": [tree(one) for one in below(agencies, id_)]}

    tops = agencies.loc[agencies["parent_id"].isna(), "agency_id"].tolist()
    first, others = tree(tops[0]), [tree(top) for top in tops[1:]]
    by_level = [(LEVELS[level], [one for one in others if one["level"] == level]) for level in LEVELS if level != first["level"]]
    twin = [
        [row.name, LEVELS[row.level], rows.loc[row.parent_id, "name"] if isinstance(row.parent_id, str) else "no one", row.head]
        for row in agencies.itertuples(index=False)
    ]
    html = render("chains_of_command.html", first=first, by_level=by_level, takeaway=_takeaway(agencies), rows=twin, levels=LEVELS,
                  head=["Agency or office", "Level", "Directly under", "At its head"])
    return Piece(html, f"Chains of command: {plural(len(agencies), 'agency and office', 'agencies and offices')} under {plural(len(tops), 'top')}")


def _takeaway(agencies) -> str:
    ice, court = chain(agencies, "ice"), chain(agencies, "immigration-courts")
    names = agencies.set_index("agency_id")["name"]
    meet = next(step for step in ice if step in court)
    local = agencies.loc[agencies["level"].isin(["local", "state"]), "agency_id"]
    free = all("president" not in chain(agencies, one) for one in local)
    return (
        f"ICE’s chain runs through the {names[ice[1]]}, the immigration courts’ through the {names[court[2]]}. They first meet at {names[meet].lower()[:3]}"
        f"{names[meet][3:]}. " + ("No state or local employer answers to Washington; under an agreement, federal officers direct only the immigration work." if free else "Some local chains run to Washington.")
    )
