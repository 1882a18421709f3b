"""The instructor's notebook as grading needs it: checks with their hidden tests, points, and what an
untouched answer is."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..exercises.release import CONFIG
from ..ground.tables import data_dir

VERSION = 1  # raise it when grading itself gives another result for the same notebook


@dataclass(frozen=True)
class KeyCell:
    """One cell of the instructor's notebook, with solutions taken out and hidden tests left in."""

    id: str
    grade_id: str
    type: str  # code | markdown
    source: str
    locked: bool
    solution: bool
    points: float | None  # None: not a graded cell
    checksum: str
    released: str  # the checksum in learners' copies, which have no hidden tests
    shown: str  # the source in learners' copies

    @property
    def question(self) -> str:
        """The question that a cell belongs to: check-02-1 and answer-02-1 belong to 02-1."""
        return self.grade_id.partition("-")[2]

    @property
    def of(self) -> float:
        """The points to be had for a cell of :attr:`Key.graded`; no other may be asked."""
        assert self.points is not None, f"{self.grade_id or self.id} is not graded"
        return self.points


@dataclass(frozen=True)
class Key:
    """An exercise to grade against. ``version`` changes with the notebook, the tables and the grader."""

    name: str
    cells: tuple[KeyCell, ...]
    version: str
    kernelspec: dict = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.name[:2]

    @property
    def graded(self) -> list[KeyCell]:
        return [cell for cell in self.cells if cell.points is not None]


def key(path: Path) -> Key:
    """The key made from an instructor's notebook by nbgrader's own steps, with the settings of its course.

    Raises :class:`LookupError` when nbgrader is not installed, or refuses the notebook.
    """
    try:
        from nbgrader import preprocessors as steps
    except ImportError:
        raise LookupError(
            "Grading needs nbgrader. Install it with: python3 start.py test, or pip install -r"
            " requirements-instructor.lock"
        ) from None
    import nbformat
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader(CONFIG, path=str(path.parents[2])).load_config()
    notebook = nbformat.read(path, as_version=4)

    def through(notebook, *kinds):
        for kind in kinds:
            notebook, _ = kind(config=config).preprocess(notebook, {})
        return notebook

    try:
        full = through(
            notebook, steps.LockCells, steps.ClearSolutions, steps.CheckCellMetadata, steps.ComputeChecksums
        )
        learner_copy = through(
            copy.deepcopy(full), steps.ClearHiddenTests, steps.ClearMarkScheme, steps.ComputeChecksums
        )
    except Exception as problem:  # nbgrader raises RuntimeError, ValidationError and others
        raise LookupError(f"nbgrader cannot use {path.name} as a key: {problem}") from None
    cells = tuple(
        _cell(cell, learner_cell) for cell, learner_cell in zip(full.cells, learner_copy.cells, strict=True)
    )
    contents = json.dumps([asdict(cell) for cell in cells], sort_keys=True) + _course_version()
    return Key(
        path.stem,
        cells,
        hashlib.sha256(contents.encode()).hexdigest()[:16],
        dict(notebook.metadata.get("kernelspec", {})),
    )


def _cell(full, learner_cell) -> KeyCell:
    about = full.metadata.get("nbgrader", {})
    graded = bool(about.get("grade"))
    return KeyCell(
        id=full.get("id", ""),
        grade_id=about.get("grade_id", ""),
        type=full.cell_type,
        source=full.source,
        locked=bool(about) and not about.get("solution") and bool(about.get("locked") or graded),
        solution=bool(about.get("solution")),
        points=float(about["points"]) if graded else None,
        checksum=about.get("checksum", ""),
        released=learner_cell.metadata.get("nbgrader", {}).get("checksum", ""),
        shown=learner_cell.source,
    )


def _course_version() -> str:
    """A hash of the package and its tables: a corrected rule or table is a reason to grade again. What
    only draws pages is left out."""
    package = Path(__file__).parents[1]
    drawn = sorted((package / "exercises").glob("*.html"))
    if not drawn:
        raise FileNotFoundError(
            f"No templates in {package / 'exercises'}: a corrected one would be no reason to grade again."
            " Restore them."
        )
    files = [*sorted(package.rglob("*.py")), *drawn]
    digest = hashlib.sha256(str(VERSION).encode())
    for path in [path for path in files if path.parent.name != "grading"] + [data_dir() / "datapackage.json"]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
