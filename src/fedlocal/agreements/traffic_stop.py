"""One traffic stop under four regimes: at each decision, who could take it, and what an agreement changes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..ground.precedence import deciding, specific
from ..ground.sources import pinpointed
from ..ground.vocabulary import REGIMES

OUTCOMES = ("ticket", "booked")
STATE_LAWS = ("silent", "limits", "mandates")


@dataclass(frozen=True)
class Answer:
    """One decision under one regime: ``answer`` is yes, no, only_if, contested or not_reached."""

    answer: str
    who: str
    why: str
    sources: tuple[tuple[str, str], ...]  # (source id, pinpoint)
    same_as_none: bool


@dataclass(frozen=True)
class Decision:
    """One decision of the case with its answer under each regime, and which regimes differ from no
    agreement."""

    id: str
    place: str
    question: str
    answers: dict[str, Answer]

    @property
    def changed(self) -> list[str]:
        """The models under which an agreement changes this decision: who may take it, or on what
        condition."""
        return [regime for regime, answer in self.answers.items() if not answer.same_as_none]


NOT_REACHED = Answer(
    "not_reached",
    "",
    "The driver was not booked into the jail, so no one there has to decide this.",
    (),
    True,
)


def decide(
    rules: pd.DataFrame, decisions: pd.DataFrame, outcome: str = "booked", state_law: str = "silent"
) -> list[Decision]:
    """The decisions of the case in order, each with its answer under the four regimes.

    ``rules`` is the table ``case_rules`` (a row that names a state law wins over a row for ``any``),
    ``decisions`` the table ``case_decisions``; ``state_law`` is one of its words (silent, limits, mandates).
    Raises :class:`ValueError` for an unknown outcome or state law, and :class:`LookupError` when the rules
    leave a decision open or decide it twice.

    >>> from fedlocal.ground.tables import load
    >>> case = decide(load("case_rules"), load("case_decisions"))
    >>> [d.answers["none"].answer for d in case if d.id == "arrest_unlawful_presence"]
    ['no']
    """
    _known(outcome, OUTCOMES)
    _known(state_law, STATE_LAWS)
    fitting: dict[tuple[str, str], list] = {}
    for row in rules[rules["state_law"].isin(["any", state_law])].itertuples():
        fitting.setdefault((row.decision_id, row.regime), []).append(row)
    built = []
    for row in decisions.sort_values("position").itertuples():
        answers = dict.fromkeys(REGIMES, NOT_REACHED)
        if row.needs in ("any", outcome):
            answers = {
                regime: _answer(_deciding(fitting, row.decision_id, regime, state_law)) for regime in REGIMES
            }
        built.append(Decision(row.decision_id, row.place, row.question, answers))
    return built


def _known(value: str, known) -> None:
    if value not in known:
        raise ValueError(f"This case has no {value!r}. It knows: {', '.join(known)}.")


def _deciding(fitting: dict[tuple[str, str], list], decision: str, regime: str, state_law: str):
    """The row that applies to a decision under a regime: the one for this state law, else the one for any."""
    return deciding(
        fitting.get((decision, regime), []),
        "case_rules",
        {"decision_id": decision, "regime": regime, "state_law": state_law},
        rank=lambda rule: specific(rule.state_law),
        name=lambda rule: f"{rule.decision_id} {rule.regime} {rule.state_law}",
    )


def _answer(row) -> Answer:
    sources = pinpointed(row.source_ids, row.pinpoints)
    return Answer(row.answer, row.who, row.why, sources, bool(row.same_as_none))
