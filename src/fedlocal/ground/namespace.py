"""The names that a notebook's cells have given to things, in a kernel and on a page alike."""

from __future__ import annotations

import sys


def names() -> dict:
    """The live namespace: what the cells have defined so far. Changing it changes what later cells see.

    Kernel and page both run cells in the module ``__main__``.

    >>> names()["__name__"]
    '__main__'
    """
    return vars(sys.modules["__main__"])
