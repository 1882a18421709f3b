"""Each lesson in JupyterLab: what it shows before it is run, that it runs, and that saving leaves it as it
was."""

from __future__ import annotations

import json
import re
from unicodedata import normalize

from bs4 import BeautifulSoup

from .lab import leaves_the_machine

LIVE_END = "Run the cell to make this live."


def squeezed(text: str) -> str:
    """Text without white space, capitals and joined letters: what remains when a page is laid out
    differently."""
    return re.sub(r"\s", "", normalize("NFKC", text)).lower()


def stored(visit) -> dict[int, BeautifulSoup]:
    """Cell number -> the HTML that the lesson's file holds for it."""
    found = {}
    for number, cell in enumerate(json.loads(visit.kept)["cells"]):
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                found[number] = BeautifulSoup("".join(output["data"]["text/html"]), "html.parser")
    return found


def widget_cells(visit) -> list[int]:
    """The cells whose output asks to be made live."""
    return [
        number for number, html in stored(visit).items() if html.get_text(" ").rstrip().endswith(LIVE_END)
    ]


def shown(state) -> dict[int, dict]:
    """Cell number -> what it shows."""
    return {output["cell"]: output for output in state.outputs}


def test_unexecuted_it_shows_every_sentence_that_is_stored(lesson):
    pages = shown(lesson.unexecuted)
    for number, html in stored(lesson).items():
        for folded in html.select("details > :not(summary)"):
            folded.decompose()
        for part in html.select("p, li, th, summary"):
            assert squeezed(part.get_text()) in squeezed(pages[number]["text"]), (
                f"cell {number} does not show: {part}"
            )


def test_unexecuted_each_widget_says_how_to_make_it_live(lesson):
    pages = shown(lesson.unexecuted)
    assert widget_cells(lesson), "No widget in this lesson."
    for number in widget_cells(lesson):
        assert pages[number]["text"].endswith(LIVE_END) and not pages[number]["live"], f"cell {number}"


def test_unexecuted_it_shows_every_stored_picture_with_words_for_it(lesson):
    pages = shown(lesson.unexecuted)
    for number, html in stored(lesson).items():
        pictures = pages[number]["pictures"]
        assert len(pictures) == len(html.select("img")), f"cell {number}"
        assert all(picture["alt"].strip() and picture["shown"] for picture in pictures), (
            f"cell {number}: {pictures}"
        )


def test_no_widget_shows_an_error_instead(lesson):
    for state in (lesson.unexecuted, lesson.live):
        for output in state.outputs:
            assert "Error displaying widget" not in output["text"], f"cell {output['cell']}"
            assert "Javascript Error" not in output["text"], f"cell {output['cell']}"


def test_all_cells_run_without_an_error(lesson):
    wrong = [
        f"cell {output['cell']}: {output['text'][:300]}" for output in lesson.live.outputs if output["error"]
    ]
    assert not wrong


def test_run_each_widget_comes_alive(lesson):
    pages = shown(lesson.live)
    for number in widget_cells(lesson):
        assert pages[number]["live"], f"cell {number} shows no live widget: {pages[number]['text'][:200]}"
        assert LIVE_END not in pages[number]["text"], f"cell {number}"


def test_run_every_picture_has_words_for_it(lesson):
    for output in lesson.live.outputs:
        wrong = [
            picture for picture in output["pictures"] if not (picture["alt"].strip() and picture["shown"])
        ]
        assert not wrong, f"cell {output['cell']}: {wrong}"


def test_run_and_saved_it_is_the_same_file_byte_for_byte(lesson):
    kept, saved = (text.decode("utf-8").splitlines() for text in (lesson.kept, lesson.saved))
    changed = [(before, after) for before, after in zip(kept, saved) if before != after]
    assert lesson.saved == lesson.kept, (
        f"{len(kept)} lines stored, {len(saved)} saved; first change: {changed[:1]}"
    )


def test_the_browser_has_nothing_to_complain_of(lesson):
    assert not lesson.complaints


def test_nothing_leaves_the_machine(lesson):
    assert lesson.requests, "The requests were not recorded."
    assert not [address for address in lesson.requests if leaves_the_machine(address)]


def test_no_sum_of_money_is_set_as_a_formula(lesson):
    assert not lesson.unexecuted.formulas + lesson.live.formulas, (
        r"In Markdown write \$; an HTML card needs class mathjax_ignore."
    )
