"""The statistics table of 2014 -> figures: rows by their label alone, since local copies insert rows of their own.

Before 2014 provinces had tables of their own, much like it; their figures are read too. Both may number their rows in a
column, which counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nianbao.forms.cells import cell, unreadable
from nianbao.forms.rows import Piece, Row, plain_label
from nianbao.forms.templates import TemplateRow, templates
from nianbao.model import Document, Figure

CODE = re.compile(r"\d{1,2}")
LEAST_CODES = 4  # rows
MOST_SINGLE = 1  # row with two numbers in a table that has one column of them: the other is a page's
WIDEST_STEP = 5  # rows of a local table between two that are known, on average
LONGEST_REST = 2  # letters of a label's end on a line of its own
OPENS_LABEL = re.compile(r"\(?[一二三四五六七八九十\d][)、.]|其中")
ENDS_LABEL = re.compile("(?:数|数量|经费|费用|情形|信息)$|^(?:条|件|次|篇|个|人次?|万?元)$")
UNITS = frozenset(["条", "件", "次", "篇", "个", "人", "人次", "元", "万元"])
NUMBERED = re.compile(rf"\d(?:{'|'.join(UNITS)})$")  # a label that has its number already
UNIT_IN_LABEL = re.compile(rf"\((?:单位:?)?({'|'.join(UNITS)})\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which cells of the rows below a head count something: their places in the row, and which of them is the year's."""

    width: int
    places: tuple[int, ...]
    wanted: int | None  # None: the head does not say which


UNKNOWN = Columns(width=0, places=(), wanted=None)


def read_statistics(document: Document, rows: Sequence[Row]) -> tuple[Figure, ...]:
    """The cells of the table, or nothing where too few of its labels stand beside a number."""
    rows = _without_codes(rows)
    figures = tuple(_figures(document, rows))
    return figures if len(figures) >= templates().statistics_least_rows else ()


def is_national(figures: Sequence[Figure], rows: Sequence[Row]) -> bool:
    """Whether a table is that of 2014, by a label that no earlier table has."""
    words = templates().statistics_evidence
    return bool(figures) and any(word in row.label for row in rows for word in words)


def _without_codes(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without the column that numbers them: known by its numbers, which grow from row to row."""
    named = [i for i, row in enumerate(rows) if row.tail and _named(row.label)]
    codes = [int(rows[i].tail[0].text) for i in named if CODE.fullmatch(rows[i].tail[0].text)]
    if not LEAST_CODES <= len(codes) == len(named) or codes[-1] - codes[0] > WIDEST_STEP * len(codes):
        return rows
    if not all(one < other for one, other in pairwise(codes)):
        return rows
    numbered = frozenset(named)
    return [row.with_tail(row.tail[1:]) if i in numbered else row for i, row in enumerate(rows)]


def _figures(document: Document, rows: Sequence[Row]) -> Iterator[Figure]:
    section = ""
    columns = UNKNOWN if _are_several(rows) else None
    seen: set[str] = set()
    sections = {row.within for row in templates().statistics if row.within}
    for row in rows:
        columns = _columns(row) or columns
        entry = _entry(row, section)
        section = entry.id if entry and entry.id in sections else section
        if entry and row.tail and entry.id not in seen:
            seen.add(entry.id)
            yield from _figure(document, row, entry, columns)


def _are_several(rows: Sequence[Row]) -> bool:
    """Whether the table has more than one column of numbers."""
    return sum(len(row.numbers) > 1 and bool(_named(row.label)) for row in rows) > MOST_SINGLE


def _figure(document: Document, row: Row, entry: TemplateRow, columns: Columns | None) -> Iterator[Figure]:
    quote, unit = document.text[row.start : row.end], _unit(row) or entry.unit or None
    if not columns or len(columns.places) == 1:
        piece = _value(row)
        if piece:
            yield cell(quote, row, entry.id, piece, unit=unit)
        return
    piece = _below(row, columns)
    yield cell(quote, row, entry.id, piece, unit=unit) if piece else unreadable(quote, row, entry.id, None, unit=unit)


def _columns(row: Row) -> Columns | None:
    """The columns of a head; None where a row is none. Flattened to lines, the row below it follows in the same one."""
    words = templates().statistics_columns
    names = [plain_label(piece.text) for piece in row.pieces]
    first = next((i for i, name in enumerate(names) if name.startswith(words["names"])), len(names))
    if row.numbers and not row.is_flattened:
        return None
    last = len(names) - len(row.tail) - row.is_flattened
    places = tuple(i for i in range(first, last) if names[i].endswith(words["counts"]) and not _named(names[i]))
    wanted = [k for k, i in enumerate(places) if not any(word in names[i] for word in words["beside"])]
    return Columns(width=row.width, places=places, wanted=wanted[0] if len(wanted) == 1 else None) if places else None


def _below(row: Row, columns: Columns) -> Piece | None:
    """The cell of the year's column; None where it is not certain."""
    if columns.wanted is None:
        return None
    if len(row.tail) == len(columns.places):
        return row.tail[columns.wanted]
    is_below = row.width == columns.width > 0
    return row.pieces[columns.places[columns.wanted]] if is_below else None


def _entry(row: Row, section: str) -> TemplateRow | None:
    """The row of the form that a label names, below the section it belongs to."""
    label = _own_label(row) if row.is_flattened else row.label
    if NUMBERED.search(label):  # the number below it is another's
        return None
    return next((entry for entry in _named(label) if entry.within in ("", section)), None)


def _own_label(row: Row) -> str:
    """The label of a row that is flattened to lines: above it may stand those of rows whose blanks are lost."""
    labels = [plain_label(piece.text) for piece in row.pieces if piece.is_label]
    while labels and labels[-1] in UNITS:
        labels.pop()
    starts = (i for i in range(len(labels) - 1, 0, -1) if _begins_label(labels[i], labels[i - 1]))
    return "".join(labels[next(starts, 0) :])


def _begins_label(words: str, above: str) -> bool:
    """Whether words on a line of their own begin a label, and do not go on with one from the line above."""
    if OPENS_LABEL.match(words) or (_named(words) and _named(above)):
        return True
    return len(words) > LONGEST_REST and bool(ENDS_LABEL.search(above))


@lru_cache(maxsize=4096)  # the labels of tables are much the same everywhere
def _named(label: str) -> tuple[TemplateRow, ...]:
    return tuple(entry for entry in templates().statistics if entry.is_named_by(label))


def _value(row: Row) -> Piece | None:
    """The row's one number, or its one blank; of a row flattened to lines the one cell that is left."""
    if row.is_flattened and sum(bool(piece.text) for piece in row.tail) > 1:
        return None
    if len(row.numbers) == 1:
        return row.numbers[0]
    return row.tail[-1] if row.tail and not row.numbers else None


def _unit(row: Row) -> str:
    """The unit in a cell of its own between label and number, or in brackets at the label's end."""
    labels = [plain_label(piece.text) for piece in row.pieces if piece.is_label]
    last = labels[-1] if labels else ""
    match = UNIT_IN_LABEL.search(last)
    return last if last in UNITS else (match[1] if match else "")
