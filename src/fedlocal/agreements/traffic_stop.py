"""One traffic stop under four regimes: at each decision, who could take it, and what an agreement changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..ground.precedence import deciding, specific
from ..ground.sources import pinpointed
from ..ground.vocabulary import REGIMES

OUTCOMES = ("ticket", "booked")
STATE_LAWS = ("silent", "limits", "mandates")


Rule = Mapping[str, Any]  # a row of the table case_rules


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
    rules: Iterable[Rule],
    decisions: Iterable[Mapping[str, Any]],
    outcome: str = "booked",
    state_law: str = "silent",
) -> list[Decision]:
    """The decisions of the case in order, each with its answer under the four regimes.

    ``rules`` are the rows of ``case_rules`` (one that names a state law wins over one for ``any``),
    ``decisions`` those of ``case_decisions``; ``state_law`` is silent, limits or mandates.
    Raises :class:`ValueError` for an unknown outcome or state law, and :class:`LookupError` when the rules
    leave a decision open or decide it twice.

    >>> from fedlocal.ground.tables import rows
    >>> case = decide(rows("case_rules"), rows("case_decisions"))
    >>> [d.answers["none"].answer for d in case if d.id == "arrest_unlawful_presence"]
    ['no']
    """
    _known(outcome, OUTCOMES)
    _known(state_law, STATE_LAWS)
    fitting: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        if rule["state_law"] in ("any", state_law):
            fitting.setdefault((rule["decision_id"], rule["regime"]), []).append(rule)
    built = []
    for row in sorted(decisions, key=lambda row: row["position"]):
        name, answers = row["decision_id"], dict.fromkeys(REGIMES, NOT_REACHED)
        if row["needs"] in ("any", outcome):
            answers = {regime: _answer(_deciding(fitting, name, regime, state_law)) for regime in REGIMES}
        built.append(Decision(name, row["place"], row["question"], answers))
    return built


def _known(value: str, known) -> None:
    if value not in known:
        raise ValueError(f"This case has no {value!r}. It knows: {', '.join(known)}.")


def _deciding(fitting: dict[tuple[str, str], list[Rule]], decision: str, regime: str, state_law: str) -> Rule:
    """The row that applies to a decision under a regime: the one for this state law, else the one for any."""
    return deciding(
        fitting.get((decision, regime), []),
        "case_rules",
        {"decision_id": decision, "regime": regime, "state_law": state_law},
        rank=lambda rule: specific(rule["state_law"]),
        name=lambda rule: f"{rule['decision_id']} {rule['regime']} {rule['state_law']}",
    )


def _answer(rule: Rule) -> Answer:
    sources = pinpointed(rule["source_ids"], rule["pinpoints"])
    return Answer(rule["answer"], rule["who"], rule["why"], sources, rule["same_as_none"])
