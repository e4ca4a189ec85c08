"""The table of requests -> figures: rows by their labels and their order, columns by the sums that must hold.

Its arithmetic is printed in the form itself: 第一项加第二项之和，等于第三项加第四项之和, and 总计 is the sum of its row.
Where only one reading is possible the cells are as printed, whatever their sums; where several are, only what all of
them say is published, and the rest is unreadable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nianbao.forms.align import Alignment, align
from nianbao.forms.cells import cell, unreadable
from nianbao.forms.columns import COLUMNS, Reading, Window, geometries, may_lack_column, placed, totals_lost, window_of, windows
from nianbao.forms.find import YEARS, allowed_rows, arrangements, tables
from nianbao.forms.rows import Row
from nianbao.forms.templates import TemplateRow, templates
from nianbao.model import Document, Figure

LEAST_CELLS = COLUMNS - 2  # fewer cells after a label are no row of this table
TOTAL = "requests_processed_total"
OTHER = "other_processing"
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


def read_applications(document: Document, rows: Sequence[Row], form: str = "") -> Iterator[Figure]:
    """The cells of every table of requests among a document's rows, total column included.

    `form`: the one that the report's other tables show, if they all show the same; it decides where more than one fits.
    """
    for table in tables(rows):
        tabular = [row for row in table if _is_tabular(row)]
        yield from _read(document, tabular or list(_sevens(table)), form, strays=_strays(table) if tabular else 0)


def _strays(table: Iterable[Row]) -> int:
    """Numbers that lie outside the rows: cells that have lost their place, or page numbers."""
    return sum(len(row.numbers) for row in table if not _is_tabular(row))


def _is_tabular(row: Row) -> bool:
    return not row.is_flattened and len(row.tail) >= LEAST_CELLS


def _sevens(table: Sequence[Row]) -> Iterator[Row]:
    """Rows of a table flattened to lines: a run of numbers is cut into sevens, of which the first has the label.

    Lines lose blank cells without a trace. Where one run before the last is no multiple of seven, only the runs of just
    seven whose sum holds can be trusted, and those of six where none of them has its total.
    """
    rows = _without_strays(table)
    if any(len(row.tail) % COLUMNS for row in rows[:-1]):
        yield from (row if _is_seven(row) else row.with_tail(row.tail[:1]) for row in rows)
        return
    for row in rows:
        tails = [row.tail[at : at + COLUMNS] for at in range(0, len(row.tail), COLUMNS)]
        yield row.with_tail(tails[0])._replace(end=tails[0][-1].end)
        yield from (row.with_tail(tail)._replace(label="", start=tail[0].start, end=tail[-1].end) for tail in tails[1:])


def _is_seven(row: Row) -> bool:
    """Whether a run is just a row's seven, by its sum, or lacks but the total."""
    return len(row.tail) == COLUMNS - 1 or (len(row.tail) == COLUMNS and window_of(row.tail).sum_holds)


def _without_strays(table: Sequence[Row]) -> list[Row]:
    """Rows without the numbers that stand after their seven; where most rows have one, seven numbers are one short of eight."""
    rows = [_without_stray(row) for row in table]
    cut = [len(row.tail) < len(before.tail) for row, before in zip(rows, table, strict=True)]
    if sum(cut) * 2 <= len(rows):
        return rows
    is_whole = [is_cut or window_of(row.tail).sum_holds for row, is_cut in zip(rows[:-1], cut, strict=False)]
    return [row if whole else row.with_tail(row.tail[:1]) for row, whole in zip(rows, (*is_whole, True), strict=True)]


def _without_stray(row: Row) -> Row:
    """A row without the number that stands after its seven: that of a page, or of the next row. The sum must bear it out."""
    if len(row.tail) != COLUMNS + 1:
        return row
    first, last = row.tail[:COLUMNS], row.tail[1:]
    is_last = window_of(first).sum_holds and (not window_of(last).sum_holds or not any(piece.value for piece in row.tail))
    return row.with_tail(first)._replace(end=first[-1].end) if is_last else row


def _read(document: Document, rows: Sequence[Row], form: str, *, strays: int) -> Iterator[Figure]:
    """The figures of one table."""
    for kept in filter(None, arrangements(rows)):
        fits = list(_fits(kept))
        fits = [fit for fit in fits if form and fit.template == templates().applications.form(form[-4:])] or fits
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
    yield from fits if _may_lack_rows(rows) else filled or fits


def _may_lack_rows(rows: Sequence[Row]) -> bool:
    """Whether a row may be gone without a trace: zeros are left empty, labels lost, and no row is there that is all empty."""
    if not any(0 < len(row.numbers) < COLUMNS - 1 and not all(piece.text for piece in row.tail[-COLUMNS:]) for row in rows):
        return False
    is_known = [any(len(allowed_rows(row.label, year)) == 1 for year in YEARS) for row in rows]
    return not all(is_known) and (all(row.numbers for row in rows) or not (is_known[0] and is_known[-1]))


def _figures(document: Document, rows: Sequence[Row], fits: Sequence[Fit], *, strays: int) -> Iterator[Figure]:
    metrics = [_agreed(fits, i) for i in range(len(rows))]
    filled = len(rows) == len(fits[0].template) and all(metrics)
    for row, metric, window in zip(rows, metrics, _certain(rows, metrics, filled=filled), strict=True):
        if metric:
            yield from _cells(document, row, metric, window, strays=strays)
    yield from _lost(document, rows, fits, metrics)


def _certain(rows: Sequence[Row], metrics: Sequence[str], *, filled: bool) -> Iterator[Window | None]:
    """The seven cells of every row, None where they are not certain; `filled`: the rows are all that the form has."""
    named = _named(rows, metrics)
    untotalled = _are_untotalled(rows, metrics)
    choices = [windows(row, labelled=is_named, untotalled=untotalled) for row, is_named in zip(rows, named, strict=True)]
    readings = geometries(rows, choices)
    lacking = _may_lack_rows(rows)
    # In a table of zeros nothing but its first and its last label shows that no row is lost.
    bounded = named[0] and named[-1]
    may_hold = [reading for reading in readings if filled and not lacking and (bounded or _shows_sums(reading))]
    sound = [reading for reading in may_hold if sums_hold(metrics, reading)]
    regular = _regular(rows)
    agreed = list(_agreed_windows(rows, metrics, sound or readings))
    is_short = may_lack_column([window for window, _ in agreed if window and window.filled])
    flow = {len(row.numbers) for row, metric in zip(rows, metrics, strict=True) if metric in FLOW}
    for i, (row, (window, is_placed)) in enumerate(zip(rows, agreed, strict=True)):
        # Sums cannot tell a blank from 0: a row with blanks, or with a 0 that may be what is left of its label, is read
        # only where it seems to have lost no cell.
        is_even = regular[i] if sound else not (filled or lacking) and len(rows) > 1 and all(regular)
        is_certain = window and is_placed and (is_even or (named[i] and _is_complete(row, window)))
        is_cut = window and any(piece and piece.is_garbled for piece in window.cells[-1:])
        # Where the flow has six columns, a seventh of another row may be what is left of its label.
        is_torn = flow == {COLUMNS - 1} and not named[i] and len(row.numbers) == COLUMNS
        yield window if is_certain and not (is_torn or is_short) and (sound or (named[i] and not is_cut)) else None


def _named(rows: Sequence[Row], metrics: Sequence[str]) -> list[bool]:
    """Whether each row's own label says which it is; 其他处理, which only one form has as a row, where the total comes next."""
    named = [_is_named(row.label, metric) for row, metric in zip(rows, metrics, strict=True)]
    follows_total = [*(_is_named(row.label, TOTAL) for row in rows[1:]), False]
    return [
        is_named and (metric != OTHER or next_) for is_named, metric, next_ in zip(named, metrics, follows_total, strict=True)
    ]


def _agreed_windows(
    rows: Sequence[Row], metrics: Sequence[str], readings: Sequence[Reading]
) -> Iterator[tuple[Window | None, bool]]:
    """What all readings have of each row, and whether they have its columns where they are; a total that is lost, garbled."""
    flow = [metric in FLOW for metric in metrics]
    placings = [placed(rows, reading) for reading in readings]
    losses = [totals_lost(reading, flow) for reading in readings]
    for i in range(len(rows)):
        window = _common([reading[i] for reading in readings])
        is_cut = window and any(lost[i] for lost in losses)
        yield _without_total(window) if window and is_cut else window, all(placing[i] for placing in placings)


def _shows_sums(reading: Reading) -> bool:
    return any(window and window.shows_sum for window in reading)


def _are_untotalled(rows: Sequence[Row], metrics: Sequence[str]) -> bool:
    """Whether the rows of the flow have all their columns, and most of the others one less: a total that was left blank."""
    flow = [len(row.numbers) for row, metric in zip(rows, metrics, strict=True) if metric in FLOW]
    others = [len(row.tail) for row, metric in zip(rows, metrics, strict=True) if metric not in FLOW]
    return bool(others) and len(flow) == len(FLOW) and min(flow) >= COLUMNS and _usual(others) == COLUMNS - 1


def _without_total(window: Window) -> Window:
    """The last cell stands where it stands, though what it shows is not what was printed there."""
    last = window.cells[-1]
    return window_of((*window.cells[:-1], last and last._replace(is_blank=False, is_garbled=True)))


def _usual(numbers: Iterable[int]) -> int:
    """The number that occurs most."""
    return Counter(numbers).most_common(1)[0][0]


def _regular(rows: Sequence[Row]) -> list[bool]:
    """Whether a row has as many cells as most rows, or as many after a label that leaves none of its own cells blank."""
    width, length = _usual(row.width for row in rows), _usual(len(row.tail) for row in rows)
    return [width in (0, row.width) or (len(row.tail) == length and not _has_blank_label(row)) for row in rows]


def _has_blank_label(row: Row) -> bool:
    return any(piece.is_blank for piece in row.pieces[: len(row.pieces) - len(row.tail)])


def _agreed(fits: Sequence[Fit], row: int) -> str:
    """The metric of a row if it is certain and the same in every template that fits."""
    metrics = {fit.metric(row) for fit in fits}
    return metrics.pop() if len(metrics) == 1 else ""


@lru_cache(maxsize=4096)
def _is_named(label: str, metric: str) -> bool:
    """Whether a row's own label, and not only its place, says which one it is."""
    return any(
        entry.id == metric and (entry.is_named_by(label) or not entry.cores + entry.ends)
        for entry in templates().applications.rows
    )


def _common(windows: Sequence[Window | None]) -> Window | None:
    """Seven cells that all readings agree on; a cell they do not agree on is None."""
    found = [window for window in windows if window]
    if not found or len(found) < len(windows):
        return None
    if len(found) == 1:
        return found[0]
    columns = zip(*(window.cells for window in found), strict=True)
    return window_of(tuple(first if all(cell is first for cell in others) else None for first, *others in columns))


def _is_complete(row: Row, window: Window) -> bool:
    """Whether a row has all its numbers, or just seven cells with the first filled and the total in the last."""
    is_summed = len(row.tail) == COLUMNS and window.values[0] is not None and window.shows_sum
    return window.filled == COLUMNS or is_summed


def sums_hold(metrics: Sequence[str], reading: Sequence[Window | None]) -> bool:
    """Whether 总计 is the sum of the outcomes and the flow balances, in every column whose total is printed."""
    rows = [window for window in reading if window]
    if len(rows) < len(metrics):
        return False
    columns = [dict(zip(metrics, column, strict=True)) for column in zip(*(window.values for window in rows), strict=True)]
    # Some agencies fill the last column in the rows of the flow alone, and a capture may lose one of its cells.
    untotalled = {metric for metric, window in zip(metrics, rows, strict=True) if window.total is None and window.added}
    added = columns[:-1] if untotalled - set(FLOW) else columns
    balanced = columns[:-1] if untotalled & set(FLOW) else columns
    return all(map(_outcomes_hold, added)) and all(map(_flow_holds, balanced))


def _outcomes_hold(column: Mapping[str, Decimal | None]) -> bool:
    """A blank is as good as 0 here, where only the place of the columns is judged."""
    return (column[TOTAL] or 0) == sum(value or 0 for metric, value in column.items() if metric not in FLOW)


def _flow_holds(column: Mapping[str, Decimal | None]) -> bool:
    received, carried_in, processed, carried_out = (column[metric] or 0 for metric in FLOW)
    return received + carried_in == processed + carried_out


def _cells(document: Document, row: Row, metric: str, window: Window | None, *, strays: int) -> Iterator[Figure]:
    """The seven figures of a row; a blank is uncertain where a number of the table has lost its place."""
    quote = document.text[row.start : row.end]
    for part, piece in zip(templates().applications.columns, window.cells if window else (None,) * COLUMNS, strict=True):
        if piece is None or (strays and piece.is_blank):
            yield unreadable(quote, row, metric, piece, part=part)
        else:
            yield cell(quote, row, metric, piece, part=part)


def _lost(document: Document, rows: Sequence[Row], fits: Sequence[Fit], metrics: Sequence[str]) -> Iterator[Figure]:
    """The metrics that a row of no certain place may state: unreadable, for the first such row."""
    seen = set(metrics)
    for i, row in enumerate(rows):
        for metric in () if metrics[i] else fits[0].possible(i):
            if metric not in seen:
                seen.add(metric)
                yield from _cells(document, row, metric, None, strays=0)
