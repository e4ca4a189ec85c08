"""Reports and tables -> pages, in each script.

A page type is a template and a function that yields its views for one tree (`environment.Tree`, `environment.View`).
To add one: write both, and put them into `PAGE_TYPES`. Views of tables take their data from `nianbao.tabulate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nianbao.config import Config
from nianbao.model import Archive, Page, Script
from nianbao.render import agencies, arithmetic, changes, files, home, lists, metrics, prose, report, search_page, years
from nianbao.render.environment import Tree, View
from nianbao.render.root import root_pages

# template -> what it shows; every view is rendered once a script, at the same address below `/hans/` and `/hant/`.
PAGE_TYPES: dict[str, Callable[[Tree], Iterator[View]]] = {
    "home.html": home.views,
    "report.html": report.views,
    "withdrawn.html": report.withdrawn_views,
    "changes.html": changes.views,
    "list_reports.html": lists.views,
    "agency.html": agencies.views,
    "list_agencies.html": agencies.list_views,
    "year.html": years.views,
    "list_years.html": years.list_views,
    "metric.html": metrics.views,
    "list_metrics.html": metrics.list_views,
    "checks.html": arithmetic.views,
    "data.html": files.views,
    "search.html": search_page.views,
    "page.html": prose.views,
}


def render(archive: Archive, config: Config) -> Iterator[Page]:
    """Every page of the site in both scripts, and what lies beside them at the root."""
    trees = {script: Tree(archive=archive, config=config, script=script) for script in Script}
    addresses: dict[str, None] = {}
    for tree in trees.values():
        for template, views in PAGE_TYPES.items():
            for view in views(tree):
                addresses[view.path] = None
                yield tree.page(template, view)
        yield from report.texts(tree)
    yield from root_pages(trees, addresses)
