"""Tables -> one SQLite database, `nianbao.sqlite`: plain tables with keys and indices, for SQL and for Datasette.

Each column is explained by a comment in the schema. An empty cell of the CSV files is NULL; numbers are numbers, so that
`7.20` is 7.2 here and has its last digit in `figures.csv` and in the quote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from nianbao.catalogue import Metric, load
from nianbao.config import Config
from nianbao.exports.delimited import Row
from nianbao.exports.rows import BY_REPORT
from nianbao.exports.schema import Column, Table, tables
from nianbao.model import Archive

TABLES = ("metrics", "reports", "figures", "checks")  # what is referred to comes first; the ledger would weigh more than all
TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
REFERENCES = {"report_id": "reports", "metric": "metrics"}
INDICES = (
    ("reports", "region_code"),
    ("reports", "year"),
    ("figures", "report_id"),
    ("figures", "metric"),
    ("checks", "report_id"),
    ("checks", "outcome"),
)
# What a library may have been built to do otherwise, and what the format says of who wrote it.
PRAGMAS = ("encoding='UTF-8'", "page_size=4096", "auto_vacuum=NONE", "journal_mode=OFF", "synchronous=OFF")
LIBRARY = 96  # where four bytes are, https://www.sqlite.org/fileformat2.html: the version of the library, of no use to any reader


def make_database(archive: Archive, config: Config) -> bytes:
    """The database's bytes, the same for the same archive. It is made in a temporary file, so that memory holds it once."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "made.sqlite"
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            _fill(connection, archive, config)
        with file.open("r+b") as written:
            written.seek(LIBRARY)
            written.write(bytes(4))
        return file.read_bytes()


def _fill(connection: sqlite3.Connection, archive: Archive, config: Config) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    _about(connection, config)
    for table in map(tables().__getitem__, TABLES):
        connection.execute(_create(table))
        connection.executemany(_insert(table), _rows(archive, table.name))
    for name, column in INDICES:
        connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
    connection.execute("COMMIT")


def metric_rows() -> Iterator[Row]:
    """The catalogue, whether a report states a metric or not."""
    return map(_metric, load().metrics.values())


def _metric(metric: Metric) -> Row:
    words = (metric.label, metric.definition, metric.comparability.text)
    return metric.id, metric.group, metric.unit, metric.parent, *(text for each in words for text in (each.hans, each.hant))


def _rows(archive: Archive, name: str) -> Iterator[tuple[str | None, ...]]:
    """SQLite turns a number in words into a number where a column is one."""
    reports = sorted(archive.reports, key=lambda report: report.id)
    found: Iterable[Row] = metric_rows() if name == "metrics" else (row for report in reports for row in BY_REPORT[name](report))
    return (tuple(cell or None for cell in row) for row in found)


def _about(connection: sqlite3.Connection, config: Config) -> None:
    connection.execute('CREATE TABLE "about" (\n  "name" TEXT PRIMARY KEY,\n  "value" TEXT NOT NULL\n)')
    facts = {
        "title": f"{config.title.hans} {config.title.hant}",
        "description": f"{config.tagline.hans}\n{config.tagline.hant}",
        "address": f"{config.base_url}/",
        "version": config.data_version,
        "licence": config.licence,
    }
    connection.executemany('INSERT INTO "about" VALUES (?, ?)', facts.items())


def _create(table: Table) -> str:
    r"""The statement that makes a table, a line and a comment a column.

    >>> _create(tables()["reports"]).split("\n")[1]
    '  "report_id" TEXT PRIMARY KEY, -- 报告编号，一经公布不再改变。 Id of the report, the same for ever once published.'
    """
    last = table.columns[-1]
    lines = [f"  {_column(table, column)}{'' if column is last else ','} -- {_said(column)}" for column in table.columns]
    return f'CREATE TABLE "{table.name}" (\n' + "\n".join(lines) + "\n)"


def _column(table: Table, column: Column) -> str:
    written = f'"{column.name}" {TYPES[column.type]}'
    if column.name == table.key:
        return f"{written} PRIMARY KEY"
    if column.name in REFERENCES and REFERENCES[column.name] != table.name:
        written += f' REFERENCES "{REFERENCES[column.name]}" ("{column.name}")'  # Datasette asks for the column too
    return written + (" NOT NULL" if column.required else "")


def _said(column: Column) -> str:
    about = column.description
    return f"{about.hans} {about.en}"


def _insert(table: Table) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 - names from our own tables.yaml
