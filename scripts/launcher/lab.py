"""JupyterLab: start it on the learner's lesson, wait until it answers, stop it with this window."""

import contextlib
import http.client
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from launcher import machine, problems

SLOW = 60  # seconds after which we say where to look; starting goes on


def settings_file(venv):
    """Where JupyterLab reads changed defaults from."""
    return Path(venv, "share", "jupyter", "lab", "settings", "overrides.json")


def ship_settings(venv, root):
    """Put the course's JupyterLab defaults (no news pop-up) in place."""
    target = settings_file(venv)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(root, "jupyter", "overrides.json"), target)


def ship_look(root, config):
    """Put the stylesheet that keeps lines of prose short where JupyterLab looks for one: in its
    configuration folder."""
    shutil.copytree(Path(root, "jupyter", "custom"), Path(config, "custom"), dirs_exist_ok=True)


def command(python, root, lesson, port, browser, as_root):
    """The words that start JupyterLab at my-course/<lesson>, with the whole project to browse."""
    words = [
        python,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--LabApp.custom_css=True",
        f"--LabApp.default_url={page(lesson)}",
    ]
    return words + ([] if browser else ["--no-browser"]) + (["--allow-root"] if as_root else [])


def page(lesson):
    """Path of the page that shows a lesson (None: an empty JupyterLab)."""
    return f"/lab/tree/my-course/{lesson}" if lesson else "/lab"


def environment(venv, root, folder, token, place=None):
    """Environment variables of JupyterLab and its kernels; `place` is the county that the lessons speak of,
    if any.

    Its settings and open tabs live in my-course/.jupyter: apart from any other JupyterLab of the person's,
    whose open tabs it would otherwise show, and kept when .venv is made anew.
    """
    chosen = {"FEDLOCAL_PLACE": place} if place else {}
    own = str(Path(root, "jupyter"))  # holds labextensions, too: the forms of exercises write their cells
    return machine.child_environment(
        venv,
        os.environ,
        **chosen,
        FEDLOCAL_HOME=str(folder),
        JUPYTER_TOKEN=token,
        JUPYTER_CONFIG_PATH=own,
        JUPYTER_PATH=os.pathsep.join(filter(None, [own, os.environ.get("JUPYTER_PATH", "")])),
        JUPYTER_CONFIG_DIR=str(folder / ".jupyter"),
    )


def answers(port):
    """Whether JupyterLab answers on this port (asked directly: a proxy must not be in between)."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", "/api")
            with connection.getresponse() as response:
                return response.status == 200
        except (OSError, http.client.HTTPException):
            return False


def wait_until_up(process, port, log):
    """Return once JupyterLab answers; raises Problem with its last lines when it ends instead."""
    start, announced = time.monotonic(), False
    while not answers(port):
        if process.poll() is not None:
            raise problems.lab_died(process.returncode, read(log))
        if not announced and time.monotonic() - start > SLOW:
            machine.say(f"slow; its messages are in {log} ... ", end="")
            announced = True
        time.sleep(0.1)


def read(log):
    """All that JupyterLab has said."""
    return Path(log).read_text(encoding="utf-8", errors="replace")


def stop(process):
    """End JupyterLab and its kernels; forcibly if it does not go within 20 seconds."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def leave(number, frame):
    """A request to end (a closed window, say) counts like Ctrl-C."""
    raise KeyboardInterrupt


def serve(venv, root, folder, lesson, port, browser, place=None):
    """Run JupyterLab until it ends or the person stops it. Raises Problem if it breaks."""
    token, log = secrets.token_urlsafe(24), Path(venv, "lab.log")
    ship_look(root, folder / ".jupyter")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    words = command(machine.venv_command(venv, "python"), root, lesson, port, browser, as_root)
    signal.signal(signal.SIGTERM, leave)
    start = time.monotonic()
    machine.say("Opening JupyterLab ... ", end="")
    with open(log, "wb") as messages:
        process = subprocess.Popen(
            words,
            cwd=root,
            env=environment(venv, root, folder, token, place),
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
        )
    try:
        wait_until_up(process, port, log)
        machine.say(
            f"done ({time.monotonic() - start:.1f} s)\n\n"
            f"The course is open at\n    http://127.0.0.1:{port}{page(lesson)}?token={token}\n"
            "Keep this window open; press Ctrl-C here to stop."
        )
        code = process.wait()
    except KeyboardInterrupt:
        machine.say("\nStopping JupyterLab; your work is in my-course.")
        return 0
    finally:
        stop(process)
    if code:
        raise problems.lab_died(code, read(log))
    return 0
