"""What the pages that are made from tables share: reading rows, and writing a page or comparing it with
the one that is there."""

import csv
from pathlib import Path

from fedlocal.ground.tables import table_file

ROOT = Path(__file__).parents[1]


def read(name, folder=None):
    """The rows of one table as dictionaries of text. Unsealed files are read, too: `fedlocal seal` calls
    this between two of them."""
    with table_file(name, folder=folder).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(text):
    """A text as it may stand in a cell of a Markdown table."""
    return str(text).replace("|", "\\|")


def settle(path, text, script, arguments, complaints=(), fine=""):
    """Write the page; with `--check` write nothing, say whether it is current and what is wrong. Returns
    the exit status."""
    if "--check" not in arguments:
        path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    same = path.exists() and path.read_text(encoding="utf-8") == text
    name = path.relative_to(ROOT).as_posix()
    print(f"{name} is up to date" if same else f"{name} is stale: run python scripts/{script}")
    if complaints or fine:
        print("\n".join(complaints) or fine)
    return 0 if same and not complaints else 1
