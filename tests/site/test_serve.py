"""The site is served as it is, to this machine alone unless asked, and nothing is recorded."""

import http.client
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from browser import serve

KINDS = {
    "a.js": "text/javascript",
    "a.wasm": "application/wasm",
    "a.whl": "application/zip",
    "index.html": "text/html",
}


@pytest.fixture
def running(tmp_path):
    for name in KINDS:
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    made = serve.server(tmp_path, 0, lan=False)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def get(running, path):
    with closing(http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=30)) as asked:
        asked.request("GET", path, headers={"Connection": "close"})
        answer = asked.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_a_file_has_the_kind_that_browsers_ask_for(running, name):
    status, headers, body = get(running, f"/{name}")
    assert (status, headers.get_content_type(), body) == (200, KINDS[name], "x")


def test_no_folder_is_listed_and_nothing_above_it_is_read(running, capfd):
    assert get(running, "/folder/")[0] == 404
    assert get(running, "/../../etc/passwd")[0] == 404
    assert capfd.readouterr() == ("", "")


def test_the_class_page_shows_the_address_and_its_code(running):
    status, _, body = get(running, "/class")
    assert status == 200 and "localhost:0" in body and "<svg" in body and "scan it" in body


def test_only_this_machine_can_open_it_unless_asked(tmp_path):
    for lan, host in ((False, "127.0.0.1"), (True, "0.0.0.0")):
        made = serve.server(tmp_path, 0, lan=lan)
        assert made.server_address[0] == host
        made.server_close()


def test_a_folder_without_a_site_and_a_taken_port_are_told(tmp_path, capsys, running):
    assert serve.main(["--no-browser"], tmp_path / "folder") == 1
    assert "python3 start.py site" in capsys.readouterr().err
    port = str(running.server_address[1])
    assert serve.main(["--no-browser", "--port", port], tmp_path) == 1
    assert "Choose another one: --port" in capsys.readouterr().err


def test_the_file_in_the_site_needs_nothing_but_python(tmp_path):
    (tmp_path / "serve.py").write_bytes(Path(serve.__file__).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "serve.py"), "--no-browser"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "has no index.html" in done.stderr


def test_a_class_can_knock_in_the_same_second(running):
    """More connections than a class opens at once wait in line, and each is answered."""
    waiting = [
        http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=30) for _ in range(120)
    ]
    for asked in waiting:
        asked.connect()
    for asked in waiting:
        asked.request("GET", "/index.html", headers={"Connection": "close"})
    assert {asked.getresponse().status for asked in waiting} == {200}
    for asked in waiting:
        asked.close()
    assert serve.Server.request_queue_size >= 180
