"""The state of the county that was chosen with ``fl.set_place``, for pictures and widgets that open there."""

from __future__ import annotations

from . import store
from .places import find
from .tables import load


def home_state(otherwise: str | None = None) -> str | None:
    """The postal abbreviation of the chosen county's state, or ``otherwise`` when no place is chosen.

    >>> home_state("TX")
    'TX'
    """
    fips = store.place()
    return find(fips, load("counties"), load("states")).state_abbr if fips else otherwise
