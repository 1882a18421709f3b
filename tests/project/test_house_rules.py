"""Every lesson keeps the house rules, and every rule can fail."""

import copy
import json
from pathlib import Path

import pytest

from tests.project.house.private import asked
from tests.project.house.rules import RULES, VIEW, prompts

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_keeps(path, name):
    complaints = RULES[name](read(path), path.stem[:2])
    assert not complaints, "\n".join([f"{path.name} breaks “{name}”:", *complaints])


def first(notebook, text, kind="code"):
    return next(
        cell for cell in notebook["cells"] if cell["cell_type"] == kind and text in "".join(cell["source"])
    )


def stored(cell):
    return cell["outputs"][0]["data"]


def second_title(nb):
    nb["cells"].append({"cell_type": "markdown", "id": "x", "metadata": {}, "source": ["# Again"]})


def no_card(nb):
    nb["cells"].remove(first(nb, "fl.card("))


def no_check(nb):
    nb["cells"].remove(first(nb, "-check"))


def all_questions_gone(nb):
    nb["cells"] = [cell for cell in nb["cells"] if "fl.quiz(" not in "".join(cell["source"])]


def long_cell(nb):
    first(nb, "fl.load")["source"] = ["x = 1\n"] * 11


def stored_error(nb):
    first(nb, "fl.figures")["outputs"] = [
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    ]


def stored_view(nb):
    stored(first(nb, "fl.widgets"))[VIEW] = {"model_id": "1"}


def empty_fallback(nb):
    stored(first(nb, "fl.widgets"))["text/html"] = "<p>A widget</p>"


def address_in_output(nb):
    stored(first(nb, "fl.card"))["text/plain"] = "<object at 0x7f0011223344>"


def inline_svg(nb):
    stored(first(nb, "fl.figures"))["text/html"] = "<svg></svg>"


def replaced(old, new, text="fl.figures"):
    def change(nb):
        data = stored(first(nb, text))
        data["text/html"] = "".join(data["text/html"]).replace(old, new)

    return change


def no_alt(nb):
    import re

    data = stored(first(nb, "fl.figures"))
    data["text/html"] = re.sub(r'alt="[^"]*"', 'alt=""', "".join(data["text/html"]))


def huge(nb):
    first(nb, "fl.figures")["outputs"][0]["data"]["text/plain"] = "x" * 1_000_001


def added(text):
    def change(nb):
        nb["cells"].append({"cell_type": "markdown", "id": "x", "metadata": {}, "source": [text]})

    return change


def same_ids(nb):
    nb["cells"][1]["id"] = nb["cells"][0]["id"]


def answer_in_the_open(nb):
    """The picture of an answer that stands before its guess, as if nothing were folded."""
    data = stored(first(nb, "fl.predict("))
    data["text/html"] = "".join(data["text/html"]).replace("<details", "<div").replace("</details", "</div")


BREAKS = {
    "one_title_and_ordered_headings": second_title,
    "card_comes_first": no_card,
    "all_parts_are_there": no_check,
    "objectives_are_assessed": all_questions_gone,
    "each_widget_has_its_question": all_questions_gone,
    "answers_wait_for_the_guess": answer_in_the_open,
    "code_cells_are_short": long_cell,
    "outputs_are_stored_and_clean": stored_error,
    "no_widget_state_is_stored": stored_view,
    "widgets_teach_unexecuted": empty_fallback,
    "nothing_changes_between_runs": address_in_output,
    "html_survives_an_untrusted_notebook": inline_svg,
    "pictures_have_words": no_alt,
    "tables_have_captions_and_scopes": replaced('scope="', 'data-scope="'),
    "figures_say_what_and_whence": replaced("Source:", ""),
    "lesson_is_small": huge,
    "links_are_sources": added("See [this](https://example.org/elsewhere)."),
    "words_are_fair_and_plain": added("They crossed as illegal aliens."),
    "statements_are_claims": added("There were 77 cases in Smith v. Jones."),
    "cells_have_names": same_ids,
    "nobody_is_asked_about_themselves": added("Tell your group where your parents were born."),
}


def test_each_rule_has_a_way_to_be_broken():
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_rule_can_fail(name):
    notebook = copy.deepcopy(
        read(LESSONS[0] if len(LESSONS) == 1 else next(p for p in LESSONS if p.stem.startswith("04")))
    )
    BREAKS[name](notebook)
    assert RULES[name](notebook, "04"), f"“{name}” did not notice what was broken"


# ------------------------------------------------------------------ nobody is asked about themselves

REFUSED = [
    "Where were you born?",
    "What is your immigration status?",
    "Are you a citizen?",
    "Are you undocumented?",
    "Say where you were born.",
    "Write down your country of birth.",
    "Type your own status between the quotes.",
    "Tell the class about your family.",
    "Share your family’s story.",
    "Describe your family's immigration history.",
    "How did your parents come to the United States?",
    "When did you or your family first arrive in this country?",
    "Has anyone in your family ever been detained?",
    "Were you ever stopped?",
    "Do your parents have papers?",
    "Interview a member of your family.",
    "Think of a time when you were arrested.",
    "Where is your family from?",
    "Do you know someone who is undocumented?",
    "Is anyone in this room undocumented?",
    "Write about your own background and the story of your family.",
    "Then write where you were born.",
    "In a group, discuss your roots.",
    "Why don’t you tell us where you were born?",
    "Which of your relatives are citizens, and what is your own citizenship?",
]
ALLOWED = [
    "Officers may ask people where they were born.",
    "A statute bars officers from asking about status or place of birth.",
    "An officer asks: “Where were you born?” May she?",
    "May a local officer ask a driver about immigration status?",
    "In which states may police ask where a person was born?",
    "Nobody is asked about themselves: not status, not birthplace, not family stories.",
    "What will this course ask you about your own life?",
    "Do not write about your family.",
    "Never type your own status.",
    "Where was Marta, who is invented, born, and does it matter?",
    "Any county will do. It need not be where you live, and nothing here asks whether it is.",
    "Which three facts of this brief should a leader know first?",
    "Say what the law asks of your state and your county.",
    "What does your state’s law say about a driver’s status?",
    "Compare your answer with the case of the two brothers.",
    "Adults must carry the proof of registration that they were given.",
    "Read your own brief. What would its other side say?",
    "Choose a place. Then read it for a noncitizen.",
    "Is the person a citizen, and who has to prove it?",
    "What do officers need before they may ask about citizenship?",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_prompt_for_a_private_thing_is_refused(text):
    assert asked(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_law_on_asking_and_invented_people_may_be_spoken_of(text):
    assert not asked(text)


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[2] / "exercises" / "source").glob("*/*.ipynb")),
    ids=lambda path: path.stem,
)
def test_no_exercise_asks_about_its_learner(path):
    found = RULES["nobody_is_asked_about_themselves"](read(path), path.stem[:2])
    assert not found, "\n".join(found)


def test_prompts_of_tables_are_read():
    where = {name.split(",")[0] for lesson in ("07", "09") for name, _ in prompts(lesson)}
    assert where == {
        "questions",
        "exercise_questions",
        "exercise_rubrics",
        "brief_parts",
        "brief_rubric",
        "hearing_questions",
    }
