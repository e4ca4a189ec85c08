"""Tables that put reports side by side: each value with the way to its words, each silence with its kind.

A cell is markup made here, once for each figure, since a metric's page and an agency's show the same one and an archive
has millions. All these tables lie two folders below their tree, so that one address fits them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from nianbao.catalogue import Metric, load
from nianbao.model import Figure, Outcome, Report, Status
from nianbao.render.environment import Tree, View
from nianbao.render.linked_data import breadcrumbs
from nianbao.render.numbers import digits
from nianbao.tabulate import Break, Point, Reading, State, breaks_between, stated_metrics

UP = "../../"
LEGEND = ("no_report", "not_stated", "zero", "in_words", "blank", "unreadable", "conflicting", "failing", "newer")
Crumb = tuple[str, str]  # label, address below the tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure outside a grid: without the unit that its metric has anyway, with the address of its words."""

    figure: Figure
    address: str  # below the tree
    newer_form: bool
    failing: bool  # a check that it takes part in


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a place of a table holds, as markup, and the signs that its legend must explain.

    `td` and `td_apart` are the same with its tags, where a series goes on and where it breaks; silence, which most cells
    are, has no class.
    """

    html: str
    signs: frozenset[str]
    td: str
    td_apart: str
    point: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A year at the head of a table, a break in the series before it or not; the report where the column is of one report."""

    year: str
    breaks: bool
    report: Report | None = None


@lru_cache(maxsize=2)  # a tree for each script
def cells_of(tree: Tree) -> dict[str, dict[str, Cell]]:
    """Every cell that holds something, by report id and metric."""
    return {report: {metric: _cell(tree, found) for metric, found in points.items()} for report, points in tree.points_of.items()}


def cell_at(tree: Tree, report: Report | None, metric: str) -> Cell:
    """What stands at one place of a table."""
    found = cells_of(tree)[report.id].get(metric) if report else None
    return found or _silence(tree, State.NOT_STATED if report else State.NO_REPORT)


def row(cells: Sequence[Cell], columns: Sequence[Column]) -> Markup:
    """The cells of a row, the breaks in the series among them."""
    pairs = zip(cells, columns, strict=True)
    return Markup("".join([cell.td_apart if column.breaks else cell.td for cell, column in pairs]))  # noqa: S704 - cells are markup


def year_heads(tree: Tree, columns: Sequence[Column]) -> Markup:
    """The years at the head of a table; a break is said in words to those who do not see the double line."""
    return Markup("".join([_year_head(tree, column) for column in columns]))  # noqa: S704 - ids, years, words


def _year_head(tree: Tree, column: Column) -> str:
    address = f"report/{column.report.id}" if column.report else f"year/{column.year}"
    link = f'<a href="{UP}{address}/">{column.year}</a>'
    if not column.breaks:
        return f'<th scope="col" class="number">{link}</th>'
    return f'<th scope="col" class="number break"><span class="unseen">{tree.words.tables_break} </span>{link}</th>'


@lru_cache(maxsize=1024)
def metric_head(tree: Tree, metric: str) -> str:
    """The head of a metric's row: its name, the way to its page where it has one, its unit."""
    name = Markup("{}").format(tree.metric_label(metric))
    if metric in stated_metrics_of(tree):
        name = Markup('<a href="{}metric/{}/">{}</a>').format(UP, metric, name)
    return Markup('<tr><th scope="row">{} <small class="unit">{}</small></th>').format(name, tree.here(load()[metric].unit))


@lru_cache(maxsize=2)
def stated_metrics_of(tree: Tree) -> frozenset[str]:
    """The metrics that have a page."""
    return stated_metrics(tree.archive)


@lru_cache(maxsize=4096)
def agency_head(tree: Tree, agency: str, name: str) -> str:
    """The head of an agency's row."""
    return Markup('<tr><th scope="row"><a href="{}agency/{}/">{}</a></th>').format(UP, agency, tree.here(name))


@lru_cache(maxsize=1024)
def group_head(tree: Tree, group: str, columns: int) -> str:
    """The row that names what the metrics below it have in common; it opens the group's body."""
    head = '<tbody><tr class="group"><th scope="rowgroup" colspan="{}"><span>{}</span></th></tr>'
    return Markup(head).format(columns, load().groups[group].of(tree.script))  # noqa: S704 - ours


@lru_cache(maxsize=4)
def _silence(tree: Tree, state: State) -> Cell:
    said = getattr(tree.words, f"state_{state.value}")
    return Cell(html=said, signs=frozenset({state.value}), td=f"<td>{said}</td>", td_apart=f'<td class="break">{said}</td>')


def _cell(tree: Tree, point: Point) -> Cell:
    figures = [_figure(tree, point, reading) for reading in point.readings]
    html = "<br>".join([html for html, _ in figures])
    return Cell(
        html=html,
        signs=frozenset().union(*(signs for _, signs in figures)),
        td=f'<td class="number">{html}</td>',
        td_apart=f'<td class="number break">{html}</td>',
        point=point,
    )


def _figure(tree: Tree, point: Point, reading: Reading) -> tuple[str, set[str]]:
    """A figure's markup and signs: the value, linked to its words, then what must be said of it."""
    report = point.report
    if report is None:
        raise ValueError("a reading has a report")
    signs = set(_signs(tree, report, reading))
    said = "".join(map(partial(_said, tree), (sign for sign in LEGEND if sign in signs)))
    return f'<a href="{UP}{evidence(tree, report, reading.position)}">{_value(tree, reading)}</a>{said}', signs | {
        reading.state.value
    }


def _said(tree: Tree, sign: str) -> str:
    doubt = "" if sign == "in_words" else ' class="look"'
    return f" <small{doubt}>{getattr(tree.words, f'state_{sign}')}</small>"


def _signs(tree: Tree, report: Report, reading: Reading) -> Iterator[str]:
    status = reading.figure.status
    if status is Status.ZERO_BY_NEGATION:
        yield "in_words"
    if status is Status.CONFLICTING:
        yield "conflicting"
    elif tree.outcome_of[report.id].get(reading.position) is Outcome.FAILS:
        yield "failing"
    if not reading.in_series:
        yield "newer"


def _value(tree: Tree, reading: Reading) -> str:
    """The value as the report gives it, with its unit where that is not the metric's own."""
    figure, words = reading.figure, tree.words
    if figure.value is None or reading.state in (State.BLANK, State.UNREADABLE):
        return str(getattr(words, f"state_{reading.state.value}"))
    qualifier = getattr(words, f"qualifier_{figure.qualifier.value}") if figure.qualifier else ""
    usual = not figure.unit or figure.unit == load()[figure.metric].unit
    unit = "" if usual else Markup("<small> {}</small>").format(tree.here(figure.unit))
    return f"{qualifier}{digits(figure.value)}{unit}"


def shown(tree: Tree, metric: Metric, report: Report, reading: Reading) -> Shown:
    """A reading as it stands outside a grid."""
    figure = reading.figure
    signs = set(_signs(tree, report, reading))
    return Shown(
        figure=figure._replace(unit="") if figure.unit == metric.unit else figure,
        address=evidence(tree, report, reading.position),
        newer_form="newer" in signs,
        failing="failing" in signs,
    )


def evidence(tree: Tree, report: Report, position: int) -> str:
    """The address, below the tree, of the mark that states a figure."""
    return f"report/{report.id}/#{tree.mark_of[report.id][position]}"


def columns(years: Sequence[str]) -> tuple[Column, ...]:
    """The years at the head of a table."""
    breaks = [False, *(bool(breaks_between(before, after)) for before, after in pairwise(years))]
    return tuple(Column(year=year, breaks=apart) for year, apart in zip(years, breaks, strict=False))


def breaks_in(years: Sequence[str]) -> tuple[Break, ...]:
    """The breaks that fall between the columns of a table."""
    return breaks_between(years[0], years[-1]) if years else ()


def kinds(cells: Iterable[Cell]) -> tuple[str, ...]:
    """What the legend of a table must explain, in its order."""
    found = set().union(*(cell.signs for cell in cells))
    return tuple(kind for kind in LEGEND if kind in found)


def page(tree: Tree, path: str, crumbs: Sequence[Crumb], **context: Any) -> View:
    """A view with its breadcrumb, which the last of `crumbs` ends: the page itself."""
    trail = [(tree.words.nav_home, ""), *crumbs]
    common = {"crumbs": trail, "heading": trail[-1][0], "linked_data": [breadcrumbs(tree, trail)]}
    return View(path=path, context=common | context)


def percent(ratio: Decimal) -> str:
    """A ratio in per cent with one decimal.

    >>> percent(Decimal(81) / Decimal(263))
    '30.8%'
    """
    return f"{(ratio * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
