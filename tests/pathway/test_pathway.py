"""The path of a case: every step can be reached, every path ends, clocks say what their sources say, walks
go where they should."""

import itertools
import json
import re
from pathlib import Path

import pytest

import fedlocal as fl
from fedlocal.ground import prose
from fedlocal.ground.tables import describe, load, rows
from fedlocal.pathway import walks
from fedlocal.pathway.picture import HEIGHT, WIDTH, draw, place

ROOT = Path(__file__).parents[2]
TABLES = {name: rows(name) for name in ("pathway_steps", "pathway_limits", "pathway_links")}
GRAPH = walks.read_map()
CASES = walks.build_cases(rows("pathway_cases"))
FIRST = next(iter(CASES.values()))
STARTS = [id_ for id_, step in GRAPH.steps.items() if step.kind == "start"]
WORDS = {
    field["name"]: field["constraints"]["enum"]
    for field in describe("pathway_cases")["schema"]["fields"]
    if field["name"] in CASES["cook"].facts
}
EVERY_FACTS = [dict(zip(WORDS, values, strict=True)) for values in itertools.product(*WORDS.values())]


def changed(table: str, where: str, **cells):
    """The graph with some cells of one row changed, or the row taken out when no cells are given."""
    key = next(iter(TABLES[table][0]))
    assert where in {row[key] for row in TABLES[table]}, f"{table} has no {where}"
    others = [row for row in TABLES[table] if row[key] != where]
    mended = [{**row, **cells} if row[key] == where else row for row in TABLES[table]]
    return walks.build(*({**TABLES, table: mended if cells else others}[name] for name in TABLES))


def reached(graph) -> set[str]:
    return set().union(*(walks.reachable(graph, start) for start in STARTS))


def stuck(graph, facts) -> list[tuple]:
    """Situations of a walk with these facts from which no open way leads to an end."""
    ahead = {
        state: {following for _, following in ways} for state, ways in walks.states(graph, facts).items()
    }
    good = {state for state in ahead if graph.steps[state[-1]].kind == "end"}
    while grown := {state for state, following in ahead.items() if good & following} - good:
        good |= grown
    return sorted(set(ahead) - good)


def test_every_step_can_be_reached_from_a_start():
    assert reached(GRAPH) == set(GRAPH.steps) and len(STARTS) == 5


def test_a_step_cut_off_is_seen():
    for way in ("bk_detainer", "ri_fear"):
        cut = changed("pathway_links", way)
        missing = set(GRAPH.steps) - reached(cut)
        assert missing == {"detainer"} if way == "bk_detainer" else not missing, (
            "reasonable fear has a second way in"
        )


def test_every_path_ends_and_each_loop_is_marked():
    assert walks.without_end(GRAPH) == set() and walks.loops(GRAPH) == set()
    for way in GRAPH.ways.values():
        if way.back:
            assert way.start in walks.reachable(GRAPH, way.end), (
                f"{way.id} is marked as going back, but closes no loop"
            )


def test_a_dead_end_and_an_unmarked_loop_are_seen():
    assert walks.without_end(changed("pathway_links", "fo_removed", to_step="habeas")) == set(), (
        "supervision is left"
    )
    links = [row for row in TABLES["pathway_links"] if row["link_id"] not in ("au_clean", "au_fine")]
    closed = walks.build(TABLES["pathway_steps"], TABLES["pathway_limits"], links)
    assert walks.without_end(closed) == {"audit"}
    assert walks.loops(changed("pathway_links", "ab_reopened", back=False)) == {"hearing", "absence"}


def test_an_end_ends_and_a_step_leaves_a_choice():
    for id_, step in GRAPH.steps.items():
        after = GRAPH.after(id_)
        assert not after if step.kind == "end" else len(after) >= 2, id_
        assert step.kind == "end" or all(
            (step.decider, step.question, step.standard, step.rights, step.level)
        ), f"{id_} leaves a column empty"


@pytest.mark.parametrize("facts", EVERY_FACTS, ids=lambda facts: "-".join(facts.values()))
def test_no_facts_lock_a_walk(facts):
    assert stuck(GRAPH, facts) == []


def test_a_lock_is_seen():
    locked = changed("pathway_links", "ba_remand_protection", via="hearing/relief")
    assert stuck(locked, EVERY_FACTS[0]) == [], "two ways stay open beside it"
    links = [
        {**row, "needs": "prior_order=yes", "closed": "Closed."} if row["from_step"] == "withholding" else row
        for row in TABLES["pathway_links"]
    ]
    graph = walks.build(TABLES["pathway_steps"], TABLES["pathway_limits"], links)
    facts = {
        "entry": "uninspected",
        "presence": "short",
        "prior_order": "no",
        "record": "aggravated",
        "resident": "no",
    }
    assert any(state[-1] == "withholding" for state in stuck(graph, facts))


TRAILS = {
    "cook": "1 6 7 8 9 10 11 12 14 15 23 G",
    "roofer": "3 8 16 17 9 10 11 12 C",
    "resident": "2 8 9 10 11 12 C",
    "returnee": "2 8 19 21 23 G",
    "prisoner": "2 8 20 23 G",
    "crossing": "4 8 16 17 18 9 10 11 12 23 F",
    "student": "2 8 9 11 13 11 B",
    "visitor": "1 6 7 8 9 11 D",
    "restaurant": "5 25 26 H",
}


@pytest.mark.parametrize("name", CASES)
def test_each_case_walks_the_trail_that_is_expected(name):
    steps = walks.check_walk(GRAPH, CASES[name])
    assert " ".join(GRAPH.steps[step].mark for step in steps) == TRAILS[name]
    assert GRAPH.steps[steps[-1]].kind == "end"


def test_every_start_and_every_faster_procedure_has_a_case():
    passed = {step for case in CASES.values() for step in walks.check_walk(GRAPH, case)}
    assert {*STARTS, "expedited", "reinstatement", "administrative"} <= passed


def test_a_walk_counts_offices_and_not_names():
    bodies = {step.body for step in GRAPH.steps.values() if step.body}
    assert len(bodies) == 10 and all(bool(step.body) == (step.kind != "end") for step in GRAPH.steps.values())
    assert (
        len(
            {GRAPH.steps[step].body for step in walks.trail(GRAPH, "local_arrest", CASES["cook"].walk)} - {""}
        )
        == 6
    )


def test_cases_end_in_different_ways():
    ends = [walks.check_walk(GRAPH, case)[-1] for case in CASES.values()]
    assert {"removed", "stays", "ended", "leaves", "supervised", "employer_done"} == set(ends) and ends.count(
        "removed"
    ) <= 3


def test_the_first_case_shown_is_not_the_harshest():
    assert FIRST.id == "student" and walks.check_walk(GRAPH, FIRST)[-1] in ("ended", "stays")
    assert (
        fl.widgets.CasePathway().case.value == FIRST.id
        and f"{FIRST.title}.</strong>" in fl.widgets.CasePathway().fallback().partition("<ol")[0]
    )
    first = load("questions").query("set_id == '03-walk'").sort_values("position").iloc[0]
    assert FIRST.id in first["prompt"]


def test_the_invented_people_are_held_against_ices_own_shares():
    here = walks.records(GRAPH, CASES)
    people = [case for case in CASES.values() if case.start != "audit"]
    assert sum(here.values()) == len(people) == 8 and here["convicted"] == sum(
        case.facts["record"] in ("drug", "aggravated") for case in people
    )
    table = (
        load("detention_monthly")
        .query("month == '2026-03' and arresting_agency == 'ice'")
        .groupby("criminality")["held"]
        .sum()
    )
    shares = [f"{100 * table[label] / table.sum():.0f}" for label in here]
    mix = fl.widgets.CasePathway().mix()
    assert (
        f"its labels say {shares[0]}, {shares[1]} and {shares[2]} percent" in mix
        and f"Of the {len(people)} people, {here['convicted']} have a conviction" in mix
    )
    assert mix in fl.widgets.CasePathway().fallback()


def test_a_walk_that_the_facts_close_or_that_does_not_join_is_refused():
    case = CASES["cook"]
    with pytest.raises(ValueError, match="expedited removal is for people who were not admitted"):
        walks.check_walk(GRAPH, case, ["la_task_force", "pr_expedited"])
    with pytest.raises(ValueError, match="cannot be taken. It does not follow from here"):
        walks.check_walk(GRAPH, case, ["la_booked", "pr_hearing"])
    with pytest.raises(ValueError, match="but the walk stands at 'booking'"):
        walks.trail(GRAPH, "local_arrest", ["la_booked", "pr_hearing"])
    with pytest.raises(ValueError, match="cannot be taken"):
        walks.check_walk(changed("pathway_links", "pr_reinstate", needs="prior_order=no"), CASES["returnee"])


def test_the_law_of_the_fork_holds():
    """Who may be put into which faster procedure, fact by fact."""
    for facts in EVERY_FACTS:
        open_, closed = walks.choices(GRAPH, ["ice_arrest", "procedure"], facts)
        ways = {way.end for way in open_}
        assert "nta" in ways, "the hearing is always open"
        assert ("expedited" in ways) == (facts["entry"] == "uninspected" and facts["presence"] == "short")
        assert ("reinstatement" in ways) == (facts["prior_order"] == "yes")
        assert ("administrative" in ways) == (facts["record"] == "aggravated" and facts["resident"] == "no")
        assert ("leaves" in ways) == (facts["record"] != "aggravated")
        assert all(way.closed for way in closed)
        bond, shut = walks.choices(GRAPH, ["procedure", "nta", "bond"], facts)
        mild = facts["record"] in ("none", "charged")
        assert ("bd_released" in {way.id for way in bond}) == (mild and facts["entry"] == "admitted")
        assert ("bd_disputed" in {way.id for way in bond}) == (mild and facts["entry"] == "uninspected")
        fear, _ = walks.choices(GRAPH, ["procedure", "expedited", "credible_fear", "nta", "bond"], facts)
        assert {way.id for way in fear} == {
            "bd_parole",
            "bd_held",
            "bd_habeas",
        }, "after a finding of fear no judge grants bond"


# What the law says at a step: (step, column) -> words that have to be there, and the source with its pinpoint
LAW = {
    ("expedited", "decider"): (("officer", "second-line supervisor must approve"), ("cfr-8-235-3", "(7)")),
    ("expedited", "rights"): (
        ("U.S. citizen, a permanent resident, a refugee or a person with asylum", "judge’s review"),
        ("cfr-8-235-3", "(5)"),
    ),
    ("expedited", "rights", "children"): (
        ("Unaccompanied children are outside", "Mexico and Canada"),
        ("usc-8-1232", "(a)(5)(D)"),
    ),
    ("hearing", "standard"): (
        ("the government must first prove that they are not a citizen or national", "clear and convincing"),
        ("cfr-8-1240-8", "(c)"),
    ),
    ("absence", "standard"): (
        ("government must show both", "clear, unequivocal and convincing"),
        ("usc-8-1229a", "(b)(5)"),
    ),
    ("absence", "rights"): (("limited time", "at any time", "stops the removal"), ("usc-8-1229a", "(b)(5)")),
    ("administrative", "question"): (("aggravated felony", "only on conditions"), ("usc-8-1228", "(b)")),
    ("reinstatement", "rights"): (
        ("courts have differed on when the time to ask begins",),
        ("crs-lsb11140", "opening"),
    ),
    ("detainer", "standard"): (("“shall” hold", "read it as a request"), ("cfr-8-287-7", "(d)")),
    ("ice_arrest", "standard"): (
        ("see someone enter unlawfully", "don’t need the second"),
        ("usc-8-1357-a", "(a)(2)"),
    ),
    ("procedure", "standard"): (("decide not to pursue a removal",), ("case-arizona-2012", "at 396")),
    ("bond", "rights"): (("the government’s appeal can keep the person held",), ("cfr-8-1003-19", "(i)(2)")),
}


def misstated(graph) -> list[tuple]:
    """Places where a step does not say what its law says, or does not cite it."""
    wrong = []
    for place_, (phrases, (source, pinpoint)) in LAW.items():
        step = graph.steps[place_[0]]
        text = getattr(step, place_[1])
        cited = any(id_ == source and pinpoint in where for id_, where in step.sources)
        if not cited or any(phrase not in text for phrase in phrases):
            wrong.append(place_)
    return wrong


def test_each_step_says_what_its_law_says():
    assert misstated(GRAPH) == []


def test_a_step_that_says_less_than_its_law_is_seen():
    assert misstated(changed("pathway_steps", "expedited", decider="An immigration officer, alone")) == [
        ("expedited", "decider")
    ]
    assert misstated(
        changed(
            "pathway_steps",
            "hearing",
            standard="Someone who was not admitted must show a right to be admitted.",
        )
    ) == [("hearing", "standard")]


def test_a_case_can_be_left_alone_and_an_order_can_be_agreed_to():
    assert GRAPH.ways["pr_not_pursued"].way_out and GRAPH.ways["pr_not_pursued"].end == "no_case"
    agreed = GRAPH.ways["nt_stipulated"]
    assert (
        not agreed.way_out
        and agreed.end == "final_order"
        and "without a hearing" in agreed.condition
        and "no lawyer" in agreed.condition
    )


def test_a_way_back_leads_where_one_came_from():
    def after(*steps):
        return {way.id for way in walks.choices(GRAPH, list(steps), CASES["returnee"].facts)[0]}

    assert after("withholding", "board") == {"ba_remand_protection", "ba_court_protection", "ba_order"}
    assert after("hearing", "relief", "board") == {"ba_remand", "ba_court", "ba_order"}
    assert "co_agency" in after("reinstatement", "appeals_court") and "co_board" not in after(
        "reinstatement", "appeals_court"
    )
    assert "co_board" in after("reinstatement", "reasonable_fear", "withholding", "board", "appeals_court")
    assert after("bond", "habeas") == {"hb_release", "hb_held"} and after(
        "bond", "final_order", "habeas"
    ) == {"hb_supervised", "hb_lawful"}
    assert "fo_reopened" in after("hearing", "final_order") and "fo_reopened" not in after(
        "reinstatement", "final_order"
    )


def test_needs_name_facts_and_steps_that_there_are():
    for way in GRAPH.ways.values():
        for name, words in way.needs:
            assert set(words) <= set(WORDS[name]) and len(words) < len(WORDS[name]), way.id
        assert bool(way.needs) == bool(way.closed), f"{way.id}: a way that can be closed says why"
        assert set(way.via) <= set(GRAPH.steps), way.id


# Clocks

CLOCK = re.compile(r"\b(\d[\d,]*|two|three|seven|ten|thirty|ninety)[ -](hour|day|month|year)s?\b")
NUMBERS = {"two": 2, "three": 3, "seven": 7, "ten": 10, "thirty": 30, "ninety": 90}
KNOWN = {(row["value"], row["unit"]) for row in TABLES["pathway_limits"]}


def clocks(text: str) -> set[tuple[int, str]]:
    return {
        (NUMBERS.get(number) or int(number.replace(",", "")), f"{unit}s")
        for number, unit in CLOCK.findall(text)
    }


def contradictions(limits) -> list[str]:
    """Limits whose number and unit their source's own words do not give."""
    wrong = []
    for row in limits:
        dollars = re.findall(r"\$([\d,]+)", row["source_says"])
        quantities = {(int(amount.replace(",", "")), "dollars") for amount in dollars}
        quantities |= clocks(row["source_says"].replace("calendar ", ""))
        if (row["value"], row["unit"]) not in quantities:
            wrong.append(row["limit_id"])
    return wrong


def test_no_limit_contradicts_its_source():
    assert contradictions(TABLES["pathway_limits"]) == []


def test_a_limit_that_contradicts_its_source_is_seen():
    wrong = {"petition": {"value": 60}, "detainer_hold": {"unit": "days"}}
    limits = [{**row, **wrong.get(row["limit_id"], {})} for row in TABLES["pathway_limits"]]
    assert contradictions(limits) == ["detainer_hold", "petition"]


def words_of_the_lesson() -> list[tuple[str, str]]:
    """(where, text) for all that lesson 03 says in its own words outside the table of limits."""
    texts = [
        (f"{table}.{column}", text)
        for table, columns in {
            "pathway_steps": ["title", "question", "standard", "form", "rights"],
            "pathway_links": ["choice", "condition", "closed"],
            "worksite_limits": ["place", "act", "needs", "note"],
            "papers": ["orders", "after"],
        }.items()
        for column in columns
        for text in load(table)[column].dropna()
    ]
    questions = load("questions").query("set_id in ['03-worked', '03-walk', '03-worksite', '03-check']")
    texts += [(row.question_id, f"{row.prompt} {row.explain}") for row in questions.itertuples()]
    texts += [
        (f"{row.question_id} {row.option}", f"{row.text} {row.feedback}")
        for row in load("question_options").itertuples()
        if row.question_id in set(questions["question_id"])
    ]
    path = next((ROOT / "notebooks").glob("03_*.ipynb"))
    cells = [
        cell
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    return texts + [
        ("the lesson", sentence) for cell in cells for sentence in prose.sentences("".join(cell["source"]))
    ]


STORIES = {("03-check-5 b", (3, "months"))}  # a fact of an invented case, not a clock


def test_every_clock_that_is_named_stands_in_the_table():
    named = [
        (where, clock)
        for where, text in words_of_the_lesson()
        for clock in clocks(text)
        if (where, clock) not in STORIES
    ]
    assert len(named) >= 9, "the pattern must find the clocks of the questions"
    assert [mention for mention in named if mention[1] not in KNOWN] == []


def test_a_clock_in_an_explanation_is_one_of_the_source_that_it_names():
    of_source: dict[str, set] = {}
    for row in TABLES["pathway_limits"]:
        of_source.setdefault(row["source_id"], set()).add((row["value"], row["unit"]))
    seen = 0
    for row in load("questions").query("set_id in ['03-walk', '03-worksite', '03-check']").itertuples():
        named = clocks(row.explain)
        seen += len(named)
        assert named <= of_source.get(row.source_id, set()), f"{row.question_id}: {row.explain}"
    assert seen >= 5


def test_no_clock_is_typed_into_the_map():
    for table, columns in {
        "pathway_steps": ["standard", "rights"],
        "pathway_links": ["choice", "condition", "closed"],
    }.items():
        for column in columns:
            assert not [text for text in load(table)[column].dropna() if clocks(text)], (
                "put it into pathway_limits"
            )


# Sources, developments, picture


def test_no_row_is_surer_than_its_sources():
    strength = ["unchecked", "secondary", "primary"]
    checked = (
        load("sources").set_index("id")["checked"].replace("part", "primary")
    )  # what a row says stands in the part that was read
    for table in (*TABLES, "worksite_limits"):
        frame = load(table)
        for row in frame.to_dict("records"):
            ids = (row.get("source_ids") or row.get("source_id")).split(";")
            assert set(ids) <= set(checked.index) and "unchecked" not in set(checked[ids]), row
            weakest = min(strength.index(checked[source]) for source in ids)
            assert strength.index(row["checked"]) <= weakest, (
                f"{table} {next(iter(row.values()))} says {row['checked']}"
            )


def test_what_moves_comes_from_the_table_of_developments():
    rows = load("developments").set_index("id")
    for step in GRAPH.steps.values():
        for development in step.developments:
            assert rows.loc[development, "printable"] and "03" in rows.loc[development, "lessons"].split(
                ";"
            ), f"{step.id} points to {development}"
    for needed in ("bond", "expedited", "ice_arrest", "worksite", "board", "detainer"):
        assert GRAPH.steps[needed].developments, needed


def test_the_picture_shows_every_step_in_its_own_place():
    places = [place(step) for step in GRAPH.steps.values()]
    assert len(set(places)) == len(places) and all(
        20 <= x <= WIDTH - 60 and 30 <= y <= HEIGHT - 40 for x, y in places
    )
    svg = draw(GRAPH)
    for step in GRAPH.steps.values():
        assert f">{step.mark}</text>" in svg and all(part in svg for part in step.label.split("|")), step.id
    assert len(svg.encode()) < 80_000 and "you are here" not in svg


def test_the_picture_marks_the_walk_and_where_one_stands():
    case = CASES["roofer"]
    svg = draw(GRAPH, case.walk[:3], "credible_fear", ["nta", "fear_review"])
    assert (
        svg.count('stroke-width="3.2" marker-end') == 3
        and svg.count('stroke-dasharray="2 5" marker-end') == 2
    )
    assert svg.count("you are here") == 1


# The widget


def take(widget, way: str) -> None:
    widget.next.value = way
    widget.go.click()


def test_widget_walks_every_case_to_its_end_and_back():
    widget = fl.widgets.CasePathway()
    for name, case in CASES.items():
        widget.case.value = name
        assert widget.walk == [] and widget.back.disabled
        for way in case.walk:
            assert way in [value for _, value in widget.next.options]
            take(widget, way)
        assert widget.go.disabled and widget.next.options == (("The path ends here", ""),)
        assert (
            GRAPH.steps[widget.steps()[-1]].title in widget._view.value
            and "different office" in widget._view.value
        )
        widget.go.click()
        assert tuple(widget.walk) == case.walk, "nothing follows an end"
        widget.back.click()
        assert tuple(widget.walk) == case.walk[:-1] and not widget.go.disabled
    widget.again.click()
    assert widget.walk == [] and "written down here" in widget._trail.value


def test_widget_says_who_decides_the_clock_the_ways_out_and_what_is_closed():
    widget = fl.widgets.CasePathway("cook")
    for way in CASES["cook"].walk[:3]:
        take(widget, way)
    assert "Expedited removal: Closed here" in widget._view.value and "at most 48 hours" in widget._view.value
    assert "way out" in widget._view.value and "The law is moving here: 1 entry" in widget._view.value
    assert widget._trail.value.count("<li") == 4 and widget._trail.value.count("Who decides:") == 4
    take(widget, "pr_hearing")
    assert (
        "An immigration officer named in the regulation" in widget._view.value
        and "Form I-862" in widget._view.value
    )


def test_widget_adds_the_state_where_the_jail_decides_and_nowhere_else():
    widget = fl.widgets.CasePathway("cook", state="TX")
    take(widget, "la_booked")
    assert "Texas:</strong>" not in widget._view.value
    take(widget, "bk_detainer")
    assert "Texas:</strong> state law requires cooperation" in widget._view.value
    plain = fl.widgets.CasePathway("cook")
    take(plain, "la_booked")
    take(plain, "bk_detainer")
    assert "Texas:</strong>" not in plain._view.value
    for state in load("states")["state_abbr"]:
        assert fl.widgets.CasePathway(state=state)._place() is None or state in set(
            load("state_posture")["state_abbr"]
        )


def test_widget_takes_the_county_that_was_set(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    fl.set_place("Cook County, IL")
    widget = fl.widgets.CasePathway("cook")
    take(widget, "la_booked")
    take(widget, "bk_detainer")
    assert "Illinois:</strong> state law limits" in widget._view.value
    assert "Illinois" not in widget.fallback(), "what is stored is the same for everyone"


def test_fallback_walks_one_case_and_holds_the_whole_map_as_text():
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(fl.widgets.CasePathway().fallback(), "html.parser")
    text = " ".join(tree.get_text(" ").split())
    for step in GRAPH.steps.values():
        assert step.title in text
    for way in GRAPH.ways.values():
        assert way.choice in text
    assert len(tree.find_all("img")) == 1 and "Source:" in text and "as of" in text
    assert (
        tree.find("ol").find_all("li")[-1].get_text(" ").split()[0]
        == GRAPH.steps[walks.check_walk(GRAPH, FIRST)[-1]].mark
    )


def test_worksite_table_asks_for_a_warrant_or_consent_where_the_rule_does():
    rows = load("worksite_limits").set_index("position")
    for position in (3, 4, 5):
        assert "consent" in rows.loc[position, "needs"] and "warrant" in rows.loc[position, "needs"]
    assert fl.worksite().html.count("<li") == fl.worksite().html.count("What they need:") == len(rows)


def test_worksite_table_says_what_the_rule_says():
    rows = load("worksite_limits").set_index("position")
    assert (
        rows.loc[2, "needs"].startswith("No warrant and no consent") and "(f)(4)" in rows.loc[2, "pinpoints"]
    )
    for position in (3, 5):
        assert (
            "another person in control of the site" in rows.loc[position, "needs"]
            and "(f)(2)" in rows.loc[position, "pinpoints"]
        )
    assert "curtilage" in rows.loc[5, "place"] and "not signed by a judge" in rows.loc[3, "note"]


GAPS = re.compile(
    r"\bnot (read|noted|verified|seen|followed|checked|coded)\b|\b(was|were) not found\b|\bcould (not )?be"
    r" read\b",
    re.I,
)


def test_no_gap_of_our_own_reading_is_told_to_learners():
    texts = words_of_the_lesson()
    own = load("developments").query("printable and lessons == '03'")
    texts += [(row.id, f"{row.what} {row.status_note}") for row in own.itertuples()]
    texts += [
        (table, text)
        for table, columns in {
            "trend_views": ["counts", "leaves_out"],
            "trend_marks": ["text"],
            "measures": ["counts", "leaves_out"],
            "court_outcomes": ["means"],
            "pathway_limits": ["note"],
            "exercise_questions": ["prompt", "explain"],
        }.items()
        for column in columns
        for text in (load(table) if table != "exercise_questions" else load(table).query("exercise == '03'"))[
            column
        ].dropna()
    ]
    assert (
        len(texts) > 400
        and [text for text in texts if GAPS.search(text[1]) and not text[0].startswith("papers.")] == []
    )
    assert (
        "not read" not in fl.figures.deportation_numbers().html
        and "not read" not in fl.figures.court_files()._repr_html_()
    )


LOADED = re.compile(
    r"\b(illegals?|undocumented|sanctuary|invasion|abduct\w*|kidnap\w*|raids?|open"
    r" borders|deporters?|aliens?)\b",
    re.I,
)


def test_the_map_and_the_workplace_take_no_side():
    for table, columns in {
        "pathway_steps": ["title", "label", "decider", "question", "standard", "form", "rights"],
        "pathway_links": ["choice", "condition", "closed"],
        "pathway_limits": ["what", "note"],
        "pathway_cases": ["title", "facts", "teaches"],
        "worksite_limits": ["place", "act", "needs", "note"],
    }.items():
        for column in columns:
            found = [
                text for text in load(table)[column].dropna() if LOADED.search(re.sub(r"“[^”]*”", "", text))
            ]
            assert not found, f"{table}.{column}: {found}"
