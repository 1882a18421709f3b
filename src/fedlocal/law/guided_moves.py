"""The guided moves that open the checker: a case, changed by one fact at a time, and what each change did."""

from __future__ import annotations

from dataclasses import dataclass

from ..ground.tables import keyed, rows
from .authority import POSTURES, Answer, answer
from .rules import WORDS


@dataclass(frozen=True)
class Move:
    """One move: what to predict before it, and the facts that it sets.

    ``facts`` holds a word for the action and for each input; ``state`` is the abbreviation of the state that
    gives the word for state law, or "".
    """

    number: int
    title: str
    predict: str
    facts: dict[str, str]
    state: str


@dataclass(frozen=True)
class Outcome:
    """What a move did: the answer now, the one before it ("" for the first move), and the inputs that
    changed."""

    now: Answer
    before: str
    changed: tuple[str, ...]


def guided_moves() -> tuple[Move, ...]:
    """The moves in order. Raises :class:`LookupError` for a state whose law fits none of the three words.

    >>> [move.facts["delegation"] for move in guided_moves()]
    ['none', 'tfm', 'tfm']
    """
    return tuple(_move(row) for row in sorted(rows("guided_moves"), key=lambda row: row["position"]))


def _move(row) -> Move:
    inputs = ("action", *(name for name in WORDS if name != "state_law"))
    facts = {name: row[name] for name in inputs}
    facts["state_law"] = _state_law(row["state_abbr"]) if row["state_abbr"] else "silent"
    return Move(row["position"], row["title"], row["predict"], facts, row["state_abbr"])


def _state_law(state: str) -> str:
    posture = keyed("state_posture", "state_abbr")[state]["shown_as"]
    if posture not in POSTURES:
        raise LookupError(
            f"A guided move goes to {state}, but its law is {posture!r}, which none of the words"
            f" {', '.join(WORDS['state_law'])} fits. Name another state in the table guided_moves."
        )
    return POSTURES[posture]


def outcome(moves: tuple[Move, ...], number: int) -> Outcome:
    """What the move with this number did, by the rules; it follows the move before it, whatever else was
    chosen in between.

    >>> found = outcome(guided_moves(), 2)
    >>> found.before, found.now.answer, found.changed
    ('no', 'yes', ('delegation',))
    """
    move = moves[number - 1]
    now = _answer(move)
    if number == 1:
        return Outcome(now, "", ())
    earlier = moves[number - 2]
    changed = tuple(name for name, word in move.facts.items() if word != earlier.facts[name])
    return Outcome(now, _answer(earlier).answer, changed)


def _answer(move: Move) -> Answer:
    facts = move.facts
    place = None if facts["place"] == "not_said" else facts["place"]
    return answer(
        facts["actor"], facts["action"], facts["delegation"], facts["paper"], place, facts["state_law"]
    )
