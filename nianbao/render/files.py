"""The data page: which files there are, what their columns mean, how large the site is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from nianbao.exports import MOST_ROWS
from nianbao.exports.rows import SIZES
from nianbao.exports.schema import Table, tables
from nianbao.model import Archive
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.tabulate import by_year

ORDER = ("figures", "wide", "reports", "checks", "changes", "problems")  # as readers want them
OTHER_FILES = (("data/datapackage.json", "datapackage"), ("data/archive.json", "archive"), ("SHA256SUMS", "sums"))
# What builds of 5 and of 34 reports weigh, in bytes: in all, a report, a character of text, a figure. Both scripts are in it.
BYTES_SITE, BYTES_REPORT, BYTES_CHARACTER, BYTES_FIGURE = 1_700_000, 60_000, 31, 2_900
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A table with its number of rows, and the names of its files: several where it is split by year."""

    table: Table
    rows: int
    parts: tuple[str, ...]


def views(tree: Tree) -> Iterator[View]:
    """The data page."""
    yield page(
        tree,
        "data/",
        [(tree.words.data_title, "data/")],
        files=tuple(_file(tree.archive, name) for name in ORDER),
        other_files=OTHER_FILES,
        megabytes=ceil(estimated_size(tree.archive) / MEGABYTE),
        address=f"{tree.config.base_url}/{tree.script.folder}/data/",
    )


def _file(archive: Archive, name: str) -> File:
    if name in SIZES:
        rows = sum(SIZES[name](report) for report in archive.reports)
        return File(table=tables()[name], rows=rows, parts=_parts(archive, name, rows))
    rows = len(archive.problems) if name == "problems" else sum(len(by_year(agency)) for agency in archive.agencies)
    return File(table=tables()[name], rows=rows, parts=(name,))


def _parts(archive: Archive, name: str, rows: int) -> tuple[str, ...]:
    if rows <= MOST_ROWS:
        return (name,)
    years = sorted({report.identity.year or "unknown" for report in archive.reports})
    return tuple(f"{name}-{year}" for year in years)


def estimated_size(archive: Archive) -> int:
    """How many bytes the whole site comes to, about; the same for the same archive, so that no page waits for the others."""
    characters = sum(len(report.cleaned.text) for report in archive.reports)
    figures = sum(len(report.figures) for report in archive.reports)
    of_reports = len(archive.reports) * BYTES_REPORT + characters * BYTES_CHARACTER + figures * BYTES_FIGURE
    return BYTES_SITE + of_reports
