"""What machines are told in a page's head: schema.org as JSON-LD. Only what is known is said."""

from __future__ import annotations

from typing import Any

from nianbao.model import Report
from nianbao.render.environment import Tree


def of_report(tree: Tree, report: Report, title: str) -> list[dict[str, Any]]:
    """A Report and its place in the site."""
    identity, address = report.identity, f"{tree.config.base_url}/id/{report.id}/"
    known = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address,
        "name": title,
        "inLanguage": f"zh-{tree.script.value}",
        "url": _address(tree, f"report/{report.id}/"),
        "identifier": report.id,
        "datePublished": identity.published,
        "temporalCoverage": identity.year.replace("-", "/"),
        "isBasedOn": report.source.facts.source_url,
        "isPartOf": {"@type": "Dataset", "name": tree.config.title[tree.script], "url": _address(tree, "data/")},
        "publisher": {"@type": "GovernmentOrganization", "name": tree.here(identity.agency)} if identity.agency else None,
    }
    crumbs = [(tree.words.nav_home, ""), (tree.words.nav_report, "report/"), (title, f"report/{report.id}/")]
    return [{key: said for key, said in known.items() if said}, breadcrumbs(tree, crumbs)]


def breadcrumbs(tree: Tree, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList from (label, address below the tree) pairs."""
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": _address(tree, path)}
        for place, (label, path) in enumerate(crumbs, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _address(tree: Tree, path: str) -> str:
    return f"{tree.config.base_url}/{tree.script.folder}/{path}"
