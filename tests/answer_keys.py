"""Right and wrong answers of the questions of a quiz, for tests that must not know a letter."""

from fedlocal.lesson.answers import find


def right(question_id: str):
    """The answer that is right: a key, a list of keys, a number, or a mapping of lines."""
    question = find(question_id)
    if len(question.parts) > 1:
        return {part.key: part.right for part in question.parts}
    part = question.parts[0]
    return list(part.right) if part.form == "set" else part.right


def wrong(question_id: str, misconception: str = "") -> str:
    """A wrong option of a question with a single choice: the first, or the one with this misconception."""
    mistakes = find(question_id).mistakes
    return next(mistake.value for mistake in mistakes if misconception in ("", mistake.misconception))
