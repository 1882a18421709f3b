"""Canvas: items as a package of QTI 1.2, one quiz a set, in the form that Canvas itself exports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from . import markup
from .collection import ItemSet
from .items import Item, Note, plain

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CONTENT = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QUIZ = "http://canvas.instructure.com/xsd/cccv1p0"
META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
FIRST, FIRST_TARGET = 1001, 2001  # Canvas numbers what can be chosen
MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same bytes on every day
TYPES = {
    "one": "multiple_choice_question",
    "several": "multiple_answers_question",
    "match": "matching_question",
    "order": "matching_question",  # its quizzes have no ordering: each line is given a place
    "number": "numerical_question",
    "essay": "essay_question",
}


def write(sets: Sequence[ItemSet]) -> bytes:
    """The zip to import as a "QTI .zip file". The same sets give the same bytes.

    >>> from .collection import collect
    >>> with zipfile.ZipFile(io.BytesIO(write(collect(lessons=["04"]).sets))) as package:
    ...     package.namelist()[:2]
    ['imsmanifest.xml', 'set-04-recall/set-04-recall.xml']
    """
    files = {"imsmanifest.xml": _bytes(_manifest(sets))}
    for item_set in sets:
        name = _name(item_set)
        files[f"{name}/{name}.xml"] = _bytes(_assessment(item_set))
        files[f"{name}/assessment_meta.xml"] = _bytes(_quiz(item_set))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, MIDNIGHT)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            package.writestr(entry, content)  # not compressed: compressors differ between machines
    return stream.getvalue()


def _name(item_set: ItemSet) -> str:
    return f"set-{item_set.id}"


def _manifest(sets: Sequence[ItemSet]) -> ElementTree.Element:
    manifest = ElementTree.Element("manifest", identifier="who-enforces-what", xmlns=CONTENT)
    metadata = _child(manifest, "metadata")
    _child(metadata, "schema", "IMS Content")
    _child(metadata, "schemaversion", "1.1.3")
    _child(manifest, "organizations")
    resources = _child(manifest, "resources")
    for item_set in sets:
        name = _name(item_set)
        meta = f"{name}/assessment_meta.xml"
        quiz = _child(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
        _child(quiz, "file", href=f"{name}/{name}.xml")
        _child(quiz, "dependency", identifierref=f"{name}-meta")
        about = _child(resources, "resource", identifier=f"{name}-meta", type=META, href=meta)
        _child(about, "file", href=meta)
    return manifest


def _quiz(item_set: ItemSet) -> ElementTree.Element:
    """How Canvas runs the quiz: for practice, unpublished. It mixes options in a whole quiz or in none, so
    one question whose options keep their order keeps all of them."""
    fixed = any(item.fixed and not item.true_false for item in item_set.items)
    quiz = ElementTree.Element("quiz", identifier=_name(item_set), xmlns=QUIZ)
    for name, text in (
        ("title", item_set.title),
        ("description", markup.about(item_set)),
        ("shuffle_answers", "false" if fixed else "true"),
        ("scoring_policy", "keep_highest"),
        ("quiz_type", "practice_quiz"),
        ("points_possible", f"{sum(item.points for item in item_set.items):g}"),
        ("show_correct_answers", "true"),
        ("allowed_attempts", "-1"),
        ("one_question_at_a_time", "false"),
        ("available", "false"),
    ):
        _child(quiz, name, text)
    return quiz


def _assessment(item_set: ItemSet) -> ElementTree.Element:
    root = ElementTree.Element("questestinterop", xmlns=QTI)
    assessment = _child(root, "assessment", ident=_name(item_set), title=item_set.title)
    section = _child(assessment, "section", ident="root_section")
    for item in item_set.items:
        _item(section, item, item_set.lesson)
    return root


def _item(section: ElementTree.Element, item: Item, lesson: str) -> None:
    element = _child(section, "item", ident=f"item-{item.id}", title=item.id)
    _metadata(element, item)
    presentation = _child(element, "presentation")
    _material(presentation, f"<div>{markup.prompt(item)}</div>", "text/html")
    processing = ElementTree.Element("resprocessing")
    outcomes = _child(processing, "outcomes")
    _child(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    _condition_other(processing, "general_fb")
    feedback = {
        "one": _choice,
        "several": _choice,
        "match": _match,
        "order": _match,
        "number": _number,
        "essay": _essay,
    }[item.form](presentation, processing, item)
    feedback = {"general_fb": _general(item, lesson), **feedback}
    if "general_incorrect_fb" in feedback:
        _condition_other(processing, "general_incorrect_fb")
    element.append(processing)
    for ident, html in feedback.items():
        _feedback(element, ident, html)


def _metadata(element: ElementTree.Element, item: Item) -> None:
    fields = _child(_child(element, "itemmetadata"), "qtimetadata")
    ids = range(FIRST, FIRST + len(item.options or item.lines))
    for label, entry in (
        ("question_type", "true_false_question" if item.true_false else TYPES[item.form]),
        ("points_possible", f"{item.points:g}"),
        ("original_answer_ids", ",".join(map(str, ids))),
    ):
        field = _child(fields, "qtimetadatafield")
        _child(field, "fieldlabel", label)
        _child(field, "fieldentry", entry)


def _general(item: Item, lesson: str) -> str:
    """Canvas has no place for words to the grader: criteria are shown after a written answer, as in the
    course."""
    criteria = markup.criteria(item) if item.form == "essay" else ""
    return f"<div>{markup.general(item, lesson)}{criteria}</div>"


def _choice(presentation: ElementTree.Element, processing: ElementTree.Element, item: Item) -> dict[str, str]:
    many = item.form == "several"
    response = _child(presentation, "response_lid", ident="response1")
    response.set("rcardinality", "Multiple" if many else "Single")
    choices = _child(response, "render_choice")
    feedback = {}
    for ident, option in enumerate(item.options, FIRST):
        _material(_child(choices, "response_label", ident=str(ident)), option.text)
        if option.feedback:
            condition = _child(processing, "respcondition", **{"continue": "Yes"})
            _equal(_child(condition, "conditionvar"), ident)
            _display(condition, f"{ident}_fb")
            feedback[f"{ident}_fb"] = markup.paragraph(option.feedback)
    condition = _child(processing, "respcondition", **{"continue": "No"})
    asked = _child(condition, "conditionvar")
    if many:
        asked = _child(asked, "and")
    for ident, option in enumerate(item.options, FIRST):
        if option.right:
            _equal(asked, ident)
        elif many:
            _equal(_child(asked, "not"), ident)
    _score(condition)
    return {**feedback, **_incorrect(item.notes)}


def _match(presentation: ElementTree.Element, processing: ElementTree.Element, item: Item) -> dict[str, str]:
    """Partners, or places in an order; what is known of a line's wrong partners is said for the line."""
    targets = item.targets or tuple(line.right for line in item.ordered)
    feedback = {}
    for ident, line in enumerate(item.lines, FIRST):
        response = _child(presentation, "response_lid", ident=f"response_{ident}")
        _material(response, line.text)
        choices = _child(response, "render_choice")
        for number, target in enumerate(targets, FIRST_TARGET):
            _material(_child(choices, "response_label", ident=str(number)), target)
        right, name = FIRST_TARGET + targets.index(line.right), f"response_{ident}"
        condition = _child(processing, "respcondition")
        _equal(_child(condition, "conditionvar"), right, name)
        _score(condition, f"{100 / len(item.lines):.2f}", "Add")
        notes = [Note("", "", _of_line(note)) for note in item.notes if note.key == line.key]
        if notes:
            condition = _child(processing, "respcondition")
            _equal(_child(_child(condition, "conditionvar"), "not"), right, name)
            _display(condition, f"{ident}_fb")
            feedback[f"{ident}_fb"] = markup.paragraph(" ".join(note.text for note in notes))
    return {**feedback, **_incorrect([note for note in item.notes if not note.key])}


def _of_line(note: Note) -> str:
    return f"“{note.given}”: {note.text}" if note.given else note.text


def _number(presentation: ElementTree.Element, processing: ElementTree.Element, item: Item) -> dict[str, str]:
    """The right number, exact or in a range. Canvas takes every number that has words of its own for right,
    so what is said to wrong ones is said to all of them."""
    response = _child(presentation, "response_str", ident="response1", rcardinality="Single")
    _child(_child(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    condition = _child(processing, "respcondition", **{"continue": "No"})
    asked = _child(condition, "conditionvar")
    if item.low == item.high:
        asked = _child(asked, "or")
        _child(asked, "varequal", plain(item.low), respident="response1")
        asked = _child(asked, "and")
    _child(asked, "vargte", plain(item.low), respident="response1")
    _child(asked, "varlte", plain(item.high), respident="response1")
    _score(condition)
    slips = [Note("", plain(slip.value), slip.feedback) for slip in item.slips]
    return _incorrect([*slips, *([Note("", "", item.otherwise)] if item.otherwise else [])])


def _essay(presentation: ElementTree.Element, processing: ElementTree.Element, item: Item) -> dict[str, str]:
    response = _child(presentation, "response_str", ident="response1", rcardinality="Single")
    _child(_child(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
    condition = _child(processing, "respcondition", **{"continue": "No"})
    _child(_child(condition, "conditionvar"), "other")
    return {}


def _incorrect(notes: Sequence[Note]) -> dict[str, str]:
    return {"general_incorrect_fb": f"<div>{markup.notes(notes)}</div>"} if notes else {}


def _condition_other(processing: ElementTree.Element, feedback: str) -> None:
    condition = _child(processing, "respcondition", **{"continue": "Yes"})
    _child(_child(condition, "conditionvar"), "other")
    _display(condition, feedback)


def _equal(element: ElementTree.Element, ident: int, respident: str = "response1") -> None:
    _child(element, "varequal", str(ident), respident=respident)


def _score(condition: ElementTree.Element, points: str = "100", action: str = "Set") -> None:
    _child(condition, "setvar", points, action=action, varname="SCORE")


def _display(condition: ElementTree.Element, ident: str) -> None:
    _child(condition, "displayfeedback", feedbacktype="Response", linkrefid=ident)


def _feedback(element: ElementTree.Element, ident: str, html: str) -> None:
    _material(_child(_child(element, "itemfeedback", ident=ident), "flow_mat"), html, "text/html")


def _material(element: ElementTree.Element, text: str, kind: str = "text/plain") -> None:
    _child(_child(element, "material"), "mattext", text, texttype=kind)


def _child(element: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(element, name, attributes)
    child.text = text or None
    return child


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
