"""What the studies cover and whom they press: by model of agreement, by side, and who stands behind each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..ground.formats import plural
from .studies import COMPARING, DIRECTIONS


@dataclass(frozen=True)
class Coverage:
    """How one 287(g) model is covered: its agreements, their ``share`` of all in percent, and the ids of the
    findings that studied it apart, those that compare and those that only describe."""

    agreements: int
    share: float
    compared: list[str]
    described: list[str]


def leaning(studies: Sequence[Mapping]) -> str:
    """How many sources make which case harder to argue, in words: our own reading (column ``harder_for``).

    Counted by source, so that one study with four findings does not weigh four times.

    >>> from fedlocal.ground.tables import rows
    >>> leaning([row for row in rows("studies") if row["outcome"] == "trust"])[:64]
    'Of 4 sources, 4 make only the case for participation harder, 0 o'
    """
    sides: dict[str, set[str]] = defaultdict(set)
    for row in studies:
        sides[row["source_id"]].add(row["harder_for"])
    pressed = Counter(min(pressing) if len(pressing) == 1 else "both" for pressing in sides.values())
    participation, limits = pressed["participation"], pressed["limits"]
    return (
        f"Of {plural(len(sides), 'source')}, "
        f"{participation} make only the case for participation harder, "
        f"{limits} only the case for limits, "
        f"and {len(sides) - participation - limits} both cases or neither."
    )


def by_model(studies: Sequence[Mapping], listed: Mapping[str, int]) -> dict[str, Coverage]:
    """For each 287(g) model: how many agreements, what share of all, and which findings studied it apart.

    ``studies`` are rows of the table of this name; ``listed`` counts agreements by model. The most common
    model comes first.

    >>> from fedlocal.ground.tables import rows
    >>> models = by_model(rows("studies"), {"jem": 200, "wso": 500, "tfm": 1300})
    >>> list(models), models["tfm"].share, models["wso"].compared
    (['tfm', 'wso', 'jem'], 65.0, [])
    """
    compared: dict[str, list[str]] = defaultdict(list)
    described: dict[str, list[str]] = defaultdict(list)
    for row in studies:
        found = compared if row["design"] in COMPARING else described
        found[row["model"]].append(row["study_id"])
    whole = sum(listed.values())
    return {
        model: Coverage(count, 100 * count / whole, compared[model], described[model])
        for model, count in sorted(listed.items(), key=lambda item: -item[1])
    }


def stands_behind(disclosures: Iterable[Mapping], source_id: str) -> str:
    """Who stands behind a source, as the rows of ``disclosures`` tell it; '' where nothing has to be told.

    >>> from fedlocal.ground.tables import rows
    >>> stands_behind(rows("disclosures"), "study-hausman-2020").startswith("The author worked for the ACLU")
    True
    """
    return "".join(row["note"] for row in disclosures if row["source_id"] == source_id)


def against(studies: Sequence[Mapping], outcome: str = "crime") -> dict[str, dict[str, int]]:
    """For one outcome, how many findings point each way, under participation and under limits.

    The two must not be added up: a fall under one is not a rise under the other.

    >>> from fedlocal.ground.tables import rows
    >>> sorted(against(rows("studies")))
    ['less', 'more']
    """
    counted = Counter(
        (row["policy_kind"], row["direction"])
        for row in studies
        if row["outcome"] == outcome and row["policy_kind"] != "neither"
    )
    return {
        kind: {way: counted[kind, way] for way in DIRECTIONS}
        for kind in sorted({kind for kind, _ in counted})
    }
