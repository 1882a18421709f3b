"""Answers of lesson 01 and its exercise that follow from a tool."""

from fedlocal.agencies import duties as domain
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.law.authority import check

AGENCIES = keyed("agencies", "agency_id")
DUTIES = {duty.id: duty for duty in domain.build(rows("duties"))}
CHOICES = [agency for agency, row in AGENCIES.items() if row["choice"]]


def chain(agency: str) -> list[str]:
    return domain.chain(AGENCIES.values(), agency)


def does(duty: str) -> str:
    """The one agency whose job this is."""
    (agency,) = DUTIES[duty].agencies
    return agency


def may_uscis_open_a_case() -> set[str]:
    agencies = DUTIES["open-case"].agencies
    if "uscis" in agencies:
        return {"c"}
    return {"a"} if all("ice" in chain(agency) for agency in agencies) else {"b", "d"}


def why_police_arrest_for_smuggling() -> set[str]:
    """Option b: a law about officers who enforce criminal laws on one card, nobody local on the other."""
    (smuggling, civil) = (DUTIES[duty] for duty in ("smuggling-arrest", "arrest-civil"))
    crime = ("usc-8-1324", "8 U.S.C. § 1324(c)") in smuggling.sources
    local = [
        "city-police" in duty.agencies + duty.also
        and check("local_officer", action, place="public").answer != "no"
        for duty, action in (
            (smuggling, "arrest_for_smuggling_or_harboring"),
            (civil, "arrest_unlawful_presence"),
        )
    ]
    return {"b"} if crime and local == [True, False] else {"a", "c"}


def crime_or_civil() -> set[str]:
    """Option b: an arrest for presence alone is closed to a local officer, one for smuggling is not."""
    return {"b"} if needs("arrest_unlawful_presence") == "federal" else {"a"}


def who_prosecutes() -> set[str]:
    """The options that name the agency whose job it is to prosecute a federal immigration crime."""
    letters = {"opla": "a", "hsi": "b", "us-attorneys": "c", "immigration-courts": "d"}
    return {letters[does("prosecute-reentry")]}


def where_chains_meet() -> set[str]:
    first = next((step for step in chain("ero") if step in chain("immigration-courts")), None)
    return {{"ice": "a", "dhs": "b", "president": "c", None: "d"}[first]}


def tops_of_sheriff_and_police() -> set[str]:
    tops = {chain("sheriff")[-1], chain("city-police")[-1]}
    return {"c"} if tops == {"county-voters", "city-government"} else {"a", "b"}


def roles_in_a_case() -> dict[str, str]:
    names = {
        "ero": "ERO",
        "opla": "OPLA",
        "immigration-courts": "an immigration judge",
        "bia": "the Board of Immigration Appeals",
        "federal-courts": "a federal court of appeals",
    }
    duties = {
        "a": "arrest-civil",
        "b": "argue-case",
        "c": "decide-removal",
        "d": "first-appeal",
        "e": "court-review",
    }
    return {letter: names[does(duty)] for letter, duty in duties.items()}


def who_ordered_removal() -> set[str]:
    steps = chain(does("decide-removal"))
    return {"b" if "ice" in steps else "c" if "doj" in steps else "a"}


def may_arrest_for_smuggling() -> set[str]:
    asked = {"a": "immigration-courts", "b": "hsi", "c": "city-police", "d": "opla", "e": "sheriff"}
    return {
        letter
        for letter, agency in asked.items()
        if not domain.judge(DUTIES["smuggling-arrest"], [agency], CHOICES).wrong
    }


def what_prisons_do() -> set[str]:
    mine = {id_ for id_, duty in DUTIES.items() if "bop" in duty.agencies}
    linked = any("bop" in duty.also for duty in DUTIES.values())
    if "dhs" in chain("bop"):
        return {"d"}
    return {"c"} if mine == {"federal-prison"} and linked else {"a"} if len(mine) > 1 else {"b"}


def needs(action: str) -> str:
    """What a local officer needs for an action: no further power, state law, or the federal side."""
    if check("local_officer", action).answer == "no":
        return (
            "federal"
            if check("local_officer", action, delegation="tfm").answer != "no"
            else "no one can give it"
        )
    return "nothing" if check("ice_officer", action).answer == "yes" else "state"


def needs_for_a_county_charge() -> str:
    levels = {
        AGENCIES[agency]["level"]
        for agency in DUTIES["book-and-hold"].agencies + DUTIES["book-and-hold"].also
    }
    return "state" if levels <= {"local", "state"} else "federal"


def what_the_table_can_say() -> str:
    wanted = {
        "a": "officers",
        "b": "immigration_powers",
        "c": "on_patrol",
        "d": "agencies_not_reporting",
        "e": "civilians",
    }
    columns = set(load("law_enforcement_employees").columns)
    return ";".join(letter for letter, column in wanted.items() if column in columns)


def wrong_sentence_in_the_story() -> str:
    true = {
        "1": does("arrest-civil") == "ero" and "ice" in chain("ero"),
        "2": "ice" in chain(does("argue-case")),
        "3": (
            AGENCIES[does("decide-removal")]["level"] == "court"
        ),  # the sentence puts the judge in the judicial branch
        "4": (does("first-appeal"), does("court-review")) == ("bia", "federal-courts"),
    }
    (wrong,) = [number for number, holds in true.items() if not holds]
    return wrong


def what_belongs_there() -> str:
    steps = chain(does("decide-removal"))
    return "b" if "ice" in steps else "a" if "doj" in steps else "d"


TIED = {
    "01-worked-1": crime_or_civil,
    "01-worked-2": who_prosecutes,
    "01-sorter-1": may_uscis_open_a_case,
    "01-sorter-3": why_police_arrest_for_smuggling,
    "01-cards-2": where_chains_meet,
    "01-cards-3": tops_of_sheriff_and_police,
    "01-check-1": roles_in_a_case,
    "01-check-2": who_ordered_removal,
    "01-check-5": may_arrest_for_smuggling,
    "01-check-6": what_prisons_do,
    "01-4.a": lambda: needs("arrest_state_crime"),
    "01-4.b": lambda: needs("share_status_information"),
    "01-4.c": lambda: needs("arrest_unlawful_presence"),
    "01-4.d": lambda: needs("issue_detainer"),
    "01-4.e": needs_for_a_county_charge,
    "01-6.say": what_the_table_can_say,
    "01-8.sentence": wrong_sentence_in_the_story,
    "01-8.mend": what_belongs_there,
}

READ = {
    "01-check-8": "What is wrong with a conclusion from a headcount is argued, not looked up.",
    "01-3.reason": "The checker gives the answer; its four reasons are invented and are weighed by reading.",
}
