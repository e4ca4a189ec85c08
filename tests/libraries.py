"""Sites that have what the search needs, and nothing else: for tests of the search in a browser, and for benchmarks."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from invented import configuration

from nianbao.model import Archive, Report, Script
from nianbao.render import search_page
from nianbao.render.environment import Tree, in_script
from nianbao.render.text import body, text_of, title
from nianbao.search import index
from nianbao.serve import server

ROOT = Path(__file__).parents[1]
BASE_PATH = "/a/b/"


def write_library(archive: Archive, folder: Path, shard: int) -> None:
    """Search pages, assets, report pages with nothing but the text, texts, and the index in parts of so many reports."""
    config = configuration().model_copy(update={"search_shard": shard, "cache": None})
    for script in Script:
        tree = Tree(archive=archive, config=config, script=script)
        for view in search_page.views(tree):
            write(folder, (made := tree.page("search.html", view)).path, made.content)
        for report in archive.reports:
            path = f"{script.folder}/report/{report.id}/"
            write(folder, f"{path}text.txt", in_script(report.document.text, script).encode())
            write(folder, f"{path}index.html", report_page(tree, report))
    (folder / "assets").mkdir()
    for pattern in ("*.js", "*.css", "*.svg"):
        for asset in (ROOT / "templates").glob(pattern):
            shutil.copy(asset, folder / "assets" / asset.name)
    index(archive, folder, config)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site that is served as long as the block runs."""
    with server(folder, BASE_PATH, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}{BASE_PATH}"
        running.shutdown()


def report_page(tree: Tree, report: Report) -> bytes:
    """A report's text as its page has it, with the script that marks what was searched."""
    content = text_of(tree, report, "")
    icon = '<link rel="icon" href="../../../assets/seal.svg">'
    head = f'<meta charset="utf-8">{icon}<script type="module" src="../../../assets/mark.js"></script>'
    article = f"<article><h1>{title(content)}</h1><div>{body(content)}</div></article>"
    return f'<!doctype html><html lang="zh-{tree.script.value}"><head>{head}</head><body>{article}</body></html>'.encode()


def write(folder: Path, path: str, content: bytes) -> None:
    """Write a file and the folders above it."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
