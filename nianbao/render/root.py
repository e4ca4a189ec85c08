"""What lies at the root of the site and speaks both scripts: the gate, citation addresses, 404, what machines look for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nianbao.catalogue import load
from nianbao.exports.delimited import Row
from nianbao.exports.rows import check_rows, figure_rows, plain, report_rows
from nianbao.exports.schema import tables
from nianbao.model import Page, Report, Script
from nianbao.render.environment import Tree
from nianbao.render.report import constructed_title
from nianbao.render.words import TEMPLATES, words
from nianbao.tabulate import Derived, derived, follows

# Style sheets and scripts are published without their comments, a tenth of their size; the seal as it is.
COMMENTS = {
    ".css": re.compile(rb"/\*.*?\*/\n?", re.DOTALL),
    ".js": re.compile(rb"^ *//.*\n", re.MULTILINE),
    ".svg": re.compile(rb"(?!)"),
}
ROBOTS = "User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"


def root_pages(trees: dict[Script, Tree], addresses: Iterable[str]) -> Iterator[Page]:
    """Everything outside the two trees; `addresses` are those of their pages, below either tree."""
    tree = trees[Script.HANS]
    shell = _environment(trees)
    yield _html(shell, "gate.html", "index.html", root="./")
    yield _html(shell, "404.html", "404.html", root=tree.config.base_path)
    for report in tree.archive.reports:
        yield from _identifier(shell, trees, report)
    yield Page(path="sitemap.xml", content=_html(shell, "sitemap.xml", "", addresses=tuple(addresses)).content)
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


def _html(shell: Environment, template: str, path: str, **context: Any) -> Page:
    return Page(path=path, content=shell.get_template(template).render(context).encode())


def _assets() -> Iterator[Page]:
    """Style sheets, scripts and the seal that lie beside the templates."""
    files = sorted(path for path in TEMPLATES.iterdir() if path.suffix in COMMENTS)
    return (Page(path=f"assets/{path.name}", content=COMMENTS[path.suffix].sub(b"", path.read_bytes())) for path in files)


def _identifier(shell: Environment, trees: dict[Script, Tree], report: Report) -> Iterator[Page]:
    """The script-neutral address of a report and its data; former ids lead to it."""
    titles = {script: _title(tree, report) for script, tree in trees.items()}
    yield _html(shell, "identifier.html", f"id/{report.id}/index.html", root="../../", report=report, titles=titles)
    if not report.source.facts.withdrawn:
        yield Page(path=f"id/{report.id}/index.json", content=_json(trees[Script.HANS], report))
    for former in report.source.facts.former_ids:
        moved = {"report": report, "titles": titles, "former": former}
        yield _html(shell, "former.html", f"id/{former}/index.html", root="../../", **moved)
        for script in Script:
            yield _html(shell, "former.html", f"{script.folder}/report/{former}/index.html", root="../../../", **moved)


def _title(tree: Tree, report: Report) -> str:
    known = report.source.facts.title or report.document.title
    return tree.here(known) if known else constructed_title(tree, report)


def _json(tree: Tree, report: Report) -> bytes:
    """A report with its figures, checks and derived indicators, in the columns of the data files."""
    data = {
        "report": _named("reports", report_rows(report))[0],
        "figures": _named("figures", figure_rows(report)),
        "checks": _named("checks", check_rows(report)),
        "derived": [_indicator(one) for one in derived(report, load(), _year_before(tree, report))],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _year_before(tree: Tree, report: Report) -> Report | None:
    before, _ = tree.neighbours_of.get(report.id, (None, None))
    return before if before and follows(before.identity.year, report.identity.year) else None


def _named(table: str, rows: Iterable[Row]) -> list[dict[str, str]]:
    names = [column.name for column in tables()[table].columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _indicator(one: Derived) -> dict[str, str]:
    value = "" if one.value is None else f"{one.value:.4f}"
    return {
        "indicator": one.id,
        "numerator": plain(one.numerator),
        "denominator": plain(one.denominator),
        "value": value,
        "withheld": one.withheld.value,
    }
