"""What became of the claims: verdicts on two popular articles, counted."""

from __future__ import annotations

from collections import Counter

from ..drawing.guess_marks import in_table, in_words, upright_line
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.svg import drawing, text
from ..ground.formats import number, share
from ..ground.tables import rows
from .web_claims import VERDICTS, build, tally, to_judge

LEFT, BAR, ROW, GAP = 236, 26, 62, 6  # pixels: room for words, height of a bar, of a row, between bars
GUESSED = "police"  # the article whose right claims a learner guesses
FILLS = {"roles": COLOURS["muted"], "police": COLOURS["jem"]}


def claim_verdicts(guess: float | None = None) -> Picture:
    """How many claims of two web articles got which verdict; counts of claims. A ``guess`` of the right ones
    of article B is drawn at its bar.

    >>> claim_verdicts().rows[0][0]
    'Right'
    """
    claims = to_judge(build(rows("web_claims")))
    counts = tally(claims)
    names = {row["article"]: row["name"] for row in rows("web_articles")}
    whole, right, wrong = len(claims), counts["right"].total(), counts["wrong"].total()
    lines = [
        [VERDICTS[verdict][1], *(number(counted[article]) for article in names), number(counted.total())]
        for verdict, counted in counts.items()
    ]
    return Picture(
        svg=_drawn(counts, names, guess),
        title="What became of the claims",
        takeaway=(
            f"{right} of {whole} claims hold as they stand ({share(right, whole)}), and {wrong} are plainly"
            " wrong. Most of the rest are near the truth: they need a limit, a plainer word, a missing item"
            " or a second reading. Few claims are false, and yet a reader who trusts them all is often"
            " misled."
        ),
        alt="Horizontal bars, two for each verdict: "
        + "; ".join(f"{line[0]} {line[-1]}" for line in lines)
        + f".{in_words(guess)}",
        source=source_line(
            "web_claims",
            note=(
                "Claims are paraphrased, and the verdicts are ours; another careful reader might move a few"
                " by one step."
            ),
        ),
        head=["Verdict", *names.values(), "Both"],
        rows=[*lines, *in_table(guess, len(names) + 2, 1 + list(names).index(GUESSED))],
        caption="Claims of two articles by verdict",
        numeric=[1, 2, 3],
    )


def _drawn(counts: dict[str, Counter[str]], names: dict[str, str], guess: float | None) -> str:
    width, top = 760, 30 if guess is None else 48
    height = top + ROW * len(counts) + 26
    step = (width - LEFT - 110) / max(*(max(counted.values()) for counted in counts.values()), guess or 0)
    parts = [
        _row(i, verdict, counted, names, step, top) for i, (verdict, counted) in enumerate(counts.items())
    ]
    middle = LEFT + (width - LEFT - 110) // 2
    body = (
        f'<defs><pattern id="lines" width="7" height="7"'
        f' patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="{FILLS["police"]}"/><path'
        ' d="M-2,2l4,-4M0,7l7,-7M5,9l4,-4" stroke="#FFFFFF" stroke-width="1"/></pattern></defs>'
    ) + text(middle, height - 10, "Claims", "middle", 13)
    if guess is not None:
        x, side = LEFT + guess * step, "start" if LEFT + guess * step < width - 110 else "end"
        parts.append(upright_line(guess, round(x, 1), top - 16, top - 4 + 2 * BAR, side))
    return drawing(width, height, body + "".join(parts), 14)


def _row(i: int, verdict: str, counted: Counter[str], names: dict[str, str], step: float, top: int) -> str:
    y, (sign, words) = top + i * ROW, VERDICTS[verdict]
    lines = (
        [words]
        if len(words) < 24
        else [words[: words.rindex(" ", 0, 24)], words[words.rindex(" ", 0, 24) + 1 :]]
    )
    label = "".join(
        f'<tspan x="{LEFT - 14}" dy="{18 if j else 0}">{f"{sign} " if not j else ""}{line}</tspan>'
        for j, line in enumerate(lines)
    )
    parts = [
        f'<text x="{LEFT - 14}" y="{y + BAR - 2 - 8 * (len(lines) - 1)}" text-anchor="end">{label}</text>'
    ]
    for j, (article, name) in enumerate(names.items()):
        count = counted[article]
        at, long = y + j * (BAR // 2 + GAP) - 4, max(round(count * step), 1)
        fill = "url(#lines)" if article == "police" else FILLS[article]
        parts.append(
            f'<rect x="{LEFT}" y="{at}" width="{long}" height="{BAR // 2 + 3}" fill="{fill}"/><text'
            f' x="{LEFT + long + 8}" y="{at + 8}" dominant-baseline="central"><tspan'
            f' font-weight="600">{number(count)}</tspan> {name if not i else ""}</text>'
        )
    return "".join(parts)
