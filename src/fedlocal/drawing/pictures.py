"""From a table to a picture: an SVG with a title, one sentence to take away, a source line and a table
twin."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ground.formats import dated
from ..ground.tables import describe
from .templates import render


@dataclass(frozen=True)
class Picture:
    """A figure as a lesson stores it: ``<img>`` with alt text, takeaway, table twin and source, all in
    ``text/html``."""

    svg: str
    title: str
    takeaway: str
    alt: str
    source: str
    head: list[str]
    rows: list[list[str]]
    caption: str
    numeric: list[int] = field(default_factory=list)
    eyebrow: str = "Figure"
    width: int = 760
    ruler: str = ""  # a guess beside the answer, where the picture has no axis for it
    ruler_alt: str = ""

    def _repr_html_(self) -> str:
        return render(
            "drawing/picture.html", **{name: getattr(self, name) for name in self.__dataclass_fields__}
        )

    def body(self) -> str:
        """The same without its frame and title, for a card that has them.

        >>> "Source: x" in Picture("<svg/>", "t", "s", "a", "Source: x", ["A"], [["1"]], "c").body()
        True
        """
        return render(
            "drawing/picture.html",
            block="body",
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
        )

    def __repr__(self) -> str:
        return f"Figure: {self.title} {self.takeaway}"


def source_line(*names: str, note: str = "") -> str:
    """Where the numbers come from: each publisher and date once, with the names of its tables.

    >>> source_line("agreements_monthly", "agreements")
    'Source: U.S. Immigration and Customs Enforcement (ICE), as of 24 July 2026; tables agreements_monthly,
    agreements.'
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        table = describe(name)
        groups.setdefault(f"{table['publisher']}, as of {dated(table['as_of'])}", []).append(name)
    parts = [
        f"{whence}; {'table' if len(tables) == 1 else 'tables'} {', '.join(tables)}"
        for whence, tables in groups.items()
    ]
    return f"Source: {'. '.join(parts)}." + (f" {note}" if note else "")
