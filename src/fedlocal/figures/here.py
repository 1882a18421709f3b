"""The place that was set on this machine, for figures that can speak of one."""

from __future__ import annotations

from ..home import home_county, home_state


def county() -> str | None:
    """The FIPS code of the county that was set, or ``None``.

    >>> county() is None
    True
    """
    return home_county()


def state() -> str | None:
    """The code of its state, or ``None``.

    >>> state() is None
    True
    """
    return home_state()
