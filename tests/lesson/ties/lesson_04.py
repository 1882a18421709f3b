"""Answers of lesson 04 and its exercise that follow from a tool."""

from collections import Counter

from fedlocal.agreements.by_county import counts_in, months, spans
from fedlocal.agreements.counts import latest, stock, total
from fedlocal.agreements.forms import compare
from fedlocal.agreements.traffic_stop import decide
from fedlocal.ground.tables import keyed, rows
from fedlocal.ground.vocabulary import MODELS
from fedlocal.law.state_laws import instruments


def stop(decision: str, regime: str, outcome: str = "booked", state_law: str = "silent") -> str:
    """One answer of the traffic stop."""
    case = decide(rows("case_rules"), rows("case_decisions"), outcome, state_law)
    return next(row for row in case if row.id == decision).answers[regime].answer


def who_changes_a_ticket() -> set[str]:
    """Models that change something for a driver who goes on with a ticket: 04-case-1."""
    letters = {"jem": "a", "wso": "b", "tfm": "c"}
    case = decide(rows("case_rules"), rows("case_decisions"), "ticket", "silent")
    return {letters[model] for decision in case for model in decision.changed}


def what_mandates_move() -> set[str]:
    """Of the four answers asked about, those that a state's order changes without an agreement: 04-case-2."""
    asked = {
        "a": "issue_detainer",
        "b": "hold_past_release",
        "c": "order_removal",
        "d": "arrest_unlawful_presence",
    }
    return {
        letter
        for letter, decision in asked.items()
        if stop(decision, "none") != stop(decision, "none", state_law="mandates")
    }


def sergeant() -> set[str]:
    """The first form lends no interview in the jail, the second does: 04-worked-1."""
    forms = (stop("jail_interview", "wso"), stop("jail_interview", "jem"))
    return {"b"} if forms == ("no", "yes") else {"a"} if "no" not in forms else {"c"}


def fifth_deputy() -> set[str]:
    """A named officer may under conditions; whoever is not named stands where nobody has signed:
    04-worked-2."""
    act = "arrest_unlawful_presence"
    case = decide(rows("case_rules"), rows("case_decisions"), "ticket", "silent")
    who = next(row for row in case if row.id == act).answers["tfm"].who
    named = who == "A named task force officer" and stop(act, "tfm", "ticket") == "only_if"
    return {"c"} if named and stop(act, "none", "ticket") == "no" else {"a"}


def only_serves_warrants() -> set[str]:
    """The one form that says yes to both kinds of warrant and to no other power: 04-models-1."""
    other = ("status_questions", "warrantless_arrest", "detainers", "charging_papers")
    says = {
        topic: entry["says"]
        for topic in (*other, "warrants", "removal_warrants")
        for entry in compare(rows("agreement_terms"), only=[topic])
    }
    letters = {"jem": "a", "wso": "b", "tfm": "c"}
    return {
        letters[model]
        for model in MODELS
        if all(says[topic][model]["says"].startswith("Yes") for topic in ("warrants", "removal_warrants"))
        and all(says[topic][model]["says"].startswith("No") for topic in other)
    }


def florida_and_california() -> set[str]:
    """Florida's counties fill first of four states, California's never; the laws of the two go opposite
    ways: 04-map-1."""
    monthly, counties = rows("agreements_monthly"), keyed("counties", "county_fips")
    placed = spans(rows("agreement_lifespans"), rows("counties"), monthly)
    size = Counter(county["state_abbr"] for county in counties.values())
    full: list[str] = []
    seen: set[str] = set()
    for position in range(months(monthly).index("2024-12"), len(months(monthly))):
        listed = counts_in(placed, position, by="county_fips")
        shaded = Counter(counties[fips]["state_abbr"] for fips in listed)
        seen |= set(shaded)
        full += [
            state
            for state in ("TX", "FL", "CA", "MO")
            if shaded[state] >= 0.9 * size[state] and state not in full
        ]
    laws = instruments(rows("state_laws"))
    ordered = any(law["requires_287g"] == "yes" for law in laws["FL"])
    barred = any(law["bars_287g"] == "yes" for law in laws["CA"])
    return {"b"} if full[:1] == ["FL"] and "CA" not in seen and ordered and barred else set()


def not_on_the_map() -> set[str]:
    """Agreements of the latest list whose agencies have no county are statewide bodies, or could not be
    placed: 04-map-2."""
    unplaced = [agency for agency in rows("agreements") if not agency["county_fips"]]
    return {"b"} if unplaced and {agency["county_basis"] for agency in unplaced} == {"not_on_map"} else set()


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
    "04-map-1": florida_and_california,
    "04-map-2": not_on_the_map,
    "04-worked-1": sergeant,
    "04-worked-2": fifth_deputy,
    **{f"04-3.{part}": lambda line=line: model_of_line(*line) for part, line in LINES.items()},
    "04-8.sentence": wrong_sentence_of_the_handout,
}

READ = {
    "04-explore-2": "That a list gives no reason for a row that is gone is read from its columns.",
    "04-1.value": (
        "Which of seven sentences are in the statute is read in its ten parts; no tool computes it."
    ),
    "04-8.mend": (
        "That fewer agencies than rows take part follows from reading what a row is; no tool writes the"
        " sentence."
    ),
}
