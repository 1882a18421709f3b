"""Ways to break one question of an exported file, by platform, check and form. Each takes the element of the
question, breaks it and returns True, or returns False where there is nothing of the kind to break."""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def swap_attribute(name: str, elements: list[Element]) -> bool:
    """Exchange an attribute between the first element and the first one where it differs."""
    for other in elements[1:]:
        if other.get(name) != elements[0].get(name):
            first, second = elements[0].get(name), other.get(name)
            elements[0].set(name, second)
            other.set(name, first)
            return True
    return False


def swap_text(elements: list[Element]) -> bool:
    """The same with their texts."""
    for other in elements[1:]:
        if other.text != elements[0].text:
            elements[0].text, other.text = other.text, elements[0].text
            return True
    return False


def add_one(element: Element | None) -> bool:
    """Make a number one more."""
    if element is None:
        return False
    element.text = str(Decimal(element.text) + 1)
    return True


def cut(elements: list[Element], pattern: str) -> bool:
    """Take the first thing that fits ``pattern`` out of all texts that have it."""
    for element in elements:
        found = re.search(pattern, element.text or "")
        if found:
            for other in elements:
                other.text = (other.text or "").replace(found[0], "")
            return True
    return False


# Moodle


def _answers(question: Element) -> list[Element]:
    return question.findall("answer")


def _feedback(question: Element) -> list[Element]:
    return question.findall("answer/feedback/text")


def _combined(question: Element) -> list[Element]:
    names = ("partiallycorrectfeedback", "incorrectfeedback")
    return [text for name in names for text in question.findall(f"{name}/text")]


def _right_number(question: Element, name: str) -> Element | None:
    return question.find(f"answer[@fraction='100']/{name}")


def _mixed(question: Element) -> bool:
    element = question.find("shuffleanswers")
    if element is None or element.text != "false" or question.get("type") != "multichoice":
        return False
    element.text = "true"
    return True


MOODLE = [
    ("key", "one", lambda q: swap_attribute("fraction", _answers(q))),
    ("key", "several", lambda q: swap_attribute("fraction", _answers(q))),
    ("key", "match", lambda q: swap_text(q.findall("subquestion/answer/text"))),
    ("key", "order", lambda q: swap_text(q.findall("answer/text"))),
    ("bounds", "number", lambda q: add_one(_right_number(q, "tolerance"))),
    ("bounds", "number", lambda q: add_one(_right_number(q, "text"))),
    ("feedback", "one", lambda q: cut(_feedback(q), "<p>.+</p>")),
    ("feedback", "several", lambda q: cut(_feedback(q), "<p>.+</p>")),
    ("feedback", "number", lambda q: cut(_feedback(q), "<p>.+</p>")),
    ("feedback", "match", lambda q: cut(_combined(q), "<li>.+</li>")),
    ("feedback", "order", lambda q: cut(_combined(q), "<li>.+</li>")),
    ("texts", "one", lambda q: cut(q.findall("questiontext/text"), r"\w+(?=\W*</p>)")),
    ("texts", "match", lambda q: cut(q.findall("generalfeedback/text"), 'href="[^"]+"')),
    ("texts", "essay", lambda q: cut(q.findall("graderinfo/text"), "<li>.+?</li>")),
    ("order", "several", lambda q: swap_text(q.findall("answer/text"))),
    ("order", "match", lambda q: swap_text(q.findall("subquestion/text"))),
    ("order", "one", _mixed),
]
REFUSED_BY_MOODLE = {
    "a fraction that it does not have": lambda q: _fraction(q, "several", lambda f: f > 0, "33"),
    "more than everything": lambda q: _fraction(q, "several", lambda f: 0 < f < 90, "90"),
    "choosing all earns something": lambda q: _fraction(q, "several", lambda f: f < -20, "-20"),
    "nothing earns everything": lambda q: _fraction(q, "one", lambda f: f == 100, "50"),
    "not all lines asked": lambda q: q.find("selectcount") is not None and _one_less(q.find("selectcount")),
    "a name that it does not read": lambda q: q.find("single") is not None and _rename(q.find("single")),
    "a type that it does not know": lambda q: q.set("type", "multiple") is None,
}


def _fraction(question: Element, form: str, fits, value: str) -> bool:
    if (question.findtext("single") == "true") != (form == "one") or question.get("type") != "multichoice":
        return False
    for answer in _answers(question):
        if fits(float(answer.get("fraction"))):
            answer.set("fraction", value)
            return True
    return False


def _one_less(element: Element) -> bool:
    element.text = str(int(element.text) - 1)
    return True


def _rename(element: Element) -> bool:
    element.tag = "singel"
    return True


# Canvas


def _scored(item: Element) -> list[Element]:
    """What is asked for in the conditions that score."""
    return [
        equal
        for condition in item.iter(f"{Q}respcondition")
        if condition.find(f"{Q}setvar") is not None
        for equal in condition.iter(f"{Q}varequal")
    ]


def _other_key(item: Element) -> bool:
    labels = [label.get("ident") for label in item.iter(f"{Q}response_label")]
    (equal,) = _scored(item)
    equal.text = next(label for label in labels if label != equal.text)
    return True


def _taken_for_left(item: Element) -> bool:
    """In a set, the first right answer and the first wrong one change places."""
    both = next(item.iter(f"{Q}and"))
    return swap_text([both.find(f"{Q}varequal"), both.find(f"{Q}not/{Q}varequal")])


def _words(item: Element, ident: str) -> list[Element]:
    return [
        text
        for feedback in item.iter(f"{Q}itemfeedback")
        if re.fullmatch(ident, feedback.get("ident"))
        for text in feedback.iter(f"{Q}mattext")
    ]


CANVAS = [
    ("key", "one", _other_key),
    ("key", "several", _taken_for_left),
    ("key", "match", lambda i: swap_text(_scored(i))),
    ("bounds", "number", lambda i: add_one(next(i.iter(f"{Q}varlte")))),
    ("feedback", "one", lambda i: cut(_words(i, r"\d+_fb"), "<p>.+</p>")),
    ("feedback", "several", lambda i: cut(_words(i, r"\d+_fb"), "<p>.+</p>")),
    ("feedback", "match", lambda i: cut(_words(i, r"\d+_fb"), "<p>.+</p>")),
    ("feedback", "number", lambda i: cut(_words(i, "general_incorrect_fb"), "<li>.+</li>|<p>.+</p>")),
    ("texts", "one", lambda i: cut([next(i.iter(f"{Q}mattext"))], r"\w+(?=\W*</p>)")),
    ("texts", "match", lambda i: cut(_words(i, "general_fb"), 'href="[^"]+"')),
    ("texts", "essay", lambda i: cut(_words(i, "general_fb"), "<li>.+?</li>")),
    ("order", "several", lambda i: swap_text(_labels(i))),
]
MISREAD_BY_CANVAS = {
    "words that no condition displays": lambda i: _set(i, "displayfeedback", "linkrefid", "9_fb"),
    "answers announced in another order": lambda i: _announce(i, "original_answer_ids"),
    "a type that it does not know": lambda i: _announce(i, "question_type"),
}


def _labels(item: Element) -> list[Element]:
    return [next(label.iter(f"{Q}mattext")) for label in item.iter(f"{Q}response_label")]


def _set(item: Element, tag: str, name: str, value: str) -> bool:
    next(item.iter(f"{Q}{tag}")).set(name, value)
    return True


def _announce(item: Element, label: str) -> bool:
    for field in item.iter(f"{Q}qtimetadatafield"):
        entry = field.find(f"{Q}fieldentry")
        if field.findtext(f"{Q}fieldlabel") == label and entry.text:
            entry.text = entry.text[::-1]
            return True
    return False
