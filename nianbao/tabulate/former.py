"""Addresses that reports had before: each leads to one report, and none takes the place of a report that stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nianbao.model import Problem, Report, Severity, Source


def settle_former_ids(reports: Iterable[Report]) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Reports in path order with the former ids that are theirs, and a warning for every one that is taken."""
    held = tuple(reports)
    taken = {report.id: report for report in held}
    problems: list[Problem] = []
    settled = tuple(replace(report, source=_with(report, tuple(_claim(report, taken, problems)))) for report in held)
    return settled, tuple(problems)


def _with(report: Report, former_ids: tuple[str, ...]) -> Source:
    return replace(report.source, facts=replace(report.source.facts, former_ids=former_ids))


def _claim(report: Report, taken: dict[str, Report], problems: list[Problem]) -> Iterator[str]:
    for former in dict.fromkeys(report.source.facts.former_ids):
        owner = taken.setdefault(former, report)
        if former == report.id or owner is not report:
            problems.append(_taken(former, owner, report))
        else:
            yield former


def _taken(former: str, owner: Report, report: Report) -> Problem:
    whose = "its id now" if owner is report else f"the id, or a former id, of {owner.source.path}"
    return Problem(
        file=report.source.path,
        severity=Severity.WARNING,
        code="former_id_taken",
        message=f"its former id {former} is {whose}, and leads nowhere else",
        remedy="remove it from former_ids in the sidecar",
    )
