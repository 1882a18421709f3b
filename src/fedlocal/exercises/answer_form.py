"""The form of a question: fields in place of typing. The page draws them; Python keeps, writes and marks."""

from __future__ import annotations

import json
import re
from typing import Any

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.piece import Piece
from ..drawing.templates import stylesheet
from ..ground import namespace, progress
from ..ground.places import place_or_none
from ..ground.tables import rows
from ..lesson.judging import quoted
from ..lesson.order import shuffled
from ..lesson.questions import Part
from . import tasks, views
from .checks import exercise as marked
from .literal import BLANK_TEXT, read, typed_number, written
from .tasks import Task

LIVE: dict[str, Form] = {}  # question id -> the form that was opened last
WORDS = {
    "check": "Check",
    "copy": "Copy this into the answer cell below:",
    "copy_button": "Copy",
    "copied": "Copied",
    "typing": "To type it in the cell instead",
    "choose": "choose …",
    "place": "place …",
    "moved": "has place",
    "text": "Your text",
}
BLANK = "Still blank: "  # so begins the judge's sentence on parts that are not filled in
UNPLACED = re.compile(r"Use each of these once: .*")
FIRST = {
    "empty": "Answer the question first.",
    "place": "This answer depends on the place. Choose one in the card that opens the exercise.",
}
CLOSING = re.compile(r"(?:All|None|Both|Neither)\b.{0,12}$")


def ask(question_id: str, place: str = "") -> Form | Piece:
    """A question of an exercise: with its form, or as a page where its answer is a function.

    Raises :class:`LookupError` for a question that does not exist.

    >>> type(ask("02-1")).__name__, type(ask("02-7")).__name__
    ('Form', 'Piece')
    """
    task = tasks.task(question_id, rows, place_or_none(place), solve=False)
    return views.ask(question_id, place) if task.container == "function" else Form(question_id, place)


def follow(exercise: str, place: str) -> None:
    """Let every open form of an exercise speak of this place."""
    for form in [form for id_, form in LIVE.items() if id_.partition("-")[0] == exercise]:
        form.show_place(place)


class Form(Shown, anywidget.AnyWidget):
    """The fields of one question, for a place. What is filled in stands in the answer cell as plain data.

    >>> Form("02-2", "Harris County, TX").values({"answer": "no", "reason": ""})
    {'answer': 'no', 'reason': ''}
    """

    _esm = script("exercises/cell_link.js", "exercises/answer_form.js")
    _css = stylesheet()
    grade_id = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Unicode().tag(sync=True)
    fields: traitlets.List = traitlets.List().tag(sync=True)
    typing = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(WORDS).tag(sync=True)

    def __init__(self, question_id: str, place: str = ""):
        self.question_id = question_id
        super().__init__(grade_id=f"answer-{question_id}")
        self.show_place(place)
        LIVE[question_id] = self
        self.on_msg(self._heard)

    def show_place(self, place: str) -> None:
        """Ask the question for this place; what is filled in stays."""
        county = place_or_none(place)
        self.place = place
        self.task = tasks.task(self.question_id, rows, county, solve=False)
        self.asked = views.question_html(self.task, county, "asked")
        self.typing = views.question_html(self.task, county, "typing")
        self.fields = fields(self.task, progress.seed())

    # what the page says

    def _heard(self, _widget, message: dict, _buffers) -> None:
        if "opened" in message:
            self.show_cell(message["opened"])
            if message["opened"] is None and message.get("answered") and self._kept():
                self.keep(self._kept())  # who answers without a cell writes the notebook at the end
        if "state" in message:
            self.keep(message["state"])
        if message.get("check"):
            self.send({"result": self.result(message["state"])})

    def show_cell(self, source: str | None) -> None:
        """Fill the form with what the answer cell holds; where no cell answers (``None``), with what was
        kept."""
        kept = self._kept()
        if source is None:
            state, note = kept, ""
        else:
            values, note = self._read(source)
            state = {**self.state(values), **(kept if values == self.values(kept) else {})}
            note = note or self._strangers(values)
        self._name(self.values(state))
        self.send({"fill": state, "note": note})

    def keep(self, state: dict) -> None:
        """Keep what is filled in: in the notebook's names, in this machine's file, in the answer cell."""
        values = self.values(state)
        self._name(values)
        progress.keep_more(f"{self.task.exercise}-answers", {self.question_id: json.dumps(state)})
        self.send({"write": {"grade_id": self.grade_id, "source": written(self.task, values)}})

    def result(self, state: dict) -> dict:
        """What the answer meets, as the page shows it; for a written answer its criteria."""
        if self.task.container == "text":
            return {"html": views.rubric(self.question_id).html}
        place = namespace.names().get("PLACE", self.place)
        mark = marked(self.question_id, {"PLACE": place, self.task.name: self.values(state)})
        if mark.stage in FIRST:
            return {**mark.page, "lines": [FIRST[mark.stage]]}
        return {**mark.page, "lines": [self._with_labels(line) for line in mark.page["lines"]]}

    def _with_labels(self, line: str) -> str:
        """A sentence that names parts or lines by their letters, with the words that stand at the fields."""
        if not line.startswith(BLANK):
            return UNPLACED.sub("Give each line a place.", line)
        keys = line.removeprefix(BLANK).rstrip(".").split(", ")
        labels = [quoted(part.label) for part in self.task.parts if part.key in keys]
        return f"{BLANK}{'; '.join(labels)}."

    # between the fields and the data

    def values(self, state: dict) -> Any:
        """The answer as plain data, from what the fields hold."""
        if self.task.container == "text":
            return str(state.get("text", ""))
        values = {part.key: _value(part, state.get(part.key)) for part in self.task.parts}
        return values[self.task.parts[0].key] if self.task.container == "single" else values

    def state(self, values: Any) -> dict:
        """What the fields hold for an answer; what does not fit a field is left blank."""
        if self.task.container == "text":
            return {"text": values}
        return {part.key: _field_state(part, cell) for part, cell in self._cells(values)}

    def _cells(self, values: Any) -> list[tuple[Part, Any]]:
        if self.task.container == "single":
            return [(self.task.parts[0], values)]
        cells = values if isinstance(values, dict) else {}
        known = {str(key).strip(): cell for key, cell in cells.items()}
        return [(part, known.get(part.key)) for part in self.task.parts]

    def _read(self, source: str) -> tuple[Any, str]:
        if self.task.container == "text":
            return ("" if BLANK_TEXT.fullmatch(source) else source), ""
        values, sentence = read(source)
        return values, sentence

    def _strangers(self, values: Any) -> str:
        """A sentence on what stands in the cell and fits no field; "" when all fits."""
        if self.task.container == "text":
            return ""
        for part, cell in self._cells(values):
            if cell not in (None, "", [], {}) and not _field_state(part, cell):
                name = f" for {part.key}" if len(self.task.parts) > 1 else ""
                return f"The answer cell has “{cell}”{name}, which is not one of the choices."
        return ""

    def _kept(self) -> dict:
        try:
            state = json.loads(progress.kept(f"{self.task.exercise}-answers").get(self.question_id, "{}"))
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}

    def _name(self, values: Any) -> None:
        if self.task.container != "text" and any(
            cell not in (None, "", []) for cell in (values.values() if isinstance(values, dict) else [values])
        ):
            namespace.names()[self.task.name] = values

    # unexecuted

    def fallback(self) -> str:
        return views.question_html(self.task, place_or_none(self.place))

    def summary(self) -> str:
        return views.line(self.task)


def fields(task: Task, seed: int) -> list[dict]:
    """What the page needs to draw the fields of a question; what is right stays in Python.

    >>> [field["kind"] for field in fields(tasks.task("02-2", rows, None, solve=False), 1)]
    ['radio', 'radio']
    """
    if task.container == "text":
        return [{"key": "text", "mark": "", "label": "", "kind": "text", "choices": []}]
    return [
        {
            "key": part.key,
            "mark": "" if len(part.key) > 1 or _counted(part) else part.key,
            "label": part.label if part.label != part.key else "",
            "kind": _kind(part),
            "unit": part.unit,
            "choices": _choices(part, task.id, seed),
            "numbered": all(choice.key.isdigit() for choice in part.choices),
        }
        for part in task.parts
    ]


def _counted(part: Part) -> bool:
    """Whether its label has its number, as "Paper 1" has; the letter a in a label is an article."""
    return part.key.isdigit() and part.key in part.label.split()


def _kind(part: Part) -> str:
    if part.form == "choice":
        return "radio" if len(part.choices) <= 5 else "select"
    return {"set": "checkbox", "order": "order"}.get(part.form, "number")


def _choices(part: Part, question_id: str, seed: int) -> list[dict]:
    """The choices with their words, mixed where a letter stands for a text."""
    choices = part.choices
    if choices and all(re.fullmatch("[a-z]", choice.key) and choice.text for choice in choices):
        order = "last" if CLOSING.fullmatch(choices[-1].text.rstrip(".")) else ""
        choices = shuffled(choices, f"{question_id}/{part.key}", seed, order)
    return [{"key": choice.key, "text": choice.text or choice.key} for choice in choices]


def _value(part: Part, field: Any) -> Any:
    """The plain value of one part, from what its field holds."""
    keys = [choice.key for choice in part.choices]
    if part.form == "set":
        return [key for key in keys if key in (field or [])]
    if part.form == "order":
        places = {key: int(place) for key, place in (field or {}).items() if key in keys and place}
        return sorted(places, key=lambda key: places[key])
    if part.form == "choice":
        return field if field in keys else ""
    return typed_number(str(field or ""))


def _field_state(part: Part, cell: Any) -> Any:
    """What the field of a part holds for a plain value; blank for what does not fit."""
    known = {choice.key.casefold(): choice.key for choice in part.choices}
    if part.form in ("set", "order"):
        items = re.split(r"[,;\s]+", cell) if isinstance(cell, str) else cell
        items = items if isinstance(items, (list, tuple, set)) else []
        keys = [known[text] for text in (str(item).strip().casefold() for item in items) if text in known]
        return {key: str(place) for place, key in enumerate(keys, 1)} if part.form == "order" else keys
    if cell is None or isinstance(cell, (dict, list, tuple, set)):
        return ""
    text = str(cell).strip()
    return known.get(text.casefold(), "") if part.form == "choice" else text
