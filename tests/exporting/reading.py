"""What a platform understands of an exported question, in one shape for Moodle and Canvas."""

from dataclasses import dataclass, field
from decimal import Decimal

from bs4 import BeautifulSoup


@dataclass
class Read:
    """One question as an importer takes it; texts without their HTML, but for ``html``."""

    id: str
    form: str  # one, several, match, order, number or essay
    html: str
    general: str
    general_html: str
    points: float
    mixed: bool = False
    path: str = ""
    options: list[tuple[str, bool, str]] = field(default_factory=list)  # text, right, feedback
    pairs: list[tuple[str, str]] = field(default_factory=list)  # line, right partner or place
    targets: list[str] = field(default_factory=list)
    ranges: list[tuple[Decimal, Decimal]] = field(default_factory=list)  # right numbers, from and to
    slips: list[tuple[Decimal, Decimal, str]] = field(default_factory=list)  # from, to, feedback
    notes: list[str] = field(default_factory=list)  # said to what is wrong, entry by entry
    grader: str = ""
    hints: list[str] = field(default_factory=list)


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return BeautifulSoup(html or "", "html.parser").get_text(" ", strip=True)


def entries(html: str) -> list[str]:
    """The entries of a list, or the paragraphs where there is none."""
    soup = BeautifulSoup(html or "", "html.parser")
    return [entry.get_text("", strip=True) for entry in soup.find_all("li") or soup.find_all("p")]
