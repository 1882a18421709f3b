"""Studies as a table: which there are, which way they point, how they were made; how sure a difference is."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import correlation

from ..ground.formats import plural
from ..ground.vocabulary import MODELS

OUTCOMES = {
    "crime": "Crime",
    "reporting": "Reporting to police",
    "trust": "Trust in police",
    "stops": "Stops, arrests, detainers",
    "removals": "Removals and custody",
    "families": "Health, school, work, home",
    "oversight": "How the program is run",
    "money": "Cost",
    "who": "Who is arrested or convicted",
}
DIRECTIONS = {  # sign and word: never by colour alone
    "lower": ("↓", "Lower"),
    "none": ("=", "No clear change"),
    "mixed": ("⇅", "Mixed: parts differ"),
    "higher": ("↑", "Higher"),
    "counts": ("#", "Described only"),
}
DESIGNS = {
    "did": ("◆", "Change compared with change"),
    "synthetic": ("◇", "Synthetic control: one place against a weighted mix"),
    "comparison": ("▲", "Places compared"),
    "experiment": ("★", "Survey experiment"),
    "survey": ("●", "Survey"),
    "case_study": ("▼", "Case study"),
    "count": ("■", "Count"),
    "audit": ("▮", "Audit"),
    "court": ("§", "Court ruling"),
    "review": ("✱", "Review of studies"),
}
PUBLISHERS = {
    "peer_reviewed": "Peer-reviewed",
    "academic": "University, not peer-reviewed",
    "thesis": "Student thesis",
    "think_tank_restriction": "Favors less immigration or more enforcement",
    "think_tank_freer": "Favors freer immigration or limits",
    "policy_institute": "Institute that calls itself nonpartisan",
    "news": "Newspaper",
    "government": "Government auditor",
    "court": "Court",
}
POLICIES = {
    "more": "More enforcement or participation",
    "less": "Limits, or narrower enforcement",
    "neither": "No policy compared",
}
STUDIED = {**MODELS, "not_told": "287(g), models not told apart"}
COMPARING = (
    "did",
    "synthetic",
    "comparison",
    "experiment",
)  # designs that set what happened against something
FILTERS = ("outcome", "policy_kind", "model", "design", "publisher_kind")
Difference = namedtuple("Difference", "value standard_error low high clear")


@dataclass(frozen=True)
class Line:
    """One line of the grid: an outcome under one kind of policy, and for each direction the study ids."""

    outcome: str
    policy_kind: str
    cells: dict[str, list[str]]


def select(studies: Sequence[Mapping], **filters: str) -> list[Mapping]:
    """Those rows of the table ``studies`` that fit; an empty filter takes all.

    Raises :class:`LookupError` for a filter or a value that the table does not have.

    >>> from fedlocal.ground.tables import rows
    >>> len(select(rows("studies"), outcome="trust", design=""))
    4
    """
    found = list(studies)
    for name, value in filters.items():
        if name not in FILTERS or (value and all(row[name] != value for row in studies)):
            raise LookupError(
                f"There is no {name} {value!r} among the studies. Filters are: {', '.join(FILTERS)}."
            )
        if value:
            found = [row for row in found if row[name] == value]
    return found


def grid(studies: Sequence[Mapping]) -> list[Line]:
    """The studies as a grid: a line for each outcome and kind of policy, ids by direction, oldest first.

    Participation and limits have lines of their own: a fall under one is not a rise under the other.

    >>> from fedlocal.ground.tables import rows
    >>> trust = grid(select(rows("studies"), outcome="trust"))
    >>> [(line.policy_kind, len(line.cells["lower"])) for line in trust]
    [('more', 1)]
    """
    placed: dict[tuple, list[str]] = defaultdict(list)
    for row in sorted(studies, key=_by_age):
        placed[row["outcome"], row["policy_kind"], row["direction"]].append(row["study_id"])
    lines = [
        (outcome, kind)
        for outcome in OUTCOMES
        for kind in POLICIES
        if any((outcome, kind, way) in placed for way in DIRECTIONS)
    ]
    return [Line(*line, {way: placed.get((*line, way), []) for way in DIRECTIONS}) for line in lines]


def _by_age(row: Mapping) -> tuple:
    """Oldest first, those whose year is not known last."""
    return row["year"] is None, row["year"], row["study_id"]


def sentence(findings: Sequence[Mapping]) -> str:
    """What is shown, counted in words: how many findings, how many that compare, how many with an interval.

    >>> from fedlocal.ground.tables import rows
    >>> sentence(select(rows("studies"), outcome="trust"))
    '4 findings. 1 rests on a comparison; none comes with an interval.'
    """
    if not findings:
        return (
            "No finding in our table fits all of that. "
            "That says something about the table and the research, and nothing about the answer."
        )
    compare = sum(row["design"] in COMPARING for row in findings)
    sure = sum(row["low"] is not None for row in findings)
    rests = "rests" if compare == 1 else "rest"
    comes = "comes" if sure < 2 else "come"
    return (
        f"{plural(len(findings), 'finding')}. {compare or 'None'} {rests} on a comparison; "
        f"{sure or 'none'} {comes} with an interval."
    )


def interval(estimate: float, standard_error: float) -> tuple[float, float]:
    """The 95% confidence interval: the estimate plus and minus 1.96 standard errors.

    >>> tuple(round(end, 1) for end in interval(45.6, 4.45))
    (36.9, 54.3)
    """
    return estimate - 1.96 * standard_error, estimate + 1.96 * standard_error


def gap(estimate: float, standard_error: float, other_estimate: float, other_error: float) -> Difference:
    """The difference of two estimates from separate groups, with its standard error and 95% interval.

    ``clear`` says whether the interval leaves out zero.

    >>> found = gap(45.6, 4.45, 41.6, 2.36)
    >>> round(found.value, 1), round(found.standard_error, 1), found.clear
    (4.0, 5.0, False)
    """
    value, error = estimate - other_estimate, (standard_error**2 + other_error**2) ** 0.5
    low, high = interval(value, error)
    return Difference(value, error, low, high, bool(low > 0 or high < 0))


def margin_of_part(margin: float, part: float) -> float:
    """The margin of error of a part of a sample, from that of the whole: smaller groups are less sure.

    >>> round(margin_of_part(3.4, 0.5), 1)
    4.8
    """
    if not 0 < part <= 1:
        raise ValueError(f"A part of a sample lies between 0 and 1; {part} does not.")
    return margin / part**0.5


def margin_of_difference(margin: float, other_margin: float) -> float:
    """The margin of error of the difference between two separate groups.

    >>> round(margin_of_difference(4.8, 4.8), 1)
    6.8
    """
    return (margin**2 + other_margin**2) ** 0.5


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation of two columns: how closely their orders agree, from -1 to 1.

    >>> rank_correlation([1, 2, 9], [10, 40, 50])
    1.0
    """
    return correlation(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    """The place of each value, lowest first; equal values share the middle of their places."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]
