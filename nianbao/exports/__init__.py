"""Archive -> data files: CSV for programs, CSV for spreadsheets, and two descriptions of it all in JSON.

What is in which column is said in `data/tables.yaml`; `rows` and `wide` fill them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from nianbao.config import Config
from nianbao.exports import describe, rows, wide
from nianbao.exports.delimited import Row, encode
from nianbao.exports.schema import Table, tables
from nianbao.model import Archive, Page, Report

MOST_ROWS = 500_000  # a spreadsheet holds 1,048,576; above this a table is split by year


def data_files(archive: Archive, config: Config) -> Iterator[Page]:
    """Everything below `data/`, the description of the package last, since it has the others' digests."""
    described: list[describe.File] = []
    for name, table, content in _tables(archive):
        exact, safe = encode(table.header, content)
        page = Page(path=f"data/{name}.csv", content=exact)
        described.append(describe.describe(page, table))
        yield page
        yield Page(path=f"data/excel/{name}.csv", content=safe)
    yield Page(path="data/archive.json", content=describe.archive_json(archive, config))
    yield Page(path="data/datapackage.json", content=describe.package_json(described, config))


def _tables(archive: Archive) -> Iterator[tuple[str, Table, Iterable[Row]]]:
    """Name, columns and rows of every file. One table at a time is held in memory."""
    schema = tables()
    reports = sorted(archive.reports, key=lambda report: report.id)
    for name, rows_of in rows.BY_REPORT.items():
        for part, group in _parts(name, reports):
            yield part, schema[name], (row for report in group for row in rows_of(report))
    yield "problems", schema["problems"], rows.problem_rows(archive.problems)
    metrics = wide.metrics(archive)
    yield "wide", wide.table(schema["wide"], metrics), wide.wide_rows(archive, metrics)


def _parts(name: str, reports: list[Report]) -> Iterator[tuple[str, list[Report]]]:
    """A table whole, or a part for every year that has rows where there are too many."""
    size = rows.SIZES[name]
    if sum(map(size, reports)) <= MOST_ROWS:
        yield name, reports
        return
    for year, group in groupby(sorted(filter(size, reports), key=_year), key=_year):
        yield f"{name}-{year}", list(group)


def _year(report: Report) -> str:
    return report.identity.year or "unknown"
