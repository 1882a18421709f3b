"""Answers of lesson 02 and its exercise that follow from a tool."""

import re

from fedlocal.agencies import duties as domain
from fedlocal.exercises import tasks
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.law.authority import POSTURES, check
from fedlocal.law.papers import fields, side_by_side
from fedlocal.widgets import AuthorityChecker

PAPERS = keyed("papers", "paper")
AGENCIES, DUTIES = rows("agencies"), {duty.id: duty for duty in domain.build(rows("duties"))}
PARTS = load("statute_parts").set_index(["statute", "part"])
SERVE = {
    "actor": "jail_officer",
    "action": "serve_ice_warrant",
    "paper": "ice_arrest_warrant",
    "place": "jail",
}
FORMS = {"a": "none", "b": "wso", "c": "jem", "d": "tfm"}


def offices_and_their_work() -> dict[str, str]:
    duties = {
        "arrest-civil": "Arrests, detains and removes people in civil cases",
        "decide-removal": "Decides whether a person can be removed",
        "decide-citizenship": "Decides applications for benefits",
        "book-and-hold": "Holds people on state charges",
    }
    letters = {"ero": "a", "immigration-courts": "b", "uscis": "c", "county-jail": "d"}
    return {letters[DUTIES[duty].agencies[0]]: work for duty, work in duties.items()}


def branch_of_immigration_judges() -> set[str]:
    steps = domain.chain(AGENCIES, "immigration-courts")
    return {"a" if "president" not in steps else "c" if "ice" in steps else "b"}


def plain_yes_on_patrol() -> int:
    return sum(row["answers"][0] == "yes" for row in AuthorityChecker().overview())


def other_officers_with_another_answer() -> int:
    changes = check("local_officer", "arrest_unlawful_presence", place="traffic_stop").changes
    return sum(name == "actor" for name, _, _ in changes)


def forms_that_let_jail_staff_serve() -> set[str]:
    return {letter for letter, form in FORMS.items() if check(**SERVE, delegation=form).answer == "yes"}


def what_limits_do_to_a_form() -> set[str]:
    before, after = (check(**SERVE, delegation="wso", state_law=law).answer for law in ("silent", "limits"))
    assert before == "yes"
    return {{"yes": "a", "only_if": "b", "no": "c"}[after]}


def why_nebraska_sets_no_word() -> set[str]:
    posture = load("state_posture").set_index("state_abbr").loc["NE", "shown_as"]
    return {"b" if posture == "mixed_or_executive" else "a" if POSTURES.get(posture) == "silent" else "c"}


def what_each_paper_does() -> dict[str, str]:
    """The target for each paper, from its row in the comparison."""
    letters = {
        "a": "detainer",
        "b": "ice_arrest_warrant",
        "c": "ice_removal_warrant",
        "d": "judicial_warrant",
        "e": "notice_request",
    }
    return {letter: work_of(PAPERS[paper]) for letter, paper in letters.items()}


def work_of(row) -> str:
    if row["level"] == "court":
        return "Orders an arrest or a search within its terms"
    if row["kind"] == "A request":
        return (
            "Asks a jail to give notice and to hold"
            if "a hold" in row["orders"]
            else "Asks a jail to give notice, and nothing more"
        )
    return (
        "Carries out a final order"
        if "final removal order" in row["orders"]
        else "Directs listed officers to arrest while a case is open"
    )


def why_a_removal_warrant_is_disputed() -> set[str]:
    """Option b: only the row on the home is disputed, and only the other warrant comes from a court."""
    compared = ["ice_removal_warrant", "judicial_warrant"]
    rows = side_by_side(PAPERS, compared)
    disputed = [row["question"] for row in rows if any("disputed" in text.lower() for text in row["answers"])]
    levels = [PAPERS[paper]["level"] for paper in compared]
    return {"b"} if disputed == ["Does it open a home?"] and levels == ["federal", "court"] else {"a"}


def end_of_the_hold() -> set[str]:
    """The option with the weekday on which a hold from Tuesday at 3 p.m. ends."""
    (says,) = [
        field["says"]
        for field in fields(rows("paper_fields"), "detainer")
        if field["label"] == "Second request: hold"
    ]
    days = int(re.search(r"up to (\d+) hours", says)[1]) / 24
    weekdays = {0: "Tuesday", 1: "Wednesday", 2: "Thursday", 3: "Friday"}
    options = load("question_options").query("question_id == '02-papers-3'")
    return {row.option for row in options.itertuples() if f"{weekdays[days]} at 3 p.m." in row.text}


def power_under_a_task_force_form() -> set[str]:
    """Option b: what the form adds is the power, and the paper alone gives none."""
    with_paper = {"paper": "ice_arrest_warrant", "place": "traffic_stop"}
    answers = [
        check("local_officer", "serve_ice_warrant", delegation=form, **with_paper).answer
        for form in ("none", "tfm")
    ]
    return {"b"} if answers == ["no", "yes"] else {"c"}


def hold_where_a_state_asks_for_a_judge() -> set[str]:
    """Option d: the rule on limits names a judge's warrant, and no judge signs the two papers."""
    hold = {"action": "hold_on_detainer", "paper": "detainer", "place": "jail", "state_law": "limits"}
    verdict = check("jail_officer", **hold)
    assert "court" not in {PAPERS[paper]["level"] for paper in ("detainer", "ice_arrest_warrant")}
    return {"d"} if verdict.answer == "only_if" and "with a judge's warrant" in verdict.why else {"c"}


def source_of_a_burglary_arrest() -> set[str]:
    verdict = check("local_officer", "arrest_state_crime")
    return {"b"} if verdict.answer == "yes" and verdict.why.startswith("State law gives the power") else {"c"}


def what_a_city_officer_may_do() -> set[str]:
    asked = {
        "a": ("issue_detainer", {}),
        "b": ("share_status_information", {}),
        "c": ("arrest_for_smuggling_or_harboring", {}),
        "d": ("serve_ice_warrant", {"paper": "ice_arrest_warrant"}),
    }
    return {
        letter
        for letter, (action, given) in asked.items()
        if check("local_officer", action, **given).answer != "no"
    }


def hold_under_limits() -> set[str]:
    answer = check(
        "jail_officer", "hold_on_detainer", paper="detainer", place="jail", state_law="limits"
    ).answer
    return {{"yes": "a", "no": "b", "only_if": "c"}[answer]}


def at_the_door() -> dict[str, str]:
    letters = {
        "a": "detainer",
        "b": "ice_arrest_warrant",
        "c": "ice_removal_warrant",
        "d": "judicial_warrant",
    }
    found = {}
    for letter, paper in letters.items():
        answer = check("ice_officer", "enter_to_arrest", paper=paper, place="home").answer
        to_a_jail = "jail" in PAPERS[paper]["addressed"]
        found[letter] = {
            "no": "None: it is written to a jail" if to_a_jail else "Not without consent or an emergency",
            "contested": "Disputed; no appeals ruling found",
            "only_if": "Opens the suspect’s own home",
        }[answer]
    return found


def what_1373_says_of_release_dates() -> set[str]:
    plain, bar = PARTS.loc[("1373", "(a) topic"), "plain"], PARTS.loc[("1373", "(a) bar"), "plain"]
    return {"b"} if "does not mention release dates" in plain and "does not order" in bar else {"a"}


def source_of_power(actor: str, action: str, **given) -> str:
    """The source that an answer rests on: 1 federal statute, 2 judge, 3 delegation, 4 state law."""
    verdict = check(actor, action, **given)
    assert verdict.answer != "no"
    if given.get("paper") == "judicial_warrant":
        return "2" if "within its terms" in verdict.why else "?"
    if verdict.why.startswith("State law gives"):
        return "4"
    if given.get("delegation") and check(actor, action, **{**given, "delegation": "none"}).answer == "no":
        return "3"
    return "1" if any(source.startswith("usc-") for source in verdict.sources) else "?"


def reason_on_the_screen() -> str:
    why = check("local_officer", "serve_ice_warrant", paper="ice_arrest_warrant", place="traffic_stop").why
    (letter,) = [
        choice.key for choice in tasks.task("02-2", rows, None).parts[1].choices if choice.text == why
    ]
    return letter


def paper_in_row(number: str) -> str:
    """The name of a nameless paper in the exhibit, found by what it orders."""
    row = tasks.task("02-3", rows, None).exhibit.set_index("Paper").loc[number]
    (paper,) = (name for name in PAPERS if PAPERS[name]["orders"] == row["What it orders or asks"])
    return {"judicial_warrant": "judge", "detainer": "detainer"}.get(paper, PAPERS[paper]["form"])


TIED = {
    "02-recall-1": offices_and_their_work,
    "02-recall-2": branch_of_immigration_judges,
    "02-worked-1": power_under_a_task_force_form,
    "02-worked-2": hold_where_a_state_asks_for_a_judge,
    "02-checker-1": plain_yes_on_patrol,
    "02-checker-2": other_officers_with_another_answer,
    "02-checker-3": forms_that_let_jail_staff_serve,
    "02-checker-4": what_limits_do_to_a_form,
    "02-checker-6": why_nebraska_sets_no_word,
    "02-papers-1": what_each_paper_does,
    "02-papers-2": why_a_removal_warrant_is_disputed,
    "02-papers-3": end_of_the_hold,
    "02-check-1": source_of_a_burglary_arrest,
    "02-check-2": what_a_city_officer_may_do,
    "02-check-3": hold_under_limits,
    "02-check-4": at_the_door,
    "02-check-7": what_1373_says_of_release_dates,
    "02-1.a": lambda: source_of_power("local_officer", "arrest_state_crime"),
    "02-1.b": lambda: source_of_power("ice_officer", "ask_status"),
    "02-1.c": lambda: source_of_power(
        "jail_officer", "serve_ice_warrant", delegation="wso", paper="ice_arrest_warrant", place="jail"
    ),
    "02-1.d": lambda: source_of_power("local_officer", "enter_to_arrest", paper="judicial_warrant"),
    "02-2.reason": reason_on_the_screen,
    **{f"02-3.{number}": lambda number=number: paper_in_row(number) for number in "12345"},
}

ACTS = "No table sorts acts into crimes and civil violations; the statutes named in the lesson do."
READ = {
    "02-check-5": ACTS,
    **{f"02-4.{part}": ACTS for part in "abcdef"},
    "02-5.sentence": "Which sentence is wrong follows from reading the four rulings, not from a tool.",
    "02-5.mend": "The sentence that mends the handout is chosen by reading the four rulings.",
}
