"""Workers over the cores: jobs go to whichever is free, a worker that dies is replaced, and each end is
told at once."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from .limits import Limits


@dataclass
class Job:
    """Cells to run with the class's county (a FIPS code), and what came of it: what the cells showed, how
    it ended, cells left out."""

    name: str
    cells: list[dict]
    records: list[dict]
    place: str = ""
    end: str = ""
    why: str = ""
    stopped: list[dict] | None = None
    held: list[str] | None = None


def run(
    jobs: list[Job], workers: int, questions: list[str], limits: Limits, finished: Callable[[Job], None]
) -> None:
    """Run all jobs; ``finished`` is called for each, one at a time, as soon as it has ended.

    Ctrl+C ends the workers and everything they started, and is raised again.
    """
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    lock, crew, problems = threading.Lock(), [], []

    def work() -> None:
        worker = None
        try:
            while True:
                try:
                    job = waiting.get_nowait()
                except queue.Empty:
                    return
                for _ in range(2):  # a worker that was ended from outside is replaced once
                    if worker is None:
                        worker = Worker(questions)
                        crew.append(worker)
                    try:
                        worker.do(job, limits)
                        break
                    except OSError as problem:
                        worker.stop()
                        worker = None
                        job.end, job.why, job.stopped = (
                            "broken",
                            f"The grader's own process ended ({problem}).",
                            [],
                        )
                with lock:
                    finished(job)
        except BaseException as problem:  # told to the main thread
            problems.append(problem)
        finally:
            if worker:
                worker.stop()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(workers, len(jobs)))]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            while thread.is_alive():
                thread.join(0.2)
    except BaseException:
        for worker in crew:
            worker.stop()
        raise
    if problems:
        raise problems[0]


class Worker:
    """A worker process with its own empty folder, started with a bare environment."""

    def __init__(self, questions: list[str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fedlocal-grade-")).resolve()
        kept = {
            name: os.environ[name]
            for name in ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "SystemRoot", "FEDLOCAL_DATA")
            if name in os.environ
        }
        package = str(Path(__file__).resolve().parents[2])
        settings = {
            "PYTHONPATH": package,
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "HOME": str(self.folder),
            "IPYTHONDIR": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fedlocal.grading.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                env={**kept, **settings},
                cwd=self.folder,
                start_new_session=os.name == "posix",
            )
        assert self.process.stdin is not None and self.process.stdout is not None, "both are pipes"
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.stdin.write(json.dumps(questions) + "\n")
        self.stdin.flush()
        if self.stdout.readline().strip() != "ready":
            log_lines = (
                (self.folder / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
            )
            self.stop()
            raise RuntimeError(
                "The grader's own process could not start:"
                f" {log_lines[-1] if log_lines else 'it said nothing'}."
            )

    def do(self, job: Job, limits: Limits) -> None:
        """Run one job and put into it what came of it. Raises OSError when the worker itself has ended."""
        folder = self.folder / "job"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        (folder / "cells.json").write_text(json.dumps(job.cells), encoding="utf-8")
        self.stdin.write(json.dumps({"folder": str(folder), "place": job.place, **asdict(limits)}) + "\n")
        self.stdin.flush()
        answer = self.stdout.readline()
        if not answer:
            raise OSError("it was stopped from outside")
        outcome = json.loads(answer)
        job.end, job.why = outcome["end"], outcome["why"]
        job.stopped, job.held = outcome["stopped"], outcome["held"]
        job.records = _records(folder / "shown")
        shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        import psutil

        try:
            own = psutil.Process(self.process.pid)
            for process in [*own.children(recursive=True), own]:
                process.kill()
        except psutil.Error:
            pass
        self.process.wait()
        for stream in (self.stdin, self.stdout):
            try:
                stream.close()
            except OSError:
                pass
        shutil.rmtree(self.folder, ignore_errors=True)


def _records(path: Path) -> list[dict]:
    """What the cells showed; a line that was cut off, or is none of ours, is passed over."""
    try:
        lines = path.read_bytes()[:60_000_000].splitlines()
    except OSError:
        return []
    found = []
    for text in lines:
        try:
            record = json.loads(text)
        except ValueError:
            continue
        if isinstance(record, dict) and isinstance(record.get("cell"), int):
            found.append(record)
    return found
