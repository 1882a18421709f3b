"""A made-up class graded by `fedlocal grade`, by stock nbgrader and by plain execution, on the same
notebooks in one run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER = "02"
SIZE = int(os.environ.get("BENCH_CLASS", "100"))

STOCK = """
import sys
from nbgrader.apps import AutogradeApp
app = AutogradeApp.instance()
app.initialize([sys.argv[1]])
app.start()
"""
PREPARE = STOCK.replace("AutogradeApp", "GenerateAssignmentApp")


def honest(size: int) -> dict[str, bytes]:
    """Submissions that damage nothing: right, half right, untouched, and one for each known mistake of one
    part, in turn."""
    from fedlocal.exercises import tasks
    from fedlocal.ground.places import assigned
    from fedlocal.ground.tables import rows
    from tests.grading.synthetic_class import PLACE, cell_named, copy_of

    made = [copy_of(NUMBER, "all"), copy_of(NUMBER, "half"), copy_of(NUMBER)]
    for row in tasks.listed(rows("exercise_questions"), NUMBER):
        if row["container"] != "parts":
            continue
        task = tasks.task(row["question_id"], rows, assigned(PLACE))
        for mistake in task.mistakes:
            if mistake.part != "*" and isinstance(mistake.value, str):
                notebook = copy_of(NUMBER, "all")
                cell = cell_named(notebook, f"answer-{row['question_id']}")
                right = {
                    part.key: list(part.right) if isinstance(part.right, tuple) else part.right
                    for part in task.parts
                }
                cell["source"] = f"{row['name']} = {dict(right, **{mistake.part: mistake.value})!r}"
                made.append(notebook)
    return {
        f"learner-{number:03}": json.dumps(made[number % len(made)]).encode() + b" " * number
        for number in range(size)
    }


def lay_out(folder: Path, files: dict[str, bytes]) -> str:
    from tests.exercises.exercises_run import source_of

    name = source_of(NUMBER).stem
    for learner, data in files.items():
        path = folder / learner / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    return name


def timed(*command: str, cwd: Path) -> float:
    begun = time.perf_counter()
    variables = {**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return time.perf_counter() - begun


def plain(folder: Path) -> float:
    """Seconds to execute each notebook once, one after the other, as a person would with nbclient."""
    import nbformat
    from nbclient import NotebookClient

    begun = time.perf_counter()
    for path in sorted(folder.rglob("*.ipynb")):
        with tempfile.TemporaryDirectory() as empty:
            client = NotebookClient(
                nbformat.read(path, 4), timeout=120, kernel_name="python3", allow_errors=True
            )
            client.execute(env={**os.environ, "FEDLOCAL_HOME": empty}, cwd=empty)
    return time.perf_counter() - begun


def ours(folder: Path, out: Path, workers: int) -> float:
    """Seconds of the whole command, with its start."""
    shutil.rmtree(out, ignore_errors=True)
    return timed(
        sys.executable,
        "-c",
        "import sys; from fedlocal.cli import main; sys.exit(main())",
        "grade",
        str(folder),
        "--out",
        str(out),
        "--exercise",
        NUMBER,
        "--workers",
        str(workers),
        cwd=ROOT,
    )


def sheet(out: Path) -> dict[tuple[str, str], float | None]:
    import csv

    with (out / f"scores-{NUMBER}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["learner"], name): float(value) if value else None
            for row in csv.DictReader(file)
            for name, value in row.items()
            if name.startswith(f"{NUMBER}-")
        }


def grading(size: int = SIZE) -> dict:
    from fedlocal.exercises.release import CONFIG, course_dir
    from tests.exercises.test_release import scores as recorded
    from tests.grading.synthetic_class import damages

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        course, sent, broken = base / "course", base / "sent", base / "broken"
        files = honest(size)
        name = lay_out(sent, files)
        shutil.copytree(course_dir() / "source" / name, course / "source" / name)
        shutil.copyfile(course_dir() / CONFIG, course / CONFIG)
        shutil.copytree(sent, course / "submitted")
        timed(sys.executable, "-c", PREPARE, name, cwd=course)  # not counted: once for an exercise
        seconds = {
            "plain": plain(sent),
            "serial": ours(sent, base / "one", 1),
            "stock": timed(sys.executable, "-c", STOCK, name, cwd=course),
            "two": ours(sent, base / "two", 2),
        }
        stock = {
            (learner, grade.partition("-")[2]): points
            for (_, learner, grade), (points, _) in recorded(course).items()
        }
        secrets = {
            "key": str(course / "source"),
            "other": str(sent / "learner-000" / name / f"{name}.ipynb"),
            "port": 9,
        }
        lay_out(broken, damages(NUMBER, secrets))
        damage = ours(broken, base / "three", 2)
        return {
            "size": size,
            **{f"{kind}_seconds": value / size for kind, value in seconds.items()},
            "over_plain": seconds["serial"] / seconds["plain"],
            "over_stock": seconds["stock"] / seconds["two"],
            "scaling": seconds["serial"] / seconds["two"],
            "identical": sheet(base / "one") == sheet(base / "two") == stock,
            "damaged": len(list(broken.iterdir())),
            "damaged_with_a_line": len({learner for learner, _ in sheet(base / "three")}),
            "damaged_seconds": damage,
        }
