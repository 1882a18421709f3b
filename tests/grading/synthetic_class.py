"""A made-up class: right, partly right and untouched submissions, and one for each kind of damage. No real
person's work."""

import copy
import json

from tests.exercises.exercises_run import read, source_of

PLACE = "51670"  # Hopewell city, VA
LOOP = "while True:\n    pass"
STUBBORN = (
    "import time\nwhile True:\n    try:\n        time.sleep(0.05)\n    except BaseException:\n        pass"
)
PEEK = """
import os, glob, socket
def attempt(name, act):
    try:
        act()
        found.append(name)
    except OSError:
        pass
found = []
"""


def copy_of(number: str, solved: str = "none", place: str = PLACE) -> dict:
    """A learner's copy with all, half or none of the answers filled in."""
    learner, key = read(source_of(number, "release")), read(source_of(number))
    answers = {cell["id"]: cell["source"] for cell in key["cells"]}
    position = 0
    for cell in learner["cells"]:
        if "PLACE = " in "".join(cell["source"]):
            cell["source"] = (
                "".join(cell["source"]).replace('PLACE = ""', f'PLACE = "{place}"').splitlines(True)
            )
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            position += 1
            if solved == "all" or (solved == "half" and position % 2):
                cell["source"] = answers[cell["id"]]
    return learner


def cell_named(notebook: dict, grade_id: str) -> dict:
    return next(
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def doing(number: str, code: str, position: int = 2, solved: str = "all") -> dict:
    """A solved copy in which the answer to one question is preceded by ``code``."""
    notebook = copy_of(number, solved)
    cell = cell_named(notebook, f"answer-{number}-{position}")
    cell["source"] = code + "\n" + "".join(cell["source"])
    return notebook


def wrong(number: str, position: int, source: str) -> dict:
    notebook = copy_of(number, "all")
    cell_named(notebook, f"answer-{number}-{position}")["source"] = source
    return notebook


def without(notebook: dict, *grade_ids: str) -> dict:
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in grade_ids
    ]
    return notebook


def damages(number: str, secrets: dict[str, str]) -> dict[str, bytes]:
    """Kind of damage → the bytes of its file. ``secrets`` names what a submission must not reach: ``key``,
    ``other``, ``port``."""
    checks = [f"check-{number}-{position}" for position in (1, 2)]
    edited = copy_of(number)
    for cell in edited["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            cell["source"], cell["metadata"]["editable"] = "3.0", True
    duplicated = copy_of(number, "all")
    blank = cell_named(copy_of(number), f"answer-{number}-1")
    duplicated["cells"] += [copy.deepcopy(blank), copy.deepcopy(cell_named(duplicated, checks[0]))]
    reordered = copy_of(number, "all")
    reordered["cells"].reverse()
    old = copy_of(number, "all")
    for cell in old["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade") and cell["cell_type"] == "code":
            about["checksum"] = "0" * 32
    cell_named(old, f"head-{number}-1")["metadata"]["nbgrader"]["grade_id"] = "head-of-last-year"
    bare = copy_of(number, "all")
    for cell in bare["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    bare["nbformat_minor"] = 4
    peek = f"""{PEEK}
attempt("key", lambda: open({secrets["key"]!r}).read())
attempt("other", lambda: open({secrets["other"]!r}).read())
attempt("listing", lambda: os.listdir(os.path.dirname({secrets["other"]!r})))
attempt("write", lambda: open({secrets["other"]!r}, "a").write("x"))
attempt("delete", lambda: os.remove({secrets["other"]!r}))
attempt("course", lambda: open(os.path.join(os.path.dirname(fl.__file__), "x"), "w"))
attempt("network", lambda: socket.create_connection(("127.0.0.1", {secrets["port"]}), 0.5))
attempt("parent", lambda: os.kill(os.getppid(), 0) if os.getppid() > 1 else open("/nowhere"))
name = "FEDLOCAL_TEST_SECRET"
attempt("secret", lambda: os.environ[name] if name in os.environ else open("/nowhere"))
assert not found, found
open("mine.txt", "w").write("allowed")
os.remove("mine.txt")"""
    made = {
        "right": copy_of(number, "all"),
        "partly": copy_of(number, "half"),
        "untouched": copy_of(number),
        "misconception": wrong(
            number,
            4,
            'answer_4 = {"a": "crime", "b": "crime", "c": "crime", "d": "crime", "e": "crime", "f": "civil"}',
        ),
        "endless-loop": doing(number, LOOP),
        "stubborn-loop": doing(number, STUBBORN),
        "memory-hog": doing(number, "hog = bytearray(40_000_000_000)"),
        "slow-hog": doing(number, "hog = []\nwhile True:\n    hog.append(bytearray(50_000_000))"),
        "kernel-crash": doing(number, "import ctypes\nctypes.string_at(0)"),
        "os-exit": doing(number, "import os\nos._exit(0)"),
        "sys-exit": doing(number, "import sys\nsys.exit(0)"),
        "killed": doing(number, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
        "much-output": doing(number, "print('x' * 50_000_000)\nimport os\nos.write(1, b'y' * 1_000_000)"),
        "deleted-checks": without(copy_of(number, "all"), *checks),
        "deleted-answer": without(copy_of(number, "all"), f"answer-{number}-1"),
        "duplicated": duplicated,
        "reordered": reordered,
        "edited-checks": edited,
        "old-release": old,
        "other-tool": bare,
        "large-file": doing(
            number,
            "with open('big', 'wb') as big:\n    for _ in range(80):\n        big.write(bytes(1_000_000))",
        ),
        "peeking": doing(number, peek),
        "own-checks": doing(number, "fl.checks.exercise = lambda *a, **k: 4", 1, "none"),
        "own-fl": doing(
            number,
            "class fl:\n    class checks:\n        exercise = staticmethod(lambda *a, **k: 4)",
            1,
            "none",
        ),
        "forks": doing(
            number, "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        time.sleep(600)"
        ),
        "error": doing(number, "1 / 0"),
    }
    files = {kind: json.dumps(notebook).encode() for kind, notebook in made.items()}
    text = json.dumps(copy_of(number, "all"), ensure_ascii=False)
    files |= {
        "utf-16": text.encode("utf-16"),
        "with-bom": text.encode("utf-8-sig"),
        "latin": text.replace('"metadata"', '"é": 1, "metadata"', 1).encode("cp1252", "replace"),
        "empty": b"",
        "not-a-notebook": b"%PDF-1.7 homework",
        "cut-off": text.encode()[:2_000],
        "json-only": b'{"answers": [1, 2]}',
        "odd-cells": (
            json.dumps(
                {"cells": [1, None, {"cell_type": "code"}, {"source": 3, "metadata": []}], "metadata": {}}
            ).encode()
        ),
    }
    return files
