"""Ground floor: read the course's tables, typed from their schema and checked against their hash.

`data/datapackage.json` says what each file holds. A file that is not exactly what it says is never
silently used: the error names the file, the reason and both ways to mend it.
"""

import copy
import csv
import datetime
import hashlib
import io
import json
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from types import MappingProxyType

from .datapackage import PACKAGE, DataError, broken, package_of, resource_of

_HERE = Path(__file__).resolve().parents[1]

_READ: dict[str, Callable] = {  # type of a column -> what makes a value of its text; all other types are text
    "integer": int,
    "year": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
}


def data_dir():
    """Folder of the data files, in an installed wheel or in a checkout. Raises DataError if there is none.

    >>> (data_dir() / "datapackage.json").is_file()
    True
    """
    for folder in (_HERE / "data", _HERE.parents[1] / "data"):
        if (folder / PACKAGE).is_file():
            return folder
    raise DataError(f"No {PACKAGE} beside the fedlocal package ({_HERE}). Restore it: git checkout -- data")


def table_file(name, *, folder=None):
    """Path of the file of one table, whether it is sealed or not. Raises DataError for an unknown name.

    >>> table_file("states").name
    'states.csv'
    """
    folder = Path(folder or data_dir())
    return folder / resource_of(name, package_of(folder))["path"]


def load(name, *, folder=None):
    """A table of the course as a fresh DataFrame, typed from its schema.

    Text is "str", whole numbers int64 ("Int64" where blanks may occur), numbers float64, true/false
    bool ("boolean" where blanks may occur), dates datetime64, months text "YYYY-MM". Only an empty
    cell is missing: the words NA and None stay text. Units and sources: `describe(name)`.
    Raises DataError for an unknown name and for a file that is not what datapackage.json says.

    >>> load("states").loc[lambda t: t.state_abbr == "TX", "state"].item()
    'Texas'
    """
    # Copy-on-write: the caller may change this frame without touching the cached one.
    return _checked_table(name, Path(folder or data_dir())).copy(deep=False)


def rows(name, *, folder=None):
    """The rows of a table in order, for texts and rules: a tuple of mappings that cannot be changed.

    Whole numbers are int, numbers float, true/false bool, days `datetime.date`; all else is text. A blank
    cell is "" in a column of text or months, and None in any other. Raises DataError like `load`; a cell
    that is not of its type is one, but allowed values and keys are checked when a file is sealed.

    >>> rows("states")[0]["state"]
    'Alaska'
    >>> rows("states")[0]["state"] = "Alabama"
    Traceback (most recent call last):
    TypeError: 'mappingproxy' object does not support item assignment
    """
    return _checked_rows(name, Path(folder or data_dir()))


def keyed(name, key, *, folder=None):
    """The rows of a table by the value of one column, in their order. Raises DataError where one repeats.

    >>> keyed("states", "state_abbr")["TX"]["state"]
    'Texas'
    >>> keyed("counties", "state_abbr")
    Traceback (most recent call last):
    fedlocal.ground.datapackage.DataError: The table counties has several rows with state_abbr 'AL'. ...
    """
    found: dict = {}
    for row in rows(name, folder=folder):
        if found.setdefault(row[key], row) is not row:
            raise DataError(
                f"The table {name} has several rows with {key} {row[key]!r}. Use rows({name!r}), or"
                " another key."
            )
    return found


def derived(make):
    """Keeps what a function makes of the course's tables, for as long as the tables are these.

    The function's arguments have to be hashable; do not change what it gives.

    >>> @derived
    ... def states():
    ...     return [row["state"] for row in rows("states")]
    >>> states() is states()
    True
    """
    kept: dict = {}
    of: list = [None]  # the descriptor of the tables that this was made of

    @wraps(make)
    def now(*arguments):
        package = package_of(Path(data_dir()))
        if of[0] is not package:
            kept.clear()
            of[0] = package
        if arguments not in kept:
            kept[arguments] = make(*arguments)
        return kept[arguments]

    return now


def tables(*, folder=None):
    """One row per data file: name, title, rows, as_of, publisher, licence, synthetic.

    >>> "agreements" in set(tables().name)
    True
    """
    import pandas as pd

    listed = pd.DataFrame(package_of(Path(folder or data_dir()))["resources"])
    listed["licence"] = ["; ".join(x["name"] for x in licences) for licences in listed.licenses]
    return listed[["name", "title", "rows", "as_of", "publisher", "licence", "synthetic"]]


def describe(name, *, folder=None):
    """The full descriptor of a data file (a dict you may change): fields, units, sources, known problems.

    >>> describe("agreements")["schema"]["primaryKey"]
    ['agency_id']
    """
    return copy.deepcopy(resource_of(name, package_of(Path(folder or data_dir()))))


def seal(name, *, folder=None):
    """Accept a deliberate edit: validate the file against its schema, then record hash, bytes and rows.

    Returns the new descriptor. Raises DataError, and records nothing, if the file breaks its schema.

    >>> seal("no_such_table")
    Traceback (most recent call last):
    ...
    fedlocal.ground.datapackage.DataError: There is no table 'no_such_table'. fl.tables() lists them all.
    """
    from .frames import frame

    folder = Path(folder or data_dir())
    package = copy.deepcopy(package_of(folder))
    resource = resource_of(name, package)
    content = _content(resource, folder)
    if resource.get("format") == "csv":
        resource["rows"] = len(frame(content, resource))
    resource.update(bytes=len(content), hash=_hash(content))
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    for kept in (_checked_table, _checked_rows):
        kept.cache_clear()
    return copy.deepcopy(resource)


@cache
def _checked_table(name, folder):
    resource = resource_of(name, package_of(folder))
    if resource.get("format") != "csv":
        raise DataError(f"'{name}' is {resource['path']}, not a table.")
    from .frames import frame  # pandas is loaded when a table is first wanted as a DataFrame

    return frame(_checked_bytes(resource, folder), resource)


@cache
def _checked_rows(name, folder):
    resource = resource_of(name, package_of(folder))
    if resource.get("format") != "csv":
        raise DataError(f"'{name}' is {resource['path']}, not a table.")
    lines = csv.reader(io.StringIO(_checked_bytes(resource, folder).decode("utf-8"), newline=""))
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    if next(lines, None) != names:
        raise broken(resource, f"does not have its schema's columns in order: {', '.join(names)}")
    typed = [(field["name"], _READ[field["type"]]) for field in fields if field["type"] in _READ]
    made = []
    words: dict[str, str] = {}  # a word that occurs in many cells is kept once
    for number, line in enumerate(lines, 1):
        try:
            row: dict = dict(zip(names, [words.setdefault(cell, cell) for cell in line], strict=True))
            for column, to_type in typed:
                row[column] = to_type(row[column]) if row[column] else None
        except (ValueError, KeyError) as reason:
            raise broken(resource, f"row {number} cannot be read ({reason})") from None
        made.append(MappingProxyType(row))
    return tuple(made)


def _hash(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _content(resource, folder):
    try:
        return (folder / resource["path"]).read_bytes()
    except OSError as reason:
        raise broken(resource, f"cannot be read ({reason.strerror or reason})") from None


def _checked_bytes(resource, folder):
    content = _content(resource, folder)
    if _hash(content) == resource.get("hash"):
        return content
    if _hash(content.replace(b"\r\n", b"\n")) == resource.get("hash"):
        raise broken(resource, "has Windows line endings (an editor or git's autocrlf changed them)")
    sizes = f"{len(content):,} bytes, {resource.get('bytes', 0):,} expected"
    raise broken(resource, f"is not the file that {PACKAGE} describes ({sizes}; its sha256 differs)")
