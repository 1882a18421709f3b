"""What every widget shares: a live view, an HTML form that teaches unexecuted, and a stable plain text."""

from __future__ import annotations

from ipywidgets import HTML, Box, Layout, VBox

from ..look import COLOURS, stylesheet


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
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.fallback(), "text/plain": repr(self)}, metadata


class Card(Shown, VBox):
    """A white card with a heading, a row of labelled controls and panels of HTML that they redraw.

    A subclass makes its controls, calls ``super().__init__``, and defines ``redraw()``, which writes the panels.
    """

    def __init__(self, head: str, controls: list, panels: list[HTML]):
        style = HTML(f"<style>{stylesheet()}</style>", layout=Layout(display="none"))
        row = Box(controls)
        row.add_class("fl-controls")
        super().__init__([style, HTML(head), row, *panels])
        self.add_class("fl-card")
        for control in controls:
            if "value" in control.traits():
                control.observe(lambda _change: self.redraw(), names="value")
        self.redraw()

    def redraw(self) -> None:
        raise NotImplementedError


def panel() -> HTML:
    """An empty place for HTML that a widget redraws; it takes the ink of the card in both themes.

    >>> panel().value
    ''
    """
    place = HTML("")
    place.style.text_color = COLOURS["ink"]
    return place
