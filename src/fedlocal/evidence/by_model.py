"""What the studies cover and whom they press: by model of agreement, by side, and who stands behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..ground.formats import plural
from .studies import COMPARING, DIRECTIONS

if TYPE_CHECKING:
    import pandas as pd


def leaning(studies: pd.DataFrame) -> str:
    """How many sources make which case harder to argue, in words: our own reading (column ``harder_for``).

    Counted by source, so that one study with four findings does not weigh four times.

    >>> from fedlocal.ground.tables import load
    >>> leaning(load("studies").query("outcome == 'trust'"))[:64]
    'Of 4 sources, 4 make only the case for participation harder, 0 o'
    """
    pressed = (
        studies.groupby("source_id")["harder_for"]
        .agg(lambda cells: cells.iloc[0] if cells.nunique() == 1 else "both")
        .value_counts()
    )
    participation, limits = (int(pressed.get(side, 0)) for side in ("participation", "limits"))
    return (
        f"Of {plural(studies['source_id'].nunique(), 'source')}, "
        f"{participation} make only the case for participation harder, "
        f"{limits} only the case for limits, "
        f"and {int(pressed.sum()) - participation - limits} both cases or neither."
    )


def by_model(studies: pd.DataFrame, listed: pd.Series) -> pd.DataFrame:
    """For each 287(g) model: how many agreements, what share of all, and which findings studied it apart.

    ``listed`` counts agreements by model (see :func:`fedlocal.agreements.counts.stock`). One row a model, the
    most common first: ``agreements``, ``share`` in percent, ``compared`` and ``described`` (lists of study
    ids).

    >>> import pandas as pd
    >>> from fedlocal.agreements.counts import latest, stock
    >>> from fedlocal.ground.tables import load, rows
    >>> month, counts = latest(stock(rows("agreements_monthly")))
    >>> table = by_model(load("studies"), pd.Series(counts))
    >>> table.index.tolist(), round(table.loc["tfm", "share"]), table.loc["wso", "compared"]
    (['tfm', 'wso', 'jem'], 67, [])
    """
    import pandas as pd

    rows = []
    for model, count in listed.sort_values(ascending=False).items():
        of_it = studies[studies["model"] == model]
        compares = of_it["design"].isin(COMPARING)
        rows.append(
            (
                model,
                int(count),
                100 * count / listed.sum(),
                of_it.loc[compares, "study_id"].tolist(),
                of_it.loc[~compares, "study_id"].tolist(),
            )
        )
    return pd.DataFrame(rows, columns=["model", "agreements", "share", "compared", "described"]).set_index(
        "model"
    )


def stands_behind(disclosures: Iterable[Mapping], source_id: str) -> str:
    """Who stands behind a source, as the rows of ``disclosures`` tell it; '' where nothing has to be told.

    >>> from fedlocal.ground.tables import rows
    >>> stands_behind(rows("disclosures"), "study-hausman-2020").startswith("The author worked for the ACLU")
    True
    """
    return "".join(row["note"] for row in disclosures if row["source_id"] == source_id)


def against(studies: pd.DataFrame, outcome: str = "crime") -> dict[str, dict[str, int]]:
    """For one outcome, how many findings point each way, under participation and under limits.

    The two must not be added up: a fall under one is not a rise under the other.

    >>> from fedlocal.ground.tables import load
    >>> sorted(against(load("studies")))
    ['less', 'more']
    """
    rows = studies[(studies["outcome"] == outcome) & (studies["policy_kind"] != "neither")]
    counted = rows.groupby(["policy_kind", "direction"]).size()
    return {
        kind: {way: int(counted.get((kind, way), 0)) for way in DIRECTIONS}
        for kind in sorted(set(rows["policy_kind"]))
    }
