"""The fields of the TradeoffStudio: weights, ranges, an aim of one's own, notes. The page draws them; what is typed goes to the studio."""

from __future__ import annotations

import anywidget
import traitlets

from ..look import stylesheet
from .base import script


class TradeoffForm(anywidget.AnyWidget):
    """One part of the studio's fields: ``weights`` or ``ranges``. ``fields`` says what to draw, ``said`` is read aloud when it changes."""

    _esm = script("tradeoff_form.js")
    _css = stylesheet()
    part = traitlets.Enum(["weights", "ranges"]).tag(sync=True)
    fields = traitlets.Dict().tag(sync=True)
    swings = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
