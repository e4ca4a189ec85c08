"""The pages of metrics: what one means, whether it may be compared, agency by year, and how reports put it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from markupsafe import Markup

from nianbao.catalogue import Metric, load
from nianbao.exports.metric import metric_files
from nianbao.model import Agency, Archive, Origin, Report
from nianbao.render.cells import (
    LEGEND,
    Crumb,
    Shown,
    agency_head,
    breaks_in,
    cell_at,
    columns,
    evidence,
    page,
    row,
    shown,
    stated_metrics_of,
    year_heads,
)
from nianbao.render.charts import FEWEST, Chart, chart
from nianbao.render.directory import counted
from nianbao.render.divide import Part, divide
from nianbao.render.environment import Tree, View
from nianbao.render.glossary import terms_of
from nianbao.render.linked_data import breadcrumbs, of_metric
from nianbao.render.stated import clip
from nianbao.tabulate import Point, reading, stated_by, stated_metrics

QUOTES = 6
OF_ONE_REPORT = 2
TRIED = 200  # places in which to look for different words
LONGEST_QUOTE = 80
BREAKDOWNS = frozenset({"proactive_by_issuer"})  # that no total of the catalogue is the sum of
VARIES = re.compile(r"[\d.,，万亿余多%％]+")  # what differs between two reports that put a metric in the same words


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
    return (view(tree, metric, agencies.get(metric.id, ())) for metric in stated(tree.archive))


def part_views(tree: Tree) -> Iterator[View]:
    """The tables of metrics that so many agencies state that no one page bears them: one for each part of the country."""
    agencies = stated_by(tree.archive)
    for metric in stated(tree.archive):
        for part in divide(tree, agencies.get(metric.id, ())):
            yield part_view(tree, metric, part)


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


def view(tree: Tree, metric: Metric, agencies: Sequence[Agency]) -> View:
    """The page of one metric, of which `agencies` have figures."""
    parts, crumbs = divide(tree, agencies), _crumbs(tree, metric)
    return page(
        tree,
        f"metric/{metric.id}/",
        crumbs,
        metric=metric,
        files=metric_files(metric.id),
        linked_data=[of_metric(tree, metric), breadcrumbs(tree, [(tree.words.nav_home, ""), *crumbs])],
        catalogue=load(),
        linked=stated_metrics_of(tree),
        parts=[part for part in metric.sum_of if part in load()],
        chart=_chart(tree, metric, agencies),
        silent=len(tree.archive.agencies) - len(agencies),
        divided=tuple(counted(tree, parts)),
        years=tree.every_year if parts else (),
        quotes=tuple(_quotes(tree, metric)),
        terms=terms_of(metric.id),
        **_table(tree, metric, () if parts else agencies),
    )


def part_view(tree: Tree, metric: Metric, part: Part) -> View:
    """One part of a long table."""
    path = f"metric/{metric.id}.{part.code}/"
    crumbs = [*_crumbs(tree, metric), (part.name, path)]
    heading = f"{metric.label.of(tree.script)}{tree.words.colon}{part.name}"
    return page(tree, path, crumbs, heading=heading, metric=metric, silent=0, **_table(tree, metric, part.agencies))


def _crumbs(tree: Tree, metric: Metric) -> list[Crumb]:
    return [(tree.words.metric_list_title, "metric/"), (metric.label.of(tree.script), f"metric/{metric.id}/")]


def _table(tree: Tree, metric: Metric, agencies: Sequence[Agency]) -> dict[str, Any]:
    """The table of agencies by year; where every report divides the metric as it likes, their categories instead."""
    years = tree.years
    heads, signs, rows = columns(years), set[str](), list[str]()
    for agency in () if is_breakdown(metric) else agencies:
        held = tree.years_of[agency.key]
        cells = [cell_at(tree, held.get(head.year), metric.id) for head in heads]
        signs.update(*(cell.signs for cell in cells))
        rows.append(f"{agency_head(tree, agency.key, agency.name)}{row(cells, heads)}</tr>")
    return {
        "heads": year_heads(tree, heads),
        "body": Markup("\n".join(rows)),  # noqa: S704 - every piece is markup
        "kinds": tuple(kind for kind in LEGEND if kind in signs),
        "breaks": breaks_in(years),
        "breakdowns": tuple(_breakdowns(tree, metric, agencies)) if is_breakdown(metric) else (),
    }


def _chart(tree: Tree, metric: Metric, agencies: Sequence[Agency]) -> Chart | None:
    """The chart of an agency with most points to draw, the first by key where several have as many."""
    if is_breakdown(metric):
        return None
    drawn = [(agency, _drawn(tree, metric, agency)) for agency in agencies]
    likely = sorted((one for one in drawn if _is_picture(one[1])), key=lambda one: -len(one[1]))
    charts = (chart(tree, metric, agency, found) for agency, found in likely)
    return next(filter(None, charts), None)


def _is_picture(points: Sequence[Point]) -> bool:
    """Whether there is something to see: one bar, or none but zeros, is no picture."""
    return len(points) >= FEWEST and any(point.value for point in points)


def _drawn(tree: Tree, metric: Metric, agency: Agency) -> list[Point]:
    points = (tree.points_of[report.id].get(metric.id) for report in tree.years_of[agency.key].values())
    return [point for point in points if point and point.value is not None]


def is_breakdown(metric: Metric) -> bool:
    """Whether every report divides the metric as it likes, so that no two reports have a cell in common."""
    return metric.id in _breakdown_metrics()


@cache
def _breakdown_metrics() -> frozenset[str]:
    named = {part.removesuffix(".*") for metric in load().metrics.values() for part in metric.sum_of if part.endswith(".*")}
    return BREAKDOWNS | named


def _breakdowns(tree: Tree, metric: Metric, agencies: Sequence[Agency]) -> Iterator[Breakdown]:
    """The reports that divide the metric into categories of their own."""
    for agency in agencies:
        for report in tree.years_of[agency.key].values():
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
