"""From a clone to a responding Lab, against plain venv and pip of the same lock."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from timing import in_turn, ratio, run

ROOT = Path(__file__).resolve().parents[1]


def start_py() -> None:
    """Clone, `python3 start.py --no-browser`, wait until Lab answers, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder, "clone")
        run("git", "clone", "-q", str(ROOT), str(clone))
        _until_lab_answers([sys.executable, "start.py", "--no-browser"], clone)


def plain() -> None:
    """Clone, `python -m venv`, `pip install` of the lock and the course, start Lab, wait until it answers,
    stop it."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder, "clone")
        run("git", "clone", "-q", str(ROOT), str(clone))
        run(sys.executable, "-m", "venv", str(clone / ".venv"))
        python = str(
            next(
                path
                for path in (clone / ".venv" / "bin" / "python", clone / ".venv" / "Scripts" / "python.exe")
                if path.exists()
            )
        )
        run(python, "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements.lock", cwd=clone)
        run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", ".", cwd=clone)
        _until_lab_answers([python, "-m", "jupyterlab", "--no-browser", "--allow-root"], clone)


def _until_lab_answers(command: list[str], folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flag = f"--port={port}" if "start.py" in command else f"--ServerApp.port={port}"
    process = subprocess.Popen(
        [*command, flag], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        limit = time.time() + 300
        while time.time() < limit:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"No Lab at port {port} after 300 s: {command}")
    finally:
        process.terminate()
        process.wait(20)


def first_start(rounds: int = 2) -> dict:
    seconds = in_turn(rounds, start=start_py, plain=plain)
    return {
        "seconds": statistics.median(seconds["start"]),
        "plain_seconds": statistics.median(seconds["plain"]),
        "ratio": ratio(seconds, "start", "plain"),
    }
