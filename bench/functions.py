"""The pure work behind one change of a widget, in milliseconds."""

from __future__ import annotations

import statistics
import time

from fedlocal import cases, county_months, models, questions
from fedlocal.agreements import by_state, stock
from fedlocal.tables import load


def functions(rounds: int = 30) -> dict:
    monthly, rules, decisions = load("agreements_monthly"), load("case_rules"), load("case_decisions")
    rows = county_months.spans(load("agreement_lifespans"), load("counties"), monthly)
    question = questions.build(load("questions"), load("question_options"), "04-check")[0]
    work = {
        "agreements.stock": lambda: stock(monthly, "TX"), "agreements.by_state": lambda: by_state(monthly, "2026-05", "tfm"),
        "cases.decide": lambda: cases.decide(rules, decisions, "booked", "limits"),
        "models.compare": lambda: models.compare(load("agreement_terms"), ("wso", "tfm"), ["powers"]),
        "county_months.counts_in": lambda: county_months.counts_in(rows, 40, "tfm"), "questions.grade": lambda: questions.grade(question, "c"),
    }
    return {name: _median_ms(action, rounds) for name, action in work.items()}


def _median_ms(action, rounds: int) -> float:
    action()
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        action()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)
