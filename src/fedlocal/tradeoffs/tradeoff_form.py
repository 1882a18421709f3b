"""The fields of the TradeoffStudio: weights, ranges, an aim of one's own, notes. The page draws them; what
is typed goes to the studio."""

from __future__ import annotations

import anywidget
import traitlets

from ..drawing.card import script
from ..drawing.templates import stylesheet

STEPS = {
    "weights": (
        "1 · How much does each step matter to you?",
        (
            "Each line is one step, from the worst to the best end that any option could reach. Ask which"
            " step you would rather have than any other, give it the most, and set the others beside it. A"
            " step that means nothing to you keeps 0. One aim goes both ways, because people want opposite"
            " things there."
        ),
    ),
    "ranges": (
        "2 · What do you think each option would do?",
        (
            "Every range is only a beginning. Its note says what comes from a study or a document and what is"
            " our guess. Change what you doubt; it is then marked as your assumption. The steps above stay as"
            " they are, so an option that you did not touch keeps its total."
        ),
    ),
}


class TradeoffForm(anywidget.AnyWidget):
    """One part of the studio's fields: ``weights`` or ``ranges``. ``fields`` says what to draw, ``said``
    and ``beyond`` are read aloud."""

    _esm = script("tradeoffs/tradeoff_form.js")
    _css = stylesheet()
    part = traitlets.Enum(["weights", "ranges"]).tag(sync=True)
    fields = traitlets.Dict().tag(sync=True)
    swings = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    beyond = traitlets.Dict().tag(sync=True)
