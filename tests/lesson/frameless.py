"""Run cells of a lesson where pandas, numpy and matplotlib are absent, and print what they show as JSON.

    python -m tests.lesson.frameless NOTEBOOK [LIBRARY ...]

A library that is named may be loaded. It needs a process of its own, in which none of them has been loaded.
The answer is a list with an entry for each code cell: its number, what it shows by kind, and the error.
"""

import importlib.abc
import json
import sys
import traceback
from pathlib import Path

ABSENT = ("pandas", "numpy", "matplotlib")
FRAMES = ("fl.load(", "fl.tables(")  # a cell with one of these asks for a DataFrame
KINDS = ("text/html", "text/plain")


class Absent(importlib.abc.MetaPathFinder):
    """Refuses the libraries that are to be absent, as if they were not installed, but not ``present``."""

    def __init__(self, present=()):
        self.names = set(ABSENT) - set(present)

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] in self.names:
            raise ImportError(f"{fullname} is absent in this test.")


def code_cells(notebook: dict) -> dict[int, str]:
    """Number of the cell -> its code, of the cells that ask for no DataFrame; the data track is left out."""
    codes = {
        number: "".join(cell["source"])
        for number, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and "data-track" not in cell.get("metadata", {}).get("tags", [])
    }
    return {number: code for number, code in codes.items() if not any(call in code for call in FRAMES)}


def run(codes: dict[int, str]) -> list[dict]:
    """What each code shows when all run in one space, in order; an error does not stop the next."""
    from IPython.core.formatters import DisplayFormatter

    from fedlocal.exercises.release import last_value, placeless

    output, names, formatter = [], {}, DisplayFormatter()
    with placeless():
        for number, code in codes.items():
            data, error = {}, ""
            try:
                value = last_value(code, names)
                data = formatter.format(value)[0] if value is not None else {}
            except Exception:
                error = traceback.format_exc()
            kept = {kind: data[kind] for kind in KINDS if kind in data}
            output.append({"cell": number, "data": kept, "error": error})
    return output


if __name__ == "__main__":
    sys.meta_path.insert(0, Absent(sys.argv[2:]))
    notebook = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(run(code_cells(notebook)), ensure_ascii=False))
