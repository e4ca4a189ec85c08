"""Archive -> data files: CSV for programs and for spreadsheets, a workbook, a database, and descriptions of it all in JSON.

What is in which column is said in `data/tables.yaml`; `rows` and `wide` fill them, `parts` says in which files.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.config import Config
from nianbao.exports import describe
from nianbao.exports.database import make_database
from nianbao.exports.delimited import encode
from nianbao.exports.metric import metric_pages
from nianbao.exports.parts import every_part
from nianbao.exports.workbook import make_workbook
from nianbao.model import Archive, Page

WORKBOOK, DATABASE = "data/nianbao.xlsx", "data/nianbao.sqlite"


def data_files(archive: Archive, config: Config) -> Iterator[Page]:
    """Everything below `data/`, the description of the package last, since it has the others' digests."""
    described: list[describe.File] = []
    for part in every_part(archive):
        exact, safe = encode(part.table.header, part.rows)
        page = Page(path=f"data/{part.name}.csv", content=exact)
        described.append(describe.describe(page, part.table))
        yield page
        yield Page(path=f"data/excel/{part.name}.csv", content=safe)
    yield from metric_pages(archive, config)
    yield Page(path=WORKBOOK, content=make_workbook(archive, config))
    yield Page(path=DATABASE, content=make_database(archive, config))
    yield Page(path="data/archive.json", content=describe.archive_json(archive, config))
    yield Page(path="data/datapackage.json", content=describe.package_json(described, config))
