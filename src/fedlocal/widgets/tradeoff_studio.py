"""TradeoffStudio: five options, swing weights, scores as ranges; how often each comes first, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from random import randrange

from ipywidgets import HTML, Layout, VBox

from .. import tradeoff_report as report
from .. import tradeoffs as domain
from ..look import render
from ..sources import cite
from ..tables import load
from .base import Card, Frame, panel
from .tradeoff_form import STEPS, TradeoffForm

LEANS = {"study": "Leans on a study", "beside": "A guess beside a study", "document": "Leans on a document", "reference": "Measuring point", "assumption": "Your assumption"}
MINE = (LEANS["assumption"], "Changed by you.", [])
OWN, POINTS, EQUAL = "own", (0, 10), 50


@dataclass
class Weighing:
    """What a learner has put in so far."""

    matrix: domain.Matrix
    weights: dict[str, int]
    turn: int
    seed: int = domain.SEED
    changed: set[tuple[str, str]] = field(default_factory=set)
    own: str = ""
    note: str = ""
    open: str = ""


class TradeoffStudio(Card):
    """Weights and ranges in, places and flips out. The circle of options begins anywhere; ``turn`` fixes where.

    >>> TradeoffStudio().summary()
    'TradeoffStudio: 5 options, 8 aims; with equal weights each option comes first in 16 to 25 of 100 draws'
    """

    def __init__(self, turn: int | None = None):
        tables = [load(name) for name in ("tradeoff_options", "tradeoff_criteria", "tradeoff_scores")]
        self._matrix = domain.build(*tables)
        self._options = {row["option_id"]: row for row in tables[0].to_dict("records")}
        self._criteria = {row["criterion_id"]: row for row in tables[1].to_dict("records")}
        self._leans = {(row.option_id, row.criterion_id): self._leaning(row) for row in tables[2].fillna("").itertuples()}
        self._forms = {part: TradeoffForm(part=part) for part in STEPS}
        self._results, self._files, self._times = panel(), panel(), 0
        self.state = self._fresh(randrange(len(self._options)) if turn is None else turn)
        self._ask()
        self.redraw()
        for form in self._forms.values():
            form.on_msg(self._heard)
        head = HTML(render("tradeoff_head.html"))
        parts = [Frame(layout=Layout(display="none")), head, self._forms["weights"], self._results, self._forms["ranges"], self._files]
        VBox.__init__(self, parts)
        self.add_class("fl-card")

    def _fresh(self, turn: int) -> Weighing:
        return Weighing(self._matrix, dict.fromkeys(self._criteria, EQUAL), turn, open=next(iter(self._criteria)))

    def _leaning(self, row) -> tuple[str, str, list]:
        pairs = zip(row.source_ids.split(";"), row.pinpoints.split(";"), strict=True) if row.source_ids else ()
        return LEANS[row.basis], row.note, [cite(*pair) for pair in pairs]

    def _heard(self, form, message: dict, _buffers) -> None:
        """One change in the fields; what cannot be is answered with a reason and changes nothing."""
        state = self.state
        if message.get("restart"):
            self.state = self._fresh(state.turn)
            self._ask()
        elif message.get("again"):
            state.turn, state.seed = state.turn + 1, state.seed + 1
            self._ask()
        elif "weights" in message:
            state.weights = {name: min(domain.FULL, max(0, int(message["weights"].get(name, old)))) for name, old in state.weights.items()}
        elif "range" in message:
            self._ranged(form, **message["range"])
        elif "own" in message:
            self._name_own(str(message["own"]).strip()[:60])
        elif "open" in message:
            state.open = message["open"]
            return
        elif "note" in message:
            state.note = str(message["note"])[:4000]
        self.redraw()

    def _ranged(self, form, option: str, aim: str, low: float, high: float) -> None:
        try:
            self.state.matrix = domain.changed(self.state.matrix, option, aim, float(low), float(high))
        except (ValueError, TypeError) as problem:
            return form.send({"option": option, "aim": aim, "wrong": str(problem)})
        self.state.changed.add((option, aim))
        form.send({"option": option, "aim": aim, "leans": MINE[0], "note": MINE[1]})

    def _name_own(self, name: str) -> None:
        state = self.state
        if not name:
            return
        if OWN not in state.weights:
            state.matrix = domain.widened(state.matrix, OWN, *POINTS)
            state.weights = {**state.weights, OWN: 0}
        state.own, state.open = name, OWN
        self._ask()

    def order(self, state: Weighing | None = None) -> list[str]:
        """The options in the order now shown; where the circle begins means nothing."""
        state = state or self.state
        ids, at = list(state.matrix.options), state.turn % len(state.matrix.options)
        return ids[at:] + ids[:at]

    def _aim(self, name: str, state: Weighing) -> dict:
        if name == OWN:
            return {"id": OWN, "name": state.own, "unit": "points from 0 to 10; more is better", "step": 1, "who": ""}
        row = self._criteria[name]
        return {"id": name, "name": row["criterion"], "unit": row["unit"], "step": int(row["step"]), "who": row["who_asks"]}

    def _scores(self, name: str, state: Weighing) -> list[dict]:
        column, found = state.matrix.criteria.index(name), []
        for id_ in self.order(state):
            row = state.matrix.options.index(id_)
            leans, note, sources = MINE if (id_, name) in state.changed else self._leans.get((id_, name), (MINE[0], "", []))
            found.append({"id": id_, "name": self._options[id_]["option"], "low": float(state.matrix.low[row, column]),
                          "high": float(state.matrix.high[row, column]), "leans": leans, "note": note, "sources": sources})
        return found

    def view(self, state: Weighing | None = None) -> dict:
        """All that is shown, as plain values: criteria with ranges, rows of results, flips, and two sentences."""
        state = state or self.state
        matrix, weights = state.matrix, list(state.weights.values())
        drawn = domain.totals(matrix, weights, seed=state.seed)
        first, places, spread = domain.firsts(drawn), domain.places(drawn), domain.spread(drawn)
        line, names = domain.line(spread), {id_: row["option"] for id_, row in self._options.items()}
        rows = [{"id": id_, "name": names[id_], "first": f"{100 * first[at]:.0f}", "places": "{} to {}".format(*places[at]),
                 "ends": [f"{100 * spread[at][end]:.0f}" for end in (0, 4)], "line": domain.on_line(spread[at], *line)}
                for id_ in self.order(state) for at in [matrix.options.index(id_)]]
        flips = [{"name": self._aim(flip.criterion, state)["name"], "now": flip.now, "at": f"{flip.at:.0f}", "first": names[flip.first]}
                 for flip in domain.flips(matrix, weights)]
        criteria = [{**self._aim(name, state), "weight": state.weights[name], "worst": report.figure(worst), "best": report.figure(best),
                     "scores": self._scores(name, state)} for name, worst, best in zip(matrix.criteria, *matrix.ends, strict=True)]
        middle = _middle(domain.middles(matrix, weights), [names[id_] for id_ in matrix.options])
        return {"rows": rows, "flips": flips, "criteria": criteria, "said": _sentence(rows), "middle": middle, "line": [f"{100 * end:.0f}" for end in line]}

    @cached_property
    def _start(self) -> dict:
        """What is shown before anything is changed, the circle begun at the first option: the same in every run."""
        return self.view(self._fresh(0))

    def redraw(self) -> None:
        """Reckon and draw; without any weight there is nothing to rank, and the sentence says so."""
        try:
            view = self.view()
        except ValueError as problem:
            self._forms["weights"].said, self._results.value = str(problem), ""
            return
        self._forms["weights"].said = view["said"]
        self._forms["weights"].swings = {one["id"]: _swing(one) for one in view["criteria"]}
        self._results.value = render("tradeoff_results.html", view=view)
        note = self.state.note
        files = [("Markdown", "weighing.md", report.link(report.markdown(view, note), "text/markdown")),
                 ("Web page", "weighing.html", report.link(report.page(view, note), "text/html")),
                 ("Table (CSV)", "weighing.csv", report.link(report.table(view), "text/csv"))]
        self._files.value = render("tradeoff_files.html", files=files)

    def _ask(self) -> None:
        """Send the fields anew: after a start, a turn of the circle, or an aim of one's own."""
        state, self._times = self.state, self._times + 1  # counted, so that fields that were only moved on the page are reset as well
        aims = [{**self._aim(name, state), "weight": state.weights[name]} for name in state.matrix.criteria]
        for part, (title, intro) in STEPS.items():
            scores = [{**aim, "scores": [_linked(score) for score in self._scores(aim["id"], state)]} for aim in aims] if part == "ranges" else aims
            self._forms[part].fields = {"title": title, "intro": intro, "aims": scores, "open": state.open, "own": state.own, "note": state.note,
                                        "times": self._times}

    def fallback(self) -> str:
        return render("tradeoff_studio.html", view=self._start, steps=STEPS)

    def summary(self) -> str:
        shares = [int(row["first"]) for row in self._start["rows"]]
        return (f"TradeoffStudio: {len(self._options)} options, {len(self._criteria)} aims; with equal weights each option comes first in "
                f"{min(shares)} to {max(shares)} of 100 draws")


def _linked(score: dict) -> dict:
    """A score as the page can take it: sources as labels and addresses."""
    return {**score, "sources": [{"label": source.label, "url": source.url} for source in score["sources"]]}


def _middle(totals, names: list[str]) -> str:
    """Who leads at the middle of all ranges; under one point of 100 nobody does.

    >>> import numpy as np
    >>> _middle(np.array([0.50, 0.52]), ["A", "B"]), _middle(np.array([0.518, 0.52]), ["B", "A"])
    ('At the middle of all ranges B comes first, 2.0 points of 100 ahead of A.', 'At the middle of all ranges two options lie less than one point of 100 apart: A and B.')
    """
    second, top = totals.argsort(kind="stable")[-2:]
    if 100 * (totals[top] - totals[second]) < 1:
        return f"At the middle of all ranges two options lie less than one point of 100 apart: {' and '.join(sorted([names[top], names[second]]))}."
    return f"At the middle of all ranges {names[top]} comes first, {100 * (totals[top] - totals[second]):.1f} points of 100 ahead of {names[second]}."


def _swing(aim: dict) -> str:
    return f"From {aim['worst']} to {aim['best']}: {aim['unit']}."


def _sentence(rows: list[dict]) -> str:
    """Who comes first how often, the two most frequent always together.

    >>> _sentence([{"name": "A", "first": "20"}, {"name": "B", "first": "45"}, {"name": "C", "first": "35"}])
    'No option comes first in more than half of the draws. Most often it is B (45 of 100), then C (35).'
    """
    top, second, *_ = sorted(rows, key=lambda row: -int(row["first"]))
    if int(top["first"]) <= 50:
        return f"No option comes first in more than half of the draws. Most often it is {top['name']} ({top['first']} of 100), then {second['name']} ({second['first']})."
    return f"{top['name']} comes first in {top['first']} of 100 draws, {second['name']} in {second['first']}. That follows from these weights and ranges, and they are yours to question."
