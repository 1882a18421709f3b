"""From a table to a picture: an SVG with a title, one sentence to take away, a source line and a table
twin."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..ground.formats import dated
from ..ground.tables import describe
from .palette import COLOURS, FONT
from .templates import render

SETTINGS = {
    "svg.hashsalt": "fedlocal",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 13,
    "text.color": COLOURS["ink"],
    "axes.labelcolor": COLOURS["ink"],
    "axes.edgecolor": COLOURS["muted"],
    "xtick.color": COLOURS["ink"],
    "ytick.color": COLOURS["ink"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": COLOURS["line"],
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.7,
    "axes.labelsize": 12,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "figure.facecolor": COLOURS["ground"],
    "axes.facecolor": COLOURS["ground"],
}


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

    def _repr_html_(self) -> str:
        return render(
            "drawing/picture.html", **{name: getattr(self, name) for name in self.__dataclass_fields__}
        )

    def __repr__(self) -> str:
        return f"Figure: {self.title} {self.takeaway}"


@contextmanager
def canvas(width: int, height: int, rows: int = 1, columns: int = 1):
    """An empty matplotlib figure of this size in pixels and its axes, in the look of the course while the
    block lasts.

    pyplot is left out on purpose: it costs as much again to import, and keeps figures alive.

    >>> with canvas(400, 200) as (figure, axes):
    ...     [float(inches) for inches in figure.get_size_inches() * 72]
    [400.0, 200.0]
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(SETTINGS):
        figure = Figure(figsize=(width / 72, height / 72), layout="constrained")
        yield figure, figure.subplots(rows, columns)


def to_svg(figure) -> str:
    """The figure as SVG text: same bytes for the same data, text kept as text in the fonts of the page.

    >>> with canvas(400, 200) as (figure, axes):
    ...     bars = axes.bar([1, 2], [3, 4])
    >>> to_svg(figure) == to_svg(figure)
    True
    """
    from matplotlib import rc_context

    buffer = io.StringIO()
    with rc_context(SETTINGS):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", buffer.getvalue(), flags=re.S)
    svg = svg[svg.index("<svg") :]
    return re.sub(r"'DejaVu Sans'(, sans-serif)?", FONT.replace('"', "'"), svg)


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
