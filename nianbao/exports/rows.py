"""Reports and problems -> rows, in the order of the columns in `data/tables.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from nianbao.clean import RULES
from nianbao.clean.ledger import withheld
from nianbao.exports.delimited import Row
from nianbao.model import Check, Edit, Figure, Outcome, Problem, Report

WITHHELD = frozenset(rule.name for rule in RULES if rule.withheld)


def report_rows(report: Report) -> Iterator[Row]:
    """The one row of a report."""
    identity, source, facts = report.identity, report.source, report.source.facts
    yield (
        report.id,
        facts.title or report.document.title,
        identity.agency,
        identity.region_code,
        identity.region,
        identity.year,
        identity.published,
        identity.scope,
        report.form,
        source.path,
        source.sha256,
        report.cleaned.script.value,
        identity.attribution.value,
        str(len(report.figures)),
        str(sum(check.outcome is Outcome.FAILS for check in report.checks)),
        str(len(report.cleaned.edits)),
        identity.level,
        facts.source_url,
        facts.captured,
    )


def figure_rows(report: Report) -> Iterator[Row]:
    """The figures of a report in the order of its text."""
    return (_figure(report.id, report.figures[place]) for place in in_text_order(report))


def in_text_order(report: Report) -> list[int]:
    """The positions of a report's figures in the order of its text."""
    return sorted(range(len(report.figures)), key=lambda place: report.figures[place].mark_start)


def check_rows(report: Report) -> Iterator[Row]:
    """The checks of a report in the order of its page."""
    return (_check(report.id, check) for check in report.checks)


def change_rows(report: Report) -> Iterator[Row]:
    """The ledger of a report; insertions at one place keep their order."""
    return (_change(report, edit) for edit in report.cleaned.edits)


def problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    """All problems by file and line."""
    for problem in sorted(problems, key=lambda p: (p.file, p.line or 0, p.severity, p.code, p.message)):
        place = f"line {problem.line}: " if problem.line else ""
        yield problem.file, problem.severity.value, problem.code, place + problem.message


# Tables with rows of reports, and how many rows a report has in each.
BY_REPORT: Mapping[str, Callable[[Report], Iterator[Row]]] = {
    "reports": report_rows,
    "figures": figure_rows,
    "checks": check_rows,
    "changes": change_rows,
}
SIZES: Mapping[str, Callable[[Report], int]] = {
    "reports": lambda _: 1,
    "figures": lambda report: len(report.figures),
    "checks": lambda report: len(report.checks),
    "changes": lambda report: len(report.cleaned.edits),
}


def plain(value: Decimal | None) -> str:
    """A number without exponent, with the digits it was printed with; empty where there is none.

    >>> plain(Decimal("13615")), plain(Decimal("7.20")), plain(Decimal("2E+4")), plain(None)
    ('13615', '7.20', '20000', '')
    """
    return "" if value is None else format(value, "f")


def _figure(report_id: str, figure: Figure) -> Row:
    return (
        report_id,
        figure.metric,
        figure.part,
        plain(figure.value),
        figure.unit,
        figure.status.value,
        figure.qualifier.value,
        figure.quote,
        figure.anchor,
        figure.origin.value,
    )


def _check(report_id: str, check: Check) -> Row:
    return (
        report_id,
        check.kind,
        check.outcome.value,
        check.stated,
        check.computed,
        check.difference,
        check.working,
        check.quote,
        check.anchor,
    )


def _change(report: Report, edit: Edit) -> Row:
    removed = report.source.text[edit.start : edit.end]
    shown = withheld(removed) if removed and edit.rule in WITHHELD else removed
    return report.id, edit.rule, str(edit.start), str(edit.end), shown, edit.inserted
