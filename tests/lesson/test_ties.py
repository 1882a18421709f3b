"""An answer that a tool of the course computes is the tool's answer; any other has a reason why no tool
gives it."""

import pytest

from fedlocal.ground.tables import load
from tests.lesson.ties import read, tied

TIED, READ = tied(), read()
SETS = load("question_sets").set_index("set_id")
QUESTIONS = {row["question_id"]: row for row in load("questions").to_dict("records")}
OPTIONS = {name: rows.to_dict("records") for name, rows in load("question_options").groupby("question_id")}
PARTS = {f"{row['question_id']}.{row['part']}": row for row in load("exercise_parts").to_dict("records")}
CHOICES = {name: rows.to_dict("records") for name, rows in load("exercise_choices").groupby("question_id")}


def expected() -> list[str]:
    """Ids that need a tie or a reason: practice questions, and parts of exercises with a typed key."""
    practice = [
        id_
        for id_, row in QUESTIONS.items()
        if SETS.loc[row["set_id"], "use"] == "practice" and not isinstance(row["computed_by"], str)
    ]
    return practice + [id_ for id_, row in PARTS.items() if not isinstance(row["computed_by"], str)]


def key(question: str):
    """The answer that the tables hold for a question, in the shape that tests/lesson/ties describes, and
    the names of its options."""
    kind, options = QUESTIONS[question]["kind"], OPTIONS.get(question, [])
    if kind in ("one", "several"):
        return {row["option"] for row in options if row["correct"]}
    if kind == "match":
        return {row["option"]: row["target"] for row in options}
    return [row["text"] for row in sorted(options, key=lambda row: int(row["target"]))]


def by_letter(question: str, found):
    """The tool's answer with texts of options turned into their letters."""
    letters = {row["text"]: row["option"] for row in OPTIONS.get(question, [])}
    if isinstance(found, dict):
        return {letters.get(name, name): target for name, target in found.items()}
    return {letters.get(name, name) for name in found} if isinstance(found, (set, frozenset)) else list(found)


def agrees(question: str, found) -> bool:
    """Whether the tool's answer is the one that the tables mark as right."""
    if question in PARTS:
        return str(found) == str(PARTS[question]["right"])
    row = QUESTIONS[question]
    if row["kind"] in ("number", "predict") and not isinstance(found, (set, frozenset)):
        return row["low"] <= float(found) <= row["high"]
    return by_letter(question, found) == key(question)


def test_each_answer_is_tied_or_says_why_not():
    known = set(QUESTIONS) | set(PARTS)
    assert not set(TIED) & set(READ), "Either a tool computes it or it does not."
    assert set(TIED) | set(READ) <= known, f"No such question: {sorted((set(TIED) | set(READ)) - known)}"
    missing = [id_ for id_ in expected() if id_ not in TIED and id_ not in READ]
    assert not missing, (
        f"Tie these to their tool in tests/lesson/ties, or say there why no tool computes them: {missing}"
    )


def test_reasons_are_reasons():
    assert all(len(why.split()) >= 4 for why in READ.values())


@pytest.mark.parametrize("question", sorted(TIED))
def test_marked_answer_is_what_the_tool_gives(question):
    found = TIED[question]()
    assert agrees(question, found), f"{question}: the tool gives {found!r}; correct the key or the rule."


def test_a_key_that_the_tool_does_not_give_is_caught():
    question = next(id_ for id_ in QUESTIONS if QUESTIONS[id_]["kind"] == "one")
    right = key(question)
    assert agrees(question, right) and not agrees(question, right | {"z"}) and not agrees(question, set())
