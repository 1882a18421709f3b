"""The place that was set on this machine, for figures that can speak of one."""

from __future__ import annotations

from .. import store
from ..tables import load


def county() -> str | None:
    """The FIPS code of the county that was set, or ``None``.

    >>> county() is None
    True
    """
    return store.place()


def state() -> str | None:
    """The code of its state, or ``None``.

    >>> state() is None
    True
    """
    fips = county()
    return load("counties").set_index("county_fips").loc[fips, "state_abbr"] if fips else None
