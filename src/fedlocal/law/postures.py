"""From the rows of ``state_laws`` to what a state's law points to, and to how each answer is known.

``state_laws`` is written by hand; ``state_posture`` follows from it (``fedlocal seal state_laws`` makes it
anew).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .state_laws import CONFIDENCE, FLAGS, SUPERSEDED, flags, instruments

NOT_LAW = ("enactment_not_verified", "enrolled_signature_not_seen", "passed_signature_not_seen")
REQUIRES = ("requires_detainers", "bans_local_limits")  # in full or in part
LIMITS = (
    "bars_287g",
    "restricts_detainers",
    "restricts_status_questions",
    "restricts_release_notice",
    "limits_detention_contracts",
)
SAID = ("yes", "partly")
DECIDED_BY_STATUTE = ("limits", "mandates", "mandates_287g")
# How an answer is known, with the words of the page docs/state-coverage.md.
KNOWN = {
    "primary": "we read the text",
    "second_hand": "second-hand: a report or an official page",
    "none_found": "looked for, no such rule found",
    "unknown": "looked for, not settled",
}


def may_be_shown(row: Mapping) -> bool:
    """Whether a row of ``state_laws`` may be printed as law: known by more than a tracker's word, and in
    force.

    >>> may_be_shown({"confidence": "lead_only", "status": "in_force"})
    False
    """
    return row["confidence"] != "lead_only" and row["status"] not in NOT_LAW


def posture(rows: Iterable[Mapping]) -> str:
    """Which way these instruments of one state point: a word of the table ``state_posture``.

    A statute decides, and one clause is enough: to require agreements, else to require holds or bar local
    limits (in part is enough), else to limit. Statutes that do both, and orders, opinions or rulings alone,
    are mixed.

    >>> posture([{"kind": "none_found", "status": "none_found"}])
    'no_statewide_rule'
    """
    rows = [row for row in rows if row["status"] not in (*SUPERSEDED, *NOT_LAW)]
    statutes = [row for row in rows if row["kind"] == "statute"]
    requires = any(row[flag] in SAID for row in statutes for flag in REQUIRES)
    limits = any(row[flag] == "yes" for row in statutes for flag in LIMITS)
    agreements = any(row["requires_287g"] == "yes" for row in statutes)
    if limits and (requires or agreements):
        return "mixed_or_executive"
    if agreements or requires:
        return "mandates_287g" if agreements else "mandates"
    if limits:
        return "limits"
    if not rows:
        return "unknown"
    return "no_statewide_rule" if all(row["kind"] == "none_found" for row in rows) else "mixed_or_executive"


def posture_row(state: str, rows: list[Mapping], note: str) -> dict[str, str]:
    """The row of ``state_posture`` for one state: ``rows`` are all its rows of ``state_laws``, ``note`` is
    written by hand.

    >>> law = {"kind": "none_found", "status": "none_found", "confidence": "one_secondary", "instrument_id":
    ...     "XX-0", "as_of": "2026"}
    >>> posture_row("XX", [law], "")["shown_as"], posture_row("XX", [{**law, "confidence": "lead_only"}],
    ...     "")["shown_as"]
    ('no_statewide_rule', 'not_verified')
    """
    showable_rows = [row for row in rows if may_be_shown(row)]
    found = posture(showable_rows) if showable_rows else posture(rows)
    carry = [
        row
        for row in showable_rows or rows
        if row["status"] not in SUPERSEDED and any(row.get(flag) in SAID for flag in FLAGS)
    ]
    statutes = [row for row in carry if row["kind"] == "statute"]
    carry = (statutes if found in DECIDED_BY_STATUTE else carry) or showable_rows or rows
    return {
        "state_abbr": state,
        "posture": found,
        "shown_as": found if showable_rows else "not_verified",
        "posture_basis": ";".join(row["instrument_id"] for row in carry),
        "as_of": max(str(row["as_of"]) for row in carry),
        "confidence": min((row["confidence"] for row in carry), key=list(CONFIDENCE).index),
        "note": note,
    }


def posture_table(laws: Sequence[Mapping], notes: dict[str, str]) -> list[dict[str, str]]:
    """All rows of ``state_posture``, by state: ``laws`` are the rows of ``state_laws``, ``notes`` the notes
    by state.

    >>> from fedlocal.ground.tables import rows
    >>> table = posture_table(rows("state_laws"), {})
    >>> len(table), table[0]["state_abbr"]
    (51, 'AK')
    """
    states = sorted({row["state_abbr"] for row in laws})
    return [
        posture_row(state, [row for row in laws if row["state_abbr"] == state], notes.get(state, ""))
        for state in states
    ]


@dataclass(frozen=True)
class Answer:
    """One state's answer to one of the eight questions.

    ``word``: yes, partly, no or unknown. ``known``: a word of :data:`KNOWN`. ``basis``: the instruments that
    say it, by id, separated by ";". ``looked_in``: where it was looked for, if no instrument says it.
    """

    state: str
    question: str
    word: str
    known: str
    basis: str
    looked_in: str


def answers(
    laws: Iterable[Mapping], postures: Iterable[Mapping], searches: Iterable[Mapping]
) -> list[Answer]:
    """All 51 × 8 answers, each with how it is known: from the rows of ``state_laws``, ``state_posture`` and
    ``state_searches``.

    >>> from fedlocal.ground.tables import rows
    >>> found = answers(rows("state_laws"), rows("state_posture"), rows("state_searches"))
    >>> len(found), {answer.known for answer in found} == set(KNOWN)
    (408, True)
    """
    texts = instruments(laws)
    where = {(row["state_abbr"], row["question"]): row["looked_in"] for row in searches}
    found = []
    for state, shown_as in ((row["state_abbr"], row["shown_as"]) for row in postures):
        for question, word in flags(texts.get(state, []), shown_as).items():
            rows = [
                row
                for row in texts.get(state, [])
                if row["status"] not in SUPERSEDED and row[question] == word and word in SAID
            ]
            looked = "" if word in SAID else where.get((state, question)) or where.get((state, "any"), "")
            known = {"no": "none_found", "unknown": "unknown"}.get(word)
            read = any(row["confidence"] == "primary_text" for row in rows)
            basis = ";".join(row["instrument_id"] for row in rows)
            found.append(
                Answer(state, question, word, known or ("primary" if read else "second_hand"), basis, looked)
            )
    return found


def coverage(found: list[Answer]) -> dict[str, dict[str, int]]:
    """For each of the eight questions: in how many states the answer is known in each way of :data:`KNOWN`.

    >>> coverage([Answer("TX", "bars_287g", "no", "none_found", "", "the code")])["bars_287g"]["none_found"]
    1
    """
    return {
        question: {
            known: sum(answer.question == question and answer.known == known for answer in found)
            for known in KNOWN
        }
        for question in FLAGS
    }
