"""One survey, two wordings: what a phrase moves, and what the margin of error of half a sample allows."""

from __future__ import annotations

from ..evidence import margin_of_difference, margin_of_part
from ..look import dated, number
from ..pictures import Picture
from ..sources import cite
from ..strokes import Row, intervals
from ..tables import load

QUESTIONS = {"marquette-plain": "Asked plainly", "marquette-detailed": "With three facts added"}


def wording() -> Picture:
    """Share in favor under two wordings of one question, in percent, with the margin of error of each half of the sample.

    >>> [row[1] for row in wording().rows]
    ['56', '44']
    """
    table = load("opinion").query("response == 'favor'").set_index("question_id").loc[list(QUESTIONS)]
    part = margin_of_part(table["margin_of_error"].iloc[0], 0.5)
    both = margin_of_difference(part, part)
    first, second = table["percent"]
    poll = cite(table["source_id"].iloc[0])
    rows = [Row(QUESTIONS[id_], row["percent"], row["percent"] - part, row["percent"] + part, f"{row['percent']} (± {number(part, 1)})") for id_, row in table.iterrows()]
    takeaway = (
        f"In favor: {first} percent, and {second} percent when the question adds years of residence, a job and no criminal record. The {first - second} points between them are more than the "
        f"{number(both, 1)} that chance allows; what differed between the two halves was the phrase. “Most favor deportation” and “most oppose it” can both be quoted from this one survey."
    )
    return Picture(
        svg=intervals(rows, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=170, line=50), width=620, title="Twelve points on a phrase", takeaway=takeaway,
        alt="Two dots with bars for the margin of error. " + " ".join(f"{row.label}: {row.text} percent in favor." for row in rows) + " A dashed line marks half.",
        source=(
            f"Source: {poll.publisher}, as of {dated(poll.as_of)}; table opinion. {table['sample_size'].iloc[0]:,} U.S. adults, 21 to 28 January 2026. Each question went to a separate half of the sample: the printed margin of "
            f"± {table['margin_of_error'].iloc[0]} is for all, and half a sample has ± {number(part, 1)}."),
        head=["Exact question", "In favor (percent)", "Asked of", "Margin (points)"],
        rows=[[f"“{row['wording']}”", str(row["percent"]), "half of the sample", f"± {number(part, 1)}"] for _, row in table.iterrows()],
        caption="Two wordings in one survey, January 2026", numeric=[1, 3],
    )
