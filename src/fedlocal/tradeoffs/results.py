"""What the studio shows of a weighing: aims with their steps and ranges, results, what would change them,
and sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..ground.sources import citations
from . import report
from . import weighing as domain

LEANS = {
    "study": "Rests on a study",
    "beside": "A guess beside a study",
    "document": "Rests on a document",
    "reference": "Measuring point",
    "assumption": "An assumption",
}
MINE: tuple[str, str, list[str]] = ("Your assumption", "Changed by you.", [])
OWN, POINTS = "own", (0, 10)
BEYOND = (
    "It counts in full, and the other options do not move. To weigh the longer step, set the steps anew, and"
    " then look at the weight again."
)
ANEW = (
    "The steps now run from end to end of the ranges on the table. A weight may speak of another step than"
    " before: look at the weights again."
)


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
    begin: str = ""
    own: str = ""
    note: str = ""
    open: str = ""


class Table:
    """The options, aims, ranges and examples of the weighing, and how a state of it is shown.

    >>> from fedlocal.ground.tables import rows
    >>> table = Table(rows)
    >>> table.view(table.weighed("rule"))["rows"][3]["stands"]
    'first'
    """

    def __init__(self, rows: Callable[[str], Sequence[domain.Row]]):
        options, criteria, scores = (rows(f"tradeoff_{name}") for name in ("options", "criteria", "scores"))
        self.matrix = domain.build(options, criteria, scores)
        self.options = {row["option_id"]: row for row in options}
        self._criteria = {row["criterion_id"]: row for row in criteria}
        self._leans = {(row["option_id"], row["criterion_id"]): self._leaning(row) for row in scores}
        self.examples = {row["example_id"]: row for row in rows("tradeoff_examples")}

    def fresh(self, turn: int) -> Weighing:
        """The ranges of the tables, and nothing weighed."""
        return Weighing(self.matrix, dict.fromkeys(self._criteria, 0), turn, open=next(iter(self._criteria)))

    def weighed(self, example: str) -> Weighing:
        """The starting ranges with the weights of one row of ``tradeoff_examples``."""
        return replace(self.fresh(0), weights=self.given(example, self.matrix))

    def given(self, example: str, matrix: domain.Matrix) -> dict[str, int]:
        """The weights of an example by aim, 0 for an aim of one's own; without an example 0 for each."""
        weights = (
            domain.given(self.examples[example]["weights"], matrix) if example else [0] * len(matrix.criteria)
        )
        return dict(zip(matrix.criteria, map(int, weights), strict=True))

    def _leaning(self, row: domain.Row) -> tuple[str, str, list]:
        return LEANS[row["basis"]], row["note"], citations(row["source_ids"], row["pinpoints"])

    def least(self, aim: str) -> int:
        """The lowest weight of an aim: below 0 only where people want opposite things."""
        return -domain.FULL if self._criteria.get(aim, {}).get("better") == "either" else 0

    def order(self, state: Weighing) -> list[str]:
        """The options in the order now shown; where the circle begins means nothing."""
        ids, at = list(state.matrix.options), state.turn % len(state.matrix.options)
        return ids[at:] + ids[:at]

    def aim(self, name: str, state: Weighing) -> dict:
        """What is said of an aim: its name, unit, step, where people part, and its lowest weight."""
        if name == OWN:
            unit = "points from 0 to 10; more is better"
            return {"id": OWN, "name": state.own, "unit": unit, "step": 1, "parting": "", "least": 0}
        row = self._criteria[name]
        return {
            "id": name,
            "name": row["criterion"],
            "unit": row["unit"],
            "step": int(row["step"]),
            "parting": row["parting"],
            "least": self.least(name),
        }

    def scores(self, name: str, state: Weighing) -> list[dict]:
        """The ranges of all options on an aim, each with what it rests on."""
        column, found = state.matrix.criteria.index(name), []
        for id_ in self.order(state):
            row = state.matrix.options.index(id_)
            leans, note, sources = (
                MINE if (id_, name) in state.changed else self._leans.get((id_, name), (MINE[0], "", []))
            )
            found.append(
                {
                    "id": id_,
                    "name": self.options[id_]["option"],
                    "low": float(state.matrix.low[row, column]),
                    "high": float(state.matrix.high[row, column]),
                    "leans": leans,
                    "note": note,
                    "sources": sources,
                }
            )
        return found

    def view(self, state: Weighing) -> dict:
        """All that is shown, as plain values: criteria with ranges, rows of results, what would change them,
        and sentences.

        Raises :class:`ValueError` when nothing is weighed.
        """
        matrix, weights = state.matrix, list(state.weights.values())
        drawn = domain.totals(matrix, weights, seed=state.seed, common=state.common)
        spread, lead = domain.spread(drawn), domain.leaders(matrix, weights)
        line = domain.line(spread)
        columns = (domain.middles(matrix, weights), domain.firsts(drawn), domain.places(drawn), spread)
        stands, rows = "tied" if len(lead) > 1 else "first", {}
        for id_, middle, first, places, ends in zip(matrix.options, *columns, strict=True):
            rows[id_] = {
                "id": id_,
                "name": self.options[id_]["option"],
                "middle": f"{100 * middle:.1f}",
                "first": f"{100 * first:.0f}",
                "stands": stands if id_ in lead else "",
                "places": _from_to(*places),
                "flips": [],
                "ends": [f"{100 * ends[end]:.0f}" for end in (0, 4)],
                "line": domain.on_line(ends, *line),
            }
        for flip in domain.flips(matrix, weights):
            at = round(flip.at, 0 if round(flip.at) != flip.now else 1)  # never shown as no change at all
            rows[flip.option]["flips"].append(
                {
                    "name": self.aim(flip.criterion, state)["name"],
                    "now": report.figure(flip.now),
                    "at": report.figure(at),
                }
            )
        options = [rows[id_] for id_ in self.order(state)]
        return {
            "rows": options,
            "criteria": self.criteria(state),
            "said": _sentence(options),
            "common": state.common,
            "beyond": self.beyond(state),
            "line": [f"{100 * end:.0f}" for end in line],
        }

    def criteria(self, state: Weighing) -> list[dict]:
        """Each aim with its weight, its step and the ranges of all options: what there is before anything
        is weighed."""
        return [
            {
                **self.aim(name, state),
                "weight": state.weights[name],
                "worst": report.figure(worst),
                "best": report.figure(best),
                "scores": self.scores(name, state),
            }
            for name, worst, best in zip(state.matrix.criteria, *state.matrix.ends, strict=True)
        ]

    def beyond(self, state: Weighing) -> str:
        """What to say of ranges that leave the scale, of steps just measured anew, or nothing."""
        (least, most), sentences = state.matrix.scale, []
        for option, aim in domain.outside(state.matrix):
            at = state.matrix.criteria.index(aim)
            sentences.append(
                f"{self.options[option]['option']}, {self.aim(aim, state)['name']}: the range leaves the"
                f" scale of this aim ({report.figure(least[at])} to {report.figure(most[at])})."
            )
        if sentences:
            sentences.append(BEYOND)
        return " ".join(sentences) or (ANEW if state.anew else "")


def _from_to(best: int, worst: int) -> str:
    """The places of an option in words.

    >>> _from_to(2, 2), _from_to(1, 4)
    ('2', '1 to 4')
    """
    return str(best) if best == worst else f"{best} to {worst}"


def swing(aim: dict) -> str:
    """The step that the weight of an aim speaks of.

    >>> swing({"worst": "0", "best": "12", "unit": "reports a year", "least": 0})
    'From 0 to 12: reports a year.'
    """
    sign = " Minus asks for fewer, plus for more, and 0 leaves it out." if aim["least"] < 0 else ""
    return f"From {aim['worst']} to {aim['best']}: {aim['unit']}.{sign}"


def _sentence(rows: list[dict]) -> str:
    """Who is first or tied at the middles, and who comes first most often in the draws: the two need not be
    the same.

    >>> _sentence([{"name": "A", "first": "20", "middle": "50.1", "stands": "tied"},
    ...            {"name": "B", "first": "45", "middle": "51.0", "stands": "tied"},
    ...            {"name": "C", "first": "35", "middle": "40.0", "stands": ""}])
    'At the middle of the ranges “B” and “A” are tied. In 100 draws “B” comes first most often (45 times),
    then “C” (35).'
    >>> _sentence([{"name": "A", "first": "90", "middle": "61.0", "stands": "first"},
    ...            {"name": "B", "first": "10", "middle": "51.0", "stands": ""}])
    'At the middle of the ranges “A” is first, 10.0 points of 100 ahead of “B”. In 100 draws “A” comes first
    most often (90 times), then “B” (10).'
    """
    ranked = sorted(rows, key=lambda row: -float(row["middle"]))
    ahead = [f"“{row['name']}”" for row in ranked if row["stands"]]
    if len(ahead) > 1:
        sentence = f"At the middle of the ranges {', '.join(ahead[:-1])} and {ahead[-1]} are tied."
    else:
        gap = float(ranked[0]["middle"]) - float(ranked[1]["middle"])
        sentence = (
            f"At the middle of the ranges {ahead[0]} is first, {gap:.1f} points of 100 ahead of"
            f" “{ranked[1]['name']}”."
        )
    top, second, *_ = sorted(rows, key=lambda row: -int(row["first"]))
    return (
        f"{sentence} In 100 draws “{top['name']}” comes first most often ({top['first']} times), then"
        f" “{second['name']}” ({second['first']})."
    )
