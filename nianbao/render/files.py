"""The data page: which files there are, what their columns mean, how to check, cite and follow them, how large the site is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from nianbao.exports import DATABASE, WORKBOOK
from nianbao.exports.database import TABLES
from nianbao.exports.describe import licence_address
from nianbao.exports.parts import part_names
from nianbao.exports.rows import SIZES
from nianbao.exports.schema import Table, tables
from nianbao.model import Archive
from nianbao.render.cells import page
from nianbao.render.cite import data_citations
from nianbao.render.environment import Tree, View
from nianbao.render.feeds import last_change
from nianbao.render.linked_data import breadcrumbs, of_archive
from nianbao.tabulate import by_year
from nianbao.weight import MEGABYTE, estimated_size

CHOICES = ("figures", "wide")  # and the workbook and the database, before everything else
ORDER = (*CHOICES, "reports", "checks", "changes", "problems")  # as readers want them
OTHER_FILES = (("data/datapackage.json", "datapackage"), ("data/archive.json", "archive"), ("SHA256SUMS", "sums"))
BESIDE = ("metric", "metrics")  # tables that are no file of their own: of a metric, of the database


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A table with its number of rows, and the names of its files: several where it is split by year."""

    table: Table
    rows: int
    parts: tuple[str, ...]


def views(tree: Tree) -> Iterator[View]:
    """The data page."""
    archive, config = tree.archive, tree.config
    files = {name: _file(archive, name) for name in ORDER}
    size, limit = estimated_size(archive), config.limits.site_bytes
    crumbs = [(tree.words.data_title, "data/")]
    yield page(
        tree,
        "data/",
        crumbs,
        choices=tuple(files[name] for name in CHOICES),
        workbook=WORKBOOK,
        database=DATABASE,
        database_tables=TABLES,
        files=tuple(files.values()),
        beside=tuple(tables()[name] for name in BESIDE),
        other_files=OTHER_FILES,
        citations=data_citations(tree),
        licence_address=licence_address(config),
        dated=sum(bool(last_change(report)) for report in archive.reports),
        megabytes=ceil(size / MEGABYTE),
        limit=limit // MEGABYTE,
        share=ceil(100 * size / limit),
        linked_data=[of_archive(tree), breadcrumbs(tree, [(tree.words.nav_home, ""), *crumbs])],
    )


def _file(archive: Archive, name: str) -> File:
    if name in SIZES:
        rows = sum(SIZES[name](report) for report in archive.reports)
        return File(table=tables()[name], rows=rows, parts=part_names(archive, name))
    rows = len(archive.problems) if name == "problems" else sum(len(by_year(agency)) for agency in archive.agencies)
    return File(table=tables()[name], rows=rows, parts=(name,))
