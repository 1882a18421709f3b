"""Developments as a history: in order, at a level, with a status in words; and the picture shows each of
them."""

import re

import pytest

from fedlocal.exercises import checks
from fedlocal.ground.tables import load, rows
from fedlocal.ground.vocabulary import LEVELS
from fedlocal.states import developments
from fedlocal.states.timeline import timeline

WORDS, TABLE = rows("decider_words"), load("developments")
ROWS = developments.history(rows("developments"), WORDS, "05")


def test_the_history_is_in_order_and_holds_what_may_be_printed():
    dates = [row["date"] for row in ROWS]
    assert dates == sorted(dates) and [row["number"] for row in ROWS] == list(range(1, len(ROWS) + 1))
    expected = TABLE[TABLE["printable"] & TABLE["lessons"].str.contains("05")]
    assert {row["id"] for row in ROWS} == set(expected["id"]) and len(expected) < TABLE[
        "lessons"
    ].str.contains("05").sum()


def test_a_note_keeps_what_it_says_when_it_points_to_another_row():
    notes = {row.id: developments.note_for_readers(row.status_note) for row in TABLE.fillna("").itertuples()}
    assert not any("dev-" in note for note in notes.values())
    assert notes["dev-eo-14159"] == "Only its part on federal money is blocked, for the localities that sued."
    assert developments.note_for_readers("Disputed; see dev-x. More is known.") == "Disputed. More is known."
    assert developments.note_for_readers("Nothing to point to.") == "Nothing to point to."


def test_no_order_is_called_partly_blocked_without_the_part():
    for row in TABLE[TABLE["printable"] & (TABLE["status"] == "partly_blocked")].fillna("").itertuples():
        text = f"{row.what} {developments.note_for_readers(row.status_note)}"
        assert re.search(
            r"\b(only|part|partly|enjoin\w*|barred|paused|block\w*|stay\w*|limit\w*|order\w*|threw"
            r" out|aside|may not)\b",
            text,
        ), row.id


def test_every_decider_of_the_table_stands_at_a_level():
    for who in TABLE.loc[TABLE["topic"] != "evidence", "who_decided"]:
        assert set(developments.levels_of(who, WORDS)) <= set(LEVELS), who


@pytest.mark.parametrize(
    "who, levels",
    [
        ("Supreme Court of the United States", ("court",)),
        ("Board of Immigration Appeals", ("federal",)),
        ("Massachusetts General Court", ("state",)),
        ("New Orleans police", ("local",)),
        ("U.S. District Court; New Orleans police", ("court", "local")),
        ("Department of Justice", ("federal",)),
        ("ICE, as described by the Fraternal Order of Police", ("federal",)),
    ],
)
def test_levels_are_read_from_words(who, levels):
    assert developments.levels_of(who, WORDS) == levels


def test_an_unknown_decider_is_an_error_that_says_where_to_add_it():
    with pytest.raises(LookupError, match="decider_words"):
        developments.levels_of("The Umpire", WORDS)
    assert developments.levels_of("The Umpire", [{"word": "umpire", "level": "court"}]) == ("court",)


def test_filters_narrow_and_add_up():
    for status in {row["status"] for row in ROWS}:
        assert {row["status"] for row in developments.chosen(ROWS, status=status)} == {status}
    assert sum(count for _, count in developments.count_by_status(ROWS)) == len(ROWS)
    assert all("court" in row["levels"] for row in developments.chosen(ROWS, level="court"))
    assert (
        developments.chosen(ROWS) == ROWS
        and developments.chosen(ROWS, topic="detainer", level="federal") == []
    )


def test_every_status_and_topic_of_the_table_has_words():
    assert set(TABLE["status"]) <= set(developments.STATUSES) and set(TABLE["topic"]) <= set(
        developments.TOPICS
    )
    assert len({sign for sign, _ in developments.STATUSES.values()}) == len(developments.STATUSES)


def test_the_picture_shows_each_event_in_each_of_its_lanes_and_tells_status_by_form():
    svg = timeline(ROWS)
    numbers = [int(n) for n in re.findall(r'font-size="11.5"[^>]*>(\d+)<', svg)]
    assert sorted(numbers) == sorted(row["number"] for row in ROWS for _ in row["levels"])
    broken = sum(len(row["levels"]) for row in ROWS if row["status"] in ("blocked", "partly_blocked"))
    assert svg.count('stroke-dasharray="3 2.4"') == broken > 0
    assert svg == timeline(ROWS) and len(svg.encode()) < 80_000


def test_a_date_of_reading_is_marked():
    read = [row for row in ROWS if developments.dated_by_reading(row)]
    assert {row["id"] for row in read} == {"dev-chicago-ordinance", "dev-states-mandates"}
    rings = sum(len(row["levels"]) for row in read if row["status"] == "in_force")
    assert timeline(ROWS).count('r="8.4"') == rings > 0


def test_marks_hide_no_other():
    spots = [
        (float(a), float(b))
        for a, b in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="10.5"', timeline(ROWS))
    ]
    for i, (ax, ay) in enumerate(spots):
        assert all((ax - bx) ** 2 + (ay - by) ** 2 >= 20**2 for bx, by in spots[i + 1 :])


def test_both_kinds_of_acts_were_blocked_as_the_lesson_says():
    blocked = {row["id"] for row in developments.chosen(ROWS, status="blocked")}
    assert {"dev-florida-entry-crime", "dev-california-masks"} <= blocked and {
        "dev-illinois-v-fema",
        "dev-trump-v-illinois",
    } <= blocked
    assert checks.q("05-timeline-1", "c").startswith("✓ Right.")


def test_the_corrected_post_agrees_with_the_rows():
    ban, suits = (
        next(row for row in ROWS if row["id"] == id_) for id_ in ("dev-ny-local-cops", "dev-ny-suits")
    )
    assert (ban["date"], ban["status"], suits["status"]) == ("2026-08-25", "in_force", "pending")
    right = checks.q("05-check-7", "b")
    assert right.startswith("✓ Right.") and "since 25 August 2026" in right
    assert "three New York agreements" in ban["what"] and "three agreements" in checks.q("05-check-7", "d")
