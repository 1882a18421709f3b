"""The fields of the TradeoffStudio: weights, ranges, an aim of one's own, notes. The page draws them; what is typed goes to the studio."""

from __future__ import annotations

import anywidget
import traitlets

from ..look import stylesheet
from .base import script

STEPS = {
    "weights": ("1 · How much does each step matter to you?",
                "Each line is one step: from the worst to the best end that any option could reach. Ask which of the steps you would rather have, "
                "give it the most, and set the others beside it. A step that means nothing to you gets 0."),
    "ranges": ("2 · What do you think each option would do?",
               "Every range is a beginning. Where a study or a document stands behind it, the note says what comes from there and what is a guess. "
               "Change what you doubt; it is then marked as your assumption."),
}


class TradeoffForm(anywidget.AnyWidget):
    """One part of the studio's fields: ``weights`` or ``ranges``. ``fields`` says what to draw, ``said`` is read aloud when it changes."""

    _esm = script("tradeoff_form.js")
    _css = stylesheet()
    part = traitlets.Enum(["weights", "ranges"]).tag(sync=True)
    fields = traitlets.Dict().tag(sync=True)
    swings = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
