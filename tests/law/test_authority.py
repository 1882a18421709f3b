"""Who may do what: every possible case has one answer with a reason and a source, and the answers keep to
the law."""

import itertools
import re

import pytest

import fedlocal as fl
from fedlocal.agreements.traffic_stop import decide
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.law.authority import answer, changes_of, check, judge, used_inputs
from fedlocal.law.rules import (
    DHS,
    NONFEDERAL,
    WORDS,
    by_action,
    covered,
    every_case,
    fits,
    of_action,
    possible,
    winner,
)

RULES, ACTIONS, NAMES = rows("authority_rules"), rows("authority_actions"), rows("authority_words")
SETTINGS = keyed("authority_actions", "action")
FEDERAL = (*DHS, "immigration_judge")
WIDTH = {"no": 0, "contested": 1, "only_if": 1, "yes": 2}  # how much an answer allows
FEDERAL_POWERS = (
    "prolong_stop_for_status",
    "arrest_unlawful_presence",
    "issue_detainer",
    "interview_in_jail_about_status",
    "prepare_charging_papers",
    "order_removal",
    "audit_worksite",
)


def decided(rules=RULES):
    """(action, case as a tuple of words) → the rule that decides it, for every possible case."""
    table = {}
    for action in SETTINGS:
        of_one = of_action(rules, action)
        for case in every_case():
            table[action, tuple(case.values())] = winner(of_one, case)
    return table


@pytest.fixture(scope="module")
def grid():
    return decided()


def cases(grid, **wanted):
    """(action, case, rule) for the cases with these words; a value may be a tuple of words."""
    actions = wanted.pop("action", None)
    actions = (actions,) if isinstance(actions, str) else actions
    for (action, words), rule in grid.items():
        if actions and action not in actions:
            continue
        case = dict(zip(WORDS, words, strict=True))
        if all(
            case[name] in (value if isinstance(value, tuple) else (value,)) for name, value in wanted.items()
        ):
            yield action, case, rule


def twin(grid, action, case, **other):
    return grid[action, tuple({**case, **other}.values())]


def changed(name, **cells):
    """The rules, with these cells in the row of this name."""
    return [{**rule, **cells} if rule["rule_id"] == name else rule for rule in RULES]


# --- the table ----------------------------------------------------------------------------------------------


def complaints(rules) -> list[str]:
    """What is wrong with a table of rules: cases left open or decided twice, rules that never decide,
    words unknown."""
    try:
        table = decided(rules)
    except (LookupError, ValueError) as problem:
        return [str(problem)]
    idle = {rule["rule_id"] for rule in rules} - {rule["rule_id"] for rule in table.values()}
    return [
        f"{name} decides no case: another rule always wins. Take it out or give it a higher precedence."
        for name in sorted(idle)
    ]


def test_every_possible_case_has_exactly_one_answer_and_every_rule_decides_one(grid):
    assert len(grid) == 16 * 1200 and not complaints(RULES)


def test_rules_of_one_precedence_never_fit_the_same_case():
    for action in SETTINGS:
        for rule, other in itertools.combinations(of_action(RULES, action), 2):
            if rule["precedence"] == other["precedence"]:
                overlap = all(covered(name, rule[name]) & covered(name, other[name]) for name in WORDS)
                assert not overlap or not any(
                    fits(rule, case) and fits(other, case) for case in every_case()
                ), (
                    rule["rule_id"],
                    other["rule_id"],
                )


def test_every_rule_has_a_short_reason_and_read_sources():
    strength = {"secondary": 0, "part": 1, "primary": 2}
    for row in RULES:
        assert row["why"].endswith(".") and len(row["why"].split()) <= 45, row["rule_id"]
        ids, pinpoints = row["source_ids"].split(";"), row["pinpoints"].split(";")
        assert len(ids) == len(pinpoints) and all(pinpoints), row["rule_id"]
        found = [cite(id_, pinpoint) for id_, pinpoint in zip(ids, pinpoints, strict=True)]
        assert all(source.url.startswith("https://") and source.checked != "unchecked" for source in found), (
            row["rule_id"]
        )
        assert strength[row["checked"]] == min(strength[source.checked] for source in found), (
            f"{row['rule_id']} is surer than its sources"
        )
        assert row["volatile"] or not any(source.volatile for source in found), (
            f"{row['rule_id']} rests on a source that changes"
        )


def test_what_is_known_second_hand_is_said_to_be_reported():
    second_hand = [rule for rule in RULES if rule["checked"] == "secondary"]
    assert second_hand and all("report" in rule["why"] for rule in second_hand)


def test_only_if_says_what_the_condition_is():
    for row in RULES:
        if row["answer"] == "only_if":
            assert (
                "only" in row["why"].lower()
                or "within state law" in row["why"]
                or "must" in row["why"]
                or "some allow" in row["why"]
            ), row["rule_id"]


def test_the_words_of_the_tables_are_those_of_the_function():
    assert {name: tuple(row["word"] for row in NAMES if row["input"] == name) for name in WORDS} == WORDS
    assert {row["input"] for row in NAMES} == set(WORDS)
    assert {rule["action"] for rule in RULES} == set(SETTINGS) and len(ACTIONS) == 16
    assert all("{actor}" in row["question"] for row in ACTIONS)


def test_an_input_is_used_exactly_where_it_matters(grid):
    for action, settings in SETTINGS.items():
        for actors in (NONFEDERAL, FEDERAL):
            matters = set()
            for _, case, rule in cases(grid, action=action, actor=actors):
                for name in ("delegation", "paper", "place", "state_law"):
                    if name not in matters and twin(grid, action, case, **{name: WORDS[name][0]}) is not rule:
                        matters.add(name)
            assert matters == set(used_inputs(settings, actors[0])), (action, actors)


# --- the function -------------------------------------------------------------------------------------------


def test_what_cannot_exist_raises_and_says_why():
    for actor, delegation in itertools.product(FEDERAL, ("wso", "jem", "tfm")):
        with pytest.raises(ValueError, match="state and local officers.*local_officer, jail_officer"):
            check(actor, "ask_status", delegation)
    for facts in (
        {"paper": "i-200"},
        {"place": "street"},
        {"state_law": "sanctuary"},
        {"delegation": "287g"},
    ):
        with pytest.raises(ValueError, match="There are: "):
            check("local_officer", "ask_status", **facts)
    with pytest.raises(ValueError, match="Did you mean 'ice_officer'"):
        check("ice_oficer", "ask_status")
    with pytest.raises(ValueError, match="Did you mean 'issue_detainer'"):
        check("ice_officer", "issue_detainers")


def test_changes_are_true_and_complete(grid):
    for action, settings in SETTINGS.items():
        rules = of_action(RULES, action)
        for _, case, rule in cases(grid, action=action):
            used = used_inputs(settings, case["actor"])
            if any(
                case[name] != WORDS[name][0] for name in ("paper", "place", "state_law") if name not in used
            ):
                continue  # the same as the case in which they are left out
            expected = set()
            for name in (*used, "actor"):
                others = [{**case, name: word} for word in WORDS[name]]
                expected |= {
                    (name, variant[name], twin(grid, action, variant)["answer"])
                    for variant in others
                    if possible(variant)
                }
            assert set(changes_of(rules, settings, case)) == {
                change for change in expected if change[2] != rule["answer"]
            }


def test_the_answer_alone_is_that_of_the_check():
    for action in SETTINGS:
        for case in every_case()[::97]:
            found, verdict = vars(answer(action=action, **case)), vars(check(action=action, **case))
            assert found == {name: verdict[name] for name in found}, (action, case)


def test_the_answer_alone_refuses_what_the_check_refuses():
    with pytest.raises(ValueError, match="There is no action 'fly'. .*There are: arrest_state_crime,"):
        answer("local_officer", "fly")
    with pytest.raises(ValueError, match="cannot have the delegation"):
        answer("ice_officer", "order_removal", delegation="tfm")


def test_the_answer_alone_may_come_from_other_rules():
    rules = by_action({**rule, "answer": "contested"} for rule in RULES)
    assert answer("local_officer", "order_removal", rules=rules).answer == "contested"
    assert answer("local_officer", "order_removal").answer == "no"


def test_a_check_is_quick_enough_to_redraw_at_once():
    from time import perf_counter

    rules, begun = by_action(RULES), perf_counter()
    for _ in range(20):
        judge(
            rules, ACTIONS, "jail_officer", "serve_ice_warrant", "wso", "ice_arrest_warrant", "jail", "limits"
        )
    assert (perf_counter() - begun) / 20 < 0.05  # 10 ms is the aim; a busy machine may take longer


def test_ignored_names_what_was_given_and_does_not_matter():
    assert check("local_officer", "order_removal", "tfm", "detainer", "home", "limits").ignored == (
        "delegation",
        "paper",
        "place",
        "state_law",
    )
    assert check("local_officer", "order_removal").ignored == ()
    assert check(
        "ice_officer", "serve_ice_warrant", paper="detainer", place="home", state_law="limits"
    ).ignored == ("state_law",)
    assert check("jail_officer", "hold_on_detainer", paper="detainer", place="jail").ignored == (), (
        "the action is about the jail"
    )
    assert check("jail_officer", "hold_on_detainer", paper="detainer", place="home").ignored == ("place",)


def test_the_contract_of_the_design():
    verdict = fl.authority.check(
        actor="local_officer",
        action="hold_on_detainer",
        delegation="none",
        paper="detainer",
        place="jail",
        state_law="limits",
    )
    assert (
        verdict.answer == "only_if" and verdict.sources[0] == "state-il-trust-act" and verdict.ignored == ()
    )
    assert ("state_law", "silent", "contested") in verdict.changes and (
        "paper",
        "none",
        "no",
    ) in verdict.changes


def test_a_corrected_rule_changes_the_answer():
    rules = changed("presence-local", answer="contested", why="A teacher's correction.")
    verdict = judge(by_action(rules), ACTIONS, "local_officer", "arrest_unlawful_presence")
    assert (verdict.answer, verdict.why, verdict.rule) == (
        "contested",
        "A teacher's correction.",
        "presence-local",
    )


# --- the law ------------------------------------------------------------------------------------------------


def test_state_law_never_creates_a_federal_power(grid):
    for action, case, rule in cases(grid, action=FEDERAL_POWERS, actor=NONFEDERAL, delegation="none"):
        assert rule["answer"] == "no", (action, case)
    for action, case, rule in cases(
        grid,
        action="serve_ice_warrant",
        actor=NONFEDERAL,
        delegation="none",
        paper=("ice_arrest_warrant", "ice_removal_warrant"),
    ):
        assert rule["answer"] == "no", (action, case)


def test_limits_never_widen_and_mandates_never_narrow(grid):
    for action, case, rule in cases(grid, actor=NONFEDERAL):
        silent = twin(grid, action, case, state_law="silent")
        if case["state_law"] == "limits":
            assert WIDTH[rule["answer"]] <= WIDTH[silent["answer"]], (action, case)
        if case["state_law"] == "mandates":
            assert WIDTH[rule["answer"]] >= WIDTH[silent["answer"]], (action, case)


def test_state_law_does_not_bind_federal_officers(grid):
    for action, case, rule in cases(grid, actor=FEDERAL):
        assert rule is twin(grid, action, case, state_law="silent")


def test_limits_bind_an_agreement_too(grid):
    for action, case, rule in cases(
        grid, actor=NONFEDERAL, delegation=("wso", "jem", "tfm"), state_law="limits"
    ):
        without = twin(grid, action, case, delegation="none")
        if rule is not without and WIDTH[rule["answer"]] > WIDTH[without["answer"]]:
            assert rule["answer"] in (
                "only_if",
                "contested",
            ), f"{action} {case}: part (g)(1) keeps powers within state law"


def test_an_agreement_never_takes_power_away(grid):
    for action, case, rule in cases(grid, actor=NONFEDERAL):
        assert WIDTH[rule["answer"]] >= WIDTH[twin(grid, action, case, delegation="none")["answer"]], (
            action,
            case,
        )


def test_a_judges_warrant_is_never_worse_than_another_paper_or_none(grid):
    for action, case, rule in cases(grid, paper="judicial_warrant"):
        assert WIDTH[rule["answer"]] >= WIDTH[twin(grid, action, case, paper="none")["answer"]], (
            action,
            case,
        )
        if action == "enter_to_arrest" and case["actor"] != "immigration_judge":
            assert rule["answer"] == "only_if" and "within its terms" in rule["why"]


def test_nobody_but_a_judge_or_a_federal_officer_orders_removal(grid):
    for _, case, rule in cases(grid, action="order_removal"):
        expected = (
            "yes" if case["actor"] == "immigration_judge" else "only_if" if case["actor"] in DHS else "no"
        )
        assert rule["answer"] == expected


def test_only_two_forms_let_a_local_officer_issue_a_detainer(grid):
    for _, case, rule in cases(grid, action=("issue_detainer", "prepare_charging_papers"), actor=NONFEDERAL):
        may = case["delegation"] == "tfm" or (case["delegation"] == "jem" and case["actor"] == "jail_officer")
        assert (rule["answer"] != "no") == may


def test_the_jail_forms_work_for_jail_staff_only(grid):
    for action, case, rule in cases(
        grid, actor=("local_officer", "state_officer"), delegation=("wso", "jem")
    ):
        assert rule["answer"] == twin(grid, action, case, delegation="none")["answer"], (action, case)


def test_an_immigration_judge_does_no_officers_work(grid):
    for action, _, rule in cases(grid, actor="immigration_judge"):
        assert (rule["answer"] == "no") == (
            action not in ("ask_status", "share_status_information", "order_removal")
        )


def test_a_home_opens_to_a_judges_warrant_and_the_removal_warrant_is_disputed(grid):
    for _, case, rule in cases(grid, action="enter_to_arrest", actor=(*NONFEDERAL, *DHS)):
        federal_paper = case["paper"] == "ice_removal_warrant" and (
            case["actor"] in DHS or case["delegation"] == "tfm"
        )
        disputed = "only_if" if case["delegation"] == "tfm" and case["state_law"] == "limits" else "contested"
        assert rule["answer"] == (
            "only_if" if case["paper"] == "judicial_warrant" else disputed if federal_paper else "no"
        )


def test_contested_says_who_holds_what(grid):
    contested = {rule["rule_id"] for rule in grid.values() if rule["answer"] == "contested"}
    assert contested == {
        "hold-detainer",
        "hold-detainer-patrol",
        "hold-ice-warrant",
        "hold-tfm",
        "share-local-limits",
        "enter-removal-tfm",
        "enter-removal-dhs",
        "enter-removal-bp",
    }
    for row in RULES:
        assert row["answer"] != "contested" or row["source_ids"].count(";") >= 2, (
            f"{row['rule_id']}: name both sides' sources"
        )


# What the statutes and regulations say of federal officers and of a few local cases that the traffic stop
# leaves out.
# A correction in the table that changes one of these answers is a change of law or of its reading: change it
# here too.
FEDERAL_ANSWERS = {
    "arrest_state_crime": "only_if",
    "ask_status": "yes",
    "prolong_stop_for_status": "only_if",
    "arrest_unlawful_presence": "only_if",
    "hold_on_detainer": "no",
    "issue_detainer": "yes",
    "share_status_information": "yes",
    "notify_release_date": "only_if",
    "interview_in_jail_about_status": "only_if",
    "arrest_for_smuggling_or_harboring": "only_if",
    "arrest_previously_deported_felon": "only_if",
    "enter_to_arrest": "no",
    "prepare_charging_papers": "yes",
    "order_removal": "only_if",
    "audit_worksite": "yes",
}
OTHERS_FIELD = {
    ("ice_officer", "audit_worksite"),
    ("border_patrol_agent", "audit_worksite"),
}  # hiring is HSI's field
ONE_BY_ONE = [  # actor, action, what is given, answer
    ("ice_officer", "serve_ice_warrant", {"paper": "ice_arrest_warrant"}, "yes"),
    ("ice_officer", "serve_ice_warrant", {"paper": "ice_removal_warrant", "place": "public"}, "yes"),
    ("ice_officer", "serve_ice_warrant", {"paper": "ice_arrest_warrant", "place": "jail"}, "only_if"),
    ("ice_officer", "serve_ice_warrant", {"paper": "ice_arrest_warrant", "place": "home"}, "only_if"),
    ("ice_officer", "serve_ice_warrant", {"paper": "detainer"}, "no"),
    ("ice_officer", "serve_ice_warrant", {}, "no"),
    ("ice_officer", "serve_ice_warrant", {"paper": "judicial_warrant"}, "only_if"),
    ("ice_officer", "arrest_previously_deported_felon", {"paper": "ice_removal_warrant"}, "yes"),
    (
        "ice_officer",
        "arrest_previously_deported_felon",
        {"paper": "ice_removal_warrant", "place": "home"},
        "only_if",
    ),
    ("border_patrol_agent", "arrest_previously_deported_felon", {"paper": "judicial_warrant"}, "yes"),
    ("jail_officer", "arrest_state_crime", {}, "only_if"),
    ("jail_officer", "ask_status", {"delegation": "jem", "place": "jail"}, "yes"),
    ("local_officer", "ask_status", {"delegation": "tfm", "place": "jail"}, "yes"),
    ("local_officer", "ask_status", {"delegation": "tfm", "place": "home"}, "only_if"),
    ("ice_officer", "ask_status", {"place": "home"}, "only_if"),
    ("local_officer", "ask_status", {"place": "public"}, "yes"),
    (
        "jail_officer",
        "serve_ice_warrant",
        {"delegation": "wso", "paper": "ice_removal_warrant", "place": "jail"},
        "yes",
    ),
    ("jail_officer", "serve_ice_warrant", {"delegation": "wso", "paper": "ice_arrest_warrant"}, "only_if"),
    ("jail_officer", "serve_ice_warrant", {"delegation": "jem", "paper": "ice_arrest_warrant"}, "only_if"),
    (
        "local_officer",
        "serve_ice_warrant",
        {"delegation": "tfm", "paper": "ice_arrest_warrant", "place": "home"},
        "only_if",
    ),
    ("local_officer", "serve_ice_warrant", {"delegation": "tfm", "paper": "ice_removal_warrant"}, "only_if"),
    ("jail_officer", "hold_on_detainer", {}, "no"),
    ("jail_officer", "hold_on_detainer", {"paper": "judicial_warrant"}, "only_if"),
    ("jail_officer", "hold_on_detainer", {"paper": "judicial_warrant", "state_law": "limits"}, "only_if"),
    ("jail_officer", "hold_on_detainer", {"paper": "ice_arrest_warrant"}, "contested"),
    ("jail_officer", "hold_on_detainer", {"paper": "ice_arrest_warrant", "state_law": "mandates"}, "only_if"),
    ("local_officer", "hold_on_detainer", {"delegation": "wso", "paper": "detainer"}, "contested"),
    ("jail_officer", "hold_on_detainer", {"delegation": "tfm", "paper": "ice_arrest_warrant"}, "only_if"),
    ("local_officer", "share_status_information", {}, "yes"),
    ("local_officer", "share_status_information", {"state_law": "limits"}, "contested"),
    ("state_officer", "arrest_for_smuggling_or_harboring", {}, "only_if"),
    ("local_officer", "arrest_for_smuggling_or_harboring", {"state_law": "limits"}, "only_if"),
    ("jail_officer", "arrest_for_smuggling_or_harboring", {}, "only_if"),
    ("local_officer", "arrest_previously_deported_felon", {}, "only_if"),
    ("local_officer", "arrest_previously_deported_felon", {"state_law": "limits"}, "only_if"),
    ("jail_officer", "ask_status", {"delegation": "jem", "place": "traffic_stop"}, "only_if"),
    ("local_officer", "ask_status", {"delegation": "tfm"}, "yes"),
    ("ice_officer", "arrest_previously_deported_felon", {"paper": "ice_arrest_warrant"}, "yes"),
    ("immigration_judge", "share_status_information", {}, "yes"),
    ("immigration_judge", "ask_status", {}, "only_if"),
]


def test_federal_officers_have_the_powers_that_were_read():
    for actor, (action, expected) in itertools.product(DHS, FEDERAL_ANSWERS.items()):
        assert check(actor, action).answer == ("only_if" if (actor, action) in OTHERS_FIELD else expected), (
            actor,
            action,
        )
    assert set(FEDERAL_ANSWERS) | {"serve_ice_warrant"} == set(SETTINGS)


@pytest.mark.parametrize("actor, action, given, expected", ONE_BY_ONE)
def test_single_answers(actor, action, given, expected):
    assert check(actor, action, **given).answer == expected


# Combinations that a reader of immigration law judged and corrected: the answer, and what the reason has to
# say.
NAMED = "ice_arrest_warrant"
CORRECTED = [  # actor, action, what is given, answer, words of the reason
    ("hsi_agent", "serve_ice_warrant", {"paper": NAMED, "place": "public"}, "yes", "HSI special agents"),
    (
        "border_patrol_agent",
        "serve_ice_warrant",
        {"paper": NAMED, "place": "public"},
        "yes",
        "Border Patrol agents",
    ),
    ("hsi_agent", "serve_ice_warrant", {"paper": "ice_removal_warrant"}, "yes", "after a final order"),
    (
        "border_patrol_agent",
        "serve_ice_warrant",
        {"paper": "ice_removal_warrant", "place": "traffic_stop"},
        "yes",
        "basic training",
    ),
    (
        "hsi_agent",
        "serve_ice_warrant",
        {"paper": NAMED, "place": "jail"},
        "only_if",
        "lets federal officers in",
    ),
    (
        "border_patrol_agent",
        "serve_ice_warrant",
        {"paper": NAMED, "place": "home"},
        "only_if",
        "without entering",
    ),
    (
        "hsi_agent",
        "arrest_previously_deported_felon",
        {"paper": "ice_removal_warrant", "place": "public"},
        "yes",
        "civil arrest",
    ),
    ("border_patrol_agent", "arrest_previously_deported_felon", {"paper": NAMED}, "yes", "civil arrest"),
    (
        "hsi_agent",
        "arrest_previously_deported_felon",
        {"paper": "ice_removal_warrant", "place": "home"},
        "only_if",
        "in public",
    ),
    ("ice_officer", "arrest_previously_deported_felon", {}, "only_if", "for a civil arrest"),
    ("local_officer", "arrest_previously_deported_felon", {}, "only_if", "federal felonies"),
    ("local_officer", "arrest_previously_deported_felon", {}, "only_if", "section 1252c"),
    ("local_officer", "arrest_previously_deported_felon", {"delegation": "tfm"}, "only_if", "guilty"),
    ("border_patrol_agent", "arrest_unlawful_presence", {}, "only_if", "in the officer's view"),
    ("hsi_agent", "arrest_unlawful_presence", {}, "only_if", "in the officer's view"),
    ("border_patrol_agent", "prolong_stop_for_status", {}, "only_if", "checkpoint"),
    ("hsi_agent", "arrest_for_smuggling_or_harboring", {}, "only_if", "special agents"),
    ("ice_officer", "order_removal", {}, "only_if", "reinstating"),
    ("border_patrol_agent", "order_removal", {}, "only_if", "aggravated felony"),
    ("local_officer", "arrest_unlawful_presence", {}, "no", "Ninth"),
    ("state_officer", "arrest_unlawful_presence", {}, "no", "Tenth Circuit"),
    ("state_officer", "arrest_unlawful_presence", {}, "no", "state or local officer"),
    ("local_officer", "serve_ice_warrant", {"paper": NAMED, "place": "traffic_stop"}, "no", "Tenth Circuit"),
    (
        "local_officer",
        "ask_status",
        {"delegation": "tfm", "place": "jail"},
        "yes",
        "processing those arrested",
    ),
    ("jail_officer", "ask_status", {"place": "jail"}, "only_if", "held longer"),
    ("local_officer", "ask_status", {"place": "home"}, "only_if", "consent"),
    (
        "jail_officer",
        "serve_ice_warrant",
        {"delegation": "tfm", "paper": NAMED, "place": "jail"},
        "yes",
        "names no place",
    ),
    (
        "jail_officer",
        "interview_in_jail_about_status",
        {"delegation": "tfm"},
        "yes",
        "process those arrested",
    ),
    ("jail_officer", "hold_on_detainer", {"delegation": "tfm", "paper": "detainer"}, "contested", "same day"),
    (
        "jail_officer",
        "hold_on_detainer",
        {"delegation": "tfm", "paper": "ice_removal_warrant"},
        "only_if",
        "same day",
    ),
    (
        "local_officer",
        "serve_ice_warrant",
        {"delegation": "tfm", "paper": "ice_removal_warrant", "place": "public"},
        "only_if",
        "Against it",
    ),
    ("jail_officer", "hold_on_detainer", {"paper": "detainer"}, "contested", "I-247G"),
    ("jail_officer", "hold_on_detainer", {}, "no", "I-247G"),
]


@pytest.mark.parametrize("actor, action, given, expected, words", CORRECTED)
def test_corrected_combinations_keep_their_answer_and_their_reason(actor, action, given, expected, words):
    verdict = check(actor, action, **given)
    assert verdict.answer == expected and words in verdict.why, (verdict.rule, verdict.why)


def test_no_federal_officer_is_told_apart_where_the_regulation_tells_none_apart():
    """8 C.F.R. § 287.5(e)(3) lists all three for serving these warrants."""
    for place, paper in itertools.product(WORDS["place"], ("ice_arrest_warrant", "ice_removal_warrant")):
        for action in ("serve_ice_warrant", "arrest_previously_deported_felon"):
            assert len({check(actor, action, paper=paper, place=place).answer for actor in DHS}) == 1, (
                action,
                place,
                paper,
            )


def test_no_reason_leaves_an_audible_gap():
    gaps = [
        row["rule_id"]
        for row in RULES
        if re.search(r"\bwas(n't| not) (checked|read|found)|\bnot (read|noted)\b", row["why"])
    ]
    assert not gaps, f"Fill what is missing, or leave the sentence out: {gaps}"


# The traffic stop of lesson 04, read by a lawyer: the same questions must have the same answers here.
SAME = {
    "ask_status": ("ask_status", "local_officer", "none", "traffic_stop"),
    "prolong_stop": ("prolong_stop_for_status", "local_officer", "none", "traffic_stop"),
    "arrest_unlawful_presence": ("arrest_unlawful_presence", "local_officer", "none", "traffic_stop"),
    "roadside_ice_warrant": ("serve_ice_warrant", "local_officer", "ice_arrest_warrant", "traffic_stop"),
    "arrest_state_crime": ("arrest_state_crime", "local_officer", "none", "traffic_stop"),
    "jail_interview": ("interview_in_jail_about_status", "jail_officer", "none", "jail"),
    "issue_detainer": ("issue_detainer", "jail_officer", "none", "jail"),
    "notify_release": ("notify_release_date", "jail_officer", "none", "jail"),
    "serve_warrant": ("serve_ice_warrant", "jail_officer", "ice_arrest_warrant", "jail"),
    "hold_past_release": ("hold_on_detainer", "jail_officer", "detainer", "jail"),
    "charging_papers": ("prepare_charging_papers", "jail_officer", "none", "jail"),
    "order_removal": ("order_removal", "local_officer", "none", "jail"),
}
NO_ACTION = {"stop_car", "fingerprints"}
# The stop asks what a county's jail staff may do, some of whom the form names; the checker takes this officer
# to be named.
NAMED_OR_NOT = {
    (decision, "tfm", law)
    for decision in ("serve_warrant", "jail_interview")
    for law in ("silent", "mandates")
}


def test_answers_agree_with_the_traffic_stop():
    compared = set()
    for law in WORDS["state_law"]:
        for decision in decide(rows("case_rules"), rows("case_decisions"), "booked", law):
            if decision.id in NO_ACTION:
                continue
            action, actor, paper, place = SAME[decision.id]
            for regime, expected in decision.answers.items():
                found = check(actor, action, regime, paper, place, law)
                as_here = (
                    ("only_if", "yes")
                    if (decision.id, regime, law) in NAMED_OR_NOT
                    else (expected.answer,) * 2
                )
                assert (expected.answer, found.answer) == as_here, (decision.id, regime, law, found.rule)
                shared = {source for source, _ in expected.sources} & set(found.sources)
                assert shared, (
                    f"{decision.id} {regime} {law}: {found.rule} rests on other law than the traffic stop"
                )
                compared.add((decision.id, regime, law))
    assert len(compared) == 12 * 4 * 3 and set(SAME) | NO_ACTION == set(
        keyed("case_decisions", "decision_id")
    )


def test_the_numbers_in_the_questions_of_lesson_02_are_those_of_the_rules():
    import fedlocal.widgets

    low = load("questions").set_index("question_id")["low"]
    first_column = [row["answers"][0] for row in fedlocal.widgets.AuthorityChecker().overview()]
    assert first_column.count("yes") == low["02-checker-1"]
    others = check("local_officer", "arrest_unlawful_presence", place="traffic_stop").changes
    assert sum(name == "actor" for name, _, _ in others) == low["02-checker-2"]


# --- the tests themselves -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken, expected",
    [
        ([rule for rule in RULES if rule["rule_id"] != "audit-dhs"], "No rule"),
        (changed("presence-tfm", precedence=10), "Several rules"),
        (changed("presence-tfm-limits", precedence=15), "decides no case|No rule|Several"),
        (changed("audit-dhs", actor="dhs;police"), "There is no actor 'police'"),
    ],
)
def test_a_broken_table_is_noticed(broken, expected):
    assert re.search(expected, "\n".join(complaints(broken)))
