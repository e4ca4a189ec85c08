"""The identities of the national tables: rows, columns, flow, outcome groups, and the sums of the table of 2014.

A cell that is blank is no zero: where one takes part, a sum that falls short is incomplete and does not fail.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain

from nianbao.catalogue import load
from nianbao.checks.facts import facts
from nianbao.checks.working import Item, added, make, total_of, written
from nianbao.chinese import narrow, number
from nianbao.forms.applications import FLOW, TOTAL
from nianbao.forms.templates import templates
from nianbao.model import Check, Document, Figure, Outcome, Status

Cells = Mapping[tuple[str, str], Item]  # metric and part -> figure
ROW_NUMBER = re.compile(r"(?:^|[\t ])\d[\d,.]*(?:[条件次篇个人]|人次|万?元)?$", re.MULTILINE)
REACH = 300  # characters below the last part among which other rows of its table may stand
OUTCOMES = ("granted", "partially_granted", "refused", "unable_to_provide", "not_processed", "other_processing")


def check_tables(document: Document, items: Sequence[Item]) -> Iterator[Check]:
    """A check for every identity whose cells are there. `items`: the figures of tables."""
    for cells in _tables(items) if items else ():
        yield from _rows(document, cells)
        yield from _columns(document, cells)
        yield from _flows(document, cells)
        yield from _groups(document, cells)
        yield from _sums_2014(document, cells)


def _tables(items: Iterable[Item]) -> list[dict[tuple[str, str], Item]]:
    """The cells of each table; a cell that is there already opens another of its kind."""
    tables: list[dict[tuple[str, str], Item]] = [{}]
    for item in items:
        key = item.figure.metric, item.figure.part
        if key in tables[-1]:
            tables.append({})
        tables[-1][key] = item
    return tables


def _rows(document: Document, cells: Cells) -> Iterator[Check]:
    types = _types()
    for (metric, part), total in cells.items():
        parts = [] if part else [cells[metric, other] for other in types if (metric, other) in cells]
        if parts:
            yield from _sum(document, "table_row", total, parts)


def _types() -> tuple[str, ...]:
    return templates().applications.columns[:-1]


def _sum(document: Document, kind: str, total: Item, parts: Sequence[Item], *, has_others: bool = False) -> Iterator[Check]:
    """The check of a total against its parts, if it is printed and none of them is unreadable; `has_others`: there are more."""
    filled = [item for item in parts if item.figure.value is not None]
    if total.figure.value is not None and filled and not _is_any_unreadable(parts):
        values = [item.value for item in filled]
        has_blanks = len(filled) < len(parts)
        yield _compared(document, kind, total, [total, *filled], values, has_blanks=has_blanks, has_others=has_others)


def _is_any_unreadable(items: Iterable[Item]) -> bool:
    return Status.UNREADABLE in [item.figure.status for item in items if item.figure.value is None]


def _compared(  # noqa: PLR0913 - all but the first three by name
    document: Document,
    kind: str,
    total: Item,
    members: Sequence[Item],
    values: Sequence[Decimal],
    *,
    has_blanks: bool,
    has_others: bool = False,
    note: str = "",
) -> Check:
    computed = total_of(values)
    outcome = Outcome.HOLDS if computed == total.value else Outcome.FAILS
    if outcome is Outcome.FAILS and (has_blanks or has_others) and computed < total.value:
        outcome, note = Outcome.INCOMPLETE, "blanks" if has_blanks else ""
    is_zero = not total.value and not any(values)
    return make(
        kind,
        outcome,
        document=document,
        at=total.figure,
        members=members,
        stated=total.value,
        computed=computed,
        working=added(values),
        note="all_zero" if is_zero else note,
    )


def _columns(document: Document, cells: Cells) -> Iterator[Check]:
    """Six outcomes against the row 总计; a column is checked where every row of the form is there."""
    rows = _outcome_rows(cells)
    for part in templates().applications.columns if rows else ():
        total = cells.get((TOTAL, part))
        outcomes = [[item for metric in metrics for item in _column_cells(cells, metric, part)] for metrics in rows.values()]
        members = [item for items in outcomes for item in items]
        if total is None or total.figure.value is None or _is_any_unreadable(members):
            continue
        filled = [item for item in members if item.figure.value is not None]
        if filled:
            values = [total_of([item.value for item in items]) for items in outcomes]
            blanks = len(filled) < len(members) and bool(part)
            note = "row_totals_derived" if not part and any(item.figure.part for item in members) else ""
            yield _compared(document, "table_column", total, [total, *members], values, has_blanks=blanks, note=note)


def _outcome_rows(cells: Cells) -> Mapping[str, tuple[str, ...]]:
    """The rows of each of the six outcomes, for the form of the table; empty where a row is missing."""
    there = {metric for metric, _ in cells}
    forms = (_rows_of_outcomes(year) for year in ("2019", "2021"))
    return next((rows for rows in forms if there.issuperset(chain.from_iterable(rows.values()))), {})


@cache
def _rows_of_outcomes(year: str) -> Mapping[str, tuple[str, ...]]:
    rows = [row for row in templates().applications.form(year) if row.id not in FLOW]
    return {outcome: tuple(row.id for row in rows if outcome in (row.id, row.group)) for outcome in OUTCOMES}


def _column_cells(cells: Cells, metric: str, part: str) -> list[Item]:
    """The cell of a row in a column; for a total that is left blank, the cells it is the sum of."""
    cell = cells[metric, part]
    if part or cell.figure.status is not Status.BLANK:
        return [cell]
    return [cells[metric, other] for other in _types()]


def _flows(document: Document, cells: Cells) -> Iterator[Check]:
    for part in templates().applications.columns:
        members = [_or_derived(cells, metric, part) for metric in FLOW if (metric, part) in cells]
        if len(members) < len(FLOW) or any(map(_is_any_unreadable, members)):
            continue
        received, _, processed, _ = members
        if all(item.figure.value is not None for item in (*received, *processed)):
            yield flow(document, members, is_derived=any(len(items) > 1 for items in members))


def _or_derived(cells: Cells, metric: str, part: str) -> list[Item]:
    """The cell of a row in a column; for a total that is lost or left blank, the cells that it is the sum of."""
    cell = cells[metric, part]
    if part or cell.figure.value is not None:
        return [cell]
    others = [cells[metric, other] for other in _types() if (metric, other) in cells]
    is_whole = len(others) == len(_types()) and all(item.figure.value is not None for item in others)
    return others if is_whole else [cell]


def flow(document: Document, members: Sequence[Sequence[Item]], *, is_derived: bool = False) -> Check:
    """What came in against what went out; `members`: for each of the four of `FLOW` its cells, several where they are added."""
    items = [item for items in members for item in items]
    received, carried_in, processed, carried_out = (total_of([item.value for item in items]) for items in members)
    stated, computed = received + carried_in, processed + carried_out
    has_blanks = any(item.figure.value is None for item in items)
    failure = Outcome.INCOMPLETE if has_blanks else Outcome.FAILS
    remark = "row_totals_derived" if is_derived else ("blanks" if has_blanks else "")
    return make(
        "request_flow",
        Outcome.HOLDS if stated == computed else failure,
        document=document,
        at=members[0][0].figure,
        members=items,
        stated=stated,
        computed=computed,
        working=f"{written(received)}+{written(carried_in)}={written(processed)}+{written(carried_out)}",
        note=remark if stated or computed else "all_zero",
    )


def _groups(document: Document, cells: Cells) -> Iterator[Check]:
    """Reconsiderations and the two groups of lawsuits; where only the places of the parts are uncertain, their sum is not."""
    form = templates().litigation
    for group in form.groups:
        members = [cells[f"{group}_{outcome}", ""] for outcome in form.outcomes if (f"{group}_{outcome}", "") in cells]
        if len(members) < len(form.outcomes) or members[-1].figure.value is None:
            continue
        *parts, total = members
        if _is_any_unreadable(parts):
            yield from _displaced(document, total, parts)
        else:
            yield from _sum(document, "outcome_group", total, parts)


def _displaced(document: Document, total: Item, parts: Sequence[Item]) -> Iterator[Check]:
    """The group's printed numbers, each once, though it is not certain which outcome they count."""
    marks = {(item.figure.mark_start, item.figure.mark_end) for item in parts if item.figure.mark_end > item.figure.mark_start}
    values = [number(narrow(document.text[start:end])) for start, end in sorted(marks)]
    known = [value for value in values if value is not None]
    if known and len(known) == len(values) and total_of(known) == total.value:
        yield _compared(document, "outcome_group", total, [total, *parts], known, has_blanks=False, note="places_uncertain")


def _sums_2014(document: Document, cells: Cells) -> Iterator[Check]:
    """Totals of the statistics table against the parts that it prints below them; local tables have more rows than the form's."""
    if ("requests_carried_in", "") in cells or ("reconsideration_pending", "") in cells:
        return
    starts = sorted(item.figure.start for item in cells.values())
    for metric, names in facts().sums_2014.items():
        parts = [cells[name, ""] for name in names if (name, "") in cells]
        if (metric, "") in cells and len(parts) == len(names):
            rows = _rows_below(document.text, cells[metric, ""].figure, parts[-1].figure, starts)
            yield from _sum(document, "sum_of_parts", cells[metric, ""], parts, has_others=rows > len(parts))


def _rows_below(text: str, total: Figure, last: Figure, starts: Sequence[int]) -> int:
    """How many rows with a number stand between a total and what follows the last of its parts."""
    after = bisect_right(starts, last.start)
    end = starts[after] if after < len(starts) else text.find("\n\n", last.end)
    return len(ROW_NUMBER.findall(text, total.end, end if end > 0 else last.end + REACH))


def derived(cells: Cells, metric: str) -> list[Item]:
    """The cells whose sum is a metric that the table has no cell for; empty where one is missing."""
    names = load()[metric].sum_of if metric in load() else ()
    found = [cells[name, ""] for name in names if (name, "") in cells]
    return found if len(found) == len(names) and all(item.figure.value is not None for item in found) else []
