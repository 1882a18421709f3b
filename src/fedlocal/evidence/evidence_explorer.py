"""EvidenceExplorer: findings by outcome, direction, design and publisher, each one click from its size and
limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.pictures import source_line
from ..drawing.templates import render, stylesheet
from ..ground.sources import cite
from ..ground.tables import describe, keyed, rows
from . import by_model
from . import studies as domain

EYEBROW, TITLE = "Explore", "What has been found, how, by whom"
INTRO = "Choose what was measured. Then open a finding: its size, its design and where it stops."
WORDS: dict[str, dict[str, Any]] = {
    "outcome": domain.OUTCOMES,
    "policy_kind": domain.POLICIES,
    "model": domain.STUDIED,
    "design": domain.DESIGNS,
    "publisher_kind": domain.PUBLISHERS,
}
LABELS = {
    "outcome": "Measured",
    "policy_kind": "Policy studied",
    "model": "287(g) model",
    "design": "Design",
    "publisher_kind": "Published by",
}
GENERAL = ("peer_reviewed", "academic", "government")  # kinds that a note adds to; of others it says more
MODEL_WORDS = {"jem": "jail agreements", "wso": "warrant service", "tfm": "task forces"}
ALL = {
    "outcome": "everything",
    "policy_kind": "any policy",
    "model": "any or none",
    "design": "any design",
    "publisher_kind": "anyone",
}


class EvidenceExplorer(Shown, anywidget.AnyWidget):
    """The table ``studies`` as a grid with filters; ``outcome`` chooses where it opens.

    >>> EvidenceExplorer().summary()
    'EvidenceExplorer: 76 findings on 9 outcomes'
    """

    _esm = script("evidence/evidence_explorer.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    designs = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    leaning = traitlets.Unicode().tag(sync=True)
    columns: traitlets.List = traitlets.List().tag(sync=True)
    filters: traitlets.List = traitlets.List().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, outcome: str = "crime"):
        self._studies, self._disclosures = rows("studies"), rows("disclosures")
        self._rows, self._sources = keyed("studies", "study_id"), keyed("sources", "id")
        self._policies: dict[tuple, set[str]] = defaultdict(set)  # by what one line has of one source
        for row in self._studies:
            self._policies[_line(row)].add(row["policy"])
        self.chosen = dict.fromkeys(domain.FILTERS, "") | {"outcome": outcome}
        super().__init__(
            designs=_designs(),
            leaning=by_model.leaning(self._studies),
            source=source_line("studies", note=describe("studies")["known_problems"][0]),
            columns=[{"sign": sign, "word": word} for sign, word in domain.DIRECTIONS.values()],
            filters=[self._filter(name) for name in domain.FILTERS],
            shown=self.look(),
        )
        self.on_msg(self._asked)

    def _filter(self, name: str) -> dict:
        there = {row[name] for row in self._studies}
        options = [{"value": key, "text": _word(words)} for key, words in WORDS[name].items() if key in there]
        return {
            "name": name,
            "label": LABELS[name],
            "value": self.chosen[name],
            "options": [{"value": "", "text": ALL[name]}, *options],
        }

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if "finding" in message:
            self.send({"finding": self.finding(message["finding"])})
            return
        self.chosen = {name: str(message["filters"].get(name, "")) for name in domain.FILTERS}
        self.send({"shown": self.look()})

    def look(self) -> dict:
        """What the filters now leave: a sentence, and lines of cells with the findings to open."""
        left = domain.select(self._studies, **self.chosen)
        return {"said": domain.sentence(left), "lines": self.lines(left)}

    def lines(self, left: Sequence[Mapping]) -> list[dict]:
        """The grid in words: outcome, kind of policy, and the findings of each cell."""
        return [
            {
                "outcome": domain.OUTCOMES[line.outcome],
                "policy": domain.POLICIES[line.policy_kind],
                "cells": [[self.chip(id_) for id_ in ids] for ids in line.cells.values()],
            }
            for line in domain.grid(left)
        ]

    def chip(self, id_: str) -> dict:
        """A finding as it stands in the grid: shape, authors, year, publisher, what tells it from others."""
        row = self._rows[id_]
        sign, design = domain.DESIGNS[row["design"]]
        thesis = " (thesis)" if row["publisher_kind"] == "thesis" else ""
        return {
            "id": id_,
            "sign": sign,
            "design": design,
            "name": f"{_short(row['who'])} {row['year'] or ''}".strip() + thesis,
            "publisher": domain.PUBLISHERS[row["publisher_kind"]],
            "apart": ", ".join(self._apart(row)),
        }

    def _apart(self, row: Mapping) -> list[str]:
        """What to know of it at first sight: second-hand, which of several policies, what was measured."""
        several = len(self._policies[_line(row)]) > 1
        policy = MODEL_WORDS.get(row["model"]) or (row["policy"] if several else "")
        second_hand = "second-hand" if self._sources[row["source_id"]]["checked"] == "secondary" else ""
        return [word for word in (second_hand, policy, row["measure"]) if word]

    def finding(self, id_: str) -> dict:
        """A finding in full: heading, sentence, labelled facts, and its source."""
        row = self._rows[id_]
        source = cite(row["source_id"], row["pinpoint"])
        sign, way = domain.DIRECTIONS[row["direction"]]
        facts = [
            ("Which way", f"{sign} {way}. Studied: {row['policy']}."),
            *_size(row),
            (
                "How it was found",
                (
                    f"{domain.DESIGNS[row['design']][0]} {domain.DESIGNS[row['design']][1]}; {row['place']},"
                    f" {row['period']}"
                ),
            ),
            ("Where it stops", row["limits"]),
            ("Who published it", self._published(row)),
            ("What we read", _sentence(row["what_was_read"])),
            *[("Further source", f"{cite(id_).short}.") for id_ in row["source_ids"].split(";") if id_],
        ]
        return {
            "id": id_,
            "title": f"{row['who']} ({row['year'] or 'year not confirmed'})",
            "finding": row["finding"],
            "facts": [list(fact) for fact in facts],
            "source": {"label": source.label, "url": source.url},
        }

    def _published(self, row: Mapping) -> str:
        """The kind of publisher, and what stands behind it where that has to be told."""
        behind = by_model.stands_behind(self._disclosures, row["source_id"])
        kind = domain.PUBLISHERS[row["publisher_kind"]]
        return f"{kind}. {behind}".strip() if row["publisher_kind"] in GENERAL or not behind else behind

    def fallback(self) -> str:
        by_outcome = [
            (
                name,
                [self.finding(row["study_id"]) for row in self._studies if row["outcome"] == key],
            )
            for key, name in domain.OUTCOMES.items()
        ]
        lines = [
            {
                **line,
                "ways": [
                    (column, cell) for column, cell in zip(self.columns, line["cells"], strict=True) if cell
                ],
            }
            for line in self.lines(self._studies)
        ]
        return render(
            "evidence/evidence_explorer.html",
            title=self.title,
            lines=lines,
            said=domain.sentence(self._studies),
            by_outcome=by_outcome,
            designs=self.designs,
            source=self.source,
            leaning=self.leaning,
        )

    def summary(self) -> str:
        outcomes = {row["outcome"] for row in self._studies}
        return f"EvidenceExplorer: {len(self._studies)} findings on {len(outcomes)} outcomes"


def _designs() -> str:
    """The key to the shapes in one sentence."""
    return (
        "The shape is the design:"
        f" {'; '.join(f'{sign} {word.lower()}' for sign, word in domain.DESIGNS.values())}."
    )


def _line(row: Mapping) -> tuple[str, str, str]:
    """What a line of the grid has of one source."""
    return row["source_id"], row["outcome"], row["policy_kind"]


def _size(row: Mapping) -> list[tuple[str, str]]:
    """The line on the size; none for a ruling or a description without one, which have no direction
    either."""
    if not row["size"] and (row["design"] == "court" or row["direction"] == "counts"):
        return []
    return [("Size", row["size"] or "The summary gives a direction but no number.")]


def _sentence(words: str) -> str:
    """Words as a sentence: names keep their capitals.

    >>> _sentence("abstract and NBER Digest")
    'Abstract and NBER Digest.'
    """
    return f"{words[0].upper()}{words[1:]}."


def _word(words: str | tuple[str, str]) -> str:
    return words if isinstance(words, str) else " ".join(words)


def _short(who: str) -> str:
    """Authors short enough for the grid: institutions by their name, three or more persons by the first.

    >>> _short("Treyger, Chalfin and Loeffler"), _short("Bier, Cato Institute"), _short("Hines and Peri")
    ('Treyger and others', 'Bier', 'Hines and Peri')
    """
    names = {
        "U.S. Government Accountability Office": "GAO",
        "DHS Office of Inspector General": "DHS inspectors",
        "TRAC, Syracuse University": "TRAC",
    }
    if who in names:
        return names[who]
    people = who.split(",")[0] if who.count(",") == 1 and " and " not in who.split(",")[1] else who
    if "," in people:
        return f"{people.split(',')[0]} and others"
    return people
