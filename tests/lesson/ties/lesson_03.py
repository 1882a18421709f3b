"""Answers of lesson 03 and its exercise that follow from a tool."""

import re
from functools import cache

import fedlocal as fl
from fedlocal.agencies import duties
from fedlocal.ground.tables import load, rows
from fedlocal.pathway import trends, walks
from fedlocal.pathway.totals import pending_by_file

GRAPH, CASES = walks.read_map(), walks.build_cases(rows("pathway_cases"))
STEPS = GRAPH.steps


def texts(question: str) -> list[str]:
    """The texts of a question's options, as the learner sees them."""
    return list(load("question_options").query("question_id == @question")["text"])


def targets(question: str) -> list[str]:
    return list(load("question_options").query("question_id == @question")["target"])


def ways(case: str, *steps: str) -> tuple[set[str], set[str]]:
    """Steps and ends to which the ways lead that are open, and closed, for a case after these steps."""
    open_, closed = walks.choices(GRAPH, list(steps), CASES[case].facts)
    return {way.end for way in open_}, {way.end for way in closed}


@cache
def ends_from(walked: tuple[str, ...], facts: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Every step and end that can still be reached after a walk, with these facts."""
    seen: set[tuple[str, ...]] = set()
    waiting = [walked]
    while waiting:
        steps = waiting.pop()
        for way in walks.choices(GRAPH, list(steps), dict(facts))[0]:
            after = (*steps, way.end)
            if (way.start, way.end) not in seen:
                seen.add((way.start, way.end))
                waiting.append(after)
    return frozenset(end for _, end in seen)


def reach(case: str, *walked: str) -> frozenset[str]:
    return ends_from(walked, tuple(CASES[case].facts.items()))


def worksite(position: int) -> str:
    """What officers need, as the table of the workplace has it."""
    return load("worksite_limits").set_index("position").loc[position, "needs"]


def needed(position: int) -> str:
    """The word of exercise 03-4 for what a row of the workplace table asks for."""
    text = worksite(position)
    words = {
        "nothing": "No warrant",
        "papers": "Notice of Inspection",
        "suspicion": "Reasonable suspicion",
        "person": "warrant for that person",
        "entry": "consent",
    }
    return next(word for word, phrase in words.items() if phrase in text)


# The numbers


def held(agency: str | None, group: str, measure: str) -> str:
    """How a measure of a group of people held went from January 2025 to March 2026: rose, fell or same."""
    points = trends.held(rows("detention_monthly"), 1, agency)
    changes = trends.change(points, group, "2025-01", "2026-03")
    return next(change.direction for change in changes if change.measure == measure)


def others_grew_faster() -> set[str]:
    """More people with a conviction, and a smaller part: the other groups grew faster (03-trends-1)."""
    both = (held("ice", "convicted", "count"), held("ice", "convicted", "share")) == ("rose", "fell")
    points = {
        (point.group, point.period): point.count for point in trends.held(rows("detention_monthly"), 1, "ice")
    }
    grown = {
        group: points[group, "2026-03"] / points[group, "2025-01"]
        for group in ("convicted", "pending_charges", "other_violator")
    }
    return {"b"} if both and min(grown, key=grown.get) == "convicted" else {"a"}


def composition() -> set[str]:
    """The share halves among ICE's own arrests and stays among all, while CBP's part falls: 03-trends-2."""
    table = load("detention_monthly")
    part = table.groupby(["month", "arresting_agency"])["held"].sum().unstack()
    cbp = part["cbp"] / part.sum(axis=1)
    mixed = (
        held("ice", "convicted", "share") == "fell"
        and held(None, "convicted", "share") == "same"
        and cbp["2026-03"] < cbp["2025-01"] / 2
    )
    few = held("cbp", "convicted", "count") == "fell"
    return {"b"} if mixed and few else {"a"}


def fewer_to_divide_by() -> set[str]:
    """Dallas has the most arrests, New Orleans the highest rate, and far fewer noncitizens: 03-trends-4."""
    points = [point for point in trends.arrests(rows("arrests_by_office")) if point.period == "2017"]
    most = max(points, key=lambda point: point.count)
    densest = max(points, key=lambda point: point.rate)
    fewer = densest.count / densest.rate < 0.5 * most.count / most.rate
    return {"b"} if (most.group, densest.group, fewer) == ("Dallas", "New Orleans", True) else {"a"}


def counted() -> dict[str, str]:
    """Each question of 03-numbers-1 with the measure that counts what it asks for."""
    asked = {
        "a": "on an order of removal, by ICE or by CBP",
        "b": "including people that CBP arrested",
        "c": "ICE itself made the arrest",
        "d": "without an order of removal",
    }
    measures = load("measures").query("deportation")
    return {
        letter: next(row.label for row in measures.itertuples() if words in row.counts)
        for letter, words in asked.items()
    }


def backlog() -> set[str]:
    """One day, two files: the pending cases differ, the new and completed ones hardly: 03-numbers-3."""
    pending = pending_by_file(rows("court_totals"))[2019]
    flows = (
        load("court_totals")
        .query("counted_by == 'eoir' and period == 'FY2019' and measure != 'pending'")
        .groupby("measure")["cases"]
        .agg(["min", "max"])
    )
    jumped = pending["2025-07-31"] - pending["2021-04-19"] == 244_085
    return {"b"} if jumped and (flows["max"] / flows["min"] < 1.01).all() else {"a"}


def states_of_one_office() -> set[str]:
    """The states of 03-office-2 that belong to one office as a whole."""
    names = load("states").set_index("state")["state_abbr"]
    counties = load("counties").groupby("state_abbr")["field_office"].nunique()
    return {state for state in texts("03-office-2") if counties[names[state]] == 1}


def area_of_kansas() -> set[str]:
    """The office of 03-office-3 is Chicago's, and the table of offices has no column for jails or courts."""
    columns = set(load("field_offices").columns)
    silent = not [name for name in columns if re.search("court|jail|facilit|detention|held", name)]
    return {"b"} if fl.place("Sedgwick County, KS").field_office == "Chicago" and silent else set()


# The papers, the people, the walk


def papers() -> dict[str, str]:
    known = load("papers").set_index("paper")
    positions = {"A request": 0, "A court order": 3}
    of = {}
    for text in texts("03-recall-1"):
        name = next(paper for paper, row in known.iterrows() if text in (f"Form {row['form']}", row["title"]))
        kind = known.loc[name, "kind"]
        place = positions.get(kind, 2 if "final removal order" in known.loc[name, "orders"] else 1)
        of[text] = targets("03-recall-1")[place]
    return of


def departments() -> set[str]:
    """The departments of the two government people in immigration court: 03-recall-3."""
    names = {
        "dhs": "Homeland Security",
        "doj": "the Justice Department",
        "federal-courts": "the judicial branch",
    }
    lawyer, judge = (
        next(names[office] for office in duties.chain(rows("agencies"), agency) if office in names)
        for agency in ("opla", "immigration-courts")
    )
    return {f"Both in {lawyer}" if lawyer == judge else f"The lawyer in {lawyer}, the judge in {judge}"}


def forms() -> dict[str, str]:
    """Each form with what the step on whose paper line it stands is about."""
    steps = {
        "Opens a case before an immigration judge": "nta",
        "Takes a case to the Board": "board",
        "Expedited removal": "expedited",
        "Carries out a final order": "final_order",
        "An employer’s check of who may work": "audit",
    }
    assert set(steps) == set(targets("03-check-3"))
    return {
        form: next(text for text, id_ in steps.items() if form in STEPS[id_].form)
        for form in texts("03-check-3")
    }


def in_order() -> list[str]:
    """The steps of a full case, in the order in which the cook's walk passes them."""
    steps = {
        "Notice to Appear": "nta",
        "Hearing: is the person removable?": "hearing",
        "Application for relief": "relief",
        "Appeal to the Board": "board",
        "Petition to a court of appeals": "appeals_court",
        "Travel document from the other country": "final_order",
    }
    passed = walks.trail(GRAPH, CASES["cook"].start, CASES["cook"].walk)
    return sorted(steps, key=lambda text: passed.index(steps[text]))


def open_to_expedited() -> set[str]:
    facts = {
        "a": {"entry": "admitted", "presence": "short"},
        "b": {"entry": "uninspected", "presence": "short"},
        "c": {"entry": "admitted", "presence": "long", "resident": "yes", "record": "drug"},
    }
    found = {
        letter
        for letter, known in facts.items()
        if "expedited" in {way.end for way in walks.choices(GRAPH, ["procedure"], known)[0]}
    }
    return found or {"d"}


def asylum_closed() -> set[str]:
    """The woman at the border can still be granted relief; after the old order the farmhand cannot, though a
    judge hears him on protection: 03-walk-6."""
    farmhand = reach("returnee", "ice_arrest", "procedure", "reinstatement", "reasonable_fear")
    woman = reach("crossing", "border", "procedure", "expedited", "credible_fear")
    parted = "stays" in woman and "stays" not in farmhand and {"withholding", "withheld"} <= farmhand
    return {"b"} if parted else set()


def painters_order() -> set[str]:
    """By the clock of the order in absence, two years are too late, and the notice counted: 03-walk-1."""
    clock = load("pathway_limits").set_index("limit_id").loc["absence_reopen"]
    late = clock["unit"] == "days" and clock["value"] < 2 * 365
    return {"b"} if late and "the last address that the person gave counts" in clock["note"] else set()


def opens_bond() -> set[str]:
    """Which change in the permanent resident's facts opens release on bond: 03-walk-2."""
    changes = {"a": {"resident": "no"}, "b": {"record": "charged"}, "c": {}}
    walked = ["ice_arrest", "procedure", "nta", "bond"]
    return {
        letter
        for letter, change in changes.items()
        if "bd_released"
        in {way.id for way in walks.choices(GRAPH, walked, {**CASES["resident"].facts, **change})[0]}
    }


def review_on_request() -> set[str]:
    asked = "must ask" in GRAPH.ways["cf_review"].condition
    judge = STEPS[GRAPH.ways["cf_review"].end].decider == "An immigration judge"
    return {"b"} if asked and judge else {"d"}


def fast_order() -> set[str]:
    """Who decides in the worked case of expedited removal: 03-worked-1."""
    facts = {"entry": "uninspected", "presence": "short", "prior_order": "no", "record": "none"}
    reached = "expedited" in {way.end for way in walks.choices(GRAPH, ["ice_arrest", "procedure"], facts)[0]}
    step = STEPS["expedited"]
    officer = "supervisor must approve" in step.decider and "No immigration judge" in step.standard
    return {"b"} if reached and officer and "I-860" in step.form else {"a"}


def after_old_order() -> set[str]:
    """Who hears somebody who speaks of fear after Form I-871: 03-worked-2."""
    step = STEPS[GRAPH.ways["ri_fear"].end]
    used = "I-871" in STEPS["reinstatement"].form and "asylum officer" in GRAPH.ways["ri_fear"].condition
    return {"b"} if used and step.decider.startswith("An asylum officer") else {"c"}


def notice_first() -> set[str]:
    """A notice alone leaves a wait before the inspection: 03-worksite-3."""
    clock = load("pathway_limits").set_index("limit_id").loc["audit_notice"]
    waits = (clock["bound"], clock["value"], clock["unit"]) == ("at_least", 3, "days")
    return {"b"} if waits and "without the wait" in worksite(1) else {"a"}


def ways_out_of_hearing() -> set[str]:
    ends = reach("visitor", "procedure", "nta", "hearing")
    return {letter for letter, end in {"b": "ended", "c": "stays", "e": "leaves"}.items() if end in ends}


def ways_out_after_petition() -> str:
    """What can still keep someone from removal who lost at the Board and went to court: 03-3, out."""
    ends = reach("visitor", "procedure", "nta", "hearing", "board", "appeals_court")
    order = ("hearing", "board", "appeals_court", "final_order")
    after = {way.id for way in walks.choices(GRAPH, ["nta", *order], CASES["visitor"].facts)[0]}
    found = {
        "a": "credible_fear" in ends,
        "b": (
            "co_board"
            in {way.id for way in walks.choices(GRAPH, ["nta", *order[:3]], CASES["visitor"].facts)[0]}
        ),
        "d": "fo_reopened" in after,
        "e": "fo_supervised" in after,
        "f": "detainer" in ends,
    }
    return ";".join(letter for letter, there in found.items() if there)


def held_back(step: str) -> str:
    """Whether an order may be carried out while a case is open at a step: 03-3, first and second."""
    return (
        "no"
        if "the order is not carried out" in STEPS[step].rights
        else "yes"
        if "Filing does not stop removal" in STEPS[step].rights
        else ""
    )


def how_the_court_reads() -> str:
    standard = STEPS["appeals_court"].standard
    return (
        "record"
        if "existing record" in standard and "any reasonable judge" in standard
        else "clear"
        if "clearly wrong" in standard
        else "afresh"
    )


def named(question: str, catchwords: dict[str, str], text: str) -> set[str]:
    """Letters of the options whose catchword stands in a text of the table."""
    assert set(catchwords) <= set(load("question_options").query("question_id == @question")["option"]), (
        question
    )
    return {letter for letter, word in catchwords.items() if word in text}


TIED = {
    "03-recall-1": papers,
    "03-recall-2": lambda: named(
        "03-recall-2",
        {"a": "convict", "b": "here unlawfully", "c": "get away before a warrant", "d": "judge"},
        STEPS["ice_arrest"].standard,
    ),
    "03-recall-3": departments,
    "03-worked-1": fast_order,
    "03-worked-2": after_old_order,
    "03-walk-1": painters_order,
    "03-walk-2": opens_bond,
    "03-walk-3": review_on_request,
    "03-walk-4": lambda: {
        letter
        for letter, end in zip(
            "abcde", ("nta", "expedited", "reinstatement", "leaves", "administrative"), strict=True
        )
        if end in ways("cook", "local_arrest", "booking", "detainer", "procedure")[1]
    },
    "03-walk-5": lambda: (
        {"b"} if (held_back("board"), held_back("appeals_court")) == ("no", "yes") else {"a"}
    ),
    "03-walk-6": asylum_closed,
    "03-worksite-1": lambda: {"b"} if "No warrant" in worksite(2) and "warrant" in worksite(3) else {"a"},
    "03-worksite-2": lambda: {"b"} if "warrant for that person" in worksite(8) else {"a"},
    "03-worksite-3": notice_first,
    "03-trends-1": others_grew_faster,
    "03-trends-2": composition,
    "03-trends-4": fewer_to_divide_by,
    "03-office-1": lambda: {fl.place("Lubbock County, TX").field_office},
    "03-office-2": states_of_one_office,
    "03-office-3": area_of_kansas,
    "03-numbers-1": counted,
    "03-numbers-3": backlog,
    "03-check-1": lambda: {
        option
        for option in texts("03-check-1")
        if option.startswith(STEPS[GRAPH.ways["hr_appeal"].end].decider)
    },
    "03-check-2": ways_out_of_hearing,
    "03-check-3": forms,
    "03-check-4": in_order,
    "03-check-5": open_to_expedited,
    "03-check-6": lambda: {
        option
        for option in texts("03-check-6")
        if "properly executed warrant" in option and "properly executed warrant" in worksite(4)
    },
    "03-3.first": lambda: held_back("board"),
    "03-3.second": lambda: held_back("appeals_court"),
    "03-3.who": lambda: {"appeals_court": "appeals", "board": "board"}[GRAPH.ways["ba_court"].end],
    "03-3.facts": how_the_court_reads,
    "03-3.reason": lambda: "c" if (held_back("board"), held_back("appeals_court")) == ("no", "yes") else "b",
    "03-3.out": ways_out_after_petition,
    "03-4.a": lambda: needed(2),
    "03-4.b": lambda: needed(3),
    "03-4.c": lambda: needed(4),
    "03-4.d": lambda: needed(1),
    "03-4.e": lambda: needed(7),
    "03-4.f": lambda: needed(8),
}

READ = {
    "03-recall-4": "What staying on after a visa is stands in the statute; no table of the course judges it.",
    "03-trends-5": "What a chart cannot tell is judged from what it counts, not computed.",
    "03-check-7": "What follows from a sentence about convictions is a matter of reasoning.",
    "03-6.say": "Whether a table bears a sentence out is judged from its columns.",
    "03-8.sentence_1": "Which sentence of an invented story goes too far is judged by a reader.",
    "03-8.mend_1": "The sentence that belongs in its place is judged by a reader.",
    "03-8.sentence_2": "Which sentence of an invented story goes too far is judged by a reader.",
    "03-8.mend_2": "The sentence that belongs in its place is judged by a reader.",
}
