"""What there is to download, for programs: a Frictionless data package, and the archive in outline."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from nianbao import __version__
from nianbao.config import Config
from nianbao.exports.as_json import Json, in_lines
from nianbao.exports.schema import Column, Description, Table
from nianbao.model import Archive, Outcome, Page, Report, Script, Severity

LICENCE_ID = re.compile(r"[A-Za-z0-9.+-]+")  # of SPDX; anything else is words
REPORTS, KEY = "reports", "report_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A table as it was written."""

    name: str  # beside datapackage.json
    table: Table
    size: int  # bytes
    sha256: str


def describe(page: Page, table: Table) -> File:
    """What a data package says of a table's file."""
    digest = hashlib.sha256(page.content).hexdigest()
    return File(name=PurePosixPath(page.path).name, table=table, size=len(page.content), sha256=digest)


def package_json(files: Sequence[File], config: Config) -> bytes:
    """`datapackage.json` (https://specs.frictionlessdata.io), its paths relative to itself."""
    whole = {file.table.name for file in files if _stem(file) == file.table.name}
    return in_lines(
        {
            "profile": "tabular-data-package",
            "name": "nianbao",
            "id": config.base_url,
            "title": f"{config.title.hans} {config.title.hant}",
            "description": f"{config.tagline.hans}\n{config.tagline.hant}",
            "homepage": f"{config.base_url}/",
            "version": config.data_version,
            "licenses": [_licence(config)],
            "resources": [_resource(file, whole) for file in files],
        }
    )


def archive_json(archive: Archive, config: Config) -> bytes:
    """`archive.json`: counts, version, licence, and every report with its addresses, relative to the site's root."""
    reports = sorted(archive.reports, key=lambda report: report.id)
    return in_lines(
        {
            "title": config.title.model_dump(),
            "description": config.tagline.model_dump(),
            "base_url": config.base_url,
            "version": config.data_version,
            "licence": config.licence,
            "repository": config.repository,
            "generator": f"nianbao {__version__}",
            "counts": _counts(archive),
            "reports": [_report(report) for report in reports],
        }
    )


def licence_address(config: Config) -> str:
    """Where the licence can be read: at SPDX where it is an id of theirs, else on the page about the archive."""
    known = LICENCE_ID.fullmatch(config.licence)
    return f"https://spdx.org/licenses/{config.licence}.html" if known else f"{config.base_url}/hans/about/"


def _licence(config: Config) -> Json:
    key = "name" if LICENCE_ID.fullmatch(config.licence) else "title"
    return {key: config.licence, "path": licence_address(config)}


def _resource(file: File, whole: Container[str]) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": _stem(file),
        "path": file.name,
        "description": _words(file.table.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(file.table, whole),
    }


def _stem(file: File) -> str:
    return PurePosixPath(file.name).stem


def _schema(table: Table, whole: Container[str]) -> Json:
    """A table's columns; a reference to the list of reports only where that is one file, as the standard knows no other."""
    schema: Json = {"fields": [_field(column) for column in table.columns], "missingValues": list(table.missing)}
    if table.key:
        schema["primaryKey"] = [table.key]
    if KEY in table.header and REPORTS in whole and table.name != REPORTS:
        schema["foreignKeys"] = [{"fields": [KEY], "reference": {"resource": REPORTS, "fields": [KEY]}}]
    return schema


def _field(column: Column) -> Json:
    constraints: Json = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    field: Json = {"name": column.name, "type": column.type, "description": _words(column.description)}
    return field | ({"constraints": constraints} if constraints else {})


def _words(description: Description) -> str:
    return f"{description.hans}\n{description.hant}\n{description.en}"


def _counts(archive: Archive) -> Json:
    reports = archive.reports
    severities = Counter(problem.severity for problem in archive.problems)
    return {
        "reports": len(reports),
        "agencies": len(archive.agencies),
        "years": len({report.identity.year for agency in archive.agencies for report in agency.reports}),
        "figures": sum(len(report.figures) for report in reports),
        "checks": sum(len(report.checks) for report in reports),
        "checks_failed": sum(check.outcome is Outcome.FAILS for report in reports for check in report.checks),
        "changes": sum(len(report.cleaned.edits) for report in reports),
        "problems": {severity.value: severities[severity] for severity in Severity},
    }


def _report(report: Report) -> Json:
    identity, facts = report.identity, report.source.facts
    pages = {script.folder: f"{script.folder}/report/{report.id}/" for script in Script}
    entry: Json = {
        "id": report.id,
        "agency": identity.agency,
        "region_code": identity.region_code,
        "year": identity.year,
        "source_sha256": report.source.sha256,
        "address": f"id/{report.id}/",
        **pages,
    }
    if facts.former_ids:
        entry["former_ids"] = list(facts.former_ids)
    told = {"added": facts.added, "corrected": facts.corrected, "withdrawn": facts.withdrawn}
    return entry | {name: said for name, said in told.items() if said}
