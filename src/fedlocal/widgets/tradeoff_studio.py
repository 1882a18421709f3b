"""TradeoffStudio: options, swing weights, scores as ranges; how each does, how often it comes first, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import randrange

from ipywidgets import HTML, Layout, VBox

from .. import tradeoff_report as report
from .. import tradeoffs as domain
from ..look import render
from ..sources import cite
from ..tables import load
from .base import Card, Frame, panel
from .tradeoff_form import STEPS, TradeoffForm

LEANS = {"study": "Rests on a study", "beside": "A guess beside a study", "document": "Rests on a document", "reference": "Measuring point",
         "assumption": "An assumption"}
MINE = ("Your assumption", "Changed by you.", [])
OWN, POINTS = "own", (0, 10)
ANEW = "The steps now run from end to end of the ranges on the table. A weight may speak of another step than before: look at the weights again."


@dataclass
class Weighing:
    """What a learner has put in so far."""

    matrix: domain.Matrix
    weights: dict[str, int]
    turn: int
    seed: int = domain.SEED
    common: bool = True
    anew: bool = False
    changed: set[tuple[str, str]] = field(default_factory=set)
    own: str = ""
    note: str = ""
    open: str = ""


class TradeoffStudio(Card):
    """Weights and ranges in, places and flips out. Nothing is weighed at first; ``turn`` fixes where the circle of options begins.

    >>> TradeoffStudio().summary()
    'TradeoffStudio: 6 options, 8 aims, 5 examples of weights; options first or tied with all aims alike: 2'
    """

    def __init__(self, turn: int | None = None):
        tables = [load(name) for name in ("tradeoff_options", "tradeoff_criteria", "tradeoff_scores")]
        self._matrix = domain.build(*tables)
        self._options = {row["option_id"]: row for row in tables[0].to_dict("records")}
        self._criteria = {row["criterion_id"]: row for row in tables[1].to_dict("records")}
        self._leans = {(row.option_id, row.criterion_id): self._leaning(row) for row in tables[2].fillna("").itertuples()}
        self._examples = {row["example_id"]: row for row in load("tradeoff_examples").to_dict("records")}
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
        return Weighing(self._matrix, dict.fromkeys(self._criteria, 0), turn, open=next(iter(self._criteria)))

    def weighed(self, example: str) -> Weighing:
        """The starting ranges with the weights of one row of ``tradeoff_examples``."""
        return replace(self._fresh(0), weights=self._given(example, self._matrix))

    def _given(self, example: str, matrix: domain.Matrix) -> dict[str, int]:
        return dict(zip(matrix.criteria, map(int, domain.given(self._examples[example]["weights"], matrix)), strict=True))

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
        elif "begin" in message:
            state.weights = self._given(message["begin"], state.matrix)
            self._ask()
        elif "separate" in message:
            state.common = not message["separate"]
        elif message.get("anew"):
            state.matrix, state.anew = domain.rescaled(state.matrix), True
        elif "weights" in message:
            state.weights = {name: self._kept(name, message["weights"].get(name, old)) for name, old in state.weights.items()}
            state.anew = False
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

    def _kept(self, aim: str, weight) -> int:
        return min(domain.FULL, max(self._least(aim), int(weight)))

    def _least(self, aim: str) -> int:
        """The lowest weight of an aim: below 0 only where people want opposite things."""
        return -domain.FULL if self._criteria.get(aim, {}).get("better") == "either" else 0

    def _ranged(self, form, option: str, aim: str, low: float, high: float) -> None:
        try:
            self.state.matrix = domain.changed(self.state.matrix, option, aim, float(low), float(high))
        except (ValueError, TypeError) as problem:
            return form.send({"option": option, "aim": aim, "wrong": str(problem)})
        self.state.changed.add((option, aim))
        self.state.anew = False
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
            return {"id": OWN, "name": state.own, "unit": "points from 0 to 10; more is better", "step": 1, "parting": "", "least": 0}
        row = self._criteria[name]
        return {"id": name, "name": row["criterion"], "unit": row["unit"], "step": int(row["step"]), "parting": row["parting"], "least": self._least(name)}

    def _scores(self, name: str, state: Weighing) -> list[dict]:
        column, found = state.matrix.criteria.index(name), []
        for id_ in self.order(state):
            row = state.matrix.options.index(id_)
            leans, note, sources = MINE if (id_, name) in state.changed else self._leans.get((id_, name), (MINE[0], "", []))
            found.append({"id": id_, "name": self._options[id_]["option"], "low": float(state.matrix.low[row, column]),
                          "high": float(state.matrix.high[row, column]), "leans": leans, "note": note, "sources": sources})
        return found

    def view(self, state: Weighing | None = None) -> dict:
        """All that is shown, as plain values: criteria with ranges, rows of results, what would change them, and sentences.

        Raises :class:`ValueError` when nothing is weighed.
        """
        state = state or self.state
        matrix, weights = state.matrix, list(state.weights.values())
        drawn, middle, lead = domain.totals(matrix, weights, seed=state.seed, common=state.common), domain.middles(matrix, weights), domain.leaders(matrix, weights)
        first, places, spread = domain.firsts(drawn), domain.places(drawn), domain.spread(drawn)
        line, reach = domain.line(spread), domain.flips(matrix, weights)
        rows = [{"id": id_, "name": self._options[id_]["option"], "middle": f"{100 * middle[at]:.1f}", "first": f"{100 * first[at]:.0f}",
                 "stands": ("tied" if len(lead) > 1 else "first") if id_ in lead else "", "places": _from_to(*places[at]),
                 "ends": [f"{100 * spread[at][end]:.0f}" for end in (0, 4)], "line": domain.on_line(spread[at], *line),
                 "flips": [{"name": self._aim(flip.criterion, state)["name"], "now": report.figure(flip.now), "at": report.figure(round(flip.at))}
                           for flip in reach if flip.option == id_]}
                for id_ in self.order(state) for at in [matrix.options.index(id_)]]
        return {"rows": rows, "criteria": self.criteria(state), "said": _sentence(rows), "common": state.common, "beyond": self._beyond(state),
                "line": [f"{100 * end:.0f}" for end in line]}

    def criteria(self, state: Weighing | None = None) -> list[dict]:
        """Each aim with its weight, its step and the ranges of all options: what there is before anything is weighed."""
        state = state or self.state
        return [{**self._aim(name, state), "weight": state.weights[name], "worst": report.figure(worst), "best": report.figure(best),
                 "scores": self._scores(name, state)} for name, worst, best in zip(state.matrix.criteria, *state.matrix.ends, strict=True)]

    def _beyond(self, state: Weighing) -> str:
        """What to say of ranges that leave the scale, of steps just measured anew, or nothing."""
        least, most = state.matrix.scale
        gone = domain.outside(state.matrix)
        said = [f"{self._options[option]['option']}, {self._aim(aim, state)['name']}: the range leaves the scale of this aim ({report.figure(least[k])} to "
                f"{report.figure(most[k])})." for option, aim in gone for k in [state.matrix.criteria.index(aim)]]
        if gone:
            said.append("It counts in full, and the other options do not move. To weigh the longer step, set the steps anew, and then look at the weight again.")
        return " ".join(said) or (ANEW if state.anew else "")

    def redraw(self) -> None:
        """Reckon and draw; without any weight there is nothing to rank, and the sentence says so."""
        self._forms["weights"].swings = {one["id"]: _swing(one) for one in self.criteria()}
        self._forms["ranges"].beyond = {"said": self._beyond(self.state), "open": bool(domain.outside(self.state.matrix))}
        try:
            view = self.view()
        except ValueError as problem:
            self._forms["weights"].said, self._results.value, self._files.value = str(problem), "", ""
            return
        self._forms["weights"].said = view["said"]
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
        begins = [{"id": id_, "name": row["who"]} for id_, row in self._examples.items()]
        for part, (title, intro) in STEPS.items():
            scores = [{**aim, "scores": [_linked(score) for score in self._scores(aim["id"], state)]} for aim in aims] if part == "ranges" else aims
            self._forms[part].fields = {"title": title, "intro": intro, "aims": scores, "open": state.open, "own": state.own, "note": state.note,
                                        "begins": begins, "separate": not state.common, "times": self._times}

    def fallback(self) -> str:
        examples = [{**row, "view": self.view(self.weighed(id_))} for id_, row in self._examples.items()]
        return render("tradeoff_studio.html", criteria=self.criteria(self._fresh(0)), examples=examples, steps=STEPS)

    def summary(self) -> str:
        tied = len(domain.leaders(self._matrix, domain.alike(self._matrix)))
        return (f"TradeoffStudio: {len(self._options)} options, {len(self._criteria)} aims, {len(self._examples)} examples of weights; "
                f"options first or tied with all aims alike: {tied}")


def _linked(score: dict) -> dict:
    """A score as the page can take it: sources as labels and addresses."""
    return {**score, "sources": [{"label": source.label, "url": source.url} for source in score["sources"]]}


def _from_to(best: int, worst: int) -> str:
    """The places of an option in words.

    >>> _from_to(2, 2), _from_to(1, 4)
    ('2', '1 to 4')
    """
    return str(best) if best == worst else f"{best} to {worst}"


def _swing(aim: dict) -> str:
    sign = " Minus asks for fewer, plus for more, and 0 leaves it out." if aim["least"] < 0 else ""
    return f"From {aim['worst']} to {aim['best']}: {aim['unit']}.{sign}"


def _sentence(rows: list[dict]) -> str:
    """Who is first or tied at the middles, and who comes first most often in the draws: the two need not be the same.

    >>> _sentence([{"name": "A", "first": "20", "middle": "50.1", "stands": "tied"}, {"name": "B", "first": "45", "middle": "51.0", "stands": "tied"},
    ...            {"name": "C", "first": "35", "middle": "40.0", "stands": ""}])
    'At the middle of the ranges “B” and “A” are tied. In 100 draws “B” comes first most often (45 times), then “C” (35).'
    >>> _sentence([{"name": "A", "first": "90", "middle": "61.0", "stands": "first"}, {"name": "B", "first": "10", "middle": "51.0", "stands": ""}])
    'At the middle of the ranges “A” is first, 10.0 points of 100 ahead of “B”. In 100 draws “A” comes first most often (90 times), then “B” (10).'
    """
    ranked = sorted(rows, key=lambda row: -float(row["middle"]))
    ahead = [f"“{row['name']}”" for row in ranked if row["stands"]]
    if len(ahead) > 1:
        said = f"At the middle of the ranges {', '.join(ahead[:-1])} and {ahead[-1]} are tied."
    else:
        gap = float(ranked[0]["middle"]) - float(ranked[1]["middle"])
        said = f"At the middle of the ranges {ahead[0]} is first, {gap:.1f} points of 100 ahead of “{ranked[1]['name']}”."
    top, second, *_ = sorted(rows, key=lambda row: -int(row["first"]))
    return f"{said} In 100 draws “{top['name']}” comes first most often ({top['first']} times), then “{second['name']}” ({second['first']})."
