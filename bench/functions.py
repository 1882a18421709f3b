"""The pure work behind one change of a widget, in milliseconds of the processor: others at the machine do
not count."""

from __future__ import annotations

import statistics
import time

from fedlocal.agreements import by_county, forms, traffic_stop
from fedlocal.agreements.counts import by_state, stock
from fedlocal.county import brief
from fedlocal.evidence import rollout, worlds
from fedlocal.ground.places import named
from fedlocal.ground.tables import rows
from fedlocal.law import authority, detainers, state_laws
from fedlocal.lesson import judging, questions
from fedlocal.pathway import trends, walks
from fedlocal.tradeoffs import weighing


def functions(rounds: int = 30) -> dict:
    monthly, rules, decisions = rows("agreements_monthly"), rows("case_rules"), rows("case_decisions")
    spans = by_county.spans(rows("agreement_lifespans"), rows("counties"), monthly)
    question = questions.build(rows("questions"), rows("question_options"), "04-check")[0]
    pages = {name: rows(name) for name in brief.TABLES}
    harris = named("48201")
    graph, plan = walks.read_map(), rollout.prepare(rows("secure_communities"))
    matrix = weighing.build(*(rows(f"tradeoff_{name}") for name in ("options", "criteria", "scores")))
    texts, posture = state_laws.instruments(rows("state_laws"))["TX"], "mandates"
    jails, authority_rules = rows("detainer_rules"), rows("authority_rules")
    detention = trends.held(rows("detention_monthly"), 340_000_000, "ice")
    work = {
        "authority.check": lambda: authority.check(
            actor="jail_officer", action="hold_on_detainer", paper="detainer", place="jail"
        ),
        "brief.build": lambda: brief.build(harris, pages),
        "detainers.decide": lambda: detainers.decide(
            jails,
            authority_rules,
            "hold",
            "TX",
            posture,
            state_laws.flags(texts, posture),
            "detainer",
            "none",
        ),
        "pathway.choices": lambda: walks.choices(graph, ["procedure"], {"entry": "admitted"}),
        "tradeoffs.totals": lambda: weighing.totals(matrix, [50] * len(matrix.criteria)),
        "trends.change": lambda: trends.change(detention, "convicted", "2025-01", "2026-03"),
        "worlds.simulate": lambda: worlds.simulate(plan, worlds.World(), draws=200),
        "agreements.stock": lambda: stock(monthly, "TX"),
        "agreements.by_state": lambda: by_state(monthly, "2026-05", "tfm"),
        "cases.decide": lambda: traffic_stop.decide(rules, decisions, "booked", "limits"),
        "models.compare": lambda: forms.compare(rows("agreement_terms"), ("wso", "tfm"), ["powers"]),
        "county_months.counts_in": lambda: by_county.counts_in(spans, 40, "tfm"),
        "judging.judge": lambda: judging.judge(question, "c"),
    }
    return {name: _median_ms(action, rounds) for name, action in work.items()}


def _median_ms(action, rounds: int) -> float:
    action()
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        action()
        took.append((time.process_time() - begun) * 1000)
    return statistics.median(took)
