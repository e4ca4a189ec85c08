"""Arithmetic that a report invites: every sum, share, flow and repetition that can be worked again, with the working.

A check says what the report prints and what follows from it; it repairs nothing and says nothing of the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.checks.breakdowns import breakdowns
from nianbao.checks.compare import CARRY_OVER, carry_over, check_form, check_prose_and_table, check_totals, mark_conflicts
from nianbao.checks.flow import check_prose_flow
from nianbao.checks.shares import check_shares
from nianbao.checks.sums import check_sums
from nianbao.checks.tables import check_tables
from nianbao.checks.working import Item, items_of
from nianbao.model import Check, Document, Figure, Identity, Origin, Status

__all__ = ["CARRY_OVER", "carry_over", "check"]


def check(
    document: Document, figures: Sequence[Figure], form: str, identity: Identity
) -> tuple[tuple[Figure, ...], tuple[Check, ...]]:
    """The figures, those that contradict each other marked, and the checks in text order.

    `form` is what the report's own labels show; positions in `Check.figures` count in the figures given.
    """
    items = items_of(figures)
    prose = [item for item in items if item.figure.origin is Origin.PROSE]
    tables = [item for item in items if item.figure.origin is Origin.TABLE]
    numbers = _numbers(prose)
    found = breakdowns(document, [item for item in numbers if item.figure.unit != "%"])
    checks = [
        *check_sums(document, found),
        *check_shares(document, numbers, found),
        *check_totals(document, prose, found),
        *check_tables(document, tables),
        *check_prose_flow(document, prose),
        *check_prose_and_table(document, prose, tables),
        *check_form(document, tables, form, identity),
    ]
    return mark_conflicts(document, figures), tuple(sorted(checks, key=lambda check: _place(figures, check)))


def _numbers(prose: Sequence[Item]) -> list[Item]:
    """The numbers of running text in order, each once; a negation is no number."""
    numbers = {
        item.figure.mark_start: item
        for item in reversed(prose)
        if item.figure.value is not None and item.figure.status is not Status.ZERO_BY_NEGATION
    }
    return [numbers[at] for at in sorted(numbers)]


def _place(figures: Sequence[Figure], check: Check) -> int:
    """Where the first figure that takes part stands; a check of the whole report comes first."""
    return min([figures[i].mark_start for i in check.figures], default=-1)
