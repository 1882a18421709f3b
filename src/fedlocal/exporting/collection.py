"""Collection: the questions of lessons and exercises that go out, and those that stay behind, with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..exercises import tasks
from ..exercises.views import exhibit_of
from ..ground.formats import plural
from ..ground.places import Place
from ..ground.tables import keyed, rows
from ..lesson import questions
from ..lesson.questions import Question
from .items import Item, items

COURSE = "Who Enforces What?"
PREDICTION = "prediction: it has no right answer"
FUNCTION = "function of the data track: it runs in Python"
PLACE = "question of a place: its answer depends on it"


@dataclass(frozen=True)
class ItemSet:
    """The items of one set of a quiz, or of one exercise. ``path`` names the folders that it goes into."""

    id: str
    title: str
    path: tuple[str, ...]
    about: str
    lesson: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class LeftOut:
    """A question that stays behind: its id, and the reason."""

    id: str
    reason: str


@dataclass(frozen=True)
class Collection:
    """What goes out, set by set, and what stays behind."""

    sets: tuple[ItemSet, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(item for item_set in self.sets for item in item_set.items)

    @property
    def questions(self) -> int:
        """How many questions of the course go out: one with parts can be several items."""
        return len({item.question_id for item in self.items})

    def summary(self) -> str:
        """How much goes out, and what stays behind and why, in lines to print.

        >>> print(Collection((), (LeftOut("02-7", FUNCTION),)).summary())
        0 questions in 0 sets.
        Left out: 1 × function of the data track: it runs in Python (02-7).
        """
        counted = f"{plural(self.questions, 'question')} in {plural(len(self.sets), 'set')}"
        parted = len(self.items) > self.questions
        as_items = f", as {len(self.items)} items (a question whose parts differ becomes one item a part)"
        lines = [f"{counted}{as_items if parted else ''}."]
        for why in sorted({question.reason for question in self.left_out}):
            ids = [question.id for question in self.left_out if question.reason == why]
            mend = " Name one with --place." if why == PLACE else ""
            lines.append(f"Left out: {len(ids)} × {why} ({', '.join(ids)}).{mend}")
        return "\n".join(lines)


def collect(
    lessons: Sequence[str] = (), exercises: Sequence[str] = (), place: Place | None = None
) -> Collection:
    """The questions of these lessons and exercises, of all when neither is named.

    Without ``place``, questions whose answer depends on it stay behind. Raises :class:`LookupError` for a
    lesson or an exercise that does not exist, or that has no questions.

    >>> found = collect(lessons=["04"])
    >>> found.sets[0].id, found.left_out[0].reason
    ('04-recall', 'prediction: it has no right answer')
    """
    if not lessons and not exercises:
        lessons = sorted({row["lesson"] for row in rows("question_sets")})
        exercises = sorted(keyed("exercises", "exercise"))
    sets: list[ItemSet] = []
    left_out: list[LeftOut] = []
    for lesson in dict.fromkeys(lessons):
        _add_lesson(lesson, sets, left_out)
    for exercise in dict.fromkeys(exercises):
        _add_exercise(exercise, place, sets, left_out)
    return Collection(tuple(sets), tuple(left_out))


def reason(question: Question, known: bool = True) -> str:
    """Why a question stays behind, "" when it goes out. ``known`` says whether its place is.

    >>> from fedlocal.lesson.answers import find
    >>> reason(find("04-predict-1")), reason(find("04-check-1"))
    ('prediction: it has no right answer', '')
    """
    if any(part.form == "prediction" for part in question.parts):
        return PREDICTION
    if question.container == "function":
        return FUNCTION
    return "" if known else PLACE


def _add_lesson(lesson: str, sets: list[ItemSet], left_out: list[LeftOut]) -> None:
    found = [row for row in rows("question_sets") if row["lesson"] == lesson]
    if not found:
        known = ", ".join(sorted({row["lesson"] for row in rows("question_sets")}))
        raise LookupError(f"There are no questions of a lesson {lesson!r}. There are those of: {known}.")
    for row in found:
        going: list[Item] = []
        for question in questions.build(rows("questions"), rows("question_options"), row["set_id"]):
            why = reason(question)
            if why:
                left_out.append(LeftOut(question.id, why))
            else:
                going += items(question)
        if going:
            title = f"{row['set_id']} · {row['title']}"
            path = (COURSE, f"Lesson {lesson} · {_title(lesson)}", title)
            beside = lesson if row["use"] == "practice" else ""
            sets.append(ItemSet(row["set_id"], title, path, row["intro"], lesson, _beside(going, beside)))


def _add_exercise(exercise: str, place: Place | None, sets: list[ItemSet], left_out: list[LeftOut]) -> None:
    listed = tasks.listed(rows("exercise_questions"), exercise)
    row = keyed("exercises", "exercise")[exercise]
    going: list[Item] = []
    for listed_row in listed:
        task = tasks.task(listed_row["question_id"], rows, place)
        why = reason(task, place is not None or not task.needs_place)
        if why:
            left_out.append(LeftOut(task.id, why))
        else:
            table = exhibit_of(task)
            rubric = tasks.rubric(rows("exercise_rubrics"), task.id)
            going += [replace(item, exhibit=table) for item in items(task, rubric)]
    if going:
        title = f"Exercise {exercise} · {_title(row['lesson'])}" + (f" · {place.name}" if place else "")
        set_id = f"exercise-{exercise}" + (f"-{place.fips}" if place else "")
        lesson = row["lesson"]
        sets.append(ItemSet(set_id, title, (COURSE, title), row["question"], lesson, _beside(going, lesson)))


def _beside(going: list[Item], lesson: str) -> tuple[Item, ...]:
    return tuple(replace(item, beside=lesson) for item in going)


def _title(lesson: str) -> str:
    return keyed("lessons", "lesson")[lesson]["title"]
