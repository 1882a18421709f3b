"""The process of one submission: shut off from the rest, it runs the cells and writes down what they show."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from . import sandbox
from .runner import Runner, line

SECRET_FREE = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "SystemRoot",
    "PYTHONPATH",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "PYTHONHASHSEED",
)


def environment(work: Path, place: str = "none") -> dict[str, str]:
    """The variables that a submission sees: a few of this machine's, its own folder for whatever it keeps,
    the class's county.

    >>> environment(Path("w"))["HOME"]
    'w'
    """
    kept = {name: value for name, value in os.environ.items() if name in SECRET_FREE}
    own = {name: str(work) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "JUPYTER_CONFIG_DIR")}
    own |= {
        "FEDLOCAL_HOME": str(work / ".fedlocal"),
        "NBGRADER_EXECUTION": "autograde",
        "FEDLOCAL_PLACE": place or "none",
    }
    return {**kept, **own}


def readable() -> list[str]:
    """What a submission may read beside the system's programs: this Python, the package and its tables;
    never the exercises."""
    from ..ground.tables import data_dir

    places = [sys.prefix, sys.base_prefix, sys.exec_prefix, str(data_dir()), str(Path(__file__).parents[1])]
    libraries = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    return list(dict.fromkeys(str(Path(folder).resolve()) for folder in places + libraries))


def serve(job: dict, folder: Path, runner: Runner) -> None:
    """Run a job in this process, which ends with it. ``folder`` holds cells.json and gets trace and shown;
    ``job`` the limits.

    The three files are opened before the process is shut off, and lie where it cannot reach them afterwards.
    """
    work = folder / "work"
    cells = json.loads((folder / "cells.json").read_bytes())
    trace = os.open(folder / "trace", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    records = os.open(folder / "shown", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    may_read = readable()
    protections = sandbox.namespaces(work, job["disk"])
    if protections and (inner := os.fork()):
        os.write(trace, f"pid {inner}\n".encode())
        _wait_for(inner)
    os.environ.clear()
    os.environ.update(environment(work, job["place"]))
    os.chdir(work)
    protections += sandbox.limits(job["memory"], job["seconds"], job["file_bytes"])
    sandbox.powerless()
    protections += sandbox.files(work, may_read)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.write(trace, ("held " + ";".join(protections) + "\n").encode())
    runner.run(
        cells,
        set(job["left_out"]),
        lambda place: os.write(trace, f"begin {place}\n".encode()),
        lambda record: os.write(records, line(record)),
    )
    os.write(trace, b"done\n")
    os._exit(0)


def _wait_for(inner: int) -> None:
    """End as the inner process ends, so that who waits for this one learns how."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sandbox.libc().prctl(sandbox.PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _, status = os.waitpid(inner, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":  # where there is no fork: a fresh Python for each submission
    serve(json.loads(sys.argv[2]), Path(sys.argv[1]), Runner())
