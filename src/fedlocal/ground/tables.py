"""Ground floor: read the course's tables, typed from their schema and checked against their hash.

`data/datapackage.json` says what each file holds. A file that is not exactly what it says is never
silently used: the error names the file, the reason and both ways to mend it.
"""

import copy
import hashlib
import io
import json
from functools import cache
from pathlib import Path

import pandas as pd

from .datapackage import PACKAGE, DataError, package_of, resource_of

_HERE = Path(__file__).resolve().parents[1]
_PATTERNS = {
    "integer": r"-?\d+",
    "year": r"\d{4}",
    "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
    "boolean": r"true|false",
    "date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "yearmonth": r"\d{4}-(0[1-9]|1[0-2])",
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


def rows_of(table):
    """The rows of a table as dictionaries, every blank cell as "", whatever its column holds.

    ``table`` is a name, as `load` takes it, or a DataFrame (a part of a table, or one in another order).
    Numbers, dates and true/false keep their types. Raises DataError for an unknown name.

    >>> rows_of("states")[0]["state"]
    'Alaska'
    >>> rows_of(pd.DataFrame({"year": pd.array([2025, None], dtype="Int64")}))
    [{'year': 2025}, {'year': ''}]
    """
    frame = load(table) if isinstance(table, str) else table
    return frame.astype(object).where(frame.notna(), "").to_dict("records")


def derived(name, make, *, folder=None):
    """What the function `make` makes of a table: made once, and anew after the table was sealed anew.

    The caller must not change it. Raises DataError like `load`.

    >>> derived("states", len) == len(load("states"))
    True
    """
    return _derived(name, make, Path(folder or data_dir()))


def tables(*, folder=None):
    """One row per data file: name, title, rows, as_of, publisher, licence, synthetic.

    >>> "agreements" in set(tables().name)
    True
    """
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
    folder = Path(folder or data_dir())
    package = copy.deepcopy(package_of(folder))
    resource = resource_of(name, package)
    content = _content(resource, folder)
    if resource.get("format") == "csv":
        resource["rows"] = len(_typed(_raw_frame(content, resource), resource))
    resource.update(bytes=len(content), hash=_hash(content))
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    _checked_table.cache_clear()
    _derived.cache_clear()
    return copy.deepcopy(resource)


@cache
def _checked_table(name, folder):
    resource = resource_of(name, package_of(folder))
    if resource.get("format") != "csv":
        raise DataError(f"'{name}' is {resource['path']}, not a table.")
    return _typed(_raw_frame(_checked_bytes(resource, folder), resource), resource)


@cache
def _derived(name, make, folder):
    return make(load(name, folder=folder))


def _hash(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _content(resource, folder):
    try:
        return (folder / resource["path"]).read_bytes()
    except OSError as reason:
        raise _broken(resource, f"cannot be read ({reason.strerror or reason})") from None


def _checked_bytes(resource, folder):
    content = _content(resource, folder)
    if _hash(content) == resource.get("hash"):
        return content
    if _hash(content.replace(b"\r\n", b"\n")) == resource.get("hash"):
        raise _broken(resource, "has Windows line endings (an editor or git's autocrlf changed them)")
    sizes = f"{len(content):,} bytes, {resource.get('bytes', 0):,} expected"
    raise _broken(resource, f"is not the file that {PACKAGE} describes ({sizes}; its sha256 differs)")


def _broken(resource, reason):
    path = resource["path"]
    return DataError(
        f"data/{path} {reason}. To restore it: git checkout -- data/{path}. "
        f"If the change was meant: fedlocal seal {resource['name']}"
    )


def _raw_frame(content, resource):
    """Every cell as text, columns exactly those of the schema; only an empty cell is missing."""
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    except (ValueError, UnicodeDecodeError) as reason:
        raise _broken(resource, f"is not a readable table ({str(reason).strip()})") from None
    expected = [field["name"] for field in resource["schema"]["fields"]]
    if list(frame.columns) != expected or not frame.index.equals(pd.RangeIndex(len(frame))):
        unlike = [c for c in frame.columns if c not in expected] or "none"
        absent = [c for c in expected if c not in frame.columns] or "none"
        found = f"unknown: {unlike}, absent: {absent}"
        raise _broken(resource, f"does not have its schema's columns in order ({found})")
    return frame


def _typed(frame, resource):
    fields = resource["schema"]["fields"]
    for field in fields:
        _check_cells(frame[field["name"]], field, resource)
    typed = pd.DataFrame({f["name"]: _column(frame[f["name"]], f) for f in fields})
    key = resource["schema"].get("primaryKey")
    if key and typed.duplicated(key).any():
        row = int(typed.duplicated(key).to_numpy().argmax())
        raise _broken(resource, f"repeats the key {', '.join(key)} in row {row + 1}")
    return typed


def _check_cells(column, field, resource):
    """Raise DataError at the first cell that is blank, of the wrong type, not allowed or repeated."""
    rules, kind = field.get("constraints", {}), field["type"]
    blank, value = column.isna(), column.fillna("")
    faults = []
    if rules.get("required"):
        faults.append((blank, "must not be blank"))
    if kind in _PATTERNS:
        faults.append((~blank & ~value.str.fullmatch(_PATTERNS[kind]), f"is not of type {kind}"))
    if kind == "date":
        day = pd.to_datetime(value, errors="coerce")
        faults.append((~blank & day.isna(), "is not a day of the calendar"))
    if "enum" in rules:
        allowed = [str(v) for v in rules["enum"]]
        faults.append((~blank & ~value.isin(allowed), f"is not one of {', '.join(allowed)}"))
    if rules.get("unique"):
        faults.append((~blank & column.duplicated(), "occurs twice"))
    for where, complaint in faults:
        if where.any():
            row = int(where.to_numpy().argmax())
            cell = f"row {row + 1}, column {field['name']}: {value.iloc[row]!r}"
            raise _broken(resource, f"{cell} {complaint}")


def _column(column, field):
    kind, never_blank = field["type"], field.get("constraints", {}).get("required", False)
    if kind == "boolean":
        return column.map({"true": True, "false": False}).astype("bool" if never_blank else "boolean")
    if kind in ("integer", "year"):
        return column.astype("int64" if never_blank else "Int64")
    if kind == "number":
        return column.astype("float64")
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d")
    return column
