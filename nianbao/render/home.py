"""The home page: what this is, the box to search, the coverage matrix, questions with real answers, the newest, the limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.model import Agency, Archive, Check, Figure, Outcome, Report, Status
from nianbao.render.cells import evidence
from nianbao.render.directory import counted
from nianbao.render.divide import divide
from nianbao.render.environment import Tree, View
from nianbao.render.matrix import rows, states
from nianbao.render.numbers import digits
from nianbao.tabulate import in_order, is_compared, places

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
    archive, years, parts = tree.archive, tree.every_year, divide(tree, tree.archive.agencies)
    held = () if parts else [(agency, places(agency, years)) for agency in most_held(archive)]
    reports = [report for report in archive.reports if not report.source.facts.withdrawn]
    context = {
        "years": years,
        "rows": len(held),
        "matrix": rows(tree, held, "./"),
        "states": states(place for _, row in held for place in row),
        "parts": tuple(counted(tree, parts)),
        "counts": counts(tree),
        "mismatch": first_mismatch(reports),
        "silence": silence(tree, reports),
        "loss": first_loss(reports),
        "lost_places": sum(len(report.cleaned.suspicions) for report in reports),
        "lost_reports": sum(bool(report.cleaned.suspicions) for report in reports),
        "newest": newest(reports),
        "dated": any(report.source.facts.added for report in reports),
    }
    yield View(path="", context=context, neutral="")


def most_held(archive: Archive) -> list[Agency]:
    """As many agencies as a page bears: those with the most reports, in the archive's order."""
    ordered = sorted(archive.agencies, key=lambda agency: (-len(agency.reports), agency.key))
    most = {agency.key for agency in ordered[:MOST_ROWS]}
    return [agency for agency in archive.agencies if agency.key in most]


def counts(tree: Tree) -> dict[str, str]:
    """What the archive holds, in numbers."""
    archive = tree.archive
    checks = [check for report in archive.reports for check in report.checks]
    found = {
        "reports": len(archive.reports),
        "agencies": len(archive.agencies),
        "years": len({year for held in tree.years_of.values() for year in held}),
        "figures": sum(len(report.figures) for report in archive.reports),
        "checks": len(checks),
        "fails": sum(check.outcome is Outcome.FAILS for check in checks),
    }
    return {name: digits(count) for name, count in found.items()}


def first_mismatch(reports: list[Report]) -> Mismatch | None:
    """Of the sums that do not come out the one that is the shortest to read."""
    failing = ((report, check) for report in reports for check in report.checks if check.outcome is Outcome.FAILS)
    sums = (Mismatch(report=report, check=check) for report, check in failing if check.kind == "sum_of_parts")
    return min(sums, key=lambda found: (len(found.check.working), found.report.id), default=None)


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
