"""Serve the site from its folder: to this machine, or to a room. Needs nothing but Python.

    python3 serve.py            only this machine can open it
    python3 serve.py --lan      every machine in the same network can open it

It is also in the site's folder, so that an unpacked zip can be shown in a room without a network of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import socket
import sys
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PORT = 8287
KINDS = {
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".json": "application/json",
}
CLASS_PAGE = "/class"
_CLASS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Open this</title>
<style>body{{font:700 min(5.5vw,4.5rem)/1.3 system-ui,sans-serif;margin:4vh 4vw;text-align:center;
color:#1F2933;background:#fff;overflow-wrap:anywhere}}
svg{{width:min(60vh,80vw);height:auto}}p{{margin:0 0 2vh}}
small{{font-size:1.2rem;font-weight:400;color:#52606D}}</style>
<p>{address}</p>{code}<p><small>{words}</small></p></html>"""


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, with the kinds that browsers ask for, and the page for a projector."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **KINDS}
    protocol_version = "HTTP/1.1"

    def __init__(self, *args, address: str = "", **words):
        self.address = address
        super().__init__(*args, **words)

    def do_GET(self):
        """Answer a request for a file, or for the page that a class reads the address from."""
        if self.path != CLASS_PAGE:
            super().do_GET()
            return
        content = class_page(self.address).encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self):
        """Let a browser ask whether a file is still the same: a new build is seen at once."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path):
        """Refuse to list a folder."""
        self.send_error(404)

    def log_message(self, *words):
        """Keep no record of who opened what."""


def class_page(address: str) -> str:
    """The address in large type, with a QR code where the library for it is there.

    >>> "192.0.2.7:8287" in class_page("http://192.0.2.7:8287/")
    True
    """
    code = ""
    with contextlib.suppress(ImportError):
        import segno

        code = segno.make(address, error="m").svg_inline(scale=8, border=2, omitsize=True)
    return _CLASS.format(
        address=html.escape(address.removeprefix("http://").rstrip("/")),
        code=code,
        words="Type it into a browser" + (", or scan it." if code else "."),
    )


def own_address() -> str:
    """The address of this machine in its network; "" without one. Nothing is sent to find it.

    >>> own_address().count(".") in (0, 3)
    True
    """
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address for examples; this only chooses a network card
        return probe.getsockname()[0]
    return ""


class Server(ThreadingHTTPServer):
    """A server that a whole class can knock at in the same second: connections wait instead of being lost."""

    daemon_threads = True
    request_queue_size = 256


def server(folder: Path, port: int, lan: bool) -> Server:
    """A server of the folder. Raises :class:`OSError` where the port is taken."""
    host = own_address() if lan else ""
    address = f"http://{host or 'localhost'}:{port}/"
    host = "" if lan else "127.0.0.1"
    return Server((host, port), partial(Handler, directory=str(folder), address=address))


def main(arguments: list[str] | None = None, folder: Path | None = None) -> int:
    """The command: serves until Ctrl-C. Returns 0, or 1 with the reason and the mend."""
    parser = argparse.ArgumentParser(prog="serve", description="Show the course in a browser.")
    parser.add_argument("--lan", action="store_true", help="let every machine in this network open it")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (without it: {PORT})")
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    words = parser.parse_args(arguments)
    beside = Path(__file__).resolve().parent  # in the site itself, or in the repository
    folder = folder or next(
        (place for place in (beside, beside.parent / "build" / "site") if (place / "index.html").is_file()),
        beside,
    )
    if not (folder / "index.html").is_file():
        print(
            f"Stopped: {folder} has no index.html. Build the site first: python3 start.py site",
            file=sys.stderr,
        )
        return 1
    try:
        running = server(folder, words.port, words.lan)
    except OSError as reason:
        print(
            f"Stopped: port {words.port} cannot be opened ({reason.strerror or reason}). Choose another one:"
            f" --port {words.port + 1}",
            file=sys.stderr,
        )
        return 1
    here = f"http://localhost:{words.port}/"
    print(f"The course is at {here}  (Ctrl-C stops it)")
    if words.lan:
        host = own_address()
        if host:
            print(f"For the room: http://{host}:{words.port}/   large, to show: {here[:-1]}{CLASS_PAGE}")
        print(
            "Everyone in this network can read the files of the site, and nothing else. Nothing is uploaded."
        )
        print("Answers stay in each browser. Over plain http a second visit needs this machine again.")
    if not words.no_browser:
        webbrowser.open(here)
    with contextlib.suppress(KeyboardInterrupt), running:
        running.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
