"""The pages of agencies: what is held of one, its metrics over the years, its last two reports in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nianbao.catalogue import Indicator, Metric, load
from nianbao.model import Agency, Origin, Report
from nianbao.render.cells import Cell, Column, Shown, breaks_in, cell_at, cells_of, columns, kinds, page, percent, row, shown
from nianbao.render.environment import Tree, View
from nianbao.tabulate import Derived, by_year, derived, former_names, places, reading, stated_metrics, whole_range

if TYPE_CHECKING:
    from markupsafe import Markup

# Shown even where every report is silent: that it is silent is what the reader came to learn.
ALWAYS = frozenset({"proactive_disclosure_total", "requests_received", "reconsideration_total", "litigation_total"})
# What is often taken for requests stands right below them.
BELOW_REQUESTS = "consultation"
JOINED = ("joined", "breaks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A metric over an agency's years; `trend` are the points of its sparkline, empty where fewer than two may be joined."""

    metric: Metric
    cells: tuple[Cell, ...]
    row: Markup
    trend: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind."""

    id: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """An indicator in one report as its cell shows it: percentage, fraction, or why there is none."""

    text: str
    fraction: str
    withheld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """An indicator over an agency's years."""

    indicator: Indicator
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One metric in two reports, with the words of each."""

    metric: Metric
    before: Shown
    after: Shown


def views(tree: Tree) -> Iterator[View]:
    """A page for every agency."""
    linked = stated_metrics(tree.archive)
    return (view(tree, agency, linked) for agency in tree.archive.agencies)


def list_views(tree: Tree) -> Iterator[View]:
    """The list of agencies."""
    words, agencies = tree.words, tree.archive.agencies
    count = sum(len(agency.reports) for agency in agencies)
    yield page(tree, "agency/", [(words.agency_list_title, "agency/")], agencies=agencies, count=count, by_year=by_year)


def view(tree: Tree, agency: Agency, linked: frozenset[str]) -> View:
    """The page of one agency; `linked` are the metrics that have a page."""
    held = by_year(agency)
    years = tuple(held)
    groups = tuple(_groups(tree, agency))
    name = tree.here(agency.name)
    return page(
        tree,
        f"agency/{agency.key}/",
        [(tree.words.agency_list_title, "agency/"), (name, f"agency/{agency.key}/")],
        agency=agency,
        linked=linked,
        group_words=load().groups,
        former=[tree.here(former) for former in former_names(agency)],
        strip=places(agency, whole_range(years)),
        columns=[replace(column, report=held[column.year]) for column in columns(years)],
        groups=groups,
        kinds=kinds(cell for group in groups for line in group.lines for cell in line.cells),
        breaks=breaks_in(years),
        trends=any(line.trend for group in groups for line in group.lines),
        rates=tuple(_rates(tree, held)),
        second_captures=[report for report in agency.reports if held[report.identity.year] is not report],
        pair=tuple(held.values())[-2:],
        pairs=tuple(_pairs(tree, tuple(held.values())[-2:])),
    )


def _groups(tree: Tree, agency: Agency) -> Iterator[Group]:
    catalogue = load()
    reports = tuple(by_year(agency).values())
    heads = columns([report.identity.year for report in reports])
    stated = ALWAYS.union(*(cells_of(tree)[report.id] for report in reports))
    for group in _group_order(tuple(catalogue.groups)):
        lines = tuple(_line(tree, reports, metric, heads) for metric in catalogue.group(group) if metric.id in stated)
        if lines:
            yield Group(id=group, lines=lines)


def _group_order(groups: Sequence[str]) -> list[str]:
    at = groups.index("requests") + 1
    rest = [group for group in groups if group != BELOW_REQUESTS]
    return [*rest[:at], BELOW_REQUESTS, *rest[at:]]


def _line(tree: Tree, reports: Sequence[Report], metric: Metric, heads: Sequence[Column]) -> Line:
    cells = tuple(cell_at(tree, report, metric.id) for report in reports)
    return Line(metric=metric, cells=cells, row=row(cells, heads), trend=tuple(_trend(metric, cells, heads)))


def _trend(metric: Metric, cells: Sequence[Cell], heads: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """The points of a sparkline; none for a metric whose years may not be joined."""
    if metric.comparability.join not in JOINED:
        return
    values = [cell.point.value if cell.point else None for cell in cells]
    if sum(value is not None for value in values) > 1:
        yield from ({"value": value, "breaks": head.breaks} for value, head in zip(values, heads, strict=True))


def _rates(tree: Tree, held: dict[str, Report]) -> Iterator[RateLine]:
    """Indicators that at least one report gives a value for."""
    catalogue, before = load(), None
    of_year: list[dict[str, Derived]] = []
    for report in held.values():
        of_year.append({one.id: one for one in derived(report, catalogue, before)})
        before = report
    for indicator in catalogue.indicators.values():
        found = [year.get(indicator.id) for year in of_year]
        if any(one and one.value is not None for one in found):
            yield RateLine(indicator=indicator, rates=tuple(_rate(tree, one) for one in found))


def _rate(tree: Tree, one: Derived | None) -> Rate:
    if one is None:
        return Rate(text="", fraction="", withheld="")
    fraction = f"{one.numerator}/{one.denominator}" if one.denominator is not None else ""
    if one.value is None:
        return Rate(text="", fraction=fraction, withheld=getattr(tree.words, f"withheld_{one.withheld.value}"))
    return Rate(text=percent(one.value), fraction=fraction, withheld="")


def _pairs(tree: Tree, reports: Sequence[Report]) -> Iterator[Pair]:
    """Metrics that two reports both state in running text, once each."""
    if len(reports) < 2:  # noqa: PLR2004 - a pair
        return
    first = [_in_prose(report) for report in reports]
    for metric in load().metrics.values():
        if all(metric.id in found for found in first):
            before, after = (_words(tree, metric, report, found[metric.id]) for report, found in zip(reports, first, strict=True))
            yield Pair(metric=metric, before=before, after=after)


def _in_prose(report: Report) -> dict[str, int]:
    """The position of the first figure of each metric in running text."""
    found: dict[str, int] = {}
    for at, figure in enumerate(report.figures):
        if figure.origin is Origin.PROSE and figure.metric and not figure.part:
            found.setdefault(figure.metric, at)
    return found


def _words(tree: Tree, metric: Metric, report: Report, position: int) -> Shown:
    return shown(tree, metric, report, reading(report, position))
