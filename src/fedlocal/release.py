"""Learners' copies of the exercises, made by nbgrader's own generator from the instructor's notebooks."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from .lessons import canonical_json, strip_views
from .tables import data_dir

CONFIG = "nbgrader_config.py"


def course_dir(folder: str | Path | None = None) -> Path:
    """The folder of the exercises: the one given, else ``exercises`` beside the tables.

    Raises :class:`LookupError` when it has no nbgrader_config.py.

    >>> course_dir().name
    'exercises'
    """
    found = Path(folder) if folder else data_dir().parent / "exercises"
    if not (found / CONFIG).is_file():
        raise LookupError(f"{found} has no {CONFIG}, so it holds no exercises. Run this in the course's folder, or give --course.")
    return found.resolve()


def sources(course: Path, words: list[str] = ()) -> list[Path]:
    """The instructor's notebooks, all or those meant by numbers such as "2" or "02". Raises LookupError for an unknown one.

    >>> [path.name[:2] for path in sources(course_dir(), ["2"])]
    ['02']
    """
    every = sorted(path for path in course.glob("source/*/*.ipynb") if path.stem == path.parent.name)
    numbers = {word.zfill(2) for word in words}
    unknown = sorted(numbers - {path.name[:2] for path in every})
    if unknown:
        raise LookupError(f"There is no exercise {', '.join(unknown)}. There are: {', '.join(path.stem for path in every)}.")
    return [path for path in every if not numbers or path.name[:2] in numbers]


def executed(path: Path) -> dict:
    """The notebook at ``path`` with what its cards and questions show, run without a place; answers and checks show nothing.

    An answer that depends on the place stops here with an error, which is not kept. Nothing is written.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="fedlocal-", ignore_cleanup_errors=True) as empty:
        variables = {**os.environ, "FEDLOCAL_HOME": empty, "FEDLOCAL_PLACE": "", "IPYTHONDIR": os.path.join(empty, "ipython")}
        NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True, record_timing=False, store_widget_state=False).execute(env=variables)
    stored = strip_views(json.loads(nbformat.writes(notebook)))
    for cell in stored["cells"]:
        if cell["cell_type"] == "code" and not shows(cell):
            cell["outputs"], cell["execution_count"] = [], None
    return stored


def shows(cell: dict) -> bool:
    """Whether what a code cell shows belongs to the exercise: not an answer, not what an answer meets.

    >>> shows({"metadata": {"nbgrader": {"grade": False, "solution": True, "grade_id": "answer-02-1"}}})
    False
    """
    about = cell["metadata"].get("nbgrader", {})
    return not (about.get("grade") or about.get("solution") or about.get("grade_id", "").startswith("so-far"))


def generate(course: Path, names: list[str]) -> dict[str, str]:
    """Name → text of the learner's copy, by nbgrader's generator with the course's own settings. The course is not touched.

    Raises :class:`LookupError` when nbgrader is not installed, or when it refuses a notebook, with its words.
    """
    with tempfile.TemporaryDirectory(prefix="fedlocal-") as folder:
        copy = Path(folder)
        shutil.copyfile(course / CONFIG, copy / CONFIG)
        for name in names:
            shutil.copytree(course / "source" / name, copy / "source" / name)
        api = nbgrader_api(copy, GenerateAssignment={"no_database": True}, SaveCells={"enabled": False})  # no gradebook: faster
        for name in names:
            answer = api.generate_assignment(name)
            if not answer["success"]:
                raise LookupError(f"nbgrader could not make the learner's copy of {name}:\n{answer.get('error') or answer.get('log')}")
        return {name: (copy / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8") for name in names}


def nbgrader_api(course: Path, **more: dict):
    """nbgrader's API for a course folder with that course's settings, and ``more`` of them; :class:`LookupError` without nbgrader."""
    try:
        from nbgrader.apps import NbGraderAPI  # takes seconds, and only instructors have it
    except ImportError:
        raise LookupError("This needs nbgrader. Install it with: python3 start.py test, or pip install -r requirements-instructor.lock") from None
    import logging

    from traitlets.config.loader import Config, PyFileConfigLoader

    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.merge(Config(more))
    return NbGraderAPI(config=config, log_level=logging.ERROR)


def release(course: Path, words: list[str] = (), check: bool = False) -> list[str]:
    """Bring sources and learners' copies up to date; with ``check`` write nothing. Returns the names of what differed."""
    chosen = sources(course, words)
    shown = {path: canonical_json(executed(path)) for path in chosen}
    differed = [path for path, text in shown.items() if text != path.read_text(encoding="utf-8")]
    if not check:
        for path in differed:
            path.write_text(shown[path], encoding="utf-8", newline="\n")
    made = generate(course, [path.stem for path in chosen])
    for name, text in made.items():
        path = course / "release" / name / f"{name}.ipynb"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            differed.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    return [path.relative_to(course).as_posix() for path in differed]
