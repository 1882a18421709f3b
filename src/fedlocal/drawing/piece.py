"""What a lesson shows that is no widget: HTML, and beside it one stable line of plain text."""

from __future__ import annotations

from dataclasses import dataclass

from ..ground.formats import plural
from ..ground.progress import ever_right
from .templates import render


@dataclass(frozen=True)
class Piece:
    """HTML for a lesson with a stable line of plain text."""

    html: str
    line: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.line


def note(text: str) -> Piece:
    """One sentence in the look of the course.

    >>> note("Done.")
    Done.
    """
    return Piece(render("drawing/note.html", text=text), text)


class Progress(dict):
    """``{question: {first, latest, tries, ever}}``; shown to a learner as a sentence."""

    def _repr_html_(self) -> str:
        return render("drawing/note.html", text=repr(self))

    def __repr__(self) -> str:
        if not self:
            return "Nothing is saved yet."
        right = sum(ever_right(answer) for answer in self.values())
        return f"Saved on this machine: {plural(len(self), 'question')} tried, {right} answered right."
