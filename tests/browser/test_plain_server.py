"""The archive unpacked on a server that is not ours and knows nothing of it: Python's own."""

import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect

from browser import build

from ..site import made
from .site_reader import LAW, answer, reading

BRIEF = "09_capstone_county_brief.html"


@pytest.fixture(scope="module")
def plain(context, tmp_path_factory):
    """Where the unpacked archive is served, with a server's usual headers and nothing else."""
    folder = tmp_path_factory.mktemp("unpacked")
    archive = folder / "site.zip"
    build.pack(made.site(), archive)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        port = server.stdout.readline().split(" port ")[1].split()[0]
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def test_a_visitor_opens_answers_reloads_and_downloads(context, plain):
    with reading(context, plain) as reader:
        page = reader.page(LAW)
        answer(page)
        again = reader.page(LAW)
        expect(again.locator(".fl-tally", has_text="From before")).to_have_count(1)
        brief = reader.page(BRIEF)
        card = brief.locator(".live", has=brief.get_by_label("County and state", exact=True)).first
        card.get_by_label("County and state", exact=True).fill("Loving County, TX")
        card.get_by_role("button", name="Open the county", exact=True).click()
        title = card.frame_locator("iframe").get_by_role("heading", level=1)
        expect(title).to_have_text("Loving County, Texas")
        with brief.expect_download() as download:
            card.get_by_role("button", name="Save as a web page", exact=True).click()
        assert "Loving County" in download.value.path().read_text(encoding="utf-8")
        assert reader.errors(brief) == [] and reader.elsewhere() == []
