"""Build the site: a folder of pages that any web server can hold, and the same as a zip.

    python -m browser.build [--out build/site] [--pages-only | --lab]

Pages are made from the stored notebooks and the tables; ``--pages-only`` leaves the engine away, so that the
pages read but do not play; ``--lab`` adds the notebooks themselves, in JupyterLite.
"""

from __future__ import annotations

import argparse
import html
import json
import posixpath
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fedlocal.ground.tables import rows

from . import engine, exercise_pages, lab, licenses, notebook
from .steps import SiteError, write_zip
from .trial import Trial, trials

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[1]
COURSE = "Who Enforces What?"
DESCRIPTION = "Who enforces U.S. immigration law, what may local police do, and how do communities weigh it?"
HELP, FIRST_LOOK = "08", "04"  # the lesson that says where help is; the lesson that a visitor sees first
FIRST_WIDGET = "SameCaseFourRegimes"
DOCUMENTS = {"data/README.md": "docs/data.html"}  # beside the pages in docs/
ZIP = "who-enforces-what-site.zip"


@dataclass(frozen=True)
class Site:
    """Where a site is built, and what leads where in it."""

    out: Path
    notebooks: tuple[Path, ...]
    documents: dict[str, str]  # a file of the repository -> its page
    lab: bool = False  # whether the notebooks stand beside the pages

    def address(self, target: str, source: str) -> str:
        """Where a link of a file of the repository leads on the site; "" where the site has no such page.

        ``source`` is the file that holds the link, such as "notebooks/04_the_287g_program.ipynb".
        """
        if target.startswith(("http://", "https://", "mailto:", "tel:", "sms:", "#")):
            return target
        path, mark, part = target.partition("#")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if named not in self.documents:
            return ""
        here = posixpath.dirname(self.documents[source]) or "."
        return posixpath.relpath(self.documents[named], here) + mark + part

    def write(self, name: str, text: str | bytes) -> None:
        """Write one file of the site."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def picture(self, name: str, content: bytes) -> str:
        """Write a picture that is too large to stand in a page; its address."""
        self.write(f"pictures/{name}", content)
        return f"pictures/{name}"


def site(out: Path, with_lab: bool = False) -> Site:
    """What the site consists of: all lessons, the documents for teachers and readers, maybe the notebooks."""
    notebooks = tuple(sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")))
    documents = {f"notebooks/{path.name}": f"{path.stem}.html" for path in notebooks}
    documents |= {f"docs/{path.name}": f"docs/{path.stem}.html" for path in (ROOT / "docs").glob("*.md")}
    return Site(out, notebooks, documents | DOCUMENTS, with_lab)


def lessons() -> list[dict]:
    """The lessons that are there, each with the address of its page and its scene, if it has one."""
    return [
        {**row, "page": row["file"].replace(".ipynb", ".html"), "scene": _scene(row["lesson"])}
        for row in rows("lessons")
        if row["status"] == "available"
    ]


def _scene(lesson: str):
    try:
        from fedlocal.lesson.scene import scene
    except ImportError:
        return None
    return scene(lesson)


def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "pages"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,
    )


def _common(listed: list[dict]) -> dict:
    """What every page says."""
    help_page = next(lesson["page"] for lesson in listed if lesson["lesson"] == HELP)
    return {"course": COURSE, "description": DESCRIPTION, "root": "", "help": help_page}


def pages(made: Site, of_place: dict[str, frozenset[int]], engines: dict[str, str]) -> None:
    """Write every page: the first, the lessons, the documents, and what a page needs beside its text."""
    templates, listed = _templates(), lessons()
    door = {lesson["lesson"]: lesson["page"] for lesson in listed}
    common = _common(listed)
    for number, lesson in enumerate(listed):
        around = {
            "before": listed[number - 1] if number else None,
            "after": listed[number + 1] if number + 1 < len(listed) else None,
        }
        text = _lesson(made, lesson, of_place.get(lesson["lesson"], frozenset()))
        made.write(
            lesson["page"],
            templates.get_template("lesson.html.jinja").render(
                **common,
                **around,
                **text,
                lesson=lesson,
                scene=lesson["scene"],
                lab=_lab(lesson) if made.lab else {},
                engine=engines.get(lesson["lesson"], ""),
                exercise=exercise_pages.page_of(lesson["lesson"]),
            ),
        )
    made.write(
        "index.html",
        templates.get_template("index.html.jinja").render(
            **common,
            lessons=listed,
            scene=listed[0]["scene"],
            see_now=_see_now(made, door[FIRST_LOOK]),
            lab=lab.START if made.lab else "",
            exercises=exercise_pages.exercises(),
        ),
    )
    for source, page in made.documents.items():
        if source.endswith(".md"):
            title, text = _document(made, source)
            made.write(
                page,
                templates.get_template("document.html.jinja").render(
                    **{**common, "root": "../"}, title=title, text=text
                ),
            )
    _exercises(made, common, door)
    for lesson in listed:
        if lesson["scene"]:
            made.write(f"scenes/{lesson['lesson']}.svg", lesson["scene"].svg)
    for name in ("page.css", "icon.svg"):
        made.write(name, (HERE / name).read_bytes())
    for name in ("reader.js", "exercise.js"):
        made.write(name, (HERE / "src" / name).read_bytes())
    for name in ("web.config", "serve.py"):
        made.write(name, (HERE / name).read_bytes())
    made.write(".nojekyll", "")
    made.write("place.txt", "")  # whoever runs the server may write a county into it


def _exercises(made: Site, common: dict, door: dict[str, str]) -> None:
    """Write the page of each exercise, and the notebook that its button gives with the answers in it."""
    template = _templates().get_template("exercise.html.jinja")
    for exercise in exercise_pages.exercises():
        parts = exercise_pages.parts(exercise, made.picture)
        around = {"lesson": door.get(exercise.number, ""), "engine": exercise_pages.ENGINE}
        made.write(exercise.page, template.render(**common, **around, **parts, exercise=exercise))
        made.write(exercise.notebook, exercise.path.read_bytes())


def _lesson(made: Site, lesson: dict, of_place: frozenset[int]) -> dict:
    """The parts of a lesson's page: its blocks, its headings, and the cells that the player runs."""
    source = f"notebooks/{lesson['file']}"
    found, headings = notebook.blocks(ROOT / source, of_place)
    blocks, cells = [], []
    for block in found:
        html = notebook.with_pictures(block.html, made.picture)
        html = notebook.relinked(html, lambda target: made.address(target, source))
        kind = "record" if block.source.startswith("fl.card(") else block.kind
        if headings and block.html.startswith("<h1"):
            html = html.partition("</h1>")[2]
        if kind in ("box", "record", "setup"):
            cell = {"cell": block.cell, "source": block.source, "box": block.box}
            cells.append({**cell, "place": True} if block.cell in of_place else cell)
        if html.strip():
            blocks.append(
                {"kind": kind, "cell": block.cell, "html": html, "source": block.source, "box": block.box}
            )
    return {
        "blocks": blocks,
        "headings": [heading for heading in headings if heading.level == 2],
        "cells": json.dumps(cells, ensure_ascii=False).replace("</", "<\\/"),
    }


def _lab(lesson: dict) -> dict[str, str]:
    """What a lesson's page says of notebooks -> the address: the lesson itself, and its exercise."""
    addresses = {"Open as a notebook": lab.address(lesson["file"])}
    if task := lab.exercise(lesson["lesson"]):
        addresses["Open its exercise"] = lab.address(task)
    return addresses


def _see_now(made: Site, page: str) -> str:
    """The address of the heading above the widget that a visitor sees first."""
    path = next(path for path in made.notebooks if f"{path.stem}.html" == page)
    found, _ = notebook.blocks(path)
    last = ""
    for block in found:
        ids = (
            [part.partition('"')[0] for part in block.html.split('<h2 id="')[1:]]
            if block.kind == "prose"
            else []
        )
        last = ids[-1] if ids else last
        if FIRST_WIDGET in block.source:
            return f"{page}#{last}"
    raise LookupError(
        f"{path.name} has no cell with {FIRST_WIDGET}. Name another widget in browser/build.py."
    )


def _document(made: Site, source: str) -> tuple[str, str]:
    """Title and text of a Markdown document."""
    text, headings = notebook.prose((ROOT / source).read_text(encoding="utf-8"), notebook.document_anchor)
    text = notebook.relinked(text, lambda target: made.address(target, source))
    images = ROOT / "docs" / "images"
    for image in images.glob("*"):
        if f'src="images/{image.name}"' in text:
            made.write(f"docs/images/{image.name}", image.read_bytes())
    return headings[0].words, text


def licenses_page(made: Site, needs: set[str]) -> None:
    """Write LICENSES.html: what the engine consists of, and under which licenses it may be handed on."""
    intro = (
        "<h1>Licenses</h1><p>The course’s code is under BSD-3-Clause, its texts under CC BY 4.0. The boxes of"
        " its pages run on the free software below.</p>"
    )
    parts = [
        f"<details><summary>{html.escape(row['name'])} {html.escape(row['version'])}:"
        f" {html.escape(row['licence'])}</summary><pre>{html.escape(row['text'])}</pre></details>"
        for row in [*licenses.licenses(needs), *(licenses.of_lab() if made.lab else [])]
    ]
    more = f"<p>{lab.SCRIPTS}</p>" if made.lab else ""
    text = intro + more + "\n".join(parts)
    made.write(
        "LICENSES.html",
        _templates()
        .get_template("document.html.jinja")
        .render(**_common(lessons()), title="Licenses", text=text),
    )


def pack(out: Path, target: Path) -> None:
    """The folder as a zip whose bytes depend on nothing but its files."""
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    write_zip(target, ((path.relative_to(out).as_posix(), path.read_bytes()) for path in paths))


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns 0; an error names what is missing and how to mend it."""
    parser = argparse.ArgumentParser(prog="python3 start.py site", description="Build the site.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site", metavar="FOLDER")
    parser.add_argument(
        "--pages-only", action="store_true", help="pages that read, without what makes them play"
    )
    parser.add_argument(
        "--lab", action="store_true", help="add lessons and exercises as notebooks (JupyterLite)"
    )
    parser.add_argument("--engine", type=Path, metavar="FOLDER", help="a folder with the engine's files")
    words = parser.parse_args(arguments)
    if words.lab and words.pages_only:
        parser.error("--pages-only leaves out what --lab needs. Give one of the two.")
    shutil.rmtree(words.out, ignore_errors=True)
    made = site(words.out, words.lab)
    if words.pages_only:
        pages(made, {}, {})
        return 0
    try:
        playing(made, words.engine)
    except SiteError as problem:
        print(f"Stopped: {problem}", file=sys.stderr)
        return 1
    pack(made.out, made.out.with_name(ZIP))
    return 0


def playing(made: Site, source: Path | None = None) -> None:
    """Write the whole site, with what makes its boxes live. ``source``: a folder with the engine's files."""
    tried = {lesson["lesson"]: trial for lesson, trial in _tried(made)}
    of_place = {lesson: trial.of_place for lesson, trial in tried.items()}
    pages(made, of_place, {lesson: " ".join(sorted(trial.needs)) for lesson, trial in tried.items()})
    needs = set(exercise_pages.ENGINE.split()).union(*(trial.needs for trial in tried.values()))
    engine.install(made.out, needs, source)
    if made.lab:
        lab.build(made.out, source)
    licenses_page(made, needs)
    engine.seal(made.out)


def _tried(made: Site) -> list[tuple[dict, Trial]]:
    """Each lesson with its trial."""
    found = trials(list(made.notebooks))
    return [(lesson, found[lesson["file"]]) for lesson in lessons()]


if __name__ == "__main__":
    sys.exit(main())
