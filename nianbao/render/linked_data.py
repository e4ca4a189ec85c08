"""What machines are told in a page's head: schema.org as JSON-LD. Only what is known is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nianbao.catalogue import Metric
from nianbao.exports import DATABASE, WORKBOOK
from nianbao.exports.describe import licence_address
from nianbao.exports.metric import metric_files
from nianbao.exports.parts import part_names
from nianbao.model import Report
from nianbao.render.environment import Tree
from nianbao.tabulate import in_order, years_held

Crumb = tuple[str, str]  # label, address below the tree
Said = dict[str, Any]
CONTEXT = "https://schema.org"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}


def of_report(tree: Tree, report: Report, title: str) -> list[Said]:
    """A Report and its place in the site."""
    identity, address = report.identity, _neutral(tree, f"id/{report.id}/")
    known = {
        "@context": CONTEXT,
        "@type": "Report",
        "@id": address,
        "name": title,
        "inLanguage": f"zh-{tree.script.value}",
        "url": _address(tree, f"report/{report.id}/"),
        "datePublished": identity.published,
        "temporalCoverage": identity.year.replace("-", "/"),
        "isBasedOn": report.source.facts.source_url,
        "publisher": {"@type": "GovernmentOrganization", "name": tree.here(identity.agency)} if identity.agency else None,
    }
    return [_known(known), breadcrumbs(tree, report_trail(tree, report))]


def report_trail(tree: Tree, report: Report) -> list[Crumb]:
    """The way to a report: by its agency, where that is known, else by the list."""
    agency = tree.agency_of.get(report.id)
    over = (tree.here(agency.name), f"agency/{agency.key}/") if agency else (tree.words.nav_report, "report/")
    return [(tree.words.nav_home, ""), over, (report.identity.year or report.id, f"report/{report.id}/")]


def of_archive(tree: Tree) -> Said:
    """The Dataset of all that was read, with its files."""
    tables = [(f"data/{part}.csv", "csv") for name in ("figures", "wide") for part in part_names(tree.archive, name)]
    files = [*tables, (WORKBOOK, "xlsx"), (DATABASE, "sqlite"), ("data/archive.json", "json")]
    about = {"@id": _neutral(tree, "#dataset"), "description": tree.words.data_description, "keywords": tree.words.data_keywords}
    return _dataset(tree, tree.config.title[tree.script], "data/", about, files)


def of_metric(tree: Tree, metric: Metric) -> Said:
    """The Dataset of one metric, a part of the archive's."""
    files = [(address, address.rpartition(".")[2]) for _, address in metric_files(metric.id)]
    about = {
        "@id": _neutral(tree, f"#{metric.id}"),
        "description": tree.words.data_metric_description.format(
            definition=metric.definition.of(tree.script), comparability=metric.comparability.text.of(tree.script)
        ),
        "variableMeasured": metric.label.of(tree.script),
        "isPartOf": {"@id": _neutral(tree, "#dataset")},
    }
    return _dataset(tree, metric.label.of(tree.script), f"metric/{metric.id}/", about, files)


def breadcrumbs(tree: Tree, crumbs: Iterable[Crumb]) -> Said:
    """A BreadcrumbList from (label, address below the tree) pairs."""
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": _address(tree, path)}
        for place, (label, path) in enumerate(crumbs, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _dataset(tree: Tree, name: str, page: str, about: Mapping[str, Any], files: Iterable[tuple[str, str]]) -> Said:
    """A Dataset with what search engines for data ask of one; `files` are (address below the root, kind)."""
    config, years = tree.config, sorted(years_held(tree.archive), key=in_order)
    maker = {"@type": "Organization", "name": config.title[tree.script], "url": _neutral(tree, "")}
    known = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": name,
        **about,
        "url": _address(tree, page),
        "inLanguage": f"zh-{tree.script.value}",
        "license": licence_address(config),
        "version": config.data_version,
        "isAccessibleForFree": True,
        "creator": maker,
        "temporalCoverage": f"{years[0][:4]}/{years[-1][-4:]}" if years else "",
        "distribution": [_download(tree, address, kind) for address, kind in files],
    }
    return _known(known)


def _download(tree: Tree, address: str, kind: str) -> Said:
    name = address.rpartition("/")[2]
    return {"@type": "DataDownload", "name": name, "contentUrl": _neutral(tree, address), "encodingFormat": MEDIA_TYPES[kind]}


def _known(facts: Mapping[str, Any]) -> Said:
    return {key: value for key, value in facts.items() if value}


def _address(tree: Tree, path: str) -> str:
    return f"{tree.config.base_url}/{tree.script.folder}/{path}"


def _neutral(tree: Tree, path: str) -> str:
    return f"{tree.config.base_url}/{path}"
