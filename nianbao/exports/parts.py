"""Every table with its rows: whole, or a part for every year where there are too many rows for one file or sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from nianbao.exports import rows, wide
from nianbao.exports.delimited import Row
from nianbao.exports.schema import Table, tables
from nianbao.model import Archive, Report

MOST_ROWS = 500_000  # a spreadsheet holds 1,048,576; above this a table is split by year
WIDE, PROBLEMS = "wide", "problems"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a table under the name of their file: the table's own, or with a year. The rows can be had once."""

    name: str
    table: Table
    rows: Iterable[Row]


def every_part(archive: Archive) -> Iterator[Part]:
    """Every table in turn; rows are made as they are asked for, so that no table is held in memory."""
    for name in (*rows.BY_REPORT, PROBLEMS, WIDE):
        yield from parts_of(archive, name)


def parts_of(archive: Archive, name: str) -> Iterator[Part]:
    """One table."""
    table = tables()[name]
    if name == PROBLEMS:
        yield Part(name=name, table=table, rows=rows.problem_rows(archive.problems))
    elif name == WIDE:
        metrics = wide.metrics(archive)
        yield Part(name=name, table=wide.table(table, metrics), rows=wide.wide_rows(archive, metrics))
    else:
        for part, reports in _groups(name, sorted(archive.reports, key=lambda report: report.id)):
            yield Part(name=part, table=table, rows=_rows(name, reports))


def part_names(archive: Archive, name: str) -> tuple[str, ...]:
    """The names that the parts of a table have, without their rows."""
    return tuple(part for part, _ in _groups(name, list(archive.reports))) if name in rows.SIZES else (name,)


def _rows(name: str, reports: Iterable[Report]) -> Iterator[Row]:
    return (row for report in reports for row in rows.BY_REPORT[name](report))


def _groups(name: str, reports: list[Report]) -> Iterator[tuple[str, list[Report]]]:
    """All reports, or those of each year that has rows where there are too many."""
    size = rows.SIZES[name]
    if sum(map(size, reports)) <= MOST_ROWS:
        yield name, reports
        return
    for year, group in groupby(sorted(filter(size, reports), key=_year), key=_year):
        yield f"{name}-{year}", list(group)


def _year(report: Report) -> str:
    return report.identity.year or "unknown"
