"""``fedlocal export-questions``: the same bytes each time, and every question that stays behind is told."""

import os
import subprocess
import sys
import zipfile

import pytest

from fedlocal.cli import FILES, main
from fedlocal.exporting.collection import collect

COMMAND = "import sys; from fedlocal.cli import main; sys.exit(main())"


@pytest.mark.parametrize("form", FILES)
def test_the_same_questions_give_the_same_bytes_in_another_process(form, tmp_path):
    contents = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}-{form}"
        subprocess.run(
            [sys.executable, "-c", COMMAND, "export-questions", "--to", form, "--lesson", "04"]
            + ["--exercise", "04", "--place", "Harris County, TX", "--out", str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        contents.append(path.read_bytes())
    assert contents[0] == contents[1] and len(contents[0]) > 10_000


def test_a_package_tells_no_time(tmp_path):
    path = tmp_path / "questions.zip"
    main(["export-questions", "--to", "canvas", "--lesson", "04", "--out", str(path)])
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert package.testzip() is None


def test_it_says_how_many_go_out_and_which_stay_behind(tmp_path, capsys):
    path = tmp_path / "out.csv"
    assert main(["export-questions", "--to", "csv", "--exercise", "02", "--out", str(path)]) == 0
    printed = capsys.readouterr().out
    assert printed == f"{path}: {collect(exercises=['02']).summary()}\n"
    assert "Left out: 1 × function of the data track: it runs in Python (02-7)." in printed
    assert "(02-6, 02-8). Name one with --place." in printed
    place = ["--place", "Cook County, IL"]
    main(["export-questions", "--to", "csv", "--exercise", "02", *place, "--out", str(path)])
    assert "of a place" not in capsys.readouterr().out
    main(["export-questions", "--to", "csv", "--lesson", "04", "--out", str(path)])
    assert "× prediction: it has no right answer (04-" in capsys.readouterr().out


def test_without_a_name_the_file_goes_where_you_are(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for form, name in FILES.items():
        assert main(["export-questions", "--to", form, "--lesson", "04"]) == 0
        assert (tmp_path / name).is_file()


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["--lesson", "44"], "There are those of: 00, 01"),
        (["--exercise", "44"], "There is no exercise '44'"),
        (["--exercise", "02", "--place", "Nowhere County, TX"], "Nowhere County"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_written(words, sentence, tmp_path, capsys):
    path = tmp_path / "out.xml"
    assert main(["export-questions", "--to", "moodle", *words, "--out", str(path)]) == 1
    assert sentence in capsys.readouterr().err and not path.exists()
