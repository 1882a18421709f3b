"""AgencyCards: what an agency is for, whom it answers to, what it may and may not do; two can be set side
by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..drawing.card import Card
from ..drawing.controls import dropdown, panel
from ..drawing.templates import render
from ..ground.sources import citations
from ..ground.tables import keyed, rows
from ..ground.vocabulary import LEVELS
from .duties import below, chain

EYEBROW, TITLE = "Look up", "The agencies, one by one"
INTRO = "Choose an agency, and one to set beside it. Read the chain of command from the top."


class AgencyCards(Card):
    """Choose one agency or two (ids of the table ``agencies``); unexecuted, all cards folded by level.

    >>> AgencyCards().summary()
    'AgencyCards: ERO, part of ICE, beside Border Patrol, part of CBP'
    """

    def __init__(self, agency: str = "ero", beside: str = "border-patrol"):
        self._rows = keyed("agencies", "agency_id")
        names = [
            (listed(row["name"], row["short"], LEVELS[row["level"]]), row["agency_id"])
            for row in _by_level(rows("agencies"))
        ]
        self.agency = dropdown("Agency", options=names, value=agency)
        self.beside = dropdown("Beside it", options=[("nothing", ""), *names], value=beside)
        self._panel = panel()
        super().__init__(
            render("agencies/agency_cards.html", block="head", eyebrow=EYEBROW, title=TITLE, intro=INTRO),
            [self.agency, self.beside],
            [self._panel],
        )

    def redraw(self) -> None:
        ids = [id_ for id_ in dict.fromkeys([self.agency.value, self.beside.value]) if id_]
        self._panel.value = render(
            "agencies/agency_cards.html",
            block="view",
            shown=[self.card(id_) for id_ in ids],
            met=self.met(*ids),
        )

    def card(self, id_: str) -> dict:
        """Everything that one card shows, as plain values; the chain runs from the top down."""
        row = self._rows[id_]
        agencies = rows("agencies")
        steps = chain(agencies, id_)
        return {
            **row,
            "level_name": LEVELS[row["level"]],
            "above": self._rows[steps[1]]["name"] if len(steps) > 1 else "",
            "sources": citations(row["source_ids"], row["pinpoints"]),
            "chain": [self._rows[step] for step in reversed(steps)],
            "under": "; ".join(self._rows[agency]["short"] for agency in below(agencies, id_)),
        }

    def met(self, *ids: str) -> str:
        """Where the chains of two agencies first meet, as a sentence; empty for one agency."""
        if len(ids) < 2:
            return ""
        first, second = (chain(rows("agencies"), id_) for id_ in ids)
        common = next((step for step in first if step in second), None)
        if common is None:
            return "These two chains never meet: no office stands above both."
        return f"These two chains first meet at: {self._rows[common]['name']}."

    def fallback(self) -> str:
        groups = [
            (level, name, [self.card(id_) for id_, row in self._rows.items() if row["level"] == level])
            for level, name in LEVELS.items()
        ]
        return render("agencies/agency_cards.html", eyebrow=EYEBROW, title=TITLE, intro=INTRO, groups=groups)

    def summary(self) -> str:
        beside = f", beside {self._rows[self.beside.value]['short']}" if self.beside.value else ""
        return f"AgencyCards: {self._rows[self.agency.value]['short']}{beside}"


def _by_level(agencies: Iterable[Mapping]) -> list[Mapping]:
    levels = list(LEVELS)
    return sorted(agencies, key=lambda row: (levels.index(row["level"]), row["position"]))


def listed(name: str, short: str, level: str) -> str:
    """An agency as a list shows it: what a reader would type stands first, its level last.

    >>> listed("Department of Justice (DOJ)", "DOJ", "Federal"), listed("State police", "State police",
    ...     "State")
    ('DOJ, Department of Justice (federal)', 'State police')
    """
    words = f"{short}, {name.removesuffix(f' ({short})')}" if short.isupper() else short
    return words if level.lower() in short.lower() else f"{words} ({level.lower()})"
