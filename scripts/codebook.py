"""Write data/README.md, the codebook, from data/datapackage.json.

python scripts/codebook.py            write it
python scripts/codebook.py --check    write nothing; say whether it is up to date
"""

import json
import sys
from pathlib import Path

from pages import cell, settle

DATA = Path(__file__).parents[1] / "data"
INTRO = """# Codebook

Made by `python scripts/codebook.py` from `datapackage.json`, a
[Frictionless Data Package](https://specs.frictionlessdata.io/data-package/). Change a description there,
or in `scripts/derive/*/descriptors/` for a derived table, not here.

Load a table with `import fedlocal as fl; fl.load("agreements")`; `fl.tables()` lists them all. Files are
UTF-8 with a comma between cells, `true`/`false`, ISO dates, county and state codes as text, and lists inside
a cell separated by `;`. An empty cell is missing, and each field says what that means; the words NA or None
are text. No row is about a private person.
"""


def codebook(package):
    """The codebook as Markdown: an index of all tables, then one section a table."""
    resources = package["resources"]
    return (
        "\n".join([INTRO, *_index(resources), *(line for r in resources for line in _section(r))]).rstrip()
        + "\n"
    )


def _index(resources):
    yield "| table | what | rows | as of | licence |"
    yield "|---|---|--:|---|---|"
    for r in resources:
        licences = ", ".join(x["name"] for x in r["licenses"])
        rows = f"{r['rows']:,}" if r.get("rows") is not None else ""
        yield f"| [{r['name']}](#{r['name']}) | {cell(r['title'])} | {rows} | {r['as_of']} | {licences} |"
    yield ""


def _section(r):
    yield f"## {r['name']}"
    yield ""
    yield f"**{r['title']}.** {r['description']}"
    yield ""
    yield f"- File: `{r['path']}`" + (", **synthetic**: made up for teaching" if r["synthetic"] else "")
    yield f"- As of: {r['as_of']}"
    yield f"- Publisher: [{r['publisher']}]({r['publisher_url']})"
    yield f"- Obtained: {r['obtained']}"
    yield "- Licence: " + "; ".join(f"[{x['title']}]({x['path']})" for x in r["licenses"])
    yield f"- Derivation: {r['derivation']}"
    for problem in r["known_problems"]:
        yield f"- Known problem: {problem}"
    yield ""
    yield from _fields(r.get("schema"))


def _fields(schema):
    if not schema:
        return
    yield f"Key: {', '.join(f'`{k}`' for k in _list(schema.get('primaryKey', [])))}"
    for link in schema.get("foreignKeys", []):
        target = link["reference"]
        there = ", ".join(_list(target["fields"]))
        yield f"Link: `{', '.join(_list(link['fields']))}` → `{target['resource']}.{there}`"
    yield ""
    yield "| field | type | meaning | unit | blank means |"
    yield "|---|---|---|---|---|"
    for field in schema["fields"]:
        values = field.get("constraints", {}).get("enum")
        meaning = field["description"] + (f". Values: {', '.join(map(str, values))}" if values else "")
        blank = "never blank" if field.get("constraints", {}).get("required") else field.get("missing", "")
        cells = [f"`{field['name']}`", field["type"], meaning, field.get("unit", ""), blank]
        yield "| " + " | ".join(map(cell, cells)) + " |"
    yield ""


def _list(value):
    return [value] if isinstance(value, str) else value


def main(arguments):
    text = codebook(json.loads((DATA / "datapackage.json").read_text(encoding="utf-8")))
    return settle(DATA / "README.md", text, "codebook.py", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
