"""What exercise 04 computes, and small questions to the agreements that other exercises share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..ground.computed import Desk
from ..ground.formats import dated
from ..ground.tables import describe
from ..ground.vocabulary import MODELS
from ..law.exercise import fits, state_law
from . import by_county, counts, traffic_stop

MONTHS = ("2021-01", "2023-01", "2025-01", "2025-07", "2026-01", "latest")  # the rows of 04-5
WIDEST_FIRST = ("tfm", "jem", "wso")
COLUMNS = {"jem": "Jail Enforcement", "wso": "Warrant Service", "tfm": "Task Force"}
HELD = {"One": "1", "Two": "2", "Three": "3"}  # agreements that one agency holds
LAWS = {"silent": "says nothing", "limits": "limits cooperation", "mandates": "requires cooperation"}


def stop(desk: Desk, decision: str, regime: str, law: str = "") -> str:
    """The answer to one decision of the traffic stop under one regime: yes, no, only_if or contested.

    Without a word for state law it is that of the place's state, or silent where none fits.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> stop(Desk(load, named("Harris County, TX")), "order_removal", "tfm")
    'no'
    """
    law = law or _law(desk)
    case = desk.once(
        ("traffic stop", law),
        lambda: traffic_stop.decide(desk.rows("case_rules"), desk.rows("case_decisions"), "booked", law),
    )
    return next(row.answers[regime].answer for row in case if row.id == decision)


def words_of_law(desk: Desk) -> dict[str, str]:
    """What question 04-2 says of the state's law: what it does, and whether that word fits.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> words_of_law(Desk(load, named("Harris County, TX")))["law"]
    'requires cooperation'
    """
    return {"law": LAWS[_law(desk)], "fit": fits(desk)}


def terms(desk: Desk, **passages: str) -> dict[str, str]:
    """What the forms say, by key; a passage is a topic and a model, such as ``powers/tfm``.

    >>> from fedlocal.ground.tables import load
    >>> list(terms(Desk(load), a="powers/tfm", b="where_used/wso"))
    ['a', 'b']
    """
    table = desk.load("agreement_terms").set_index(["topic", "model"])["says"]
    return {key: table[tuple(passage.split("/"))] for key, passage in passages.items()}


def order_of_events(desk: Desk, **events: str) -> tuple[str, ...]:
    """The keys of these events of the program, the earliest first.

    >>> from fedlocal.ground.tables import load
    >>> order_of_events(Desk(load), a="tl-2019-wso", b="tl-1996-statute")
    ('b', 'a')
    """
    dates = desk.load("program_timeline").set_index("id")["date"]
    return tuple(sorted(events, key=lambda key: dates[events[key]]))


def agreements_listed(desk: Desk, month: str, model: str = "") -> int:
    """Agreements of the state on the list of one month, such as 2025-01 or "latest"; of one model or of all.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agreements_listed(Desk(load, named("Harris County, TX")), "2025-01")
    26
    """
    monthly = desk.rows("agreements_monthly")
    states = counts.by_state(monthly, by_county.months(monthly)[-1] if month == "latest" else month, model)
    return states.get(desk.here.state_abbr, 0)


def change(desk: Desk, since: str, until: str, model: str = "") -> int:
    """By how many agreements the state's list grew from one month to another.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> change(Desk(load, named("Harris County, TX")), "2021-01", "2025-01")
    0
    """
    return agreements_listed(desk, until, model) - agreements_listed(desk, since, model)


def months_added_up(desk: Desk) -> int:
    """Wrong way: agreements of all months of :func:`agreements_by_month` as if each month were new ones.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> months_added_up(Desk(load, named("Kalawao County, HI")))
    0
    """
    return sum(agreements_listed(desk, month) for month in MONTHS)


def agreements_by_month(desk: Desk) -> pd.DataFrame:
    """The table of question 04-5: agreements of the state in six months, one column a model.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> agreements_by_month(Desk(load, named("Harris County, TX"))).shape
    (6, 4)
    """
    latest = by_county.months(desk.rows("agreements_monthly"))[-1]
    columns = {
        name: [agreements_listed(desk, month, model) for month in MONTHS] for model, name in COLUMNS.items()
    }
    return pd.DataFrame({"Month": [*MONTHS[:-1], latest], **columns})


def agencies(desk: Desk, holding: str = "") -> int:
    """Agencies of the state on ICE's list; with ``holding`` those that hold this many agreements (1 to 3).

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> agencies(desk) == sum(agencies(desk, holding) for holding in "123")
    True
    """
    sizes = counts.held(_agencies(desk))
    return sizes.count(int(holding)) if holding else len(sizes)


def agreements_held(desk: Desk, model: str = "") -> int:
    """Agreements that the agencies of the state hold, of one model or of all.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> desk = Desk(load, named("Harris County, TX"))
    >>> agreements_held(desk) == sum(agreements_held(desk, model) for model in ("jem", "wso", "tfm"))
    True
    """
    listed = _agencies(desk)
    return _signed(listed, model) if model else sum(counts.held(listed))


def agencies_by_holding(desk: Desk) -> pd.DataFrame:
    """The table of question 04-6: agencies of the state by how many agreements they hold.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> list(agencies_by_holding(Desk(load, named("Harris County, TX")))["Agreements that the agency holds"])
    ['One', 'Two', 'Three']
    """
    numbers = [agencies(desk, holding) for holding in HELD.values()]
    return pd.DataFrame({"Agreements that the agency holds": list(HELD), "Agencies": numbers})


def agencies_for_each_model(desk: Desk) -> dict[str, int]:
    """Wrong way in 04-7: all agencies of the state under each model, whether or not they hold it.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> len(set(agencies_for_each_model(Desk(load, named("Harris County, TX"))).values()))
    1
    """
    return dict.fromkeys(MODELS, len(_agencies(desk)))


def months_added_up_by_model(desk: Desk) -> dict[str, int]:
    """Wrong way in 04-7: by model, the agreements of all monthly lists of the state added up.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load
    >>> months_added_up_by_model(Desk(load, named("Kalawao County, HI")))
    {'jem': 0, 'wso': 0, 'tfm': 0}
    """
    monthly = counts.stock(desk.rows("agreements_monthly"), desk.here.state_abbr)
    return {model: sum(month[model] for month in monthly.values() if month) for model in MODELS}


def agreements_of_the_country(desk: Desk) -> dict[str, int]:
    """Wrong way in 04-7: by model, the agreements of all states.

    >>> from fedlocal.ground.tables import load
    >>> list(agreements_of_the_country(Desk(load)))
    ['jem', 'wso', 'tfm']
    """
    return {model: _signed(desk.rows("agreements"), model) for model in MODELS}


def size_of_list(desk: Desk) -> dict[str, str]:
    """What question 04-8 says of ICE's list: its date, and how many agreements stand on it.

    >>> from fedlocal.ground.tables import load
    >>> size_of_list(Desk(load))["rows"]
    '2,179'
    """
    rows = sum(counts.held(desk.rows("agreements")))
    return {"as_of": dated(describe("agreements")["as_of"]), "rows": f"{rows:,}"}


def _law(desk: Desk) -> str:
    """The word for the law of the place's state; silent stands in where none fits."""
    return state_law(desk) or "silent"


def _agencies(desk: Desk) -> list[Mapping]:
    """The agencies of the place's state on ICE's list."""
    return [agency for agency in desk.rows("agreements") if agency["state_abbr"] == desk.here.state_abbr]


def _signed(agencies: Sequence[Mapping], model: str) -> int:
    """How many of these agencies signed this model."""
    return sum(model in counts.models_of(agency) for agency in agencies)
