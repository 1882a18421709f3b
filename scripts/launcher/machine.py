"""Paths, processes, ports and locks: whatever differs between Linux, macOS and Windows."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import PurePosixPath, PureWindowsPath

from launcher import problems

PATIENCE = 10  # seconds between two signs of life from a long step
# Settings of the person's own Python that would send packages, or imports, somewhere else.
MISLEADING = [
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONSTARTUP",
    "__PYVENV_LAUNCHER__",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "UV_PYTHON",
    "UV_PROJECT_ENVIRONMENT",
    "CONDA_PREFIX",
    "JUPYTER_NO_CONFIG",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_CONFIG_PATH",
]


def pure_path(path, platform):
    """`path` in the notation of `platform`, whichever one this is."""
    return PureWindowsPath(path) if platform == "win32" else PurePosixPath(path)


def scripts_folder(venv, platform=sys.platform):
    """Where an environment keeps its commands, as text."""
    return str(pure_path(venv, platform) / ("Scripts" if platform == "win32" else "bin"))


def venv_command(venv, name, platform=sys.platform):
    """Full name of a command in the environment: .venv/bin/uv, or .venv\\Scripts\\uv.exe."""
    ending = ".exe" if platform == "win32" else ""
    return str(pure_path(scripts_folder(venv, platform), platform) / (name + ending))


def child_environment(venv, base, platform=sys.platform, **more):
    """Environment variables for programs in .venv: theirs first on PATH, UTF-8 files, nothing misleading.

    UTF-8 mode matters on Windows: without it Python 3.11 misreads a project path with non-ASCII letters.
    """
    kept = {name: value for name, value in base.items() if name not in MISLEADING}
    separator = ";" if platform == "win32" else ":"
    path = separator.join(part for part in [scripts_folder(venv, platform), kept.get("PATH", "")] if part)
    return {**kept, "PATH": path, "VIRTUAL_ENV": str(venv), "PYTHONUTF8": "1", **more}


def say(text="", end="\n"):
    """Print at once; letters that the console does not know become question marks."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        print(text.encode(encoding, "replace").decode(encoding), end=end, flush=True)
    except BrokenPipeError:  # nobody reads on (`start.py | head`): the work goes on in silence
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 (it stays open to the end)


def run(command, **options):
    """Run a command quietly and return its output; raises Failed. Long ones show the seconds gone by."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options)
        except OSError as error:
            raise problems.Failed(f"{command[0]}: {error}") from error
        try:
            code = wait(process, start)
        except BaseException:
            process.kill()
            process.wait()
            raise
        log.seek(0)
        output = log.read().decode("utf-8", "replace")
    if code:
        raise problems.Failed(output)
    return output


def wait(process, start):
    """The process's exit code, with a sign of life every few seconds."""
    while True:
        try:
            return process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            say(f"{time.monotonic() - start:.0f} s ... ", end="")


def port_is_free(port, platform=sys.platform):
    """Whether a server could listen on this port of the loopback address; PermissionError if it may not."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if platform != "win32":  # a port just left is usable; on Windows this option would share a busy one
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise
        except OSError:
            return False
        return port == 0 or not someone_answers(port)


def someone_answers(port):
    """Whether a program already listens there on either loopback address."""
    for address in ("127.0.0.1", "::1"):
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=0.5):
            return True
    return False


def free_port(candidates=range(8888, 8908)):
    """The first free port of the usual ones, or else any."""
    for port in candidates:
        with contextlib.suppress(PermissionError):
            if port_is_free(port):
                return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chosen_port(asked):
    """The port to use: the one asked for, or a free one when none was. Raises Problem."""
    if asked is None:
        return free_port()
    try:
        free = port_is_free(asked)
    except PermissionError:
        raise problems.port_forbidden(asked) from None
    if not free:
        raise problems.port_taken(asked, free_port())
    return asked


def take_lock(file):
    """Lock an open file for this process (the system frees it if we die); OSError when another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def only_one(root):
    """One set-up at a time in this folder. Raises Problem when another runs, or nothing can be written."""
    try:
        file = open(os.path.join(root, ".start.lock"), "a")  # noqa: SIM115 (closed by the with below)
    except OSError as error:
        raise problems.not_writable(root, error) from error
    with file:
        try:
            take_lock(file)
        except (BlockingIOError, PermissionError):
            raise problems.busy(root) from None
        except OSError:
            pass  # a network folder that knows no locks: go on without
        yield
