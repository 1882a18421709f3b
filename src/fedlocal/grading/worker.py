"""A long-lived worker: it has loaded what every submission needs, forks a process for each, watches it, and
says how it ended.

It reads one job a line (a folder and limits) and never what a submission holds, so that no later one finds an
earlier one's answers in memory.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .runner import OUT_OF_MEMORY, Runner

GRACE, TICK, MOST_RUNS, MOST_PROCESSES = 1.5, 0.01, 4, 64
FORKS = sys.platform.startswith("linux")


class Process:
    """The process of one submission, forked where that is safe, else started anew."""

    def __init__(self, folder: Path, job: dict, runner: Runner | None) -> None:
        self.folder, self.started = folder, None
        if runner is None:
            words = [sys.executable, "-m", "fedlocal.grading.child", str(folder), json.dumps(job)]
            self.started = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",
            )
            self.pid = self.started.pid
            return
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                from .child import serve

                serve(job, folder, runner)
            except BaseException as problem:  # never back into the worker's loop
                (folder / "broken").write_text(f"{type(problem).__name__}: {problem}", encoding="utf-8")
            os._exit(70)

    def ended(self) -> int | None:
        if self.started:
            return self.started.poll()
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None

    def inner(self) -> int:
        """The process that runs the cells: the one forked, or the one that it put into a namespace of its
        own."""
        return next(
            (int(line.split()[1]) for line in trace(self.folder) if line.startswith("pid ")), self.pid
        )

    def interrupt(self) -> None:
        if os.name == "posix":
            _signal(self.inner(), signal.SIGINT)

    def kill(self) -> None:
        import psutil

        try:
            family = [psutil.Process(self.pid), *psutil.Process(self.pid).children(recursive=True)]
        except psutil.Error:
            family = []
        for process in reversed(family):
            try:
                process.kill()
            except psutil.Error:
                pass
        while self.ended() is None:
            time.sleep(TICK)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except OSError:
        pass


def trace(folder: Path) -> list[str]:
    try:
        return (folder / "trace").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def one_run(folder: Path, job: dict, runner: Runner | None, until: float) -> dict:
    """Run once and watch. Returns ``end``: done, time, all_time, memory or crash, with the ``cell`` that
    was running then."""
    for name in ("trace", "shown", "broken"):
        (folder / name).unlink(missing_ok=True)
    (folder / "work").mkdir(exist_ok=True)
    process = Process(folder, job, runner)
    begun, cell, asked, looked = time.monotonic(), None, 0.0, 0.0
    seen = -1
    while (status := process.ended()) is None:
        time.sleep(TICK)
        now = time.monotonic()
        lines = trace(folder)
        if len(lines) != seen:
            seen, begun, asked = len(lines), now, 0.0
            cell = int(lines[-1].split()[1]) if lines and lines[-1].startswith("begin") else cell
        if now > until:
            process.kill()
            return {"end": "all_time", "cell": cell}
        if now - looked > 0.2:
            looked = now
            if _too_big(process.pid, job["memory"]):
                process.kill()
                return {"end": "memory", "cell": cell}
        if now - begun > job["cell_seconds"] + (30 if cell is None else 0):
            if not asked and cell is not None and os.name == "posix":
                asked = now
                process.interrupt()
            elif now - asked > GRACE:
                process.kill()
                return {"end": "time", "cell": cell}
    lines = trace(folder)
    cells = [int(line.split()[1]) for line in lines if line.startswith("begin")]
    if "done" in lines:
        return {"end": "done", "cell": None}
    if (folder / "broken").exists():
        return {"end": "broken", "cell": None, "why": (folder / "broken").read_text(encoding="utf-8")[:500]}
    return {
        "end": "memory" if status == OUT_OF_MEMORY else "crash",
        "cell": cells[-1] if cells else None,
        "status": status,
    }


def _too_big(pid: int, memory: int) -> bool:
    """Whether a submission and all it started hold too much together, or are too many."""
    import psutil

    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return (
            len(family) > MOST_PROCESSES
            or sum(process.memory_info().rss for process in family) > memory + 500_000_000
        )
    except psutil.Error:
        return False


def grade(job: dict, runner: Runner | None) -> dict:
    """Run a submission; a cell that stops the whole process is left out, and the rest is run again without
    it."""
    folder, until = Path(job["folder"]), time.monotonic() + job["seconds"]
    stopped: list[dict] = []
    for _ in range(MOST_RUNS):
        last = one_run(folder, {**job, "left_out": [stop["cell"] for stop in stopped]}, runner, until)
        if last["end"] in ("done", "broken") or last["cell"] is None or last["end"] == "all_time":
            break
        stopped.append(last)
    protections = next((line[5:].split(";") for line in trace(folder) if line.startswith("held")), [])
    return {
        "end": last["end"],
        "why": last.get("why", ""),
        "stopped": stopped + ([last] if last["end"] == "all_time" else []),
        "held": [protection for protection in protections if protection],
    }


def warm(questions: list[str]) -> None:
    """Load what an exercise needs, once for all submissions: packages, tables, templates. Leaves no trace
    of it elsewhere."""
    import ipywidgets  # noqa: F401

    import fedlocal as fl

    with tempfile.TemporaryDirectory(prefix="fedlocal-") as empty:
        os.environ["FEDLOCAL_HOME"] = empty
        for id_ in questions:
            try:
                fl.ask(id_, "Harris County, TX")
                str(fl.checks.exercise(id_, {"PLACE": "Harris County, TX"}))
            except Exception:  # an exercise that is not in the tables is graded without this head start
                pass


def main() -> None:
    """Read what to warm up with, say ready, then answer one line a job until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started this decides
    runner = None
    if FORKS:
        warm(json.loads(sys.stdin.readline()))
        runner = Runner()
        gc.collect()
        gc.freeze()  # what was loaded stays shared between the processes
    else:
        sys.stdin.readline()
    print("ready", file=answers, flush=True)
    while text := sys.stdin.readline():
        try:
            answer = grade(json.loads(text), runner)
        except Exception as problem:
            answer = {
                "end": "broken",
                "why": f"{type(problem).__name__}: {problem}",
                "stopped": [],
                "held": [],
            }
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
