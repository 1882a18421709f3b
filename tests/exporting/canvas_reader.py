"""A reader of a QTI 1.2 package that follows Canvas's own importer.

Canvas reads in two stages. Its migration tool (instructure/QTIMigrationTool, ``lib/imsqtiv1.py``) turns
QTI 1.2 into 2.1; what it makes of each element is taken over here. Then instructure/canvas-lms reads the
result, in ``gems/plugins/qti_exporter/lib/qti``: ``assessment_item_converter.rb`` (metadata, feedback by the
name of its id), ``choice_interaction.rb``, ``associate_interaction.rb`` (``get_canvas_matches``,
``get_canvas_answers``), ``numeric_interaction.rb`` (``get_canvas_answers``),
``extended_text_interaction.rb``;
and ``lib/cc/importer/canvas/quiz_metadata_converter.rb`` for a quiz.
"""

import io
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

from fedlocal.lesson.judging import quoted

from .reading import Read, entries, plain

Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
C = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
M = "{http://canvas.instructure.com/xsd/cccv1p0}"
FORMS = {
    "multiple_choice_question": "one",
    "true_false_question": "one",
    "multiple_answers_question": "several",
    "matching_question": "match",
    "numerical_question": "number",
    "essay_question": "essay",
}
NOT_MIXED = ("true_false_question", "matching_question")  # Quizzes::Quiz.non_shuffled_questions


class Refused(ValueError):
    """Canvas would not take this question, or not as it is written."""


def read(content: bytes) -> list[Read]:
    """The questions of a package, each with the title of its quiz."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        resources = list(_xml(package, "imsmanifest.xml").iter(f"{C}resource"))
        metas = [
            file.get("href")
            for resource in resources
            if resource.get("type", "").endswith("learning-application-resource")
            for file in resource.findall(f"{C}file")
        ]
        for resource in resources:
            if resource.get("type") == "imsqti_xmlv1p2":
                root = _xml(package, resource.find(f"{C}file").get("href"))
                assessment = root.find(f"{Q}assessment")
                meta = f"{assessment.get('ident')}/assessment_meta.xml"
                if meta not in metas:
                    raise Refused(f"The manifest lists no {meta}.")
                found += _quiz(assessment, _xml(package, meta))
    return found


def _xml(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(path).decode("utf-8"))


def _quiz(assessment: ElementTree.Element, meta: ElementTree.Element) -> list[Read]:
    items = [_item(element) for element in assessment.iter(f"{Q}item")]
    mixed = meta.findtext(f"{M}shuffle_answers") == "true"
    for item, type_ in items:
        item.path = meta.findtext(f"{M}title", "")
        item.mixed = mixed and type_ not in NOT_MIXED
    total = sum(item.points for item, _ in items)
    if abs(float(meta.findtext(f"{M}points_possible", "0")) - total) > 0.001 * len(items):
        raise Refused("The points of the quiz are not those of its questions.")
    return [item for item, _ in items]


def form(element: ElementTree.Element) -> str:
    """The form of a question as this reader calls it."""
    return FORMS[_fields(element)["question_type"]]


def _fields(element: ElementTree.Element) -> dict[str, str]:
    return {
        field.findtext(f"{Q}fieldlabel"): field.findtext(f"{Q}fieldentry") or ""
        for field in element.iter(f"{Q}qtimetadatafield")
    }


def _item(element: ElementTree.Element) -> tuple[Read, str]:
    fields = _fields(element)
    type_ = fields["question_type"]
    if type_ not in FORMS:
        raise Refused(f"There is no question type {type_!r}.")
    words = _feedback(element)
    question = Read(
        id=element.get("title", ""),
        form=FORMS[type_],
        html=_material(element.find(f"{Q}presentation")),
        general=plain(words.get("general_fb", "")),
        general_html=words.get("general_fb", ""),
        points=float(fields["points_possible"]),
        notes=entries(words.get("general_incorrect_fb", "")),
    )
    ids = fields["original_answer_ids"].split(",") if fields["original_answer_ids"] else []
    TAKE[question.form](question, element, words, ids)
    return question, type_


def _material(element: ElementTree.Element) -> str:
    """The text of an element; detect_html and clear_html take plain text for what it is."""
    return element.findtext(f"{Q}material/{Q}mattext") or ""


def _feedback(element: ElementTree.Element) -> dict[str, str]:
    """Words by their id, as far as a condition displays them: Canvas sorts them by names such as general_,
    incorrect, 1001_fb."""
    displayed = {display.get("linkrefid") for display in element.iter(f"{Q}displayfeedback")}
    words = {
        feedback.get("ident"): _material(feedback.find(f"{Q}flow_mat"))
        for feedback in element.iter(f"{Q}itemfeedback")
    }
    if displayed != set(words):
        raise Refused(
            f"{element.get('title')}: displayed are {sorted(displayed)}, there are {sorted(words)}."
        )
    if any(not re.fullmatch(r"general_fb|general_incorrect_fb|\d+_fb", ident) for ident in words):
        raise Refused(f"Canvas does not know the feedback ids {sorted(words)}.")
    return words


def _choice(question: Read, element: ElementTree.Element, feedback: dict, ids: list[str]) -> None:
    labels = {label.get("ident"): _material(label) for label in element.iter(f"{Q}response_label")}
    if list(labels) != ids:
        raise Refused(f"{question.id}: the answers are {list(labels)}, announced are {ids}.")
    right: set[str] = set()
    for condition in element.iter(f"{Q}respcondition"):
        if condition.find(f"{Q}setvar") is not None and float(condition.findtext(f"{Q}setvar")) > 0:
            asked = condition.find(f"{Q}conditionvar")
            both = asked.find(f"{Q}and")
            taken = asked if both is None else both
            right |= {equal.text for equal in taken.findall(f"{Q}varequal")}
            excluded = {equal.text for equal in taken.findall(f"{Q}not/{Q}varequal")}
            if question.form == "several" and right | excluded != set(labels):
                raise Refused(f"{question.id}: not each answer is asked for or excluded.")
    if question.form == "one" and len(right) != 1:
        raise Refused(f"{question.id} has {len(right)} right answers.")
    question.options = [
        (text, ident in right, plain(feedback.get(f"{ident}_fb", ""))) for ident, text in labels.items()
    ]


def _match(question: Read, element: ElementTree.Element, feedback: dict, ids: list[str]) -> None:
    right = {}
    for condition in element.iter(f"{Q}respcondition"):
        equal = condition.find(f"{Q}conditionvar/{Q}varequal")
        if equal is not None and condition.find(f"{Q}setvar") is not None:
            right[equal.get("respident")] = equal.text
    for line, ident in zip(element.iter(f"{Q}response_lid"), ids):
        name = line.get("ident")
        if name != f"response_{ident}":
            raise Refused(f"{question.id}: the line {name} is announced as {ident}.")
        partners = {label.get("ident"): _material(label) for label in line.iter(f"{Q}response_label")}
        question.targets = list(partners.values())
        question.pairs.append((_material(line), partners[right[name]]))
        if f"{ident}_fb" in feedback:
            question.notes.append(f"{quoted(_material(line))}: {plain(feedback[f'{ident}_fb'])}")
    if len(set(question.targets)) < len(question.targets):
        raise Refused(f"{question.id}: two partners have the same words.")


def _number(question: Read, element: ElementTree.Element, feedback: dict, ids: list[str]) -> None:
    """Each condition with bounds is a right answer, whatever it scores."""
    for condition in element.iter(f"{Q}respcondition"):
        asked = condition.find(f"{Q}conditionvar")
        low, high = asked.find(f".//{Q}vargte"), asked.find(f".//{Q}varlte")
        exact = asked.find(f"{Q}or/{Q}varequal")
        if exact is not None:
            off = Decimal(high.text) - Decimal(exact.text)
            question.ranges.append((Decimal(exact.text) - off, Decimal(exact.text) + off))
        elif low is not None:
            question.ranges.append((Decimal(low.text), Decimal(high.text)))


def _essay(question: Read, element: ElementTree.Element, feedback: dict, ids: list[str]) -> None:
    question.grader = question.general  # there is no other place: the importer reads nothing for graders


TAKE = {"one": _choice, "several": _choice, "match": _match, "number": _number, "essay": _essay}
