"""Reading one value of plain data that was typed with slips: curly quotes, a comma too few, no closing
bracket. Each mend is noted with its line."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

DOUBLE, SINGLE = '"“”„‟«»″', "'‘’‚‛′"
TOKEN = re.compile(
    r"""
    (?P<space>   [ \t\u00a0]+ | \\\n ) |
    (?P<comment> \#[^\n]* ) |
    (?P<newline> \n ) |
    (?P<number>  [-−+]? (?: \d[\d_]* (?:\.\d*)? | \.\d+ ) (?!\w) ) |
    (?P<word>    [^\W]\w* (?:-\w+)* | \.\.\. | … ) |
    (?P<open>    [\[{(] ) |
    (?P<close>   [\]})] ) |
    (?P<comma>   [,;،] ) |
    (?P<colon>   : | =>? )
    """,
    re.VERBOSE,
)
STATEMENT = re.compile(r"(?:[A-Za-z_]\w*[ \t]*=(?!=)|import |from |fl\.|print\(|def )")
CLOSER = {"[": "]", "{": "}", "(": ")"}
WORDS = {"None": None, "True": True, "False": False, "...": None, "…": None}


class Unreadable(ValueError):
    """A value that cannot be read; the text says on which line, why, and how to mend it."""

    def __init__(self, line: int, text: str):
        super().__init__(f"Line {line}: {text}")


class Slips:
    """What was mended, in order."""

    def __init__(self):
        self.found: list[tuple[str, int]] = []

    def add(self, what: str, line: int) -> None:
        """Note one mend; line 0 where the line says nothing."""
        if (what, line) not in self.found:
            self.found.append((what, line))

    def sentence(self) -> str:
        """One sentence on all mends; "" for none.

        >>> slips = Slips(); slips.add("a comma", 2); slips.add("a comma", 4); slips.sentence()
        'This cell was read with a small repair: a comma in lines 2 and 4.'
        """
        lines: dict[str, list[int]] = {}
        for what, line in self.found:
            lines.setdefault(what, []).append(line)
        parts = [_phrase(what, [line for line in of if line]) for what, of in lines.items()]
        return f"This cell was read with a small repair: {'; '.join(parts)}." if parts else ""


def _phrase(what: str, lines: list[int]) -> str:
    if not lines:
        return what
    numbers = [str(line) for line in sorted(set(lines))]
    listed = " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    return f"{what} in line{'s' if len(numbers) > 1 else ''} {listed}"


@dataclass(frozen=True)
class Token:
    """A piece of the source: its kind, its text (of a text in quotes what is in it), where it stands."""

    kind: str
    text: str
    line: int
    start: int
    end: int


def parsed(cell: str, start: int) -> tuple[Any, Slips, int]:
    """The one value that begins at ``start`` of a cell, its slips, and where it ends.

    Raises :class:`Unreadable`.

    >>> parsed('x = {"a": 1 "b": 2', 4)[0]
    {'a': 1, 'b': 2}
    """
    reader = Reader(cell, start)
    value = reader.value(top=True)
    reader.leave_extra_closers()
    return value, reader.slips, reader.ended


class Reader:
    """Goes through the tokens of one value."""

    def __init__(self, cell: str, start: int):
        self.cell, self.at = cell, start
        self.slips = Slips()
        self.ended = start

    # tokens

    def peek(self) -> Token:
        """The next token that is no space and no comment."""
        at = self.at
        while at < len(self.cell):
            if self.cell[at] in DOUBLE + SINGLE:
                return self._text(at)
            found = TOKEN.match(self.cell, at)
            line = self._line(at)
            if not found:
                raise Unreadable(line, f"“{self.cell[at]}” does not belong in an answer. Take it out.")
            kind = str(found.lastgroup)
            if kind not in ("space", "comment"):
                return Token(kind, found[0], line, at, found.end())
            at = found.end()
        return Token("end", "", self._line(at), at, at)

    def take(self) -> Token:
        """The next token, and go on behind it."""
        token = self.peek()
        self.at = token.end
        if token.kind not in ("newline", "end"):
            self.ended = token.end
        return token

    def skip_lines(self) -> int:
        """Go on over line ends, but not into a statement of its own; says how many there were."""
        passed = 0
        while self.peek().kind == "newline":
            after = self.peek().end
            if STATEMENT.match(self.cell, after):
                return passed
            self.take()
            passed += 1
        return passed

    def finished(self) -> bool:
        """Whether nothing of the value follows: the end, or the next statement of the cell."""
        return self.peek().kind in ("end", "newline")

    def _line(self, at: int) -> int:
        return self.cell.count("\n", 0, at) + 1

    def _text(self, at: int) -> Token:
        family = DOUBLE if self.cell[at] in DOUBLE else SINGLE
        stop = self.cell.find("\n", at)
        stop = len(self.cell) if stop < 0 else stop
        line = self._line(at)
        for end in range(at + 1, stop):
            if self.cell[end] in family and self.cell[end - 1] != "\\" and self._may_end(end + 1, stop):
                if not (self.cell[at] == self.cell[end] == family[0]):
                    self.slips.add("straight quotes", line)
                return Token("text", _unescaped(self.cell[at + 1 : end]), line, at, end + 1)
        inner = self.cell[at + 1 : stop].rstrip().rstrip(",").rstrip()
        cut = re.search(r"[\]})]+$", inner)
        inner = inner[: cut.start()] if cut else inner
        if not inner or any(mark in inner for mark in family + ":"):
            raise Unreadable(line, "A quotation mark is missing. Put one before and one after each text.")
        self.slips.add("a closing quotation mark", line)
        return Token("text", inner, line, at, at + 1 + len(inner))

    def _may_end(self, at: int, stop: int) -> bool:
        rest = self.cell[at:stop].lstrip(" \t\u00a0")
        return not rest or rest[0] in ",;،:=]})#" or rest[0] in DOUBLE + SINGLE

    # values

    def value(self, top: bool = False) -> Any:
        """The next value."""
        token = self.take()
        if token.kind == "open":
            return self.mapping(token) if token.text == "{" else self.items(token)
        if token.kind == "text":
            if top and self.peek().kind == "colon":
                raise Unreadable(token.line, "Parts stand between braces. Put { after the equals sign.")
            return token.text
        if token.kind == "number":
            return self.number(token)
        if token.kind == "word":
            return self.bare(token)
        if top and token.kind in ("end", "newline"):
            raise Unreadable(token.line, 'There is nothing after the equals sign. Put "" there.')
        raise Unreadable(token.line, f"“{token.text}” stands where an answer should. Take it out.")

    def number(self, token: Token) -> Any:
        """A number; with a decimal comma, too, where two numbers touch it."""
        text = token.text.replace("−", "-").replace("_", "").lstrip("+")
        comma = re.match(r",(\d{1,2})(?=[ \t]*(?:[,;}\])#\n]|$))", self.cell[self.at :])
        if comma and "." not in text:
            self.at = self.ended = self.at + comma.end()
            self.slips.add("a decimal point for the comma", token.line)
            return float(f"{text}.{comma[1]}")
        if self.cell[self.at : self.at + 1] == "%":
            self.at = self.ended = self.at + 1
            return f"{text}%"
        return float(text) if "." in text else int(text)

    def bare(self, token: Token) -> Any:
        """A word without quotes, with the words that follow it."""
        if token.text in WORDS:
            return WORDS[token.text]
        words = [token.text]
        while self.peek().kind in ("word", "number"):
            words.append(self.take().text)
        self.slips.add("quotes around the words", token.line)
        return " ".join(words)

    def items(self, opened: Token) -> list:
        """A list; a new line with a colon in it begins the next part, and closes the list."""
        found: list = []
        separated = True
        while True:
            passed, before, last = self.skip_lines(), self.at, self.ended
            token = self.peek()
            if self.finished() or (passed and self._begins_part()):
                self.at, self.ended = before, last
                self.slips.add(f"a closing {CLOSER[opened.text]}", opened.line)
                return found
            if token.kind == "close":
                self.take()
                self._noted_closer(opened, token)
                return found
            if token.kind == "comma":
                self.take()
                separated = True
                continue
            if not separated:
                self.slips.add("a comma", self._line(last))
            found.append(self._element())
            separated = False

    def _element(self) -> Any:
        """An item of a list: there a comma between numbers is no decimal comma."""
        token = self.peek()
        if token.kind != "number":
            return self.value()
        self.take()
        return float(token.text) if "." in token.text else int(token.text.replace("−", "-").replace("_", ""))

    def _begins_part(self) -> bool:
        """Whether a part begins here: a name and a colon."""
        at, ended, slips = self.at, self.ended, list(self.slips.found)
        kinds = [self.take().kind, self.peek().kind]
        self.at, self.ended, self.slips.found = at, ended, slips
        return kinds[0] in ("text", "word", "number") and kinds[1] == "colon"

    def mapping(self, opened: Token) -> dict:
        """Parts and their answers."""
        found: dict = {}
        separated = True
        while True:
            self.skip_lines()
            last, token = self.ended, self.peek()
            if self.finished():
                self.slips.add("a closing }", self._line(last))
                return found
            self.take()
            if token.kind == "close":
                self._noted_closer(opened, token)
                return found
            if token.kind == "comma":
                separated = True
                continue
            if token.kind not in ("text", "word", "number"):
                raise Unreadable(token.line, f"“{token.text}” stands where a part should begin. Take it out.")
            if not separated:
                self.slips.add("a comma", self._line(last))
            key = token.text if token.kind != "number" else token.text.lstrip("+")
            if token.kind == "word":
                self.slips.add("quotes around the words", token.line)
            self._colon(token)
            empty = self.peek().kind in ("comma", "newline", "close", "end")
            if empty:
                self.slips.add("an empty answer", token.line)
            found[key] = "" if empty else self.value()
            separated = False

    def _colon(self, key: Token) -> None:
        token = self.peek()
        if token.kind == "colon":
            self.take()
            if token.text != ":":
                self.slips.add("a colon", token.line)
        elif token.kind in ("text", "number", "open"):
            self.slips.add("a colon", token.line)
        else:
            raise Unreadable(
                key.line, f"“{key.text}” has no answer. Write a colon after it, then the answer in quotes."
            )

    def _noted_closer(self, opened: Token, closed: Token) -> None:
        if closed.text != CLOSER[opened.text]:
            self.slips.add(f"{CLOSER[opened.text]} for {closed.text}", closed.line)

    def leave_extra_closers(self) -> None:
        """Leave out brackets that close nothing, and a comma, behind the value."""
        at, ended = self.at, self.ended
        while self.peek().kind in ("close", "comma", "newline"):
            if self.peek().kind == "newline" and STATEMENT.match(self.cell, self.peek().end):
                break
            token = self.take()
            if token.kind == "close":
                self.slips.add(f"no second {token.text}", token.line)
            if token.kind != "newline":
                at, ended = self.at, self.ended
        self.at, self.ended = at, ended
        rest = self.cell[self.ended :].split("\n", 1)[0].strip()
        if rest and not rest.startswith("#"):
            raise Unreadable(self._line(self.ended), f"“{rest}” does not belong in an answer. Take it out.")


def _unescaped(inner: str) -> str:
    if "\\" not in inner:
        return inner
    for mark in ('"', "'"):
        try:
            return str(ast.literal_eval(f"{mark}{inner}{mark}"))
        except (SyntaxError, ValueError):
            continue
    return inner
