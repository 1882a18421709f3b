"""scripts/arrange_options.py: right options are in all places, options keep their names, and a second run
changes nothing."""

import csv
import importlib.util
import shutil
from collections import Counter
from pathlib import Path

import pytest

from fedlocal.ground.tables import data_dir, table_file

ROOT = Path(__file__).parents[2]
TABLES = ("questions", "question_options", "question_sets")


def script():
    spec = importlib.util.spec_from_file_location("arrange_options", ROOT / "scripts" / "arrange_options.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ARRANGE = script()


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables in which every key stands first."""
    copy = tmp_path / "data"
    shutil.copytree(data_dir(), copy)
    change(copy, "question_options", key_first)
    return copy


def change(folder, table, how):
    path = table_file(table, folder=folder)
    rows = how(ARRANGE.read(table, folder))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def key_first(rows):
    """Right options before wrong ones; the rows of a question stay together."""
    by_question = {}
    for row in rows:
        by_question.setdefault(row["question_id"], []).append(row)
    return [
        option
        for options in by_question.values()
        for option in sorted(options, key=lambda row: row["correct"] != "true")
    ]


def bytes_of(folder):
    return table_file("question_options", folder=folder).read_bytes()


def test_options_keep_their_names_and_a_second_run_changes_nothing(folder, capsys):
    before = ARRANGE.read("question_options", folder)
    assert ARRANGE.main(["--data", str(folder)]) == 0
    after, written = ARRANGE.read("question_options", folder), bytes_of(folder)
    assert [row["question_id"] for row in after] == [row["question_id"] for row in before]
    assert sorted(map(str, after)) == sorted(map(str, before)) and after != before
    assert "have changed" in capsys.readouterr().out
    assert ARRANGE.main(["--data", str(folder), "--check"]) == 0
    assert ARRANGE.main(["--data", str(folder)]) == 0 and bytes_of(folder) == written


def test_a_check_writes_nothing(folder, capsys):
    before = bytes_of(folder)
    assert ARRANGE.main(["--data", str(folder), "--check"]) == 1 and bytes_of(folder) == before
    assert "would change" in capsys.readouterr().out


def test_keys_are_spread_over_each_lesson_and_over_the_checks(folder):
    ARRANGE.main(["--data", str(folder)])
    ones = [row for row in ARRANGE.questions_of(folder) if row["kind"] == "one"]
    groups = {("checks", "all"), *(("lesson", row["lesson"]) for row in ones), ("use", "recall")}
    for group in groups:
        members = [row for row in ones if group in ARRANGE.groups_of(row)]
        places = Counter(
            [ARRANGE.correct(option) for option in row["options"]].index(True) for row in members
        )
        assert len(members) < 8 or max(places.values()) <= 0.45 * len(members), (group, places)
    several = [row for row in ARRANGE.questions_of(folder) if row["kind"] == "several"]
    right_first = sum(ARRANGE.correct(row["options"][0]) for row in several)
    assert 0.25 * len(several) < right_first < 0.75 * len(several)


def test_fixed_options_stay_and_a_last_one_stays_last(folder):
    ids = sorted(row["question_id"] for row in ARRANGE.questions_of(folder))
    change(folder, "questions", lambda rows: [with_order(row, ids[:9], ids[9:]) for row in rows])
    before = ARRANGE.read("question_options", folder)
    ARRANGE.main(["--data", str(folder)])
    after = ARRANGE.read("question_options", folder)
    changed = {row["question_id"] for row, other in zip(before, after, strict=True) if row != other}
    assert len(changed) > 40 and changed <= set(ids[9:])
    ends = {row["question_id"]: row["text"] for row in before}
    assert {row["question_id"]: row["text"] for row in after} == ends, "the last option of each question"


def with_order(row, fixed, last):
    id_ = row["question_id"]
    return {**row, "order": "fixed" if id_ in fixed else "last" if id_ in last else row["order"]}
