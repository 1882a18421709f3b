"""Polls: what a phrase moves within one survey, and what three polls asked about local cooperation."""

from __future__ import annotations

from ..evidence import margin_of_difference, margin_of_part
from ..formats import dated, number
from ..pictures import Picture, source_line
from ..sources import cite
from ..strokes import Row, intervals
from ..tables import load

QUESTIONS = {"marquette-plain": "Asked plainly", "marquette-detailed": "With three facts added"}
COOPERATION = {  # what each question was about
    "pew-local-police-2025": "Police in deportation efforts",
    "fox-cooperation": "Cooperation required",
    "harvard-harris-jails": "Jails, people with crimes",
}
FOR = {"approve", "favor", "agree"}


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
    rows = [
        Row(
            QUESTIONS[id_],
            row["percent"],
            row["percent"] - part,
            row["percent"] + part,
            f"{row['percent']} (± {number(part, 1)})",
        )
        for id_, row in table.iterrows()
    ]
    takeaway = (
        f"In favor: {first} percent, and {second} percent when the question adds years of residence, a job "
        f"and no criminal record. The {first - second} points between them are more than the "
        f"{number(both, 1)} that chance allows; what differed between the two halves was the phrase. “Most "
        "favor deportation” and “most oppose it” can both be quoted from this one survey."
    )
    return Picture(
        svg=intervals(rows, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=170, line=50),
        width=620,
        title="Twelve points on a phrase",
        takeaway=takeaway,
        alt="Two dots with bars for the margin of error. "
        + " ".join(f"{row.label}: {row.text} percent in favor." for row in rows)
        + " A dashed line marks half.",
        source=(
            f"Source: {poll.publisher}, as of {dated(poll.as_of)}; table opinion. "
            f"{table['sample_size'].iloc[0]:,} U.S. adults, 21 to 28 January 2026. Each question went to a separate half of the sample: the printed margin of "
            f"± {table['margin_of_error'].iloc[0]} is for all, and half a sample has ± {number(part, 1)}."
        ),
        head=["Exact question", "In favor (percent)", "Asked of", "Margin (points)"],
        rows=[
            [f"“{row['wording']}”", str(row["percent"]), "half of the sample", f"± {number(part, 1)}"]
            for _, row in table.iterrows()
        ],
        caption="Two wordings in one survey, January 2026",
        numeric=[1, 3],
    )


def local_cooperation() -> Picture:
    """Three polls on local cooperation with ICE, in percent in favor; known in paraphrase only.

    >>> [row[3] for row in local_cooperation().rows]
    ['50', '49', '67']
    """
    table = load("opinion").query("question_id in @COOPERATION").set_index("question_id")
    favor = table[table["response"].isin(FOR)].loc[list(COOPERATION)]
    against = table[~table["response"].isin(FOR)]["percent"]
    rows = [
        Row(
            COOPERATION[id_],
            row["percent"],
            text=f"{row['percent']} ({row['pollster'].split(' ')[0]} {row['field_end'][:4]})",
        )
        for id_, row in favor.iterrows()
    ]
    first, second, third = favor["percent"]
    takeaway = (
        f"Half and half, {first} to {against['pew-local-police-2025']}, on using state and local police in "
        "deportation "
        f"efforts; {second} to {against['fox-cooperation']} on requiring local governments to cooperate; "
        f"and {third} in "
        "favor where the question names people who have committed crimes. These are three questions to "
        "three sets of "
        "people. None of them is the question of a 287(g) agreement."
    )
    return Picture(
        svg=intervals(
            rows, "Percent in favor", [30, 35, 40, 45, 50, 55, 60, 65, 70], left=210, line=50, size=700
        ),
        width=700,
        title="Half, or two thirds?",
        takeaway=takeaway,
        alt="Three hollow dots. "
        + " ".join(f"{row.label}: {row.text}." for row in rows)
        + " A dashed line marks half.",
        source=source_line(
            "opinion",
            note="The questions are paraphrased: we know them from reports, and no margin came with them. "
            "The third "
            "was shared by the White House. A hollow dot has no interval.",
        ),
        head=["What was asked, in paraphrase", "Poll", "Asked of", "In favor (percent)", "Against (percent)"],
        rows=[
            [
                row["wording"],
                f"{row['pollster']}, {dated(row['field_end'][:7])}",
                row["population"],
                str(row["percent"]),
                str(against.get(id_, "not given")),
            ]
            for id_, row in favor.iterrows()
        ],
        caption="Three polls on local cooperation, 2025 and 2026",
        numeric=[3, 4],
    )
