"""The statistics table of 2014 -> figures: rows by their label alone, since local copies insert rows of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nianbao.forms.cells import cell
from nianbao.forms.rows import Piece, Row, plain_label
from nianbao.forms.templates import TemplateRow, templates
from nianbao.model import Document, Figure


def read_statistics(document: Document, rows: Sequence[Row]) -> tuple[Figure, ...]:
    """The cells of the table, or nothing where too few of its labels stand beside a number."""
    figures = tuple(_figures(document, rows))
    return figures if len(figures) >= templates().statistics_least_rows else ()


def _figures(document: Document, rows: Sequence[Row]) -> Iterator[Figure]:
    section = ""
    seen: set[str] = set()
    sections = {row.within for row in templates().statistics if row.within}
    for row in rows:
        entry = _entry(row, section)
        section = entry.id if entry and entry.id in sections else section
        piece = _value(row)
        if entry and piece and entry.id not in seen:
            seen.add(entry.id)
            yield cell(document, row, entry.id, piece, unit=_unit(row) or entry.unit)


def _entry(row: Row, section: str) -> TemplateRow | None:
    """The row of the form that a label names, below the section it belongs to."""
    return next((entry for entry in _named(row.label) if entry.within in ("", section)), None)


@lru_cache(maxsize=4096)  # the labels of tables are much the same everywhere
def _named(label: str) -> tuple[TemplateRow, ...]:
    return tuple(entry for entry in templates().statistics if entry.is_named_by(label))


def _value(row: Row) -> Piece | None:
    """The row's one number, or its one blank."""
    if len(row.numbers) == 1:
        return row.numbers[0]
    return row.tail[-1] if row.tail and not row.numbers else None


def _unit(row: Row) -> str:
    """The unit in a cell of its own between label and number."""
    last = row.pieces[-len(row.tail) - 1] if len(row.pieces) > len(row.tail) else None
    unit = plain_label(last.text) if last else ""
    return unit if unit in UNITS else ""


UNITS = frozenset(["条", "件", "次", "篇", "个", "人", "人次", "元", "万元"])
