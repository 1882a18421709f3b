"""Answers of lesson 09 and its exercise that follow from a tool."""

from functools import cache

import fedlocal as fl
from fedlocal.county.pages import county_brief
from fedlocal.ground.tables import load, rows
from fedlocal.lesson import growth
from fedlocal.lesson.questions import build

GAPS = load("brief_unknowns").set_index("unknown_id")


@cache
def facts(place: str) -> dict:
    """Section -> its facts, in the brief of one county."""
    return {section.id: section.facts for section in county_brief(fl.place(place)).sections}


def words(place: str, section: str) -> str:
    return " ".join(fact.text for fact in facts(place)[section])


def nowhere_in_virginia() -> set:
    """What Alexandria's brief says of the agencies that it names: two, which it places in no county."""
    text = words("Alexandria city, VA", "agreements")
    named = text.split("could not be placed: ")[1].split("ICE replaced")[0]
    return (
        {"c"}
        if named.count("Regional Jail Authority") == 2
        and "serve several counties or could not be placed" in text
        else set()
    )


def not_known_in_kodiak() -> set:
    place = "Kodiak Island Borough, AK"
    county = words(place, "county")
    marked = {
        "a": "Residents: " not in county,
        "b": "born abroad is not known" in county,
        "c": "ICE field office: " not in county,
        "d": "we know of no statewide rule" in words(place, "law"),
    }
    return {option for option, unknown in marked.items() if unknown}


def slipped() -> set:
    earlier, later = (
        build(rows("questions"), rows("question_options"), set_id)
        for set_id in ("00-precheck", "09-postcheck")
    )
    right = {question.id: question.parts[0].right for question in earlier}
    wrong = {question.id: question.mistakes[0].value for question in later}
    change, *_ = growth.compare(earlier, later, right, wrong)
    return {"b"} if growth.CHANGES[change.change][1] == "Slipped" else set()


def who_closes() -> dict:
    """Each gap with the office that the brief names first, in the words of the question."""
    offices = {
        "The sheriff or the head of the jail": ("jail", "The sheriff or the head of the jail"),
        "The clerk, and the board’s minutes": ("rules", "The clerk"),
        "The budget office": ("cost", "The budget office"),
        "ICE’s field office": ("arrests", "ICE’s field office"),
    }
    named = {
        gap: office for office, (gap, start) in offices.items() if GAPS.loc[gap, "ask"].startswith(start)
    }
    return {
        "What the jail does with a detainer": named.get("jail"),
        "Whether a local ordinance limits cooperation": named.get("rules"),
        "What cooperation costs here": named.get("cost"),
        "How many arrests ICE made here": named.get("arrests"),
    }


def where_a_form_works() -> dict:
    """The three forms, told apart by the authority checker: who may interview in a jail, who may act at a
    traffic stop."""
    check = fl.authority.check
    found = {}
    for model, name in (
        ("wso", "Warrant Service Officer"),
        ("tfm", "Task Force Model"),
        ("jem", "Jail Enforcement Model"),
    ):
        actor = "local_officer" if model == "tfm" else "jail_officer"
        street = (
            check(actor, "arrest_unlawful_presence", delegation=model, place="traffic_stop").answer
            == "only_if"
        )
        asks = check(actor, "interview_in_jail_about_status", delegation=model, place="jail").answer in (
            "yes",
            "only_if",
        )
        found[name] = (
            "On patrol, under ICE’s supervision"
            if street
            else "In the jail, with interviews"
            if asks
            else "In the jail, to serve ICE’s warrants"
        )
    return found


def gap(unknown: str) -> str:
    """What a question of the exercise calls a thing that the brief lists among its gaps."""
    return "unknown" if unknown in GAPS.index else "known"


TIED = {
    "09-recall-2": where_a_form_works,
    "09-brief-2": nowhere_in_virginia,
    "09-brief-3": not_known_in_kodiak,
    "09-growth-1": slipped,
    "09-check-4": who_closes,
    "09-1.noncitizens": lambda: gap("noncitizens"),
    "09-1.arrests": lambda: gap("arrests"),
}

READ = {
    "09-recall-1": "what a detainer is, recalled in words from lesson 02",
    "09-recall-3": "how El Cenizo and the anticommandeering rule fit, recalled from lesson 05",
    "09-recall-4": "what a comparison of states cannot show is reasoned",
    "09-growth-2": "that the saved page holds no name is shown by its own test",
    "09-check-1": "which line is ready is judged by the criteria",
    "09-check-2": "what is wrong with a draft is read, line by line",
    "09-check-3": "what an empty list may be said to show is reasoned",
    "09-check-5": "whether a side would sign a line is judged",
    "09-check-7": "a mark given by the criteria, by a person",
    "09-check-8": "what a count of answers may be said to show is reasoned",
    "09-2.list": "dates printed in the brief, matched by reading it",
    "09-2.residents": "dates printed in the brief, matched by reading it",
    "09-2.born": "dates printed in the brief, matched by reading it",
    "09-2.arrests": "dates printed in the brief, matched by reading it",
    "09-4.a": "a mark given by the words of a criterion",
    "09-4.b": "a mark given by the words of a criterion",
    "09-4.c": "a mark given by the words of a criterion",
    "09-4.d": "a mark given by the words of a criterion",
    "09-4.e": "a mark given by the words of a criterion",
    "09-4.f": "a mark given by the words of a criterion",
}
