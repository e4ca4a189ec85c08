"""Reports and tables -> pages, in each script.

A page type is a template and a function that yields its views for one tree (`environment.Tree`, `environment.View`).
To add one: write both, and put them into `PAGE_TYPES`. Views of tables take their data from `nianbao.tabulate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nianbao.config import Config
from nianbao.model import Archive, Page, Script
from nianbao.render import (
    agencies,
    arithmetic,
    changes,
    checks_page,
    compare,
    directory,
    feeds,
    files,
    glossary,
    home,
    lists,
    metrics,
    prose,
    questions,
    report,
    search_page,
    years,
)
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
    "pair.html": compare.views,
    "compare.html": compare.any_views,
    "list_agencies.html": directory.views,
    "year.html": years.views,
    "year_part.html": years.part_views,
    "list_years.html": years.list_views,
    "metric.html": metrics.views,
    "metric_part.html": metrics.part_views,
    "list_metrics.html": metrics.list_views,
    "checks.html": checks_page.views,
    "checks_kind.html": arithmetic.kind_views,
    "question.html": questions.views,
    "glossary.html": glossary.views,
    "data.html": files.views,
    "search.html": search_page.views,
    "page.html": prose.views,
}


def render(archive: Archive, config: Config) -> Iterator[Page]:
    """Every page of the site in both scripts, and what lies beside them at the root."""
    first = Tree(archive=archive, config=config, script=Script.HANS)
    trees = {Script.HANS: first, Script.HANT: Tree(archive=archive, config=config, script=Script.HANT, twin=first)}
    addresses: dict[str, str | None] = {}
    for tree in trees.values():
        for template, views in PAGE_TYPES.items():
            for view in views(tree):
                if template != "withdrawn.html":  # search engines are to forget it
                    addresses[view.path] = view.neutral
                yield tree.page(template, view)
        yield from report.texts(tree)
        yield from feeds.feeds(tree)
    yield from root_pages(trees, addresses)
