"""The progress file: small, local, nameless, and never in the way."""

import json

import pytest

from fedlocal import store


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    return tmp_path


def test_starts_empty_and_keeps_first_and_latest(own_home):
    assert store.read() == store.EMPTY
    store.remember("04-check-1", False, "federal-mandate")
    store.remember("04-check-1", True)
    kept = store.read()["answers"]["04-check-1"]
    assert (kept["first"]["correct"], kept["latest"]["correct"], kept["tries"]) == (False, True, 2)


def test_what_was_right_once_stays_right(own_home):
    store.remember("04-check-1", True)
    store.remember("04-check-1", False, "federal-mandate")
    store.remember("04-check-1", False, "federal-mandate")
    kept = store.read()["answers"]["04-check-1"]
    assert kept["ever"] and not kept["latest"]["correct"] and store.ever_right(kept)
    store.remember("04-check-2", False)
    assert not store.ever_right(store.read()["answers"]["04-check-2"])


def test_a_file_from_before_this_was_noted_is_read_and_goes_on(own_home):
    old = {"first": {"correct": True, "misconception": ""}, "latest": {"correct": False, "misconception": ""}, "tries": 2}
    store.write({**store.EMPTY, "answers": {"04-check-1": old}})
    assert store.ever_right(store.read()["answers"]["04-check-1"])
    store.remember("04-check-1", False)
    assert store.read()["answers"]["04-check-1"]["ever"] and store.read()["version"] == 1


def test_holds_nothing_but_answers_and_a_place(own_home):
    store.remember("04-check-1", True)
    assert set(json.loads((own_home / "progress.json").read_text())) == {"version", "place", "answers"}


@pytest.mark.parametrize("content", ["", "{half", "[]", "null", '{"answers": 3}'])
def test_a_damaged_file_is_set_aside_not_lost(own_home, content):
    (own_home / "progress.json").write_text(content)
    assert store.read()["answers"] == {}
    assert (own_home / "progress.damaged.json").read_text() == content


def test_a_folder_that_cannot_be_written_does_not_stop_a_learner(own_home, monkeypatch):
    def refuse(_record):
        raise PermissionError("read-only")

    monkeypatch.setattr(store, "write", refuse)
    store.remember("04-check-1", True)


def test_no_half_written_file_is_left(own_home):
    for turn in range(3):
        store.remember(f"04-check-{turn}", True)
    assert [path.name for path in own_home.iterdir()] == ["progress.json"]
