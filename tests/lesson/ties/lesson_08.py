"""Answers of lesson 08 and its exercise that follow from a tool."""

import re

import fedlocal as fl
from fedlocal.ground.tables import load, rows
from fedlocal.rights import web_claims
from fedlocal.rights.channels import GROUPS
from fedlocal.rights.encounters import WHOM, select

CLAIMS = {claim.seed: claim for claim in web_claims.build(rows("web_claims"))}
TRAPS = load("claim_traps").set_index("trap")["name"]


def cards(place="", question="", reader="all", *, having="") -> list[dict]:
    return [
        row for row in select(rows("encounters"), place, question, reader) if re.search(having, row["text"])
    ]


def holds_for(place: str, having: str) -> str:
    (row,) = cards(place, having=having)
    return row["for"]


def rules_and_readers() -> dict:
    carry = (
        "Adult noncitizens"
        if "Adult noncitizens must carry" in cards("street", "duties", having="must carry")[0]["text"]
        else ""
    )
    return {
        "Must carry the proof of registration that they were given": carry,
        "Must tell an arrested foreign national of the consulate": (
            "Officers" if holds_for("jail", "The duty binds federal") == WHOM["officers"] else ""
        ),
        "May not knowingly hire people without permission to work": holds_for(
            "work", "may not knowingly hire"
        ),
        "May not be held without a reason that the law accepts": holds_for(
            "jail", "a reason that the law accepts"
        ),
    }


def opinions(texts: dict[str, str]) -> set[str]:
    """Options whose claim the course holds for an opinion; ``texts`` is option -> the claim's number."""
    return {option for option, seed in texts.items() if CLAIMS[seed].verdict == "opinion"}


def trap_of(seed: str) -> str:
    return TRAPS[CLAIMS[seed].trap]


def traps_in_four() -> dict:
    return {
        "ICE works through 24 field offices.": trap_of("S51"),
        "Homeland Security manages removal through ICE and the Bureau of Prisons.": trap_of("S33"),
        "An executive order reinforces the officers’ power.": trap_of("S45"),
        "Audits show how much ICE cares about honest hiring.": trap_of("S10"),
    }


def channel(need: str) -> str:
    (row,) = load("channels").query("need == @need").to_dict("records")
    return row["name"]


def needs_and_channels() -> dict:
    lists = load("channels").query("group == 'lawyer' and side == 'court'")
    return {
        "Where in ICE’s custody is an adult?": channel("Find out where someone is held"),
        "When is the next hearing?": channel("Learn a date in immigration court"),
        "Who may represent a person for little or no pay?": (
            "Lists of the immigration courts’ office" if len(lists) == 2 else ""
        ),
        "A foreign national in jail asks for help from home.": (
            "The consulate" if GROUPS["consulate"] in fl.channels("consulate").html else ""
        ),
    }


def open_at_the_door() -> set:
    (row,) = cards("door", "reason", "federal", having="does not say")
    return {"b"} if "does not say which kind of warrant" in row["text"] else set()


def why_a_passenger_gets_out() -> set:
    (row,) = cards("car", "safety", having="order everyone out")
    return {"b"} if row["question"] == "safety" and "risk" in row["text"] else set()


def question_behind(seed: str) -> str:
    return load("claim_traps").set_index("trap").loc[CLAIMS[seed].trap, "ask"]


def paper_of_a_public_arrest() -> set:
    """What the agency's own arrest warrant does on a sidewalk; the same paper opens no home."""
    (row,) = cards("street", "officers", "federal", having="For an arrest in public")
    home = fl.authority.check("ice_officer", "enter_to_arrest", paper="ice_arrest_warrant", place="home")
    return {"b"} if "does not ask for a judge’s" in row["text"] and home.answer == "no" else set()


def whose_home_the_warrant_opens() -> set:
    asked = fl.authority.check("ice_officer", "enter_to_arrest", paper="judicial_warrant", place="home")
    others = (
        "opens the suspect's own home" in asked.why and "another person's home needs a search" in asked.why
    )
    return {"b"} if asked.answer == "only_if" and others else set()


def who_certifies() -> set:
    (row,) = load("channels").query("channel_id == 'u-visa'").to_dict("records")
    return {"c"} if "certif" in row["what_for"] and "USCIS decides" in row["run_by"] else set()


def who_pays() -> set:
    rows = cards("jail", "noncitizens", having="at no expense to the Government")
    return {"b"} if rows else set()


def same_for_both(question: str, having: str, place: str = "") -> str:
    """Whether a citizen and a noncitizen meet the same rule, by whom the cards name."""
    whom = {row["whom"] for row in cards(place, question, having=having)}
    assert whom, having
    return "same" if whom <= {"everyone", "officers", "local_officers", "federal_officers"} else "differs"


def told_of_a_consulate() -> str:
    return (
        "differs"
        if any("is not a citizen" in row["text"] for row in cards("jail", having="consulate"))
        else "same"
    )


def limit_of(channel_id: str, having: str, choice: str) -> str:
    """The number of what stands in the way, if the channel's limit says so."""
    (row,) = load("channels").query("channel_id == @channel_id").to_dict("records")
    return choice if re.search(having, row["limits"]) else ""


def reason_on_the_brother() -> str:
    asked = fl.authority.check("ice_officer", "enter_to_arrest", paper="ice_removal_warrant", place="home")
    choices = (
        load("exercise_choices")
        .query("question_id == '08-2' and part == 'reason'")
        .set_index("choice")["text_computed_by"]
    )
    return next(
        choice
        for choice, words in choices.items()
        if "ice_removal_warrant" in words and "home" in words and asked.answer == "contested"
    )


def wrong_sentence() -> str:
    (row,) = load("channels").query("channel_id == 'accredited'").to_dict("records")
    return "1" if "notary" in row["limits"] and "is not one" in row["limits"] else ""


def what_ice_does() -> str:
    (row,) = load("channels").query("channel_id == 'ice-case'").to_dict("records")
    return "b" if "does not advise" in row["limits"] and "review of a case" in row["what_for"] else ""


def trap(name: str) -> str:
    """The trap that the lesson holds against a claim of the same kind."""
    return CLAIMS[name].trap


TIED = {
    "08-worked-1": paper_of_a_public_arrest,
    "08-worked-2": whose_home_the_warrant_opens,
    "08-places-2": open_at_the_door,
    "08-places-3": rules_and_readers,
    "08-places-4": why_a_passenger_gets_out,
    "08-claims-1": lambda: {"b"} if question_behind("S51").startswith("As of when?") else set(),
    "08-claims-4": lambda: opinions({"a": "S51", "b": "S10", "c": "S6", "d": "S33"}),
    "08-check-3": traps_in_four,
    "08-check-6": needs_and_channels,
    "08-check-7": who_pays,
    "08-check-8": who_certifies,
    "08-1.a": lambda: limit_of("locator", "under 18", "2"),
    "08-1.b": lambda: limit_of("ice-case", "one party", "4"),
    "08-1.c": lambda: limit_of("opr", "agency that it looks into", "6"),
    "08-1.d": lambda: "1" if who_certifies() else "",
    "08-1.e": lambda: limit_of("pro-bono", "No promise", "5"),
    "08-1.f": lambda: limit_of("lesc", "gives no power", "3"),
    "08-2.reason": reason_on_the_brother,
    "08-3.a": lambda: same_for_both("duties", "must carry the proof", "street"),
    "08-3.b": lambda: same_for_both("safety", "pat down", "street"),
    "08-3.c": lambda: same_for_both("duties", "papers known to be false", "street"),
    "08-3.d": told_of_a_consulate,
    "08-3.e": lambda: same_for_both("noncitizens", "can be used in a removal case", "street"),
    "08-3.f": lambda: same_for_both("everyone", "charged with a felony", "jail"),
    "08-4.a": lambda: trap("S33"),
    "08-4.b": lambda: trap("S51"),
    "08-4.e": lambda: trap("S10"),
    "08-4.f": lambda: trap("S61"),
    "08-5.sentence": wrong_sentence,
    "08-6.help": what_ice_does,
}

READ = {
    "08-recall-1": "lesson 02's papers say who signs; the question recalls one row in words",
    "08-recall-2": "what a court held in Morales, recalled from lesson 02",
    "08-recall-3": "a sentence with one wrong actor, read with lesson 01 in mind",
    "08-claims-2": "why a claim has two readings is argued, not computed",
    "08-source-1": "a habit of reading, from a study of fact checkers",
    "08-source-2": "a habit of reading, from a study of fact checkers",
    "08-source-3": "what an advertisement shows is a matter of judgment",
    "08-check-1": "a statement of constitutional law, read in rulings",
    "08-check-4": "a new claim, judged by reading the signed form",
    "08-check-5": "which moves are lateral reading follows from the study's own words",
    "08-4.c": "an invented sentence; its missing condition is read in the statute",
    "08-4.d": "an invented sentence; its blurred word is read, not computed",
    "08-4.g": "an invented sentence that holds; it is read against the statute",
    "08-5.mend": "the sentence that belongs there is read in the manual",
    "08-5.settles": "which source settles a matter is a judgment on sources",
    "08-7.a": "what a list cannot show is reasoned, not computed",
    "08-7.c": "what a list cannot show is reasoned, not computed",
    "08-7.e": "what a list cannot show is reasoned, not computed",
}
