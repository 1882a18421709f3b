"""Controls with the look of the course. Those of a kind share one layout and one style.

Each layout and each style is a widget of its own, with a message of its own to the page: a card of ten lists
that share them opens in a third of the time. A control that is to be laid out in its own way gets
``layout=Layout(...)``.
"""

from __future__ import annotations

from ipywidgets import HTML, Box, Button, ButtonStyle, Checkbox, Dropdown, Layout, Widget
from ipywidgets.widgets.widget_bool import CheckboxStyle
from ipywidgets.widgets.widget_description import DescriptionStyle
from ipywidgets.widgets.widget_string import HTMLStyle

from .palette import COLOURS

_shared: dict[tuple, Widget] = {}


def plain(kind: type[Widget], **settings) -> Widget:
    """The layout or the style of this kind with these settings that all share: do not change it.

    >>> plain(Layout) is plain(Layout), plain(Layout) is plain(Layout, display="none")
    (True, False)
    """
    key = (kind, *sorted(settings.items()))
    found = _shared.get(key)
    if found is None or found.comm is None:  # closed with the widgets of an earlier run
        found = _shared[key] = kind(**settings)
    return found


def dropdown(description: str, **settings) -> Dropdown:
    """A list to choose from, with its name above it. ``settings`` are those of `ipywidgets.Dropdown`.

    >>> dropdown("State", options=["TX", "CA"]).value
    'TX'
    """
    shared = {"layout": plain(Layout), "style": plain(DescriptionStyle)}
    return Dropdown(description=description, **{**shared, **settings})


def checkbox(description: str, **settings) -> Checkbox:
    """A box to check, beside its words.

    >>> checkbox("Only differences", value=True).value
    True
    """
    shared = {"layout": plain(Layout), "style": plain(CheckboxStyle), "indent": False}
    return Checkbox(description=description, **{**shared, **settings})


def button(description: str, **settings) -> Button:
    """A button.

    >>> button("Start again").description
    'Start again'
    """
    shared = {"layout": plain(Layout), "style": plain(ButtonStyle)}
    return Button(description=description, **{**shared, **settings})


def panel(html: str = "") -> HTML:
    """A place with HTML that a widget may redraw; it takes the ink of the card in both themes.

    >>> panel().value
    ''
    """
    return HTML(html, layout=plain(Layout), style=plain(HTMLStyle, text_color=COLOURS["ink"]))


def controls_row(controls: list, **settings) -> Box:
    """A row of labelled controls, with the ground and spacing of all such rows.

    >>> controls_row([]).children
    ()
    """
    row = Box(controls, **{"layout": plain(Layout), **settings})
    row.add_class("fl-controls")
    return row
