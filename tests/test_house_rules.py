"""Every lesson keeps the house rules, and every rule can fail."""

import copy
import json
from pathlib import Path

import pytest

from tests.house.rules import RULES, VIEW

LESSONS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_keeps(path, name):
    complaints = RULES[name](read(path), path.stem[:2])
    assert not complaints, "\n".join([f"{path.name} breaks “{name}”:", *complaints])


def first(notebook, text, kind="code"):
    return next(cell for cell in notebook["cells"] if cell["cell_type"] == kind and text in "".join(cell["source"]))


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
    first(nb, "fl.figures")["outputs"] = [{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]


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


BREAKS = {
    "one_title_and_ordered_headings": second_title, "card_comes_first": no_card, "all_parts_are_there": no_check,
    "objectives_are_assessed": all_questions_gone, "each_widget_has_its_question": all_questions_gone,
    "code_cells_are_short": long_cell, "outputs_are_stored_and_clean": stored_error, "no_widget_state_is_stored": stored_view,
    "widgets_teach_unexecuted": empty_fallback, "nothing_changes_between_runs": address_in_output,
    "html_survives_an_untrusted_notebook": inline_svg, "pictures_have_words": no_alt,
    "tables_have_captions_and_scopes": replaced('scope="', 'data-scope="'), "figures_say_what_and_whence": replaced("Source:", ""),
    "lesson_is_small": huge, "links_are_sources": added("See [this](https://example.org/elsewhere)."),
    "words_are_fair_and_plain": added("They crossed as illegal aliens."), "statements_are_claims": added("There were 77 cases in Smith v. Jones."),
    "cells_have_names": same_ids,
}


def test_each_rule_has_a_way_to_be_broken():
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_rule_can_fail(name):
    notebook = copy.deepcopy(read(LESSONS[0] if len(LESSONS) == 1 else next(p for p in LESSONS if p.stem.startswith("04"))))
    BREAKS[name](notebook)
    assert RULES[name](notebook, "04"), f"“{name}” did not notice what was broken"
