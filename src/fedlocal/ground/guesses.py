"""Guesses: a number said before one looks. It is kept beside the progress, not judged, and may be changed
until its answer has been seen."""

from __future__ import annotations

from math import isfinite
from typing import Protocol
from weakref import WeakSet

from . import progress

SEEN = "-seen"


class Drawn(Protocol):
    """A card that draws a guess."""

    def redraw(self) -> None: ...


CARDS: dict[str, WeakSet[Drawn]] = {}  # of each question


def guess(question_id: str) -> float | None:
    """The number that was guessed, in the unit of the question; None before there is one.

    >>> guess("04-predict-1") is None
    True
    """
    try:
        number = float(_kept(question_id).get(question_id, ""))
    except (TypeError, ValueError):
        return None  # none yet, or a file that somebody has edited
    return number if isfinite(number) and number >= 0 else None


def keep(question_id: str, number: float) -> bool:
    """Keep a guess in place of an earlier one and redraw the cards that follow it; says whether it could be
    written. Raises :class:`ValueError` when the answer has been seen: it is a guess no longer."""
    if seen(question_id):
        raise ValueError(f"The answer to {question_id} has been seen, so the guess stays as it is.")
    written = _note(question_id, {question_id: f"{number:g}" if number % 1 else f"{number:.0f}"})
    for card in list(CARDS.get(question_id, ())):
        card.redraw()
    return written


def see(question_id: str) -> None:
    """Note that the answer has been shown; a guess stays from then on as it is."""
    if not seen(question_id):
        _note(question_id, {f"{question_id}{SEEN}": "yes"})


def seen(question_id: str) -> bool:
    """Whether the answer has been shown on this machine.

    >>> seen("04-predict-1")
    False
    """
    return f"{question_id}{SEEN}" in _kept(question_id)


def follow(question_id: str, card: Drawn) -> None:
    """Redraw this card whenever the guess is made or changed: a lesson is often run before it is read."""
    CARDS.setdefault(question_id, WeakSet()).add(card)


def _set(question_id: str) -> str:
    """The entry of the progress that holds the guess: the question's id without its place."""
    return question_id.rpartition("-")[0]


def _kept(question_id: str) -> dict[str, str]:
    return progress.kept(_set(question_id))


def _note(question_id: str, entry: dict[str, str]) -> bool:
    return progress.keep_more(_set(question_id), entry)
