"""One row an agency and year, one column a metric: for whoever wants to compare at a glance, in a spreadsheet.

A cell holds a number only where it is exact, undisputed, in the metric's own unit and bears comparison with other years;
else a word in brackets says what `figures.csv` has there. It is empty where the report says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from nianbao import catalogue
from nianbao.catalogue import Metric
from nianbao.exports.delimited import Row
from nianbao.exports.rows import plain
from nianbao.exports.schema import Column, Description, Table
from nianbao.model import Archive, Figure, Qualifier, Report, Script
from nianbao.tabulate import State, by_year, point

CONFLICTING, BLANK, UNREADABLE = "[conflicting]", "[blank]", "[unreadable]"
NEWER_FORM, INEXACT, OTHER_UNIT = "[newer form]", "[inexact]", "[other unit]"
MARKS = (CONFLICTING, BLANK, UNREADABLE, NEWER_FORM, INEXACT, OTHER_UNIT)
MONEY = "元"
_METRIC = attrgetter("metric")


def metrics(archive: Archive) -> tuple[Metric, ...]:
    """The metrics that some report states as a whole, not only by parts, in the order of the catalogue."""
    reports = (report for agency in archive.agencies for report in agency.reports)
    stated = {figure.metric for report in reports for figure in report.figures if not figure.part}
    return tuple(metric for metric in catalogue.load().metrics.values() if metric.id in stated)


def table(table: Table, metrics: tuple[Metric, ...]) -> Table:
    """The table with a column for every metric."""
    columns = tuple(Column(name=metric.id, type="number", description=_describe(metric)) for metric in metrics)
    return replace(table, columns=table.columns + columns, missing=("", *MARKS))


def wide_rows(archive: Archive, metrics: tuple[Metric, ...]) -> Iterator[Row]:
    """By agency and year; of several captures of a year the one that feeds the cross-year tables."""
    for agency in archive.agencies:
        yield from (_row(agency.name, report, metrics) for report in by_year(agency).values())


def _row(agency: str, report: Report, metrics: tuple[Metric, ...]) -> Row:
    identity, figures = report.identity, _by_metric(report)
    cells = (_cell(replace(report, figures=figures[metric.id]), metric) if metric.id in figures else "" for metric in metrics)
    return report.id, agency, identity.region_code, identity.year, report.form, *cells


def _by_metric(report: Report) -> dict[str, tuple[Figure, ...]]:
    """The figures of each metric itself, without its parts; to look for every metric in all of them takes ten times as long."""
    figures = sorted((figure for figure in report.figures if figure.metric and not figure.part), key=_METRIC)
    return {metric: tuple(group) for metric, group in groupby(figures, key=_METRIC)}


def _cell(report: Report, metric: Metric) -> str:
    here = point(report, metric.id)
    if here.conflicting:
        return CONFLICTING
    if here.state in (State.BLANK, State.UNREADABLE):
        return BLANK if here.state is State.BLANK else UNREADABLE
    if here.value is None:
        return NEWER_FORM
    return _number(here.readings[0].figure, metric)


def _number(figure: Figure, metric: Metric) -> str:
    """元 and 万元 in one column would mislead; 条 and 件 are two words for one thing."""
    if figure.unit != metric.unit and (MONEY in figure.unit or MONEY in metric.unit):
        return OTHER_UNIT
    return plain(figure.value) if figure.qualifier is Qualifier.NONE else INEXACT


def _describe(metric: Metric) -> Description:
    return Description(hans=metric.label.of(Script.HANS), hant=metric.label.of(Script.HANT), en=metric.id.replace("_", " "))
