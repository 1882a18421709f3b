"""Derive the course's tables from a folder of reference tables.

    python scripts/derive_data.py REFERENCE_FOLDER                 write data/*.csv and their descriptors
    python scripts/derive_data.py REFERENCE_FOLDER --only states   write one table
    python scripts/derive_data.py REFERENCE_FOLDER --check         write nothing; compare byte for byte

The reference folder holds tables made from what each descriptor's "obtained" names; beside it lies `facts`.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from derive import TABLES, derive  # noqa: E402
from derive.agreements.refresh import CHANGED  # noqa: E402
from derive.package import PACKAGE, descriptor_files, save  # noqa: E402

DATA = Path(__file__).parents[1] / "data"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path, help="folder of reference tables")
    parser.add_argument("--only", choices=TABLES, metavar="NAME", help="one table: " + ", ".join(TABLES))
    parser.add_argument(
        "--check", action="store_true", help="derive into a temporary folder and compare with data/"
    )
    options = parser.parse_args(arguments)
    if not options.reference.is_dir():
        parser.error(f"no such folder: {options.reference}")
    tables = derive(options.reference)
    newer = refreshed(DATA)
    if newer and not options.check and (not options.only or options.only in newer):
        parser.error(
            f"data/ is newer than the reference: {', '.join(newer)} (fedlocal refresh). Choose another table"
            " with --only."
        )
    tables = {name: table for name, table in tables.items() if name not in newer}
    if options.only:
        tables = {options.only: tables[options.only]}
    if options.check:
        return check(tables)
    for resource in save(tables, DATA):
        print(f"{resource['path']:28} {resource['rows']:>6,} rows {resource['bytes']:>9,} bytes")
    return 0


def refreshed(data):
    """Names of the tables that a workbook has taken beyond the reference (see
    scripts/refresh_agreements.py)."""
    kept = {
        r["name"]: r["as_of"] for r in json.loads((data / PACKAGE).read_text(encoding="utf-8"))["resources"]
    }
    made = {path.stem: json.loads(path.read_text(encoding="utf-8"))["as_of"] for path in descriptor_files()}
    dated = [name for name in CHANGED if kept.get(name, "") > made.get(name, "")]
    return [*dated, *(name for name in CHANGED if dated and name not in dated)]


def check(tables):
    """0 if data/ is what the code makes of the reference tables; else 1, naming each file that differs."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {r["name"]: r for r in save(tables, folder)}
        kept = {r["name"]: r for r in json.loads((DATA / PACKAGE).read_text(encoding="utf-8"))["resources"]}
        differ = []
        for name, resource in fresh.items():
            path = DATA / resource["path"]
            if not path.exists() or path.read_bytes() != (Path(folder) / resource["path"]).read_bytes():
                differ.append(f"data/{resource['path']}: the file is not what the code makes")
            if kept.get(name) != resource:
                differ.append(f"data/{PACKAGE}: the entry '{name}' is not what the code makes")
    print("\n".join(differ) or f"{len(fresh)} tables are byte for byte what the code makes")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
