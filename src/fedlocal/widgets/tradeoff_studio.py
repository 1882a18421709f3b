"""TradeoffStudio: five options, swing weights, scores as ranges; how often each comes first, and what would change it."""

from __future__ import annotations

from random import randrange

from ipywidgets import HTML, Layout, VBox

from .. import tradeoff_report as report
from .. import tradeoffs as domain
from ..look import render
from ..sources import cite
from ..tables import load
from .base import Card, Frame, panel
from .tradeoff_form import TradeoffForm

LEANS = {"study": "Leans on a study", "document": "Leans on a document", "reference": "Measuring point", "assumption": "Your assumption"}
MINE = "Changed by you."
OWN, POINTS, EQUAL = "own", (0, 10), 50
STEPS = {
    "weights": ("1 · How much does each step matter to you?",
                "Each line is one step: from the worst to the best end that any option could reach. Ask which of the steps you would rather have, "
                "give it the most, and set the others beside it. A step that means nothing to you gets 0."),
    "ranges": ("2 · What do you think each option would do?",
               "Every range is a beginning. Where a study or a document stands behind it, the note says what comes from there and what is a guess. "
               "Change what you doubt; it is then marked as your assumption."),
}


class TradeoffStudio(Card):
    """Weights and ranges in, places and flips out. The circle of options begins anywhere; ``turn`` fixes where.

    >>> TradeoffStudio().summary()
    'TradeoffStudio: 5 options, 6 aims; with equal weights each option comes first in 17 to 24 of 100 draws'
    """

    def __init__(self, turn: int | None = None):
        self._options = load("tradeoff_options").set_index("option_id")
        self._criteria = load("tradeoff_criteria").set_index("criterion_id")
        self._table = load("tradeoff_scores").fillna("")
        self._turn = randrange(len(self._options)) if turn is None else turn
        self._notes = {(row.option_id, row.criterion_id): self._leaning(row) for row in self._table.itertuples()}
        self._forms = {part: TradeoffForm(part=part) for part in STEPS}
        self._results, self._files = panel(), panel()
        self._reset()
        for form in self._forms.values():
            form.on_msg(self._heard)
        head = HTML(render("tradeoff_head.html"))
        parts = [Frame(layout=Layout(display="none")), head, self._forms["weights"], self._results, self._forms["ranges"], self._files]
        VBox.__init__(self, parts)
        self.add_class("fl-card")

    def _reset(self) -> None:
        self.matrix = domain.build(self._options.reset_index(), self._criteria.reset_index(), self._table)
        self.weights = dict.fromkeys(self._criteria.index, EQUAL)
        self._changed, self._own, self._note, self._seed, self._open = {}, "", "", domain.SEED, self._criteria.index[0]
        self._ask()
        self.redraw()

    def _heard(self, form, message: dict, _buffers) -> None:
        """One change in the fields; what cannot be is answered with a reason and changes nothing."""
        if message.get("restart"):
            return self._reset()
        if message.get("again"):
            self._turn, self._seed = self._turn + 1, self._seed + 1
            self._ask()
        elif "weights" in message:
            given = {name: min(domain.FULL, max(0, int(message["weights"].get(name, old)))) for name, old in self.weights.items()}
            self.weights = given
        elif "range" in message:
            return self._ranged(form, **message["range"])
        elif "own" in message:
            self._name_own(str(message["own"]).strip()[:60])
        elif "open" in message:
            self._open = message["open"]
            return None
        elif "note" in message:
            self._note = str(message["note"])[:4000]
        self.redraw()

    def _ranged(self, form, option: str, aim: str, low: float, high: float) -> None:
        try:
            self.matrix = domain.changed(self.matrix, option, aim, float(low), float(high))
        except (ValueError, TypeError) as problem:
            return form.send({"option": option, "aim": aim, "wrong": str(problem)})
        self._changed[option, aim] = (LEANS["assumption"], MINE)
        form.send({"option": option, "aim": aim, "leans": LEANS["assumption"], "note": MINE})
        self.redraw()

    def _name_own(self, name: str) -> None:
        if name and OWN not in self.weights:
            self.matrix = domain.widened(self.matrix, OWN, *POINTS)
            self.weights = {**self.weights, OWN: 0}
        self._own = name or self._own
        if self._own:
            self._open = OWN
        self._ask()

    def _leaning(self, row) -> tuple[str, str, list]:
        pairs = zip(row.source_ids.split(";"), row.pinpoints.split(";"), strict=True) if row.source_ids else ()
        return LEANS[row.basis], row.note, [cite(*pair) for pair in pairs]

    def order(self) -> list[str]:
        """The options in the order now shown; where the circle begins means nothing."""
        ids = list(self.matrix.options)
        at = self._turn % len(ids)
        return ids[at:] + ids[:at]

    def _aim(self, name: str) -> dict:
        if name == OWN:
            return {"id": OWN, "name": self._own, "unit": "points from 0 to 10; more is better", "step": 1, "who": ""}
        row = self._criteria.loc[name]
        return {"id": name, "name": row["criterion"], "unit": row["unit"], "step": int(row["step"]), "who": row["who_asks"]}

    def _scores(self, name: str) -> list[dict]:
        column, found = self.matrix.criteria.index(name), []
        for id_ in self.order():
            row = self.matrix.options.index(id_)
            leans, note, sources = (*self._changed[id_, name], []) if (id_, name) in self._changed else self._notes.get((id_, name), (LEANS["assumption"], "", []))
            found.append({"id": id_, "name": self._options.loc[id_, "option"], "low": float(self.matrix.low[row, column]),
                          "high": float(self.matrix.high[row, column]), "leans": leans, "note": note, "sources": sources})
        return found

    def view(self) -> dict:
        """All that is shown, as plain values: criteria with ranges, rows of results, flips, and one sentence."""
        drawn = domain.totals(self.matrix, list(self.weights.values()), seed=self._seed)
        first, places, spread = domain.firsts(drawn), domain.places(drawn), domain.spread(drawn)
        at, worst, best, line = self.matrix.options.index, *self.matrix.ends, domain.line(spread)
        rows = [{"id": id_, "name": self._options.loc[id_, "option"], "means": self._options.loc[id_, "means"], "first": f"{100 * first[at(id_)]:.0f}",
                 "places": "{} to {}".format(*places[at(id_)]), "ends": [f"{100 * spread[at(id_)][end]:.0f}" for end in (0, 4)], "line": domain.on_line(spread[at(id_)], *line)} for id_ in self.order()]
        flips = [{"name": self._aim(flip.criterion)["name"], "now": flip.now, "at": f"{flip.at:.0f}", "first": self._options.loc[flip.first, "option"]}
                 for flip in domain.flips(self.matrix, list(self.weights.values()))]
        criteria = [{**self._aim(name), "weight": self.weights[name], "worst": report.figure(worst[k]), "best": report.figure(best[k]),
                     "scores": self._scores(name)} for k, name in enumerate(self.matrix.criteria)]
        return {"rows": rows, "flips": flips, "criteria": criteria, "said": _sentence(rows), "middle": self._middle(), "line": [f"{100 * end:.0f}" for end in line]}

    def _middle(self) -> str:
        totals = domain.middles(self.matrix, list(self.weights.values()))
        second, top = totals.argsort(kind="stable")[-2:]
        return f"At the middle of all ranges {self._options['option'].iloc[top]} comes first, {100 * (totals[top] - totals[second]):.1f} points of 100 ahead of {self._options['option'].iloc[second]}."

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
        files = [("Markdown", "weighing.md", report.link(report.markdown(view, self._note), "text/markdown")),
                 ("Web page", "weighing.html", report.link(report.page(view, self._note), "text/html")),
                 ("Table (CSV)", "weighing.csv", report.link(report.table(view), "text/csv"))]
        self._files.value = render("tradeoff_files.html", files=files)

    def _ask(self) -> None:
        """Send the fields anew: after a start, a turn of the circle, or an aim of one's own."""
        aims = [{**self._aim(name), "weight": self.weights[name]} for name in self.matrix.criteria]
        for part, (title, intro) in STEPS.items():
            scores = [{**aim, "scores": [{**s, "sources": [{"label": c.label, "url": c.url} for c in s["sources"]]} for s in self._scores(aim["id"])]}
                      for aim in aims] if part == "ranges" else aims
            self._forms[part].fields = {"title": title, "intro": intro, "aims": scores, "open": self._open, "own": self._own, "note": self._note,
                                        "turn": self._turn, "seed": self._seed}

    def fallback(self) -> str:
        return render("tradeoff_studio.html", view=type(self)(turn=0).view(), steps=STEPS)

    def summary(self) -> str:
        matrix = domain.build(self._options.reset_index(), self._criteria.reset_index(), self._table)
        shares = domain.firsts(domain.totals(matrix, [EQUAL] * len(self._criteria)))
        return (f"TradeoffStudio: {len(self._options)} options, {len(self._criteria)} aims; with equal weights each option comes first in "
                f"{100 * shares.min():.0f} to {100 * shares.max():.0f} of 100 draws")


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
