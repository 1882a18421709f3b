"""Words that the expressions of the exercise tables use: small questions to the tables, asked for one
place."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence

import pandas as pd

from ..evidence.studies import gap
from ..ground.formats import dated
from ..ground.places import Place
from ..law import detainers, state_laws
from ..law.authority import POSTURES
from ..pathway import walks

FASTER = (
    "expedited",
    "reinstatement",
    "administrative",
)  # steps of the path on which an officer orders removal
Surveyed = namedtuple("Surveyed", "state percent error other other_percent other_error gap")


def law(posture: pd.DataFrame, place: Place) -> str:
    """What the law of the place's state does to cooperation: silent, limits or mandates; ``""`` when no one
    word fits.

    ``posture`` is the table ``state_posture``.

    >>> from fedlocal.ground.tables import load
    >>> law(load("state_posture"), Place("48201", "Harris County", "TX", "Texas", "Houston"))
    'mandates'
    """
    shown = posture.set_index("state_abbr")["shown_as"].get(place.state_abbr, "")
    return POSTURES.get(shown, "")


def fit(posture: pd.DataFrame, place: Place) -> str:
    """A sentence on whether the word of :func:`law` is that of the place's state, or stands in, and why.

    >>> from fedlocal.ground.tables import load
    >>> fit(load("state_posture"), Place("51670", "Hopewell city", "VA", "Virginia", ""))
    'Here it is a stand-in: no one word fits the law of Virginia.'
    """
    if law(posture, place):
        return f"That is this course’s word for the law of {place.state}."
    shown = posture.set_index("state_abbr")["shown_as"].get(place.state_abbr, "not_verified")
    why = (
        f"the law of {place.state} could not be confirmed"
        if shown == "not_verified"
        else f"no one word fits the law of {place.state}"
    )
    return f"Here it is a stand-in: {why}."


def form(agreements: pd.DataFrame, place: Place) -> str:
    """The 287(g) form of widest reach among the agencies that ICE's list places in this county; "none"
    without one.

    ``agreements`` is the table of that name. Task force reaches widest, then jail enforcement, then warrant
    service.

    >>> from fedlocal.ground.tables import load
    >>> form(load("agreements"), Place("48301", "Loving County", "TX", "Texas", ""))
    'none'
    """
    here = agreements[agreements["county_fips"] == place.fips]
    return next((model for model in ("tfm", "jem", "wso") if here[f"signed_{model}"].notna().any()), "none")


def draw(place: Place, cards: Sequence):
    """One of these cards, always the same for a place: so neighbors meet other numbers in one and the same
    question.

    >>> draw(Place("48201", "Harris County", "TX", "Texas", "Houston"), ["a", "b", "c", "d"])
    'd'
    """
    return cards[sum(int(digit) for digit in place.fips) % len(cards)]


def road(graph: walks.Map, facts: dict[str, str]) -> str:
    """The one faster procedure that the map opens for these facts beside the hearing; "hearing" where it
    opens none.

    Raises :class:`ValueError` where it opens several, so that a question about one road has one answer.

    >>> road(walks.read_map(), {"entry": "admitted", "prior_order": "no", "record": "aggravated",
    ...     "resident": "no"})
    'administrative'
    """
    found = [way.end for way in walks.choices(graph, ["procedure"], facts)[0] if way.end in FASTER]
    if len(found) > 1:
        raise ValueError(f"Several roads are open for {facts}: {', '.join(found)}.")
    return found[0] if found else "hearing"


def says(laws: pd.DataFrame, posture: pd.DataFrame, state: str) -> dict[str, str]:
    """What the confirmed texts of a state do: one word (yes, partly, no, unknown) for each of
    :data:`fedlocal.law.state_laws.FLAGS`.

    ``laws`` is the table ``state_laws``, ``posture`` is ``state_posture``.

    >>> from fedlocal.ground.tables import load
    >>> says(load("state_laws"), load("state_posture"), "TX")["requires_287g"]
    'yes'
    """
    shown_as = posture.set_index("state_abbr")["shown_as"][state]
    return state_laws.flags(state_laws.instruments(laws)[state], shown_as)


def jail(
    load: Callable, place: Place, request: str, paper: str = "detainer", agreement: str = "none"
) -> detainers.Decision:
    """What a jail of the place's state does with one request ("hold" or "notify"), before anybody reads the
    state's texts.

    >>> from fedlocal.ground.tables import load
    >>> jail(load, Place("42017", "Bucks County", "PA", "Pennsylvania", ""), "hold").verdict
    'contested'
    """
    code, posture = place.state_abbr, load("state_posture")
    shown_as = posture.set_index("state_abbr")["shown_as"][code]
    rules = load("detainer_rules").to_dict("records")
    return detainers.decide(
        rules,
        load("authority_rules"),
        request,
        code,
        shown_as,
        says(load("state_laws"), posture, code),
        paper,
        agreement,
    )


def said(laws: pd.DataFrame, posture: pd.DataFrame, state: str) -> dict[str, str]:
    """The same in the words of the comparison of states; then how we know it, and up to when.

    >>> from fedlocal.ground.tables import load
    >>> column = said(load("state_laws"), load("state_posture"), "HI")
    >>> column["Bars 287(g) agreements"], column["How we know it"]
    ('Unknown', 'its law could not be confirmed')
    """
    row = posture.set_index("state_abbr").loc[state]
    answers = {
        state_laws.FLAGS[flag]: state_laws.SAYS[word][1] for flag, word in says(laws, posture, state).items()
    }
    basis = (
        "its law could not be confirmed"
        if row["shown_as"] == "not_verified"
        else state_laws.CONFIDENCE[row["confidence"]]
    )
    return {**answers, "How we know it": basis, "Known up to": dated(row["as_of"])}


def survey(rates: pd.DataFrame, states: pd.DataFrame, place: Place) -> Surveyed:
    """Property crimes that victims reported, in percent: the place's state beside California, with the gap
    between them.

    The survey gives 22 states. For another one the next of them in the alphabet stands in; California is set
    beside Texas.

    >>> from fedlocal.ground.tables import load
    >>> found = survey(load("reporting_rates"), load("states"), Place("15003", "Honolulu County", "HI",
    ...     "Hawaii", ""))
    >>> found.state, found.other, round(found.gap.value, 1), found.gap.clear
    ('Illinois', 'California', 4.0, False)
    >>> survey(load("reporting_rates"), load("states"), Place("06037", "Los Angeles County", "CA",
    ...     "California", "")).other
    'Texas'
    """
    rows = rates[(rates["survey"] == "states") & (rates["crime"] == "property")]
    rows = (
        rows.merge(states, left_on="area", right_on="state_abbr")
        .set_index("state")[["percent", "standard_error"]]
        .sort_index()
    )
    here = next((name for name in rows.index if name >= place.state), rows.index[0])
    other = "Texas" if here == "California" else "California"
    ends = [float(one) for name in (here, other) for one in rows.loc[name]]
    return Surveyed(here, *ends[:2], other, *ends[2:], gap(*ends))
