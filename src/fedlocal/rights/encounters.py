"""Meeting an officer in seven places: what holds, for whom, and how one question is answered from place to
place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PLACES = {
    "street": "On the street",
    "car": "In a car, bus or train",
    "door": "At the door of a home",
    "work": "At work",
    "school": "At a school, hospital or place of worship",
    "court": "At a courthouse or a check-in",
    "jail": "In a jail",
}
QUESTIONS = {  # what protects comes first: at a door nobody reads to the end
    "everyone": "What protects everyone here?",
    "reason": "What reason does an officer need?",
    "officers": "What may officers do?",
    "noncitizens": "What differs by citizenship?",
    "duties": "What duties are there?",
    "safety": "What does each side need to be safe?",
    "open": "What is disputed or moving?",
}
WHOM = {
    "everyone": "Everyone",
    "citizens": "Citizens",
    "noncitizens": "Noncitizens",
    "officers": "Any officer",
    "local_officers": "Local officers",
    "federal_officers": "Immigration officers",
    "employers": "Employers",
    "schools": "School staff",
}
# who reads: for whom a rule holds, and which questions concern this reader whomever the answer names
READERS = {
    "all": ("Everybody", tuple(WHOM), ()),
    "citizen": (
        "A citizen",
        ("everyone", "citizens"),
        ("reason",),
    ),  # an officer's limit is a resident's protection
    "noncitizen": ("A noncitizen", ("everyone", "noncitizens"), ("reason",)),
    "local": ("A local officer", ("officers", "local_officers"), ("everyone", "open")),  # and the reverse
    "federal": ("An immigration officer", ("officers", "federal_officers"), ("everyone", "open")),
    "employer": ("An employer", ("everyone", "employers"), ("reason", "officers")),
    "school": ("School staff", ("everyone", "schools"), ("reason", "officers")),
}


def select(table: Iterable[Mapping], place: str = "", question: str = "", reader: str = "all") -> list[dict]:
    """The rows for one place or all (``""``), one question or all, and one reader, in order.

    ``table`` is the rows of ``encounters``. Raises :class:`LookupError` for a word that does not exist.

    >>> from fedlocal.ground.tables import rows
    >>> [row["encounter_id"] for row in select(rows("encounters"), "school", "duties")]
    ['school-07', 'school-08']
    """
    for word, known in ((place, PLACES), (question, QUESTIONS)):
        if word and word not in known:
            raise LookupError(f"There is no {word!r} here. There are: {', '.join(known)}.")
    if reader not in READERS:
        raise LookupError(f"There is no reader {reader!r}. There are: {', '.join(READERS)}.")
    _, whom, questions = READERS[reader]
    return [
        {**row, "place": PLACES[row["setting"]], "for": WHOM[row["whom"]]}
        for row in table
        if (row["whom"] in whom or row["question"] in questions)
        and place in ("", row["setting"])
        and question in ("", row["question"])
    ]


def grouped(rows: list[dict], by: str) -> list[tuple[str, list[dict]]]:
    """Rows by ``"question"`` or ``"setting"``, with the words for each group, in the order of the lists
    above.

    >>> from fedlocal.ground.tables import rows
    >>> [name for name, _ in grouped(select(rows("encounters"), "jail"), "question")][0]
    'What protects everyone here?'
    """
    names = {"question": QUESTIONS, "setting": PLACES}[by]
    return [
        (name, those) for key, name in names.items() if (those := [row for row in rows if row[by] == key])
    ]
