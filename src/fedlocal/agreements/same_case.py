"""SameCaseFourRegimes: one traffic stop under no agreement, WSO, JEM and TFM, decision by decision."""

from __future__ import annotations

from ipywidgets import Dropdown

from ..drawing.card import Card
from ..drawing.controls import controls_row, dropdown, panel
from ..drawing.templates import render
from ..ground import places
from ..ground.formats import dated
from ..ground.sources import cite
from ..ground.tables import keyed, rows
from ..ground.vocabulary import REGIMES
from ..law.authority import POSTURES
from .traffic_stop import decide

PLACES = {"roadside": "At the roadside", "jail": "In the jail", "court": "In the removal case"}


class SameCaseFourRegimes(Card):
    """Change how the stop ends or what state law says; see each decision under four regimes, and what
    changed.

    ``state`` sets what state law says as we read that state; without it, the place of
    :func:`fedlocal.set_place` does.

    >>> SameCaseFourRegimes().summary()
    'SameCaseFourRegimes: 14 decisions, 9 of them changed by some agreement'
    """

    def __init__(self, state: str | None = None):
        self._state = _state_law(state)
        settings = rows("case_settings")
        self._notes = {(row["setting"], row["value"]): row["note"] for row in settings}
        self._decisions = rows("case_decisions")
        self.outcome = _choice(settings, "outcome", "The stop ends with", "booked")
        self.state_law = _choice(settings, "state_law", "State law", self._state["word"] or "silent")
        questions = [(f"{row['position']}. {row['question']}", row["decision_id"]) for row in self._decisions]
        self.decision = dropdown("Look closer at", options=questions, value="arrest_unlawful_presence")
        self._table, self._closer = panel(), panel()
        head = render("agreements/same_case.html", block="head")
        super().__init__(
            head, [self.outcome, self.state_law], [self._table, controls_row([self.decision]), self._closer]
        )
        self.follow(self.decision)

    def case(self):
        """The decisions under the facts now chosen (see :func:`fedlocal.agreements.traffic_stop.decide`)."""
        return decide(rows("case_rules"), self._decisions, self.outcome.value, self.state_law.value)

    def redraw(self) -> None:
        case = self.case()
        note = self._note()
        self._table.value = render(
            "agreements/same_case.html",
            block="table",
            decisions=case,
            places=PLACES,
            note=note,
            count=_count(case),
        )
        chosen = next(decision for decision in case if decision.id == self.decision.value)
        self._closer.value = render(
            "agreements/same_case.html",
            block="closer",
            decision=_shown(chosen),
            changed=_names(chosen.changed),
        )

    def _note(self) -> list[str]:
        notes = (self._notes["outcome", self.outcome.value], self._notes["state_law", self.state_law.value])
        return [note for note in (*notes, self._state["note"]) if note]

    def fallback(self) -> str:
        case = self.case()
        closer = [{"decision": _shown(decision), "changed": _names(decision.changed)} for decision in case]
        law = self.state_law.label
        return render(
            "agreements/same_case.html",
            state_law=law,
            decisions=case,
            places=PLACES,
            note=self._note(),
            count=_count(case),
            closer=closer,
        )

    def summary(self) -> str:
        case = self.case()
        changed = sum(bool(decision.changed) for decision in case)
        return f"SameCaseFourRegimes: {len(case)} decisions, {changed} of them changed by some agreement"


def _choice(settings, name: str, label: str, value: str) -> Dropdown:
    options = [(row["label"], row["value"]) for row in settings if row["setting"] == name]
    return dropdown(label, options=options, value=value)


def _count(case) -> dict[str, int]:
    return {regime: sum(regime in decision.changed for decision in case) for regime in REGIMES}


def _names(regimes: list[str]) -> str:
    return ", ".join(REGIMES[regime] for regime in regimes)


def _shown(decision) -> dict:
    answers = [
        {
            "regime": regime,
            "answer": a.answer,
            "who": a.who,
            "why": a.why,
            "changed": regime in decision.changed,
            "sources": [cite(id_, pinpoint) for id_, pinpoint in a.sources],
        }
        for regime, a in decision.answers.items()
    ]
    return {"question": decision.question, "answers": answers}


def _state_law(state: str | None) -> dict[str, str]:
    """The word for state law in the state to speak of, and a note of where it comes from; both "" for no
    state."""
    if state is None:
        here = places.county()
        state = here.state_abbr if here else None
    if state is None:
        return {"word": "", "note": ""}
    name = keyed("states", "state_abbr")[state]["state"]
    posture = keyed("state_posture", "state_abbr")[state]
    word = POSTURES.get(posture["shown_as"], "")
    if not word:
        return {
            "word": "",
            "note": (
                f"Your place is in {name}. Its law fits none of the three settings, or could not be"
                " confirmed: read it in lesson 05, then choose a setting."
            ),
        }
    return {
        "word": word,
        "note": (
            f"Your place is in {name}, and the case opens with its law as we read it"
            f" ({dated(posture['as_of'])}): labels hide differences. Choose another to compare."
        ),
    }
