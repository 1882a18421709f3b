"""A notebook with one cell for each widget, for the tests that operate them; each test runs its cell
afresh."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict

from playwright.sync_api import BrowserContext, Locator

from fedlocal import widgets
from fedlocal.ground.tables import load

from .lab import Lab, Server

NAME = "widgets.ipynb"
OPERATED: dict[str, set[str]] = defaultdict(set)


def operates(widget: str, by: str):
    """Says of a test that it operates this widget, by "mouse" or by "keyboard"; test_setting.py misses
    what is not said."""
    OPERATED[widget].add(by)
    return lambda test: test


def quiz_sets() -> list[str]:
    """Ids of as few sets of questions as hold every kind of question.

    >>> bool(quiz_sets())
    True
    """
    kinds = load("questions").groupby("set_id")["kind"].agg(set)
    kinds = kinds.drop(kinds.index[kinds.index.str.contains("precheck")])
    kinds = kinds[[found != {"predict"} for found in kinds]]  # these have a card of their own
    chosen, missing = [], set().union(*kinds)
    while missing:
        best = max(kinds.index, key=lambda set_id: (len(kinds[set_id] & missing), set_id))
        chosen.append(best)
        missing -= kinds[best]
    return chosen


def calls() -> dict[str, str]:
    """Name -> the line of code that shows it; a widget that needs no word to start is found by itself."""
    quizzes = {f"Quiz {set_id}": f'fl.quiz("{set_id}")' for set_id in quiz_sets()}
    foretold = {
        "Predict": 'fl.predict("04-predict-1")',
        "Predict below": 'fl.predict("03-predict-2")',  # the card of the trends answers it
    }
    others = {name: f"fl.widgets.{name}()" for name in widgets.__all__ if name not in ("Quiz", "Predict")}
    return {**quizzes, **foretold, **others}


class Bench(Lab):
    """The notebook of widgets, open and run. Its progress file is apart from that of the lessons."""

    def __init__(self, context: BrowserContext, server: Server):
        self.home = server.folder.parent / "bench-home"
        self.lines = [
            f'import os; os.environ["FEDLOCAL_HOME"] = r"{self.home}"; import fedlocal as fl',
            *calls().values(),
        ]
        super().__init__(context, server, "widgets")
        self._begin()

    def _begin(self) -> None:
        cells = [
            {
                "cell_type": "code",
                "id": f"cell-{i}",
                "metadata": {},
                "source": line,
                "outputs": [],
                "execution_count": None,
            }
            for i, line in enumerate(self.lines)
        ]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        (self.server.folder / "notebooks" / NAME).write_text(json.dumps(notebook), encoding="utf-8")
        self.open(NAME, width=1600, height=1400)
        self._run(0)

    def _mend(self) -> None:
        """Open the notebook anew if an earlier test has left it with other cells."""
        if self.state()["cells"] != [f"code {line}" for line in self.lines]:
            self.close()
            self._begin()

    def _run(self, number: int) -> None:
        """Run one cell, and again when JupyterLab lost the request."""
        assert any(self.page.evaluate("number => seen.runCell(number)", number) for _ in range(3)), (
            f"{self.lines[number]} did not run."
        )
        self.wait_until_still()

    def fresh(self, name: str, forget: bool = True) -> Locator:
        """Run the widget's cell again, by default with nothing answered yet, and bring its card into view."""
        self.page.bring_to_front()  # a page behind another one is drawn once a second
        self._mend()
        if forget:
            shutil.rmtree(self.home, ignore_errors=True)
        number = 1 + list(calls()).index(name)
        self._run(number)
        card = (
            self.page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".fl-card, .fl-form").first
        )  # the outermost one
        card.scroll_into_view_if_needed()
        return card
