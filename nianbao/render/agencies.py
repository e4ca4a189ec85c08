"""The pages of agencies: what is held of one, its metrics over the years, its reports two by two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from nianbao.catalogue import Indicator, Metric, load
from nianbao.model import Agency, Report
from nianbao.render.cells import (
    Cell,
    Column,
    breaks_in,
    cell_at,
    cells_of,
    columns,
    group_head,
    kinds,
    metric_head,
    page,
    percent,
    row,
    year_heads,
)
from nianbao.render.charts import sparkline
from nianbao.render.compare import pairs_of
from nianbao.render.environment import Tree, View
from nianbao.render.matrix import squares, states
from nianbao.render.metric_order import ALWAYS, by_group
from nianbao.tabulate import Derived, former_names, places, whole_range

JOINED = ("joined", "breaks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A metric over an agency's years, as cells; `trend` is its sparkline, empty where fewer than two values may be joined."""

    metric: Metric
    cells: tuple[Cell, ...]
    trend: Markup


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


def views(tree: Tree) -> Iterator[View]:
    """A page for every agency."""
    return (view(tree, agency) for agency in tree.archive.agencies)


def view(tree: Tree, agency: Agency) -> View:
    """The page of one agency."""
    held = tree.years_of[agency.key]
    years = tuple(held)
    heads = tuple(replace(column, report=held[column.year]) for column in columns(years))
    groups = tuple(_groups(tree, tuple(held.values()), heads))
    strip = places(agency, whole_range(years))
    name = tree.here(agency.name)
    return page(
        tree,
        f"agency/{agency.key}/",
        [(tree.words.agency_list_title, "agency/"), (name, f"agency/{agency.key}/")],
        agency=agency,
        former=[tree.here(former) for former in former_names(agency)],
        strip=strip,
        squares=squares(tree, strip, "../../"),
        states=states(strip),
        columns=heads,
        heads=year_heads(tree, heads),
        body=_body(tree, groups, heads),
        kinds=kinds(cell for group in groups for line in group.lines for cell in line.cells),
        breaks=breaks_in(years),
        trends=_has_trends(groups),
        rates=tuple(_rates(tree, held)),
        second_captures=[report for report in agency.reports if held[report.identity.year] is not report],
        pairs=pairs_of(tree, agency),
    )


def _groups(tree: Tree, reports: Sequence[Report], heads: Sequence[Column]) -> Iterator[Group]:
    stated = ALWAYS.union(*(cells_of(tree)[report.id] for report in reports))
    for group, metrics in by_group(stated):
        yield Group(id=group, lines=tuple(_line(tree, reports, metric, heads) for metric in metrics))


def _line(tree: Tree, reports: Sequence[Report], metric: Metric, heads: Sequence[Column]) -> Line:
    cells = tuple(cell_at(tree, report, metric.id) for report in reports)
    return Line(metric=metric, cells=cells, trend=_trend(tree, metric, cells, heads))


def _trend(tree: Tree, metric: Metric, cells: Sequence[Cell], heads: Sequence[Column]) -> Markup:
    """A metric's sparkline; none where its years may not be joined."""
    values = [cell.point.value if cell.point else None for cell in cells]
    told = [value for value in values if value is not None]
    if len(told) < 2 or min(told) < 0 or not any(told) or metric.comparability.join not in JOINED:  # noqa: PLR2004 - one dot is no trend
        return Markup()
    return sparkline(values, [head.breaks for head in heads], metric.label.of(tree.script))


def _has_trends(groups: Sequence[Group]) -> bool:
    return any(line.trend for group in groups for line in group.lines)


def _body(tree: Tree, groups: Sequence[Group], heads: Sequence[Column]) -> Markup:
    """The bodies of the table, one for each group of metrics."""
    trends = _has_trends(groups)
    bodies = (
        f"{group_head(tree, group.id, len(heads) + 1 + trends)}"
        f"{''.join(_row(tree, line, heads, trends=trends) for line in group.lines)}</tbody>"
        for group in groups
    )
    return Markup("\n".join(bodies))  # noqa: S704 - every piece is markup


def _row(tree: Tree, line: Line, heads: Sequence[Column], *, trends: bool) -> str:
    trend = f"<td>{line.trend}</td>" if trends else ""
    return f"{metric_head(tree, line.metric.id)}{row(line.cells, heads)}{trend}</tr>"


def _rates(tree: Tree, held: dict[str, Report]) -> Iterator[RateLine]:
    """Indicators that at least one report gives a value for."""
    of_year = [{one.id: one for one in tree.derived_of[report.id]} for report in held.values()]
    for indicator in load().indicators.values():
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
