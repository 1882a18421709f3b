#!/usr/bin/env python3
"""Run lessons from top to bottom in a fresh kernel and store what they show. For authors:

    python scripts/execute_lessons.py            # run all of notebooks/ and write them
    python scripts/execute_lessons.py 04 05      # only these
    python scripts/execute_lessons.py --check    # write nothing; say which would change, and where

Use the environment's Python (.venv/bin/python; Windows: .venv\\Scripts\\python). Each lesson starts with an
empty progress folder and no place, as for a learner who has done nothing yet. Run twice, a lesson is the same
to the byte.
"""

import argparse
import difflib
import json
import os
import sys
import tempfile
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from fedlocal.ground.notebook_file import canonical_json, strip_views

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 40  # lines of difference shown for a lesson


def execute(path, timeout=120):
    """The notebook at `path` as a dict, run in a fresh kernel with an empty progress folder, ready to store.

    Raises nbclient's CellExecutionError when a cell fails, CellTimeoutError after `timeout` seconds in one.
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="fedlocal-", ignore_cleanup_errors=True) as empty:
        environment = {
            **os.environ,
            "FEDLOCAL_HOME": empty,
            "FEDLOCAL_PLACE": "none",
            "IPYTHONDIR": os.path.join(empty, "ipython"),
        }
        client = NotebookClient(
            notebook,
            timeout=timeout,
            kernel_name="python3",
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.execute(env=environment)
    return strip_views(json.loads(nbformat.writes(notebook)))


def chosen(words):
    """Paths of the lessons meant by numbers such as "4" or "04"; all of them when there are no words."""
    every = sorted(ROOT.glob("notebooks/*.ipynb"))
    numbers = {word.zfill(2) for word in words}
    unknown = numbers - {path.name[:2] for path in every}
    if unknown:
        known = ", ".join(path.stem for path in every)
        sys.exit(f"No lesson {', '.join(sorted(unknown))}; there are: {known}")
    return [path for path in every if not numbers or path.name[:2] in numbers]


def difference(old, new, name):
    """The first lines in which two texts differ, as a unified diff."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} (stored)", f"{name} (run now)", lineterm="", n=1
    )
    return "\n".join(line[:200] for _, line in zip(range(SHOWN), lines))


def process(path, check):
    """Run one lesson; write it, or with `check` compare it. Returns whether it was as stored."""
    old = path.read_bytes().decode("utf-8")
    new = canonical_json(execute(path))
    if new == old:
        print(f"{path.name}: as stored")
    elif check:
        mend = f"python scripts/execute_lessons.py {path.name[:2]}"
        print(f"{path.name}: differs from what is stored. Mend: {mend}")
        print(difference(old, new, path.name))
    else:
        path.write_bytes(new.encode("utf-8"))
        print(f"{path.name}: written ({len(new.encode()) / 1000:.0f} KB)")
    return new == old


def main():
    """Returns 1 when a cell failed, or when --check found a difference."""
    parser = argparse.ArgumentParser(description="Run lessons and store what they show.")
    parser.add_argument("--check", action="store_true", help="write nothing; report what would change")
    parser.add_argument("lessons", nargs="*", metavar="NN", help="lesson numbers; all without")
    options, wrong = parser.parse_args(), 0
    for path in chosen(options.lessons):
        try:
            wrong += not process(path, options.check) and options.check
        except CellExecutionError as error:
            print(f"{path.name}: a cell failed\n{error}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
