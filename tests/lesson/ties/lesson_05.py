"""Answers of lesson 05 and its exercise that follow from a tool."""

from fedlocal.drawing.palette import VERDICTS
from fedlocal.ground.tables import load, rows
from fedlocal.law.detainers import by_verdict, decide
from fedlocal.law.state_laws import flags, instruments, rates
from fedlocal.states.developments import chosen, history

LAWS, AUTHORITY, RULES = instruments(rows("state_laws")), rows("authority_rules"), rows("detainer_rules")
POSTURE = load("state_posture").set_index("state_abbr")["shown_as"]
SEARCHES = load("state_searches")


def said(state: str) -> dict[str, str]:
    return flags(LAWS[state], POSTURE[state])


def jail(state: str, request: str = "hold") -> str:
    """The verdict of the widget DetainerDecision: a detainer, no form, no reading of one's own."""
    return decide(RULES, AUTHORITY, request, state, POSTURE[state], said(state)).verdict


def invented(
    requires: str, restricts_detainers: str = "no", restricts_notice: str = "no", shown_as: str = "mandates"
) -> tuple[str, str]:
    """The verdicts on notice and hold for a state that only exists in a question."""
    words = {
        "requires_detainers": requires,
        "restricts_detainers": restricts_detainers,
        "restricts_release_notice": restricts_notice,
    }
    return tuple(
        decide(RULES, AUTHORITY, request, "XX", shown_as, words).verdict for request in ("notify", "hold")
    )


def another_label() -> set[str]:
    """Why Minnesota's label is not California's, although both restrict holds: by the kinds of what says
    so."""
    makers = {
        state: {row["kind"] for row in LAWS[state] if row["restricts_detainers"] == "yes"}
        for state in ("CA", "MN")
    }
    both = said("CA")["restricts_detainers"] == said("MN")["restricts_detainers"] == "yes"
    return (
        {"b"}
        if both and POSTURE["CA"] != POSTURE["MN"] and makers == {"CA": {"statute"}, "MN": {"ag_directive"}}
        else set()
    )


def unknown_in_hawaii() -> set[str]:
    found = set(SEARCHES.query("state_abbr == 'HI'")["found"])
    return {"b"} if set(said("HI").values()) == {"unknown"} and found == {"unsettled"} else set()


def eight_times() -> set[str]:
    """The label cannot explain a gap between two states that share it."""
    rate = rates(rows("states"))
    return {"b"} if POSTURE["WV"] == POSTURE["OH"] and 7.5 < rate["WV"] / rate["OH"] < 8.5 else set()


def by_option(answers: dict[str, str], verdict: str) -> set[str]:
    """The options that stand for a verdict."""
    return {option for option, word in answers.items() if word == verdict}


def nebraska() -> set[str]:
    kinds = {row["kind"] for row in LAWS["NE"]}
    return {"b"} if jail("NE") == "read" and kinds == {"executive_order"} else set()


def delaware() -> set[str]:
    return (
        {"b"}
        if jail("DE") == "contested"
        and said("DE")["bars_287g"] == "yes"
        and said("DE")["restricts_detainers"] == "no"
        else set()
    )


def blocked() -> set[str]:
    """Whose acts the blocked rows are about, by the kind of topic: state rules, and federal money or
    troops."""
    acts = chosen(history(rows("developments"), rows("decider_words"), "05"), status="blocked")
    states = any(row["topic"] in ("state_law", "federal_officers") for row in acts)
    washington = any(row["topic"] in ("funding", "courts") for row in acts)
    return {(True, False): {"a"}, (False, True): {"b"}, (True, True): {"c"}}.get((states, washington), set())


def new_york_today() -> set[str]:
    """The list of 24 July is older than the ban, which is in force and in court: 05-check-7."""
    events = load("developments").set_index("id")
    ban, suits = events.loc["dev-ny-local-cops"], events.loc["dev-ny-suits"]
    effective = {row["instrument_id"]: row["effective"] for row in LAWS["NY"]}["NY-1"]
    listed = load("agreements_monthly")["snapshot_date"].max()
    barred = str(listed)[:10] == "2026-07-24" < str(effective)[:10] == ban["date"] and said("NY")["bars_287g"]
    return {"b"} if barred == "yes" and (ban["status"], suits["status"]) == ("in_force", "pending") else {"a"}


def governor_and_jail() -> set[str]:
    """In the lesson's states an order of the governor alone does not settle what a jail must do; a statute
    that requires holds does: 05-worked-2."""
    alone = [
        state
        for state, texts in LAWS.items()
        if texts and {row["kind"] for row in texts} == {"executive_order"}
    ]
    return {"c"} if alone and "must" not in {jail(state) for state in alone} else {"a"}


def two_requests() -> set[str]:
    notify, hold = invented("no", restricts_detainers="yes", shown_as="limits")
    return {"b"} if (notify, hold) == ("may", "must_not") else set()


def what_makes_it_must() -> str:
    """Which of the four changes brings the person under the order: only that changes the answer to must."""
    changes = {
        "1": ("no", "wso", "detainer"),
        "2": ("no", "none", "ice_arrest_warrant"),
        "3": ("yes", "none", "detainer"),
        "4": ("no", "none", "detainer"),
    }
    words = {"restricts_detainers": "no", "restricts_release_notice": "no"}
    found = [
        key
        for key, (requires, form, paper) in changes.items()
        if decide(
            RULES, AUTHORITY, "hold", "XX", "mandates", {**words, "requires_detainers": requires}, paper, form
        ).verdict
        == "must"
    ]
    return found[0] if len(found) == 1 else ""


TIED = {
    "05-compare-2": another_label,
    "05-compare-3": unknown_in_hawaii,
    "05-compare-4": eight_times,
    "05-detainer-1": lambda: len(
        by_verdict(
            {
                state: decide(RULES, AUTHORITY, "hold", state, POSTURE[state], said(state))
                for state in POSTURE.index
            }
        )["must"]
    ),
    "05-detainer-2": lambda: by_option({"a": "must", "b": "only_if", "c": "must_not"}, jail("MO")),
    "05-detainer-3": delaware,
    "05-detainer-4": nebraska,
    "05-timeline-1": blocked,
    "05-check-5": lambda: {
        option: VERDICTS[jail(state)][1]
        for option, state in {"a": "PA", "b": "FL", "c": "MO", "d": "IL"}.items()
    },
    "05-check-6": two_requests,
    "05-check-7": new_york_today,
    "05-worked-2": governor_and_jail,
    "05-2.notify": lambda: invented("no")[0],
    "05-2.hold": lambda: invented("no")[1],
    "05-2.fact": what_makes_it_must,
}

READ = {
    "05-recall-1": "Printz is a ruling on Congress; no table of rules says what Congress may enact.",
    "05-recall-2": "The answer is in the words of section 1373, which the lesson quotes.",
    "05-recall-3": "What a detainer asks for is in the text of the form and the regulation.",
    "05-recall-4": "Paragraph (g)(9) leaves it open; who may decide instead follows from reading.",
    "05-worked-1": "What a state's silence leaves to a county follows from the ruling that the lesson names.",
    "05-timeline-2": "The rows on New Orleans are sentences; no column says what they mean for a post.",
    "05-check-1": "What a council's vote can do is an argument from the Texas ruling.",
    "05-check-2": "Each option is measured against a ruling that the lesson names.",
    "05-check-3": "Whether a comparison is fair is judged, not looked up.",
    "05-check-4": "Whom a text binds is read from the text; the tables hold only its kind.",
    **dict.fromkeys(
        [f"05-1.{part}" for part in "abcdefg"],
        "Each act is held against a ruling on such an act; the tables hold no rulings on powers.",
    ),
    "05-2.reason": "The reason is chosen by reading the invented act's two sentences.",
    "05-4.say": "Which sentences a table supports is judged by what its cells mean.",
    "05-7.say": "What two rates under one label allow to be said is judged.",
    "05-6.sentence": "The wrong sentence is found by reading the card on Maryland.",
    "05-6.mend": "What belongs there is the Governor's office's account, as the card reports it.",
}
