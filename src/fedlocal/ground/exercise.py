"""What several exercises ask of the assigned place alone."""

from __future__ import annotations

from .computed import Desk


def state_argument(desk: Desk) -> tuple[str]:
    """The two letters of the place's state, as the one argument of a learner's function.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_argument(Desk(load, named("Harris County, TX")))
    ('TX',)
    """
    return (desk.here.state_abbr,)


def state_word(desk: Desk) -> dict[str, str]:
    """The two letters of the place's state, for the texts of a question.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> state_word(Desk(load, named("Harris County, TX")))
    {'state_abbr': 'TX'}
    """
    return {"state_abbr": desk.here.state_abbr}
