"""In a notebook: an answer that was typed with slips is mended before it runs, and says so."""

from __future__ import annotations

import ast
import re
import sys

PARSE = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # a notebook may await
BEGINS = re.compile(r"^(?:answer_\d+|PLACE)[ \t]*=", re.MULTILINE)


def watch() -> None:
    """Mend answer cells of the running notebook from now on; elsewhere nothing is done.

    >>> watch()
    """
    if "IPython" not in sys.modules:
        return
    shell = getattr(sys.modules["IPython"], "get_ipython", lambda: None)()
    if shell is not None and hasattr(shell, "kernel") and mend not in shell.input_transformers_post:
        shell.input_transformers_post.append(mend)


def mend(lines: list[str]) -> list[str]:
    """The lines of a cell to run: as they are, or with the answer mended and a sentence on it.

    Where the answer cannot be mended, the sentence says what is wrong, on which line, and how to mend it;
    the answer then has no value.

    >>> mend(["answer_1 = [“a”]"])[0]
    'answer_1 = ["a"]\\n'
    """
    cell = "".join(lines)
    name = BEGINS.search(cell)
    if not name or _is_python(cell):
        return lines
    from .literal import mended

    source, sentence = mended(cell)
    if not source:
        source = f"globals().pop({name[0].rstrip(' =')!r}, None)"
    saying = f"__import__('fedlocal.exercises.typed').exercises.typed.say({sentence!r})"
    whole = f"{source}\n" if not sentence else _before_last(source, saying)
    return whole.splitlines(keepends=True)


def say(sentence: str) -> None:
    """Show a sentence below the cell."""
    from IPython.display import display

    from ..drawing.piece import note

    display(note(sentence))


def _before_last(source: str, saying: str) -> str:
    """The source with the sentence said first thing after the answer: what a cell shows is its last line."""
    lines = source.splitlines()
    if len(lines) > 1 and not lines[-1].startswith((" ", "#", "}", "]", ")")):
        return "\n".join([*lines[:-1], saying, lines[-1]]) + "\n"
    return f"{source}\n{saying}\n"


def _is_python(cell: str) -> bool:
    try:
        compile(cell, "cell", "exec", flags=PARSE, dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError):
        return False
    return True
