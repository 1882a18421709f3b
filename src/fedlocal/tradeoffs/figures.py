"""How often the options come first when every aim weighs the same: places, not names, so that the picture
recommends nothing."""

from __future__ import annotations

from ..drawing.bar_chart import Bar, bar_chart
from ..drawing.guess_marks import in_table, in_words
from ..drawing.pictures import Picture, source_line
from ..ground.formats import number
from ..ground.tables import rows
from . import weighing

NAMES = ("Most often first", "Second", "Third", "Fourth", "Fifth", "Sixth")


def most_often_first(guess: float | None = None) -> Picture:
    """How many of 100 draws each of the six options wins with all aims alike, from the most frequent winner
    down. A ``guess`` of the most frequent one is drawn into it.

    >>> most_often_first().rows[0]
    ['Most often first', '53']
    """
    found = sorted(
        (round(option["first"]) for option in weighing.example(rows, "alike").values()), reverse=True
    )
    first, second, *_ = found
    return Picture(
        svg=bar_chart(
            [Bar(name, wins, number(wins), "muted", shape=False) for name, wins in zip(NAMES, found)],
            "Draws won, of 100",
            left=150,
            right=70,
            guess=guess,
        ),
        title="How often each option comes first, with all aims alike",
        takeaway=(
            f"The most frequent winner wins {first} of 100 draws, and the next one {second}. Both are tied at"
            " the middle of their ranges. Other weights give other winners."
        ),
        alt="Bars of draws won, of 100: "
        + ", ".join(f"{name.lower()} {wins}" for name, wins in zip(NAMES, found))
        + f".{in_words(guess)}",
        source=source_line(
            "tradeoff_scores",
            "tradeoff_options",
            note=(
                "Options have no names here: most ranges are this course’s own guesses, and no weighting is"
                " right."
            ),
        ),
        head=["Option", "Draws won, of 100"],
        rows=[*([name, number(wins)] for name, wins in zip(NAMES, found)), *in_table(guess, 2, 1)],
        caption="Options by how often they come first, of 100 draws, all aims alike",
        numeric=[1],
    )
