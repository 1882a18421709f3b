"""The progress file: small, local, nameless, and never in the way."""

import json

import pytest

from fedlocal.ground import progress


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FEDLOCAL_HOME", str(tmp_path))
    return tmp_path


def test_starts_empty_and_keeps_first_and_latest(own_home):
    assert progress.read() == progress.EMPTY
    progress.remember("04-check-1", False, "federal-mandate")
    progress.remember("04-check-1", True)
    kept = progress.read()["answers"]["04-check-1"]
    assert (kept["first"]["correct"], kept["latest"]["correct"], kept["tries"]) == (False, True, 2)


def test_what_was_right_once_stays_right(own_home):
    progress.remember("04-check-1", True)
    progress.remember("04-check-1", False, "federal-mandate")
    progress.remember("04-check-1", False, "federal-mandate")
    kept = progress.read()["answers"]["04-check-1"]
    assert kept["ever"] and not kept["latest"]["correct"] and progress.ever_right(kept)
    progress.remember("04-check-2", False)
    assert not progress.ever_right(progress.read()["answers"]["04-check-2"])


def test_a_file_from_before_this_was_noted_is_read_and_goes_on(own_home):
    old = {
        "first": {"correct": True, "misconception": ""},
        "latest": {"correct": False, "misconception": ""},
        "tries": 2,
    }
    progress.write({**progress.EMPTY, "answers": {"04-check-1": old}})
    assert progress.ever_right(progress.read()["answers"]["04-check-1"])
    progress.remember("04-check-1", False)
    assert progress.read()["answers"]["04-check-1"]["ever"] and progress.read()["version"] == 1


def test_holds_nothing_but_answers_a_place_and_a_seed(own_home):
    progress.remember("04-check-1", True)
    record = json.loads((own_home / "progress.json").read_text())
    assert set(record) == {"version", "place", "answers", "seed"}


def test_the_seed_is_there_before_a_file_is_and_stays(own_home):
    seed = progress.seed()
    assert progress.seed() == seed and not (own_home / "progress.json").exists()
    progress.remember("04-check-1", True)
    progress.SEEDS.clear()
    progress.keep("00-precheck", {})
    assert progress.seed() == seed == progress.read()["seed"]


def test_a_damaged_seed_is_drawn_again(own_home):
    progress.write({**progress.EMPTY, "seed": "many"})
    assert isinstance(progress.seed(), int)


@pytest.mark.parametrize("content", ["", "{half", "[]", "null", '{"answers": 3}'])
def test_a_damaged_file_is_set_aside_not_lost(own_home, content):
    (own_home / "progress.json").write_text(content)
    assert progress.read()["answers"] == {}
    assert (own_home / "progress.damaged.json").read_text() == content


def test_a_folder_that_cannot_be_written_does_not_stop_a_learner(own_home, monkeypatch):
    def refuse(_record):
        raise PermissionError("read-only")

    monkeypatch.setattr(progress, "write", refuse)
    progress.remember("04-check-1", True)


def test_no_half_written_file_is_left(own_home):
    for turn in range(3):
        progress.remember(f"04-check-{turn}", True)
    assert [path.name for path in own_home.iterdir()] == ["progress.json"]
