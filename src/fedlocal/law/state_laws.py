"""What a state's instruments add up to, question by question, with what is unknown left unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any
from urllib.parse import urlsplit

# A posture's sign and words, in the order in which a list shows them. The rule behind it: data/README.md,
# state_posture.
POSTURES = {
    "limits": ("▽", "A statute limits participation"),
    "mandates": ("△", "A statute requires participation, or bars local limits"),
    "mandates_287g": ("▲", "A statute requires jails to join, or apply for, 287(g)"),
    "mixed_or_executive": ("◇", "Mixed, or only orders, opinions and rulings"),
    "no_statewide_rule": ("○", "No statewide rule found"),
    "not_verified": ("?", "Unknown: we looked, and could not settle it"),
}
FLAGS = {
    "requires_287g": "Requires agencies to join 287(g)",
    "bars_287g": "Bars 287(g) agreements",
    "requires_detainers": "Requires compliance with detainers",
    "restricts_detainers": "Restricts holds on a detainer",
    "restricts_status_questions": "Restricts questions about status",
    "restricts_release_notice": "Restricts telling ICE a release date",
    "bans_local_limits": "Forbids local limits on participation",
    "limits_detention_contracts": "Limits contracts for immigration detention",
}
SAYS = {
    "yes": ("●", "Yes"),
    "partly": ("◐", "In part"),
    "no": ("○", "No rule found"),
    "unknown": ("?", "Unknown"),
}
CONFIDENCE = {
    "primary_text": "we read the text",
    "official_page": "we read the government’s page",
    "two_secondary": "two reports",
    "one_secondary": "one report",
    "lead_only": "a tracker’s word only",
}
STATUS = {
    "in_force": "in force",
    "in_force_in_part": "in force in part",
    "in_force_litigated": "in force, in court",
    "in_force_partly_enjoined": "in force, partly blocked by a court",
    "in_force_duty_due_2026-12-01": "in force, duty due 1 December 2026",
    "enacted_start_not_found": "enacted, start not found",
    "amended_2025": "amended in 2025",
    "effect_unclear": "effect unclear",
    "enjoined": "blocked by a court",
    "none_found": "none found",
}
SUPERSEDED = ("amended_2025", "enjoined")  # listed, but no part of what the state says today
Instrument = Mapping[str, Any]  # a row of the table state_laws


def instruments(laws: Iterable[Instrument]) -> dict[str, list[Instrument]]:
    """For each state its instruments that may be printed; ``laws`` is the rows of ``state_laws``.

    >>> from fedlocal.ground.tables import rows
    >>> [row["instrument"] for row in instruments(rows("state_laws"))["TX"]]
    ['SB 4 (2017)', 'SB 8 (2025)']
    """
    found: dict[str, list[Instrument]] = {}
    for row in laws:
        of_state = found.setdefault(row["state_abbr"], [])
        if row["printable"]:
            of_state.append(row)
    return found


def withheld(laws: Iterable[Instrument]) -> Counter[str]:
    """For each state how many rows are not shown, because nobody could confirm them; 0 where there is none.

    >>> from fedlocal.ground.tables import rows
    >>> hidden = withheld(rows("state_laws"))
    >>> hidden["MS"], hidden["TX"]
    (1, 0)
    """
    return Counter(row["state_abbr"] for row in laws if not row["printable"])


def one_flag(rows: Iterable[Instrument], flag: str) -> str:
    """What these instruments together say on one question: yes, partly, no (no such rule found) or unknown.

    What an instrument of unclear effect says counts as unknown; one that was amended or blocked counts no
    longer.

    >>> one_flag([{"status": "in_force", "bars_287g": "no"}, {"status": "in_force", "bars_287g": "unknown"}],
    ...     "bars_287g")
    'unknown'
    """
    answers = set()
    for row in rows:
        if row["status"] not in SUPERSEDED:
            answers.add("unknown" if row["status"] == "effect_unclear" and row[flag] != "no" else row[flag])
    return next(
        (word for word in ("yes", "partly", "unknown") if word in answers), "no" if answers else "unknown"
    )


def flags(rows: Sequence[Instrument], shown_as: str) -> dict[str, str]:
    """Every question of ``FLAGS`` with the answer of these instruments; all unknown where the law could not
    be confirmed.

    ``shown_as`` is the state's cell in the table ``state_posture``.

    >>> from fedlocal.ground.tables import rows
    >>> laws = instruments(rows("state_laws"))
    >>> flags(laws["CA"], "limits")["restricts_release_notice"], flags(laws["HI"],
    ...     "not_verified")["bars_287g"]
    ('partly', 'unknown')
    """
    return {flag: "unknown" if shown_as == "not_verified" else one_flag(rows, flag) for flag in FLAGS}


def speaking(rows: Iterable[Instrument], *names: str) -> list[Instrument]:
    """Those of these instruments that say something on one of these questions (a "no" says nothing).

    >>> from fedlocal.ground.tables import rows
    >>> laws = instruments(rows("state_laws"))
    >>> [row["instrument_id"] for row in speaking(laws["NY"], "restricts_detainers")]
    ['NY-1', 'NY-2']
    """
    return [row for row in rows if any(row[name] != "no" for name in names)]


def basis(rows: Iterable[Instrument], flag: str, word: str) -> tuple[str, str]:
    """How old and how sure an answer of :func:`one_flag` is: the oldest date and the weakest confidence of
    what carries it.

    ``word`` is that answer. Blank texts where nothing carries it.

    >>> from fedlocal.ground.tables import rows
    >>> laws = instruments(rows("state_laws"))
    >>> basis(laws["TX"], "requires_detainers", "yes"), basis(laws["GA"], "requires_detainers", "yes")
    (('2024', 'primary_text'), ('2024-07', 'two_secondary'))
    """
    unclear = word == "unknown"
    carrying = [
        row
        for row in rows
        if row["status"] not in SUPERSEDED
        and (row[flag] == word or (unclear and row["status"] == "effect_unclear" and row[flag] != "no"))
    ]
    if not carrying:
        return "", ""
    return min(str(row["as_of"]) for row in carrying), max(
        (row["confidence"] for row in carrying), key=list(CONFIDENCE).index
    )


def medians(rate: Mapping[str, float], posture: Mapping[str, str]) -> dict[str, float]:
    """For each posture with two states or more: the rate with as many of its states below as above.

    ``rate`` and ``posture`` are by postal abbreviation.

    >>> medians({"A": 2.0, "B": 8.0, "C": 3.0}, dict.fromkeys("ABC", "limits"))
    {'limits': 3.0}
    """
    groups = _states_by_posture(rate, posture)
    return {name: median(rate[state] for state in states) for name, states in groups.items()}


def rates(states: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """ICE arrests per 1,000 noncitizen adults by postal abbreviation, states and D.C. only.

    Arrests are those of 19 months (January 2025 to July 2026) and are put where they were recorded; the
    adults are a survey estimate of 2024. ``states`` are the rows of the table of this name.

    >>> from fedlocal.ground.tables import rows
    >>> round(rates(rows("states"))["CA"], 1)
    11.3
    """
    return {
        row["state_abbr"]: 1000 * row["ice_arrests_2025_01_to_2026_07"] / row["noncitizen_adults_2024"]
        for row in states
        if row["noncitizen_adults_2024"] is not None
    }


def spreads(
    rate: Mapping[str, float], posture: Mapping[str, str]
) -> dict[str, tuple[str, float, str, float]]:
    """For each posture with two states or more: the state with the lowest rate, that rate, the highest state,
    its rate.

    >>> spreads({"A": 2.0, "B": 8.0}, {"A": "limits", "B": "limits"})
    {'limits': ('A', 2.0, 'B', 8.0)}
    """
    found = {}
    for name, states in _states_by_posture(rate, posture).items():
        low, high = min(states, key=rate.__getitem__), max(states, key=rate.__getitem__)
        found[name] = (low, rate[low], high, rate[high])
    return found


def _states_by_posture(rate: Mapping[str, float], posture: Mapping[str, str]) -> dict[str, list[str]]:
    """The states that have a rate, by posture; postures with fewer than two are left out."""
    groups = {name: [state for state in rate if posture.get(state) == name] for name in POSTURES}
    return {name: states for name, states in groups.items() if len(states) > 1}


def agreements_of(row: Mapping[str, Any]) -> dict[str, int]:
    """Agreements by model, agencies, and what to hold them against, for one state: a row of ``states``.

    >>> from fedlocal.ground.tables import keyed
    >>> agreements_of(keyed("states", "state_abbr")["MD"])["total"]
    0
    """
    models = {model: int(row[f"agreements_{model}"]) for model in ("jem", "wso", "tfm")}
    return {
        **models,
        "total": sum(models.values()),
        "agencies": int(row["agencies_287g"]),
        "local_agencies": int(row["local_agencies"]),
        "counties_with_agency": int(row["counties_with_agency"]),
        "counties": int(row["counties"]),
        "arrests": int(row["ice_arrests_2025_01_to_2026_07"]),
        "adults": int(row["noncitizen_adults_2024"]),
    }


KINDS = {
    "statute": "statute",
    "executive_order": "executive order",
    "ag_directive": "attorney general’s directive or opinion",
    "court_decision": "court ruling",
    "none_found": "none found",
}


def shown_text(row: Instrument) -> dict:
    """An instrument (a row of ``state_laws``) in the words of a card: kind, status, confidence, where it
    was read."""
    source = row["source_1"]
    address = source if source.startswith("http") else ""
    return {
        "name": row["instrument"],
        "citation": row["citation"],
        "year": row["year_enacted"],
        "kind": KINDS[row["kind"]],
        "does": row["what_it_does"],
        "status": STATUS[row["status"]],
        "confidence": CONFIDENCE[row["confidence"]],
        "as_of": row["as_of"],
        "url": address,
        "host": urlsplit(address).netloc.removeprefix("www.") or source,
    }
