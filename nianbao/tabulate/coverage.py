"""What the archive holds: agency by year, each place with its state, and the neighbours of a report in time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nianbao.model import Agency, Archive, Outcome, Report
from nianbao.tabulate.gather import agency_key, is_compared
from nianbao.tabulate.years import in_order, whole_range

# For 2019 the national form was only encouraged; from 2020 on a report without its tables has lost them somewhere.
FORM_EXPECTED_SINCE = 2020


class Held(StrEnum):
    """What there is of an agency's year."""

    HELD = "held"
    HELD_FAILING = "held_failing"
    FORM_UNKNOWN = "form_unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One square of the coverage matrix; without a report where none is held."""

    year: str
    state: Held
    report: Report | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An agency's places, one for each year of the matrix."""

    agency: Agency
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Agency by year, without a gap between the first and the last year that anyone reported on."""

    years: tuple[str, ...]
    rows: tuple[Row, ...]


def coverage(archive: Archive) -> Coverage:
    """The coverage matrix of the archive; of several captures of a year the one that feeds the tables counts."""
    years = whole_range(report.identity.year for agency in archive.agencies for report in agency.reports)
    rows = (Row(agency=agency, places=places(agency, years)) for agency in archive.agencies)
    return Coverage(years=years, rows=tuple(rows))


def places(agency: Agency, years: tuple[str, ...]) -> tuple[Place, ...]:
    """What is held of an agency in each of these years."""
    held = by_year(agency)
    return tuple(_place(year, held.get(year)) for year in years)


def by_year(agency: Agency) -> dict[str, Report]:
    """The report of each year that feeds the cross-year tables, oldest first."""
    first: dict[str, Report] = {}
    for report in agency.reports:
        first.setdefault(report.identity.year, report)
    return first


def state_of(report: Report) -> Held:
    """How a held report stands in the coverage matrix."""
    if any(check.outcome is Outcome.FAILS for check in report.checks):
        return Held.HELD_FAILING
    if not report.form or (report.form == "prose" and in_order(report.identity.year)[1] >= FORM_EXPECTED_SINCE):
        return Held.FORM_UNKNOWN
    return Held.HELD


def neighbours(archive: Archive, report: Report) -> tuple[Report | None, Report | None]:
    """The same agency's reports on the nearest year before and after that is held."""
    agency = agency_of(archive, report)
    if agency is None:
        return None, None
    here = in_order(report.identity.year)
    held = by_year(agency).values()
    before = [other for other in held if in_order(other.identity.year) < here]
    after = [other for other in held if in_order(other.identity.year) > here]
    return (before[-1] if before else None), (after[0] if after else None)


def agency_of(archive: Archive, report: Report) -> Agency | None:
    """The agency that a report is compared under, if any."""
    if not is_compared(report):
        return None
    key = agency_key(report.identity)
    return next((agency for agency in archive.agencies if agency.key == key), None)


def former_names(agency: Agency) -> tuple[str, ...]:
    """Other names that the agency's reports give it, newest first."""
    names = dict.fromkeys(report.identity.agency for report in reversed(agency.reports))
    return tuple(name for name in names if name != agency.name)


def _place(year: str, report: Report | None) -> Place:
    return Place(year=year, state=state_of(report) if report else Held.NONE, report=report)
