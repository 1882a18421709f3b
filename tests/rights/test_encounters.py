"""Encounters and channels: complete, fair to both sides, sourced, and no advice."""

import re

import pytest

from fedlocal.ground.tables import keyed, load, rows
from fedlocal.rights.channels import GROUPS, channels
from fedlocal.rights.encounters import PLACES, QUESTIONS, READERS, WHOM, grouped, select
from fedlocal.widgets import EncounterCards

TABLE, BY_ID = rows("encounters"), keyed("encounters", "encounter_id")
SOURCES = (
    load("sources").set_index("id").replace({"checked": {"part": "primary"}})
)  # what a row says stands in the part that was read
STRENGTH = ["unchecked", "secondary", "primary"]


def test_every_place_answers_every_question():
    assert {(row["setting"], row["question"]) for row in TABLE} == {
        (place, question) for place in PLACES for question in QUESTIONS
    }
    whom = {row["whom"] for row in TABLE}
    assert whom <= set(WHOM) and whom >= {
        "everyone",
        "citizens",
        "noncitizens",
        "officers",
        "local_officers",
        "federal_officers",
    }


@pytest.mark.parametrize("place", PLACES)
def test_both_sides_say_what_they_need_to_be_safe(place):
    needs = select(TABLE, place, "safety")
    assert {row["whom"] for row in needs} == {"officers", "everyone"}
    officer, person = (
        sum(len(row["text"].split()) for row in needs if row["whom"] == who)
        for who in ("officers", "everyone")
    )
    assert max(officer, person) <= 1.8 * min(officer, person), "Give the needs of both about the same room."


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["encounter_id"])
def test_an_answer_is_short_sourced_and_as_sure_as_its_weakest_source(row):
    ids, pins = row["source_ids"].split(";"), row["pinpoints"].split(";")
    assert len(ids) == len(pins) and all(pins) and len(row["text"].split()) <= 55
    weakest = min((SOURCES.loc[source, "checked"] for source in ids), key=STRENGTH.index)
    assert row["checked"] == weakest, f"its weakest source is {weakest}"
    assert row["question"] != "open" or row["volatile"], "What is moving is marked volatile."


ADVICE = re.compile(
    r"\b(you|your|should|must not open|do not"
    r" (open|answer|sign|talk|speak)|refuse|run|hide|avoid|film|lie)\b",
    re.I,
)


@pytest.mark.parametrize(
    "text",
    [
        *(row["text"] for row in TABLE),
        *(row[column] for column in ("what_for", "limits", "learns") for row in rows("channels")),
    ],
    ids=lambda text: text[:40],
)
def test_nothing_tells_anybody_what_to_do(text):
    assert not ADVICE.search(text), "Say what the law says; a person's case is for a lawyer."


def test_advice_would_be_found():
    assert ADVICE.search("You should not open the door.") and not ADVICE.search(
        "An occupant need neither open nor speak."
    )


def test_what_a_task_force_officer_needs_for_an_arrest_is_what_the_form_lists():
    form = keyed("agreement_form_lines", "line_id")["tfm-warrantless"]["words"]
    assert all(words in form for words in ("reason to believe", "in violation of law", "likely to escape"))
    text = BY_ID["car-04"]["text"]
    assert (
        "on reason to believe that a person is here unlawfully and likely to escape" in text
        and "removable" not in text
    )
    assert "telling ICE before or as soon as practicable" in text


def test_a_reader_sees_what_holds_for_everyone_and_what_is_theirs():
    citizen, noncitizen = (
        {row["encounter_id"] for row in select(TABLE, reader=reader)} for reader in ("citizen", "noncitizen")
    )
    both = {row["encounter_id"] for row in select(TABLE) if row["whom"] == "everyone"}
    assert both < citizen and both < noncitizen and citizen - noncitizen and noncitizen - citizen


@pytest.mark.parametrize("reader", ["citizen", "noncitizen"])
def test_a_resident_sees_what_reason_an_officer_needs(reader):
    seen = {row["encounter_id"] for row in select(TABLE, reader=reader)}
    assert {row["encounter_id"] for row in TABLE if row["question"] == "reason"} <= seen


@pytest.mark.parametrize("reader", ["local", "federal"])
def test_an_officer_sees_the_limits_and_the_disputes(reader):
    seen = {row["encounter_id"] for row in select(TABLE, reader=reader)}
    assert {row["encounter_id"] for row in TABLE if row["question"] in ("everyone", "open")} <= seen
    other = {"local": "federal_officers", "federal": "local_officers"}[reader]
    assert not seen & {row["encounter_id"] for row in TABLE if row["whom"] == other}


def test_an_employer_has_a_view_and_a_noncitizen_in_jail_sees_the_consulate():
    assert "employers" in {row["whom"] for row in select(TABLE, "work", reader="employer")}
    assert any("consulate" in row["text"] for row in select(TABLE, "jail", "noncitizens", "noncitizen"))


def test_each_place_begins_with_what_protects_everyone_there():
    later_first = sorted(TABLE, key=lambda row: row["position"], reverse=True)
    first = {row["setting"]: row for row in later_first}
    assert {row["question"] for row in first.values()} == {"everyone"} and next(iter(QUESTIONS)) == "everyone"
    assert (
        "nobody need open or speak" in first["door"]["text"] and "need not answer" in first["street"]["text"]
    )


# what a close reading found wrong, frightening or missing, each by words that the cards have to hold
MENDED = {
    ("work", "reason"): "consent or a judge’s warrant",
    ("street", "duties"): "the time to ask a lawyer is before",
    ("street", "noncitizens"): "falsely claims to be a citizen",
    ("street", "safety"): "Posing as a federal officer",
    ("street", "open"): "Expedited removal",
    ("car", "officers"): "100 air miles",
    ("door", "everyone"): "Consent opens a home",
    ("court", "duties"): "within five days",
    ("court", "officers"): "staying away on purpose can be a crime",
    ("court", "noncitizens"): "within 180 days",
    ("court", "open"): "no stay was found",
    ("jail", "everyone"): "habeas corpus",
    ("school", "everyone"): "Plyler",
    ("school", "noncitizens"): "within 72 hours",
    ("school", "duties"): "judge’s warrant",
    ("school", "officers"): "hospitals and places of worship",
}


@pytest.mark.parametrize("where", MENDED, ids="-".join)
def test_what_a_family_needs_stands_where_it_is_looked_for(where):
    assert MENDED[where] in " ".join(row["text"] for row in select(TABLE, *where))


def test_harboring_is_told_with_rulings_on_both_sides():
    (row,) = [row for row in select(TABLE, "door", "duties") if "harboring" in row["text"]]
    assert {"case-costello-2012", "case-acosta-de-evans-1976"} <= set(
        row["source_ids"].split(";")
    ) and "Courts differ; a lawyer can say more" in row["text"]
    assert "harboring" not in " ".join(
        row["text"] for row in select(TABLE) if row["encounter_id"] != "door-12"
    )


def test_the_two_addresses_are_for_someone_with_a_case_and_the_rest_may_ask_first():
    (row,) = [row for row in select(TABLE, "court", "duties") if "EOIR-33" in row["text"]]
    assert (
        row["text"].startswith("Someone with a case")
        and "the time to ask a lawyer is before registering" in row["text"]
    )


@pytest.mark.parametrize("id", ["street-04", "car-06", "school-05"])
def test_that_local_officers_need_direction_is_told_as_the_later_rulings(id):
    """An earlier one, Vasquez-Alvarez (10th Cir. 1999), differs."""
    row = BY_ID[id]
    assert "By the later rulings, " in row["text"] and {"case-santos-2013", "case-melendres-2012"} <= set(
        row["source_ids"].split(";")
    )


def test_each_citation_of_a_row_is_printed_once():
    card = EncounterCards()
    for row in card._cited(select(TABLE)):
        labels = [source.label for source in row["sources"]]
        assert labels and len(labels) == len(set(labels)), row["encounter_id"]


def test_the_papers_of_a_jail_are_told():
    text = " ".join(row["text"] for row in select(TABLE, "jail", "noncitizens"))
    for phrase in (
        "list of free legal services",
        "served on the person",
        "give the hearing up",
        "may be declined",
        "expedited removal",
    ):
        assert phrase in text, phrase


def test_rows_keep_their_order_in_both_ways_of_grouping():
    rows = select(TABLE, "jail")
    assert [name for name, _ in grouped(rows, "question")] == list(QUESTIONS.values())
    assert [name for name, _ in grouped(select(TABLE, question="duties"), "setting")] == list(PLACES.values())


@pytest.mark.parametrize("words", [{"place": "beach"}, {"question": "why"}, {"reader": "student"}])
def test_an_unknown_word_is_told_what_there_is(words):
    with pytest.raises(LookupError, match="There are: "):
        select(TABLE, **words)
    assert len(READERS) == 7


def test_each_channel_says_what_it_cannot_do_and_was_read():
    table = load("channels")
    assert set(table["group"]) == set(GROUPS) and table["limits"].str.len().min() > 20
    assert (
        SOURCES.loc[[source for cell in table["source_ids"] for source in cell.split(";")], "checked"]
        .isin(["primary", "secondary"])
        .all()
    )
    html = channels().html
    assert all(
        text in html for text in ("1-800-898-7180", "Its limit:", "from a copy without a date")
    ) and html.count("Its limit:") == len(table)
    with pytest.raises(LookupError, match="lawyer"):
        channels("notary")
