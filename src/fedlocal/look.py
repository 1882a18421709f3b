"""The look of the course: colours, shapes, words for verdicts, and the templates that draw with them.

Every card, table and figure is drawn from ``templates/`` with styles written on the elements, because JupyterLab
removes ``<style>`` and inline ``<svg>`` from the saved outputs of a notebook it does not trust yet.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

COLOURS = {
    "ink": "#1F2933", "muted": "#52606D", "line": "#D5DBE1", "ground": "#FFFFFF", "wash": "#F6F8FA",
    "federal": "#5B3A8E", "state": "#8A6100", "local": "#0F766E", "court": "#8A4B2A",
    "jem": "#1B6CA8", "wso": "#C77A00", "tfm": "#14452F",
}
SHAPES = {"federal": "◆", "state": "▲", "local": "●", "court": "■"}
LEVELS = {"federal": "Federal", "court": "Courts", "state": "State", "local": "Local"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"

MODELS = {"jem": "Jail Enforcement Model", "wso": "Warrant Service Officer", "tfm": "Task Force Model"}
REGIMES = {"none": "No agreement", **{model: MODELS[model] for model in ("wso", "jem", "tfm")}}  # by reach

# An answer is always a sign, a word and a sentence; the tint only repeats it.
VERDICTS = {
    "yes": ("✓", "Yes", "#E3F1EE", "#0F766E"),
    "no": ("✕", "No", "#F4ECE6", "#8A4B2A"),
    "only_if": ("◐", "Only if", "#FBF2DC", "#8A6100"),
    "contested": ("⇄", "Contested", "#EFEAF6", "#5B3A8E"),
    "not_reached": ("–", "Not reached", "#F1F3F5", "#52606D"),
    "must": ("▲", "Must", "#E4EEF6", "#1B6CA8"),
    "must_some": ("△", "Must in some cases", "#EEF4F9", "#1B6CA8"),
    "may": ("✓", "May", "#E3F1EE", "#0F766E"),
    "must_not": ("✕", "Must not", "#F4ECE6", "#8A4B2A"),
    "read": ("✎", "Your reading", "#FFFFFF", "#52606D"),
    "unknown": ("?", "Unknown", "#F1F3F5", "#52606D"),
}


def number(value: float | int, digits: int = 0) -> str:
    """A number as the course prints it: thousands separators, a fixed number of decimals, a true minus.

    >>> number(2179), number(67.325, 1)
    ('2,179', '67.3')
    """
    return f"{value:,.{digits}f}".replace("-", "−")


def share(part: float, whole: float, digits: int = 0) -> str:
    """``part`` of ``whole`` as a percentage; a dash where there is no whole.

    >>> share(1467, 2179), share(1, 0)
    ('67%', '–')
    """
    return f"{100 * part / whole:.{digits}f}%" if whole else "–"


def month_name(month: str) -> str:
    """A month code in words.

    >>> month_name("2026-07")
    'July 2026'
    """
    names = ("January February March April May June July August September October November December").split()
    year, number_ = month.split("-")[:2]
    return f"{names[int(number_) - 1]} {year}"


def day_name(day) -> str:
    """A date (ISO text or a timestamp) in words.

    >>> day_name("2026-07-24")
    '24 July 2026'
    """
    year, month, date = str(day)[:10].split("-")
    return f"{int(date)} {month_name(f'{year}-{month}')}"


def dated(date: str) -> str:
    """A date of any precision (day, month or year) in words.

    >>> dated("2026-07-24"), dated("2026-07"), dated("2026")
    ('24 July 2026', 'July 2026', '2026')
    """
    return {10: day_name, 7: month_name}.get(len(date), str)(date)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> plural(1, "agency", "agencies"), plural(1846, "agency", "agencies")
    ('1 agency', '1,846 agencies')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def data_uri(svg: str) -> str:
    """An SVG as an address that an ``<img>`` can carry (it survives JupyterLab's cleaning; inline SVG does not).

    >>> data_uri("<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@dataclass(frozen=True)
class Link:
    """A link in a table or a sentence: HTML shows it as one, plain text as its words.

    ``about`` is what a screen reader says in place of the words, where the same words stand in many rows.

    >>> str(Link("signed agreement", "https://www.ice.gov")), "<b" in Link("<b>", "https://www.ice.gov").__html__()
    ('signed agreement', False)
    """

    text: str
    url: str
    about: str = ""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        named = f' aria-label="{escape(self.about)}"' if self.about else ""
        style = "color:inherit;text-decoration:underline;text-underline-offset:2px;"  # JupyterLab's own blue is pale on white in its dark theme
        return Markup(f'<a href="{escape(self.url)}"{named} target="_blank" rel="noopener" style="{style}">{escape(self.text)}</a>')


class Compiled(FileSystemBytecodeCache):
    """Templates compiled once on a machine, beside them, as Python keeps its own files; where nothing may be written, each time.

    >>> Compiled("/dev/null/nowhere").directory
    '/dev/null/nowhere'
    """

    def load_bytecode(self, bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def _environment() -> Environment:
    options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    kept = f"jinja2-{version('jinja2')}-{'-'.join(options)}"  # what is compiled depends on both
    compiled = Compiled(str(Path(__file__).parent / "templates" / "__pycache__" / kept))
    environment = Environment(loader=PackageLoader("fedlocal"), undefined=StrictUndefined, bytecode_cache=compiled, **options)
    environment.globals.update(
        c=COLOURS, shapes=SHAPES, font=Markup(FONT), models=MODELS, regimes=REGIMES, verdicts=VERDICTS
    )
    environment.filters.update(
        number=number, month_name=month_name, dated=dated, data_uri=data_uri
    )
    return environment


def render(template: str, **values) -> str:
    """The HTML of a template in ``templates/``; what a learner typed is escaped.

    >>> "&lt;b&gt;" in render("note.html", text="<b>")
    True
    """
    html = _guard_dollars(_environment().get_template(template).render(**values))
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def page(template: str, **values) -> str:
    """A whole page from a template, exactly as it stands there: for files that no notebook shows.

    >>> page("grading_page.html")
    ''
    """
    return _environment().get_template(template).render(**values).strip()


def _guard_dollars(html: str) -> str:
    """Set each dollar sign of the text apart: JupyterLab would typeset what stands between two of them as a formula."""
    return re.sub(r"\$(?=[^<>]*(?:<|$))", "<span>$</span>", html)


@cache
def stylesheet() -> str:
    """The one stylesheet, for live controls only; saved outputs carry their styles themselves."""
    return (files("fedlocal") / "templates" / "look.css").read_text(encoding="utf-8")
