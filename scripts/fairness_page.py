#!/usr/bin/env python3
"""Write docs/fairness.md: how equal the two sides of each contested question are, measured from the tables in
data/.

python scripts/fairness_page.py            write it (`fedlocal seal` does it, too)
python scripts/fairness_page.py --check    write nothing; say whether it is up to date, and what is out of
balance
"""

import sys
from itertools import groupby
from pathlib import Path

from fedlocal.lesson.balance import measure, unequal
from pages import read, settle

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "fairness.md"
TABLES = ("arguments", "sources")
WANTS = {"more": "more", "less": "less", "across": "neither"}
INTRO = """# Fairness, measured

Made by `python scripts/fairness_page.py` from the tables `arguments` and `sources`; change those, not this
page. It compares the two sides of each contested question as far as a machine can.
[`tests/lesson/test_balance.py`](../tests/lesson/test_balance.py) refuses a pair that is out of balance.
[`fedlocal.lesson.balance`](../src/fedlocal/lesson/balance.py) says how each thing is counted, and how far
apart two sides may be.

- **More** and **less** say which way a side points: toward more participation in enforcement or less. One
  pair cuts across the camps.
- **Attributions** are phrases such as "supporters say" or "it was reported". They hold a text at arm's
  length, so neither side should have more of them.
- **Findings** are studies, audits and data that a side names as its sources, counted once for each pair.
- **Second-hand** sources are those that we know from someone else's report.
- **Last word**: the side that speaks second. The two camps take turns, pair by pair; within a lesson one
  camp may close twice.
"""
OUTRO = """## What this cannot show

Equal numbers do not make equal strength. A count cannot tell whether a reason is the best one that a side
has, or whether a finding is right. That takes readers from both camps. Ask one of each to read a new or
changed pair: *would I sign my side, and is a point left out that I would make first?* If you would not sign
your side, open an issue and write the sentence that you would sign.
"""


def pairs(tables):
    """The contested questions in the order of the table: id -> its two rows, in the order of speaking."""
    grouped = groupby(tables["arguments"], key=lambda row: row["argument_id"])
    return {name: sorted(rows, key=lambda row: int(row["position"])) for name, rows in grouped}


def out_of_balance(tables):
    """Id of a question -> what is wrong with its pair, for those that are out of balance."""
    register = {row["id"]: row for row in tables["sources"]}
    found = {name: unequal(sides, register) for name, sides in pairs(tables).items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def page(tables):
    """The whole page as Markdown."""
    register = {row["id"]: row for row in tables["sources"]}
    lines = [
        INTRO,
        "## Pair by pair",
        "",
        (
            "| question | side | points to | words | attributions per 100 words | findings | sources |"
            " second-hand | last word |"
        ),
        "|---|---|---|--:|--:|--:|--:|--:|:-:|",
    ]
    counted = {"more": [], "less": []}
    last = {"more": 0, "less": 0}
    for sides in pairs(tables).values():
        for side in sides:
            counts = measure(side, register)
            speaks_last = side is sides[-1]
            if side["wants"] in counted:
                counted[side["wants"]].append(counts)
                last[side["wants"]] += speaks_last
            cells = [
                side["question"] if side is sides[0] else "",
                side["label"],
                WANTS[side["wants"]],
                counts.words,
                f"{counts.rate:.1f} ({counts.attributions})",
                counts.findings,
                counts.sources,
                counts.second_hand,
                "●" if speaks_last else "",
            ]
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    lines += [
        "",
        "## All pairs together",
        "",
        "The pair that cuts across the camps is left out.",
        "",
        "| points to | words | attributions per 100 words | findings | sources | second-hand | last word |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for wants, measured in counted.items():
        words, attributions, findings, sources, second = (
            sum(getattr(row, name) for row in measured)
            for name in ("words", "attributions", "findings", "sources", "second_hand")
        )
        share = f"{second} of {sources} ({100 * second / sources:.0f}%)"
        lines.append(
            f"| {WANTS[wants]} | {words:,} | {100 * attributions / words:.2f} ({attributions}) | {findings} |"
            f" {sources} | {share} | {last[wants]} of {len(measured)} |"
        )
    return "\n".join([*lines, "", OUTRO.rstrip()]) + "\n"


def main(arguments):
    tables = {name: read(name) for name in TABLES}
    complaints = [f"{name}: {'; '.join(what.values())}" for name, what in out_of_balance(tables).items()]
    return settle(PAGE, page(tables), "fairness_page.py", arguments, complaints, "Every pair is in balance.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
