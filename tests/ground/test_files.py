"""A file is replaced whole: what fails on the way leaves the old one as it was."""

from pathlib import Path

import pytest

from fedlocal.ground.files import replace_file


def test_the_folder_is_made_and_no_draft_stays(tmp_path):
    path = tmp_path / "a" / "b" / "file.json"
    for content in (b"old", b"new\r\n"):
        replace_file(path, content)
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_crash_before_the_end_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file.json"
    replace_file(path, b"old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
