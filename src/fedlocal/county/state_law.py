"""State law in a county brief: what we read, how sure we are of it, and what it leaves open to a county."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..ground.formats import dated
from ..ground.places import Place
from ..law.state_laws import CONFIDENCE, flags, instruments, speaking
from ..states.developments import STATUSES
from .facts import Fact, Row, Section, Tables, gap

POSTURES = {  # label, and the sentence behind it (see the rule in data/README.md, state_posture)
    "limits": (
        "limits",
        "a statute in force limits at least one form of participation, and we know of none that requires it",
    ),
    "mandates_287g": (
        "orders agreements",
        "a statute in force tells at least some agencies to sign, or to seek, a 287(g) agreement",
    ),
    "mandates": (
        "orders cooperation",
        "a statute in force requires holds on detainers, or bars local limits on participation",
    ),
    "mixed_or_executive": (
        "mixed",
        "its rules pull in different directions, or rest on orders, opinions or rulings, or bind only some",
    ),
    "no_statewide_rule": ("no statewide rule found", "we found no statewide rule on either side"),
    "not_verified": ("not confirmed", ""),
}
SURE = {
    "primary_text": "we read the text itself, often an excerpt",
    "official_page": "we read an official page about it",
    "two_secondary": "we read two second-hand reports",
    "one_secondary": "we read one second-hand report",
}
STATUS = {
    "in_force": "in force",
    "in_force_in_part": "in force in part",
    "in_force_litigated": "in force, in court",
    "amended_2025": "amended in 2025",
    "in_force_partly_enjoined": "in force, partly blocked by a court",
    "in_force_duty_due_2026-12-01": "in force; the duty falls due on 1 December 2026",
    "enacted_start_not_found": "enacted, start not found",
    "effect_unclear": "effect unclear",
    "enjoined": "blocked by a court",
}
READ = {  # how we know a rule: words before a sentence on a state's law, and words after one
    "primary_text": ("As we read it", "as we read its law"),
    "official_page": ("As we read it", "as we read its law"),
    "two_secondary": ("By two reports", "by two reports of its law"),
    "one_secondary": ("By one report", "by one report of its law"),
}
TWO_MEANINGS = ("Washington", "New York", "District of Columbia")  # also a capital, a city, or a court's name
TOPICS = ("287g", "courts", "detainer", "local_rules", "us_suits", "federal_officers")
FORCE = (
    "in_force",
    "amended",
    "enacted_start",
)  # how the status of a rule that binds begins, from today or from a day not found
BINDING = ("statute", "executive_order", "court_decision")


def state_law(place: Place, data: Tables) -> tuple[Section, str]:
    """The section on state law, and the label of the state's posture.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import rows
    >>> data = {name: rows(name) for name in ("state_posture", "state_laws", "developments")}
    >>> state_law(named("15005"), data)[1]
    'not confirmed'
    """
    posture = _posture(place, data)
    laws = sorted(_of_state(place, data), key=lambda law: law["instrument_id"])
    printed = [law for law in laws if law["printable"] and law["kind"] != "none_found"]
    hidden = [law for law in laws if not law["printable"]]
    label, reason = POSTURES[posture["shown_as"]]
    facts = []
    if reason:
        facts.append(
            Fact(
                f"{place.state}, by our rule: {label}. That means: {reason}. Labels hide wide differences;"
                " read the instruments.",
                tables=("state_posture",),
                as_of=posture["as_of"],
            )
        )
    else:
        facts.append(
            gap(
                f"We could not confirm what the law of {_the(place.state)} says on cooperation with ICE. Ask"
                " the legislature’s library or the attorney general’s office.",
                "state_posture",
            )
        )
    if posture["note"] and reason:
        facts.append(Fact(posture["note"], tables=("state_posture",), as_of=posture["as_of"]))
    facts.append(_signer(place, _instruments(place, data), posture["shown_as"]))
    facts += [_instrument(law) for law in printed]
    if len(hidden) and reason:
        facts.append(
            gap(
                f"Left out: {len(hidden)} more {'entry' if len(hidden) == 1 else 'entries'} on {place.state}"
                " that we could not confirm.",
                "state_laws",
            )
        )
    facts += _news(place, data["developments"])
    facts.append(
        gap(
            "Rules that we did not find, and changes after these dates, are not here. This is education, not"
            " legal advice.",
            "state_laws",
        )
    )
    return Section("law", f"State law: {place.state}", tuple(facts)), label


def _signer(place: Place, rows: Sequence[Row], shown_as: str) -> Fact:
    """Who may sign a 287(g) agreement for a county: nobody where state law bars it, else whom its
    instruments name, else a gap."""
    if flags(rows, shown_as)["bars_287g"] == "yes":
        barring = [row for row in rows if row["bars_287g"] == "yes"]
        return Fact(
            f"No one may sign a 287(g) agreement for a county in {_the(place.state)},"
            f" {READ[_surest(barring)][1]}.",
            tables=("state_laws",),
            as_of=max(row["as_of"] for row in barring),
        )
    known, noted = ([row for row in rows if row[cell]] for cell in ("signer", "signer_note"))
    if known:
        signers = "; ".join(f"{row['signer']} ({row['instrument']})" for row in known)
        return Fact(
            f"Who may sign an agreement for a county in {_the(place.state)}: {signers}.",
            tables=("state_laws",),
            as_of=max(row["as_of"] for row in known),
        )
    if noted:
        return gap(
            f"Who may sign a 287(g) agreement for a county in {_the(place.state)}."
            f" {' '.join(row['signer_note'] for row in noted)}",
            "state_laws",
        )
    return gap(
        f"Who may sign an agreement for a county in {_the(place.state)}, the sheriff or the board: we know of"
        " no statewide rule. Ask the county’s counsel.",
        "state_laws",
    )


def _surest(rows: Iterable[Row]) -> str:
    """The best way in which one of these instruments is known: a word of :data:`READ`."""
    return min((row["confidence"] for row in rows), key=list(CONFIDENCE).index)


def _instrument(law: Row) -> Fact:
    name = f"{law['instrument']}: {law['citation']}" if law["citation"] else law["instrument"]
    status = STATUS.get(law["status"], law["status"].replace("_", " "))
    links = tuple(
        (f"{law['instrument']}, at {url.split('/')[2]}", url)
        for url in (law["source_1"], law["source_2"])
        if url.startswith("https://")
    )
    return Fact(
        f"{name}. {law['what_it_does']} Status: {status}. How sure: {SURE[law['confidence']]}.",
        tables=() if links else ("state_laws",),
        links=links,
        as_of=law["as_of"],
    )


def _news(place: Place, developments: Iterable[Row]) -> list[Fact]:
    """Developments about local cooperation that name this state; new statutes stand in the table of
    instruments."""
    name = re.compile(rf"(?<!West )(?<!City of )\b{re.escape(place.state)}\b(?! City)")
    found = [
        row
        for row in developments
        if row["printable"] and row["topic"] in TOPICS and name.search(_searched(row, place))
    ]
    return [
        Fact(
            f"{dated(row['date'])}: {row['what']} Status: {STATUSES[row['status']][1]}.{_note(row)}",
            cites=((row["source_id"], row["pinpoint"]),),
            as_of=row["as_of"],
        )
        for row in sorted(found, key=lambda row: row["date"])
    ]


def _searched(row: Row, place: Place) -> str:
    """The text of a development in which the state's name means the state."""
    return _deciders(row) if place.state in TWO_MEANINGS else f"{_deciders(row)} {row['what']}"


def _note(row: Row) -> str:
    """What limits or follows the status, as the end of a line: without it a status can say the opposite of
    what holds."""
    return f" {row['status_note']}" if row["status_note"] else ""


def _deciders(row: Row) -> str:
    """Who decided, unless it is a federal court, which a state's name only locates."""
    return "" if row["who_decided"].startswith("U.S. ") else row["who_decided"]


def _the(state: str) -> str:
    return f"the {state}" if state.startswith("District") else state


AGREEMENTS = ("requires_287g", "bars_287g")
DECIDES = {  # which answer of a binding instrument, to which of the two questions, settles what is left open
    "ordered": (("requires_287g",), "yes"),
    "barred": (("bars_287g",), "yes"),
    "settled_in_part": (AGREEMENTS, "partly"),
    "not_settled": (AGREEMENTS, "unknown"),
}
CHECK = "Check who is bound, and whether it still holds."
OPEN = {  # what state law leaves open to a local decision on an agreement, in the words of a brief
    "not_confirmed": "We could not confirm what {law} leaves open. Find that out first.",
    "ordered": (
        f"{{how}}, {{law}} tells at least some agencies to sign or to seek an agreement. {CHECK} Open may be"
        " which form, and how it is carried out, within the rules of section 4."
    ),
    "barred": (
        f"{{how}}, {{law}} bars at least some agencies from an agreement. {CHECK} Open may be other kinds of"
        " participation, within the rules of section 4."
    ),
    "settled_in_part": (
        f"{{how}}, {{law}} settles a part of the question for some agencies. {CHECK} The rest may be open,"
        " within the rules of section 4."
    ),
    "not_settled": "We did not settle whether {law} {verb} an agreement. Find that out first.",
    "opinion": (
        "We found no statute in {law} that orders an agreement or bars one, but the attorney general has"
        f" spoken on the matter: see section 4. {CHECK}"
    ),
    "open": (
        "In {law}, as far as we found, nothing orders an agreement and nothing bars one. Check that this"
        " still holds."
    ),
}


def left_open(place: Place, data: Tables) -> str:
    """What state law leaves open to a local decision on a 287(g) agreement, as far as we read it: a key of
    :data:`OPEN`.

    ``data`` holds the tables ``state_laws`` and ``state_posture``.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import rows
    >>> data = {name: rows(name) for name in ("state_laws", "state_posture")}
    >>> left_open(named("48301"), data)
    'ordered'
    """
    if _posture(place, data)["shown_as"] == "not_verified":
        return "not_confirmed"
    rows = _in_force(place, data)
    found = next((key for key in DECIDES if _deciding(rows, key)), "")
    return found or (
        "opinion" if speaking([row for row in rows if row["kind"] == "ag_directive"], *AGREEMENTS) else "open"
    )


def framing(place: Place, data: Tables) -> str:
    """What :func:`left_open` says, in one or two sentences.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import rows
    >>> data = {name: rows(name) for name in ("state_laws", "state_posture")}
    >>> framing(named("48301"), data)[:47]
    'As we read it, the law of Texas tells at least '
    """
    found = left_open(place, data)
    help_too = found == "open" and _posture(place, data)["shown_as"] != "no_statewide_rule"
    rest = " It may still require or limit other participation: see section 4." if help_too else ""
    rows = _deciding(_in_force(place, data), found)
    how = READ[_surest(rows)][0] if rows else ""
    verb = "orders" if any(row["requires_287g"] == "unknown" for row in rows) else "bars"
    return OPEN[found].format(law=f"the law of {_the(place.state)}", how=how, verb=verb) + rest


def _deciding(rows: Iterable[Row], found: str) -> list[Row]:
    """Those of these instruments that bind and settle what is left open in the way ``found``, a key of
    :data:`OPEN`."""
    columns, word = DECIDES.get(found, ((), ""))
    return [row for row in rows if row["kind"] in BINDING and any(row[column] == word for column in columns)]


def _posture(place: Place, data: Tables) -> Row:
    return next(row for row in data["state_posture"] if row["state_abbr"] == place.state_abbr)


def _of_state(place: Place, data: Tables) -> list[Row]:
    return [row for row in data["state_laws"] if row["state_abbr"] == place.state_abbr]


def _instruments(place: Place, data: Tables) -> list[Row]:
    """The state's instruments that may be printed."""
    return instruments(_of_state(place, data)).get(place.state_abbr, [])


def _in_force(place: Place, data: Tables) -> list[Row]:
    """The state's instruments that may be printed and hold."""
    return [row for row in _instruments(place, data) if row["status"].startswith(FORCE)]
