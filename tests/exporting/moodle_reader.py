"""A reader of Moodle XML that follows Moodle's own importer, and refuses what it would refuse.

Followed, in Moodle's repository (release 5): ``public/question/format/xml/format.php``, from
``import_headers`` to ``import_question``; for ordering ``public/question/type/ordering/questiontype.php``,
``import_from_xml`` and ``save_question_options``; for what is refused after reading
``public/question/format.php``, ``importprocess`` (fractions), ``public/question/engine/bank.php``,
``fraction_options_full`` (which there are), and ``save_question_options`` of
``public/question/type/multichoice/questiontype.php`` (sums) and
``public/question/type/match/questiontype.php`` (a line without a partner).
"""

from decimal import Decimal
from xml.etree import ElementTree

from .reading import Read, entries, plain

COMMON = {
    "name",
    "questiontext",
    "generalfeedback",
    "defaultgrade",
    "penalty",
    "hidden",
    "idnumber",
    "tags",
    "hint",
}
COMBINED = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"}
READ = {  # what the importer looks for in each type; anything else it would pass over in silence
    "multichoice": COMBINED
    | {"single", "shuffleanswers", "answernumbering", "showstandardinstruction", "answer"},
    "truefalse": {"answer"},
    "numerical": {"answer", "unitgradingtype", "showunits"},
    "matching": COMBINED | {"shuffleanswers", "subquestion"},
    "ordering": COMBINED
    | {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "answer"},
    "essay": {
        "responseformat",
        "responserequired",
        "responsefieldlines",
        "attachments",
        "graderinfo",
        "responsetemplate",
    },
}
PARTS = (1, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.5, 0.4, 1 / 3, 0.3, 0.25, 0.2, 1 / 6, 1 / 7, 0.125)
PARTS += (1 / 9, 0.1, 0.05, 0)


class Refused(ValueError):
    """Moodle would not take this question, or not as it is written."""


def read(content: bytes) -> list[Read]:
    """The questions of a file, each with the path of its category."""
    root = ElementTree.fromstring(content.decode("utf-8"))
    if root.tag != "quiz":
        raise Refused(f"The file begins with {root.tag}.")
    found, path = [], ""
    for element in root.findall("question"):
        if element.get("type") == "category":
            path = element.findtext("category/text", "").strip()
            continue
        found.append(_question(element, path))
    return found


def form(element: ElementTree.Element) -> str:
    """The form of a question as this reader calls it."""
    type_ = element.get("type", "")
    if type_ == "multichoice":
        return "one" if element.findtext("single", "true") == "true" else "several"
    names = {"truefalse": "one", "matching": "match", "ordering": "order", "numerical": "number"}
    return names.get(type_, type_)


def _question(element: ElementTree.Element, path: str) -> Read:
    type_ = element.get("type", "")
    if type_ not in READ:
        raise Refused(f"There is no question type {type_!r}.")
    unknown = {child.tag for child in element} - READ[type_] - COMMON
    if unknown:
        raise Refused(f"{type_} does not read {sorted(unknown)}.")
    if not element.findtext("name/text", "").strip():
        raise Refused("A question has no name.")
    general = _html(element, "generalfeedback")
    question = Read(
        id=element.findtext("idnumber", ""),
        form=form(element),
        html=_html(element, "questiontext"),
        general=plain(general),
        general_html=general,
        points=float(element.findtext("defaultgrade", "1")),
        path=path,
        hints=[plain(hint.findtext("text", "")) for hint in element.findall("hint")],
        notes=entries(_html(element, "incorrectfeedback")),
    )
    if _html(element, "incorrectfeedback") != _html(element, "partiallycorrectfeedback"):
        raise Refused("Half right and wrong meet different words.")
    TAKE[type_](question, element)
    return question


def _html(element: ElementTree.Element, name: str) -> str:
    found = element.find(name)
    if found is not None and found.get("format", "html") != "html":
        raise Refused(f"{name} is not HTML.")
    return (element.findtext(f"{name}/text") or "").strip()


def _answers(element: ElementTree.Element) -> list[tuple[float, str, str]]:
    """Fraction from 0 to 1, text and feedback of each answer; a fraction that Moodle has not is refused."""
    found = []
    for answer in element.findall("answer"):
        fraction = float(answer.get("fraction", "0")) / 100
        if not any(abs(abs(fraction) - part) < 0.00001 for part in PARTS):
            raise Refused(f"Moodle has no fraction {fraction}.")
        found.append(
            (fraction, (answer.findtext("text") or "").strip(), plain(answer.findtext("feedback/text") or ""))
        )
    return found


def _multichoice(question: Read, element: ElementTree.Element) -> None:
    single = question.form == "one"
    question.mixed = element.findtext("shuffleanswers", "false").strip() == "true"
    answers = _answers(element)
    if len(answers) < 2:
        raise Refused("A choice needs two answers.")
    if single and max(fraction for fraction, _, _ in answers) != 1:
        raise Refused("No answer earns everything.")
    if not single:
        earned = sum(fraction for fraction, _, _ in answers if fraction > 0)
        if round(earned, 2) != 1:
            raise Refused(f"The right answers earn {earned} together.")
        if round(sum(fraction for fraction, _, _ in answers), 2) != 0 and any(f < 0 for f, _, _ in answers):
            raise Refused("Choosing all earns something.")
        if any(fraction == 0 for fraction, _, _ in answers):
            raise Refused("A wrong answer costs nothing.")
    question.options = [(plain(text), fraction > 0, feedback) for fraction, text, feedback in answers]


def _truefalse(question: Read, element: ElementTree.Element) -> None:
    found = {text: (fraction, feedback) for fraction, text, feedback in _answers(element)}
    if set(found) != {"true", "false"}:
        raise Refused(f"The answers are {sorted(found)}, not true and false.")
    question.options = [
        (text.capitalize(), fraction == 1, feedback) for text, (fraction, feedback) in found.items()
    ]


def _numerical(question: Read, element: ElementTree.Element) -> None:
    """Answers are tried from the first to the last, so a right one counts before the known wrong ones."""
    for answer, (fraction, text, feedback) in zip(element.findall("answer"), _answers(element)):
        if text == "*":
            question.notes = [feedback]
            continue
        value, off = Decimal(text), Decimal(answer.findtext("tolerance", "0"))
        if fraction == 1:
            question.ranges.append((value - off, value + off))
        else:
            question.slips.append((value - off, value + off, feedback))


def _matching(question: Read, element: ElementTree.Element) -> None:
    question.mixed = element.findtext("shuffleanswers", "1").strip() == "true"
    for line in element.findall("subquestion"):
        text, partner = plain(line.findtext("text") or ""), (line.findtext("answer/text") or "").strip()
        if not partner:
            raise Refused(f"{text!r} has no partner.")
        question.targets += [partner] if partner not in question.targets else []
        if text:
            question.pairs.append((text, partner))


def _ordering(question: Read, element: ElementTree.Element) -> None:
    """The order of the answers in the file is the right one; their fractions and feedback are not kept."""
    texts = [plain(answer.findtext("text") or "") for answer in element.findall("answer")]
    if len(texts) < 2 or element.findtext("selecttype") != "ALL":
        raise Refused("Not all lines would be asked.")
    if int(element.findtext("selectcount", "0")) != len(texts):
        raise Refused("Not all lines would be asked.")
    if any((answer.findtext("feedback/text") or "") for answer in element.findall("answer")):
        raise Refused("Feedback to a line of an order is thrown away.")
    question.pairs = [(text, str(place)) for place, text in enumerate(texts, 1)]


def _essay(question: Read, element: ElementTree.Element) -> None:
    question.grader = plain(_html(element, "graderinfo"))


TAKE = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
