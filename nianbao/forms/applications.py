"""The table of requests -> figures: rows by their labels and their order, columns by the sums that must hold.

Its arithmetic is printed in the form itself: 第一项加第二项之和，等于第三项加第四项之和, and 总计 is the sum of its row.
Where only one reading is possible the cells are as printed, whatever their sums; where several are, only what all of
them say is published, and the rest is unreadable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from nianbao.forms.align import Alignment, Allowed, align
from nianbao.forms.cells import cell, unreadable
from nianbao.forms.columns import COLUMNS, Window, geometries, value_of, windows
from nianbao.forms.rows import Row, plain_label
from nianbao.forms.templates import Applications, TemplateRow, templates
from nianbao.model import Document, Figure

LONGEST_TABLE = 80  # rows
YEARS = ("2019", "2021")
LEAST_CELLS = COLUMNS - 2  # fewer cells after a label are no row of this table
TOTAL = "requests_processed_total"
FLOW = ("requests_received", "requests_carried_in", TOTAL, "requests_carried_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A template and how the rows lie in it."""

    template: tuple[TemplateRow, ...]
    alignment: Alignment

    def metric(self, row: int) -> str:
        """The metric of a row that is certain, else empty."""
        place = self.alignment.certain(row)
        return "" if place is None else self.template[place].id

    def possible(self, row: int) -> list[str]:
        """The metrics between which a row lies."""
        return [self.template[place].id for place in self.alignment.candidates(row)]


def read_applications(document: Document, rows: Sequence[Row]) -> Iterator[Figure]:
    """The cells of every table of requests among a document's rows, total column included."""
    for table in _tables(rows, templates().applications):
        tabular = [row for row in table if _is_tabular(row)]
        yield from _read(document, tabular or list(_sevens(table)), strays=_strays(table) if tabular else 0)


def _tables(rows: Iterable[Row], form: Applications) -> Iterator[list[Row]]:
    """From a table's head or first row to its last row, or to the next table."""
    tables: list[list[Row]] = []
    is_open = False
    for row in rows:
        if is_open and _has(row, form.stops):
            is_open = False
        if _has(row, form.opens) or (not is_open and (_has(row, form.heads) or _is_row(row))):
            is_open = True
            tables.append([])
        if is_open and (row.numbers or _is_blank_row(row, form)):
            tables[-1].append(_without_head(row, form))
        is_open = is_open and not _has(row, form.closes) and len(tables[-1]) < LONGEST_TABLE
    yield from (table for table in tables if any(row.numbers for row in table))


def _is_row(row: Row) -> bool:
    """Whether a row with all its columns is named as one of the form's, though the capture has lost those above it."""
    return (
        not row.is_flattened
        and len(row.tail) >= COLUMNS
        and bool(row.numbers)
        and any(len(allowed_rows(row.label, year)) < len(FLOW) for year in YEARS)
    )


def _has(row: Row, words: Iterable[str]) -> bool:
    return any(word in row.label for word in words)


def _is_blank_row(row: Row, form: Applications) -> bool:
    """A row whose cells are all blank: it has room for the columns, and no label or one of the form's."""
    words = [word for words in form.groups.values() for word in words]
    is_named = _has(row, words) or any(entry.is_named_by(row.label) for entry in form.rows)
    return len(row.tail) >= COLUMNS and (is_named or not row.label)


def _without_head(row: Row, form: Applications) -> Row:
    """A row flattened to lines may carry the words of the head above it."""
    after = max((row.label.rfind(word) + len(word) for word in form.heads if word in row.label), default=0)
    return replace(row, label=row.label[after:], start=_label_start(row, form) if row.is_flattened else row.start)


def _label_start(row: Row, form: Applications) -> int:
    """Where the words begin that name a flattened row: its last lines of words, as many as it takes."""
    label = ""
    for piece in reversed([piece for piece in row.pieces if piece.is_label]):
        label = plain_label(piece.text) + label
        if any(entry.is_named_by(label) for entry in form.rows):
            return piece.start
    return row.start


def _strays(table: Iterable[Row]) -> int:
    """Numbers that lie outside the rows: cells that have lost their place, or page numbers."""
    return sum(len(row.numbers) for row in table if not _is_tabular(row))


def _is_tabular(row: Row) -> bool:
    return not row.is_flattened and len(row.tail) >= LEAST_CELLS


def _sevens(table: Sequence[Row]) -> Iterator[Row]:
    """Rows of a table flattened to lines: a run of numbers is cut into sevens, of which the first has the label.

    Lines lose blank cells without a trace. Where one run before the last is no multiple of seven, none can be trusted.
    """
    if any(len(row.tail) % COLUMNS for row in table[:-1]):
        yield from (replace(row, tail=row.tail[:1]) for row in table)
        return
    for row in table:
        tails = [row.tail[at : at + COLUMNS] for at in range(0, len(row.tail), COLUMNS)]
        yield replace(row, tail=tails[0], end=tails[0][-1].end)
        yield from (replace(row, label="", tail=tail, start=tail[0].start, end=tail[-1].end) for tail in tails[1:])


@lru_cache(maxsize=4096)
def allowed_rows(label: str, year: str) -> Allowed:
    """The rows of the form of a year that a label may name; all of them where it names none.

    >>> sorted(allowed_rows("(四)无法提供", "2019"))
    [12, 13, 14]
    >>> sorted(allowed_rows("(四)无法提供2.没有现成信息", "2019"))
    [13]
    """
    form = templates().applications
    template = form.form(year)
    if not any(row.is_named_by(label) for row in template) and any(row.is_named_by(label) for row in form.rows):
        return frozenset()  # a row that only the other form has
    named = {i for i, row in enumerate(template) if row.is_named_by(label)}
    held = {group for group, words in form.groups.items() if any(word in label for word in words)}
    return frozenset(named or {i for i, row in enumerate(template) if row.group in held} or range(len(template)))


def _read(document: Document, rows: Sequence[Row], *, strays: int) -> Iterator[Figure]:
    """The figures of one table."""
    for kept in (rows, [row for row in rows if row.label or row.numbers]):
        fits = list(_fits(kept))
        if fits:
            return _figures(document, kept, fits, strays=strays)
    return iter(())


def _fits(rows: Sequence[Row]) -> Iterator[Fit]:
    """The templates that the rows fit; the one that they fill, if one is filled."""
    fits = []
    for year in YEARS:
        template = templates().applications.form(year)
        alignment = align([allowed_rows(row.label, year) for row in rows], len(template))
        fits += [Fit(template=template, alignment=alignment)] if alignment else []
    filled = [fit for fit in fits if len(fit.template) == len(rows)]
    yield from filled or fits


def _figures(document: Document, rows: Sequence[Row], fits: Sequence[Fit], *, strays: int) -> Iterator[Figure]:
    metrics = [_agreed(fits, i) for i in range(len(rows))]
    named = [_is_named(row, metric) for row, metric in zip(rows, metrics, strict=True)]
    readings = geometries(rows, [windows(row, labelled=is_named) for row, is_named in zip(rows, named, strict=True)])
    filled = len(rows) == len(fits[0].template) and all(metrics)
    sound = [reading for reading in readings if filled and sums_hold(metrics, reading)]
    regular = _regular(rows)
    for i, (row, metric) in enumerate(zip(rows, metrics, strict=True)):
        window = _common([reading[i] for reading in sound or readings])
        # Sums cannot tell a blank from 0: a row with blanks, or with a 0 that may be what is left of its label, is read
        # only where it seems to have lost no cell.
        is_even = regular[i] if sound else not filled and len(rows) > 1 and all(regular)
        has_place = is_even or (named[i] and _is_full(window))
        if metric:
            yield from _cells(document, row, metric, window if has_place and (sound or named[i]) else None, strays=strays)
    yield from _lost(document, rows, fits, metrics)


def _regular(rows: Sequence[Row]) -> list[bool]:
    """Whether a row has as many cells as most rows, or as many after its label."""
    width, _ = Counter(row.width for row in rows).most_common(1)[0]
    length, _ = Counter(len(row.tail) for row in rows).most_common(1)[0]
    return [width in (0, row.width) or len(row.tail) == length for row in rows]


def _agreed(fits: Sequence[Fit], row: int) -> str:
    """The metric of a row if it is certain and the same in every template that fits."""
    metrics = {fit.metric(row) for fit in fits}
    return metrics.pop() if len(metrics) == 1 else ""


def _is_named(row: Row, metric: str) -> bool:
    """Whether a row's own label, and not only its place, says which one it is."""
    return any(
        entry.id == metric and (entry.is_named_by(row.label) or not entry.cores + entry.ends)
        for entry in templates().applications.rows
    )


def _common(windows: Sequence[Window | None]) -> Window | None:
    """Seven cells that all readings agree on; a cell they do not agree on is None."""
    found = [window for window in windows if window]
    if not found or len(found) < len(windows):
        return None
    return tuple(first if all(cell is first for cell in others) else None for first, *others in zip(*found, strict=True))


def _is_full(window: Window | None) -> bool:
    return window is not None and all(value_of(piece) is not None for piece in window)


def sums_hold(metrics: Sequence[str], reading: Sequence[Window | None]) -> bool:
    """Whether 总计 is the sum of the outcomes and the flow balances, in every column whose total is printed."""
    rows = [window for window in reading if window]
    if len(rows) < len(metrics):
        return False
    columns = [dict(zip(metrics, map(value_of, column), strict=True)) for column in zip(*rows, strict=True)]
    # Some agencies fill the last column in the rows of the flow alone, and a capture may lose one of its cells.
    untotalled = {metric for metric, window in zip(metrics, rows, strict=True) if not _is_totalled(window)}
    added = columns[:-1] if untotalled - set(FLOW) else columns
    balanced = columns[:-1] if untotalled & set(FLOW) else columns
    return all(map(_outcomes_hold, added)) and all(map(_flow_holds, balanced))


def _is_totalled(window: Window) -> bool:
    return value_of(window[-1]) is not None or not any(value_of(piece) for piece in window[:-1])


def _outcomes_hold(column: Mapping[str, Decimal | None]) -> bool:
    """A blank is as good as 0 here, where only the place of the columns is judged."""
    return (column[TOTAL] or 0) == sum(value or 0 for metric, value in column.items() if metric not in FLOW)


def _flow_holds(column: Mapping[str, Decimal | None]) -> bool:
    received, carried_in, processed, carried_out = (column[metric] or 0 for metric in FLOW)
    return received + carried_in == processed + carried_out


def _cells(document: Document, row: Row, metric: str, window: Window | None, *, strays: int) -> Iterator[Figure]:
    """The seven figures of a row; a blank is uncertain where a number of the table has lost its place."""
    for part, piece in zip(templates().applications.columns, window or (None,) * COLUMNS, strict=True):
        if piece is None or (strays and piece.is_blank):
            yield unreadable(document, row, metric, piece, part=part)
        else:
            yield cell(document, row, metric, piece, part=part)


def _lost(document: Document, rows: Sequence[Row], fits: Sequence[Fit], metrics: Sequence[str]) -> Iterator[Figure]:
    """The metrics that a row of no certain place may state: unreadable, for the first such row."""
    seen = set(metrics)
    for i, row in enumerate(rows):
        for metric in () if metrics[i] else fits[0].possible(i):
            if metric not in seen:
                seen.add(metric)
                yield from _cells(document, row, metric, None, strays=0)
