"""Tables as DataFrames, typed from their schema, each cell held to it: what statistics and learners use."""

from __future__ import annotations

import io

import pandas as pd

from .datapackage import broken

PATTERNS = {
    "integer": r"-?\d+",
    "year": r"\d{4}",
    "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
    "boolean": r"true|false",
    "date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "yearmonth": r"\d{4}-(0[1-9]|1[0-2])",
}


def frame(content: bytes, resource: dict) -> pd.DataFrame:
    """The table in these bytes, typed and checked. Raises DataError at the first cell that breaks its schema.

    >>> field = {"name": "n", "type": "integer", "constraints": {"required": True}}
    >>> frame(b"n\\n1\\n", {"schema": {"fields": [field]}})["n"].tolist()
    [1]
    """
    return _typed(_raw_frame(content, resource), resource)


def records(frame: pd.DataFrame) -> list[dict]:
    """The rows of a table or a part of it, with the values that :func:`fedlocal.ground.tables.rows` gives:
    a blank is "" in a column of text and None in any other, a day is a `datetime.date`.

    >>> from .tables import load
    >>> records(load("states").head(1))[0]["state"]
    'Alaska'
    """
    columns = [_plain(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list:
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(day) else day.date() for day in column]
    empty = "" if pd.api.types.is_string_dtype(column) else None
    return [empty if gap else cell for cell, gap in zip(column.tolist(), column.isna(), strict=True)]


def _raw_frame(content, resource):
    """Every cell as text, columns exactly those of the schema; only an empty cell is missing."""
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    except (ValueError, UnicodeDecodeError) as reason:
        raise broken(resource, f"is not a readable table ({str(reason).strip()})") from None
    expected = [field["name"] for field in resource["schema"]["fields"]]
    if list(frame.columns) != expected or not frame.index.equals(pd.RangeIndex(len(frame))):
        unlike = [c for c in frame.columns if c not in expected] or "none"
        absent = [c for c in expected if c not in frame.columns] or "none"
        found = f"unknown: {unlike}, absent: {absent}"
        raise broken(resource, f"does not have its schema's columns in order ({found})")
    return frame


def _typed(frame, resource):
    fields = resource["schema"]["fields"]
    for field in fields:
        _check_cells(frame[field["name"]], field, resource)
    typed = pd.DataFrame({f["name"]: _column(frame[f["name"]], f) for f in fields})
    key = resource["schema"].get("primaryKey")
    if key and typed.duplicated(key).any():
        row = int(typed.duplicated(key).to_numpy().argmax())
        raise broken(resource, f"repeats the key {', '.join(key)} in row {row + 1}")
    return typed


def _check_cells(column, field, resource):
    """Raise DataError at the first cell that is blank, of the wrong type, not allowed or repeated."""
    rules, kind = field.get("constraints", {}), field["type"]
    blank, value = column.isna(), column.fillna("")
    faults = []
    if rules.get("required"):
        faults.append((blank, "must not be blank"))
    if kind in PATTERNS:
        faults.append((~blank & ~value.str.fullmatch(PATTERNS[kind]), f"is not of type {kind}"))
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
            raise broken(resource, f"{cell} {complaint}")


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
