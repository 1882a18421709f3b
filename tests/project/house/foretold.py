"""What a lesson says of an answer before it asks for a guess: sentences outside folds, up to the card of the
guess. A small number has to stand beside two words of the question, a rounded one beside one; a large one
tells the answer wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bs4 import BeautifulSoup

from fedlocal.ground import prose
from fedlocal.ground.tables import rows
from fedlocal.law.authority_checker import AuthorityChecker
from fedlocal.pathway.enforcement_trends import GUESSED, MEASURES, EnforcementTrends

NAMES = "zero one two three four five six seven eight nine ten eleven twelve".split()
LARGE = 100  # a number from here on stands in a sentence by chance hardly ever
COMMON = {"think", "there", "which", "their", "about", "these", "other", "could", "would", "where", "every"}
UNSEEN = ("script", "style", "template", "details", "noscript")


def predictions() -> list[dict]:
    """The rows of the questions that ask for a guess."""
    return [row for row in rows("questions") if row["kind"] == "predict"]


def answer(row: dict) -> float:
    """What the guess is about: from the table, or from the widget that shows it."""
    if row["high"] is not None:
        return row["high"]
    for (view, agency, group), (question, measure) in GUESSED.items():
        if question == row["question_id"]:
            content = EnforcementTrends().look_at(view, agency, group)
            text = content["panels"][list(MEASURES).index(measure)]["after"]
            return float(text.strip("%").replace(",", ""))
    return sum(line["answers"][0] == "yes" for line in AuthorityChecker().overview())


def forms(number: float) -> list[str]:
    """How a number is written: whole, with or without a comma, rounded, or as a word.

    >>> forms(2179), forms(6), forms(31.2)
    (['2,179', '2179', '2,200', '2200'], ['6', 'six'], ['31.2', '31'])
    """
    if number != int(number):
        return [f"{number:g}", f"{number:.0f}"]
    whole = int(number)
    written = [f"{whole:,}", str(whole)]
    if whole >= LARGE:
        rounded = round(whole, 2 - len(str(whole)))
        written += [f"{rounded:,}", str(rounded)]
    elif whole < len(NAMES):
        written.append(NAMES[whole])
    return list(dict.fromkeys(written))


def topic(row: dict) -> set[str]:
    """The beginnings of the long words of a question and its unit, and the whole that it counts ("of 25")."""
    return _beginnings(f"{row['prompt']} {row['unit']}") | set(re.findall(r"of ([\d,]+)", row["unit"]))


def _beginnings(text: str) -> set[str]:
    words = re.findall(r"[a-z]{5,}", text.lower())
    return {word[:6] for word in words if word not in COMMON}


def _spoken_of(sentence: str) -> set[str]:
    """What a sentence can share with a topic: beginnings of long words, and numbers."""
    return _beginnings(sentence) | set(re.findall(r"(?<![\d,.])\d[\d,]*", sentence))


def visible(html: str) -> str:
    """The text of a page that is seen, or heard by a reader of screens, without opening a fold."""
    tree = BeautifulSoup(html, "html.parser")
    for part in tree.find_all(UNSEEN):
        part.decompose()
    for spoken in tree.select("[alt], [aria-label]"):
        spoken.insert_after(f"\n{spoken.get('alt') or spoken.get('aria-label')}\n")
    for block in tree.find_all(["p", "li", "tr", "h1", "h2", "h3", "div", "caption", "figcaption"]):
        block.append("\n")
    return tree.get_text(" ")


def spoilers(text: str, row: dict, number: float, shared: int | None = None) -> list[str]:
    """Sentences of a text that tell the answer of a question: its number beside at least ``shared`` words of
    the question."""
    wanted, exact = topic(row), {f"{number:,.0f}", f"{number:.0f}"} if number >= LARGE else set()
    if shared is None:
        shared = 1 if number >= LARGE else 2
    sentences = [sentence for line in text.splitlines() for sentence in prose.sentences(line)]
    return [
        sentence
        for sentence in sentences
        if _tells(sentence, exact)
        or (_tells(sentence, forms(number)) and len(wanted & _spoken_of(sentence)) >= shared)
    ]


def _tells(sentence: str, written: Iterable[str]) -> bool:
    """Whether a number stands in a sentence by itself, in one of these forms."""
    alone = r"(?<![\w.,$§-]){}(?![\w-]|[.,]\d)"
    return any(re.search(alone.format(re.escape(form)), sentence, re.I) for form in written)


def told_before(parts: Iterable[str], row: dict, number: float) -> list[str]:
    """The same for a lesson as a list of texts and pages in order, up to the card that asks the question; in
    that card the number alone tells it.

    Raises :class:`LookupError` when none of them asks it.
    """
    found = []
    for part in parts:
        text = visible(part)
        if row["prompt"] in " ".join(text.split()):
            return found + spoilers(text, row, number, shared=0)
        found += spoilers(text, row, number)
    raise LookupError(f"No card of the lesson asks {row['question_id']}. Show it with fl.predict.")


def complaints(parts: Callable[[], Iterable[str]], lesson: str) -> list[str]:
    """What tells an answer of this lesson too early, or is not asked at all; ``parts`` gives them in
    order."""
    wrong = []
    for row in predictions():
        if row["question_id"].startswith(lesson):
            try:
                early = told_before(parts(), row, answer(row))
            except LookupError as problem:
                wrong.append(str(problem))
                continue
            wrong += [
                f"{row['question_id']} asks for a guess, and “{sentence}” tells it before. Move or fold it."
                for sentence in early
            ]
    return wrong


def of_notebook(notebook: dict) -> Iterator[str]:
    """What a stored lesson shows, cell by cell: its texts and its outputs."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield "".join(output.get("data", {}).get("text/html", ""))


def of_page(html: str) -> Iterator[str]:
    """What a page of the site shows, from its threshold on, part by part."""
    main = BeautifulSoup(html, "html.parser").find("main")
    return (str(part) for part in main.find_all(True, recursive=False))
