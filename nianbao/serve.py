"""Serves a built site on loopback under its base path, as its host will."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nianbao.errors import ConfigurationError

LOOPBACK = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files below the base path; everything else is the site's own 404 page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".json": "application/json",
    }

    def __init__(self, *args: object, base_path: str, site: Path) -> None:
        self.base_path, self.site = base_path, site
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]  # the server passes its own three arguments

    def do_GET(self) -> None:
        """Answer a request, sending `/` to the base path."""
        if self.path == "/" and self.base_path != "/":
            self.send_response(302)
            self.send_header("Location", self.base_path)
            self.end_headers()
        else:
            super().do_GET()

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
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: a page has a dozen files, and a maintainer wants to see problems only."""


def server(site: Path, base_path: str, port: int) -> ThreadingHTTPServer:
    """A server bound to loopback, not yet running. Raises ConfigurationError where the port is taken."""
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(Handler, base_path=base_path, site=site))
    except OSError as error:
        raise ConfigurationError(f"port {port} cannot be used ({error.strerror})", "give another with --port") from None


def serve(site: Path, base_path: str, port: int) -> None:
    """Serve until interrupted."""
    with server(site, base_path, port) as running:
        print(f"serving http://{LOOPBACK}:{running.server_address[1]}{base_path} until Ctrl-C", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
