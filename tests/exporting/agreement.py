"""Whether what a platform understands agrees with the course: its answers are given to the course's judge."""

from dataclasses import dataclass, replace
from decimal import Decimal

from fedlocal.exercises import tasks
from fedlocal.ground import places
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import rows
from fedlocal.lesson import questions
from fedlocal.lesson.judging import judge, quoted
from fedlocal.lesson.questions import Question

from .reading import Read, plain

PLACE = "Harris County, TX"
LITTLE = Decimal("0.001")


@dataclass(frozen=True)
class Asked:
    """A question of the course, or one part of it, in the way it goes out."""

    question: Question
    part: str = ""

    @property
    def alone(self) -> Question:
        """The question as the judge takes it: with its part as the only one, if it goes out part by part."""
        if not self.part:
            return self.question
        part = next(part for part in self.question.parts if part.key == self.part)
        return replace(self.question, parts=(part,), container="single")


def course(exercises: tuple[str, ...]) -> dict[str, Asked]:
    """All questions of all quizzes and of these exercises for one place, by the id that they go out with,
    and part by part as well."""
    found = [
        question
        for row in rows("question_sets")
        for question in questions.build(rows("questions"), rows("question_options"), row["set_id"])
    ]
    place = places.named(PLACE)
    found += [
        tasks.task(row["question_id"], rows, place)
        for exercise in exercises
        for row in tasks.listed(rows("exercise_questions"), exercise)
    ]
    parts = {
        f"{question.id}-{part.key}": Asked(question, part.key)
        for question in found
        for part in question.parts
        if len(question.parts) > 1
    }
    return {**parts, **{question.id: Asked(question) for question in found}}


def wrong_keys(read: Read, asked: Asked) -> list[str]:
    """What the platform takes for right and the course does not, or the other way round."""
    question = asked.alone
    if read.form == "one":
        return [
            text for text, right, _ in read.options if judge(question, _key(question, text)).correct != right
        ]
    if read.form == "several":
        chosen = [_key(question, text) for text, right, _ in read.options if right]
        known = [choice.key for choice in question.parts[0].choices]
        every = sorted(_key(question, text) for text, _, _ in read.options) == sorted(known)
        return [] if judge(question, chosen).correct and every else [str(chosen)]
    if read.form in ("match", "order"):
        return [] if judge(question, _paired(question, read.pairs)).correct else [str(read.pairs)]
    return []


def wrong_bounds(read: Read, asked: Asked) -> list[str]:
    """Numbers at and beyond the bounds of the platform that the course judges otherwise."""
    if read.form != "number":
        return []
    question, found = asked.alone, []
    off = Decimal(repr(float(question.parts[0].tolerance)))
    if len(read.ranges) != 1:
        return [f"{len(read.ranges)} ranges"]
    low, high = read.ranges[0]
    for value, right in ((low, True), (high, True), (low - LITTLE, False), (high + LITTLE, False)):
        if judge(question, float(value)).correct != right:
            found.append(f"{value} should be {'right' if right else 'wrong'}")
    for least, most, _ in read.slips:
        if most - least != 2 * off:
            found.append(f"a known wrong number from {least} to {most}")
    return found


def lost_feedback(read: Read, asked: Asked) -> list[str]:
    """What the course says to an answer and the platform does not say."""
    question = asked.alone
    if read.form == "one":
        return [
            f"{text}: {feedback!r}"
            for text, _, feedback in read.options
            if " ".join(judge(question, _key(question, text)).lines) != feedback
        ]
    if read.form == "several":
        return _lost_of_set(read, question)
    if read.form in ("match", "order"):
        return _lost_of_lines(read, question)
    if read.form == "number":
        return _lost_of_number(read, question)
    return []


def _lost_of_set(read: Read, question: Question) -> list[str]:
    """Each option is taken wrongly, or left out, with all others right."""
    right = [_key(question, text) for text, is_right, _ in read.options if is_right]
    lost = []
    for text, is_right, feedback in read.options:
        key = _key(question, text)
        given = [other for other in right if other != key] if is_right else [*right, key]
        notes = [f"{quoted(text)}: {feedback}", *read.notes]
        lines = judge(question, given).lines if given else ()
        lost += [line for line in lines if line not in notes]
    return lost


def _lost_of_lines(read: Read, question: Question) -> list[str]:
    """Two lines change their partners or places, any two that do not have the same one."""
    lost = []
    for first in range(len(read.pairs)):
        for second in range(first):
            pairs = list(read.pairs)
            (left, partner), (right, other) = pairs[first], pairs[second]
            pairs[first], pairs[second] = (left, other), (right, partner)
            lost += _unsaid(question, pairs, read)
    targets = [target for target in read.targets if target not in dict(read.pairs).values()]
    for place, (left, _) in enumerate(read.pairs):  # and each takes each partner that belongs to nobody
        for target in targets:
            pairs = list(read.pairs)
            pairs[place] = (left, target)
            lost += _unsaid(question, pairs, read)
    return lost


def _unsaid(question: Question, pairs: list[tuple[str, str]], read: Read) -> list[str]:
    """What the course says to these pairs and the platform does not. The course says “line”: words; the
    platform can name the partner as well, or say several things of a line."""
    unsaid = []
    for line in judge(question, _paired(question, pairs)).lines:
        label, _, words = line.partition("”: ") if line.startswith("“") else ("", "", line)
        if not any(note.startswith(label) and words in note for note in read.notes):
            unsaid.append(line)
    return unsaid


def _lost_of_number(read: Read, question: Question) -> list[str]:
    part = question.parts[0]
    low, high = read.ranges[0]
    notes = [*read.notes, *(feedback for _, _, feedback in read.slips)]
    lost = []
    for mistake in question.mistakes:
        if mistake.part not in (part.key, "*") or low <= Decimal(repr(float(mistake.value))) <= high:
            continue
        words = judge(question, mistake.value).lines[0]
        if not any(words in note for note in notes):
            lost.append(words)
    other = part.other.feedback if part.other else part.feedback
    return lost + ([other] if other and not any(other in note for note in notes) else [])


def lost_texts(read: Read, asked: Asked) -> list[str]:
    """Paragraphs, cells of a table, reasons, sources, criteria that do not arrive."""
    question = asked.question
    words = plain(read.html)
    texts = [*question.prompt.split("¶")]
    texts += [asked.alone.parts[0].label] if asked.part else []
    if getattr(question, "exhibit", None) is not None:
        texts += [str(column) for column in question.exhibit.columns]
        texts += [
            cell for row in question.exhibit.itertuples(index=False) for cell in row if isinstance(cell, str)
        ]
    lost = [text for text in texts if " ".join(text.split()) not in " ".join(words.split())]
    lost += [] if question.explain in read.general else [question.explain]
    if question.source_id:
        source = cite(question.source_id, question.pinpoint)
        lost += [] if source.label in read.general else [source.label]
        url = f'href="{source.url.replace("&", "&amp;")}"'
        lost += [] if not source.url or url in read.general_html else [source.url]
    if read.form == "essay":
        rubric = tasks.rubric(rows("exercise_rubrics"), question.id)
        ticks = [choice.text for part in question.parts for choice in part.choices]
        wanted = ticks + [row[name] for row in rubric for name in ("criterion", "full", "half", "none")]
        lost += [text for text in wanted if text not in read.grader]
        lost += [] if wanted else ["nothing to mark by"]
    return lost


def wrong_order(read: Read, asked: Asked) -> list[str]:
    """Options in another order than the course lists them, or mixed where they must not be."""
    question = asked.alone
    found = []
    if read.form in ("one", "several") and {text for text, _, _ in read.options} != {"True", "False"}:
        listed = list(_texts(question.parts[0]))
        found += [] if [text for text, _, _ in read.options] == listed else [str(listed)]
        found += ["mixed"] if read.mixed and question.order in ("fixed", "last") else []
    if read.form == "match":
        listed = [line.text for line in question.lines]
        found += [] if [line for line, _ in read.pairs] == listed else [str(listed)]
    return found


def _texts(part) -> dict[str, str]:
    """Key of each choice by its words; a choice without words is read by its key."""
    return {choice.text or choice.key.replace("_", " "): choice.key for choice in part.choices}


def _key(question: Question, text: str) -> str:
    """The key of the option with this text; the text itself where there is none, which nothing takes."""
    return _texts(question.parts[0]).get(text, text)


def _paired(question: Question, pairs: list[tuple[str, str]]):
    """An answer to a match or an order from texts of lines and of their partners or places."""
    if len(question.parts) == 1:  # an order in one list
        places = {int(place): _key(question, text) for text, place in pairs}
        return [places[place] for place in sorted(places)]
    lines = {part.label: part.key for part in question.parts}
    return {lines.get(text, text): _key(question, partner) for text, partner in pairs}
