#!/usr/bin/env python3
"""Write docs/glossary.md: every term of the course in plain words, with Spanish where it was seen, from the
tables in data/.

python scripts/glossary_page.py            write it (`fedlocal seal` does it, too)
python scripts/glossary_page.py --check    write nothing; say whether it is up to date
"""

import sys
from pathlib import Path

from pages import read, settle

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "glossary.md"
TABLES = ("glossary", "lessons", "sources")
INTRO = """# Glossary

These are the words of the course in plain English. Each lesson explains the ones it needs; this page has
all {count} of them. `python scripts/glossary_page.py` makes it from the table
[`glossary`](../data/README.md#glossary), so a correction goes there.

Spanish is given for {spanish} terms, where we saw the term in use: **(a)** in a text of a U.S. agency,
**(o)** in pages of legal-aid groups, newspapers or law firms. A court interpreter should check it before it
is used with a person's papers.
"""


def page(tables):
    """The whole page as Markdown: terms in the order of the alphabet under their first letters."""
    terms = sorted(tables["glossary"], key=lambda row: row["term"].casefold())
    names = {row["term_id"]: row["term"] for row in terms}
    lessons = {row["lesson"]: row for row in tables["lessons"]}
    sources = {row["id"]: row for row in tables["sources"]}
    lines, letter = [INTRO.format(count=len(terms), spanish=sum(bool(row["es"]) for row in terms))], ""
    for row in terms:
        if row["term"][0].upper() != letter:
            letter = row["term"][0].upper()
            lines += [f"## {letter}", ""]
        lines += [_entry(row, names, lessons, sources), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry(row, names, lessons, sources):
    lesson = lessons[row["lesson_first"]]
    more = [f"First in [lesson {row['lesson_first']}](../notebooks/{lesson['file']})."]
    if row["source_id"]:
        source = sources[row["source_id"]]
        more.append(f"Read more: [{source['short'] or source['title']}]({source['url']}).")
    if row["see_also"]:
        more.append(f"See also: {', '.join(names[term] for term in row['see_also'].split(';'))}.")
    spanish = f" *Spanish: {row['es']}* ({row['es_basis'][0]})." if row["es"] else ""
    return f"**{row['term']}.** {row['short']}{spanish} {' '.join(more)}"


def main(arguments):
    return settle(PAGE, page({name: read(name) for name in TABLES}), "glossary_page.py", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
