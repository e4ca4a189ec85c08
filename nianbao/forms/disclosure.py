"""The tables of Article 20 -> figures: a row is known by its label, its metrics by the form whose head stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nianbao.forms.cells import cell, unreadable
from nianbao.forms.rows import Piece, Row, plain_label
from nianbao.forms.templates import DisclosureRow, templates
from nianbao.model import Document, Figure

STOCKS = ("_disclosed_total", "_in_force")  # what an agency has of a kind is no less than what it made this year
MONEY = re.compile(r"\((?:单位:?)?(亿元|万元|元)\)")  # in a column's head


def read_disclosure(document: Document, rows: Sequence[Row], form: str) -> Iterator[Figure]:
    """The cells of the rows of rules, permits, penalties, fees and procurement."""
    found = list(_known(rows, form))
    leaves_zeros = not any(piece.text and not piece.value for row, _, _ in found for piece in row.tail)
    for row, metrics, head in found:
        yield from _cells(document, row, metrics, head, leaves_zeros=leaves_zeros)


def _known(rows: Sequence[Row], form: str) -> Iterator[tuple[Row, tuple[str, ...], Row | None]]:
    """The rows that the form has, each with its metrics and the head above it."""
    head: Row | None = None
    for row in rows:
        if _is_head(row.label):
            head = row
        entry = _entry(row) if row.tail else None
        metrics = _metrics(entry, form, head) if entry else ()
        if metrics:
            yield row, metrics, head


@lru_cache(maxsize=4096)
def _is_head(label: str) -> bool:
    return any(word in label for word in templates().disclosure_heads)


def _entry(row: Row) -> DisclosureRow | None:
    """The row of the form that a label is; in a table flattened to lines the head may stand before it."""
    known = templates().disclosure
    if row.width < 0:
        return next((known[label] for label in sorted(known, key=len, reverse=True) if row.label.endswith(label)), None)
    label = plain_label(next((piece.text for piece in reversed(row.pieces) if piece.is_label), ""))
    return known.get(label) or known.get(label.partition("(")[0])


def _metrics(entry: DisclosureRow, form: str, head: Row | None) -> tuple[str, ...]:
    """By the words of the head above where they tell the forms apart, else by the report's form."""
    evidence = templates().evidence
    shown = [name for name, words in evidence.items() if head and any(word in head.label for word in words)]
    return entry.metrics.get(shown[0] if len(shown) == 1 else form, ())


def _cells(document: Document, row: Row, metrics: tuple[str, ...], head: Row | None, *, leaves_zeros: bool) -> Iterator[Figure]:
    quote, pieces = document.text[row.start : row.end], _placed(row, len(metrics), head)
    # A capture that loses a cell puts a blank at the row's end; an agency that leaves out zeros puts it where one was.
    may_end_blank = leaves_zeros and not metrics[-1].endswith(STOCKS)
    if pieces and not pieces[-1].text and any(piece.text for piece in pieces) and not may_end_blank:
        pieces = ()
    for i, metric in enumerate(metrics):
        unit = _money(metric, head)
        if pieces:
            yield cell(quote, row, metric, pieces[i], unit=unit)
        else:
            yield unreadable(quote, row, metric, None, unit=unit)


def _money(metric: str, head: Row | None) -> str | None:
    """The unit of an amount of money: the one that its head prints, else the form's own; None for what is no money."""
    if metric not in templates().disclosure_money:
        return None
    match = MONEY.search(head.label) if head else None
    return match[1] if match else templates().disclosure_money[metric]


def _placed(row: Row, count: int, head: Row | None) -> Sequence[Piece]:
    """The cells of the row's columns: all numbers in order, else the cells below the head's; none where neither is certain."""
    if len(row.numbers) == count:
        return row.numbers
    if all(piece.is_blank for piece in row.tail) and len(row.tail) >= count:
        return row.tail[:count]
    if len(row.tail) == count and all(piece.text for piece in row.tail):
        return row.tail
    if head and not row.is_flattened and head.width == row.width and len(row.numbers) < count <= len(row.tail):
        places = [i for i, piece in enumerate(head.pieces) if piece.is_label][1:]
        below = [row.pieces[i] for i in places]
        holds_all = sum(piece.value is not None for piece in below) == len(row.numbers)
        return below if len(places) == count and holds_all else ()
    return ()
