"""What exercise 05 computes: a jail and a detainer, two states side by side, arrest rates under a label."""

from __future__ import annotations

import pandas as pd

from ..ground.computed import Desk
from ..law.exercise import answers_of, jail
from ..law.state_laws import FLAGS, SAYS, rates

UNKNOWN = SAYS["unknown"][1]
NO_RULE = {  # said of the hold where no rule decides it
    "read": "texts are known, but no one word fits them until somebody has read and chosen.",
    "unknown": "the course could not confirm the law, and does not guess.",
}
ARRESTS, ADULTS = "ice_arrests_2025_01_to_2026_07", "noncitizen_adults_2024"
LABELS = {
    "limits": "Limits cooperation",
    "mandates": "Orders it, or bars limits",
    "mandates_287g": "Orders jails to join 287(g), or to apply",
    "mixed_or_executive": "Mixed, or only orders and rulings",
    "no_statewide_rule": "No statewide rule found",
    "not_verified": "Unknown",
}
HEAD = {
    "state": "State",
    "label": "Label of its law",
    ARRESTS: "ICE arrests, 19 months",
    ADULTS: "Noncitizen adults, 2024",
}


def verdict(desk: Desk, request: str, paper: str = "detainer", agreement: str = "none") -> str:
    """What a jail of the place's state does with a request ("hold" or "notify"): a word such as must or may.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> verdict(Desk(load, named("Harris County, TX")), "hold")
    'must'
    """
    return jail(desk, request, paper, agreement).verdict


def reason_of_hold(desk: Desk) -> dict[str, str]:
    """What question 05-3 says of the hold: the reason for the answer, or why there is none.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> reason_of_hold(Desk(load, named("Kalawao County, HI")))["why"]
    'the course could not confirm the law, and does not guess.'
    """
    decision = jail(desk, "hold")
    return {"why": decision.why or NO_RULE[decision.verdict]}


def differing(desk: Desk, rows: str = "questions", unknown: str = "left_out") -> int:
    """Rows in which the two states of question 05-4 differ: of the eight ``questions`` or of ``all`` rows.

    A row with an unknown cell is ``left_out``, or, as a mistake, ``counted``.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Kalawao County, HI"))
    >>> differing(desk), differing(desk, unknown="counted")
    (0, 6)
    """
    return sum(
        first != second and (unknown == "counted" or UNKNOWN not in (first, second))
        for first, second in _side_by_side(desk, rows)
    )


def unknown_rows(desk: Desk) -> int:
    """Questions of 05-4 on which at least one of the two states is unknown.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> unknown_rows(Desk(load, named("Kalawao County, HI")))
    8
    """
    return sum(UNKNOWN in pair for pair in _side_by_side(desk))


def unknown_cells(desk: Desk, states: str = "both") -> int:
    """Wrong way in 05-4: unknown cells in place of rows, of ``both`` states or of the ``first`` alone.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Kalawao County, HI"))
    >>> unknown_cells(desk), unknown_cells(desk, "first")
    (10, 8)
    """
    codes = _pair(desk) if states == "both" else _pair(desk)[:1]
    return sum(list(answers_of(desk, code).values()).count(UNKNOWN) for code in codes)


def second_state(desk: Desk) -> dict[str, str]:
    """What question 05-4 says of the other state: Colorado, or Maryland beside Colorado.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> second_state(Desk(load, named("Denver County, CO")))
    {'other': 'Maryland'}
    """
    return {"other": _names(desk)[1]}


def two_states(desk: Desk) -> pd.DataFrame:
    """The table of question 05-4: the place's state beside another, one row a question.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> list(two_states(Desk(load, named("Harris County, TX"))).columns)
    ['Question', 'Texas', 'Colorado']
    """
    first, second = (answers_of(desk, code) for code in _pair(desk))
    rows = [(question, first[question], second[question]) for question in first]
    return pd.DataFrame(rows, columns=["Question", *_names(desk)])


def order_of_events(desk: Desk, **events: str) -> tuple[str, ...]:
    """The keys of these developments, the earliest first.

    >>> from fedlocal.ground.tables import load
    >>> order_of_events(Desk(load), a="dev-va-sb783", b="dev-ga-hb1105")
    ('b', 'a')
    """
    dates = desk.load("developments").set_index("id")["date"]
    return tuple(sorted(events, key=lambda key: dates[events[key]]))


def arrest_rate(desk: Desk, per: str = "1000") -> float:
    """ICE arrests in the place's state for each 1,000 noncitizen adults; a mistake takes another number.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(float(arrest_rate(Desk(load, named("Harris County, TX")))), 1)
    49.7
    """
    return _row(desk)["rate"] / (1000 / int(per))


def adults_per_arrest(desk: Desk) -> float:
    """Wrong way in 05-7: the rate upside down, noncitizen adults for each arrest.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(float(adults_per_arrest(Desk(load, named("Harris County, TX")))), 1)
    20.1
    """
    return 1000 / arrest_rate(desk)


def highest_to_lowest(desk: Desk, label: str = "limits", column: str = "rate") -> float:
    """How many times the lowest rate under a label is the highest; a mistake divides the ``arrests`` of the
    same two states.

    >>> from fedlocal.ground.tables import load
    >>> round(float(highest_to_lowest(Desk(load))), 1)
    8.7
    """
    ends = _ends(desk, label)[ARRESTS if column == "arrests" else column]
    return ends.iloc[1] / ends.iloc[0]


def highest_less_lowest(desk: Desk, label: str = "limits") -> float:
    """Wrong way in 05-7: the difference of the highest and the lowest rate under a label.

    >>> from fedlocal.ground.tables import load
    >>> round(float(highest_less_lowest(Desk(load))), 1)
    47.7
    """
    ends = _ends(desk, label)["rate"]
    return ends.iloc[1] - ends.iloc[0]


def label_rate(desk: Desk, summary: str = "median", per: str = "1000") -> float:
    """The ``median`` rate of the states that carry the label of the place's state; mistakes take the ``mean``
    or another number of adults.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(float(label_rate(Desk(load, named("Harris County, TX")))), 1)
    49.7
    """
    return _under(desk, _row(desk)["shown_as"])["rate"].agg(summary) / (1000 / int(per))


def label_pooled_rate(desk: Desk) -> float:
    """Wrong way in 05-8: all arrests under the label for each 1,000 of all its noncitizen adults.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> round(float(label_pooled_rate(Desk(load, named("Harris County, TX")))), 1)
    42.8
    """
    states = _under(desk, _row(desk)["shown_as"])
    return 1000 * states[ARRESTS].sum() / states[ADULTS].sum()


def median_of_all_states(desk: Desk) -> float:
    """Wrong way in 05-8: the median rate of all states, whatever their label.

    >>> from fedlocal.ground.tables import load
    >>> round(float(median_of_all_states(Desk(load))), 1)
    34.6
    """
    return _states(desk)["rate"].median()


def arrests_under_labels(desk: Desk) -> pd.DataFrame:
    """The table of question 05-7: the place's state, and the ends of two labels.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> list(arrests_under_labels(Desk(load, named("Harris County, TX")))["State"])
    ['Texas', 'Connecticut', 'New Mexico', 'North Carolina', 'West Virginia']
    """
    states = _states(desk)
    home = states[states["state_abbr"] == desk.here.state_abbr]
    rows = pd.concat([home, _ends(desk, "limits"), _ends(desk, "mandates")]).drop_duplicates("state_abbr")
    return rows.assign(label=rows["shown_as"].map(LABELS))[list(HEAD)].rename(columns=HEAD)


def _pair(desk: Desk) -> list[str]:
    """The place's state and the one beside it."""
    code = desk.here.state_abbr
    return [code, "MD" if code == "CO" else "CO"]


def _names(desk: Desk) -> list[str]:
    """The names of these two states."""
    names = desk.load("states").set_index("state_abbr")["state"]
    return [names[code] for code in _pair(desk)]


def _side_by_side(desk: Desk, rows: str = "questions") -> list[tuple[str, str]]:
    """The cells of both states, row by row; without the rows on how we know it and up to when, or ``all``."""
    first, second = (list(answers_of(desk, code).values()) for code in _pair(desk))
    pairs = list(zip(first, second, strict=True))
    return pairs if rows == "all" else pairs[: len(FLAGS)]


def _states(desk: Desk) -> pd.DataFrame:
    """The states with the label of their law, ``shown_as``, and their arrest ``rate``."""

    def joined() -> pd.DataFrame:
        states = desk.load("states").merge(desk.load("state_posture"), on="state_abbr")
        return states.assign(rate=states["state_abbr"].map(rates(desk.rows("states"))))

    return desk.once("states with rates", joined)


def _row(desk: Desk) -> pd.Series:
    """The place's state in that table."""
    return _states(desk).set_index("state_abbr").loc[desk.here.state_abbr]


def _under(desk: Desk, label: str) -> pd.DataFrame:
    """The states under one label."""
    states = _states(desk)
    return states[states["shown_as"] == label]


def _ends(desk: Desk, label: str) -> pd.DataFrame:
    """The states with the lowest and the highest rate under one label."""
    return _under(desk, label).sort_values("rate").iloc[[0, -1]]
