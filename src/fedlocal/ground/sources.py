"""Citations: every link of the course is a row of the table ``sources``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from markupsafe import Markup

from .formats import dated
from .tables import keyed

READ = {  # how a source was checked, in words
    "primary": "read in the original text",
    "part": "read in part (abstract, summary or opening)",
    "secondary": "read in a second-hand report",
    "unchecked": "not read",
}


@dataclass(frozen=True)
class Citation:
    """One source, ready to show: in a notebook it displays as a link with its pinpoint and as-of date."""

    id: str
    title: str
    short: str
    publisher: str
    url: str
    pinpoint: str
    as_of: str
    checked: str
    volatile: bool

    @property
    def label(self) -> str:
        """The short name with the pinpoint, unless the pinpoint already says it all."""
        if not self.pinpoint or self.pinpoint in self.short:
            return self.short
        if self.pinpoint.startswith(self.short) or "U.S.C." in self.pinpoint or "C.F.R." in self.pinpoint:
            return self.pinpoint
        return f"{self.short}, {self.pinpoint}"

    @property
    def dated_short(self) -> str:
        """The short name with a date in it: the year that it names already, or the as-of date, or "undated".

        >>> cite("advocacy-mcc-2006").dated_short, cite("usc-8-1226").dated_short
        ('Major Cities Chiefs (June 2006)', '8 U.S.C. § 1226, as of April 2023')
        """
        if self.as_of[:4] in self.short if self.as_of else re.search(r"\b(19|20)\d\d\b", self.short):
            return self.short
        return f"{self.short}{self._since or ', undated'}"

    def __str__(self) -> str:
        return f"{self.label} ({self.publisher}{self._since})" + (f": {self.url}" if self.url else "")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        named = Markup('<a href="{}">{}</a>').format(self.url, self.label) if self.url else self.label
        return Markup("{} ({}{})").format(named, self.publisher, self._since)

    @property
    def _since(self) -> str:
        return f", as of {dated(self.as_of)}" if self.as_of else ""


def pinpointed(source_ids: str, pinpoints: str) -> tuple[tuple[str, str], ...]:
    """The cells ``source_ids`` and ``pinpoints`` of a row as pairs of id and pinpoint.

    In both cells semicolons part the entries. Without a source there is no pair; without any pinpoint each
    source stands for its whole page. Raises :class:`ValueError` when a source has no pinpoint of its own.

    >>> pinpointed("usc-8-1226;usc-8-1357-g", "(a);(g)(9)"), pinpointed("usc-8-1226", "")
    ((('usc-8-1226', '(a)'), ('usc-8-1357-g', '(g)(9)')), (('usc-8-1226', ''),))
    """
    ids = source_ids.split(";") if source_ids else []
    places = pinpoints.split(";") if pinpoints else [""] * len(ids)
    if len(ids) != len(places):
        raise ValueError(
            f"{len(ids)} sources ({source_ids}) have {len(places)} pinpoints ({pinpoints}). Give each source"
            " its own, parted by semicolons."
        )
    return tuple(zip(ids, places))


def citations(source_ids: str, pinpoints: str) -> list[Citation]:
    """The sources of a row, from its cells ``source_ids`` and ``pinpoints``, each as :func:`cite` gives it.

    >>> [source.label for source in citations("usc-8-1226;usc-8-1357-g", "(a);8 U.S.C. § 1357(g)(9)")]
    ['8 U.S.C. § 1226, (a)', '8 U.S.C. § 1357(g)(9)']
    """
    return [cite(*pair) for pair in pinpointed(source_ids, pinpoints)]


@cache
def _register() -> dict[str, Mapping]:
    return keyed("sources", "id")


def cite(id: str, pinpoint: str = "") -> Citation:
    """The source with this id; ``pinpoint`` narrows the row's own (a subsection, a page).

    Returns a :class:`Citation`. Raises :class:`LookupError` that names near ids when the id is unknown.
    Source: the table ``sources``.

    >>> cite("usc-8-1357-g", "8 U.S.C. § 1357(g)(9)").label
    '8 U.S.C. § 1357(g)(9)'
    """
    register = _register()
    if id not in register:
        near = get_close_matches(id, register, n=3, cutoff=0.4)
        hint = f" Near it: {', '.join(near)}." if near else ""
        raise LookupError(
            f"No source has the id {id!r} in the table sources.{hint} fl.load('sources') lists all."
        )
    row = register[id]
    return Citation(
        id=id,
        title=row["title"],
        short=row["short"] or row["title"],
        publisher=row["author_or_publisher"],
        url=row["url"],
        pinpoint=pinpoint or row["pinpoint"],
        as_of=row["as_of"],
        checked=row["checked"],
        volatile=row["volatile"],
    )
