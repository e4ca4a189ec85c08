"""One file a report, as JSON: the report with its figures, checks and derived indicators, in the columns of the data files."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.exports.as_json import Json, in_lines
from nianbao.exports.delimited import Row
from nianbao.exports.rows import check_rows, figure_rows, in_text_order, plain, report_rows
from nianbao.exports.schema import tables
from nianbao.model import Report
from nianbao.tabulate import Derived


def report_json(report: Report, derived: Iterable[Derived]) -> bytes:
    """The file's bytes. A check names its figures by their places in the list of figures, counted from 0."""
    places = {figure: place for place, figure in enumerate(in_text_order(report))}
    checks = zip(_named("checks", check_rows(report)), report.checks, strict=True)
    return in_lines(
        {
            "report": _named("reports", report_rows(report))[0],
            "figures": _named("figures", figure_rows(report)),
            "checks": [named | {"figures": sorted(places[i] for i in check.figures)} for named, check in checks],
            "derived": [_indicator(one) for one in derived],
        }
    )


def _named(table: str, rows: Iterable[Row]) -> list[Json]:
    names = [column.name for column in tables()[table].columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _indicator(one: Derived) -> Json:
    value = "" if one.value is None else f"{one.value:.4f}"
    return {
        "indicator": one.id,
        "numerator": plain(one.numerator),
        "denominator": plain(one.denominator),
        "value": value,
        "withheld": one.withheld.value,
    }
