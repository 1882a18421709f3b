"""How alike the two sides of a contested question are, as far as a machine can measure it.

A machine sees length, who is made to speak, how many findings a side brings, how well its sources were read
and who has the last word. It does not see whether a reason is a good one: that is for readers of both camps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words by which a text says who speaks, and so steps back from what is said. What a court or a study "found",
# "held" or
# "ruled" is not among them: that is told as a fact, on either side. "Report" counts only where it is a way of
# telling
# ("reportedly", "it was reported"), because crimes are reported to police in these texts, too.
ATTRIBUTION = re.compile(
    r"\b(says?|said|adds?|argues?|argued|repl(?:y|ies|ied)|warns?|warned|writes?|wrote|points?"
    r" out|objects?|objected"
    r"|calls? (?:it|them)|by (?:its|their|her|his) own count|according to|reportedly|it (?:is|was)"
    r" reported)\b",
    re.I,
)

# Kinds of source that count as a finding: somebody measured something.
FINDINGS = {"study", "audit", "dataset"}

LONGER = 1.05  # the longer text over the shorter
QUESTION_LONGER = 1.2  # the same for the hardest question: one more short word is a twentieth of it
APART = 0.15  # attributions per 100 words, the more over the fewer
# In 130 words one more "they add" moves the rate by a fifth or more. So small counts may differ by one, and
# the rate is
# held against APART from seven attributions on, and over all pairs together.
FEW = 6
FINDINGS_APART = 1
SECOND_HAND_APART = 1


@dataclass(frozen=True)
class Measure:
    """What can be counted of one side."""

    words: int
    attributions: int
    findings: int
    sources: int
    second_hand: int
    question_words: int

    @property
    def rate(self) -> float:
        """Attributions per 100 words."""
        return 100 * self.attributions / self.words


def listed(cell) -> list[str]:
    """Ids of a cell that separates them by semicolons; an empty cell has none.

    >>> listed("a;b"), listed("")
    (['a', 'b'], [])
    """
    return [id_ for id_ in cell.split(";") if id_] if isinstance(cell, str) else []


def measure(side: dict, register: dict[str, dict]) -> Measure:
    """Count one side. ``side`` is a row of ``arguments``, ``register`` the rows of ``sources`` by id.

    Raises :class:`KeyError` for a source that the register does not hold.

    >>> row = {"text": "Jails are safe, supporters say.", "hardest_question": "Is it so?", "source_ids":
    ...     "a;b"}
    >>> register = {"a": {"type": "study", "checked": "part"}, "b": {"type": "case", "checked": "secondary"}}
    >>> measure(row, register)
    Measure(words=5, attributions=1, findings=1, sources=2, second_hand=1, question_words=3)
    """
    sources = [register[id_] for id_ in listed(side["source_ids"])]
    return Measure(
        words=len(side["text"].split()),
        attributions=len(ATTRIBUTION.findall(side["text"])),
        findings=sum(source["type"] in FINDINGS for source in sources),
        sources=len(sources),
        second_hand=sum(source["checked"] == "secondary" for source in sources),
        question_words=len(side["hardest_question"].split()),
    )


def unequal(sides: list[dict], register: dict[str, dict]) -> dict[str, str]:
    """What is out of balance between two sides: kind -> what is wrong. Empty when nothing is.

    >>> unequal([{"text": "One two three.", "hardest_question": "Why?", "source_ids": "a;b"},
    ...          {"text": "One two three four.", "hardest_question": "Why?", "source_ids": "a;c"}],
    ...         {id_: {"type": "case", "checked": "primary"} for id_ in "abc"})
    {'words': '3 and 4 words', 'sources': 'both use a, which no row marks in shared_ids'}
    """
    first, second = (measure(side, register) for side in sides)
    attributions = sorted((first.attributions, second.attributions))
    rates = sorted((first.rate, second.rate))
    wrong = {
        "words": (
            max(first.words, second.words) > LONGER * min(first.words, second.words)
            and f"{first.words} and {second.words} words"
        ),
        "attributions": (
            (
                attributions[1] - attributions[0] > 1
                if attributions[0] <= FEW
                else rates[1] > (1 + APART) * rates[0]
            )
            and f"{first.attributions} and {second.attributions} attributions"
        ),
        "findings": (
            abs(first.findings - second.findings) > FINDINGS_APART
            and f"{first.findings} and {second.findings} findings"
        ),
        "reading": (
            abs(first.second_hand - second.second_hand) > SECOND_HAND_APART
            and f"{first.second_hand} and {second.second_hand} sources read second-hand"
        ),
        "hardest question": (
            max(first.question_words, second.question_words)
            > QUESTION_LONGER * min(first.question_words, second.question_words)
            and f"questions of {first.question_words} and {second.question_words} words"
        ),
        "sources": _sources(sides),
    }
    return {kind: what for kind, what in wrong.items() if what}


def _sources(sides: list[dict]) -> str:
    """What is wrong with the lists of sources: too few, or one that both sides use and no row marks."""
    lists = [listed(side["source_ids"]) for side in sides]
    marked = [set(listed(side.get("shared_ids"))) for side in sides]
    both = set(lists[0]) & set(lists[1])
    if min(map(len, lists)) < 2:
        return "a side names fewer than two sources"
    if marked != [both, both]:
        odd = ", ".join(sorted(both ^ (marked[0] | marked[1]) or both))
        return (
            f"both use {odd}, which no row marks in shared_ids"
            if both - (marked[0] & marked[1])
            else f"{odd} is marked as shared and is not"
        )
    return ""
