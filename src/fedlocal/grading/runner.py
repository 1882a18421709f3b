"""Running cells as a Jupyter kernel would, without a network connection: IPython, with what each cell
shows kept and limited."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
from importlib import import_module

OUT_OF_MEMORY = 77  # how a process ends that has none left; the cell is left out and the rest is run anew
MOST_TEXT, MOST_HTML, MOST_PIECES = 100_000, 300_000, 200  # of one cell


SUBJECTS = ("agencies", "law", "pathway", "agreements", "states", "evidence", "tradeoffs", "rights", "county")
JUDGES = (
    *(f"fedlocal.lesson.{name}" for name in ("answers", "judging", "questions")),
    *(f"fedlocal.exercises.{name}" for name in ("checks", "tasks", "views", "wording")),
    *(f"fedlocal.{subject}.exercise" for subject in SUBJECTS),
    "fedlocal.ground.computed",
)


def functions() -> dict:
    """The code of every function that judges an answer, to see later whether it was exchanged."""
    found: dict = {}
    for module in map(import_module, JUDGES):  # a name that is no module stops here: nothing would be guarded
        for name, value in vars(module).items():
            members = (
                vars(value).items()
                if isinstance(value, type) and value.__module__ == module.__name__
                else [("", value)]
            )
            found |= {
                (module.__name__, name, inner): member.__code__
                for inner, member in members
                if hasattr(member, "__code__")
            }
    return found


class Shown:
    """What one cell shows, as notebook outputs; what goes beyond the limits is counted and dropped."""

    def __init__(self) -> None:
        self.outputs: list[dict] = []
        self.text = self.rich = self.dropped = 0

    def stream(self, name: str, text: str) -> None:
        room = MOST_TEXT - self.text
        self.dropped += max(len(text) - room, 0)
        text = text[: max(room, 0)]
        if not text:
            return
        self.text += len(text)
        if self.outputs and self.outputs[-1].get("name") == name:
            self.outputs[-1]["text"] += text
        elif len(self.outputs) < MOST_PIECES:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def data(self, kind: str, data: dict) -> None:
        kept = {"text/plain": str(data.get("text/plain", ""))[:10_000]}
        html = data.get("text/html")
        if isinstance(html, str) and self.rich + len(html) <= MOST_HTML:
            self.rich += len(html)
            kept["text/html"] = html
        if len(self.outputs) < MOST_PIECES:
            self.outputs.append({"output_type": kind, "data": kept, "metadata": {}})

    def error(self, name: str, value: str, trace: list[str]) -> None:
        self.outputs.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": value[:2_000],
                "traceback": [line[:2_000] for line in trace[-20:]],
            }
        )


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a submission."""

    def __init__(self, runner: Runner, name: str) -> None:
        self.runner, self.label = runner, name

    def write(self, text: str) -> int:
        self.runner.shown.stream(self.label, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")


class Runner:
    """One IPython for one submission. Made before a submission is known, so that making it costs nothing
    then."""

    def __init__(self) -> None:
        from IPython.core.displayhook import DisplayHook
        from IPython.core.displaypub import DisplayPublisher
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets import Type
        from traitlets.config import Config

        runner = self
        self.shown, self.running = Shown(), False

        class Hook(DisplayHook):
            def write_output_prompt(self):
                pass

            def write_format_data(self, format_dict, md_dict=None):
                runner.shown.data("execute_result", format_dict)

            def finish_displayhook(self):
                self._is_active = False

        class Publisher(DisplayPublisher):
            def publish(self, data, metadata=None, *_, **__):
                runner.shown.data("display_data", data)

            def clear_output(self, wait=False):
                runner.shown.outputs.clear()

        class Shell(InteractiveShell):
            displayhook_class = Type(Hook)
            display_pub_class = Type(Publisher)

            def _showtraceback(self, etype, evalue, stb):
                runner.shown.error(getattr(etype, "__name__", str(etype)), str(evalue), list(stb))

            def ask_exit(self):
                pass

            def init_virtualenv(self):
                pass

        self.course = functions()
        config = Config(
            {
                "HistoryManager": {"enabled": False, "hist_file": ":memory:"},
                "InteractiveShell": {"colors": "nocolor", "autoindent": False},
            }
        )
        self.shell = Shell.instance(config=config)

    def run(self, cells: list[dict], left_out: set[int], begun, say) -> None:
        """Run the cells in order; ``begun(place)`` before each, ``say(record)`` after each that shows
        something of interest."""
        sys.stdout, sys.stderr, sys.stdin = Stream(self, "stdout"), Stream(self, "stderr"), io.StringIO()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._interrupt)
        for place, cell in enumerate(cells):
            if place in left_out or not cell["source"].strip():
                continue
            begun(place)
            changed = cell["graded"] and self._guard()
            self.shown, self.running = Shown(), True
            try:
                result = self.shell.run_cell(cell["source"], store_history=True)
            except BaseException as problem:  # IPython answers nearly all itself
                result = None
                self.shown.error(type(problem).__name__, str(problem), [])
            self.running = False
            if any(output.get("ename") == "MemoryError" for output in self.shown.outputs):
                os._exit(OUT_OF_MEMORY)
            say({**self._record(place, cell, result), **({"tampered": True} if changed else {})})

    def _guard(self) -> bool:
        """Whether the checks are no longer the course's own; ``fl`` is put right. It catches what is
        simple, not what is cunning."""
        import fedlocal

        names, now = self.shell.user_ns, functions()
        rebound = "fl" in names and names["fl"] is not fedlocal
        if "fl" in names:
            names["fl"] = fedlocal
        return rebound or any(now.get(name) is not code for name, code in self.course.items())

    def _interrupt(self, *_):
        if self.running:
            raise KeyboardInterrupt

    def _record(self, place: int, cell: dict, result) -> dict:
        record: dict = {"cell": place, "dropped": self.shown.dropped}
        errors = [output for output in self.shown.outputs if output["output_type"] == "error"]
        if errors:
            record["error"] = {"name": errors[0]["ename"], "value": errors[0]["evalue"][:500]}
        if cell["graded"]:
            record["outputs"] = self.shown.outputs
            mark = getattr(result, "result", None)
            record["about"] = {
                name: str(getattr(mark, name, ""))[:5_000] for name in ("stage", "misconception")
            }
        return record


def line(record: dict) -> bytes:
    """A record as one line of JSON; letters that UTF-8 cannot hold are replaced.

    >>> line({"cell": 1})
    b'{"cell": 1}\\n'
    """
    return (json.dumps(record, default=str) + "\n").encode("utf-8", "replace")
