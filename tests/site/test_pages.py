"""Each page says what its notebook says, leads only to what is there, and asks for nothing off the site."""

import hashlib
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from browser import build, notebook
from tests.project.house import foretold

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NOTEBOOK_WORDS = ("Run the cell", "Run All Cells", "Shift+Enter", "JupyterLab", "Run that cell")
ASIDE = ("script", "style", "svg")  # what stands in them is not among the words of a page


class Page(HTMLParser):
    """Words, ids, links and loaded files of a page."""

    def __init__(self, text):
        super().__init__()
        self.words, self.ids, self.links, self.loads, self.alts = [], [], [], [], []
        self._hidden = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.loads += [found["src"]] if "src" in found and tag in ("img", "script") else []
        self.loads += [found["href"]] if tag == "link" else []
        self.alts += [found.get("alt", "")] if tag == "img" and found.get("class") != "thumb" else []
        self._hidden += tag in ASIDE

    def handle_endtag(self, tag):
        self._hidden -= tag in ASIDE

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build.pages(build.site(folder), {}, {})
    return folder


@pytest.fixture(scope="module")
def pages(out):
    return {
        path.relative_to(out).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in out.rglob("*.html")
    }


def lesson_pages():
    return [pytest.param(path, id=path.stem[:2]) for path in NOTEBOOKS]


@pytest.mark.parametrize("path", lesson_pages())
def test_a_page_holds_all_that_its_notebook_shows(path, out, pages):
    page, whole = pages[f"{path.stem}.html"], (out / f"{path.stem}.html").read_text(encoding="utf-8")
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for line in notebook.page_words(source).splitlines():
                if line.startswith("#"):
                    assert Page(notebook.prose(line)[0]).text in page.text
        elif notebook.SETUP not in cell["metadata"].get("tags", []):
            assert Page(notebook.shows(cell)).text in page.text, f"cell {number}"
            drawn = (
                'class="gave"'
                if notebook.CODE in cell["metadata"].get("tags", [])
                else f'data-cell="{number}"'
            )
            assert drawn in whole


@pytest.mark.parametrize("path", lesson_pages())
def test_no_page_tells_an_answer_before_it_asks_for_the_guess(path, out):
    whole = (out / f"{path.stem}.html").read_text(encoding="utf-8")
    assert not foretold.complaints(lambda: foretold.of_page(whole), path.stem[:2])


@pytest.mark.parametrize("path", lesson_pages())
def test_the_player_gets_each_cell_once_and_in_order(path, out):
    whole = (out / f"{path.stem}.html").read_text(encoding="utf-8")
    cells = json.loads(re.search(r'id="cells">(.*?)</script>', whole, re.DOTALL)[1])
    code = [
        (number, "".join(cell["source"]))
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"])
        if cell["cell_type"] == "code" and notebook.CODE not in cell["metadata"].get("tags", [])
    ]
    assert [(cell["cell"], cell["source"]) for cell in cells] == code
    live = {cell["cell"] for cell in cells if cell["box"] == "live"}
    assert live == {
        number for number, source in code if re.search(r"fl\.(quiz|predict|widgets|progress)", source)
    }


def test_no_page_speaks_of_a_notebook(pages):
    lessons = {name: page for name, page in pages.items() if "/" not in name}
    spoken = {
        (name, words) for name, page in lessons.items() for words in NOTEBOOK_WORDS if words in page.text
    }
    assert not spoken


def test_every_link_leads_somewhere(out, pages):
    lost = []
    for name, page in pages.items():
        for link in page.links:
            target, part = urldefrag(link)
            if target.startswith(("http", "mailto:", "tel:", "sms:")):
                continue
            file = (out / name).parent / unquote(target) if target else out / name
            there = file.resolve().relative_to(out.resolve()).as_posix()
            if there == "LICENSES.html":
                continue  # made with the engine
            if there not in pages or (part and unquote(part) not in pages[there].ids):
                lost.append((name, link))
    assert not lost


def test_a_page_loads_only_files_of_the_site(out, pages):
    made_with_the_engine = {"player.js", "player.css"}
    for name, page in pages.items():
        for file in page.loads:
            assert not file.startswith(("http", "//", "data:")), (name, file)
            assert file in made_with_the_engine or ((out / name).parent / file).is_file(), (name, file)


def test_ids_are_unique_and_pictures_described(pages):
    for name, page in pages.items():
        ids = [id_ for id_ in page.ids if not re.fullmatch(r"jem|wso|tfm", id_)]  # patterns of equal drawings
        assert len(ids) == len(set(ids)), (name, [id_ for id_ in ids if ids.count(id_) > 1])
        assert all(page.alts), name


def test_a_page_is_small_before_its_engine(out):
    import gzip

    fixed = sum(len(gzip.compress((out / name).read_bytes())) for name in ("page.css", "reader.js"))
    sizes = {path.name: len(gzip.compress(path.read_bytes())) + fixed for path in out.glob("*.html")}
    assert max(sizes.values()) <= 150_000, sizes


def test_the_same_site_is_the_same_zip(out, tmp_path):
    hashes = set()
    for number in range(2):
        build.pages(build.site(tmp_path / str(number)), {}, {})
        build.pack(tmp_path / str(number), tmp_path / f"{number}.zip")
        hashes.add(hashlib.sha256((tmp_path / f"{number}.zip").read_bytes()).hexdigest())
    assert len(hashes) == 1
    assert "index.html" in zipfile.ZipFile(tmp_path / "0.zip").namelist()


def test_what_only_a_notebook_needs_is_left_out():
    box = '<div><p data-face="notebook" style="x">Run the cell.</p>\n<p>Stays.</p></div>'
    assert notebook.shows({"outputs": [{"data": {"text/html": [box]}}]}) == "<div><p>Stays.</p></div>"


@pytest.mark.parametrize(
    ("source", "target", "page"),
    [
        (
            "notebooks/04_the_287g_program.ipynb",
            "08_rights_and_reliable_information.ipynb",
            "08_rights_and_reliable_information.html",
        ),
        (
            "notebooks/04_the_287g_program.ipynb",
            "../docs/glossary.md#detainer",
            "docs/glossary.html#detainer",
        ),
        ("docs/glossary.md", "../notebooks/00_start_here.ipynb", "../00_start_here.html"),
        ("docs/review.md", "fairness.md", "fairness.html"),
        ("docs/review.md", "../tests/lesson/test_balance.py", ""),
        ("docs/review.md", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_links_of_the_repository_become_links_of_the_site(source, target, page, tmp_path):
    assert build.site(tmp_path).address(target, source) == page
