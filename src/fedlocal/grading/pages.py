"""The pages that people read: feedback for a learner, the report on a class, a form for written answers.
Whole files, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..drawing.palette import COLOURS, FONT
from ..drawing.svg import data_uri
from ..drawing.templates import page
from ..ground.formats import number, plural
from ..lesson.answers import VERDICTS
from .gradebook import Item, Line, bands, items

TAGS = {
    "a",
    "b",
    "br",
    "code",
    "div",
    "em",
    "h3",
    "h4",
    "i",
    "li",
    "ol",
    "p",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "details",
    "summary",
}
STYLES = [
    "align-items",
    "background",
    "border",
    "border-bottom",
    "border-collapse",
    "border-left",
    "border-radius",
    "border-top",
    "color",
    "display",
    "flex-wrap",
    "font",
    "font-family",
    "font-size",
    "font-weight",
    "gap",
    "line-height",
    "list-style",
    "margin",
    "margin-bottom",
    "margin-top",
    "max-width",
    "overflow-wrap",
    "padding",
    "padding-left",
    "text-align",
    "text-decoration",
    "width",
]


@dataclass(frozen=True)
class About:
    """What a page says of the exercise: number, title, name; questions as id → title; misconceptions as id
    → row; rubric rows by question."""

    number: str
    title: str
    name: str
    questions: dict[str, str]
    misconceptions: dict[str, Mapping]
    rubrics: dict[str, list[Mapping]]


@cache
def _cleaner():
    from bleach.css_sanitizer import CSSSanitizer
    from bleach.sanitizer import Cleaner

    return Cleaner(
        tags=TAGS,
        attributes={"*": ["style"], "a": ["href", "style"], "th": ["scope", "style"]},
        protocols={"https"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES),
    )


def clean(html: str) -> str:
    """HTML that came out of a learner's process, with text, tables and links only: no scripts, no pictures
    from elsewhere.

    >>> clean('<p onclick="x()">a<script>b</script><img src="https://x"></p>')
    '<p>ab</p>'
    """
    return _cleaner().clean(html)


def verdict(score) -> tuple[str, str]:
    """Tone and words for a score: word and sign, never colour alone."""
    if score.points is None:
        return "waits", "… Waits for your instructor"
    if score.points == score.of:
        return "right", "✓ Right" if not score.written else "✓ Full points"
    if score.points:
        return "part", "◐ Partly right"
    if score.reason and not score.written:
        return "wrong", "✕ Not counted"
    return VERDICTS[score.stage][0] if score.stage in VERDICTS else "wrong", {
        "empty": "– No answer",
        "name": "– No answer",
    }.get(score.stage, "✕ Not yet")


def feedback(line: Line, about: About) -> str:
    """The page of one learner: the sum, what each answer met and what to read again, remarks on the file."""
    rows = []
    for score in line.result.scores:
        tone, words = verdict(score)
        rows.append(
            {
                "score": score,
                "tone": tone,
                "words": words,
                "title": about.questions.get(score.question, ""),
                "box": clean(score.html),
                "rubric": about.rubrics.get(score.question, []),
                "comment": line.comments.get(score.question, ""),
            }
        )
    return page(
        "grading/feedback.html",
        line=line,
        about=about,
        rows=rows,
        got=f"{line.points:g}",
        of=f"{line.of:g}",
        waits=len(line.waits),
        share=round(100 * line.share),
        remarks=[*line.result.remarks, *line.remarks],
    )


def report(
    lines: list[Line], about: About, twins: list[list[str]], unplaced: list[str], protections: list[str]
) -> str:
    """The page on a class: distribution, question by question, mistakes, what needs a look."""
    read = [line for line in lines if not line.result.problem]
    table = bands(lines)
    shares = sorted(line.share for line in read)
    middle = (
        shares[len(shares) // 2]
        if len(shares) % 2
        else (sum(shares[len(shares) // 2 - 1 : len(shares) // 2 + 1]) / 2 if shares else 0)
    )
    rows = [
        {
            "item": item,
            "title": about.questions.get(item.question, ""),
            "belief": _belief(item, about),
            "look": _look(item),
        }
        for item in items(lines)
    ]
    notes = [(line, [*line.result.remarks, *line.remarks]) for line in lines]
    most = max((count for _, count in table), default=0)
    takeaway = (
        f"Half of the {plural(len(read), 'learner')} reached {100 * middle:.0f} % of the points or more."
        if read
        else "Nothing could be graded."
    )
    return page(
        "grading/report.html",
        about=about,
        read=len(read),
        total=len(lines),
        bands=table,
        picture=data_uri(histogram(table)),
        takeaway=takeaway,
        rows=rows,
        most=most,
        waits=sum(bool(line.waits) for line in lines),
        problems=[line for line in lines if line.result.problem],
        notes=[note for note in notes if note[1] and not note[0].result.problem],
        twins=twins,
        unplaced=unplaced,
        held=protections,
        alt=f"Bars: number of learners in each tenth of the points. {takeaway}",
    )


def marking(wanted: list[dict], about: About, file: str) -> str:
    """A page with a form for written answers, which saves the same file that can be filled in by hand."""
    groups: dict[tuple, dict] = {}
    for row in wanted:
        group = groups.setdefault(
            (row["learner"], row["question"]),
            {"learner": row["learner"], "question": row["question"], "answer": row["answer"], "criteria": []},
        )
        level = next(
            (
                criterion
                for criterion in about.rubrics.get(row["question"], [])
                if str(criterion["position"]) == row["criterion"]
            ),
            {},
        )
        group["criteria"].append(
            {
                **row,
                "levels": [(name, level.get(name)) for name in ("full", "half", "none") if level.get(name)],
            }
        )
    return page(
        "grading/marking.html",
        about=about,
        groups=list(groups.values()),
        rows=wanted,
        head=list(wanted[0]),
        file=file,
    )


def _belief(item: Item, about: About) -> str:
    if not item.commonest:
        return ""
    id_, count = item.commonest
    return f"{about.misconceptions.get(id_, {}).get('belief', id_)} ({count})"


def _look(item: Item) -> str:
    """A word on a question that did not work as a question should."""
    if item.discrimination is not None and item.discrimination < 0:
        return "Those who did well elsewhere did worse here. Read the question again."
    if item.answered >= 5 and item.ease < 0.3 and not item.waiting:
        return "Few got it. Take it up in class."
    return ""


def histogram(table: list[tuple[str, int]]) -> str:
    """Bars for the number of learners in each band, as SVG.

    >>> histogram([("0–9 %", 2), ("10–19 %", 0)])[:4]
    '<svg'
    """
    width, height, left, ground = 760, 260, 46, 206
    most = max([count for _, count in table] + [4])
    step = -(-most // 4)
    slot = (width - left - 10) / len(table)
    grid = "".join(
        f'<path d="M{left},{_y(value, step, ground)}H{width - 10}" stroke="{COLOURS["line"]}"/><text'
        f' x="{left - 8}" y="{_y(value, step, ground)}" text-anchor="end"'
        f' dominant-baseline="central">{value}</text>'
        for value in range(0, 4 * step + 1, step)
    )
    bars = "".join(
        f'<rect x="{left + slot * i + 4:.0f}" y="{_y(count, step, ground)}" width="{slot - 8:.0f}"'
        f' height="{ground - _y(count, step, ground)}" fill="{COLOURS["local"]}"/>'
        + (
            f'<text x="{left + slot * (i + 0.5):.0f}" y="{_y(count, step, ground) - 7}" text-anchor="middle"'
            f' font-weight="700">{number(count)}</text>'
            if count
            else ""
        )
        + f'<text x="{left + slot * (i + 0.5):.0f}" y="{ground + 20}" text-anchor="middle"'
        f' font-size="12">{name.removesuffix(" %")}</text>'
        for i, (name, count) in enumerate(table)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="{str(FONT).replace(chr(34), chr(39))}" font-size="13"'
        f' fill="{COLOURS["ink"]}">{grid}{bars}<path d="M{left},{ground}H{width - 10}"'
        f' stroke="{COLOURS["muted"]}"/><text x="{(left + width) // 2}" y="{height - 8}"'
        ' text-anchor="middle">Share of the points, in percent</text><text transform="translate(12'
        f' {ground // 2}) rotate(-90)" text-anchor="middle">Learners</text></svg>'
    )


def _y(value: float, step: int, ground: int) -> int:
    return round(ground - value * (ground - 24) / (4 * step))


def write(path: Path, html: str) -> None:
    """Write a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="\n")
