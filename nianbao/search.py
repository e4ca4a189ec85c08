"""WRITES: the search index: one Pagefind bundle of single characters, folded to Simplified, exact in either script.

Each report becomes a shadow page in a temporary folder, indexed once and addressed without script: the browser leads to
the tree of its own page. Pagefind's plain build, since the extended one cuts Chinese into words and loses every tenth
phrase. Above `search_shard` reports the index is made in parts, which the browser joins: exact search in one part grows
with the square of its size.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from nianbao.bundle import as_json, tidy
from nianbao.config import Config
from nianbao.errors import NianbaoError
from nianbao.fold import needed_folds, tokens
from nianbao.model import Agency, Archive, Block, Heading, Outcome, Report, Table
from nianbao.scripts import to_traditional

BUNDLE = "pagefind"
SETTINGS = "nianbao.json"  # what search.js must know: fold map and shards
ORDER = "order.json"  # the fragments of all reports, newest report first
REINSTALL = "run `make site` in a fresh environment, or build with --no-search"
MINUTES = 60
INTERFACES = ("*ui.js", "*ui.css", "pagefind-highlight.js")  # Pagefind's own search boxes, 370 kB that no page uses


class SearchError(NianbaoError):
    """The search index could not be made."""


def index(archive: Archive, site: Path, config: Config) -> None:
    """Write the bundle of all standing reports to `site/pagefind/`. Raises SearchError."""
    reports = standing(archive)
    if not reports:
        return
    shards = _shard(reports, config.search_shard)
    agencies = {report.id: agency for agency in archive.agencies for report in agency.reports}
    rows: list[tuple[str, str]] = []
    for name, held in shards.items():
        _index_shard({report.id: shadow_page(report, agencies.get(report.id)) for report in held}, site / BUNDLE / name)
        rows += tidy(site / BUNDLE / name)
    characters, folds = needed_folds(report.document.text for report in reports)
    settings = {"from": characters, "to": folds, "shards": [name for name in shards if name]}
    (site / BUNDLE / SETTINGS).write_bytes(as_json(settings))
    (site / BUNDLE / ORDER).write_bytes(as_json(_newest_first(reports, dict(rows))))


def standing(archive: Archive) -> tuple[Report, ...]:
    """The reports that can be found: all that are not withdrawn."""
    return tuple(report for report in archive.reports if not report.source.facts.withdrawn)


def _shard(reports: tuple[Report, ...], most: int) -> dict[str, list[Report]]:
    """Reports by sub-folder of the bundle, by hash of the id: an edited report changes one shard, and all are of a size."""
    count = -(-len(reports) // most)
    shards = defaultdict[str, list[Report]](list)
    for report in reports:
        number = int(hashlib.sha256(report.id.encode()).hexdigest(), 16) % count
        shards[str(number) if number else ""].append(report)
    # The bundle itself is the first shard, however the hashes fall.
    first = "" if "" in shards else min(shards)
    return {"": shards.pop(first), **dict(sorted(shards.items()))}


def shadow_page(report: Report, agency: Agency | None) -> str:
    """A report as Pagefind reads it: filters, what the browser needs to name it and to find its way in it, tokens."""
    filters = "".join(f'<i data-pagefind-filter="{escape(key)}:{escape(value)}"></i>' for key, value in _filters(report, agency))
    meta = "".join(f'<i data-pagefind-meta="{key}[title]" title="{escape(value)}"></i>' for key, value in _facts(report))
    body = escape(" ".join(tokens(report.document.text)))
    return (
        '<!doctype html><html lang="zh"><head><title>-</title></head>'
        f"<body data-pagefind-body>{filters}{meta}<p>{body}</p></body></html>"
    )


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield "lines", _kinds(report.document.blocks)
    if report.identity.agency:
        yield "hans", report.identity.agency
        yield "hant", to_traditional(report.identity.agency)


def _filters(report: Report, agency: Agency | None) -> Iterator[tuple[str, str]]:
    identity = report.identity
    if identity.year:
        yield "year", identity.year
    for code in regions_above(identity.region_code):
        yield "region", code
    if agency:
        yield "agency", agency.key
    if report.form:
        yield "form", report.form
    if any(check.outcome is Outcome.FAILS for check in report.checks):
        yield "checks", "failed"


def regions_above(code: str) -> tuple[str, ...]:
    """A region's code and those of the city and province it lies in, outermost first.

    >>> regions_above("650105"), regions_above("650000"), regions_above("")
    (('650000', '650100', '650105'), ('650000',), ())
    """
    return tuple(dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))) if code else ()


def _kinds(blocks: Iterable[Block]) -> str:
    """A letter for each line of text.txt: level of a heading, `p`, first row of a table `T`, further row `t`."""
    return "".join(_kind(block) for block in blocks)


def _kind(block: Block) -> str:
    if isinstance(block, Table):
        return "T" + "t" * (len(block.rows) - 1)
    return str(block.level) if isinstance(block, Heading) else "p"


def _index_shard(pages: dict[str, str], bundle: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="nianbao-search-") as folder:
        site, made = Path(folder) / "site", Path(folder) / "bundle"
        for report_id, html in pages.items():
            (site / report_id).mkdir(parents=True)
            (site / report_id / "index.html").write_text(html, encoding="utf-8")
        _run_pagefind("--site", str(site), "--output-path", str(made), "--silent")
        if not (made / "pagefind-entry.json").is_file():
            raise SearchError("Pagefind wrote no index", REINSTALL)
        shutil.copytree(made, bundle, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*INTERFACES))


def _run_pagefind(*arguments: str) -> None:
    try:
        from pagefind_bin import get_executable  # it brings the executable, and may be missing

        command = [str(get_executable()), *arguments]
        done = subprocess.run(command, capture_output=True, check=False, timeout=MINUTES * 60)  # noqa: S603 - our own words
    except (ImportError, OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(f"Pagefind cannot be run ({error})", REINSTALL) from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise SearchError(f"Pagefind failed ({said[-1] if said else f'exit code {done.returncode}'})", REINSTALL)


def _newest_first(reports: tuple[Report, ...], fragments: dict[str, str]) -> list[str]:
    by_id = sorted(reports, key=lambda report: report.id)
    return [fragments[report.id] for report in sorted(by_id, key=lambda report: report.identity.year[-4:], reverse=True)]
