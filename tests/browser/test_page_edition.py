"""The site in a browser: a page reads at once, its boxes come alive, nothing is lost or asked elsewhere."""

from __future__ import annotations

import ast
import json
import os
import re

import pytest
from playwright.sync_api import expect

from browser import engine, notebook, serve

from ..site import made
from .site_reader import LAW, answer, reach, reading

EVIDENCE = "06_what_the_evidence_says.html"
STATES = "05_state_and_local_choices.html"
BRIEF = "09_capstone_county_brief.html"
SOME = (LAW, EVIDENCE, BRIEF)
PAGES = [path.with_suffix(".html").name for path in sorted((engine.ROOT / "notebooks").glob("[0-9][0-9]_*"))]
OTHERS = [name for name in PAGES if name not in SOME]
EACH_PAGE = pytest.mark.parametrize(
    "name", [*SOME, *(pytest.param(name, marks=pytest.mark.exhaustive) for name in OTHERS)]
)
DEAD_WORKER = 'throw new Error("Out of memory");'
NO_STORAGE = "Object.defineProperty(self, 'indexedDB', { get() { throw new Error('blocked'); } });"
NO_PROMISES = "delete WebAssembly.Suspending; delete WebAssembly.promising;"


def cells(page, kind):
    listed = json.loads(page.locator("#cells").text_content())
    return [row["cell"] for row in listed if row["box"] == kind]


def before_worker(script):
    """Run a script in the worker before its own."""

    def prepare(page):
        page.route(
            "**/worker.js*",
            lambda route: route.fulfill(body=script + route.fetch().text(), content_type="text/javascript"),
        )

    return prepare


def all_live(page):
    live = page.evaluate("[...document.querySelectorAll('[data-live]')].map(one => Number(one.dataset.cell))")
    assert set(cells(page, "live")) <= set(live)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_without_scripts(context, address, name):
    stored = (made.site() / name).read_text(encoding="utf-8")
    with reading(context, address, java_script_enabled=False) as someone:
        page = someone.page(name, wait=None)
        for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", stored)[:30]:
            words = re.sub(r"<[^>]+>|&[a-z]+;", "", heading).split(",")[0]
            assert words in page.content()
        assert page.locator(".cell").count() == stored.count('<div class="cell"')
        expect(page.locator("#status")).to_contain_text("You can read everything")
        assert someone.elsewhere() == []


def test_a_page_reads_from_a_folder(context, address):
    with reading(context, address) as someone:
        page = someone.page(LAW, wait=None, before=None)
        page.goto((made.site() / LAW).as_uri())
        expect(page.locator("#status")).to_contain_text("You can read everything")
        expect(page.locator(".cell").first).to_be_attached()


@pytest.mark.parametrize(
    "name", [*SOME, *(pytest.param(name, marks=pytest.mark.exhaustive) for name in OTHERS)]
)
def test_boxes_come_alive(reader, name):
    page = reader.page(name)
    all_live(page)
    assert reader.errors(page) == []
    assert reader.elsewhere() == []
    expect(page.locator("#status")).to_have_text("The boxes are live.")


@pytest.mark.parametrize(
    "name", [*SOME, *(pytest.param(name, marks=pytest.mark.exhaustive) for name in OTHERS)]
)
def test_python_in_the_page_shows_what_is_stored(reader, name):
    """Each cell gives the same HTML in the browser's Python as it gave in JupyterLab's."""
    path = (engine.ROOT / "notebooks" / name).with_suffix(".ipynb")
    page, different = reader.page(name), []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] != "code" or notebook.CODE in tags or notebook.SETUP in tags:
            continue
        source = "".join(cell["source"])
        shows = (
            f"_one = ({source})\nstr(_one.fallback() if hasattr(_one, 'fallback') else _one._repr_html_())"
        )
        given = page.evaluate("task => player.ask('run', task)", {"source": shows, "cell": "parity"})
        stored = "".join(cell["outputs"][0]["data"]["text/html"])
        if "error" in given or ast.literal_eval(given["text"]) != stored:
            different.append((number, given.get("trace")))
    assert different == []


def test_an_answer_outlives_the_page(reader):
    page = reader.page(LAW)
    answer(page)
    page.close()
    again = reader.page(LAW)
    expect(again.locator(".fl-tally", has_text="From before")).to_have_count(1)
    assert reader.errors(again) == []


def test_two_pages_lose_none_of_each_others_answers(reader):
    first, second = reader.page(LAW), reader.page(LAW)
    answer(first)
    second.bring_to_front()
    answer(second, 1)
    kept = first.evaluate("player.ask('files')")
    assert len(json.loads(kept["progress.json"])["answers"]) == 2


def test_progress_is_saved_forgotten_and_brought_back(reader, tmp_path):
    page = reader.page(LAW)
    answer(page)
    with page.expect_download() as download:
        page.evaluate("player.exportProgress()")
    saved = tmp_path / "progress.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["files"].keys() == {"progress.json"}
    with page.expect_navigation():
        page.evaluate("player.forget().catch(() => {})")
    reach(page, "live")
    assert page.evaluate("player.ask('files')") == {}
    refused = "text => player.importProgress(new File([text], 'a')).catch(problem => problem.message)"
    assert "It is not JSON" in page.evaluate(refused, "no")
    assert "It holds no answers" in page.evaluate(refused, "{}")
    assert "../x.json" in page.evaluate(refused, '{"files": {"../x.json": "{}"}}')
    with page.expect_navigation():
        page.evaluate(
            "text => { player.importProgress(new File([text], 'a')) }", saved.read_text(encoding="utf-8")
        )
    reach(page, "live")
    expect(page.locator(".fl-tally", has_text="From before")).to_have_count(1)


def test_a_county_is_set_kept_and_refused_in_words(reader):
    page = reader.page(STATES)
    place = cells(page, "place")
    stored = page.locator(f'.cell[data-cell="{place[-1]}"]').inner_text()
    assert "There is no county 'Atlantis'" in page.evaluate(
        "player.setPlace('Atlantis, TX').catch(problem => problem.message)"
    )
    assert "Harris County" in page.evaluate("player.setPlace('harris county, tx')")
    expect(page.locator(f'.cell[data-cell="{place[-1]}"]')).not_to_have_text(stored)
    page.close()
    again = reader.page(STATES)
    assert again.locator(f'.cell[data-cell="{place[-1]}"]').get_attribute("data-live") == "yes"
    again.evaluate("player.setPlace(null)")
    assert reader.errors(again) == []


def test_a_county_can_be_set_for_all(reader):
    def with_place(page):
        page.route("**/place.txt", lambda route: route.fulfill(body="Harris County, TX\n"))

    page = reader.page(STATES, before=with_place)
    for place in cells(page, "place"):
        expect(page.locator(f'.cell[data-cell="{place}"]')).to_have_attribute("data-live", "yes")
    assert reader.errors(page) == []


def test_a_brief_is_downloaded(reader):
    page = reader.page(BRIEF)
    brief = page.locator(".live", has=page.get_by_label("County and state", exact=True)).first
    brief.get_by_label("County and state", exact=True).fill("Loving County, TX")
    brief.get_by_role("button", name="Open the county", exact=True).click()
    title = brief.frame_locator("iframe").get_by_role("heading", level=1)
    expect(title).to_have_text("Loving County, Texas")
    for name, file in (("Save as a web page", "html"), ("Save as Markdown", "md")):
        with page.expect_download() as download:
            brief.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename == f"county-brief-loving-county-tx.{file}"
        assert "Loving County" in download.value.path().read_text(encoding="utf-8")


def test_what_is_read_does_not_move(reader):
    page = reader.page(LAW, wait=None)
    heading = page.locator("main h2").nth(4)
    heading.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 100)")
    before = heading.evaluate("one => one.getBoundingClientRect().top")
    reach(page, "live")
    assert abs(heading.evaluate("one => one.getBoundingClientRect().top") - before) <= 2


def test_a_failed_start_is_told_and_can_be_tried_again(reader):
    def without_engine(page):
        page.route("**/engine/course.zip.bin*", lambda route: route.fulfill(status=404))

    page = reader.page(LAW, wait="failed", before=without_engine)
    status = page.locator("#status")
    expect(status).to_contain_text("course.zip.bin could not be fetched (404)")
    expect(status).to_contain_text("The page reads as before")
    page.unroute("**/engine/course.zip.bin*")
    status.get_by_role("button", name="Try again").click()
    reach(page, "live")


def test_a_player_that_does_not_arrive_is_told(reader):
    def without_player(page):
        page.route("**/player.js*", lambda route: route.abort())

    page = reader.page(LAW, wait="failed", before=without_player)
    status = page.locator("#status")
    expect(status).to_contain_text("could not be fetched")
    page.unroute("**/player.js*")
    status.get_by_role("button", name="Try again").click()
    reach(page, "live")


def test_a_worker_that_stops_is_told(reader):
    page = reader.page(LAW, wait="failed", before=before_worker(DEAD_WORKER))
    expect(page.locator("#status")).to_contain_text("Out of memory")
    expect(page.locator(".cell").first).to_be_attached()


def test_a_worker_that_dies_later_is_told_and_the_page_still_reads(reader):
    page = reader.page(LAW)
    page.evaluate("player.patience = 300; player.worker.terminate()")
    question = page.locator(".live [data-question]", has=page.locator("input[type=radio]")).first
    question.locator("input[type=radio]").first.check()
    question.locator("button.fl-go").click()
    status = page.locator("#status")
    expect(status).to_contain_text("The boxes have stopped: Python does not answer any more.")
    expect(status.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.locator("main h2").first).to_be_visible()


def test_where_nothing_may_be_kept_all_works_and_it_is_said(reader):
    page = reader.page(LAW, before=before_worker(NO_STORAGE))
    answer(page)
    expect(page.locator("#status")).to_contain_text("keeps nothing")
    assert reader.errors(page) == []


def test_one_cell_that_fails_stops_no_other(reader):
    def with_error(page):
        def spoiled(route):
            text = route.fetch().text()
            route.fulfill(
                body=text.replace('fl.predict(\\"02-predict-1\\")', "1 / 0"), content_type="text/html"
            )

        page.route(f"**/{LAW}", spoiled)

    page = reader.page(LAW, before=with_error)
    errors = page.evaluate("player.errors")
    assert len(errors) == 1
    assert "ZeroDivisionError" in errors[0]
    live = page.locator("[data-live]").count()
    assert live == len(cells(page, "live")) - 1


@pytest.fixture
def served(monkeypatch):
    """Bytes of each file that the server has sent, one after the other."""
    sizes = []
    send = serve.Handler.copyfile

    def counted(handler, source, output):
        sizes.append(os.fstat(source.fileno()).st_size)
        send(handler, source, output)

    monkeypatch.setattr(serve.Handler, "copyfile", counted)
    return sizes


def test_the_second_visit_loads_next_to_nothing_and_needs_no_network(reader, served):
    page = reader.page(LAW)
    page.wait_for_function("player.kept", timeout=60_000)
    page.close()
    assert 5_000_000 < sum(served) < 12_000_000
    served.clear()
    reader.page(LAW).close()
    assert sum(served) <= 100_000
    reader.context.set_offline(True)
    all_live(reader.page(LAW))


def test_without_a_way_to_wait_for_promises(reader):
    """Browsers without JavaScript Promise Integration (JSPI) play the page all the same."""
    page = reader.page(LAW, before=before_worker(NO_PROMISES))
    all_live(page)
    assert reader.errors(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_live_page_is_no_wider_than_the_window(context, address, width):
    with reading(context, address, viewport={"width": width, "height": 740}) as someone:
        page = someone.page(LAW)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
