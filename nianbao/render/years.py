"""The pages of years: which form applied, which reports are held, the main figures of each. Nothing is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from nianbao.catalogue import Era, Metric, load
from nianbao.model import Agency, Outcome, Report
from nianbao.render.cells import LEGEND, UP, Cell, agency_head, cell_at, page
from nianbao.render.divide import divide
from nianbao.render.environment import Tree, View
from nianbao.tabulate import Held, era_of, in_order, state_of

MAIN_METRICS = ("proactive_disclosure_total", "requests_received", "reconsideration_total", "litigation_total")
ERA_OF_FORM = {"prose": "prose_2008", "statistics_2014": "stat_2014", "form_2019": "form_2019", "form_2021": "form_2021"}

NOTHING = Cell(html="", signs=frozenset(), td="<td></td>", td_apart="<td></td>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year with all reports held on it by the agency's key, those that feed no table among them."""

    year: str
    era: Era
    agencies: tuple[Agency, ...]
    held: dict[str, list[Report]]
    count: int
    failing: int


def views(tree: Tree) -> Iterator[View]:
    """A page for every year that someone reported on."""
    years = of_archive(tree)
    for at, year in enumerate(years):
        before = years[at - 1] if at else None
        after = years[at + 1] if at + 1 < len(years) else None
        yield view(tree, year, before, after)


def part_views(tree: Tree) -> Iterator[View]:
    """The agencies of one part of the country, for years with so many that no one page bears them."""
    for year in of_archive(tree):
        for part in divide(tree, year.agencies):
            path = f"year/{year.year}.{part.code}/"
            heading = f"{tree.words.year_title.format(year=year.year)}{tree.words.colon}{part.name}"
            crumbs = [*_crumbs(tree, year), (part.name, path)]
            yield page(tree, path, crumbs, heading=heading, **_shown(tree, year, part.agencies))


def list_views(tree: Tree) -> Iterator[View]:
    """The list of years."""
    yield page(tree, "year/", [(tree.words.year_list_title, "year/")], years=of_archive(tree))


@lru_cache(maxsize=2)  # a tree for each script
def of_archive(tree: Tree) -> tuple[Year, ...]:
    """The years of the archive, oldest first."""
    agencies: defaultdict[str, list[Agency]] = defaultdict(list)
    for agency in tree.archive.agencies:
        for year in tree.years_of[agency.key]:
            agencies[year].append(agency)
    return tuple(_year(year, agencies[year]) for year in sorted(agencies, key=in_order))


def _year(year: str, agencies: Sequence[Agency]) -> Year:
    held = {agency.key: [report for report in agency.reports if report.identity.year == year] for agency in agencies}
    reports = [report for of_agency in held.values() for report in of_agency]
    return Year(
        year=year,
        era=load().eras[ERA_OF_FORM[era_of(year)]],
        agencies=tuple(agencies),
        held=held,
        count=len(reports),
        failing=sum(state_of(report) is Held.HELD_FAILING for report in reports),
    )


def view(tree: Tree, year: Year, before: Year | None, after: Year | None) -> View:
    """The page of one year."""
    parts, path = divide(tree, year.agencies), f"year/{year.year}/"
    title = tree.words.year_title.format(year=year.year)
    shown = _shown(tree, year, () if parts else year.agencies)
    return page(tree, path, _crumbs(tree, year), heading=title, before=before, after=after, parts=parts, **shown)


def _crumbs(tree: Tree, year: Year) -> list[tuple[str, str]]:
    words = tree.words
    return [(words.year_list_title, "year/"), (words.year_of.format(year=year.year), f"year/{year.year}/")]


def _shown(tree: Tree, year: Year, agencies: Sequence[Agency]) -> dict[str, Any]:
    """The table of a page."""
    metrics, signs = tuple(load()[metric] for metric in MAIN_METRICS), set[str]()
    rows = [_row(tree, agency, report, metrics, signs) for agency in agencies for report in year.held[agency.key]]
    legend = tuple(kind for kind in LEGEND if kind in signs)
    return {"year": year, "metrics": metrics, "body": Markup("\n".join(rows)), "count": len(rows), "kinds": legend}  # noqa: S704


def _row(tree: Tree, agency: Agency, report: Report, metrics: Sequence[Metric], signs: set[str]) -> str:
    """An agency's report with its main figures; `signs` gathers what the legend must explain."""
    words, feeds = tree.words, tree.years_of[agency.key][report.identity.year] is report
    cells = [cell_at(tree, report, metric.id) if feeds else NOTHING for metric in metrics]
    signs.update(*(cell.signs for cell in cells))
    second = "" if feeds else f"<br><small>{words.year_second_capture}</small>"
    form = f'<td class="word"><a href="{UP}report/{report.id}/">{getattr(words, f"form_{report.form}")}</a>{second}</td>'
    main = "".join(cell.td for cell in cells)
    return f"{agency_head(tree, agency.key, report.identity.agency)}{form}{main}{_failing(report)}</tr>"


def _failing(report: Report) -> str:
    count = sum(check.outcome is Outcome.FAILS for check in report.checks)
    return (
        f'<td class="number"><a class="look" href="{UP}report/{report.id}/#checks">≠ {count}</a></td>' if count else "<td>–</td>"
    )
