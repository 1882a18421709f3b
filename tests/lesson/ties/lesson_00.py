"""Answers of lesson 00 and its exercise that follow from a tool."""

from pathlib import Path

from fedlocal.ground import progress
from fedlocal.ground.sources import READ as CHECKED
from fedlocal.ground.tables import load
from fedlocal.law import authority
from tests.project.house.rules import nobody_is_asked_about_themselves, prompts


def asked_of_a_learner() -> set:
    """Option b, "nothing", as long as no prompt of any lesson asks for more."""
    nothing = {"cells": []}
    found = [
        warning
        for lesson in load("lessons")["lesson"]
        for warning in nobody_is_asked_about_themselves(nothing, lesson)
    ]
    return {"b"} if prompts("00") and not found else set()


def where_answers_are() -> set:
    return {"b"} if isinstance(progress.home(), Path) else set()


def what_a_source_shows() -> set:
    """Source, date and how it was checked stand with every citation; how sure it sounds does not."""
    columns = set(load("sources").columns)
    return {"bce"[i] for i, name in enumerate(("title", "as_of", "checked")) if name in columns}


def status_arrest() -> str:
    """Statement 5: what the checker says of a local arrest for unlawful presence alone, on one's own
    decision."""
    return {"yes": "True", "no": "Not true"}[
        authority.check("local_officer", "arrest_unlawful_presence", place="public").answer
    ]


def three_models() -> str:
    models = {column for column in load("agreements").columns if column.startswith("signed_")}
    return "True" if len(models) == 3 else "Not true"


TIED = {
    "00-try-1": asked_of_a_learner,
    "00-check-1": where_answers_are,
    "00-check-2": what_a_source_shows,
    "00-check-3": lambda: {"b"} if "second-hand" in CHECKED["secondary"] else set(),
    "00-precheck-5": lambda: {status_arrest()},
    "00-precheck-7": lambda: {three_models()},
}

READ = {
    "00-check-5": "what the course offers and does not, in words",
}
