#!/usr/bin/env python3
"""After a change of the table state_laws: make the table state_posture anew, and the page that says how each
answer is known.

python scripts/state_pages.py                  write all three (`fedlocal seal` does it, too)
python scripts/state_pages.py --check          write nothing; say what is not current
python scripts/state_pages.py --data FOLDER --docs FOLDER      the same elsewhere, for a trial

Of the table state_posture only the column `note` is written by hand; it stays as it is.
"""

import argparse
import csv
import io
import sys
from html import escape
from pathlib import Path

from fedlocal.ground.tables import rows, seal, table_file
from fedlocal.law.postures import KNOWN, answers, coverage, posture_table
from fedlocal.law.state_laws import FLAGS
from pages import read

ROOT = Path(__file__).parents[1]
PAGE, PICTURE = "state-coverage.md", "images/state-coverage.svg"
FILLS = {"primary": "#0F5C55", "second_hand": "#7FB5AE", "none_found": "#DDE3E8", "unknown": "#B3541E"}
INTRO = """# How we know what each state's law says

Made by `python scripts/state_pages.py` from the tables `state_laws`, `state_posture` and `state_searches`;
change those, not this page. Eight questions are asked of the law of 50 states and the District of Columbia.
An answer of "yes" or "in part" rests on instruments in [`state_laws`](../data/README.md#state_laws). An
answer of "no rule found" rests on a search: [`state_searches`](../data/README.md#state_searches) says where
we looked, and when. "Unknown" means that we looked and could not settle it.
"""


def posture_text(folder):
    """The text of state_posture.csv that follows from the state_laws.csv of this folder; the notes stay."""
    laws, old = (read(name, folder) for name in ("state_laws", "state_posture"))
    made = posture_table(laws, {row["state_abbr"]: row["note"] for row in old})
    text = io.StringIO()
    writer = csv.DictWriter(text, list(old[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    return text.getvalue()


def page(found, names):
    """The page as Markdown: the picture, its numbers as a table, and each open answer with where we
    looked."""
    counts, unknown = coverage(found), [answer for answer in found if answer.known == "unknown"]
    share = 100 * len(unknown) / len(found)
    lines = [
        INTRO,
        f"![{_alt(counts)}]({PICTURE})",
        "",
        f"Of {len(found)} answers {len(unknown)} are unknown ({share:.1f} percent).",
        "",
        "| question | " + " | ".join(KNOWN.values()) + " |",
        "|---|" + "--:|" * len(KNOWN),
    ]
    lines += [
        f"| {FLAGS[question]} | " + " | ".join(str(counts[question][known]) for known in KNOWN) + " |"
        for question in FLAGS
    ]
    lines += [
        "| **All** | " + " | ".join(f"**{sum(counts[q][known] for q in FLAGS)}**" for known in KNOWN) + " |"
    ]
    lines += [
        "",
        "## What is unknown, and where we looked",
        "",
        "| state | question | where we looked |",
        "|---|---|---|",
    ]
    whole = {
        state
        for state in {answer.state for answer in unknown}
        if sum(answer.state == state for answer in unknown) == len(FLAGS)
    }
    for answer in unknown:
        if answer.state not in whole:
            lines.append(f"| {names[answer.state]} | {FLAGS[answer.question]} | {answer.looked_in} |")
    for state in sorted(whole):
        looked_in = next(answer.looked_in for answer in unknown if answer.state == state)
        lines.append(f"| {names[state]} | all eight | {looked_in} |")
    return "\n".join(lines) + "\n"


def picture(counts):
    """A bar for each question, split by how the answers are known, as SVG text; numbers stand in the bars."""
    left, unit, step, top = 330, 10.6, 38, 84
    width, height = left + round(51 * unit) + 30, top + 16 + step * len(counts)
    parts = []
    for place, (known, words) in enumerate(KNOWN.items()):  # in two rows, in the order of the bars' parts
        x, y = left + 230 * (place % 2), 16 + 28 * (place // 2)
        parts.append(
            f'<rect x="{x}" y="{y}" width="16" height="16" fill="{FILLS[known]}" stroke="#52606D"'
            f' stroke-width=".6"/><text x="{x + 22}" y="{y + 13}" font-size="13">{escape(words)}</text>'
        )
    for place, (question, row) in enumerate(counts.items()):
        y, x = top + step * place, left
        parts.append(
            f'<text x="{left - 12}" y="{y + 18}" font-size="14"'
            f' text-anchor="end">{escape(FLAGS[question])}</text>'
        )
        for known, number in row.items():
            if number:
                ink = "#FFFFFF" if known in ("primary", "unknown") else "#1F2933"
                parts.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{number * unit:.1f}" height="26" fill="{FILLS[known]}"'
                    f' stroke="#FFFFFF"/><text x="{x + number * unit / 2:.1f}" y="{y + 18}" font-size="13"'
                    f' text-anchor="middle" fill="{ink}">{number}</text>'
                )
            x += number * unit
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="system-ui, sans-serif"'
        f' fill="#1F2933"><title>{escape(_alt(counts))}</title><rect width="100%" height="100%"'
        f' fill="#FFFFFF"/>{"".join(parts)}</svg>\n'
    )


def _alt(counts):
    total = {known: sum(row[known] for row in counts.values()) for known in KNOWN}
    return (
        "How the answers on 51 places and eight questions are known: "
        + "; ".join(f"{KNOWN[known]} {number}" for known, number in total.items())
        + "."
    )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    file, wanted = table_file("state_posture", folder=options.data), posture_text(options.data)
    if options.check and file.read_text(encoding="utf-8") != wanted:
        print(
            "the table state_posture does not follow from the table state_laws. Run: fedlocal seal state_laws"
        )
        return 1
    if not options.check and file.read_text(encoding="utf-8") != wanted:
        file.write_text(wanted, encoding="utf-8", newline="\n")
        seal("state_posture", folder=options.data)
    tables = [rows(name, folder=options.data) for name in ("state_laws", "state_posture", "state_searches")]
    found = answers(*tables)
    names = {row["state_abbr"]: row["state"] for row in rows("states", folder=options.data)}
    pages = {options.docs / PAGE: page(found, names), options.docs / PICTURE: picture(coverage(found))}
    if options.check:
        old = [
            path.name
            for path, text in pages.items()
            if not path.is_file() or path.read_text(encoding="utf-8") != text
        ]
        print(
            "\n".join(f"docs/{name} is not current. Run: fedlocal seal state_laws" for name in old)
            or "current"
        )
        return 1 if old else 0
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
