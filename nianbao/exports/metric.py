"""One file a metric, as CSV for programs and for spreadsheets and as JSON: the figures that stand on the metric's page.

Silence has no row: a year without one has no report, or a report that does not mention the metric; `reports.csv` tells
which. The JSON has what one must know of the metric beside its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from nianbao.catalogue import Metric, Words, load
from nianbao.config import Config
from nianbao.exports.as_json import Json, in_lines
from nianbao.exports.delimited import Row, encode
from nianbao.exports.rows import plain
from nianbao.exports.schema import Column, tables
from nianbao.model import Agency, Archive, Figure, Page, Report, Script
from nianbao.tabulate import breaks_between, by_year, in_series, point, stated_metrics, years_held

Stated = tuple[Agency, Report, tuple[Figure, ...]]  # a report's figures of one metric
JSON_ROWS = "rows"


def metric_files(metric_id: str) -> tuple[tuple[str, str], ...]:
    """(kind, address below the site's root) of a metric's files: `csv`, `excel`, `json`.

    >>> metric_files("requests_received")[0]
    ('csv', 'data/metric/requests_received.csv')
    """
    place = f"metric/{metric_id}"
    return ("csv", f"data/{place}.csv"), ("excel", f"data/excel/{place}.csv"), ("json", f"data/{place}.json")


def metric_pages(archive: Archive, config: Config) -> Iterator[Page]:
    """The files of every metric that has a page; one that only reports of nobody knows whom state has no rows."""
    table = tables()["metric"]
    years, stated = years_held(archive), _stated(archive)
    for metric in sorted(stated_metrics(archive), key=list(load().metrics).index):
        rows = [row for each in stated[metric] for row in _rows(metric, *each)]
        paths = dict(metric_files(metric))
        exact, safe = encode(table.header, rows)
        yield Page(path=paths["csv"], content=exact)
        yield Page(path=paths["excel"], content=safe)
        yield Page(path=paths["json"], content=in_lines(_about(load()[metric], years, config) | {JSON_ROWS: rows}))


def _stated(archive: Archive) -> defaultdict[str, list[Stated]]:
    """Which reports state each metric, by agency and year; of several captures of a year the one that feeds the tables."""
    found: defaultdict[str, list[Stated]] = defaultdict(list)
    for agency in archive.agencies:
        for report in by_year(agency).values():
            for metric, figures in _by_metric(report).items():
                found[metric].append((agency, report, tuple(figures)))
    return found


def _by_metric(report: Report) -> dict[str, list[Figure]]:
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        found[figure.metric].append(figure)
    return found


def _rows(metric: str, agency: Agency, report: Report, figures: tuple[Figure, ...]) -> Iterator[Row]:
    """The figure itself, each distinct value once, then its parts as the report has them."""
    whole = point(replace(report, figures=figures), metric)
    yield from (_row(agency, report, reading.figure) for reading in whole.readings)
    yield from (_row(agency, report, figure) for figure in figures if figure.part)


def _row(agency: Agency, report: Report, figure: Figure) -> Row:
    return (
        agency.name,
        report.identity.region_code,
        report.identity.year,
        figure.part,
        plain(figure.value),
        figure.unit,
        figure.status.value,
        figure.qualifier.value,
        "true" if in_series(report, figure) else "false",
        report.form,
        figure.quote,
        report.id,
        figure.anchor,
    )


def _about(metric: Metric, years: tuple[str, ...], config: Config) -> Json:
    eras = {era.years[:4]: era for era in load().eras.values()}
    breaks = [str(found) for found in breaks_between(years[0], years[-1])] if years else []
    return {
        "id": metric.id,
        "label": _both(metric.label),
        "definition": _both(metric.definition),
        "unit": metric.unit,
        "parent": metric.parent,
        "comparability": {"join": metric.comparability.join, **_both(metric.comparability.text)},
        "breaks": [{"year": year, **_both(eras[year].basis)} for year in breaks],
        "pages": {script.folder: f"{config.base_url}/{script.folder}/metric/{metric.id}/" for script in Script},
        "source": config.title.model_dump(),
        "version": config.data_version,
        "licence": config.licence,
        "columns": [_described(column) for column in tables()["metric"].columns],
    }


def _described(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": column.type, **_both(column.description), "en": column.description.en}


def _both(words: Words) -> dict[str, str]:
    return {"hans": words.hans, "hant": words.hant}
