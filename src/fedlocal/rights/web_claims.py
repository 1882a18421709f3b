"""Claims from two popular articles: judging a judgment, what tripped a reader up, and where the course
answers each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..ground.sources import pinpointed

JUDGMENTS = {  # what a learner may say: word and meaning
    "right": ("Right", "it holds as it stands"),
    "half_right": ("Half right", "something that matters is loose or missing"),
    "wrong": ("Wrong", "the facts say otherwise"),
    "out_of_date": ("Out of date", "it was so once"),
    "opinion": ("Opinion", "no fact could settle it"),
}
TRUST = {
    "wrong": 0,
    "half_right": 1,
    "out_of_date": 1,
    "right": 2,
}  # how much a judgment trusts the claim; an opinion is off the scale
VERDICTS = {  # what we say, sign and words
    "right": ("✓", "Right"),
    "half_right": ("◐", "Half right"),
    "wrong": ("✕", "Wrong"),
    "out_of_date": ("↺", "Out of date"),
    "left_out": ("…", "Misleads by what it leaves out"),
    "arguable": ("⇄", "Arguable: two fair readings"),
    "opinion": ("“ ”", "Opinion, nothing to check"),
    "form": ("☰", "A remark on the article, no claim"),
}
TOPICS = {
    "agencies": "Who does what",
    "powers": "Law and powers",
    "program": "The 287(g) program",
    "process": "Cases, papers and courts",
    "local": "States and cities",
    "debate": "The debate",
    "help": "Rights and help",
    "form": "The articles themselves",
}


@dataclass(frozen=True)
class WebClaim:
    """One claim; ``accepts`` are the judgments that count as fair, ``readings`` the two of an arguable
    one."""

    id: str
    seed: str
    article: str
    topic: str
    kind: str
    verdict: str
    accepts: tuple[str, ...]
    trap: str
    text: str
    correction: str
    readings: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]  # (source id, pinpoint)
    as_of: str
    dozen: bool
    answered_in: tuple[tuple[str, str], ...]  # (lesson, heading or "")


def build(table: Iterable[Mapping]) -> list[WebClaim]:
    """The claims of the rows of ``web_claims`` in their order; remarks on the articles' form are among them.

    >>> from fedlocal.ground.tables import rows
    >>> build(rows("web_claims"))[0].verdict
    'right'
    """
    return [
        WebClaim(
            row["claim_id"],
            row["seed"],
            row["article"],
            row["topic"],
            row["kind"],
            row["verdict"],
            _parts(row["accepts"]),
            row["trap"],
            row["claim"],
            row["correction"],
            tuple(part for part in (row["reading_for"], row["reading_against"]) if part),
            pinpointed(row["source_ids"], row["pinpoints"]),
            row["as_of"],
            row["dozen"],
            tuple(
                (lesson, heading)
                for lesson, _, heading in (place.partition("#") for place in _parts(row["answered_in"]))
            ),
        )
        for row in table
    ]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def to_judge(claims: Iterable[WebClaim]) -> list[WebClaim]:
    """Those that are claims; a remark on an article's form is none.

    >>> from fedlocal.ground.tables import rows
    >>> len(to_judge(build(rows("web_claims"))))
    73
    """
    return [claim for claim in claims if claim.kind != "form"]


def chosen(claims: Iterable[WebClaim], which: str) -> list[WebClaim]:
    """The claims of a round: ``"dozen"``, ``"all"`` or a topic. Raises :class:`LookupError` for another word.

    >>> from fedlocal.ground.tables import rows
    >>> len(chosen(to_judge(build(rows("web_claims"))), "dozen"))
    12
    """
    if which not in ("dozen", "all", *TOPICS):
        raise LookupError(f"There is no round {which!r}. There are: dozen, all, {', '.join(TOPICS)}.")
    return [
        claim
        for claim in claims
        if which == "all" or claim.topic == which or (which == "dozen" and claim.dozen)
    ]


def fair(claim: WebClaim, judgment: str) -> bool:
    """Whether a judgment of this claim counts as fair.

    Raises :class:`ValueError` for a word that is none of :data:`JUDGMENTS`.

    >>> from fedlocal.ground.tables import rows
    >>> claim = next(c for c in build(rows("web_claims")) if c.verdict == "arguable")
    >>> fair(claim, "half_right"), fair(claim, "opinion")
    (True, False)
    """
    if judgment not in JUDGMENTS:
        raise ValueError(
            "Choose a judgment first."
            if not judgment
            else f"{judgment!r} is no judgment. There are: {', '.join(JUDGMENTS)}."
        )
    return judgment in claim.accepts


def lean(claim: WebClaim, judgment: str) -> str:
    """Which way a judgment errs: ``"believed"`` too much, ``"doubted"`` too much, ``"kind"`` (taken for
    another sort of claim, such as a fact for an opinion), or ``""`` if it is fair.

    >>> from fedlocal.ground.tables import rows
    >>> lean(build(rows("web_claims"))[0], "wrong")
    'doubted'
    """
    if fair(claim, judgment):
        return ""
    given, due = TRUST.get(judgment), [TRUST[word] for word in claim.accepts if word in TRUST]
    if given is None or not due or min(due) <= given <= max(due):
        return "kind"
    return "believed" if given > max(due) else "doubted"


def fooled(first: Mapping[str, str], claims: Iterable[WebClaim]) -> list[dict]:
    """What kinds of claims a reader met and misjudged at the first try: ``{trap, met, missed, claims}``, most
    missed first.

    ``first`` is claim id → judgment. ``claims`` (in an entry) are the misjudged ones.

    >>> fooled({}, [])
    []
    """
    by_id = {claim.id: claim for claim in claims}
    by_trap: dict[str, list[WebClaim]] = {}
    for id_ in first:
        by_trap.setdefault(by_id[id_].trap, []).append(by_id[id_])
    entries = []
    for trap, those in by_trap.items():
        missed = [claim for claim in those if not fair(claim, first[claim.id])]
        entries.append({"trap": trap, "met": len(those), "missed": len(missed), "claims": missed})
    return sorted(entries, key=lambda entry: (-entry["missed"], -entry["met"], entry["trap"]))


def tally(claims: Iterable[WebClaim]) -> dict[str, Counter[str]]:
    """How many claims of each article got which verdict: verdict -> article -> count.

    Verdicts come in the order of :data:`VERDICTS`; one that no claim got is left out.

    >>> from fedlocal.ground.tables import rows
    >>> tally(to_judge(build(rows("web_claims"))))["wrong"]["police"]
    3
    """
    articles: dict[str, list[str]] = {}
    for claim in claims:
        articles.setdefault(claim.verdict, []).append(claim.article)
    return {verdict: Counter(articles[verdict]) for verdict in VERDICTS if verdict in articles}
