"""The contract of data/, rule by rule: each function takes the folder and returns its complaints."""

import hashlib
import json
import re
from pathlib import Path

from derive.package import KEYS
from fedlocal.ground.tables import DataError, load

NOT_TABLES = {"README.md", "datapackage.json"}
PRIVATE = re.compile(
    r"(person|signer|contact|sheriff|officer|first|last|full)_?name|phone|e_?mail|birth|passport|ssn|"
    r"a_number|home_address"
)
TYPES = {"string", "integer", "number", "boolean", "date", "yearmonth", "year"}


def resources(folder):
    return json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def tabular(folder):
    return [r for r in resources(folder) if r.get("format") == "csv"]


def every_file_has_a_descriptor(folder):
    files = {
        p.relative_to(folder).as_posix() for p in Path(folder).rglob("[!.]*") if p.is_file()
    } - NOT_TABLES
    described = {r.get("path") for r in resources(folder)}
    return [f"{f}: no entry in datapackage.json" for f in sorted(files - described)] + [
        f"{f}: described, but no such file" for f in sorted(described - files)
    ]


def descriptors_are_complete(folder):
    return [complaint for r in resources(folder) for complaint in _gaps(r)]


def _gaps(r):
    name = r.get("name", "?")
    yield from (f"{name}: no {key}" for key in KEYS if r.get(key) in (None, "", {}) or key not in r)
    if not r.get("licenses") or any(not x.get("path", "").startswith("https://") for x in r["licenses"]):
        yield f"{name}: a licence without an https path"
    if not str(r.get("publisher_url", "")).startswith("https://"):
        yield f"{name}: publisher_url is no https address"
    for field in r.get("schema", {}).get("fields", []):
        if field.get("type") not in TYPES:
            yield f"{name}.{field['name']}: type {field.get('type')!r} is not one of ours"
        if not field.get("description"):
            yield f"{name}.{field['name']}: no description"
        if field.get("type") in ("integer", "number") and not field.get("unit"):
            yield f"{name}.{field['name']}: a number without a unit"
    if r.get("format") == "csv" and not r.get("schema", {}).get("primaryKey"):
        yield f"{name}: no primary key"


def hashes_and_sizes_match(folder):
    out = []
    for r in resources(folder):
        content = (Path(folder) / r["path"]).read_bytes()
        if r["hash"] != "sha256:" + hashlib.sha256(content).hexdigest():
            out.append(f"{r['path']}: sha256 differs")
        if r["bytes"] != len(content):
            out.append(f"{r['path']}: {len(content)} bytes, {r['bytes']} described")
        if b"\r" in content or not content.endswith(b"\n"):
            out.append(f"{r['path']}: not LF line endings to the last line")
    return out


def tables_follow_their_schema(folder):
    """Columns, types, enums, blanks, keys: whatever load() objects to; and the number of rows."""
    out = []
    for r in tabular(folder):
        try:
            rows = len(load(r["name"], folder=folder))
            if rows != r["rows"]:
                out.append(f"{r['name']}: {rows} rows, {r['rows']} described")
        except DataError as complaint:
            out.append(str(complaint))
    return out


def blanks_are_explained(folder):
    out = []
    for r in tabular(folder):
        table = load(r["name"], folder=folder)
        out += [
            f"{r['name']}.{f['name']}: blanks occur, but `missing` does not say what they mean"
            for f in r["schema"]["fields"]
            if table[f["name"]].isna().any() and not f.get("missing")
        ]
    return out


def foreign_keys_resolve(folder):
    out = []
    for r in tabular(folder):
        for link in r["schema"].get("foreignKeys", []):
            target = link["reference"]
            here = _keys(load(r["name"], folder=folder), link["fields"])
            there = _keys(load(target["resource"] or r["name"], folder=folder), target["fields"])
            lost = sorted(here - there)
            if lost:
                out.append(
                    f"{r['name']}.{link['fields']} -> {target['resource']}: "
                    f"{lost[:3]} of {len(lost)} not there"
                )
    return out


def _keys(table, fields):
    fields = [fields] if isinstance(fields, str) else fields
    rows = table[fields].dropna().astype(str).itertuples(index=False)
    return {tuple(row) for row in rows}


def no_private_columns(folder):
    return [
        f"{r['name']}.{f['name']}: a column that could hold a private person"
        for r in tabular(folder)
        for f in r["schema"]["fields"]
        if PRIVATE.search(f["name"])
    ]


RULES = [
    every_file_has_a_descriptor,
    descriptors_are_complete,
    hashes_and_sizes_match,
    tables_follow_their_schema,
    blanks_are_explained,
    foreign_keys_resolve,
    no_private_columns,
]
