"""The pages of metrics: what one means, whether it may be compared, agency by year, and how reports put it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from nianbao.catalogue import Metric, load
from nianbao.model import Agency, Archive, Origin, Report
from nianbao.render.cells import Cell, Column, Shown, breaks_in, cell_at, columns, evidence, kinds, page, row, shown
from nianbao.render.charts import FEWEST, Chart, chart
from nianbao.render.environment import Tree, View
from nianbao.render.stated import clip
from nianbao.tabulate import by_year, reading, stated_by, stated_metrics, years_held

if TYPE_CHECKING:
    from markupsafe import Markup

QUOTES = 6
OF_ONE_REPORT = 2
TRIED = 200  # places in which to look for different words
LONGEST_QUOTE = 80
BREAKDOWNS = frozenset({"proactive_by_issuer"})  # that no total of the catalogue is the sum of
VARIES = re.compile(r"[\d.,，万亿余多%％]+")  # what differs between two reports that put a metric in the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An agency's cells, one for each year of the table."""

    agency: Agency
    cells: tuple[Cell, ...]
    row: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The categories of one report, each with its name in the report's own words."""

    agency: Agency
    report: Report
    parts: tuple[tuple[str, Shown], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a report, around the number."""

    before: str
    marked: str
    after: str
    report: Report
    agency: Agency | None
    address: str


def views(tree: Tree) -> Iterator[View]:
    """A page for every metric of which some report has a figure."""
    agencies = stated_by(tree.archive)
    metrics = stated(tree.archive)
    years, linked = years_held(tree.archive), frozenset(metric.id for metric in metrics)
    for metric in metrics:
        yield view(tree, metric, agencies.get(metric.id, ()), years, linked)


def list_views(tree: Tree) -> Iterator[View]:
    """The list of metrics, those that no report states last and without a link."""
    catalogue, found = load(), stated(tree.archive)
    reports = _reports_by_metric(tree.archive)
    groups = [
        (words, [metric for metric in catalogue.group(group) if metric in found]) for group, words in catalogue.groups.items()
    ]
    yield page(
        tree,
        "metric/",
        [(tree.words.metric_list_title, "metric/")],
        groups=[(words, metrics) for words, metrics in groups if metrics],
        silent=[metric for metric in catalogue.metrics.values() if metric not in found],
        reports=reports,
        all=len(catalogue.metrics),
    )


def stated(archive: Archive) -> tuple[Metric, ...]:
    """The metrics that have a page, in the order of the catalogue."""
    found = stated_metrics(archive)
    return tuple(metric for metric in load().metrics.values() if metric.id in found)


def _reports_by_metric(archive: Archive) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in archive.reports:
        for metric in {figure.metric for figure in report.figures}:
            counts[metric] = counts.get(metric, 0) + 1
    return counts


def view(tree: Tree, metric: Metric, agencies: Sequence[Agency], years: Sequence[str], linked: frozenset[str]) -> View:
    """The page of one metric, of which `agencies` have figures; `linked` are the metrics that have a page."""
    heads = columns(years)
    rows = () if _is_breakdown(metric) else tuple(_row(tree, metric, agency, heads) for agency in agencies)
    label = metric.label.of(tree.script)
    return page(
        tree,
        f"metric/{metric.id}/",
        [(tree.words.metric_list_title, "metric/"), (label, f"metric/{metric.id}/")],
        metric=metric,
        catalogue=load(),
        linked=linked,
        parts=[part for part in metric.sum_of if part in load()],
        chart=_chart(tree, metric, rows),
        columns=heads,
        breaks=breaks_in(years),
        rows=rows,
        kinds=kinds(cell for one in rows for cell in one.cells),
        silent=len(tree.archive.agencies) - len(rows),
        breakdowns=tuple(_breakdowns(tree, metric, agencies)) if _is_breakdown(metric) else (),
        quotes=tuple(_quotes(tree, metric)),
    )


def _row(tree: Tree, metric: Metric, agency: Agency, heads: Sequence[Column]) -> Row:
    held = by_year(agency)
    cells = tuple(cell_at(tree, held.get(head.year), metric.id) for head in heads)
    return Row(agency=agency, cells=cells, row=row(cells, heads))


def _chart(tree: Tree, metric: Metric, rows: Sequence[Row]) -> Chart | None:
    """The chart of an agency with most points to draw, the first by key where several have as many."""
    drawn = {one.agency.key: [cell.point for cell in one.cells if cell.point and cell.point.value is not None] for one in rows}
    likely = sorted((one for one in rows if len(drawn[one.agency.key]) >= FEWEST), key=lambda one: -len(drawn[one.agency.key]))
    charts = (chart(tree, metric, one.agency, drawn[one.agency.key]) for one in likely)
    return next(filter(None, charts), None)


def _is_breakdown(metric: Metric) -> bool:
    """Whether every report divides the metric as it likes, so that no two reports have a cell in common."""
    return any(f"{metric.id}.*" in other.sum_of for other in load().metrics.values()) or metric.id in BREAKDOWNS


def _breakdowns(tree: Tree, metric: Metric, agencies: Sequence[Agency]) -> Iterator[Breakdown]:
    """The reports that divide the metric into categories of their own."""
    for agency in agencies:
        for report in by_year(agency).values():
            found = [at for at, figure in enumerate(report.figures) if figure.metric == metric.id]
            if found:
                yield Breakdown(agency=agency, report=report, parts=tuple(_part(tree, metric, report, at) for at in found))


def _part(tree: Tree, metric: Metric, report: Report, position: int) -> tuple[str, Shown]:
    figure = report.figures[position]
    return tree.part_label(figure.part) or tree.here(clip(figure.quote)), shown(tree, metric, report, reading(report, position))


def _quotes(tree: Tree, metric: Metric) -> Iterator[Quote]:
    """A few reports' own words, no two of which differ by their numbers alone."""
    distinct: dict[str, tuple[Report, int]] = {}
    for report, at in phrasings(tree)[metric.id]:
        distinct.setdefault(VARIES.sub("", report.figures[at].quote), (report, at))
    yield from (_quote(tree, report, at) for report, at in islice(distinct.values(), QUOTES))


@lru_cache(maxsize=2)  # a tree for each script
def phrasings(tree: Tree) -> defaultdict[str, list[tuple[Report, int]]]:
    """Where reports state each metric in running text: a few reports, a few places in each."""
    found: defaultdict[str, list[tuple[Report, int]]] = defaultdict(list)
    for report in tree.archive.reports:
        seen: Counter[str] = Counter()
        for at, figure in enumerate(report.figures):
            if figure.origin is Origin.PROSE and seen[figure.metric] < OF_ONE_REPORT and len(found[figure.metric]) < TRIED:
                seen[figure.metric] += 1
                found[figure.metric].append((report, at))
    return found


def _quote(tree: Tree, report: Report, position: int) -> Quote:
    figure = report.figures[position]
    start, end = figure.mark_start - figure.start, figure.mark_end - figure.start
    text = tree.here(figure.quote)
    first = max(0, start - LONGEST_QUOTE // 2)
    last = end + LONGEST_QUOTE // 2
    return Quote(
        before=("…" if first else "") + text[first:start],
        marked=text[start:end],
        after=text[end:last] + ("…" if last < len(text) else ""),
        report=report,
        agency=tree.agency_of.get(report.id),
        address=evidence(tree, report, position),
    )
