"""The notebooks beside the pages: a lesson runs in JupyterLite, asks no other machine, keeps its answers."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import expect

from browser import engine, lab, serve
from browser.steps import SiteError
from fedlocal.ground.tables import rows

from ..site import made

pytestmark = pytest.mark.exhaustive
LAW = "02_law_and_authority.ipynb"
OPENING, RUNNING = 90_000, 180_000  # milliseconds
KERNEL = "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
ERRORS = """() => jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
  .flatMap(cell => cell.model.outputs.toJSON()).filter(output => output.output_type === 'error')
  .map(output => output.evalue)"""
NOT_RUN = """() => jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
  .filter(cell => cell.model.sharedModel.source.trim() && !cell.model.executionCount).length"""
RUN_ALL = "() => jupyterapp.commands.execute('notebook:run-all-cells')"
RUN_CODE = """async source => {
  let said = '';
  const future = KERNEL.requestExecute({ code: source });
  future.onIOPub = message => {
    said += message.content.text ?? message.content.evalue ?? message.content.data?.['text/plain'] ?? '';
  };
  await future.done;
  return said;
}""".replace("KERNEL", KERNEL)


@pytest.fixture(scope="module")
def address():
    """Where the pages and the notebooks are served on this machine."""
    made.parts()
    site = engine.ROOT / "build" / "test-lab"
    site.mkdir(parents=True, exist_ok=True)
    try:
        lab.build(site)
    except SiteError as problem:
        made.leave(str(problem))
    running = serve.server(site, 0, lan=False)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


@pytest.fixture
def notebook(context, address):
    """A function that opens a notebook; all its pages share a browser of their own."""
    own = context.browser.new_context()
    asked = []

    def opened(name):
        page = own.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + lab.address(name))
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=OPENING)
        page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=OPENING)
        return page

    yield opened
    own.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def run_all(page):
    """Run every cell of the notebook; returns what went wrong."""
    page.evaluate(RUN_ALL)
    page.wait_for_function(f"() => {KERNEL}.status === 'idle'", timeout=RUNNING)
    return page.evaluate(ERRORS)


def test_a_lesson_runs_and_keeps_its_answers(notebook):
    page = notebook(LAW)
    assert run_all(page) == []
    assert page.evaluate(NOT_RUN) == 0
    assert page.evaluate(RUN_CODE, "print(len(fl.load('states')))").strip() == str(len(rows("states")))
    question = page.locator(".jp-OutputArea [data-question]", has=page.locator("input[type=radio]")).first
    question.scroll_into_view_if_needed()
    question.locator("input[type=radio]").first.check()
    question.locator("button.fl-go").click()
    expect(question.locator(".fl-feedback strong")).to_be_visible()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()
    again = notebook(LAW)
    assert again.evaluate(ERRORS) == []
    expect(again.get_by_text("Loading widget")).to_have_count(0)
    assert run_all(again) == []
    expect(again.locator(".fl-tally", has_text="From before")).not_to_have_count(0)


@pytest.mark.parametrize("name", [name for name in lab.notebooks() if name != LAW])
def test_a_notebook_runs(notebook, name):
    page = notebook(name)
    assert run_all(page) == []
    assert page.evaluate(NOT_RUN) == 0
