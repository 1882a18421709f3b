"""Reading a lesson's Markdown as sentences, so that each statement can be held against the ledger of
claims."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"\b(v|U\.S|U\.S\.C|C\.F\.R|F|Cal|Tex|Educ|Gov|Stat|No|Nos|Dr|Mr|Ms|St|art|amend|App|Fed|Reg|Supp|Cir"
    r"|Conn|Gen|Pub|L|Rev|p\.m|a\.m|e\.g|i\.e|[A-Z])\.$"
)
_BOUNDARY = re.compile(r"(?<=[.!?])[”\")’]*\s+(?=[“\"(‘]?[A-Z0-9])")

# Names that hold a digit without being a figure: the program itself, its parts, forms, lessons, files.
_NAMES = re.compile(
    r"\b287\(g\)|\(g\)(\(\d+\))?|\bI-\d+[A-Z]?\b|\b[Ll]essons? \d+( to \d+)?|\bForm [A-Z]?-?\d+\w*|`[^`]*`"
)
_FIGURE = re.compile(r"\d|§|\bv\. ")


def blocks(markdown: str) -> list[tuple[str, str]]:
    """The text blocks of Markdown as ``(kind, plain text)``: heading, paragraph, item or cell; links and
    emphasis undone.

    >>> blocks("# One\\n\\nTwo *three* [four](https://example.org).")
    [('heading', 'One'), ('paragraph', 'Two three four.')]
    """
    import mistune  # the lessons split sentences, and only checks read Markdown

    parse = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])
    found: list[tuple[str, str]] = []
    tokens = parse(markdown)
    assert isinstance(tokens, list), "mistune gives text only where it has a renderer"
    _collect(tokens, found)
    return found


def _collect(tokens: list[dict], found: list) -> None:
    kinds = {"heading": "heading", "paragraph": "paragraph", "block_text": "item", "table_cell": "cell"}
    for token in tokens:
        if token["type"] in kinds:
            found.append((kinds[token["type"]], " ".join(_text(token.get("children", [])).split())))
        elif "children" in token:
            _collect(token["children"], found)


def _text(tokens: list[dict]) -> str:
    parts = []
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            parts.append(" ")
        elif "children" in token:
            parts.append(_text(token["children"]))
        elif token["type"] == "codespan":
            parts.append(f"`{token['raw']}`")
        else:
            parts.append(token.get("raw", ""))
    return "".join(parts)


def split(text: str) -> list[str]:
    """The sentences of one block of plain text; "U.S.C.", "v." and the like do not end one.

    >>> split("See 8 U.S.C. § 1357. Then stop.")
    ['See 8 U.S.C. § 1357.', 'Then stop.']
    """
    sentences, start = [], 0
    for boundary in _BOUNDARY.finditer(text):
        if not _ABBREVIATION.search(text[start : boundary.start()].rstrip('”")’')):
            sentences.append(text[start : boundary.end()].strip())
            start = boundary.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


def paragraphs(text: str, words: int = 60) -> list[str]:
    """One block of plain text as paragraphs of whole sentences, each of about so many words, for texts too
    long to read in one piece.

    >>> paragraphs("One two three. Four five. Six seven eight.", words=4)
    ['One two three.', 'Four five. Six seven eight.']
    """
    made: list[str] = []
    count = max(1, round(len(text.split()) / words))
    whole = len(text.split()) / count  # equal parts, so that no single sentence is left over
    for sentence in split(text):
        before = sum(len(paragraph.split()) for paragraph in made)
        if made and before + len(sentence.split()) / 2 < whole * len(made):
            made[-1] += f" {sentence}"
        else:
            made.append(sentence)
    return made


def sentences(markdown: str) -> list[str]:
    """All sentences of a Markdown text in order, headings among them.

    >>> sentences("# A\\n\\nB c. D e.")
    ['A', 'B c.', 'D e.']
    """
    return [sentence for _, text in blocks(markdown) for sentence in split(text)]


def needs_claim(sentence: str) -> bool:
    """Whether a sentence states a figure, a section of law or a case, and so must stand in the table
    ``claims``.

    >>> needs_claim("Section 287(g) offers a way."), needs_claim("It dates from 1996.")
    (False, True)
    >>> needs_claim("Arizona v. United States")
    True
    """
    return bool(_FIGURE.search(_NAMES.sub("", sentence)))


def links(markdown: str) -> list[str]:
    """The addresses that a Markdown text links to, in order.

    >>> links("[a](https://example.org/x) and <https://example.org/y>")
    ['https://example.org/x', 'https://example.org/y']
    """
    import mistune

    parse = mistune.create_markdown(renderer=None, plugins=["table", "url"])
    found: list[str] = []

    def walk(tokens):
        for token in tokens:
            if token["type"] == "link":
                found.append(token["attrs"]["url"])
            walk(token.get("children", []))

    walk(parse(markdown))
    return found
