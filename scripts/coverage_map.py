#!/usr/bin/env python3
"""Write docs/coverage.md: where the course answers each claim of the two popular articles behind it, from the
tables in data/.

python scripts/coverage_map.py            write it (`fedlocal seal` does it, too)
python scripts/coverage_map.py --check    write nothing; say whether it is up to date, and what no lesson
answers yet
"""

import sys
from pathlib import Path

from pages import cell, read, settle

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coverage.md"
TABLES = ("lessons", "web_articles", "web_claims")
VERDICTS = {
    "right": "right",
    "half_right": "half right",
    "wrong": "wrong",
    "out_of_date": "out of date",
    "left_out": "leaves out what matters",
    "arguable": "arguable",
    "opinion": "opinion",
    "form": "no claim",
}
INTRO = """# Coverage: where each claim of the two articles is answered

Made by `python scripts/coverage_map.py` from the tables `web_claims`, `web_articles` and `lessons`; change
those, not this page. The course grew out of two popular articles. Each of their claims that is not mere
opinion is answered at least once in a lesson that is ready; a test checks this, and checks that each lesson
is named with a heading, and that the heading exists. Claims are paraphrased. Corrections and sources are in
the row of the table [`web_claims`](../data/README.md#web_claims) with the same number, which lesson 08
shows.
"""


def places(claim):
    """Where a claim is answered: (lesson, heading) pairs; an empty heading means that the lesson is not
    written yet."""
    return [
        (lesson, heading)
        for lesson, _, heading in (place.partition("#") for place in claim["answered_in"].split(";"))
    ]


def unanswered(tables):
    """Numbers of the claims, opinions aside, that no available lesson answers under a heading."""
    ready = {row["lesson"] for row in tables["lessons"] if row["status"] == "available"}
    return [
        claim["seed"]
        for claim in tables["web_claims"]
        if claim["kind"] != "opinion"
        and not any(lesson in ready and heading for lesson, heading in places(claim))
    ]


def bare(tables):
    """Numbers of the claims that name an available lesson without a heading: a reader could not find the
    answer there."""
    ready = {row["lesson"] for row in tables["lessons"] if row["status"] == "available"}
    return [
        claim["seed"]
        for claim in tables["web_claims"]
        if any(lesson in ready and not heading for lesson, heading in places(claim))
    ]


def page(tables):
    """The whole page as Markdown."""
    lessons = {row["lesson"]: row for row in tables["lessons"]}
    lines = [INTRO]
    for article in sorted(tables["web_articles"], key=lambda row: int(row["position"])):
        claims = [claim for claim in tables["web_claims"] if claim["article"] == article["article"]]
        lines += [
            f"## {article['name']}: {article['about'][0].lower()}{article['about'][1:]}",
            "",
            "| no. | claim | verdict | answered in |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {claim['seed']} | {cell(claim['claim'])} | {VERDICTS[claim['verdict']]} |"
            f" {'<br>'.join(_place(*place, lessons) for place in places(claim))} |"
            for claim in claims
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _place(lesson, heading, lessons):
    row = lessons[lesson]
    if row["status"] != "available":
        return f"{lesson} (planned)"
    link = f"[{lesson}](../notebooks/{row['file']})"
    return f"{link} {cell(heading)}" if heading else link


def main(arguments):
    tables = {name: read(name) for name in TABLES}
    complaints = [f"No lesson answers: {', '.join(unanswered(tables))}"] if unanswered(tables) else []
    if bare(tables):
        complaints.append(
            f"A lesson without a heading is named by: {', '.join(bare(tables))}. Write lesson#heading in the"
            " table web_claims, column answered_in."
        )
    return settle(PAGE, page(tables), "coverage_map.py", arguments, complaints, "Every claim is answered.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
