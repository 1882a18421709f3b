"""Where real help is, and two articles seen as sources: pages drawn from the tables ``channels`` and
``web_articles``."""

from __future__ import annotations

import re
from collections import Counter

from ..drawing.piece import Piece
from ..drawing.templates import render
from ..ground.formats import dated, plural
from ..ground.sources import citations
from ..ground.tables import rows
from .web_claims import VERDICTS, build, tally, to_judge

GROUPS = {
    "lawyer": "Someone who may advise",
    "case": "A case and where it stands",
    "child": "Someone under 18",
    "talk": "Someone to talk to",
    "consulate": "A consulate",
    "victim": "Victims of crime",
    "complaint": "A complaint",
    "work": "At work",
    "officers": "For officers",
}
SIDES = {
    "agency": "government agency",
    "court": "court office in government",
    "watchdog": "watchdog inside government",
    "congress": "office of Congress",
    "nonprofit": "not government",
}
LINES = {
    "carrier": "Where it stood",
    "author": "Who wrote it",
    "date": "When",
    "sources": "What it rests on",
    "links": "Where it links",
    "adverts": "Advertising in it",
    "left_out": "What it leaves out",
}


def line_address(line: str) -> str:
    """The address that dials a telephone number of the United States; numbers of three figures stay as they
    are.

    >>> line_address("1-800-898-7180"), line_address("(855) 448-6903"), line_address("988")
    ('tel:+18008987180', 'tel:+18554486903', 'tel:988')
    """
    figures = re.sub(r"\D", "", line)
    return f"tel:{figures}" if len(figures) == 3 else f"tel:+1{figures.removeprefix('1')}"


def channels(*groups: str) -> Piece:
    """Channels by need: what each is for, what it cannot do and what it learns, who runs it and how to reach
    it.

    ``groups`` narrows to kinds of need, such as ``"lawyer"``; all of them without. Raises
    :class:`LookupError` for an unknown one.

    >>> channels("consulate", "victim")
    Channels: 5, of 2 kinds
    """
    unknown = [group for group in groups if group not in GROUPS]
    if unknown:
        raise LookupError(f"There is no kind of channel {unknown[0]!r}. There are: {', '.join(GROUPS)}.")
    kinds = []
    for group, title in GROUPS.items():
        entries = [
            {
                **row,
                "sources": citations(row["source_ids"], row["pinpoints"]),
                "whose": SIDES[row["side"]],
                "seen": dated(row["as_of"]),
                "dial": line_address(row["line"]),
            }
            for row in rows("channels")
            if row["group"] == group
        ]
        if not groups or group in groups:
            kinds.append((title, entries))
    count = sum(len(entries) for _, entries in kinds)
    return Piece(
        render("rights/channels.html", shown=kinds), f"Channels: {count}, of {plural(len(kinds), 'kind')}"
    )


def articles() -> Piece:
    """The two articles behind the claims, side by side as sources, with how many of their claims hold.

    >>> articles().line
    'Two articles as sources: 31 of 73 claims right as they stand'
    """
    compared = sorted(rows("web_articles"), key=lambda row: row["position"])
    claims = to_judge(build(rows("web_claims")))
    whole, right = Counter(claim.article for claim in claims), tally(claims)["right"]
    lines = [(label, [row[column] for row in compared]) for column, label in LINES.items()]
    html = render(
        "rights/channels.html",
        block="articles",
        rows=compared,
        lines=lines,
        held=[f"{right[row['article']]} of {whole[row['article']]}" for row in compared],
        right=VERDICTS["right"],
    )
    return Piece(
        html,
        f"Two articles as sources: {right.total()} of {len(claims)} claims right as they stand",
    )
