"""A table's cell -> Figure: as printed, blank, or unreadable where its column or row is not certain."""

from __future__ import annotations

from nianbao.catalogue import load
from nianbao.forms.rows import Piece, Row
from nianbao.model import Figure, Origin, Qualifier, Status


def cell(  # noqa: PLR0913 - what is not common to all cells is given by name
    quote: str, row: Row, metric: str, piece: Piece, *, part: str = "", unit: str | None = None
) -> Figure:
    """The figure that a cell states; a blank cell states none, and is no zero; words are unreadable.

    `quote`: the words of the row, one string for all its cells. `unit`: where the cell prints none.
    """
    filled = Status.UNREADABLE if piece.value is None else Status.STATED
    return Figure(
        metric=metric,
        part=part,
        value=piece.value,
        unit=piece.unit or (load()[metric].unit if unit is None else unit),
        status=Status.BLANK if piece.is_blank else filled,
        qualifier=Qualifier.NONE,
        quote=quote,
        anchor=piece.anchor,
        origin=Origin.TABLE,
        start=row.start,
        end=row.end,
        mark_start=piece.start,
        mark_end=piece.end,
    )


def unreadable(  # noqa: PLR0913 - as above
    quote: str, row: Row, metric: str, piece: Piece | None, *, part: str = "", unit: str | None = None
) -> Figure:
    """A figure that a row must hold, in a cell that is not certain; without a cell the row's numbers are marked."""
    place = (piece or row_piece(row))._replace(value=None, unit="", is_blank=False)
    return cell(quote, row, metric, place, part=part, unit=unit)


def row_piece(row: Row) -> Piece:
    """All of a row's cells after its label as one piece."""
    pieces = row.tail or row.pieces
    return Piece(text="", start=pieces[0].start, end=pieces[-1].end, anchor=pieces[0].anchor)
