"""The tables of Article 20 -> figures: a row is known by its label, its metrics by the form whose head stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.forms.cells import cell, unreadable
from nianbao.forms.rows import Piece, Row, plain_label
from nianbao.forms.templates import DisclosureRow, templates
from nianbao.model import Document, Figure


def read_disclosure(document: Document, rows: Sequence[Row], form: str) -> Iterator[Figure]:
    """The cells of the rows of rules, permits, penalties, fees and procurement."""
    head: Row | None = None
    for row in rows:
        if any(word in row.label for word in templates().disclosure_heads):
            head = row
        entry = _entry(row)
        metrics = _metrics(entry, form, head) if entry else ()
        if metrics and row.tail:
            yield from _cells(document, row, metrics, head)


def _entry(row: Row) -> DisclosureRow | None:
    """The row of the form that a label is; in a table flattened to lines the head may stand before it."""
    label = plain_label(next((piece.text for piece in reversed(row.pieces) if piece.is_label), ""))
    return templates().disclosure.get(label) or templates().disclosure.get(label.partition("(")[0])


def _metrics(entry: DisclosureRow, form: str, head: Row | None) -> tuple[str, ...]:
    """By the words of the head above where they tell the forms apart, else by the report's form."""
    evidence = templates().evidence
    shown = [name for name, words in evidence.items() if head and any(word in head.label for word in words)]
    return entry.metrics.get(shown[0] if len(shown) == 1 else form, ())


def _cells(document: Document, row: Row, metrics: Sequence[str], head: Row | None) -> Iterator[Figure]:
    pieces = _placed(row, len(metrics), head)
    for i, metric in enumerate(metrics):
        if pieces:
            yield cell(document, row, metric, pieces[i])
        else:
            yield unreadable(document, row, metric, None)


def _placed(row: Row, count: int, head: Row | None) -> Sequence[Piece]:
    """The cells of the row's columns: all numbers in order, else the cells below the head's; none where neither is certain."""
    if len(row.numbers) == count:
        return row.numbers
    if all(piece.is_blank for piece in row.tail) and len(row.tail) >= count:
        return row.tail[:count]
    if head and head.width == row.width and len(row.numbers) < count <= len(row.tail):
        places = [i for i, piece in enumerate(head.pieces) if piece.is_label][1:]
        below = [row.pieces[i] for i in places]
        holds_all = sum(piece.value is not None for piece in below) == len(row.numbers)
        return below if len(places) == count and holds_all else ()
    return ()
