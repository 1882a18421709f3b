"""What every widget shares: a live view, an HTML form that teaches unexecuted, and a stable plain text."""

from __future__ import annotations

import anywidget
import traitlets
from ipywidgets import HTML, Layout, VBox

from .controls import controls_row, panel, plain
from .templates import PACKAGE, stylesheet


class Shown:
    """Adds the HTML fallback and the plain text to a widget's display, beside the live view.

    A widget defines ``fallback() -> str`` (HTML that ends "Run the cell to make this live.") and
    ``summary() -> str`` (one stable line). Committed lessons keep only these two.
    """

    def fallback(self) -> str:
        raise NotImplementedError

    def summary(self) -> str:
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.summary()

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]  # the widget beside it has one
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.fallback(), "text/plain": repr(self)}, metadata


def script(*names: str) -> str:
    """The page's part of a widget: ``shared.js``, then these files of the package, in order.

    >>> "function keepKeys" in script("lesson/quiz.js")
    True
    """
    return "\n".join((PACKAGE / part).read_text(encoding="utf-8") for part in ("drawing/shared.js", *names))


class Frame(anywidget.AnyWidget):
    """Unseen part of a card: brings the stylesheet, and keeps JupyterLab's shortcuts out while the focus is
    in it.

    Each new ``turn`` brings what the card marks with ``data-turn`` back into the window, if it has left it.
    """

    _esm = script("drawing/card.js")
    _css = stylesheet()
    turn = traitlets.Int(0).tag(sync=True)


class Card(Shown, VBox):
    """A white card with a heading, a row of labelled controls and panels of HTML that they redraw.

    A subclass makes its controls, calls ``super().__init__``, and defines ``redraw()``, which writes the
    panels. ``opening`` is what comes between the heading and the controls.
    """

    def __init__(self, head: str, controls: list, panels: list[HTML], opening: tuple = ()):
        row = controls_row(controls)
        self._frame = Frame(layout=plain(Layout, display="none"))
        super().__init__([self._frame, panel(head), *opening, row, *panels], layout=plain(Layout))
        self.add_class("fl-card")
        self.follow(*controls)
        self.redraw()

    def follow(self, *controls) -> None:
        """Redraw whenever one of these controls changes."""
        for control in controls:
            control.observe(lambda _change: self.redraw(), names="value")

    def redraw(self) -> None:
        raise NotImplementedError

    def show_turn(self) -> None:
        """After a step that a learner took: bring the part with ``data-turn`` into the window."""
        self._frame.turn += 1
