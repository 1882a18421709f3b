"""Who may do what: any officer, action, 287(g) form, paper, place and state law → an answer, its reason and
its law.

The rules are the table ``authority_rules``; this module only finds the one that decides. It is a teaching
model of federal and state law, not legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..ground.tables import load
from .rules import DEFAULTS, NONFEDERAL, WORDS, Case, case_of, known, of_action, possible, winner

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
class Verdict:
    """An answer to "may they?".

    ``answer``: yes, no, only_if or contested. ``why``: one or two plain sentences. ``sources``: ids of
    the table ``sources``, with their ``pinpoints`` in the same order. ``changes``: every single change of a
    fact that gives another answer, as (input, value, new answer). ``ignored``: the inputs that were given but
    do not matter here. ``rule`` and ``as_of``: the row of the table ``authority_rules`` that decided, and the
    date up to which it holds.
    """

    answer: str
    why: str
    sources: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    ignored: tuple[str, ...]
    pinpoints: tuple[str, ...]
    rule: str
    as_of: str


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
    return judge(
        load("authority_rules"), load("authority_actions"), actor, action, delegation, paper, place, state_law
    )


def judge(
    rules: pd.DataFrame,
    actions: pd.DataFrame,
    actor: str,
    action: str,
    delegation: str = "none",
    paper: str = "none",
    place: str | None = None,
    state_law: str = "silent",
) -> Verdict:
    """:func:`check` with the tables given: ``rules`` like ``authority_rules``, ``actions`` like
    ``authority_actions``.

    Raises :class:`LookupError` when the rules leave a case open or decide it twice.

    >>> rules, actions = load("authority_rules"), load("authority_actions")
    >>> judge(rules, actions, "immigration_judge", "order_removal").answer
    'yes'
    """
    known("action", action, list(actions["action"]))
    case = case_of(actor, delegation, paper, place, state_law)
    settings = settings_of(actions, action)
    rows = of_action(rules, action)
    rule = winner(rows, case)
    return Verdict(
        rule.answer,
        rule.why,
        tuple(rule.source_ids.split(";")),
        changes_of(rows, settings, case),
        ignored_in(settings, case),
        tuple(rule.pinpoints.split(";")),
        rule.rule_id,
        str(rule.as_of)[:10],
    )


def settings_of(actions: pd.DataFrame, action: str) -> dict[str, str]:
    """The row of ``authority_actions`` for an action, blanks as empty text.

    >>> settings_of(load("authority_actions"), "hold_on_detainer")["always_at"]
    'jail'
    """
    place = actions["action"].tolist().index(action)
    cells = {name: actions[name].tolist()[place] for name in actions.columns}
    return {name: "" if pd.isna(cell) else cell for name, cell in cells.items()}


def used_inputs(settings: dict, actor: str) -> tuple[str, ...]:
    """The inputs besides the actor that matter for an action (a row of ``authority_actions``) when this actor
    acts.

    >>> row = settings_of(load("authority_actions"), "serve_ice_warrant")
    >>> used_inputs(row, "jail_officer"), used_inputs(row, "ice_officer")
    (('delegation', 'paper', 'place', 'state_law'), ('paper', 'place'))
    """
    cell = settings["uses"] if actor in NONFEDERAL else settings["federal_uses"]
    return tuple(part for part in cell.split(";") if part)


def changes_of(rows: list, settings: dict, case: Case) -> tuple[tuple[str, str, str], ...]:
    """What would change the answer: every other value of each input that matters, and every other actor, one
    at a time.

    Only possible cases are tried (a federal officer has no 287(g) form), and only another *answer* counts,
    not another reason for the same one.
    """
    answer = winner(rows, case).answer
    found = []
    for name in (*used_inputs(settings, case["actor"]), "actor"):
        for word in WORDS[name]:
            other = {**case, name: word}
            if word != case[name] and possible(other):
                new = winner(rows, other).answer
                if new != answer:
                    found.append((name, word, new))
    return tuple(found)


def ignored_in(settings: dict, case: Case) -> tuple[str, ...]:
    """The inputs that were given (they differ from the default) and that do not matter for this action and
    actor.

    A place that the action itself names (the jail, for holding someone there) is not counted as ignored.
    """
    used = used_inputs(settings, case["actor"])
    given = [name for name, default in DEFAULTS.items() if case[name] != default and name not in used]
    return tuple(name for name in given if not (name == "place" and case["place"] == settings["always_at"]))
