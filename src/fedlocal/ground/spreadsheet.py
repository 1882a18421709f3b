"""Cells that go into a spreadsheet: what somebody typed must not run there."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a formula may begin


def escape_formula(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe.

    >>> escape_formula("=1+1"), escape_formula(-3.5), escape_formula("anna")
    ("'=1+1", -3.5, 'anna')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def unescape_formula(cell: str) -> str:
    """What :func:`escape_formula` was given.

    >>> unescape_formula(escape_formula("=1+1")), unescape_formula("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
