"""The course as web pages: bytes, processor seconds and memory until its boxes are live, in a browser of its
own for each visit. The server is our own plain one, which packs nothing."""

from __future__ import annotations

import gzip
import os
import statistics
import tempfile
import threading
import time
from functools import partial
from http.server import HTTPServer
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "plain": ("02_law_and_authority.html", "04_the_287g_program.html"),
    "statistics": ("06_what_the_evidence_says.html", "07_weighing_the_tradeoffs.html"),
    "exercise": ("exercise-02.html", "exercise-06.html"),
}
WIDGET = "02_law_and_authority.html"
STATE = "document.documentElement.dataset.player"
# Chooses the next option of the first list of a card again and again; times each until the card has changed.
REDRAWS = """async (rounds) => {
  const cards = [...document.querySelectorAll(".live .fl-card")];
  const card = cards.find((place) => place.querySelectorAll("select").length > 2);
  const list = card.querySelector("select"), took = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const drawn = new Promise((done) => {
      const seen = new MutationObserver(() => { seen.disconnect(); done(); });
      const panels = card.querySelectorAll(".widget-html-content");
      for (const panel of panels) seen.observe(panel, { childList: true });
    });
    list.selectedIndex = (list.selectedIndex + 1) % list.options.length;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    await drawn;
    took.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 30));
  }
  return took;
}"""


def page_edition(rounds: int = 3) -> dict:
    """Medians over the rounds for each kind of page; size of the zip; a redraw; bytes of a second visit."""
    from browser import build

    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept) / "site"
        build.main(["--out", str(out)])
        server, sent = _server(out)
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        visits = {
            kind: [_visit(address + name, sent) for _ in range(rounds) for name in names]
            for kind, names in PAGES.items()
        }
        read = [_readable(out, name) for names in PAGES.values() for name in names]
        found = {
            "zip_bytes": out.with_name(build.ZIP).stat().st_size,
            "readable_bytes": max(read),
            "readable_seconds": statistics.median(
                visit["readable"] for kind in visits.values() for visit in kind
            ),
            "redraw_ms": statistics.median(_redraws(address + WIDGET)),
            "second_visit_bytes": _second_visit(address + WIDGET, sent),
        }
        for kind, made in visits.items():
            found[kind] = {key: statistics.median(visit[key] for visit in made) for key in made[0]}
        server.shutdown()
        server.server_close()
    return found


def _server(out: Path) -> tuple[HTTPServer, list[int]]:
    """The plain server, and a list that grows by the bytes of each answer."""
    from browser.serve import Handler, Server

    sent: list[int] = []

    class Counting(Handler):
        def copyfile(self, source, outputfile):
            before = source.tell()
            super().copyfile(source, outputfile)
            sent.append(source.tell() - before)

    server = Server(("127.0.0.1", 0), partial(Counting, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, sent


def _readable(out: Path, name: str) -> int:
    """Bytes of what a page is read with, packed as servers pack text."""
    return sum(len(gzip.compress((out / file).read_bytes())) for file in (name, "page.css", "reader.js"))


class _Browser:
    """A browser of its own, with all its processes."""

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        from tests.browser import chromium

        self._before = set(psutil.Process().children(recursive=True))
        self._playwright = sync_playwright().start()
        self._browser = chromium.start(self._playwright, chromium.find_or_leave(os.environ))
        self.context = self._browser.new_context()
        self.page = self.context.new_page()
        return self

    def __exit__(self, *_problem):
        self._browser.close()
        self._playwright.stop()

    def processes(self) -> list[psutil.Process]:
        started = set(psutil.Process().children(recursive=True)) - self._before
        return [process for process in started if "chrom" in process.name()]

    def seconds(self) -> float:
        """Processor seconds of all processes so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def memory(self) -> int:
        """Bytes of the largest process that draws a page."""
        return max(
            process.memory_info().rss
            for process in self.processes()
            if "--type=renderer" in process.cmdline()
        )

    def wait_for(self, *states: str) -> None:
        self.page.wait_for_function(f"{list(states)}.includes({STATE})", timeout=120_000)


def _visit(address: str, sent: list[int]) -> dict:
    """One first visit: from an empty profile until all boxes are live."""
    with _Browser() as visit:
        visit.page.goto("about:blank")
        idle, begun = visit.seconds(), time.perf_counter()
        sent.clear()
        visit.page.goto(address, wait_until="domcontentloaded")
        readable = time.perf_counter() - begun
        visit.wait_for("first", "live")
        first = {
            "first_bytes": sum(sent),
            "first_cpu": visit.seconds() - idle,
            "first_seconds": time.perf_counter() - begun,
        }
        visit.wait_for("live")
        live = {"live_cpu": visit.seconds() - idle, "live_seconds": time.perf_counter() - begun}
        return {"readable": readable, **first, **live, "memory": visit.memory()}


def _redraws(address: str, rounds: int = 30) -> list[float]:
    with _Browser() as visit:
        visit.page.goto(address)
        visit.wait_for("live")
        return visit.page.evaluate(REDRAWS, rounds)


def _second_visit(address: str, sent: list[int]) -> int:
    """Bytes of opening the page once more, in the same browser, when it has kept what it needs."""
    with _Browser() as visit:
        visit.page.goto(address)
        visit.wait_for("live")
        visit.page.wait_for_function("player.kept", timeout=60_000)
        visit.page.close()
        sent.clear()
        visit.page = visit.context.new_page()
        visit.page.goto(address)
        visit.wait_for("live")
        return sum(sent)
