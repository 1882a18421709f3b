"""Templates are compiled once on a machine; where nothing may be written, the course runs all the same."""

import pytest
from jinja2 import DictLoader, Environment

from fedlocal.drawing import templates


def drawn(folder) -> str:
    environment = Environment(
        loader=DictLoader({"sum.html": "{{ 1 + 1 }}"}), bytecode_cache=templates.Compiled(str(folder))
    )
    return environment.get_template("sum.html").render()


def test_a_template_is_compiled_only_the_first_time(tmp_path, monkeypatch):
    assert drawn(tmp_path / "kept") == "2"
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert drawn(tmp_path / "kept") == "2"


def test_a_changed_template_is_compiled_anew(tmp_path):
    assert drawn(tmp_path) == "2"
    environment = Environment(
        loader=DictLoader({"sum.html": "{{ 1 + 2 }}"}), bytecode_cache=templates.Compiled(str(tmp_path))
    )
    assert environment.get_template("sum.html").render() == "3"


def test_where_nothing_may_be_written_it_is_compiled_each_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert drawn(tmp_path / "file" / "folder") == "2"
