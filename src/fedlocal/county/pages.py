"""A county brief on paper and on screen: one HTML page that needs no network, and the same in Markdown.
What the hand-in of the capstone shows of a county: the facts of its brief, without the parts that a
learner writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..agreements.counts import total
from ..drawing.piece import Piece, note
from ..drawing.stacked_chart import Stock, stacked
from ..drawing.svg import data_uri
from ..drawing.templates import Link, render
from ..ground.formats import dated, month_name, number
from ..ground.places import Place, place_or_none
from ..ground.sources import READ, cite
from ..ground.tables import derived, describe, rows
from ..ground.vocabulary import MODELS
from .brief import TABLES, Brief, build
from .facts import Fact

LEVELS = {"not_yet": "Not yet", "partly": "Partly", "fully": "Fully"}


@dataclass(frozen=True)
class Ref:
    """One entry in a brief's list of sources."""

    label: str
    title: str
    url: str
    as_of: str
    how: str


@derived
def county_brief(place: Place) -> Brief:
    """The brief of a county from the course's tables (see :func:`fedlocal.county.brief.build`); made once, do
    not change it.

    >>> from fedlocal.ground.places import named
    >>> county_brief(named("harris, tx")).place.name
    'Harris County, TX'
    """
    return build(place, {name: rows(name) for name in TABLES})


@derived
def _described(name: str) -> dict:
    return describe(name)


def refs_of(fact: Fact) -> list[Ref]:
    """Where a fact comes from, with its date: tables of the course, sources of its register, or pages of a
    state.

    >>> [(ref.label, ref.as_of) for ref in refs_of(Fact("…", tables=("counties",)))]
    [('U.S. Census Bureau', '2025-07-01')]
    """
    found = []
    for name in fact.tables:
        table = _described(name)
        found.append(
            Ref(
                table["publisher"],
                f"{table['title']} (table {name})",
                table["publisher_url"],
                table["as_of"],
                "a table of this course",
            )
        )
    for source in (cite(*pair) for pair in fact.cites):
        found.append(Ref(source.label, source.title, source.url, source.as_of, READ[source.checked]))
    return found + [
        Ref(label, label, url, fact.as_of, "a page that we read in a stored copy")
        for label, url in fact.links
    ]


def view(brief: Brief, written: dict[str, str], marks: dict[str, str], made: str) -> dict:
    """Everything that a page prints, as plain values; ``written`` maps parts to text, ``marks`` criteria to a
    level.

    ``made`` is the day on which it is made (ISO), or "" to leave it out.
    """
    listed: list[Ref] = []

    def numbered(fact: Fact) -> dict:
        here = []
        for ref in refs_of(fact):
            if ref not in listed:
                listed.append(ref)
            here.append(
                {"number": listed.index(ref) + 1, "label": ref.label, "as_of": dated(fact.as_of or ref.as_of)}
            )
        return {"text": fact.text, "known": fact.known, "refs": here}

    sections = []
    for section in brief.sections:
        facts = [numbered(fact) for fact in section.facts]
        sections.append(
            {
                "id": section.id,
                "title": section.title,
                "first": facts[: section.lead],
                "grids": section.grids,
                "then": facts[section.lead :],
            }
        )
    return {
        "place": brief.place,
        "page_title": f"County brief: {brief.place.county}, {brief.place.state}",
        "list_day": brief.list_day,
        "tiles": brief.tiles,
        "sections": sections,
        "framing": brief.framing,
        "parts": parts(written),
        "rubric": rubric(marks),
        "sources": listed,
        "made": made,
        "chart": _chart(brief.trend),
        "chart_alt": _alt(brief),
        "trend": _trend(brief.trend),
    }


def page(
    brief: Brief, written: dict[str, str] | None = None, marks: dict[str, str] | None = None, made: str = ""
) -> str:
    """The brief as one HTML page: no scripts, no network, printable; what the learner wrote is escaped."""
    return render("county/brief_page.html", **view(brief, written or {}, marks or {}, made))


def parts(written: dict[str, str]) -> list[dict]:
    """What the learner writes: heading, prompt, hint, and paragraphs (lists of lines) so far.

    >>> parts({"more": "One.\\n\\nTwo,\\nthree."})[2]["paragraphs"]
    [['One.'], ['Two,', 'three.']]
    """
    return [
        {
            **row,
            "text": written.get(row["part_id"], ""),
            "paragraphs": _paragraphs(written.get(row["part_id"], "")),
            "asks": [row["heading"], row["prompt"]],
        }
        for row in sorted(rows("brief_parts"), key=lambda row: row["position"])
    ]


def rubric(marks: dict[str, str]) -> list[dict]:
    """The criteria, each with the learner's own mark in words ("" when there is none).

    >>> rubric({"law": "partly"})[2]["mark"]
    'Partly'
    """
    return [
        {
            **row,
            "mark": LEVELS.get(marks.get(row["criterion_id"], ""), ""),
            "levels": [row["criterion"], *(row[level] for level in LEVELS)],
        }
        for row in sorted(rows("brief_rubric"), key=lambda row: row["position"])
    ]


def _paragraphs(text: str) -> list[list[str]]:
    return [
        block.strip().splitlines() for block in re.split(r"\n\s*\n", text.replace("\r", "")) if block.strip()
    ]


def _trend(trend: Stock) -> list[list[str]]:
    """The last list of each year, and the newest, by model."""
    last = {month[:4]: (month, counts) for month, counts in trend.items() if counts}
    return [
        [month_name(month), *(number(counts[model]) for model in MODELS), number(total(counts))]
        for month, counts in last.values()
    ]


def _chart(trend: Stock) -> str:
    """The address of the picture of the state's agreements by month; "" where there never was one."""
    return data_uri(stacked(trend, size=(760, 330))) if any(map(total, trend.values())) else ""


def _alt(brief: Brief) -> str:
    rows = _trend(brief.trend)
    return (
        f"Agreements in {brief.place.state} on ICE’s list by month: {rows[0][-1]} at the end of"
        f" {rows[0][0][-4:]}, {rows[-1][-1]} in {rows[-1][0]}. The table has the numbers."
    )


def markdown(
    brief: Brief, written: dict[str, str] | None = None, marks: dict[str, str] | None = None, made: str = ""
) -> str:
    """The brief as Markdown; what the learner wrote cannot become a heading, a link or HTML.

    >>> from fedlocal.ground.places import named
    >>> brief = county_brief(named("48301"))
    >>> "&lt;b>" in markdown(brief, {"more": "<b># one"})
    True
    """
    content = view(brief, written or {}, marks or {}, made)
    lines = [
        f"# {content['page_title']}",
        "",
        (
            "From the tables of the course “Who Enforces What?”; list of agreements of"
            f" {brief.list_day}.{_made(made)}"
        ),
        "",
    ]
    for number_, section in enumerate(content["sections"], 1):
        lines += [f"## {number_}. {section['title']}", ""]
        lines += map(_item, section["first"])
        for grid in section["grids"]:
            lines += ["", f"**{plain(grid.caption)}**", "", *_grid(grid.head, grid.rows), ""]
        lines += map(_item, section["then"])
        if section["id"] == "state":
            lines += [
                "",
                f"**{brief.place.state}: the last list of each year**",
                "",
                *_grid(("List", *MODELS.values(), "All"), content["trend"]),
            ]
        lines.append("")
    lines += ["## 7. The decision", "", plain(brief.framing), ""]
    for part in content["parts"]:
        lines += [f"### {part['heading']}", "", f"*{part['prompt']}*", "", _quoted(part["text"]), ""]
    lines += [
        "## 8. Judged by its writer",
        "",
        *_grid(
            ("Question", "Mark"),
            [(row["criterion"], row["mark"] or "not marked") for row in content["rubric"]],
        ),
        "",
        "## Sources",
        "",
    ]
    for n, ref in enumerate(content["sources"], 1):
        name = plain(ref.title if ref.label == ref.title else f"{ref.title}. {ref.label}")
        lines.append(f"{n}. {name}. As of {dated(ref.as_of)}; {ref.how}. <{ref.url}>")
    return "\n".join(lines) + "\n"


def _item(fact: dict) -> str:
    where = "; ".join(f"{ref['label']}, as of {ref['as_of']}: source {ref['number']}" for ref in fact["refs"])
    return f"- {'' if fact['known'] else '**Not known.** '}{plain(fact['text'])} ({plain(where)})"


def _made(made: str) -> str:
    return f" Made on {dated(made)}." if made else ""


def _grid(head, rows) -> list[str]:
    return [
        "| " + " | ".join(map(plain, head)) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(map(_cell, row)) + " |" for row in rows),
    ]


def _cell(cell: str | Link) -> str:
    return f"[{plain(cell.text)}](<{cell.url}>)" if isinstance(cell, Link) else plain(cell)


def _quoted(text: str) -> str:
    blocks = _paragraphs(text)
    return (
        "\n>\n".join("\n".join(f"> {plain(line)}  " for line in block) for block in blocks)
        if blocks
        else "> (not written yet)"
    )


def plain(text: str) -> str:
    """Text that Markdown shows as it is written: no markup, no HTML, no link.

    >>> plain("<i> *a* | [b](c) #1")
    '&lt;i> \\\\*a\\\\* \\\\| \\\\[b\\\\](c) \\\\#1'
    """
    text = (
        re.sub(r"([\\`*_{}\[\]#|~])", r"\\\1", " ".join(str(text).split()))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
    )
    return re.sub(r"^([-+>=]|\d+[.)])", r"\\\1", text)


def county_facts(place: str = "") -> Piece:
    """The facts of a county's brief with their sources and dates, to write from.

    ``place`` is the name of a county; empty, the place of this machine or class counts. Without a place, or
    with a name that is no county, a note says where to fill it in.

    >>> county_facts("Harris County, TX")
    The facts of the brief for Harris County, TX: 6 sections, list of 24 July 2026
    >>> county_facts()
    Fill in PLACE in the first cell, and run it. Then run this cell: it shows what the brief knows of that
    county.
    """
    here = place_or_none(place)
    if here is None:
        return note(
            "Fill in PLACE in the first cell, and run it. Then run this cell: it shows what the brief knows"
            " of that county."
        )
    brief = county_brief(here)
    html = render("county/county_facts.html", **view(brief, {}, {}, ""))
    return Piece(
        html,
        f"The facts of the brief for {here.name}: {len(brief.sections)} sections, list of {brief.list_day}",
    )
