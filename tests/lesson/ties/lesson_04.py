"""Answers of lesson 04 and its exercise that follow from a tool."""

from collections import Counter

from fedlocal.agreements.by_county import counts_in, months, spans
from fedlocal.agreements.counts import latest, stock, total
from fedlocal.agreements.forms import compare
from fedlocal.agreements.traffic_stop import decide
from fedlocal.ground.tables import keyed, rows
from fedlocal.ground.vocabulary import MODELS


def stop(decision: str, regime: str, outcome: str = "booked", state_law: str = "silent") -> str:
    """One answer of the traffic stop."""
    case = decide(rows("case_rules"), rows("case_decisions"), outcome, state_law)
    return next(row for row in case if row.id == decision).answers[regime].answer


def who_changes_a_ticket() -> set[str]:
    """Models that change something for a driver who goes on with a ticket."""
    names = {
        "jem": "The Jail Enforcement Model",
        "wso": "The Warrant Service Officer model",
        "tfm": "The Task Force Model",
    }
    case = decide(rows("case_rules"), rows("case_decisions"), "ticket", "silent")
    return {names[model] for decision in case for model in decision.changed}


def what_mandates_move() -> set[str]:
    """Of the four things asked about, those that a state's order changes without an agreement."""
    asked = {
        "issue_detainer": "Who may issue the detainer",
        "hold_past_release": "Whether the jail keeps the person past release",
        "order_removal": "Who orders removal",
        "arrest_unlawful_presence": "Whether the deputy may arrest for unlawful presence",
    }
    return {
        text
        for decision, text in asked.items()
        if stop(decision, "none") != stop(decision, "none", state_law="mandates")
    }


def only_serves_warrants() -> set[str]:
    """The one form that says yes to both kinds of warrant and to no other power."""
    other = ("status_questions", "warrantless_arrest", "detainers", "charging_papers")
    says = {
        topic: entry["says"]
        for topic in (*other, "warrants", "removal_warrants")
        for entry in compare(rows("agreement_terms"), only=[topic])
    }
    return {
        MODELS[model]
        for model in MODELS
        if all(says[topic][model]["says"].startswith("Yes") for topic in ("warrants", "removal_warrants"))
        and all(says[topic][model]["says"].startswith("No") for topic in other)
    }


def first_nearly_all_shaded() -> set[str]:
    """Of the four states of the question, the one in which nearly every county is shaded first as the map
    plays."""
    monthly, counties = rows("agreements_monthly"), keyed("counties", "county_fips")
    placed = spans(rows("agreement_lifespans"), rows("counties"), monthly)
    size = Counter(county["state_abbr"] for county in counties.values())
    for position in range(months(monthly).index("2024-12"), len(months(monthly))):
        listed = counts_in(placed, position, by="county_fips")
        shaded = Counter(counties[fips]["state_abbr"] for fips in listed)
        full = [state for state in ("TX", "FL", "CA", "MO") if shaded[state] >= 0.9 * size[state]]
        if full:
            return {keyed("states", "state_abbr")[state]["state"] for state in full}
    return set()


def model_of_line(topic: str, model: str) -> str:
    """The one model whose form says what is printed for this line of the exercise."""
    (entry,) = compare(rows("agreement_terms"), only=[topic])
    found = [id_ for id_, row in entry["says"].items() if row["says"] == entry["says"][model]["says"]]
    assert len(found) == 1, f"{topic}: {found} say the same"
    return found[0]


def wrong_sentence_of_the_handout() -> str:
    """Sentence 2 is the wrong one as long as the list has more rows than agencies, and one agency holds up
    to three."""
    _month, counts = latest(stock(rows("agreements_monthly")))
    return "2" if total(counts) > len(rows("agreements")) else ""


LINES = {
    "a": ("powers", "tfm"),
    "b": ("powers", "wso"),
    "c": ("where_used", "jem"),
    "d": ("where_used", "wso"),
    "e": ("reporting", "jem"),
    "f": ("transport", "tfm"),
}

TIED = {
    "04-case-1": who_changes_a_ticket,
    "04-case-2": what_mandates_move,
    "04-models-1": only_serves_warrants,
    "04-map-1": first_nearly_all_shaded,
    **{f"04-3.{part}": lambda line=line: model_of_line(*line) for part, line in LINES.items()},
    "04-8.sentence": wrong_sentence_of_the_handout,
}

READ = {
    "04-1.value": (
        "Which of seven sentences are in the statute is read in its ten parts; no tool computes it."
    ),
    "04-8.mend": (
        "That fewer agencies than rows take part follows from reading what a row is; no tool writes the"
        " sentence."
    ),
}
