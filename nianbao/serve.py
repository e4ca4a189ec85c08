"""Serves a built site on loopback under its base path, as its host will; builds it anew on change and reloads the open page.

The files stay as they were built: the line that makes an open page ask for the next build is put in as it is sent.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from nianbao.errors import ConfigurationError
from nianbao.watch import watch

LOOPBACK = "127.0.0.1"
RELOADER = "nianbao-reload"  # below the base path; no page of a site has such an address
# A page asks, and does not wait for the answer: a request that stays open would keep browsers from ever being idle.
SCRIPT = """let first;
const ask = async () => {
  const builds = await fetch(import.meta.url + "?builds").then((answer) => answer.text()).catch(() => first);
  first ??= builds;
  if (builds !== first) location.reload();
};
ask();
setInterval(ask, 1500);
"""


@dataclass
class Builds:
    """How many times the site was built anew while it is served."""

    count: int = 0


class Handler(SimpleHTTPRequestHandler):
    """Files below the base path; everything else is the site's own 404 page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".json": "application/json",
    }

    def __init__(self, *args: object, base_path: str, site: Path, builds: Builds | None) -> None:
        self.base_path, self.site, self.builds = base_path, site, builds
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]  # the server passes its own three arguments

    def do_GET(self) -> None:
        """Answer a request, sending `/` to the base path."""
        if self.path == "/" and self.base_path != "/":
            self.send_response(302)
            self.send_header("Location", self.base_path)
            self.end_headers()
        elif self.builds and self.path.startswith(self.base_path + RELOADER):
            self._answer(self._news(self.builds), "text/javascript")
        elif self.builds and (page := self._page()):
            line = f'<script type="module" src="{self.base_path}{RELOADER}"></script></head>'
            self._answer(page.read_bytes().replace(b"</head>", line.encode(), 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> Path | None:
        """The HTML file that an address leads to, if it does lead to one."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(f"{path}index.html" if path.endswith("/") else path))
        return file if file.suffix == ".html" and file.is_file() else None

    def _news(self, builds: Builds) -> bytes:
        """To a page just opened the script that asks; to that script the number of builds."""
        return str(builds.count).encode() if self.path.endswith("?builds") else SCRIPT.encode()

    def _answer(self, body: bytes, kind: str, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        """The file for an address; one outside the base path leads nowhere."""
        inside = path.startswith(self.base_path)
        return super().translate_path("/" + path.removeprefix(self.base_path)) if inside else str(self.site / "no-such-file")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page where something is not found."""
        page = self.site / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004 - the status itself
            super().send_error(code, message, explain)
            return
        self._answer(page.read_bytes(), "text/html; charset=utf-8", code)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: a page has a dozen files, and a maintainer wants to see problems only."""


def server(site: Path, base_path: str, port: int, builds: Builds | None = None) -> ThreadingHTTPServer:
    """A server bound to loopback, not yet running; with `builds` its pages reload at each. Raises ConfigurationError."""
    try:
        made = ThreadingHTTPServer((LOOPBACK, port), partial(Handler, base_path=base_path, site=site, builds=builds))
    except OSError as error:
        raise ConfigurationError(f"port {port} cannot be used ({error.strerror})", "give another with --port") from None
    made.daemon_threads = True  # a page that is being sent does not keep the program
    return made


def serve(site: Path, base_path: str, port: int, watched: Sequence[Path], command: Sequence[str]) -> None:
    """Serve until interrupted; when a watched file changes run the command that builds the site anew, and reload open pages."""
    builds = Builds()
    with server(site, base_path, port, builds) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        print(f"serving http://{LOOPBACK}:{running.server_address[1]}{base_path} until Ctrl-C", flush=True)
        try:
            watch(watched, partial(rebuild, command, builds))
        except KeyboardInterrupt:
            print()


def rebuild(command: Sequence[str], builds: Builds, names: Sequence[str]) -> None:
    """Build the site anew in a process of its own, so that changed words, templates and code count; where that fails, say so."""
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    print(f"{os.path.relpath(names[0])}{more} changed: building", flush=True)
    if subprocess.run([sys.executable, *command], check=False).returncode == 0:  # noqa: S603 - our own command line
        builds.count += 1
    else:
        print("the site built before stays", flush=True)
