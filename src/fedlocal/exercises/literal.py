"""The plain data of an answer cell: written as Python, and read back, with what a hand let slip mended."""

from __future__ import annotations

import ast
import math
import numbers
import re
from typing import Any

from ..lesson.questions import Question
from .slips import Slips, Unreadable, parsed

NAME = re.compile(r"^(answer_\d+|PLACE)[ \t]*=(?!=)[ \t]*", re.MULTILINE)
GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
DECIMAL_COMMA = re.compile(r"(-?\d+),(\d+)")
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BARE_PLACE = re.compile(r"[^\W\d_][^#\n\"'“”‘’()\[\]{}=]*")
BLANK_TEXT = re.compile(r"\s*\*Double-click here[^*]*\*\s*")


def written(question: Question, answer: Any) -> str:
    """The source of the answer cell that holds ``answer``: one part a line, only letters of ASCII.

    ``answer`` maps parts to values, or is the value itself where a question has one part; for a written
    answer it is the text, and so is the source.

    >>> from fedlocal.ground.tables import rows
    >>> from fedlocal.exercises.tasks import task
    >>> print(written(task("02-2", rows, None), {"answer": "no"}))
    answer_2 = {
        "answer": "no",
        "reason": "",
    }
    """
    if question.container == "text":
        return str(answer)
    if question.container == "single":
        return assignment(question.name, answer)
    blank = {part.key: [] if part.form in ("set", "order") else "" for part in question.parts}
    lines = [f"    {source(key)}: {source(value)},\n" for key, value in {**blank, **answer}.items()]
    return f"{question.name} = {{\n{''.join(lines)}}}"


def assignment(name: str, value: Any) -> str:
    """One line that gives ``name`` a plain value.

    >>> assignment("PLACE", "Doña Ana County, NM")
    'PLACE = "Do\\\\xf1a Ana County, NM"'
    """
    return f"{name} = {source(value)}"


def source(value: Any) -> str:
    """Plain data as Python: texts in straight double quotes, and no letter beyond ASCII.

    >>> source({"a": ["x", 1.5]}), source('say "no"')
    ('{"a": ["x", 1.5]}', '"say \\\\"no\\\\""')
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{source(key)}: {source(cell)}" for key, cell in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(source(cell) for cell in value) + "]"
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, numbers.Integral):
        return repr(int(value))
    if isinstance(value, numbers.Real) and math.isfinite(value):
        plain = float(value)
        return repr(int(plain)) if plain.is_integer() and abs(plain) < 1e15 else repr(plain)
    text = str(value).encode("unicode_escape").decode("ascii")
    return '"' + text.replace('"', '\\"') + '"'


def typed_number(text: str) -> float | int | str:
    """The number that somebody typed into a field; the text itself where it is not plainly one.

    >>> typed_number("1,234"), typed_number("12,5"), typed_number("−4"), typed_number("8 agreements")
    (1234, 12.5, -4, '8 agreements')
    """
    plain = text.strip().replace("−", "-").replace("–", "-")
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif comma := DECIMAL_COMMA.fullmatch(plain):
        plain = f"{comma[1]}.{comma[2]}"
    if not PLAIN_NUMBER.fullmatch(plain) or len(plain) > 30:
        return text.strip()
    return float(plain) if "." in plain else int(plain)


def read(cell: str) -> tuple[Any, str]:
    """What an answer cell holds, and one sentence: "" where the cell is in order, what was mended in it, or
    why it cannot be read. The value is then None.

    Nothing is run. Curly quotes, a missing comma or closing bracket, a decimal comma and words without
    quotes are mended.

    >>> read('answer_1 = {"a": "4", "b": ["x", "y"]}')
    ({'a': '4', 'b': ['x', 'y']}, '')
    >>> read("answer_1 = “4”")
    ('4', 'This cell was read with a small repair: straight quotes in line 1.')
    >>> read("answer_1 = 1 +")
    (None, 'Line 1: “+” does not belong in an answer. Take it out.')
    """
    found = NAME.search(cell)
    if not found:
        return None, "This cell has no line that gives the answer its name, such as answer_1 = ."
    try:
        value, slips, _ = _assigned(cell, found)
    except Unreadable as problem:
        return None, str(problem)
    return value, slips.sentence()


def mended(cell: str) -> tuple[str, str]:
    """The source of a cell that is not valid Python with its answer mended, and the sentence on it; the
    source is "" where it cannot be mended.

    >>> mended("answer_1 = [“a”, “b”]  # two")
    ('answer_1 = ["a", "b"]  # two', 'This cell was read with a small repair: straight quotes in line 1.')
    """
    found = NAME.search(cell)
    if not found or _is_python(cell):
        return cell if found else "", ""
    try:
        value, slips, end = _assigned(cell, found)
    except Unreadable as problem:
        return "", str(problem)
    whole = cell[: found.start()] + assignment(found[1], value) + cell[end:]
    if not _is_python(whole):
        return "", "The answer can be read, but another line of this cell is not Python. Take that line out."
    return whole, slips.sentence()


def _is_python(cell: str) -> bool:
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def _assigned(cell: str, found: re.Match) -> tuple[Any, Slips, int]:
    """The value of the line that was found, the slips in it, and where it ends in the cell."""
    clean = _clean(cell, found[1])
    if clean is not None:
        return _decimal(clean, Slips(), cell.count("\n", 0, found.start()) + 1)
    words = BARE_PLACE.match(cell, found.end()) if found[1] == "PLACE" else None
    if words:
        slips = Slips()
        slips.add("quotes around the place", cell.count("\n", 0, found.start()) + 1)
        return words[0].strip(), slips, found.end() + len(words[0].rstrip())
    value, slips, end = parsed(cell, found.end())
    value, slips, _ = _decimal(value, slips, cell.count("\n", 0, found.start()) + 1)
    return value, slips, end


def _clean(cell: str, name: str) -> Any:
    """The value of a cell that needs no mending; None where it does. Two texts with nothing between them,
    which Python would join, are a slip."""
    if not _is_python(cell):
        return None
    tree = ast.parse(cell)
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == name
    ]
    if not values:
        return None
    for node in ast.walk(values[-1]):
        if isinstance(node, ast.Name):
            raise Unreadable(node.lineno, f"{node.id} needs quotes around it, such as {source(node.id)}.")
    joined = re.search(r"""["'][ \t]*\n?[ \t]*["']\w""", ast.get_source_segment(cell, values[-1]) or "")
    try:
        value = ast.literal_eval(values[-1])
    except (ValueError, TypeError, MemoryError, RecursionError):
        raise Unreadable(values[-1].lineno, "An answer is plain data: texts, numbers and lists.") from None
    return None if joined else value


def _decimal(value: Any, slips: Slips, line: int) -> tuple[Any, Slips, int]:
    """Texts such as "12,5", which are numbers with a decimal comma; "1,234" is left as it is."""
    if isinstance(value, dict):
        return {key: _decimal(cell, slips, line)[0] for key, cell in value.items()}, slips, 0
    if isinstance(value, str) and re.fullmatch(r"-?\d+,\d{1,2}", value.strip()):
        slips.add("a decimal point for the comma", 0)
        return typed_number(value), slips, 0
    return value, slips, 0
