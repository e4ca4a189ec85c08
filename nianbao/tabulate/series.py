"""One metric over agencies and years: every place is a point that tells silence, blank, zero and value apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nianbao.model import Agency, Archive, Figure, Origin, Qualifier, Report, Status
from nianbao.tabulate.coverage import by_year
from nianbao.tabulate.years import FORM_SINCE, in_order

# Tables before these were local, and the table of 2014 had local forerunners: an early one proves nothing.
NATIONAL_FORMS = frozenset({"form_2019", "form_2021"})


class State(StrEnum):
    """What a place of a table holds."""

    NO_REPORT = "no_report"
    NOT_STATED = "not_stated"
    ZERO = "zero"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure as a table shows it; out of series where its table is newer than its report."""

    position: int  # of the figure in Report.figures
    figure: Figure
    state: State
    in_series: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one agency's report on one year says of a metric. Several different values stay several readings."""

    year: str
    state: State
    report: Report | None = None
    readings: tuple[Reading, ...] = ()
    conflicting: bool = False

    @property
    def value(self) -> Decimal | None:
        """The value that may be drawn and reckoned with: the only one there is, stated, undisputed, in the series."""
        values = {reading.figure.value for reading in self.readings if reading.in_series}
        return None if self.conflicting or len(values) != 1 else values.pop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An agency's points, one for each year asked for."""

    agency: Agency
    points: tuple[Point, ...]

    @property
    def is_silent(self) -> bool:
        """Whether none of the agency's reports says anything of the metric."""
        return not any(point.readings for point in self.points)


def series(archive: Archive, metric: str, part: str = "") -> tuple[Series, ...]:
    """A metric for every agency and every year that anyone reported on."""
    years = years_held(archive)
    return tuple(Series(agency=agency, points=points(agency, metric, years, part)) for agency in archive.agencies)


def years_held(archive: Archive) -> tuple[str, ...]:
    """The years on which the archive holds a report of a known agency."""
    years = {report.identity.year for agency in archive.agencies for report in agency.reports}
    return tuple(sorted(years, key=in_order))


def points(agency: Agency, metric: str, years: Iterable[str], part: str = "") -> tuple[Point, ...]:
    """A metric of one agency in each of these years."""
    held = by_year(agency)
    return tuple(point(held[year], metric, part) if year in held else Point(year=year, state=State.NO_REPORT) for year in years)


def point(report: Report, metric: str, part: str = "") -> Point:
    """What one report says of a metric."""
    return _point(report, (at for at, figure in enumerate(report.figures) if figure.metric == metric and figure.part == part))


def points_of(report: Report) -> dict[str, Point]:
    """What one report says of every metric that it does not pass over in silence, parts left out."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, figure in enumerate(report.figures):
        if figure.metric and not figure.part:
            found[figure.metric].append(at)
    return {metric: _point(report, positions) for metric, positions in found.items()}


def _point(report: Report, positions: Iterable[int]) -> Point:
    readings = tuple(_distinct(reading(report, at) for at in positions))
    disputed = any(one.figure.status is Status.CONFLICTING for one in readings)
    return Point(
        year=report.identity.year,
        state=readings[0].state if readings else State.NOT_STATED,
        report=report,
        readings=readings,
        conflicting=disputed or len(readings) > 1,
    )


def reading(report: Report, position: int) -> Reading:
    """A figure of a report with its state and whether it belongs to a series over years."""
    figure = report.figures[position]
    return Reading(position=position, figure=figure, state=state_of_figure(figure), in_series=in_series(report, figure))


def in_series(report: Report, figure: Figure) -> bool:
    """Whether a figure may stand in a series: a table in a form that its report's year did not know may not."""
    if figure.origin is Origin.PROSE or report.form not in NATIONAL_FORMS:
        return True
    year = report.identity.year  # unknown where nothing tells it: such a report is in no series at all
    return bool(year) and in_order(year)[1] >= FORM_SINCE.get(report.form, 0)


def state_of_figure(figure: Figure) -> State:
    """What a figure's place in a table holds."""
    if figure.status is Status.UNREADABLE:
        return State.UNREADABLE
    if figure.value is None:
        return State.BLANK
    return State.VALUE if figure.value else State.ZERO


def stated_metrics(archive: Archive) -> frozenset[str]:
    """The metrics of which some report, whoever made it, has a figure."""
    return frozenset(figure.metric for report in archive.reports for figure in report.figures if figure.metric)


def stated_by(archive: Archive) -> dict[str, tuple[Agency, ...]]:
    """The agencies whose tables have a figure of each metric, parts included."""
    found: defaultdict[str, list[Agency]] = defaultdict(list)
    for agency in archive.agencies:
        for metric in sorted({figure.metric for report in by_year(agency).values() for figure in report.figures}):
            found[metric].append(agency)
    return {metric: tuple(agencies) for metric, agencies in found.items() if metric}


def _distinct(readings: Iterable[Reading]) -> Iterator[Reading]:
    """A value that is stated again counts once, where it stands first; one in a table that is out of series does not hide it."""
    seen: set[tuple[State, Decimal | None, str, Qualifier, bool]] = set()
    for reading in readings:
        figure = reading.figure
        key = (reading.state, figure.value, figure.unit, figure.qualifier, reading.in_series)
        if key not in seen:
            seen.add(key)
            yield reading
