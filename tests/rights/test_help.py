"""Help that can be reached: the panel, the notes before hard parts, the channels, and the way to them from
every lesson."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

import fedlocal as fl
from fedlocal.ground.tables import load
from fedlocal.lesson.card import HELP, source_ids
from fedlocal.rights.channels import line_address
from tests.project.house.private import asked
from tests.project.house.rules import reading_grade

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = load("lessons")
SOURCES = load("sources").set_index("id").fillna("")
PANEL, NOTES, CHANNELS = (load(name).fillna("") for name in ("help_now", "content_notes", "channels"))


def cells(lesson: str) -> list[str]:
    name = LESSONS.set_index("lesson").loc[lesson, "file"]
    return [
        "".join(cell["source"])
        for cell in json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    ]


def words(html: str) -> list[str]:
    return re.findall(r"[\w][\w’'./-]*", BeautifulSoup(html, "html.parser").get_text(" "))


def links(html: str) -> list[str]:
    return [link["href"] for link in BeautifulSoup(html, "html.parser").find_all("a")]


# ------------------------------------------------------------------ the panel


def test_the_panel_is_short_and_plain():
    html = fl.help_now().html
    assert 100 <= len(words(html)) <= 140
    lines = [line.get_text(" ") for line in BeautifulSoup(html, "html.parser").find_all(["p", "li"])]
    assert reading_grade([part for line in lines for part in re.split(r"(?<=[.:]) ", line)]) <= 8


def test_the_panel_needs_no_widget_no_script_and_no_stylesheet_and_stays_whole_on_paper():
    tree = BeautifulSoup(fl.help_now().html, "html.parser")
    assert {tag.name for tag in tree.find_all()} <= {"div", "p", "ul", "li", "strong", "a"}
    assert "break-inside:avoid" in tree.div["style"] and not tree.find("details")


def test_the_panel_answers_each_need_and_says_what_is_learned():
    text = " ".join(words(fl.help_now().html))
    for phrase in (
        "ICE custody",
        "legal help",
        "Under 18",
        "911",
        "before you have talked with a lawyer",
        "counselor",
        "learns who calls",
        "cannot say where",
        "ICE sees",
        "With few exceptions",
        "unless a life is at risk",
        "Officers are here",
    ):
        assert phrase in text, phrase
    assert not asked(text)


def test_lists_of_lawyers_are_not_only_the_governments():
    legal = PANEL[PANEL["need"].str.contains("legal help")]
    hosts = {urlsplit(address).hostname for address in legal["url"]}
    assert any(host.endswith(".gov") for host in hosts) and any(not host.endswith(".gov") for host in hosts)
    lawyers = CHANNELS[CHANNELS["group"] == "lawyer"]
    assert "nonprofit" in set(lawyers["side"]) and set(CHANNELS["side"]) >= {"agency", "court", "nonprofit"}


def test_an_address_known_only_from_others_is_marked():
    assert SOURCES.loc["directory-immigrationlawhelp", "checked"] == "secondary"
    marked = [
        line.get_text(" ", strip=True)
        for line in BeautifulSoup(fl.help_now().html, "html.parser").find_all("p")
        if "not opened" in line.get_text()
    ]
    assert marked == ["ImmigrationLawHelp.org (others list it; not opened)"]
    assert (
        "known from others’ lists" in fl.channels("lawyer").html
        and "known from others’ lists" not in fl.channels("work").html
    )


@pytest.mark.parametrize(
    "row",
    [*PANEL.to_dict("records"), *NOTES.to_dict("records"), *CHANNELS.to_dict("records")],
    ids=lambda row: next(iter(row.values())),
)
def test_each_door_is_a_link_that_a_source_gives(row):
    ids = row["source_ids"].split(";")
    assert set(ids) <= set(SOURCES.index) and not set(SOURCES.loc[ids, "checked"]) & {"unchecked"}
    assert not row["pinpoints"] or len(ids) == len(row["pinpoints"].split(";"))
    if row["url"].startswith("https://"):
        assert row["url"] in set(SOURCES.loc[ids, "url"]), (
            "Link the page that was read, or add it as a source."
        )
    elif row["url"].startswith("#"):
        assert f"## {row['url'].removeprefix('#').replace('-', ' ')}\n" in "\n".join(cells(HELP)), (
            "A link within the lesson leads to a heading of it."
        )
    else:
        assert re.fullmatch(r"|tel:(\d{3}|\+1\d{10})", row["url"])
    assert row["url"] or row.get("line") or row["item_id"] == "paper"


def test_the_panel_calls_the_number_that_it_prints():
    """What is tapped is what is read, and each number, 911 aside, is one that the list of channels gives
    as well."""
    calls = PANEL[PANEL["url"].str.startswith("tel:")]
    assert all(row.url == line_address(row.label) for row in calls.itertuples())
    assert set(calls["label"]) - {"911"} <= set(CHANNELS["line"])


def test_each_number_and_address_in_the_channels_can_be_followed():
    html = fl.channels().html
    found = links(html)
    assert all(row["url"] in found for row in CHANNELS.to_dict("records") if row["url"])
    assert all(line_address(row["line"]) in found for row in CHANNELS.to_dict("records") if row["line"])
    assert html.count("What they learn:") == len(CHANNELS) and CHANNELS["learns"].str.len().min() > 15


def test_a_paper_to_sign_is_one_about_leaving_the_country():
    """The sentence is about papers that end a case for good, not about traffic tickets."""
    (row,) = [row for row in PANEL.to_dict("records") if "sign" in row["before"]]
    assert (
        "leaving the country" in row["need"]
        and "can end the case for good" in row["before"]
        and row["source_ids"] == "usc-8-1229a"
    )


def test_nobody_is_comforted_with_what_no_source_says():
    texts = [*PANEL["after"], *CHANNELS["learns"], *CHANNELS["what_for"]]
    assert not [text for text in texts if re.search(r"tells nobody|^Nothing\b|\bconfidential\b", text)], (
        "Say what is asked for, and the exception."
    )
    for row in [
        *PANEL.query("url == 'tel:988'").to_dict("records"),
        *CHANNELS.query("line == '988'").to_dict("records"),
    ]:
        assert (
            "life is at risk" in row.get("learns", row.get("after"))
            and "hotline-988-privacy" in row["source_ids"]
        )


def test_the_courts_list_comes_first_and_a_link_is_easy_to_tap():
    legal = PANEL[PANEL["need"].str.contains("legal help")].sort_values("position")
    assert legal["item_id"].iloc[0] == "pro-bono"
    tree = BeautifulSoup(fl.help_now().html, "html.parser")
    assert all(
        "min-height:24px" in link["style"] and "inline-block" in link["style"] for link in tree.find_all("a")
    )
    assert [link.parent.find_all("a") for link in tree.find_all("a")] == [
        [link] for link in tree.find_all("a")
    ], "One link in each line."


def test_no_help_is_linked_to_a_private_page():
    copies = SOURCES[SOURCES["note"].str.contains("on a private page")]
    assert "ice-bulletin-2011-12-29" in copies.index and set(copies["url"]) == {""}
    assert "copy on a private page" in fl.channels("case").html and all(links(fl.channels("case").html))
    assert all(
        fl.cite(id)._repr_html_().startswith("ICE bulletin") and str(fl.cite(id)).endswith(")")
        for id in copies.index
    )
    views = {"channels", "encounters"}  # the tables whose views name such a source without a link
    cited = {
        path.stem
        for path in (NOTEBOOKS.parent / "data").glob("*/*.csv")
        for id in copies.index
        if id in path.read_text(encoding="utf-8")
    }
    assert cited - {"sources", "rechecks"} <= views


# ------------------------------------------------------------------ where it stands, and the way to it


def test_lesson_08_opens_with_the_panel_then_the_cards_then_the_channels():
    code = [cell for cell in cells(HELP) if cell.startswith("fl.")]
    places = [
        code.index(f"fl.{call}")
        for call in (
            "help_now()",
            'card("08")',
            'content_note("08")',
            "widgets.EncounterCards()",
            "channels()",
            "widgets.ClaimChecker()",
        )
    ]
    assert places == sorted(places) and places[0] == 0 and places[4] <= 5, (
        "Nobody in need reads on: keep these early."
    )


@pytest.mark.parametrize("lesson", LESSONS["lesson"])
def test_the_last_line_of_every_lesson_leads_to_the_panel(lesson):
    assert cells(lesson)[-1].strip() == f'fl.sources_of("{lesson}")'
    card = BeautifulSoup(fl.sources_of(lesson).html, "html.parser")
    last = card.find_all("p")[-1]
    assert (
        "happening now" in last.get_text() and last.a["href"] == LESSONS.set_index("lesson").loc[HELP, "file"]
    )
    assert (NOTEBOOKS / last.a["href"]).is_file() and not last.find_next_sibling()


def test_lesson_00_says_it_before_anything_has_to_be_read():
    early = cells("00")[1]  # directly under the title, before the card
    assert "happening now" in early and "(08_rights_and_reliable_information.ipynb)" in early


def test_a_link_between_lessons_has_to_exist():
    from tests.project.house.rules import RULES

    def complaints(link):
        return RULES["links_are_sources"](
            {"cells": [{"cell_type": "markdown", "source": [f"See [it]({link})."]}]}, "00"
        )

    assert not complaints("08_rights_and_reliable_information.ipynb") and complaints("08_rights.ipynb")


# ------------------------------------------------------------------ notes before hard parts


@pytest.mark.parametrize(
    ("lesson", "before"),
    [
        ("03", "fl.widgets.CasePathway()"),
        ("06", "fl.widgets.EvidenceExplorer()"),
        ("08", "fl.widgets.EncounterCards()"),
    ],
)
def test_a_note_stands_before_the_hard_part_with_a_way_round(lesson, before):
    code = cells(lesson)
    assert code.index(f'fl.content_note("{lesson}")') < code.index(before)
    html = fl.content_note(lesson).html
    assert (
        30 <= len(words(html)) <= 50
        and "nothing" not in html
        and "counselor" in html
        and "tel:988" in links(html)
    )
    assert "hotline-988" in source_ids(lesson)
    heading = re.search(r"“([^”]+)”", html)
    assert heading and f"## {heading.group(1)}" in "\n".join(code), (
        "The way round leads to a heading of the lesson."
    )


def test_a_lesson_without_a_note_is_told_which_have_one():
    with pytest.raises(LookupError, match="03, 06, 08"):
        fl.content_note("04")
