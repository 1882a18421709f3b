"""A detainer in a jail: every state, paper and form gets one answer, in step with lesson 02, and no rule
is idle."""

import re
from itertools import product

import pytest

from fedlocal.drawing.palette import VERDICTS
from fedlocal.exercises import checks
from fedlocal.ground.tables import load, rows
from fedlocal.law.authority import POSTURES as WORD_OF
from fedlocal.law.authority import check
from fedlocal.law.detainers import ACTIONS, ORDER, by_verdict, decide, law_word, sharper
from fedlocal.law.rules import WORDS
from fedlocal.law.state_laws import FLAGS, SAYS, flags, instruments

RULES, AUTHORITY = rows("detainer_rules"), rows("authority_rules")
POSTURE = load("state_posture").set_index("state_abbr")["shown_as"]
LAWS = instruments(rows("state_laws"))
SAID = {state: flags(texts, POSTURE[state]) for state, texts in LAWS.items()}
KNOWN = {}
READINGS = ("", "silent", "limits", "mandates")
# Which answers of lesson 02 a sharper verdict may stand on: it may narrow "only if", never turn a yes into a
# no. What is
# contested from state to state may be settled in one: there a court or an order that binds its police has
# said no.
IN_STEP = {
    "must": {"yes", "only_if"},
    "must_some": {"yes", "only_if"},
    "may": {"yes", "only_if"},
    "only_if": {"only_if"},
    "contested": {"contested", "only_if"},
    "must_not": {"no", "only_if", "contested"},
    "unknown": {"yes", "no", "only_if", "contested"},
}


def decision(request, state, paper="detainer", agreement="none", reading=""):
    return decide(
        RULES, AUTHORITY, request, state, POSTURE[state], SAID[state], paper, agreement, reading, KNOWN
    )


CASES = list(product(ACTIONS, POSTURE.index, WORDS["paper"], WORDS["delegation"], READINGS))


def test_every_case_gets_one_answer_with_a_reason_and_a_source():
    for case in CASES:
        found = decision(*case)
        assert found.verdict in ORDER and found.verdict in VERDICTS
        assert (found.general is None) == (law_word(POSTURE[case[1]], case[4]) is None), case
        if found.rule or found.general:
            assert found.why and found.sources, case
        else:
            assert not found.why and found.verdict in ("read", "unknown"), case


def test_a_sharper_rule_stays_in_step_with_lesson_02():
    for case in CASES:
        found = decision(*case)
        if found.rule and found.general:
            assert found.general[0] in IN_STEP[found.verdict], (case, found.rule, found.general[0])


def test_without_a_sharper_rule_the_answer_is_that_of_the_checker():
    found = decision("hold", "PA", agreement="wso")
    verdict = check(
        "jail_officer",
        "hold_on_detainer",
        delegation="wso",
        paper="detainer",
        place="jail",
        state_law="silent",
    )
    assert not found.rule and found.why == verdict.why and found.verdict == "only_if" == verdict.answer


@pytest.mark.parametrize(
    "state, hold, notify",
    [
        ("TX", "must", "must"),
        ("FL", "must", "must"),
        ("WV", "must", "must"),
        ("NC", "must_some", "must_some"),
        ("KS", "must", "must"),
        ("MO", "only_if", "may"),
        ("SC", "only_if", "may"),
        ("SD", "only_if", "may"),
        ("WY", "only_if", "may"),
        ("TN", "only_if", "must_some"),
        ("MT", "contested", "may"),
        ("AL", "only_if", "must_some"),
        ("UT", "only_if", "must_some"),
        ("AZ", "only_if", "must_some"),
        ("OH", "only_if", "must_some"),
        ("ID", "must_some", "must_some"),
        ("NH", "must_some", "must_some"),
        ("IN", "must", "must"),
        ("MS", "unknown", "unknown"),
        ("MA", "must_not", "read"),
        ("PA", "contested", "may"),
        ("WI", "contested", "may"),
        ("DE", "contested", "may"),
        ("IL", "must_not", "must_not"),
        ("MD", "must_not", "must_not"),
        ("CT", "must_not", "only_if"),
        ("CO", "must_not", "unknown"),
        ("CA", "must_not", "only_if"),
        ("WA", "must_not", "must_not"),
        ("NY", "must_not", "unknown"),
        ("ME", "must_not", "only_if"),
        ("OR", "must_not", "must_not"),
        ("KY", "contested", "may"),
        ("HI", "unknown", "unknown"),
        ("NJ", "must_not", "only_if"),
        ("NE", "read", "read"),
        ("VA", "read", "read"),
    ],
)
def test_a_detainer_and_no_form(state, hold, notify):
    assert (decision("hold", state).verdict, decision("notify", state).verdict) == (hold, notify)


def test_the_paper_matters():
    assert {
        decision("hold", state, paper="none").verdict for state in POSTURE.index if POSTURE[state] in WORD_OF
    } == {"must_not"}
    assert decision("hold", "TX", paper="judicial_warrant").verdict == "only_if"
    assert (
        decision("hold", "IL", paper="ice_arrest_warrant").verdict
        == "must_not"
        == decision("hold", "NY", paper="ice_removal_warrant").verdict
    )
    for paper in ("ice_arrest_warrant", "ice_removal_warrant"):
        barred = {
            state for state in POSTURE.index if decision("hold", state, paper=paper).verdict == "must_not"
        }
        assert barred == {
            "CA",
            "CO",
            "DC",
            "IL",
            "ME",
            "NY",
            "OR",
        }, "where a text or report reaches ICE's own warrants"
        assert {decision("hold", state, paper=paper).verdict for state in ("CT", "MD", "NJ", "WA")} == {
            "unknown"
        }
        assert {decision("hold", state, paper=paper).verdict for state in ("DE", "NM")} == {"contested"}


A_JUDGE = re.compile(r"\b(?:without|unless|leaves room for)\b[^.]*\bjudge’s (?:warrant|order)", re.I)


def test_a_judge_s_paper_is_never_refused_by_a_rule_that_excepts_it():
    for rule in RULES:
        papers = set(WORDS["paper"]) if rule["paper"] == "any" else set(rule["paper"].split(";"))
        if A_JUDGE.search(rule["why"]) and rule["verdict"] == "must_not":
            assert "judicial_warrant" not in papers, rule["rule_id"]
    verdicts = {
        state: decision("notify", state, paper="judicial_warrant").verdict
        for state in POSTURE.index
        if SAID[state]["restricts_release_notice"] == "yes"
    }
    assert verdicts == {
        "DC": "only_if",
        "IL": "only_if",
        "MD": "only_if",
        "ME": "only_if",
        "OR": "only_if",
        "WA": "unknown",
    }
    assert {decision("notify", state).verdict for state in ("DC", "IL", "MD", "OR", "WA")} == {"must_not"}


@pytest.mark.parametrize("request_", list(ACTIONS))
def test_what_one_report_says_is_reported(request_):
    for state in POSTURE.index:
        answer = SAID[state]["requires_detainers"]
        known = {row["confidence"] for row in LAWS[state] if row["requires_detainers"] == answer}
        if answer in ("yes", "partly") and known == {"one_secondary"}:
            found = decision(request_, state)
            assert "one report" in found.why, (state, found.rule)
    assert "did not see when it takes effect" in decision(request_, "KS").why


def test_what_was_not_read_of_the_illinois_act_is_said_to_be_reported():
    found = decision("notify", "IL")
    assert "By reports, a federal criminal warrant" in found.why and found.sources[0][1].endswith(
        "(h) as reported"
    )


@pytest.mark.parametrize("form", ["wso", "jem"])
def test_a_jail_form_changes_the_answer_wherever_the_state_orders_no_hold(form):
    for state in POSTURE.index[POSTURE.isin(["mandates", "mandates_287g"])]:
        plain, with_form = decision("hold", state), decision("hold", state, agreement=form)
        if plain.verdict in ("only_if", "contested"):
            assert (
                with_form.verdict == "only_if"
                and with_form.why != plain.why
                and "scheduled release" in with_form.why
            ), state
        else:
            assert with_form.verdict == plain.verdict, (
                "an order stands with or without a form, and what is unknown stays so"
            )


def test_a_states_own_ruling_settles_one_question_before_and_after_a_reading():
    assert {decision("hold", "MA", reading=reading).verdict for reading in READINGS} == {"must_not"}
    assert decision("notify", "MA").verdict == "read" and decision("hold", "MA").general is None
    assert decision("hold", "MA", agreement="wso").verdict == "only_if", (
        "the ruling is about power in state law"
    )


def test_only_states_whose_law_could_not_be_put_into_a_word_ask_for_a_reading():
    for state, posture in POSTURE.items():
        asked = decision("notify", state).verdict == "read"
        assert asked == (posture == "mixed_or_executive")
        if posture in WORD_OF:
            assert decision("hold", state, reading="silent") == decision("hold", state), (
                "a reading changes nothing where the posture gives the word"
            )


def test_a_reading_gives_the_general_answer_where_no_rule_names_the_state():
    answers = {reading: decision("hold", "VA", reading=reading) for reading in READINGS[1:]}
    assert [found.verdict for found in answers.values()] == ["contested", "only_if", "only_if"]
    assert not any(found.rule for found in answers.values())
    assert decision("hold", "HI", reading="mandates").verdict == "only_if", (
        "whoever knows the law may try it where we do not"
    )


def test_every_rule_decides_something():
    deciding = {decision(*case).rule for case in CASES}
    idle = {rule["rule_id"] for rule in RULES} - deciding
    assert not idle, f"These rows of the table detainer_rules never decide: {sorted(idle)}"


def test_words_of_the_rules_exist():
    allowed = {
        "law": set(WORDS["state_law"]),
        "paper": set(WORDS["paper"]),
        "agreement": set(WORDS["delegation"]),
        "requires": set(SAYS),
        "restricts": set(SAYS),
        "state": set(POSTURE.index),
    }
    for rule in RULES:
        for fact, words in allowed.items():
            assert rule[fact] == "any" or set(rule[fact].split(";")) <= words, (rule["rule_id"], fact)
        assert rule["source_ids"].count(";") == rule["pinpoints"].count(";"), rule["rule_id"]


def test_rules_name_sources_that_were_read():
    read = set(load("sources").query("checked != 'unchecked'")["id"])
    assert {source for rule in RULES for source in rule["source_ids"].split(";")} <= read


def test_two_rules_of_one_precedence_are_an_error_that_names_them():
    rule = next(rule for rule in RULES if rule["rule_id"] == "hold-ordered")
    facts = {
        "state": "TX",
        "law": "mandates",
        "paper": "detainer",
        "agreement": "none",
        "requires": "yes",
        "restricts": "no",
    }
    with pytest.raises(LookupError, match="hold-ordered, twin"):
        sharper([rule, {**rule, "rule_id": "twin"}], "hold", facts)


def test_a_state_that_orders_holds_loses_its_must_when_the_flag_goes():
    weaker = {**SAID["TX"], "requires_detainers": "no"}
    assert decide(RULES, AUTHORITY, "hold", "TX", POSTURE["TX"], weaker).verdict == "only_if"
    assert set(FLAGS) >= set(weaker)


def test_questions_of_the_lesson_agree_with_the_widget():
    groups = by_verdict({state: decision("hold", state) for state in POSTURE.index})
    assert checks.q("05-detainer-1", len(groups["must"])).startswith("✓ Right.")
    states = {"a": "PA", "b": "FL", "c": "MO", "d": "IL"}
    assert checks.q(
        "05-check-5", {key: VERDICTS[decision("hold", state).verdict][1] for key, state in states.items()}
    ).startswith("✓ Right.")
    assert (
        decision("hold", "MO").verdict == "only_if"
        and decision("hold", "DE").verdict == "contested"
        and decision("hold", "NE").verdict == "read"
    )


def test_texas_s_order_spares_whoever_has_proved_citizenship_or_lawful_status():
    found = decision("hold", "TX")
    assert "proof of citizenship or of lawful status" in found.why and found.sources[0][0] == "state-tx-2-251"


@pytest.mark.parametrize("state", ["MO", "SC", "SD", "WY"])
def test_a_state_that_only_bars_limits_orders_no_hold(state):
    assert SAID[state]["bans_local_limits"] == "yes" and SAID[state]["requires_detainers"] == "no"
    assert decision("hold", state).rule == "hold-not-ordered"
