"""WRITES: the search index: one Pagefind bundle of single characters, folded to Simplified, exact in either script.

Each report becomes a shadow page in a temporary folder, indexed once and addressed without script: the browser leads to
the tree of its own page. Pagefind's plain build, since the extended one cuts Chinese into words and loses every tenth
phrase. Above `search_shard` reports the index is made in parts, by year. The browser reads the parts itself
(`templates/bundle.js`, `templates/query.js`); Pagefind's own program, which is in the bundle too, finds the same.
"""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nianbao.bundle import Entry, as_json, tidy
from nianbao.cache import make_or_fetch, prune
from nianbao.choices import choices, regions_above
from nianbao.config import Config
from nianbao.errors import NianbaoError
from nianbao.fold import BREAK, fold_map, needed_folds, tokens
from nianbao.model import Agency, Archive, Block, Heading, Outcome, Report, Script, Status, Table
from nianbao.scripts import to_traditional

BUNDLE = "pagefind"
SETTINGS = "nianbao.json"  # what the browser must know: fold map, commonest characters, parts
REINSTALL = "run `make site` in a fresh environment, or build with --no-search"
CHOICES = "choices.{}.json"  # what the search can be narrowed to, in a script
MINUTES = 60
OFTEN = 400  # the commonest characters, which tell reports apart the least
SHOWN = (Status.STATED, Status.ZERO_BY_NEGATION, Status.CONFLICTING)  # figures that a report has words for
INTERFACES = ("*ui.js", "*ui.css", "pagefind-highlight.js")  # Pagefind's own search boxes, 370 kB that no page uses


class SearchError(NianbaoError):
    """The search index could not be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The reports of some years that follow each other, in parts: sub-folder of the bundle -> reports."""

    years: list[str]
    parts: dict[str, list[Report]]


def index(archive: Archive, site: Path, config: Config) -> None:
    """Write the bundle of all standing reports to `site/pagefind/`. Raises SearchError.

    A part whose reports are those of an earlier build comes from the cache.
    """
    reports = standing(archive)
    if not reports:
        return
    agencies = {report.id: agency for agency in archive.agencies for report in agency.reports}
    cache = config.cache / BUNDLE if config.cache else None
    bands = _bands(reports, config.search_shard)
    parts = [part for band in bands for part in band.parts.items()]
    used = {_write_part([(report, agencies.get(report.id)) for report in held], site, name, cache) for name, held in parts}
    prune(cache, used)
    for script in Script:
        options = choices(reports, archive.agencies, script)
        (site / BUNDLE / CHOICES.format(script.folder)).write_bytes(as_json(options))
    (site / BUNDLE / SETTINGS).write_bytes(as_json(_settings(_characters(reports), bands, site)))


def _characters(reports: tuple[Report, ...]) -> Counter[str]:
    """How often each token occurs, but for the points of decimals."""
    written, seen = Counter[str](), Counter[str]()
    for report in reports:
        written.update(report.document.text)
    for character, count in written.items():
        seen.update(dict.fromkeys(tokens(character).replace(BREAK, ""), count))
    return seen


def _settings(seen: Counter[str], bands: list[Band], site: Path) -> dict[str, Any]:
    characters, folds = needed_folds(seen)
    often = sorted(seen, key=lambda token: (-seen[token], token))[:OFTEN]
    parts = [{"years": band.years, "parts": [[_folder(name), _meta(site, name)] for name in band.parts]} for band in bands]
    return {"from": characters, "to": folds, "often": "".join(often), "bands": parts}


def _folder(name: str) -> str:
    return f"{name}/" if name else ""


def _meta(site: Path, name: str) -> str:
    """What the file that lists a part's pages and pieces is named after."""
    entry = json.loads((site / BUNDLE / name / "pagefind-entry.json").read_bytes())
    return str(next(iter(entry["languages"].values()))["hash"])


def _write_part(held: list[tuple[Report, Agency | None]], site: Path, name: str, cache: Path | None) -> str:
    """One part of the bundle; gives what it depends on, digested: its reports, and the code that makes it."""
    entries = {report.id: Entry(id=report.id, year=report.identity.year, facts=facts(report)) for report, _ in held}
    # The texts as they are: to make shadow pages of ten thousand, only to see that one has changed, takes seconds.
    texts = [(report.id, list(_filters(report, agency)), report.document.text) for report, agency in held]
    made_from = [_code(), bool(name), texts, [(entry.year, entry.facts) for entry in entries.values()]]
    key = hashlib.sha256(as_json(made_from)).hexdigest()

    def make(bundle: Path) -> None:
        _run_over({report.id: shadow_page(report, agency) for report, agency in held}, bundle, workshop=site.parent)
        tidy(bundle, entries, main=not name)

    make_or_fetch(cache, key, site / BUNDLE / name, make)
    return key


@functools.cache
def _code() -> str:
    """A digest of what makes a part out of its entries: another version of it makes another part."""
    modules = [Path(__file__).with_name(f"{name}.py") for name in ("search", "bundle", "cbor", "fold")]
    made_with = [version("pagefind_bin").encode(), as_json(fold_map()), *(path.read_bytes() for path in modules)]
    return hashlib.sha256(b"".join(made_with)).hexdigest()


def standing(archive: Archive) -> tuple[Report, ...]:
    """The reports that can be found: all that are not withdrawn."""
    return tuple(report for report in archive.reports if not report.source.facts.withdrawn)


def _bands(reports: tuple[Report, ...], most: int) -> list[Band]:
    """Reports in parts of at most so many, newest first: whoever wants the newest or one year need not search the others.

    Years are put together from the oldest on, so that a new year leaves the parts before it as they are; a year of more
    reports than a part holds is cut by hash of the ids, so that an edited report changes one part. The newest part is the
    bundle itself.
    """
    years = defaultdict[str, list[Report]](list)
    for report in sorted(reports, key=lambda report: (report.identity.year[-4:], report.id)):
        years[report.identity.year[-4:]].append(report)
    runs = list[list[Report]]()
    for held in years.values():
        if runs and len(runs[-1]) + len(held) <= most:
            runs[-1] += held
        else:
            runs.append(list(held))
    first, *others = (_cut(run, most) for run in reversed(runs))
    (_, newest), *rest = first.parts.items()
    return [replace(first, parts={"": newest, **dict(rest)}), *others]


def _cut(run: list[Report], most: int) -> Band:
    years = list(dict.fromkeys(report.identity.year for report in run))
    name = "-".join(dict.fromkeys(year[-4:] or "0" for year in (years[0], years[-1])))
    count = -(-len(run) // most)
    parts = defaultdict[str, list[Report]](list)
    for report in run:
        number = int(hashlib.sha256(report.id.encode()).hexdigest(), 16) % count
        parts[f"{name}_{number}" if count > 1 else name].append(report)
    return Band(years=years, parts=dict(sorted(parts.items())))


def shadow_page(report: Report, agency: Agency | None) -> str:
    """A report as Pagefind reads it: filters and tokens."""
    filters = "".join(f'<i data-pagefind-filter="{escape(key)}:{escape(value)}"></i>' for key, value in _filters(report, agency))
    body = escape(" ".join(tokens(report.document.text)))
    return (
        '<!doctype html><html lang="zh"><head><title>-</title></head>'
        f"<body data-pagefind-body>{filters}<p> {body} </p></body></html>"
    )


def facts(report: Report) -> dict[str, Any]:
    """What the browser needs to name a report, to find its way in the text, and to show its figures."""
    agency = report.identity.agency
    names = {"hans": agency, "hant": to_traditional(agency)} if agency else {}
    return {"lines": _kinds(report.document.blocks), "figures": list(_figures(report)), **names}


def _figures(report: Report) -> Iterator[list[str | int]]:
    """Metric, anchor and the places of quote and value in the text, of every figure of the catalogue that has words."""
    for figure in report.figures:
        if figure.metric and not figure.part and figure.status in SHOWN:
            yield [figure.metric, figure.anchor, figure.start, figure.end, figure.mark_start, figure.mark_end]


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


def _kinds(blocks: Iterable[Block]) -> str:
    """A letter for each line of text.txt: level of a heading, `p`, first row of a table `T`, further row `t`."""
    return "".join(_kind(block) for block in blocks)


def _kind(block: Block) -> str:
    if isinstance(block, Table):
        return "T" + "t" * (len(block.rows) - 1)
    return str(block.level) if isinstance(block, Heading) else "p"


def _run_over(pages: dict[str, str], bundle: Path, workshop: Path) -> None:
    """Index pages. They lie where the site is being written, so that what a killed build leaves is removed by the next."""
    workshop.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=workshop, prefix="search-") as folder:
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
