"""Learners' copies of the exercises, made by nbgrader's own generator from the instructor's notebooks."""

from __future__ import annotations

import ast
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from ..ground.notebook_file import canonical_json, strip_views, text
from ..ground.tables import data_dir

LAST = "_last_value_of_a_cell"
CONFIG = "nbgrader_config.py"


def course_dir(folder: str | Path | None = None) -> Path:
    """The folder of the exercises: the one given, else ``exercises`` beside the tables.

    Raises :class:`LookupError` when it has no nbgrader_config.py.

    >>> course_dir().name
    'exercises'
    """
    found = Path(folder) if folder else data_dir().parent / "exercises"
    if not (found / CONFIG).is_file():
        raise LookupError(
            f"{found} has no {CONFIG}, so it holds no exercises. Run this in the course's folder, or give"
            " --course."
        )
    return found.resolve()


def sources(course: Path, words: Sequence[str] = ()) -> list[Path]:
    """The instructor's notebooks, all or those meant by numbers such as "2" or "02". Raises LookupError for
    an unknown one.

    >>> [path.name[:2] for path in sources(course_dir(), ["2"])]
    ['02']
    """
    every = sorted(path for path in course.glob("source/*/*.ipynb") if path.stem == path.parent.name)
    numbers = {word.zfill(2) for word in words}
    unknown = sorted(numbers - {path.name[:2] for path in every})
    if unknown:
        raise LookupError(
            f"There is no exercise {', '.join(unknown)}. There are: {', '.join(path.stem for path in every)}."
        )
    return [path for path in every if not numbers or path.name[:2] in numbers]


def executed(path: Path) -> dict:
    """The notebook at ``path`` with what its cards and questions show without a place; answers and checks
    show nothing.

    Only cells whose output is kept are run, in this process: a kernel would show the same and take seconds to
    start.
    """
    from IPython.core.formatters import DisplayFormatter

    notebook, formatter = json.loads(path.read_text(encoding="utf-8")), DisplayFormatter()
    names: dict = {}
    with placeless():
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                value = last_value(text(cell["source"]), names) if shows(cell) else None
                data, metadata = formatter.format(value) if value is not None else ({}, {})
                output = {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "data": data,
                    "metadata": metadata,
                }
                cell["outputs"], cell["execution_count"] = ([output], 1) if data else ([], None)
    return strip_views(notebook)


def last_value(source: str, names: dict):
    """Run a cell in ``names``; the value of its last line when that is an expression, else ``None``.

    >>> last_value("a = 1; a + 1", {})
    2
    """
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        kept = ast.Assign([ast.Name(LAST, ast.Store())], last.value)
        tree.body[-1] = ast.fix_missing_locations(ast.copy_location(kept, last))
    exec(compile(tree, "cell", "exec"), names)
    return names.pop(LAST, None)


@contextmanager
def placeless():
    """For a while: a learner who has done nothing and chosen no place."""
    before = {name: os.environ.get(name) for name in ("FEDLOCAL_HOME", "FEDLOCAL_PLACE")}
    with tempfile.TemporaryDirectory(prefix="fedlocal-") as empty:
        os.environ.update(FEDLOCAL_HOME=empty, FEDLOCAL_PLACE="none")
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def shows(cell: dict) -> bool:
    """Whether what a code cell shows belongs to the exercise: not an answer, not what an answer meets.

    >>> shows({"metadata": {"nbgrader": {"grade": False, "solution": True, "grade_id": "answer-02-1"}}})
    False
    """
    about = cell["metadata"].get("nbgrader", {})
    return not (about.get("grade") or about.get("solution") or about.get("grade_id", "").startswith("so-far"))


def generate(course: Path, names: list[str]) -> dict[str, str]:
    """Name → text of the learner's copy, by nbgrader's generator with the course's own settings. The course
    is not touched.

    Raises :class:`LookupError` when nbgrader is not installed, or when it refuses a notebook, with its words.
    """
    with tempfile.TemporaryDirectory(prefix="fedlocal-") as folder:
        copy = Path(folder)
        shutil.copyfile(course / CONFIG, copy / CONFIG)
        for name in names:
            shutil.copytree(course / "source" / name, copy / "source" / name)
        api = nbgrader_api(
            copy, GenerateAssignment={"no_database": True}, SaveCells={"enabled": False}
        )  # no gradebook: faster
        for name in names:
            answer = api.generate_assignment(name)
            if not answer["success"]:
                raise LookupError(
                    "nbgrader could not make the learner's copy of"
                    f" {name}:\n{answer.get('error') or answer.get('log')}"
                )
        return {
            name: (copy / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8") for name in names
        }


def nbgrader_api(course: Path, **more: dict):
    """nbgrader's API for a course folder with that course's settings, and ``more`` of them;
    :class:`LookupError` without nbgrader."""
    try:
        from nbgrader.apps import NbGraderAPI  # takes seconds, and only instructors have it
    except ImportError:
        raise LookupError(
            "This needs nbgrader. Install it with: python3 start.py test, or pip install -r"
            " requirements-instructor.lock"
        ) from None
    import logging

    from traitlets.config.loader import Config, PyFileConfigLoader

    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.merge(Config(more))
    return NbGraderAPI(config=config, log_level=logging.ERROR)


def release(course: Path, words: Sequence[str] = (), check: bool = False) -> list[str]:
    """Bring sources and learners' copies up to date; with ``check`` write nothing. Returns the names of
    what differed."""
    chosen = sources(course, words)
    texts = {path: canonical_json(executed(path)) for path in chosen}
    differed = [path for path, now in texts.items() if now != path.read_text(encoding="utf-8")]
    if not check:
        for path in differed:
            path.write_text(texts[path], encoding="utf-8", newline="\n")
    made = generate(course, [path.stem for path in chosen])
    for name, copy in made.items():
        path = course / "release" / name / f"{name}.ipynb"
        if not path.is_file() or path.read_text(encoding="utf-8") != copy:
            differed.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(copy, encoding="utf-8", newline="\n")
    return [path.relative_to(course).as_posix() for path in differed]
