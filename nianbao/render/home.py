"""The home page: what this is, the box to search, the coverage matrix, questions with real answers, the newest, the limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.model import Archive, Check, Figure, Outcome, Report, Status
from nianbao.render.cells import evidence
from nianbao.render.environment import Tree, View
from nianbao.tabulate import Coverage, coverage, in_order, is_compared

MOST_ROWS = 60  # agencies of the matrix on this page; all are on the list of agencies
NEWEST = 5
EXAMPLE = 8  # characters shown on either side of a lost one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A sum that fails, as the answer to a question."""

    report: Report
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The words around a lost character, and where they stand."""

    report: Report
    before: str
    at: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Reports that say that there were no requests, with the first that does, and those that say nothing."""

    zero: int
    silent: int
    report: Report | None
    figure: Figure | None
    address: str


def views(tree: Tree) -> Iterator[View]:
    """The home page of a tree."""
    archive, matrix = tree.archive, coverage(tree.archive)
    reports = [report for report in archive.reports if not report.source.facts.withdrawn]
    context = {
        "matrix": _shown(matrix),
        "counts": counts(archive, matrix),
        "mismatch": first_mismatch(reports),
        "silence": silence(tree, reports),
        "loss": first_loss(reports),
        "lost_places": sum(len(report.cleaned.suspicions) for report in reports),
        "lost_reports": sum(bool(report.cleaned.suspicions) for report in reports),
        "newest": newest(reports),
        "dated": any(report.source.facts.added for report in reports),
        "states": tuple(dict.fromkeys(place.state for row in matrix.rows for place in row.places)),
    }
    yield View(path="", context=context, neutral="")


def _shown(matrix: Coverage) -> Coverage:
    """As much of the matrix as a page bears: the agencies with the most reports, in the archive's order."""
    held = {row.agency.key: len(row.agency.reports) for row in matrix.rows}
    most = set(sorted(held, key=lambda key: (-held[key], key))[:MOST_ROWS])
    return Coverage(years=matrix.years, rows=tuple(row for row in matrix.rows if row.agency.key in most))


def counts(archive: Archive, matrix: Coverage) -> dict[str, int]:
    """What the archive holds, in numbers."""
    checks = [check for report in archive.reports for check in report.checks]
    return {
        "reports": len(archive.reports),
        "agencies": len(archive.agencies),
        "years": sum(any(row.places[i].report for row in matrix.rows) for i in range(len(matrix.years))),
        "figures": sum(len(report.figures) for report in archive.reports),
        "checks": len(checks),
        "fails": sum(check.outcome is Outcome.FAILS for check in checks),
    }


def first_mismatch(reports: list[Report]) -> Mismatch | None:
    """The first sum of the archive that does not come out."""
    failing = ((report, check) for report in reports for check in report.checks if check.outcome is Outcome.FAILS)
    return next((Mismatch(report=report, check=check) for report, check in failing if check.kind == "sum_of_parts"), None)


def silence(tree: Tree, reports: list[Report]) -> Silence:
    """How many reports say that nobody asked, and how many do not say."""
    compared = [report for report in reports if is_compared(report)]
    said = {report.id: _requests(report) for report in compared}
    report = next((report for report in compared if _negated(report, said[report.id])), None)
    position = next((i for i in said[report.id] if report.figures[i].status is Status.ZERO_BY_NEGATION), 0) if report else 0
    return Silence(
        zero=sum(_negated(report, said[report.id]) for report in compared),
        silent=sum(not said[report.id] for report in compared),
        report=report,
        figure=report.figures[position] if report else None,
        address=evidence(tree, report, position) if report else "",
    )


def _requests(report: Report) -> list[int]:
    return [i for i, figure in enumerate(report.figures) if figure.metric == "requests_received" and not figure.part]


def _negated(report: Report, positions: list[int]) -> bool:
    return any(report.figures[i].status is Status.ZERO_BY_NEGATION for i in positions)


def first_loss(reports: list[Report]) -> Loss | None:
    """One suspected loss in its words."""
    found = ((report, report.cleaned.suspicions) for report in reports if report.cleaned.suspicions)
    report, losses = next(found, (None, ()))
    if report is None:
        return None
    text, loss = report.cleaned.text, losses[0]
    before = text[max(0, loss.start - EXAMPLE) : loss.start].rpartition("\n")[2]
    after = text[loss.end : loss.end + EXAMPLE].partition("\n")[0]
    return Loss(report=report, before=before, at=text[loss.start : loss.end], after=after)


def newest(reports: list[Report]) -> tuple[Report, ...]:
    """The reports taken in last where sidecars say when, else those on the latest years."""
    ordered = sorted(reports, key=lambda report: report.id)
    ordered.sort(key=lambda report: (report.source.facts.added, in_order(report.identity.year or "0")), reverse=True)
    return tuple(ordered[:NEWEST])
