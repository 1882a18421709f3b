"""The names that anywidget imports; Python has them itself."""

from typing import Protocol, TypedDict

__all__ = ["Protocol", "TypedDict"]
