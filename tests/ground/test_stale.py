"""`fedlocal stale`: everything that is due on a day is listed, nothing else, and a re-check takes it off
the list."""

from datetime import date

import pytest

from fedlocal import cli
from fedlocal.ground import stale
from fedlocal.ground.datapackage import package_of
from fedlocal.ground.tables import data_dir, rows

TODAY = date(2026, 11, 21)
TABLES = package_of(data_dir())["resources"]


def rechecks(*entries):
    names = ("kind", "id", "checked_on", "recheck_by", "outcome", "note")
    days = ("checked_on", "recheck_by")
    return [
        {name: date.fromisoformat(cell) if name in days else cell for name, cell in zip(names, entry)}
        for entry in entries
    ]


def a_small_course():
    """Two of each kind: the first is due on TODAY, the second is not."""
    return {
        "developments": [
            {"id": "old", "recheck_by": TODAY, "as_of": "2026", "source_id": "s"},
            {"id": "new", "recheck_by": date(2026, 11, 22), "as_of": "2026", "source_id": "s"},
        ],
        "claims": [
            {"claim_id": "04-01", "as_of": "2025-10", "source_id": "page", "volatile": True},
            {"claim_id": "04-02", "as_of": "2026-06", "source_id": "page", "volatile": True},
        ],
        "sources": [
            {"id": "page", "as_of": "2025-10", "volatile": True},
            {"id": "fresh", "as_of": "2026-06-01", "volatile": True},
        ],
        "used": {"page": ["04"], "fresh": ["04"]},
        "tables": [
            {"name": "places", "as_of": "2019-07-01", "publisher": "P"},
            {"name": "agreements", "as_of": "2026-07-24", "publisher": "P"},
        ],
        "rechecks": rechecks(),
    }


def due(day=TODAY, **changed):
    found = stale.everything_due(day, **{**a_small_course(), **changed})
    return {kind: [entry.id for entry in list_] for kind, list_ in found.items()}


def test_what_is_due_is_listed_and_nothing_else():
    assert due() == {"developments": ["old"], "claims": ["04-01"], "sources": ["page"], "tables": ["places"]}


def test_one_day_later_more_is_due():
    assert due(date(2026, 11, 22))["developments"] == ["old", "new"]
    assert due(date(2026, 12, 1))["claims"] == ["04-01", "04-02"]
    assert due(date(2027, 1, 23))["tables"] == ["places"] and due(date(2027, 1, 24))["tables"] == [
        "places",
        "agreements",
    ]


def test_what_cannot_change_or_is_used_nowhere_is_not_listed():
    course = a_small_course()
    settled = {name: [{**row, "volatile": False} for row in course[name]] for name in ("claims", "sources")}
    assert due(**settled)["claims"] == due(**settled)["sources"] == []
    assert due(used={"fresh": ["04"]})["sources"] == []


def test_what_has_no_date_is_due_on_any_day():
    course = a_small_course()
    page, fresh = course["sources"]
    undated = [{**page, "as_of": ""}, fresh]
    assert due(date(2001, 1, 1), sources=undated)["sources"] == ["page"]
    assert str(stale.everything_due(TODAY, **{**course, "sources": undated})["sources"][0]).startswith(
        "undated"
    )


def test_a_re_check_holds_until_the_day_it_names_and_covers_the_claims_of_its_source():
    checked = rechecks(
        ("source", "page", "2026-11-01", "2027-03-01"), ("table", "places", "2026-11-01", "2027-11-01")
    )
    assert due(rechecks=checked) == {"developments": ["old"], "claims": [], "sources": [], "tables": []}
    later = due(date(2027, 3, 1), rechecks=checked)
    assert set(later["sources"]) == {"page", "fresh"}
    assert "04-01" in later["claims"] and "places" not in later["tables"]


def test_of_several_re_checks_the_latest_counts():
    twice = rechecks(
        ("source", "page", "2026-11-01", "2026-11-10"), ("source", "page", "2026-10-01", "2027-10-01")
    )
    assert due(rechecks=twice)["sources"] == ["page"]


def test_a_re_check_of_something_else_changes_nothing():
    other = rechecks(
        ("claim", "page", "2026-11-01", "2027-10-01"), ("source", "places", "2026-11-01", "2027-10-01")
    )
    assert due(rechecks=other) == due()


@pytest.mark.parametrize(
    "as_of, expected",
    [
        ("2026-11-21", "2027-05-21"),
        ("2026-08-31", "2027-03-01"),
        ("2026-12", "2027-06-01"),
        ("2026", "2026-07-01"),
    ],
)
def test_six_months_on(as_of, expected):
    assert stale.due_day(as_of).isoformat() == expected


def test_re_checks_name_things_that_exist_and_hold_for_a_year_at_most():
    known = {
        "claim": {row["claim_id"] for row in rows("claims")},
        "source": {row["id"] for row in rows("sources")},
        "table": {table["name"] for table in TABLES},
    }
    for row in rows("rechecks"):
        assert row["id"] in known[row["kind"]], (
            f"the table rechecks names a {row['kind']} {row['id']!r} that does not exist."
        )
        assert 0 < (row["recheck_by"] - row["checked_on"]).days <= 366, (
            f"{row['id']}: recheck_by comes after checked_on, by a year at most."
        )


def test_what_was_looked_for_and_not_found_is_told_until_it_falls_due_again():
    looked = rechecks(
        ("source", "page", "2026-11-01", "2027-03-01", "not_reached", "No newer copy."),
        ("source", "read", "2026-10-01", "2027-03-01", "not_reached", "No newer copy."),
        ("source", "read", "2026-11-01", "2027-03-01", "read_again", "Still so."),
    )
    assert [entry.id for entry in stale.waiting(looked, TODAY)] == ["page"] and due(rechecks=looked)[
        "sources"
    ] == []
    assert stale.waiting(looked, date(2027, 3, 1)) == [] and due(date(2027, 3, 1), rechecks=looked)[
        "sources"
    ] == ["fresh", "page"]


LAST_LOOK = date(2026, 11, 30)
MAY_WAIT = 4  # may only fall: read a text again rather than raise it


def test_on_the_day_of_the_last_look_nothing_was_due_and_few_things_waited():
    names = ("developments", "claims", "sources", "rechecks")
    found = stale.everything_due(
        LAST_LOOK, used=cli._used(), tables=TABLES, **{name: rows(name) for name in names}
    )
    assert not any(found.values()), "\n".join(str(entry) for due_ in found.values() for entry in due_)
    assert len(stale.waiting(rows("rechecks"), LAST_LOOK)) <= MAY_WAIT
    assert max(row["checked_on"] for row in rows("rechecks")) == LAST_LOOK


def test_every_source_that_may_change_has_a_date():
    undated = [row["id"] for row in rows("sources") if row["volatile"] and not row["as_of"]]
    assert not undated


def test_the_command_lists_all_four_kinds_and_only_strict_fails(capsys):
    assert cli.main(["stale", "--on", "2030-01-01"]) == 0
    output = capsys.readouterr().out
    for kind, name in (
        ("Developments", "developments"),
        ("Claims", "claims"),
        ("Sources", "sources"),
        ("Tables", "tables"),
    ):
        assert f"{kind}: " in output and f"{kind}: 0" not in output, name
    assert f"Developments: {len(rows('developments'))}\n" in output and f"Tables: {len(TABLES)}\n" in output
    assert cli.main(["stale", "--on", "2030-01-01", "--strict"]) == 1


def test_strict_is_content_when_nothing_is_due(monkeypatch, capsys):
    monkeypatch.setattr(
        stale,
        "everything_due",
        lambda day, **_: {"developments": [], "claims": [], "sources": [], "tables": []},
    )
    assert cli.main(["stale", "--strict"]) == 0


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["stale", "--on", "2026-13-01"])
    assert "is not a day such as" in capsys.readouterr().err
