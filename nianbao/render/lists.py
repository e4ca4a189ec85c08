"""The list of all reports."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.model import Attribution
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.render.years import of_archive

MOST = 1500  # rows that a page bears; beyond them readers are led by year


def views(tree: Tree) -> Iterator[View]:
    """The list of reports, those of nobody knows whom in a section of their own."""
    reports = tree.archive.reports
    known = [report for report in reports if report.identity.attribution is not Attribution.UNKNOWN]
    yield page(
        tree,
        "report/",
        [(tree.words.report_list_title, "report/")],
        known=known if len(known) <= MOST else [],
        unknown=[report for report in reports if report.identity.attribution is Attribution.UNKNOWN],
        years=of_archive(tree) if len(known) > MOST else (),
        count=len(reports),
    )
