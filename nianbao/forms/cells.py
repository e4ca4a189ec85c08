"""A table's cell -> Figure: as printed, blank, or unreadable where its column or row is not certain."""

from __future__ import annotations

from decimal import Decimal

from nianbao.catalogue import load
from nianbao.forms.rows import Piece, Row
from nianbao.model import Document, Figure, Origin, Qualifier, Status


def cell(  # noqa: PLR0913 - what is not common to all cells is given by name
    document: Document, row: Row, metric: str, piece: Piece, *, part: str = "", unit: str = ""
) -> Figure:
    """The figure that a cell states; a blank cell states none, and is no zero."""
    if piece.value is None and not piece.is_blank:
        return unreadable(document, row, metric, piece, part=part, unit=unit)
    status = Status.BLANK if piece.value is None else Status.STATED
    return _figure(document, row, metric, piece, part=part, unit=piece.unit or unit, value=piece.value, status=status)


def unreadable(  # noqa: PLR0913 - as above
    document: Document, row: Row, metric: str, piece: Piece | None, *, part: str = "", unit: str = ""
) -> Figure:
    """A figure that a row must hold, in a cell that is not certain; without a cell the row's numbers are marked."""
    piece = piece or row_piece(row)
    return _figure(document, row, metric, piece, part=part, unit=unit, value=None, status=Status.UNREADABLE)


def row_piece(row: Row) -> Piece:
    """All of a row's cells after its label as one piece."""
    pieces = row.tail or row.pieces
    return Piece(text="", start=pieces[0].start, end=pieces[-1].end, anchor=pieces[0].anchor)


def _figure(  # noqa: PLR0913 - as above
    document: Document, row: Row, metric: str, piece: Piece, *, part: str, unit: str, value: Decimal | None, status: Status
) -> Figure:
    return Figure(
        metric=metric,
        part=part,
        value=value,
        unit=unit or load()[metric].unit,
        status=status,
        qualifier=Qualifier.NONE,
        quote=document.text[row.start : row.end],
        anchor=piece.anchor,
        origin=Origin.TABLE,
        start=row.start,
        end=row.end,
        mark_start=piece.start,
        mark_end=piece.end,
    )
