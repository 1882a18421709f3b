"""StateCompare: two states' texts, agreements and recorded arrests side by side; what is unknown says so."""

from __future__ import annotations

from collections import Counter

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.pictures import source_line
from ..drawing.templates import render
from ..ground.formats import day_name, number, plural
from ..ground.places import home_state
from ..ground.tables import describe, keyed, rows
from ..ground.vocabulary import MODELS
from ..law.state_laws import (
    CONFIDENCE,
    FLAGS,
    POSTURES,
    SAYS,
    agreements_of,
    flags,
    instruments,
    medians,
    rates,
    shown_text,
    spreads,
    withheld,
)
from .strip_chart import strip

PARTS = [("The law", "law"), ("Agreements", "agreements"), ("Arrests, with a warning", "arrests")]
AXIS = "ICE arrests per 1,000 noncitizen adults, January 2025 to July 2026"


class StateCompare(Card):
    """Choose two states; compare their law, their agreements and, under a warning, their recorded arrests.

    ``first`` and ``second`` are postal abbreviations; the first is by default the state of the chosen county.
    Who has chosen no second state sees, beside the first one's arrests, those of a state under the same
    label.

    >>> StateCompare("TX", "CA").summary()
    'StateCompare: Texas and California, 2 and 3 texts shown, 8 questions of which 8 differ'
    """

    def __init__(self, first: str | None = None, second: str | None = None):
        self._states = keyed("states", "state_abbr")
        self._names = {code: row["state"] for code, row in self._states.items()}
        self._laws, self._withheld = instruments(rows("state_laws")), withheld(rows("state_laws"))
        self._posture = keyed("state_posture", "state_abbr")
        self._rates = rates(rows("states"))
        first = first or home_state("TX")
        self._free, self._set = (
            second is None,
            "",
        )  # the second state may be set once for the arrests, if nobody chose it
        second = second or ("CA" if first != "CA" else "TX")
        options = sorted((self._names[code], code) for code in self._posture)
        self.first = dropdown("First state", options=options, value=first)
        self.second = dropdown("Second state", options=options, value=second)
        self.part = dropdown("Look at", options=PARTS, value="law")
        self._view = panel()
        self.second.observe(self._chosen, names="value")
        self.part.observe(self._under_one_label, names="value")
        super().__init__(
            render("states/state_compare.html", block="head"),
            [self.first, self.second, self.part],
            [self._view],
        )

    def _chosen(self, _change) -> None:
        self._free = False

    def _under_one_label(self, change) -> None:
        if change["new"] == "arrests" and self._free:
            self._set = self._alike(self.first.value)
            self.second.value = self._set

    def _alike(self, code: str) -> str:
        """A state under the same label as this one, with the rate farthest from its own."""
        label = self._posture[code]["shown_as"]
        others = [other for other, row in self._posture.items() if row["shown_as"] == label and other != code]
        return max(others, key=lambda other: abs(self._rates[other] - self._rates[code]))

    def redraw(self) -> None:
        if self.first.value == self.second.value:
            self._view.value = render("states/state_compare.html", block="view", same=True)
        else:
            self._view.value = render(
                "states/state_compare.html",
                block="view",
                same=False,
                part=self.part.value,
                **self.view(self.part.value),
            )

    def view(self, *parts: str) -> dict:
        """What is shown for the two states, as plain values; ``parts`` are "law", "agreements" and
        "arrests"."""
        codes = [self.first.value, self.second.value]
        sides = [self.side(code) for code in codes]
        content: dict = {
            "sides": sides,
            "said": self._said(sides),
            "list_source": source_line("states", "agreements"),
        }
        if "law" in parts:
            content["questions"] = questions(sides)
        if "agreements" in parts:
            content["rows"] = self._agreements(codes)
        if "arrests" in parts:
            content["rates"] = self._arrests([codes[0], self._alike(codes[0])] if self._free else codes)
        return content

    def side(self, code: str) -> dict:
        """One state: posture, what it rests on, its texts, how many rows are kept back, and its answers."""
        row, unknown = self._posture[code], self._posture[code]["shown_as"] == "not_verified"
        texts = self._laws[code]
        return {
            "code": code,
            "name": self._names[code],
            "posture": POSTURES[row["shown_as"]],
            "as_of": row["as_of"],
            "basis": (
                "Its law could not be confirmed"
                if unknown
                else f"Best basis: {CONFIDENCE[row['confidence']]}"
            ),
            "note": "" if unknown else row["note"],
            "texts": [shown_text(instrument) for instrument in texts],
            "withheld": self._withheld[code],
            "flags": flags(texts, row["shown_as"]),
            "looked": self._looked(code),
        }

    def _looked(self, code: str) -> list[tuple[str, str]]:
        """Where the state's law was searched, and for each open question where its answer was looked for."""
        return [
            (FLAGS.get(row["question"], "All questions"), row["looked_in"])
            for row in rows("state_searches")
            if row["state_abbr"] == code
        ]

    def _said(self, sides: list[dict]) -> str:
        first, second = sides
        if first["posture"] == second["posture"]:
            return (
                f"{first['name']} and {second['name']}: {_low(first['posture'][1])}. One label, two laws:"
                " compare the texts."
            )
        return "; ".join(f"{side['name']}: {_low(side['posture'][1])}" for side in sides) + "."

    def _agreements(self, codes: list[str]) -> dict:
        found = [agreements_of(self._states[code]) for code in codes]
        cells = [[MODELS[model], *(number(totals[model]) for totals in found)] for model in MODELS]
        cells += [
            ["Agreements in all", *(number(totals["total"]) for totals in found)],
            ["Agencies with an agreement", *(number(totals["agencies"]) for totals in found)],
            [
                "Counties with such an agency",
                *(
                    f"{number(totals['counties_with_agency'])} of {number(totals['counties'])}"
                    for totals in found
                ),
            ],
            ["Local police agencies", *(number(totals["local_agencies"]) for totals in found)],
        ]
        day = day_name(describe("agreements")["as_of"])
        comparison = "; ".join(
            f"{self._names[code]}: {_held(totals)}" for code, totals in zip(codes, found, strict=True)
        )
        return {
            "cells": cells,
            "day": day,
            "said": (
                f"On {day}: {comparison}. What changed in law or on the list after that day is not in these"
                " numbers."
            ),
        }

    def _arrests(self, codes: list[str]) -> dict:
        found = [agreements_of(self._states[code]) for code in codes]
        posture = {code: row["shown_as"] for code, row in self._posture.items()}
        far, middle = spreads(self._rates, posture), medians(self._rates, posture)
        count = Counter(posture.values())
        ranges = "; ".join(
            f"the {count[name]} places under “{_low(POSTURES[name][1])}” run from {number(far[name][1], 1)}"
            f" ({self._names[far[name][0]]}) to {number(far[name][3], 1)} ({self._names[far[name][2]]}), with"
            f" a median of {number(middle[name], 1)}"
            for name in ("limits", "mandates")
        )
        values = [self._rates[code] for code in codes]
        comparison = " and ".join(
            f"{self._names[code]} {number(value, 1)}" for code, value in zip(codes, values, strict=True)
        )
        alike = (
            f"{self._names[codes[1]]} stands here because its label is the same. "
            if self._free or codes[1] == self._set
            else ""
        )
        return {
            "heads": [self._names[code] for code in codes],
            "spread": (
                f"Under one label states lie far apart: {ranges}. A gap between medians, too, may come from"
                " any of the above."
            ),
            "said": f"{alike}Recorded ICE arrests per 1,000 noncitizen adults, 19 months: {comparison}.",
            "svg": strip(
                self._rates,
                posture,
                {name: label for name, (_, label) in POSTURES.items()},
                {code: self._names[code] for code in codes},
                AXIS,
            ),
            "alt": (
                f"A dot a state along a scale of rates, a row for each posture. {comparison}. Under one label"
                " states lie far apart."
            ),
            "cells": [
                ["ICE arrests recorded", *(number(totals["arrests"]) for totals in found)],
                ["Noncitizen adults (estimate)", *(number(totals["adults"]) for totals in found)],
                ["Arrests per 1,000", *(number(value, 1) for value in values)],
            ],
            "all": [
                [self._names[code], POSTURES[posture[code]][1], number(self._rates[code], 1)]
                for code in sorted(self._rates, key=self._names.__getitem__)
            ],
            "source": source_line(
                "states", "state_posture", note="Arrests without a state, about 1.5 percent, are left out."
            ),
        }

    def fallback(self) -> str:
        return render("states/state_compare.html", **self.view("law", "agreements", "arrests"))

    def summary(self) -> str:
        first, second = (self.side(code) for code in (self.first.value, self.second.value))
        differ = sum(row["differs"] for row in questions([first, second]))
        return (
            f"StateCompare: {first['name']} and {second['name']}, {len(first['texts'])} and"
            f" {len(second['texts'])} texts shown, {len(FLAGS)} questions of which {differ} differ"
        )


def questions(sides: list[dict]) -> list[dict]:
    """A row for each of the eight questions: its label, each side's answer, and whether they differ as far
    as is known.

    >>> yes, no = ({"flags": dict.fromkeys(FLAGS, word)} for word in ("yes", "no"))
    >>> questions([yes, no])[0]["differs"]
    True
    """
    lines = []
    for flag, label in FLAGS.items():
        words = [side["flags"][flag] for side in sides]
        answers = [{"word": word, "sign": SAYS[word][0], "label": SAYS[word][1]} for word in words]
        lines.append(
            {"label": label, "answers": answers, "differs": len(set(words)) > 1 and "unknown" not in words}
        )
    return lines


def _low(label: str) -> str:
    return label[0].lower() + label[1:]


def _held(found: dict) -> str:
    """How many agreements of how many agencies, in words.

    >>> _held({"total": 0, "agencies": 0}), _held({"total": 13, "agencies": 11})
    ('no agreement', '13 agreements of 11 agencies')
    """
    if not found["total"]:
        return "no agreement"
    return f"{plural(found['total'], 'agreement')} of {plural(found['agencies'], 'agency', 'agencies')}"
