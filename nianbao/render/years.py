"""The pages of years: which form applied, which reports are held, the main figures of each. Nothing is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nianbao.catalogue import Era, Metric, load
from nianbao.model import Agency, Report
from nianbao.render.cells import Cell, Column, cell_at, kinds, page, row
from nianbao.render.environment import Tree, View
from nianbao.tabulate import Held, by_year, era_of, in_order, state_of

if TYPE_CHECKING:
    from markupsafe import Markup

MAIN_METRICS = ("proactive_disclosure_total", "requests_received", "reconsideration_total", "litigation_total")
ERA_OF_FORM = {"prose": "prose_2008", "statistics_2014": "stat_2014", "form_2019": "form_2019", "form_2021": "form_2021"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year with all reports held on it, those that feed no table among them."""

    year: str
    era: Era
    held: tuple[tuple[Agency, Report, bool], ...]  # whether it feeds the tables
    failing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An agency's main figures in one year."""

    agency: Agency
    cells: tuple[Cell, ...]
    row: Markup


def views(tree: Tree) -> Iterator[View]:
    """A page for every year that someone reported on."""
    years = list(of_archive(tree))
    for at, year in enumerate(years):
        before = years[at - 1] if at else None
        after = years[at + 1] if at + 1 < len(years) else None
        yield view(tree, year, before, after)


def list_views(tree: Tree) -> Iterator[View]:
    """The list of years."""
    yield page(tree, "year/", [(tree.words.year_list_title, "year/")], years=tuple(of_archive(tree)))


def of_archive(tree: Tree) -> Iterator[Year]:
    """The years of the archive, oldest first."""
    held: defaultdict[str, list[tuple[Agency, Report, bool]]] = defaultdict(list)
    for agency in tree.archive.agencies:
        first = by_year(agency)
        for report in agency.reports:
            held[report.identity.year].append((agency, report, first[report.identity.year] is report))
    for year in sorted(held, key=in_order):
        failing = sum(state_of(report) is Held.HELD_FAILING for _, report, _ in held[year])
        yield Year(year=year, era=load().eras[ERA_OF_FORM[era_of(year)]], held=tuple(held[year]), failing=failing)


def view(tree: Tree, year: Year, before: Year | None, after: Year | None) -> View:
    """The page of one year."""
    words, metrics = tree.words, tuple(load()[metric] for metric in MAIN_METRICS)
    rows = tuple(_rows(tree, year, metrics))
    title = words.year_title.format(year=year.year)
    path = f"year/{year.year}/"
    return page(
        tree,
        path,
        [(words.year_list_title, "year/"), (words.year_of.format(year=year.year), path)],
        heading=title,
        year=year,
        metrics=metrics,
        rows=rows,
        kinds=kinds(cell for one in rows for cell in one.cells),
        before=before,
        after=after,
    )


def _rows(tree: Tree, year: Year, metrics: Sequence[Metric]) -> Iterator[Row]:
    for agency, report, feeds in year.held:
        if feeds:
            cells = tuple(cell_at(tree, report, metric.id) for metric in metrics)
            yield Row(agency=agency, cells=cells, row=row(cells, [Column(year=year.year, breaks=False)] * len(cells)))
