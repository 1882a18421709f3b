"""Who may do what: any officer, action, 287(g) form, paper, place and state law → an answer, its reason and
its law.

The rules are the table ``authority_rules``; this module only finds the one that decides. It is a teaching
model of federal and state law, not legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..ground.tables import derived, rows
from .rules import DEFAULTS, NONFEDERAL, WORDS, Case, Rule, by_action, case_of, known, possible, winner

# A state's posture (the table state_posture, shown_as) → the word of state_law. Mixed and unverified states
# map to none:
# someone has to read their texts and choose.
POSTURES = {
    "limits": "limits",
    "mandates": "mandates",
    "mandates_287g": "mandates",
    "no_statewide_rule": "silent",
}


@dataclass(frozen=True)
class Answer:
    """An answer to "may they?".

    ``answer``: yes, no, only_if or contested. ``why``: one or two plain sentences. ``sources``: ids of
    the table ``sources``, with their ``pinpoints`` in the same order. ``rule`` and ``as_of``: the row of the
    table ``authority_rules`` that decided, and the date up to which it holds.
    """

    answer: str
    why: str
    sources: tuple[str, ...]
    pinpoints: tuple[str, ...]
    rule: str
    as_of: str

    @property
    def pinpointed(self) -> tuple[tuple[str, str], ...]:
        """The sources as pairs of id and pinpoint."""
        return tuple(zip(self.sources, self.pinpoints, strict=True))


@dataclass(frozen=True)
class Verdict(Answer):
    """An :class:`Answer` with what it depends on.

    ``changes``: every single change of a fact that gives another answer, as (input, value, new answer).
    ``ignored``: the inputs that were given but do not matter here.
    """

    changes: tuple[tuple[str, str, str], ...]
    ignored: tuple[str, ...]


def answer(
    actor: str,
    action: str,
    delegation: str = "none",
    paper: str = "none",
    place: str | None = None,
    state_law: str = "silent",
    *,
    rules: dict[str, list[Rule]] | None = None,
) -> Answer:
    """:func:`check` without what would change the answer, which takes much longer to find.

    ``rules`` are those of the course, or of another table, sorted out by
    :func:`fedlocal.law.rules.by_action`. Raises :class:`ValueError` for an unknown word and for what cannot
    exist, and :class:`LookupError` when the rules leave a case open or decide it twice.

    >>> answer("jail_officer", "hold_on_detainer", paper="detainer", place="jail").answer
    'contested'
    """
    rules = _rules() if rules is None else rules
    known("action", action, rules)
    return _answer(winner(rules[action], case_of(actor, delegation, paper, place, state_law)))


@derived
def _rules() -> dict[str, list[Rule]]:
    """The rules of the course, sorted out."""
    return by_action(rows("authority_rules"))


def _answer(rule: Rule) -> Answer:
    ids, pinpoints = tuple(rule["source_ids"].split(";")), tuple(rule["pinpoints"].split(";"))
    return Answer(rule["answer"], rule["why"], ids, pinpoints, rule["rule_id"], str(rule["as_of"])[:10])


def check(
    actor: str,
    action: str,
    delegation: str = "none",
    paper: str = "none",
    place: str | None = None,
    state_law: str = "silent",
) -> Verdict:
    """May this actor do this? The answer, the reason, the law, and what would change it.

    The words of each input are in ``fl.load("authority_words")`` and ``fl.load("authority_actions")``. An
    input that does not matter for the action is ignored and named in ``ignored``. Raises :class:`ValueError`
    for an unknown word, and for what cannot exist: a federal officer or judge with a 287(g) delegation.
    Source: the table ``authority_rules``.

    >>> verdict = check("local_officer", "arrest_unlawful_presence", place="traffic_stop")
    >>> verdict.answer, verdict.ignored
    ('no', ('place',))
    >>> ("delegation", "tfm", "only_if") in verdict.changes
    True
    """
    return judge(_rules(), rows("authority_actions"), actor, action, delegation, paper, place, state_law)


def judge(
    rules: dict[str, list[Rule]],
    actions: Sequence[Mapping[str, str]],
    actor: str,
    action: str,
    delegation: str = "none",
    paper: str = "none",
    place: str | None = None,
    state_law: str = "silent",
) -> Verdict:
    """:func:`check` with the tables given: ``rules`` as in :func:`answer`, ``actions`` the rows of
    ``authority_actions``.

    Raises :class:`LookupError` when the rules leave a case open or decide it twice.

    >>> rules, actions = by_action(rows("authority_rules")), rows("authority_actions")
    >>> judge(rules, actions, "immigration_judge", "order_removal").answer
    'yes'
    """
    known("action", action, [row["action"] for row in actions])
    case = case_of(actor, delegation, paper, place, state_law)
    settings = settings_of(actions, action)
    of_action = rules.get(action, [])
    return Verdict(
        **vars(_answer(winner(of_action, case))),
        changes=changes_of(of_action, settings, case),
        ignored=ignored_in(settings, case),
    )


def settings_of(actions: Iterable[Mapping[str, str]], action: str) -> Mapping[str, str]:
    """The row of ``authority_actions`` for an action.

    >>> settings_of(rows("authority_actions"), "hold_on_detainer")["always_at"]
    'jail'
    """
    return next(row for row in actions if row["action"] == action)


def used_inputs(settings: Mapping[str, str], actor: str) -> tuple[str, ...]:
    """The inputs besides the actor that matter for an action (a row of ``authority_actions``) when this actor
    acts.

    >>> row = settings_of(rows("authority_actions"), "serve_ice_warrant")
    >>> used_inputs(row, "jail_officer"), used_inputs(row, "ice_officer")
    (('delegation', 'paper', 'place', 'state_law'), ('paper', 'place'))
    """
    cell = settings["uses"] if actor in NONFEDERAL else settings["federal_uses"]
    return tuple(part for part in cell.split(";") if part)


def changes_of(
    rules: Sequence[Rule], settings: Mapping[str, str], case: Case
) -> tuple[tuple[str, str, str], ...]:
    """What would change the answer: every other value of each input that matters, and every other actor, one
    at a time.

    Only possible cases are tried (a federal officer has no 287(g) form), and only another *answer* counts,
    not another reason for the same one.
    """
    now = winner(rules, case)["answer"]
    found = []
    for name in (*used_inputs(settings, case["actor"]), "actor"):
        for word in WORDS[name]:
            other = {**case, name: word}
            if word != case[name] and possible(other):
                new = winner(rules, other)["answer"]
                if new != now:
                    found.append((name, word, new))
    return tuple(found)


def ignored_in(settings: Mapping[str, str], case: Case) -> tuple[str, ...]:
    """The inputs that were given (they differ from the default) and that do not matter for this action and
    actor.

    A place that the action itself names (the jail, for holding someone there) is not counted as ignored.
    """
    used = used_inputs(settings, case["actor"])
    given = [name for name, default in DEFAULTS.items() if case[name] != default and name not in used]
    return tuple(name for name in given if not (name == "place" and case["place"] == settings["always_at"]))
