"""Put derived tables into data/: the file, and its entry in datapackage.json from descriptors/NAME.json."""

import hashlib
import json
from pathlib import Path

from derive.common import to_csv

HERE = Path(__file__).parent
PACKAGE = "datapackage.json"
KEYS = [  # of a resource, in this order
    "name",
    "path",
    "title",
    "description",
    "profile",
    "format",
    "mediatype",
    "encoding",
    "bytes",
    "hash",
    "rows",
    "as_of",
    "publisher",
    "publisher_url",
    "obtained",
    "licenses",
    "derivation",
    "known_problems",
    "synthetic",
    "schema",
]
NEW_PACKAGE = {
    "profile": "tabular-data-package",
    "name": "who-enforces-what",
    "title": "Who Enforces What? Tables of the course",
    "resources": [],
}


def digest(content):
    """The hash of a file as datapackage.json records it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def descriptor_files():
    """Paths of all descriptors of derived tables."""
    return sorted(HERE.glob("*/descriptors/*.json"))


def descriptor_file(name):
    """Path of the descriptor of one derived table."""
    return next(path for path in descriptor_files() if path.stem == name)


def written_in(name):
    """The folder of a table's descriptor; it is named like the folder of the table."""
    return descriptor_file(name).parent.parent


def entry(name, content, rows):
    """The resource of one table: our descriptor plus what follows from the file itself."""
    written = json.loads(descriptor_file(name).read_text(encoding="utf-8"))
    measured = {
        "name": name,
        "path": f"{written_in(name).name}/{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": digest(content),
        "rows": rows,
    }
    resource = {**measured, **written}
    resource["schema"]["missingValues"] = [""]
    return {key: resource[key] for key in KEYS}


def save(tables, data):
    """Write the tables to `data` and replace their entries; entries of other resources stay as they are."""
    data = Path(data)
    ours = {}
    for name, frame in tables.items():
        content = to_csv(frame)
        ours[name] = entry(name, content, len(frame))
        (data / ours[name]["path"]).parent.mkdir(exist_ok=True)
        (data / ours[name]["path"]).write_bytes(content)
    path = data / PACKAGE
    package = json.loads(path.read_text(encoding="utf-8")) if path.exists() else dict(NEW_PACKAGE)
    others = [r for r in package["resources"] if r["name"] not in ours]
    package["resources"] = sorted([*others, *ours.values()], key=lambda r: r["name"])
    path.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return list(ours.values())
