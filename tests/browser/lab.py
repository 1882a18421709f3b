"""JupyterLab for the tests: start it as the course ships it, open a notebook, run it, wait, save."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from launcher import lab as launcher
from launcher import machine

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
PAGE_SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
SCREENSHOTS = ROOT / "build" / "screenshots"
OPENING, PATIENCE = 90_000, 15_000  # milliseconds for a notebook to open, and for anything in it
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, and the folder that it shows."""

    port: int
    token: str
    folder: Path

    def address(self, path: str) -> str:
        """Address of a page of this server, with the token that lets us in.

        >>> Server(8888, "secret", Path()).address("/lab?reset")
        'http://127.0.0.1:8888/lab?reset&token=secret'
        """
        return f"http://127.0.0.1:{self.port}{path}{'&' if '?' in path else '?'}token={self.token}"


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """JupyterLab with the shipped settings on a copy of the lessons. All that it writes lands in
    ``folder``."""
    work, settings, log = folder / "work", folder / "settings", folder / "lab.log"
    (work / "notebooks").mkdir(parents=True)
    settings.mkdir()
    for lesson in LESSONS:
        shutil.copyfile(lesson, work / "notebooks" / lesson.name)
    shutil.copyfile(ROOT / "jupyter" / "overrides.json", settings / "overrides.json")
    launcher.ship_look(ROOT, folder / "config")
    port, token = machine.free_port(()), secrets.token_urlsafe(12)
    homes = {f"JUPYTER_{name.upper()}_DIR": str(folder / name) for name in ("config", "data", "runtime")}
    environment = {
        **launcher.environment(Path(sys.prefix), ROOT, folder / "home", token),
        **homes,
        "IPYTHONDIR": str(folder / "ipython"),
    }
    words = launcher.command(sys.executable, work, None, port, browser=False, as_root=_as_root())
    words += ["--expose-app-in-browser", f"--LabApp.app_settings_dir={settings}"]
    with open(log, "wb") as messages:
        process = subprocess.Popen(
            words, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=messages, stderr=messages
        )
    try:
        launcher.wait_until_up(process, port, log)
        yield Server(port, token, work)
    finally:
        launcher.stop(process)


def _as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def leaves_the_machine(address: str) -> bool:
    """Whether a request for this address would go to another machine.

    >>> leaves_the_machine("https://example.org/a.js"), leaves_the_machine("ws://127.0.0.1:8888/api")
    (True, False)
    >>> leaves_the_machine("data:image/png;base64,AA"), leaves_the_machine("blob:http://127.0.0.1:1/2")
    (False, False)
    """
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("127.0.0.1", "localhost")


class Lab:
    """A page of JupyterLab with one notebook open in it, and what the page asked for and complained of
    since."""

    def __init__(self, context: BrowserContext, server: Server, workspace: str):
        self.server, self.path = server, server.folder
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self._browser = context.new_cdp_session(self.page)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.goto(server.address(f"/lab/workspaces/{workspace}?reset"), timeout=OPENING)
        self.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=OPENING)
        self.page.evaluate(PAGE_SCRIPT)
        self.page.set_default_timeout(PATIENCE)

    def open(self, name: str, width: int = 1024, height: int = 900) -> None:
        """Open a notebook of the folder `notebooks`, and wait for its cells, its outputs and its kernel."""
        self.page.bring_to_front()  # a page behind another one is drawn once a second
        self.requests, self.complaints, self.path = [], [], self.server.folder / "notebooks" / name
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function("name => seen.open(name)", arg=name, timeout=OPENING)
        self.page.wait_for_function("() => seen.kernelIsIdle()", timeout=OPENING)
        self.wait_until_still()

    def _heard(self, message) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def run_all(self) -> None:
        """Run every cell, and again when JupyterLab lost the request: it does when it is sent too early."""
        for _ in range(3):
            if self.page.evaluate("() => seen.runAll()"):
                self.wait_until_still()
                return
        raise AssertionError(f"{self.path.name}: JupyterLab did not run the cells, three times.")

    def wait_until_still(self) -> None:
        """Return when the kernel is idle, every picture is there, and nothing has changed for a moment."""
        self.page.evaluate("() => seen.still()")

    def state(self) -> dict:
        """Cells, active cell, mode and runs: what a stray shortcut of JupyterLab would change."""
        return self.page.evaluate("() => seen.state()")

    def save(self) -> bytes:
        """Save, and return what the file then holds."""
        self.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
        self.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
        return self.path.read_bytes()

    def use_theme(self, name: str) -> None:
        """Change JupyterLab's theme: "light" or "dark"."""
        if self.page.evaluate("theme => seen.useTheme(theme)", THEMES[name]):
            self.wait_until_still()

    def widen(self, width: int, height: int = 900) -> None:
        """Make the window this wide; a narrow one without the side bar, as people would have it."""
        self.page.evaluate("shown => seen.sideBar(shown)", width >= 1000)
        self.page.set_viewport_size({"width": width, "height": height})
        self.wait_until_still()

    def photograph(self, name: str) -> None:
        """Pictures of the whole notebook, screenful by screenful, for people to look at: name-1.png,
        name-2.png …"""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for number in range(self.page.evaluate("() => seen.screenfuls()")):
            self.page.evaluate("number => seen.showScreenful(number)", number)
            # by the browser's own protocol: it has a quicker way to pack a picture
            taken = self._browser.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
            (SCREENSHOTS / f"{name}-{number + 1:02}.png").write_bytes(b64decode(taken["data"]))
        self.page.evaluate("() => seen.showScreenful(0)")

    def close(self) -> None:
        """Stop the kernel and close the notebook; the page stays."""
        self.page.evaluate("() => seen.close()")
