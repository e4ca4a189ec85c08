"""What lies at the root of the site and speaks both scripts: the gate, citation addresses, 404, what machines look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nianbao.exports.report import report_json
from nianbao.model import Page, Report, Script
from nianbao.render.environment import Tree
from nianbao.render.report import title_of
from nianbao.render.words import TEMPLATES, words

# What is left out of style sheets and scripts as they are published, a tenth of their size: comments, and space that says
# nothing. Pictures are published as they are.
LEFT_OUT = {
    ".css": re.compile(rb"/\*.*?\*/|\s*\n\s*|(?<=[{};,>])\s+|\s+(?=[{}>])|;(?=\s*})", re.DOTALL),
    ".js": re.compile(rb"^ *//.*\n|^ +", re.MULTILINE),
    ".svg": re.compile(rb"(?!)"),
    ".png": re.compile(rb"(?!)"),
}
SITEMAP = "sitemap.xml"
MOST_ADDRESSES = 50_000  # in one site map: https://www.sitemaps.org/protocol.html
ROBOTS = "User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"


def root_pages(trees: dict[Script, Tree], addresses: Mapping[str, str | None]) -> Iterator[Page]:
    """Everything outside the two trees; `addresses` are those of their pages, below either tree, with the neutral one if any."""
    tree = trees[Script.HANS]
    shell = _environment(trees)
    yield _html(shell, "gate.html", "index.html", root="./")
    yield _html(shell, "404.html", "404.html", root=tree.config.base_path)
    for report in tree.archive.reports:
        yield from _identifier(shell, trees, report)
    yield from _sitemaps(shell, addresses)
    yield Page(path="robots.txt", content=ROBOTS.format(base=f"{tree.config.base_url}/").encode())
    yield Page(path=".nojekyll", content=b"")
    yield from _assets()


def _environment(trees: dict[Script, Tree]) -> Environment:
    """Templates with the words of both scripts, as `words.hans` and `words.hant`."""
    tree = trees[Script.HANS]
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    both = [(script, words(script), tree.config.title[script], tree.config.tagline[script]) for script in Script]
    made.globals |= {"both": both, "config": tree.config, "archive": tree.archive, "base": f"{tree.config.base_url}/"}
    return made


def _sitemaps(shell: Environment, addresses: Mapping[str, str | None]) -> Iterator[Page]:
    """One site map, or several and their index where one may not hold all addresses."""
    places = [(script, path, neutral) for path, neutral in addresses.items() for script in Script]
    chunks = [places[start : start + MOST_ADDRESSES] for start in range(0, len(places), MOST_ADDRESSES)]
    if len(chunks) <= 1:
        yield _html(shell, "sitemap.xml", SITEMAP, places=places)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    yield _html(shell, "sitemap_index.xml", SITEMAP, names=names)
    for name, chunk in zip(names, chunks, strict=True):
        yield _html(shell, "sitemap.xml", name, places=chunk)


def _html(shell: Environment, template: str, path: str, **context: Any) -> Page:
    return Page(path=path, content=shell.get_template(template).render(context).encode())


def _assets() -> Iterator[Page]:
    """Style sheets, scripts and the seal that lie beside the templates."""
    files = sorted(path for path in TEMPLATES.iterdir() if path.suffix in LEFT_OUT)
    return (Page(path=f"assets/{path.name}", content=LEFT_OUT[path.suffix].sub(b"", path.read_bytes())) for path in files)


def _identifier(shell: Environment, trees: dict[Script, Tree], report: Report) -> Iterator[Page]:
    """The script-neutral address of a report and its data; former ids lead to it."""
    titles = {script: title_of(tree, report) for script, tree in trees.items()}
    yield _html(shell, "identifier.html", f"id/{report.id}/index.html", root="../../", report=report, titles=titles)
    if not report.source.facts.withdrawn:
        yield Page(path=f"id/{report.id}/index.json", content=report_json(report, trees[Script.HANS].derived_of[report.id]))
    for former in report.source.facts.former_ids:
        moved = {"report": report, "titles": titles, "former": former}
        yield _html(shell, "former.html", f"id/{former}/index.html", root="../../", **moved)
        for script in Script:
            yield _html(shell, "former.html", f"{script.folder}/report/{former}/index.html", root="../../../", **moved)
