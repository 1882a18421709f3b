"""A stored notebook as the blocks of a page: prose, boxes with what they show, code with what it gave.

Nothing is run here. What a cell shows is what is stored, so the page reads as the notebook does.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mistune

INLINE = 24_000  # bytes: a picture up to this size stands in the page, a larger one is a file beside it
LIVE = re.compile(r"\bfl\.(widgets\.|quiz\(|predict\(|progress\()")  # a cell that the reader operates
CODE = "data-track"  # the tag of a cell that is there for its code
SETUP = "setup"  # the tag of a cell that only imports

_PICTURE = re.compile(r'<img\b[^>]*?src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"[^>]*>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_FACES = re.compile(r"<!-- in a notebook -->(.*?)<!-- on a page\n(.*?)-->", re.DOTALL)
_NOTEBOOK_ONLY = re.compile(r'<(p|div|li)\b[^>]*\bdata-face="notebook"[^>]*>.*?</\1>\n?', re.DOTALL)
_LINK = re.compile(r'(<a\b[^>]*?)href="([^"]*)"([^>]*>)(.*?)</a>', re.DOTALL)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading of a page, so that a list can lead to it."""

    level: int
    id: str
    words: str


@dataclass(frozen=True)
class Block:
    """A part of a page: ``kind`` is "prose", "box" or "code"; ``cell`` its number in the notebook.

    ``html`` is the prose, or what the cell shows; ``source`` its code; ``box`` says whether a box is "live"
    (the reader operates it), "place" (it speaks of a county) or "still".
    """

    kind: str
    cell: int
    html: str
    source: str = ""
    box: str = "still"


def page_words(markdown: str) -> str:
    """Markdown with the words for a page: what is marked as for a notebook makes way for its other form.

    >>> page_words("<!-- in a notebook -->\\nRun it.\\n<!-- on a page\\nWait a moment.\\n-->")
    'Wait a moment.\\n'
    """
    return _FACES.sub(lambda found: found[2], markdown)


def anchor(words: str) -> str:
    """The id of a heading as JupyterLab makes it, so that one link serves notebook and page.

    >>> anchor("Where <em>power</em> comes from")
    'Where-power-comes-from'
    """
    return html.unescape(re.sub(r"<[^>]+>", "", words)).strip().replace(" ", "-")


def document_anchor(words: str) -> str:
    """The id of a heading as code hosts make it for a document.

    >>> document_anchor("What is it, <em>really</em>?")
    'what-is-it-really'
    """
    return re.sub(r"[^\w -]", "", html.unescape(re.sub(r"<[^>]+>", "", words)).strip().lower()).replace(
        " ", "-"
    )


def prose(markdown: str, id_of: Callable[[str], str] = anchor) -> tuple[str, list[Heading]]:
    """Markdown as HTML, its headings with ids.

    >>> prose("## Two doors")
    ('<h2 id="Two-doors">Two doors</h2>\\n', [Heading(level=2, id='Two-doors', words='Two doors')])
    """
    headings = []

    def with_id(found):
        level, words = int(found[1]), found[2]
        plain = html.unescape(re.sub(r"<[^>]+>", "", words)).strip()
        headings.append(Heading(level, id_of(words), plain))
        return f'<h{level} id="{html.escape(id_of(words))}">{words}</h{level}>'

    rendered = mistune.html(page_words(markdown))
    return _HEADING.sub(with_id, rendered), headings


def relinked(text: str, address: Callable[[str], str]) -> str:
    """HTML whose links go where ``address`` says; "" takes the link away and keeps its words.

    >>> relinked('<a href="a.ipynb">A</a> <a href="b">B</a>', {"a.ipynb": "a.html", "b": ""}.get)
    '<a href="a.html">A</a> B'
    """

    def led(found):
        before, target, after, words = found.groups()
        new = address(html.unescape(target))
        return f'{before}href="{html.escape(new)}"{after}{words}</a>' if new else words

    return _LINK.sub(led, text)


def with_pictures(text: str, save: Callable[[str, bytes], str]) -> str:
    """HTML whose encoded pictures stand in it as drawings; ``save(name, content)`` keeps a large one and
    gives its address. Each keeps its description.

    >>> img = '<img alt="A dot" src="data:image/svg+xml;base64,PHN2ZyB3aWR0aD0iNCI+PC9zdmc+">'
    >>> with_pictures(img, None)
    '<svg role="img" aria-label="A dot" width="4"></svg>'
    """

    def drawn(found):
        attributes = dict(_ATTRIBUTE.findall(found[0]))
        alt, style = attributes.get("alt", ""), attributes.get("style", "")
        content = base64.b64decode(found[1])
        if len(content) > INLINE:
            name = f"{hashlib.sha256(content).hexdigest()[:12]}.svg"
            width, height = _size(content)
            keep = f' style="{style}"' if style else ""
            return (
                f'<img alt="{alt}" src="{save(name, content)}" loading="lazy" decoding="async"'
                f' width="{width}" height="{height}"{keep}>'
            )
        keep = f' style="{style}"' if style else ""
        return content.decode("utf-8").replace("<svg", f'<svg role="img" aria-label="{alt}"{keep}', 1)

    return _PICTURE.sub(drawn, text)


def _size(content: bytes) -> tuple[str, str]:
    box = re.search(rb'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', content)
    return (box[1].decode(), box[2].decode()) if box else ("", "")


def shows(cell: dict) -> str:
    """What a cell shows, as HTML; "" where it shows nothing.

    >>> shows({"outputs": [{"data": {"text/plain": ["1 < 2"]}}]})
    '<pre>1 &lt; 2</pre>'
    """
    parts = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "text/html" in data:
            parts.append(_NOTEBOOK_ONLY.sub("", "".join(data["text/html"])))
        elif "text/plain" in data:
            parts.append(f"<pre>{html.escape(''.join(data['text/plain']))}</pre>")
        elif "text" in output:
            parts.append(f"<pre>{html.escape(''.join(output['text']))}</pre>")
    return "".join(parts)


def blocks(path: Path, of_place: frozenset[int] = frozenset()) -> tuple[list[Block], list[Heading]]:
    """The blocks of a notebook in order, and its headings. ``of_place``: the cells that speak of a county."""
    made, headings = [], []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
        if cell["cell_type"] == "markdown":
            text, found = prose(source)
            made.append(Block("prose", number, text))
            headings += found
        elif SETUP in tags:
            made.append(Block("setup", number, "", source))
        elif CODE in tags:
            made.append(Block("code", number, shows(cell), source))
        else:
            box = "live" if LIVE.search(source) else "place" if number in of_place else "still"
            made.append(Block("box", number, shows(cell), source, box))
    return made, headings
