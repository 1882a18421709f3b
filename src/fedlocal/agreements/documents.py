"""Links to the signed papers of agreements."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..drawing.templates import Link
from ..ground.tables import derived, rows
from ..ground.vocabulary import MODELS
from .counts import covered, papers


@derived
def addresses() -> dict[tuple, str]:
    """Address of each signed paper that an archive keeps (see :func:`fedlocal.agreements.counts.papers`).

    >>> len(addresses()) > 1000
    True
    """
    return papers(rows("agreement_documents"), rows("agreements"))


@derived
def archived() -> tuple[int, int]:
    """Agreements of the latest list whose signed paper an archive keeps, and all of its agreements.

    >>> archived()[1]
    2179
    """
    return covered(rows("agreement_documents"), rows("agreements"))


def held(agency: str, models: Sequence[tuple[str, str | None]]) -> Markup:
    """The models of an agency in one line; after each the link to its signed paper, where there is an
    address.

    >>> held("Adams County Sheriff's Office", [("jem", None)])
    Markup('Jail Enforcement Model')
    """
    return Markup(
        "; ".join(
            f"{MODELS[model]}: {signed_paper(agency, model, url).__html__()}" if url else MODELS[model]
            for model, url in models
        )
    )


def signed_paper(agency: str, model: str, url: str) -> Link:
    """The link to one signed agreement, with words for a screen reader that tell it from the others.

    >>> signed_paper("Adams County Sheriff's Office", "jem", "https://github.com").text
    'signed agreement'
    """
    return Link("signed agreement", url, f"signed agreement of {agency}, {MODELS[model]} (PDF)")
