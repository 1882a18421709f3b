"""docs/review.md answers every finding of the close readings once, and each test that it names exists."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import mistune
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
HEADING = "What close readings of version 0.1 found"
parsed = mistune.create_markdown(renderer=None, plugins=["table"])


def numbered(reading: str, start: str, last: int) -> list[str]:
    return [f"{reading} {start}{number}" for number in range(1, last + 1)]


FINDINGS = [  # as the readings number them
    *numbered("law", "A", 14),
    *numbered("law", "B", 11),
    *numbered("law", "C", 13),
    "law §4",
    "law §5",
    *(f"law §6({letter})" for letter in "abcdef"),
    *numbered("law", "§7.", 7),
    *numbered("states", "A", 9),
    *numbered("states", "B", 14),
    *numbered("states", "C", 5),
    *numbered("states", "D1.", 7),
    *numbered("states", "D2.", 12),
    "states D3",
    "states D4",
    "states E1",
    *numbered("states", "E2.", 4),
    "states F",
    "states exercises",
    *numbered("fair", "(a)", 7),
    *numbered("fair", "(b)", 11),
    *numbered("fair", "(c)", 7),
    *numbered("fair", "(d)", 7),
    *numbered("fair", "(e)", 5),
    *numbered("fair", "(f)", 3),
    *numbered("fair", "§2.", 6),
    "fair §3",
    *numbered("fair", "§4.", 4),
    "fair §5",
    *numbered("fair", "§6.", 9),
    *numbered("fair", "§7.", 9),
    "house §1",
    "house §2",
    *numbered("house", "§3.", 6),
    "house §4",
    "house §6",
    "house §7",
    *(f"browser §{number}" for number in "234578"),
    *(f"learning §{number}" for number in ("0.1", "0.2", "0.4", "3.2", "3.3", "3.4")),
]


def text(token: dict) -> str:
    return token.get("raw", "") + "".join(text(child) for child in token.get("children", []))


def part(page: str) -> str:
    return page.partition(f"## {HEADING}\n")[2]


def rows(page: str) -> list[list[dict]]:
    """The rows of all tables in the second part, as lists of cells, without the heads."""
    found = []
    for table in (token for token in parsed(part(page)) if token["type"] == "table"):
        for section in (child for child in table["children"] if child["type"] == "table_body"):
            found += [row["children"] for row in section["children"]]
    return found


def label(row: list[dict]) -> str:
    """The finding that a row answers: what its first cell has in bold, or "" in the table of other things."""
    return next((text(token) for token in row[0]["children"] if token["type"] == "strong"), "")


def misnumbered(page: str) -> dict[str, int]:
    """Findings not answered exactly once, and labels that no reading has, each with its count."""
    counted = Counter(name for name in map(label, rows(page)) if name)
    wrong = {name for name in {*FINDINGS, *counted} if counted[name] != 1 or name not in FINDINGS}
    return {name: counted[name] for name in sorted(wrong)}


def empty_cells(page: str) -> list[str]:
    return [
        f"{text(row[0])}: cell {column}"
        for row in rows(page)
        for column, cell in enumerate(row, 1)
        if not re.search(r"\w", text(cell))
    ]


def named(page: str) -> list[str]:
    """What the page names in the folder of tests, in the order of the page."""
    return re.findall(r"`(tests/[^`]+)`", part(page))


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def missing(page: str) -> list[str]:
    """Tests and files that the page names and the course does not have."""
    wrong = []
    for reference in named(page):
        path, _, name = reference.partition("::")
        if not (ROOT / path).exists() or (name and name not in functions(ROOT / path)):
            wrong.append(reference)
    return wrong


def without_a_reason(page: str) -> list[str]:
    """Rows whose last cell names neither a test nor that the text was read."""

    def cites(cell: dict) -> bool:
        return any(
            token["type"] == "codespan" and token["raw"].startswith("tests/") for token in cell["children"]
        )

    return [text(row[0]) for row in rows(page) if text(row[-1]) != "read" and not cites(row[-1])]


def test_each_finding_is_answered_exactly_once():
    assert misnumbered(PAGE) == {}


def test_no_cell_is_empty():
    assert empty_cells(PAGE) == []


def test_each_test_that_is_named_exists():
    assert missing(PAGE) == [], "Correct the names in docs/review.md."


def test_the_last_cell_names_a_test_or_says_read():
    assert without_a_reason(PAGE) == []


@pytest.mark.parametrize(
    "check, old, new",
    [
        (misnumbered, "| **law A1** ", "| **law A2** "),
        (misnumbered, "| **fair §5** ", "| **fair §55** "),
        (empty_cells, "The ban on endorsing limits fell for elected officials only.", " "),
        (missing, "::test_a_prompt_for_a_private_thing_is_refused`", "::test_of_another_name`"),
        (missing, "`tests/lesson/ties/lesson_02.py`", "`tests/lesson/ties/lesson_99.py`"),
        (without_a_reason, "follows subsection (C). | read |", "follows subsection (C). | done |"),
    ],
)
def test_a_damaged_page_is_noticed(check, old, new):
    assert old in PAGE and check(PAGE.replace(old, new, 1))
