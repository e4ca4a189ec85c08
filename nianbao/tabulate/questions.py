"""Questions worth asking of the archive, and which reports answer them (titles: `data/questions.yaml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nianbao.model import Check, Outcome, Report, Status
from nianbao.tabulate.gather import is_compared
from nianbao.tabulate.series import Point

REQUESTS = "requests_received"
LAWSUITS = ("litigation_total", "litigation_direct_total", "litigation_after_reconsideration_total")
SUMS = frozenset({"sum_of_parts", "table_row", "table_column", "request_flow", "outcome_group"})
Points = Mapping[str, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A report that answers a question: by which of its figures (positions in Report.figures), by which of its checks."""

    report: Report
    figures: tuple[int, ...] = ()
    checks: tuple[Check, ...] = ()


def ask(question: str, reports: Iterable[Report], points: Mapping[str, Points]) -> Iterator[Answer]:
    """The reports that answer a question, with what shows it; `points` by report id, as `points_of` gives them."""
    answer = ANSWERS[question]
    return filter(None, (answer(report, points[report.id]) for report in reports if not report.source.facts.withdrawn))


def _failing(kinds: frozenset[str]) -> Callable[[Report, Points], Answer | None]:
    def answer(report: Report, _: Points) -> Answer | None:
        found = tuple(check for check in report.checks if check.kind in kinds and check.outcome is Outcome.FAILS)
        return Answer(report=report, checks=found) if found else None

    return answer


def _lawsuits_alone(report: Report, points: Points) -> Answer | None:
    """No request is stated, in a number or in words, and a lawsuit is."""
    asked = points.get(REQUESTS)
    if asked is None or any(reading.figure.value != 0 for reading in asked.readings):
        return None
    sued = [reading for metric in LAWSUITS if metric in points for reading in points[metric].readings if reading.figure.value]
    shown = (reading.position for reading in (*asked.readings, *sued))
    return Answer(report=report, figures=tuple(shown)) if sued else None


def _several_totals(report: Report, points: Points) -> Answer | None:
    """Values that contradict each other, and totals of different scopes beside each other."""
    disputed = [point for point in points.values() if any(one.figure.status is Status.CONFLICTING for one in point.readings)]
    checks = tuple(check for check in report.checks if check.kind == "competing_totals")
    figures = tuple(reading.position for point in disputed for reading in point.readings)
    return Answer(report=report, figures=figures, checks=checks) if figures or checks else None


def _out_of_place(report: Report, _: Points) -> Answer | None:
    found = tuple(at for at, figure in enumerate(report.figures) if figure.status is Status.UNREADABLE)
    return Answer(report=report, figures=found) if found else None


def _not_mentioned(report: Report, points: Points) -> Answer | None:
    return Answer(report=report) if is_compared(report) and REQUESTS not in points else None


ANSWERS: Mapping[str, Callable[[Report, Points], Answer | None]] = {
    "parts-differ": _failing(SUMS),
    "no-requests-but-lawsuits": _lawsuits_alone,
    "two-totals": _several_totals,
    "form-newer-than-report": _failing(frozenset({"form_and_year"})),
    "cells-out-of-place": _out_of_place,
    "carried-over-differs": _failing(frozenset({"carry_over"})),
    "requests-not-mentioned": _not_mentioned,
}
