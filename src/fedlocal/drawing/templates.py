"""The templates that cards, tables and figures are drawn with; each stands in the folder of its subject.

Every card, table and figure is drawn from one with styles written on the elements, because JupyterLab
removes ``<style>`` and inline ``<svg>`` from the saved outputs of a notebook it does not trust yet.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ..ground.formats import dated, month_name, number
from ..ground.vocabulary import MODELS, REGIMES
from .palette import COLOURS, FONT, SHAPES, VERDICTS
from .svg import data_uri

# Styles that the cells of tables share. JupyterLab has its own for each of these.
ON_CARD = f"background:{COLOURS['ground']};color:{COLOURS['ink']};text-align:left;"
RULED = f"border:0;border-bottom:1px solid {COLOURS['line']};"
PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Link:
    """A link in a table or a sentence: HTML shows it as one, plain text as its words.

    ``about`` is what a screen reader says in place of the words, where the same words stand in many rows.

    >>> str(Link("signed agreement", "https://www.ice.gov"))
    'signed agreement'
    >>> "<b" in Link("<b>", "https://www.ice.gov").__html__()
    False
    """

    text: str
    url: str
    about: str = ""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        named = f' aria-label="{escape(self.about)}"' if self.about else ""
        style = (  # JupyterLab's own blue is pale on white in its dark theme
            "color:inherit;text-decoration:underline;text-underline-offset:2px;"
        )
        return Markup(
            f'<a href="{escape(self.url)}"{named} target="_blank" rel="noopener"'
            f' style="{style}">{escape(self.text)}</a>'
        )


class Compiled(FileSystemBytecodeCache):
    """Templates compiled once on a machine, beside them, as Python keeps its own files; where nothing may be
    written, each time.

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
    options: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    kept = f"jinja2-{version('jinja2')}-{'-'.join(options)}"  # what is compiled depends on both
    compiled = Compiled(str(PACKAGE / "__pycache__" / kept))
    environment = Environment(
        loader=PackageLoader("fedlocal", ""), undefined=StrictUndefined, bytecode_cache=compiled, **options
    )
    environment.globals.update(
        on_card=Markup(ON_CARD),
        ruled=Markup(RULED),
        c=COLOURS,
        shapes=SHAPES,
        font=Markup(FONT),
        models=MODELS,
        regimes=REGIMES,
        verdicts=VERDICTS,
    )
    environment.filters.update(number=number, month_name=month_name, dated=dated, data_uri=data_uri)
    return environment


def render(template: str, **values) -> str:
    """The HTML of a template, named by folder and file; what a learner typed is escaped.

    >>> "&lt;b&gt;" in render("drawing/note.html", text="<b>")
    True
    """
    html = _guard_dollars(_environment().get_template(template).render({"block": "", **values}))
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def page(template: str, **values) -> str:
    """A whole page from a template, exactly as it stands there: for files that no notebook shows.

    >>> page("grading/page.html")
    ''
    """
    return _environment().get_template(template).render(**values).strip()


def _guard_dollars(html: str) -> str:
    """Set each dollar sign of the text apart: JupyterLab would typeset what stands between two of them as
    a formula."""
    return re.sub(r"\$(?=[^<>]*(?:<|$))", "<span>$</span>", html)


@cache
def stylesheet() -> str:
    """The one stylesheet, for live controls only; saved outputs carry their styles themselves. Where it says
    ``$state``, the color of that name in the palette is put in.

    >>> "#8A6100" in stylesheet(), "$" in stylesheet()
    (True, False)
    """
    return Template((PACKAGE / "drawing" / "look.css").read_text(encoding="utf-8")).substitute(COLOURS)
