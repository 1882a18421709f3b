"""Each lesson on paper: JupyterLab's own export to HTML, printed to PDF by Chromium, is whole.

The exported page asks for two scripts of other machines, which nothing printed here needs: RequireJS (for
saved widget state, of which a lesson has none) and MathJax (for formulas, likewise). They are refused, as for
a learner without a network.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from .lab import LESSONS, leaves_the_machine
from .test_lessons import LIVE_END, squeezed

NEEDLESS = re.compile(r"https://cdnjs\.cloudflare\.com/ajax/libs/(require\.js|mathjax)/")


@dataclass
class Paper:
    """What came out of the printer, and what the page asked for."""

    notebook: dict
    text: str
    pictures: list[dict]
    wide: list[str]
    requests: list[str]


@pytest.fixture(scope="module")
def printer(context, server):
    """lesson file -> Paper; each is printed once."""
    made = {}

    def of(path):
        if path not in made:
            made[path] = printed(context, server, path)
        return made[path]

    return of


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def paper(request, printer):
    return printer(request.param)


def printed(context, server, lesson) -> Paper:
    """Export through the server, as File > Save and Export Notebook As > HTML does, then print."""
    asked, page = [], context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(
        {"width": 760, "height": 1000}
    )  # the width between the margins of A4 and of Letter
    page.goto(server.address(f"/nbconvert/html/notebooks/{lesson.name}"), timeout=90_000)
    page.emulate_media(media="print")
    pictures = page.evaluate(
        "() => [...document.images].map((one) => ({ alt: one.alt, width: one.naturalWidth }))"
    )
    wide = page.evaluate("""() => [...document.querySelectorAll(".jp-OutputArea-output *")]
             .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
             .map((part) => part.tagName + " " + part.textContent.trim().slice(0, 60))""")
    pdf = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
    page.close()
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    notebook = json.loads((server.folder / "notebooks" / lesson.name).read_text(encoding="utf-8"))
    return Paper(notebook, text, pictures, wide, asked)


def outputs(notebook: dict, kind: str) -> list[str]:
    return [
        "".join(output["data"][kind])
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    ]


def test_every_heading_is_printed(paper):
    headings = [
        line
        for cell in paper.notebook["cells"]
        if cell["cell_type"] == "markdown"
        for line in re.findall(r"^#+ (.+)$", "".join(cell["source"]), re.M)
    ]
    missing = [
        heading for heading in headings if squeezed(re.sub(r"[*_`]", "", heading)) not in squeezed(paper.text)
    ]
    assert headings and not missing


def test_it_is_printed_to_its_last_line(paper):
    last = (
        BeautifulSoup(outputs(paper.notebook, "text/html")[-1], "html.parser").select("li, p")[-1].get_text()
    )
    assert squeezed(last) in squeezed(paper.text)


def test_widgets_print_as_what_they_teach_and_not_as_a_line_of_code(paper):
    fallbacks = [html for html in outputs(paper.notebook, "text/html") if LIVE_END in html]
    assert squeezed(paper.text).count(squeezed(LIVE_END)) == len(fallbacks) > 0
    for cell in paper.notebook["cells"]:
        for output in cell.get("outputs", []):
            if LIVE_END in "".join(output.get("data", {}).get("text/html", "")):
                assert squeezed("".join(output["data"]["text/plain"])) not in squeezed(paper.text)


def test_every_picture_is_printed(paper):
    stored = sum(html.count("<img") for html in outputs(paper.notebook, "text/html"))
    assert len(paper.pictures) == stored and all(
        picture["width"] > 0 and picture["alt"] for picture in paper.pictures
    )


def test_nothing_is_wider_than_the_paper(paper):
    assert not paper.wide


def test_what_printing_asks_of_other_machines_is_not_needed(paper):
    outside = [address for address in paper.requests if leaves_the_machine(address)]
    assert not [address for address in outside if not NEEDLESS.match(address)]
    markdown = " ".join(
        "".join(cell["source"]) for cell in paper.notebook["cells"] if cell["cell_type"] == "markdown"
    )
    assert not re.search(r"\$\$|\\\(|\\begin\{", markdown), (
        "A formula needs MathJax, which is not there without a network."
    )
