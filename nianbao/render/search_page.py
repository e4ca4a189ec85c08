"""The search page: its box and its filters; what it finds is the browser's business (`templates/search.js`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nianbao.catalogue import load as catalogue
from nianbao.data import read_text
from nianbao.model import Report
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.search import standing
from nianbao.strict_yaml import load as load_yaml
from nianbao.tabulate import in_order


def views(tree: Tree) -> Iterator[View]:
    """The search page."""
    reports = standing(tree.archive)
    yield page(
        tree,
        "search/",
        [(tree.words.nav_search, "search/")],
        count=len(reports),
        years=sorted({report.identity.year for report in reports if report.identity.year}, key=in_order, reverse=True),
        forms=sorted({report.form for report in reports if report.form}),
        metrics=metrics_with_figures(tree, reports),
        synonyms=[[each["asked"][tree.script.folder], each["written"][tree.script.folder]] for each in synonyms()],
    )


def metrics_with_figures(tree: Tree, reports: tuple[Report, ...]) -> list[dict[str, str]]:
    """Metrics that a query may name, in the catalogue's order, with their names in the tree's script."""
    stated = {figure.metric for report in reports for figure in report.figures}
    return [{"id": metric, "label": tree.metric_label(metric)} for metric in catalogue().metrics if metric in stated]


@cache
def synonyms() -> tuple[dict[str, dict[str, str]], ...]:
    """Words that readers may use and reports don't, with the reports' own: `{"asked": {"hans", "hant"}, "written": …}`."""
    return tuple(load_yaml(read_text("synonyms.yaml")).data)
