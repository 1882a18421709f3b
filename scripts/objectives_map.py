#!/usr/bin/env python3
"""Write docs/objectives.md: each objective of each lesson with the questions that assess it, from the tables
in data/.

python scripts/objectives_map.py            write it (`fedlocal seal` does it, too)
python scripts/objectives_map.py --check    write nothing; say whether it is up to date, and what no question
assesses
"""

import sys
from pathlib import Path

from pages import cell, read, settle

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "objectives.md"
TABLES = ("lessons", "objectives", "question_sets", "questions")
KINDS = {
    "one": "choose one",
    "several": "choose several",
    "order": "put in order",
    "match": "match",
    "number": "find a number",
    "predict": "not judged",
    "say": "in one’s own words",
}
# A prediction is never wrong, and one's own words are judged by their writer.
ASSESSING = set(KINDS) - {"predict", "say"}
INTRO = """# Objectives, and the questions that assess them

Made by `python scripts/objectives_map.py` from the tables `lessons`, `objectives`, `question_sets` and
`questions`; change those, not this page. Each objective is assessed by at least one question that can be
answered wrongly (a prediction or words of one’s own cannot); a test sees to it. In a notebook,
`fl.quiz("04-check")` shows a set and `fl.checks.q("04-check-1", "b")` judges one answer.
"""


def unassessed(tables):
    """Ids of the objectives of available lessons that no question assesses."""
    asked = {q["objective_id"] for q in tables["questions"] if q["kind"] in ASSESSING}
    ready = {row["lesson"] for row in available(tables)}
    return [
        objective["objective_id"]
        for objective in tables["objectives"]
        if objective["lesson"] in ready and objective["objective_id"] not in asked
    ]


def without_objectives(tables):
    """Numbers of the available lessons for which no objective is entered."""
    having = {objective["lesson"] for objective in tables["objectives"]}
    return [row["lesson"] for row in available(tables) if row["lesson"] not in having]


def available(tables):
    return [row for row in tables["lessons"] if row["status"] == "available"]


def page(tables):
    """The whole page as Markdown."""
    return (
        "\n".join(
            [INTRO, *(line for lesson in tables["lessons"] for line in _section(lesson, tables))]
        ).rstrip()
        + "\n"
    )


def _section(lesson, tables):
    number = lesson["lesson"]
    yield f"## {number} · {lesson['title']}"
    yield ""
    if lesson["status"] != "available":
        yield "Planned."
        yield ""
        return
    sets = {row["set_id"]: row for row in tables["question_sets"] if row["lesson"] == number}
    questions = [q for q in tables["questions"] if q["set_id"] in sets]
    yield "| objective | assessed by |"
    yield "|---|---|"
    for objective in tables["objectives"]:
        if objective["lesson"] == number:
            asked = [_named(q, sets) for q in questions if q["objective_id"] == objective["objective_id"]]
            yield (
                f"| **{objective['objective_id']}** {cell(objective['objective'])} |"
                f" {'<br>'.join(asked) or 'nothing yet'} |"
            )
    yield ""
    rest = [q["question_id"] for q in questions if not q["objective_id"]]
    if rest:
        yield (
            "Recall of other lessons, or of what the learner thinks beforehand:"
            f" {', '.join(f'`{name}`' for name in rest)}."
        )
        yield ""


def _named(question, sets):
    return f"`{question['question_id']}` ({sets[question['set_id']]['use']}: {KINDS[question['kind']]})"


def main(arguments):
    tables = {name: read(name) for name in TABLES}
    open_ = unassessed(tables)
    complaints = [f"No question assesses: {', '.join(open_)}"] if open_ else []
    return settle(
        PAGE, page(tables), "objectives_map.py", arguments, complaints, "Every objective is assessed."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
