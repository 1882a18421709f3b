"""The traffic stop: every combination has an answer with a reason and a source, and follows the forms."""

import itertools

import pytest

from fedlocal.agreements.traffic_stop import OUTCOMES, STATE_LAWS, decide
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import rows
from fedlocal.ground.vocabulary import REGIMES

RULES, DECISIONS = rows("case_rules"), rows("case_decisions")


def answer(decision, regime, outcome="booked", state_law="silent"):
    return next(d for d in decide(RULES, DECISIONS, outcome, state_law) if d.id == decision).answers[regime]


@pytest.mark.parametrize("outcome,state_law", list(itertools.product(OUTCOMES, STATE_LAWS)))
def test_every_decision_has_one_answer_with_reason_and_source(outcome, state_law):
    for decision in decide(RULES, DECISIONS, outcome, state_law):
        assert set(decision.answers) == set(REGIMES)
        for reply in decision.answers.values():
            assert reply.why.endswith(".") and len(reply.why.split()) <= 45
            if reply.answer != "not_reached":
                assert reply.who and reply.sources
                assert all(cite(id_, pinpoint).url.startswith("https://") for id_, pinpoint in reply.sources)


def test_no_rule_is_unreachable_or_double():
    assert len({(row["decision_id"], row["regime"], row["state_law"]) for row in RULES}) == len(RULES)
    used = {
        (d.id, regime, a.why)
        for outcome in OUTCOMES
        for law in STATE_LAWS
        for d in decide(RULES, DECISIONS, outcome, law)
        for regime, a in d.answers.items()
    }
    assert not {(row["decision_id"], row["regime"], row["why"]) for row in RULES} - used


def test_two_rules_for_the_same_state_law_are_an_error_that_names_them():
    twice = [*RULES, *(row for row in RULES if row["state_law"] == "limits")]
    decide(twice, DECISIONS, "booked", "silent")
    with pytest.raises(LookupError, match=r"Several rules of the table case_rules .* \w+ limits, \w+"):
        decide(twice, DECISIONS, "booked", "limits")


def test_a_decision_that_no_rule_answers_is_named():
    with pytest.raises(LookupError, match="No rule of the table case_rules fits .*stop_car"):
        decide([row for row in RULES if row["decision_id"] != "stop_car"], DECISIONS)


def test_no_agreement_gives_no_power_on_the_road_and_only_the_task_force_adds_one():
    for decision in ("prolong_stop", "arrest_unlawful_presence", "roadside_ice_warrant"):
        assert [answer(decision, regime).answer for regime in ("none", "wso", "jem")] == ["no"] * 3
        assert answer(decision, "tfm").answer in ("only_if", "yes")


def test_warrant_service_has_exactly_its_two_uses():
    changed = [d.id for d in decide(RULES, DECISIONS) if "wso" in d.changed]
    assert changed == ["serve_warrant", "hold_past_release"]


def test_nobody_local_ever_orders_removal():
    for outcome, law in itertools.product(OUTCOMES, STATE_LAWS):
        for decision in decide(RULES, DECISIONS, outcome, law):
            if decision.id == "order_removal":
                assert {reply.answer for reply in decision.answers.values()} == {
                    "no"
                } and not decision.changed


def test_a_ticket_keeps_the_jail_out_of_it():
    for decision in decide(RULES, DECISIONS, "ticket"):
        reached = {reply.answer != "not_reached" for reply in decision.answers.values()}
        assert reached == {decision.place != "jail" and decision.id != "arrest_state_crime"}


def test_state_law_moves_the_hold_on_a_detainer():
    assert [answer("hold_past_release", "none", state_law=law).answer for law in STATE_LAWS] == [
        "contested",
        "only_if",
        "only_if",
    ]


def test_state_law_cannot_give_federal_powers():
    for decision in ("issue_detainer", "arrest_unlawful_presence", "serve_warrant", "charging_papers"):
        assert {answer(decision, "none", state_law=law).answer for law in STATE_LAWS} == {"no"}


def test_limits_of_state_law_bind_an_agreement_too():
    for decision in decide(RULES, DECISIONS, "booked", "limits"):
        for regime in decision.changed:
            assert decision.answers[regime].answer == "only_if", (
                f"{decision.id} under {regime}: part (g)(1) keeps powers within state law"
            )


def test_same_as_none_is_said_rightly():
    for row in RULES:
        if row["regime"] != "none" and row["same_as_none"]:
            law = "silent" if row["state_law"] == "any" else row["state_law"]
            with_form, without = (
                answer(row["decision_id"], regime, state_law=law) for regime in (row["regime"], "none")
            )
            assert with_form.answer == without.answer


def test_the_task_force_form_has_no_hold_in_the_jail_so_that_row_stays_as_without_an_agreement():
    for law in STATE_LAWS:
        case = decide(RULES, DECISIONS, "booked", law)
        hold = next(decision for decision in case if decision.id == "hold_past_release")
        assert hold.changed == ["wso", "jem"]
        assert (
            hold.answers["tfm"].answer == hold.answers["none"].answer
            and "same day" in hold.answers["tfm"].why
        )
        assert sum("tfm" in decision.changed for decision in case) == 8


def test_a_changed_decision_differs_in_its_answer_or_in_who_takes_it():
    for decision in decide(RULES, DECISIONS):
        without = decision.answers["none"]
        for regime in decision.changed:
            reply = decision.answers[regime]
            assert (reply.answer, reply.who) != (
                without.answer,
                without.who,
            ), f"{decision.id} under {regime}: a dot with nothing behind it"


def test_no_rule_keeps_the_task_force_out_of_the_jail():
    reasons = " ".join(row["why"] for row in RULES if row["regime"] == "tfm")
    assert "community" not in reasons and "outside" not in reasons


def test_an_unknown_fact_is_told_what_there_is():
    with pytest.raises(ValueError, match="ticket, booked"):
        decide(RULES, DECISIONS, "released")
    with pytest.raises(ValueError, match="silent, limits, mandates"):
        decide(RULES, DECISIONS, "ticket", "federal")
