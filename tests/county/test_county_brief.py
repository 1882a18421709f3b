"""CountyBrief and PostCheck without a browser: what they send, keep, save and refuse."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground import progress, progress_file
from fedlocal.ground.tables import load, rows
from fedlocal.lesson.beliefs import belief_of
from fedlocal.lesson.questions import build


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))


def test_the_brief_opens_at_the_place_at_the_work_or_at_an_example(talk):
    assert "Waukesha County, WI" in fl.widgets.CountyBrief().summary()
    fl.set_place("Kodiak Island, AK")
    assert "Kodiak Island Borough, AK" in fl.widgets.CountyBrief().summary()
    talk(fl.widgets.CountyBrief(), county="harris, tx")
    assert "Harris County, TX" in fl.widgets.CountyBrief().summary(), "work goes on where it was left"
    assert "Loving County, TX" in fl.widgets.CountyBrief("48301").summary()


def test_any_spelling_opens_a_county_and_a_wrong_one_says_what_is_near(talk):
    widget = fl.widgets.CountyBrief()
    start = talk(widget, start=True)
    assert (
        len(start["counties"]) == 3144
        and start["fips"] == "55133"
        and "<!doctype html>" in start["page"].lower()
    )
    assert talk(widget, county="alexandria city, virginia")["fips"] == "51510"
    assert "Near it: Harris County" in talk(widget, county="Haris, TX")["problem"]
    assert talk(widget, county="<b>")["problem"].startswith("'<b>' names no state")
    assert widget.summary().startswith("CountyBrief: Alexandria city, VA"), "a wrong name changes nothing"


def test_work_is_kept_for_each_county_apart_and_comes_back(talk):
    widget = fl.widgets.CountyBrief("48201")
    assert (
        talk(
            widget,
            fips="48201",
            keep={"more": "Harris", "law": "fully", "unknown_part": "x", "sides": "best"},
        )["kept"]
        == "Kept on this machine."
    )
    talk(widget, county="48301")
    talk(widget, fips="48301", keep={"more": "Loving"})
    back = talk(widget, county="48201")
    assert back["work"] == {"more": "Harris", "law": "fully"} and "Harris" in back["page"]
    assert progress.kept("09-brief/48301") == {"more": "Loving"}


def test_saved_files_hold_the_work_and_have_plain_names(talk):
    widget = fl.widgets.CountyBrief("Prince George's County, MD")
    html = talk(widget, save="html", work={"decide": "We <b>decide</b>", "law": "partly"})["file"]
    assert (
        html["name"] == "county-brief-prince-georges-county-md.html" and "We &lt;b&gt;decide" in html["text"]
    )
    plain = talk(widget, save="markdown", work={"decide": "We decide"})["file"]
    assert (
        plain["name"].endswith(".md")
        and "> We decide" in plain["text"]
        and re.search(r"Made on \d", plain["text"])
    )


def test_a_text_of_any_length_is_cut_and_a_full_disk_is_told(talk, monkeypatch):
    widget = fl.widgets.CountyBrief("48201")
    talk(widget, fips="48201", keep={"more": "x" * 50_000})
    assert len(progress.kept("09-brief/48201")["more"]) == progress_file.MOST_TEXT
    monkeypatch.setattr(progress, "write", lambda record: (_ for _ in ()).throw(OSError))
    assert "cannot be written" in talk(widget, fips="48201", keep={"more": "y"})["kept"]


def test_the_sentences_in_the_tables_of_the_fallback_begin_at_the_left():
    cells = BeautifulSoup(fl.widgets.CountyBrief().fallback(), "html.parser").select("table td")
    assert len(cells) > 50 and all("text-align:left" in cell.get("style", "") for cell in cells), (
        "JupyterLab sets other cells to the right."
    )


def test_the_fallback_shows_an_example_with_its_sources():
    tree = BeautifulSoup(fl.widgets.CountyBrief().fallback(), "html.parser")
    words = tree.get_text(" ")
    for part in [
        *load("brief_parts")["heading"],
        *load("brief_rubric")["criterion"],
        *load("brief_unknowns")["unknown"],
    ]:
        assert part in words
    assert words.count("as of") > 12 and "Waukesha County Sheriff's Office" in words


def test_the_preview_runs_no_scripts():
    script = (Path(fl.__file__).parent / "county" / "county_brief.js").read_text(encoding="utf-8")
    sandbox = re.search(r'sandbox: "([^"]*)"', script)[1]
    assert "allow-scripts" not in sandbox and "allow-forms" not in sandbox


RIGHT = {f"00-precheck-{i}": key for i, key in enumerate("abababab", 1)}


def asked_about(belief):
    """The statement after the course that is about this belief."""
    statements = build(rows("questions"), rows("question_options"), "09-postcheck")
    return next(question for question in statements if belief_of(question) == belief)


def test_growth_is_told_only_beside_first_answers(talk):
    widget = fl.widgets.PostCheck()
    assert "at least one" in talk(widget, answers={})["lines"][0]
    presence, courts = (asked_about(belief) for belief in ("presence-crime", "courts-judiciary"))
    alone = talk(widget, answers={courts.id: courts.parts[0].right, "99": "a", presence.id: "zzz"})
    assert (
        alone["lines"][0] == "Now: 1 of 1 answer as the course has it."
        and "no first answers" in alone["lines"][1]
    )
    progress.keep("00-precheck", {"00-precheck-1": "c", "00-precheck-2": "b"})
    wrong = presence.mistakes[0].value
    both = talk(widget, answers={courts.id: courts.parts[0].right, presence.id: wrong})
    assert (
        both["lines"][0]
        == "Before: 1 of 2 answers as the course has it. Now: 1 of 2 answers as the course has it."
    )
    assert "learned 1" in both["lines"][1] and "slipped 1" in both["lines"][1]
    slipped = next(row for row in both["rows"] if row[-1] == "▼ Slipped")
    assert slipped[1:3] == ["saw past it", "believed it"] and "civil" in slipped[3]
    assert (
        both["again"][0][0] == "Being in the country unlawfully is a crime."
        and both["again"][0][2] == "Lesson 02"
    )
    assert fl.widgets.PostCheck().chosen == {courts.id: courts.parts[0].right, presence.id: wrong}
    assert fl.progress() == {}, "the check after the course is not marked"


def test_a_saved_file_lets_the_learner_go_on_elsewhere(talk, monkeypatch, tmp_path):
    progress.keep("00-precheck", RIGHT)
    progress.remember("04-check-1", True)
    text = talk(fl.widgets.PostCheck(), save="progress")["file"]["text"]
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path / "other"))
    widget = fl.widgets.PostCheck()
    assert talk(widget, open=text)["opened"][0].startswith("Loaded: 9 new entries.")
    assert progress.kept("00-precheck") == RIGHT and fl.progress()["04-check-1"]["tries"] == 1
    assert talk(widget, open="nonsense")["opened"][0].startswith("This is not a progress file")
    broken = json.loads(text)
    broken["answers"]["04-check-2"] = "x"
    assert "1 entry" in talk(widget, open=json.dumps(broken))["opened"][1]


def test_the_page_to_hand_in_has_no_name_and_no_script(talk):
    progress.keep("00-precheck", RIGHT)
    fl.set_place("48201")
    progress.remember("04-check-1", False, "one-thing")
    widget = fl.widgets.PostCheck()
    talk(widget, answers={"09-postcheck-1": "b"})
    html = talk(widget, save="page")["file"]["text"]
    tree = BeautifulSoup(html, "html.parser")
    assert (
        tree.html["lang"] == "en"
        and not tree.find("script")
        and "Harris" not in html
        and "There is no name in this page." in tree.get_text()
    )
    assert [cell.get_text() for cell in tree.find_all("table")[-1].find_all("td")] == ["1", "0", "0"]
    assert all(
        table.caption and all(th.get("scope") for th in table.find_all("th"))
        for table in tree.find_all("table")
    )


def test_the_statements_are_asked_without_what_the_course_says():
    for widget in (fl.widgets.PreCheck(), fl.widgets.PostCheck()):
        assert len(widget.questions) == 12 and "explain" not in str(widget.get_state()["questions"])
