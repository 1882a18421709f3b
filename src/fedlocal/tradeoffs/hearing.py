"""A board of an invented county decides: what the kind of state leaves open, who answers what, and what a
decision trades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..ground.precedence import deciding, specific
from ..law import authority

# What the board is shown of the law: (question, who acts, action, paper, place), in the words of
# fl.authority.
STEPS = (
    ("May the jail hold a person on ICE’s request?", "jail_officer", "hold_on_detainer", "detainer", "jail"),
    (
        "May named staff serve an ICE arrest warrant in the jail?",
        "jail_officer",
        "serve_ice_warrant",
        "ice_arrest_warrant",
        "jail",
    ),
    (
        "May named staff interview people in the jail to build an immigration case?",
        "jail_officer",
        "interview_in_jail_about_status",
        "none",
        "jail",
    ),
    (
        "May a deputy keep a driver longer to check status?",
        "local_officer",
        "prolong_stop_for_status",
        "none",
        "traffic_stop",
    ),
    ("May the jail tell ICE a release date?", "jail_officer", "notify_release_date", "none", "jail"),
    ("May an officer tell ICE a person’s status?", "local_officer", "share_status_information", "none", None),
)


Row = Mapping[str, Any]  # a row of a table of the hearing


@dataclass(frozen=True)
class Law:
    """One step of the law under one decision: its answer in the words of fl.authority, the reason, the
    sources."""

    question: str
    answer: str
    why: str
    sources: tuple[tuple[str, str], ...]  # (source id, pinpoint)


@dataclass(frozen=True)
class Decision:
    """What a board decided: the kind of state, the option and the conditions, by their ids, and how much
    was asked before."""

    setting: str
    option: str
    conditions: tuple[str, ...]
    asked: int


def open_options(settings: Sequence[Row], setting: str) -> list[str]:
    """The options that a kind of state leaves to the board. Raises :class:`LookupError` for an unknown kind.

    >>> from fedlocal.ground.tables import rows
    >>> open_options(rows("hearing_settings"), "limits")
    ['none', 'limits']
    """
    return _row(settings, "setting", setting)["open_options"].split(";")


def law(delegation: str, setting: str) -> list[Law]:
    """What state and federal law say to each of the :data:`STEPS` under a 287(g) form (or ``none``) and a
    kind of state.

    A county's own rule may forbid its staff more than this.

    >>> [step.answer for step in law("wso", "silent")][:2]
    ['only_if', 'yes']
    """
    found = []
    for question, actor, action, paper, place in STEPS:
        rule = authority.answer(actor, action, delegation, paper, place, setting)
        found.append(Law(question, rule.answer, rule.why, rule.pinpointed))
    return found


def by_question(answers: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The rows of ``hearing_answers`` by voice and question.

    >>> from fedlocal.ground.tables import rows
    >>> by_question(rows("hearing_answers"))["sheriff", "other"][0]["answer"].split(".")[0]
    'That people stop calling us'
    """
    found: dict[tuple[str, str], list[Row]] = {}
    for row in answers:
        found.setdefault((row["voice_id"], row["question_id"]), []).append(row)
    return found


def answer(answers: Mapping[tuple[str, str], list[Row]], voice: str, question: str, setting: str) -> Row:
    """What a voice says to a question in a kind of state: the row for this kind, else the one for any.

    ``answers`` comes from :func:`by_question`. Raises :class:`LookupError` when there is none, or two.

    >>> from fedlocal.ground.tables import rows
    >>> answer(by_question(rows("hearing_answers")), "budget", "cost", "limits")["answer"].split(".")[0]
    'Mostly nothing new'
    """
    return deciding(
        [row for row in answers.get((voice, question), []) if row["setting"] in (setting, "any")],
        "hearing_answers",
        {"voice": voice, "question": question, "setting": setting},
        rank=lambda row: specific(row["setting"]),
        name=lambda row: f"{voice} {question} {row['setting']}",
    )


def offered(conditions: Iterable[Row], option: str, setting: str) -> list[dict]:
    """The conditions that go with an option, each with ``open`` and, where the state closes it,
    ``why_closed``.

    >>> from fedlocal.ground.tables import rows
    >>> [row["condition_id"] for row in offered(rows("hearing_conditions"), "wso", "mandates") if row["open"]]
    ['report', 'victims', 'no_schools']
    """
    return [
        {**row, "open": setting not in row["closed_in"].split(";")}
        for row in conditions
        if option in row["options"].split(";")
    ]


def decide(
    settings: Sequence[Row],
    conditions: Iterable[Row],
    setting: str,
    option: str,
    chosen: Iterable[str] = (),
    asked: int = 0,
) -> Decision:
    """A decision that the board may take. Raises :class:`ValueError` that says why when it may not.

    >>> from fedlocal.ground.tables import rows
    >>> decide(rows("hearing_settings"), rows("hearing_conditions"), "silent", "wso", ["sunset"]).conditions
    ('sunset',)
    """
    row = _row(settings, "setting", setting)
    if option not in row["open_options"].split(";"):
        raise ValueError(f"This state does not leave that to the board. {row['rule']}")
    chosen = set(chosen)
    fitting = {condition["condition_id"]: condition for condition in offered(conditions, option, setting)}
    for id_ in sorted(chosen):
        if id_ not in fitting:
            raise ValueError(f"The condition {id_!r} does not go with the option {option!r}.")
        if not fitting[id_]["open"]:
            raise ValueError(fitting[id_]["why_closed"])
    return Decision(setting, option, tuple(id_ for id_ in fitting if id_ in chosen), asked)


def debrief(table: Sequence[Row], conditions: Iterable[Row], decision: Decision) -> dict:
    """What a decision secures and gives up, how the room takes it, and what each condition gives and costs.

    >>> from fedlocal.ground.tables import rows
    >>> debrief(rows("hearing_debrief"), rows("hearing_conditions"), Decision("silent", "none", ("report",),
    ...     0))["terms"][0]["costs"][:11]
    'Staff hours'
    """
    row = _row(table, "option_id", decision.option)
    terms = [
        {name: condition[name] for name in ("condition", "gives", "costs")}
        for condition in conditions
        if condition["condition_id"] in decision.conditions
    ]
    return {**row, "terms": terms}


def _row(table: Sequence[Row], column: str, value: str) -> Row:
    for row in table:
        if row[column] == value:
            return row
    names = ", ".join(row[column] for row in table)
    raise LookupError(f"There is no {column} {value!r}. There are: {names}.")
