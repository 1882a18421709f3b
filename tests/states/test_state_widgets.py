"""The three widgets of lesson 05 and its cards of places: they follow their controls, and say when nobody
knows."""

import re

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.tables import load
from fedlocal.law.state_laws import POSTURES

STATES = load("state_posture")["state_abbr"].tolist()


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_comparison_follows_its_states_and_its_part():
    widget = fl.widgets.StateCompare()
    assert "SB 8 (2025)" in widget._view.value and "California Values Act" in widget._view.value
    widget.second.value = "MD"
    assert "Community Trust Act" in widget._view.value and "two reports" in widget._view.value
    widget.part.value = "agreements"
    assert "Maryland: no agreement" in words(widget._view.value) and "24 July 2026" in widget._view.value
    widget.part.value = "arrests"
    text = words(widget._view.value)
    assert text.index("they cannot show what a law does") < text.index("Recorded ICE arrests per 1,000"), (
        "the warning comes before the numbers"
    )
    assert "Texas 49.7" in text
    widget.second.value = "TX"
    assert "the same state twice" in widget._view.value and "49.7" not in widget._view.value


def test_unknown_is_shown_as_unknown():
    side = fl.widgets.StateCompare("HI", "CO").view("law")
    hawaii, _ = side["sides"]
    assert (
        hawaii["posture"] == POSTURES["not_verified"]
        and hawaii["texts"] == []
        and hawaii["withheld"] == 1
        and hawaii["note"] == ""
    )
    for row in side["questions"]:
        assert row["answers"][0]["label"] == "Unknown" and not row["differs"], (
            "two states differ only where both are known"
        )
    assert {row["answers"][1]["label"] for row in side["questions"]} == {
        "Yes",
        "In part",
        "Unknown",
        "No rule found",
    }
    html = words(fl.widgets.StateCompare("HI", "CO")._view.value)
    assert (
        html.count("Where we looked") == 2
        and "whether the bill became law was looked for twice and not found" in html
    )
    assert "Restricts telling ICE a release date : Colo. Rev. Stat. 24-76.6-101" in html, (
        "an open question says where it was looked for"
    )
    assert "not the same as “no rule”" in html and "kept back, because we could not confirm it" in html


@pytest.mark.parametrize("part", ["law", "agreements", "arrests"])
def test_comparison_opens_every_state_in_every_part(part):
    widget = fl.widgets.StateCompare("WY", "CA")
    widget.part.value = part
    for state in STATES:
        if state != widget.second.value:
            widget.first.value = state
            assert widget._names[state] in widget._view.value and not re.search(
                r"<td[^>]*>\s*</td>", widget._view.value
            ), "no cell is blank"


def test_every_text_says_how_it_is_known_and_where_it_was_read():
    widget = fl.widgets.StateCompare()
    for state in STATES:
        for text in widget.side(state)["texts"]:
            assert text["confidence"] and text["status"] and text["as_of"] and text["host"]


def test_jail_follows_state_paper_and_form():
    widget = fl.widgets.DetainerDecision()
    assert words(widget._view.value).count("▲ Must") >= 2 and widget.reading not in widget._row.children
    widget.state.value = "IL"
    assert "✕ Must not" in words(widget._view.value) and "Illinois" in widget._view.value
    widget.agreement.value = "jem"
    assert "Illinois bars 287(g) agreements" in widget._view.value
    widget.state.value, widget.agreement.value, widget.paper.value = "PA", "none", "none"
    assert "No one has asked for a hold" in widget._view.value


def test_jail_asks_for_a_reading_and_forgets_it_in_the_next_state():
    widget = fl.widgets.DetainerDecision("MA")
    assert (
        widget.reading in widget._row.children
        and "Your reading" in widget._view.value
        and "✕ Must not" in words(widget._view.value)
        and "Lunn v. Commonwealth" in widget._view.value
    )
    assert "To compare with your reading" not in widget._view.value, (
        "our coding is shown only after the learner's own"
    )
    widget.reading.value = "limits"
    assert (
        "To compare with your reading" in widget._view.value and "restricts holds: yes" in widget._view.value
    )
    widget.state.value = "VA"
    assert "Executive Directive 1" in widget._view.value, (
        "whoever has to choose sees all texts, also those that do not speak of holds"
    )
    assert widget.reading.value == "" and "choose “State law, as I read it” yourself" in widget._view.value
    widget.state.value = "HI"
    assert "? Unknown" in words(widget._view.value) and "does not guess" in widget._view.value


def test_an_answer_carries_the_date_and_the_confidence_of_the_texts_behind_it():
    widget = fl.widgets.DetainerDecision("TX")
    hold = next(request for request in widget.view("TX")["requests"] if request["short"] == "hold")
    assert (hold["as_of"], hold["confidence"]) == (
        "2024",
        "we read the text",
    ), "not the day on which the course was compiled"
    assert (
        "as of July 2024, two reports" in words(widget_of("GA"))
        and "as of 9 July 2026, two reports" in words(widget_of("MD"))
        and "one report" in words(widget_of("KS"))
    )
    assert "SEA 76 was signed" in words(widget_of("IN")) and "1 more row is kept back" in words(
        widget_of("MS")
    )
    assert "None of its texts that we can show speaks of holds" in words(
        widget_of("NV")
    ) and "Read its texts below" not in widget_of("HI")


def widget_of(state: str) -> str:
    return fl.widgets.DetainerDecision(state)._view.value


def test_arrests_stand_beside_a_state_under_the_same_label_unless_another_was_chosen():
    widget = fl.widgets.StateCompare()
    widget.part.value = "arrests"
    other = widget.second.value
    assert other != "CA" and widget._posture[other]["shown_as"] == widget._posture["TX"]["shown_as"]
    assert "because its label is the same" in widget._view.value
    widget.second.value = "CA"
    widget.part.value = "law"
    widget.part.value = "arrests"
    assert widget.second.value == "CA" and "because its label is the same" not in widget._view.value
    names = [row[0] for row in widget.view("arrests")["rates"]["all"]]
    assert names == sorted(names) and len(names) == 51


def test_fallback_of_the_jail_holds_all_places_once_a_request():
    tree = BeautifulSoup(fl.widgets.DetainerDecision().fallback(), "html.parser")
    counts = [
        [int(cell.strong.get_text()) if cell.strong else 0 for cell in row.find_all("td")]
        for row in tree.find("table").select("tbody tr:has(td)")
    ]
    assert [sum(column) for column in zip(*counts)] == [51, 51]
    named = {summary.get_text().split(".")[0] for summary in tree.find_all("summary")}
    assert {
        "Texas",
        "Illinois",
        "Pennsylvania",
        "Nebraska",
    } <= named, "an order, a limit, silence, and one to read"


def test_list_of_places_changes_with_the_paper_only():
    widget = fl.widgets.DetainerDecision()
    listed = widget._all.value
    widget.state.value = "OH"
    assert widget._all.value == listed
    widget.paper.value = "judicial_warrant"
    assert widget._all.value != listed and "Judge’s warrant" in widget._all.value


def test_timeline_filters_and_steps():
    widget = fl.widgets.DevelopmentsTimeline()
    last = widget.row.value
    table = widget._table.value
    widget.on.click()
    assert widget.row.value == 1 and widget._table.value == table, (
        "a table that a reader opened stays open while stepping"
    )
    widget.back.click()
    assert widget.row.value == last
    widget.level.value = "local"
    assert "New Orleans police" in widget._table.value and all(
        "local" in row["levels"] for row in widget.rows()
    )
    widget.status.value = "reported"
    assert words(widget._view.value).startswith("2 developments: 2 reported.")
    widget.topic.value = "funding"
    assert "Take one filter off" in widget._view.value and "<img" not in widget._view.value
    assert widget._table.value == ""
    widget.on.click()
    widget.topic.value = widget.level.value = widget.status.value = ""
    assert len(widget.rows()) == len(widget._events)


def test_timeline_says_status_and_date_in_words_for_each_row():
    tree = BeautifulSoup(fl.widgets.DevelopmentsTimeline().fallback(), "html.parser")
    table = tree.find_all("table")[-1]
    rows = table.tbody.find_all("tr")
    moving = load("developments")
    expected = moving[moving["printable"] & moving["lessons"].str.contains("05")]
    assert len(rows) == len(expected)
    for row in rows:
        assert any(
            label in row.find_all("td")[-1].get_text()
            for label in (
                "in force",
                "blocked",
                "on appeal",
                "pending",
                "unsettled",
                "reported",
                "decided",
                "enacted, start not found",
            )
        )


def test_another_lesson_may_have_a_timeline_of_its_own():
    assert fl.widgets.DevelopmentsTimeline("02").rows()[0]["number"] == 1


def test_widgets_and_map_open_at_the_chosen_place(monkeypatch, tmp_path):
    plain = fl.figures.postures().svg
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    fl.set_place("Cook County, IL")
    assert fl.widgets.StateCompare().first.value == "IL" and fl.widgets.DetainerDecision().state.value == "IL"
    assert fl.figures.postures().svg != plain and "in the state you chose" in fl.place_cases().html
    fl.set_place("Los Angeles County, CA")
    assert (fl.widgets.StateCompare().first.value, fl.widgets.StateCompare().second.value) == ("CA", "TX")
    fl.set_place(None)
    assert (
        fl.widgets.StateCompare().first.value == "TX"
        and "in the state you chose" not in fl.place_cases().html
    )


def test_places_show_printable_rows_with_their_status_and_date():
    cases, moving = load("place_cases"), load("developments").set_index("id")
    for row in cases.itertuples():
        for id_ in row.development_ids.split(";"):
            assert moving.loc[id_, "printable"] and "05" in moving.loc[id_, "lessons"], id_
        assert set(row.source_ids.split(";")) <= set(load("sources").query("checked != 'unchecked'")["id"])
    text = words(fl.place_cases().html)
    assert text.count("as of") >= len(cases) and all(place in text for place in cases["place"])


def test_what_the_cards_say_of_ices_list_is_what_the_list_says():
    latest = load("agreements_monthly").query("month == '2026-07'").groupby("state_abbr")["agreements"].sum()
    assert "MD" not in latest.index and latest["VA"] > 0
