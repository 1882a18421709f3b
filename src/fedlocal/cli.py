"""``fedlocal``: the small commands for those who keep the course."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from . import prose
from .tables import DataError, data_dir, load, seal, tables


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status (0 done, 1 something to mend)."""
    parser = argparse.ArgumentParser(prog="fedlocal", description="Keep the tables and the lessons of the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tables", help="list the tables")
    one = commands.add_parser("seal", help="after a deliberate edit: check tables and record their new hash")
    one.add_argument("names", nargs="+", metavar="NAME")
    two = commands.add_parser("claims", help="list the sentences of a lesson that still need a source")
    two.add_argument("notebook", type=Path)
    three = commands.add_parser("stale", help="list what is due for a re-check")
    three.add_argument("--on", default=date.today().isoformat(), metavar="YYYY-MM-DD", help="as of this day (today)")
    options = parser.parse_args(arguments)
    try:
        return {"tables": _tables, "seal": _seal, "claims": _claims, "stale": _stale}[options.command](options)
    except (DataError, LookupError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1


def _tables(_options) -> int:
    print(tables()[["name", "rows", "as_of", "publisher"]].to_string(index=False))
    return 0


def _seal(options) -> int:
    for name in options.names:
        seal(name)
        print(f"{name}: checked and sealed")
    codebook = data_dir().parent / "scripts" / "codebook.py"
    if codebook.is_file():  # in a checkout; a wheel has neither the script nor the page
        subprocess.run([sys.executable, str(codebook)], check=True)
    return 0


def _claims(options) -> int:
    notebook = json.loads(options.notebook.read_text(encoding="utf-8"))
    known = set(load("claims")["statement"])
    text = "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    open_ = [sentence for sentence in prose.sentences(text) if prose.needs_claim(sentence) and sentence not in known]
    print("\n".join(open_) or "Every statement is in data/claims.csv.")
    return 1 if open_ else 0


def _stale(options) -> int:
    due = load("developments").loc[lambda t: t["recheck_by"].astype(str) <= options.on].sort_values("recheck_by")
    for row in due.itertuples():
        print(f"{str(row.recheck_by)[:10]}  {row.id}  ({row.source_id}, as of {row.as_of})")
    print(f"{len(due)} developments are due for a re-check on {options.on}.")
    return 0
