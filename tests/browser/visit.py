"""One visit to a lesson: opened as in a fresh clone, looked at, run, looked at again, saved.

Everything is gathered in one go, since opening and running is what takes time; the tests then only ask.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from .lab import THEMES, Lab

WIDTHS = (360, 1024, 1600)
TALL = 2400  # a window so high, for few pictures of a lesson
USUAL = {("unexecuted", "light", 1024), ("live", "light", 1600), ("live", "dark", 1024)}
SERIOUS = ("serious", "critical")
# What depends on the theme; all the rest is the same in both, and is asked in the theme that comes first.
COLOUR_RULES = {"runOnly": ["color-contrast", "link-in-text-block"]}


@dataclass
class State:
    """What a lesson shows before it is run, or after."""

    outputs: list[dict]
    formulas: list[str]
    misfits: dict[int, list[str]] = field(default_factory=dict)  # width -> complaints
    prose: dict[int, float] = field(
        default_factory=dict
    )  # width -> the longest line of text between the cells, in pixels
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


def visit(lab: Lab, lesson: Path) -> Visit:
    """Open the lesson, look, run, look again, save, leave."""
    lab.open(lesson.name)
    kept = lab.path.read_bytes()
    themes = list(THEMES)
    unexecuted = look_at(lab, lesson.stem, "unexecuted", themes)
    lab.run_all()
    live = look_at(lab, lesson.stem, "live", themes[::-1])  # backwards: to change the theme takes a second
    saved = lab.save()
    lab.close()
    return Visit(lesson.stem, kept, unexecuted, live, saved, lab.requests, lab.complaints)


def look_at(lab: Lab, lesson: str, state: str, themes: list[str]) -> State:
    """Look in one theme at every width, then at the other theme; take the pictures on the way."""
    seen = State(lab.page.evaluate("() => seen.all()"), lab.page.evaluate("() => seen.formulas()"))
    for theme in themes:
        first = theme == themes[0]
        lab.use_theme(theme)
        for width in WIDTHS:
            wanted = picture_wanted(state, theme, width)
            if first or wanted:
                lab.widen(width, TALL)
            if first:
                seen.misfits[width] = lab.page.evaluate("() => seen.misfits()")
                seen.prose[width] = lab.page.evaluate("() => seen.prose()")
            if wanted:
                lab.photograph(f"{lesson}-{state}-{theme}-{width}")
        seen.colours[theme] = lab.page.evaluate("() => seen.colours()")
        seen.violations[theme] = violations(lab, {} if first else COLOUR_RULES)
    return seen


def picture_wanted(state: str, theme: str, width: int) -> bool:
    """Pictures are for people to look at, and half of a visit when they are taken: with
    FEDLOCAL_SCREENSHOTS=few three views of each lesson, with =all all eight, otherwise none."""
    wanted = os.environ.get("FEDLOCAL_SCREENSHOTS", "")
    return width >= 1000 if wanted == "all" else wanted == "few" and (state, theme, width) in USUAL


def violations(lab: Lab, options: dict | None = None, within: str = ".jp-OutputArea-output") -> list[str]:
    """What axe finds serious or critical in our outputs, one sentence each. JupyterLab's own frame is not
    ours."""
    if not lab.page.evaluate("() => Boolean(window.axe)"):
        lab.page.evaluate(AXE_SCRIPT)
    found = lab.page.evaluate(
        """([within, options]) => axe.run({ include: [[within]] }, {
               resultTypes: ["violations"], ...options })
             .then((answer) => answer.violations)""",
        [within, options or {}],
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:150]} {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
