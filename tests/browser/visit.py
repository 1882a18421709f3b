"""One visit to a lesson: opened as in a fresh clone, looked at, run, looked at again, saved.

Everything is gathered in one go, since opening and running is what takes time; the tests then only ask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext

from .lab import THEMES, Notebook, Server

WIDTHS = (360, 1024, 1600)
PICTURED = (1024, 1600)
SERIOUS = ("serious", "critical")
# What depends on the theme; everything else about a page is the same in both, and is asked in the light one.
COLOUR_RULES = {"runOnly": ["color-contrast", "link-in-text-block"]}


@dataclass
class State:
    """What a lesson shows before it is run, or after."""

    outputs: list[dict]
    formulas: list[str]
    misfits: dict[int, list[str]] = field(default_factory=dict)  # width -> complaints
    violations: dict[str, list[str]] = field(default_factory=dict)  # theme -> complaints
    colours: dict[str, list[dict]] = field(default_factory=dict)  # theme -> cards


@dataclass
class Visit:
    """One lesson, unexecuted and live."""

    stem: str
    kept: bytes
    unexecuted: State
    live: State
    saved: bytes
    requests: list[str]
    complaints: list[str]


def visit(context: BrowserContext, server: Server, lesson: Path) -> Visit:
    """Open the lesson, look, run, look again, save, leave."""
    notebook = Notebook(context, server, lesson.name)
    notebook.page.evaluate(AXE_SCRIPT)
    kept = notebook.path.read_bytes()
    unexecuted = look_at(notebook, f"{lesson.stem}-unexecuted")
    notebook.run_all()
    live = look_at(notebook, f"{lesson.stem}-live")
    saved = notebook.save()
    notebook.close()
    return Visit(lesson.stem, kept, unexecuted, live, saved, notebook.requests, notebook.complaints)


def look_at(notebook: Notebook, name: str) -> State:
    """Walk through widths and themes, with pictures of what people are likely to have. Few changes of theme: slow."""
    state = State(notebook.page.evaluate("() => seen.all()"), notebook.page.evaluate("() => seen.formulas()"))
    for theme in THEMES:
        notebook.use_theme(theme)
        for width in WIDTHS if theme == "light" else PICTURED:
            notebook.widen(width)
            if theme == "light":
                state.misfits[width] = notebook.page.evaluate("() => seen.misfits()")
            if width in PICTURED:
                notebook.photograph(f"{name}-{theme}-{width}")
        state.colours[theme] = notebook.page.evaluate("() => seen.colours()")
        state.violations[theme] = violations(notebook, {} if theme == "light" else COLOUR_RULES)
    notebook.use_theme("light")
    return state


def violations(notebook: Notebook, options: dict | None = None, within: str = ".jp-OutputArea-output") -> list[str]:
    """What axe finds serious or critical in our outputs, one sentence each. JupyterLab's own frame is not ours."""
    found = notebook.page.evaluate(
        """([within, options]) => axe.run({ include: [[within]] }, { resultTypes: ["violations"], ...options })
             .then((answer) => answer.violations)""", [within, options or {}])
    return [f"{rule['id']}: {rule['help']}: {node['html'][:150]} {node['failureSummary'][:300]}"
            for rule in found if rule["impact"] in SERIOUS for node in rule["nodes"]]
