"""How many of the duties that a learner sorts are mainly the job of ICE."""

from __future__ import annotations

from ..drawing.guess_marks import in_table, ruler, ruler_in_words
from ..drawing.pictures import Picture, source_line
from ..ground.formats import number
from ..ground.tables import rows
from .duties import alone, build

PARTS_OF_ICE = ("ero", "hsi", "opla")


def mainly_ice(guess: float | None = None) -> Picture:
    """How many duties are mainly the job of ICE, of how many in all; counts of duties.

    >>> mainly_ice().rows[0]
    ['ICE (ERO, HSI or OPLA)', '6']
    """
    duties = build(rows("duties"))
    counted = alone(duties)
    of_ice = sum(counted[part] for part in PARTS_OF_ICE)
    shared = sum(duty.shared for duty in duties)
    others = len(duties) - of_ice - shared
    compared = (of_ice, guess, len(duties), f"of {len(duties)} duties")
    return Picture(
        svg=ruler(*compared),
        title="Duties that are mainly the job of ICE",
        takeaway=(
            f"Of {len(duties)} duties, {of_ice} are mainly the job of ICE. {others} are mainly the job of"
            f" another agency, and {shared} are shared by several."
        ),
        alt=ruler_in_words(*compared),
        source=source_line(
            "duties", note="The duties were chosen for this course; another list would divide otherwise."
        ),
        head=["Mainly the job of", "Duties"],
        rows=[
            ["ICE (ERO, HSI or OPLA)", number(of_ice)],
            ["Another agency", number(others)],
            ["Several agencies", number(shared)],
            *in_table(guess, 2, 1),
        ],
        caption="Duties by the agency whose job they mainly are",
        numeric=[1],
    )
