"""A document's tables as rows of one shape: a label and the cells after it.

A capture may keep a table's rows, or flatten it to one cell a line; both come out as rows here, so that the readers of
the single tables need not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from nianbao.chinese import narrow, number
from nianbao.model import Cell, Document, Table

SPACES = re.compile(r"\s+")
NUMBER = re.compile(r"(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)(?P<unit>件|条|次|项|个|人次|人|篇|宗|元|万元|亿元)?")
# What people write into a cell that they leave empty. Only 0 is zero; 无 and a dash are no numbers.
BLANKS = frozenset("/／—－-–―…*无") | {"", "——", "--", "//"}
LABEL_AND_NUMBER = re.compile(r"(?P<label>[^\d\t:：]{2,40})[\s:：]*(?P<cell>\d[\d,]*(?:\.\d+)?(?:元|万元|件|项)?)\s*")
LONGEST_LABEL = 60
SENTENCE = re.compile(r"[。；;！？]")
FRAGMENT_CELLS = 2  # a row of so few cells, at most one of them filled, is a cell on a line of its own


class Piece(NamedTuple):
    """A cell as the readers see it: its words without outer spaces, and where it stands.

    A tuple, since a report has hundreds and they take a third of the time of a frozen dataclass.
    """

    text: str
    start: int
    end: int
    anchor: str
    value: Decimal | None = None  # None: blank, or words
    unit: str = ""
    is_blank: bool = False

    @property
    def is_label(self) -> bool:
        """Whether the cell holds words."""
        return self.value is None and not self.is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label (without white space) and the number and blank cells after it."""

    label: str
    tail: tuple[Piece, ...]
    width: int  # cells of the row as it lies in the text, 0 where it was flattened to lines
    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def is_flattened(self) -> bool:
        """Whether the row was put together from cells on lines of their own."""
        return self.width == 0

    @property
    def numbers(self) -> tuple[Piece, ...]:
        """The cells of the tail that hold numbers."""
        return tuple(piece for piece in self.tail if piece.value is not None)


def read_piece(text: str, start: int, anchor: str) -> Piece:
    """A cell's text as a number, a blank, or words.

    >>> [(p.value, p.unit, p.is_blank) for p in (read_piece(t, 0, "t1r1c1") for t in ("1,230 ", "／", "251000元", "规章"))]
    [(Decimal('1230'), '', False), (None, '', True), (Decimal('251000'), '元', False), (None, '', False)]
    """
    words = text.strip()
    at = start + text.index(words) if words else start
    value, unit, is_blank = _read(words)
    return Piece(text=words, start=at, end=at + len(words or text), anchor=anchor, value=value, unit=unit, is_blank=is_blank)


@lru_cache(maxsize=4096)  # most cells of a table are 0
def _read(words: str) -> tuple[Decimal | None, str, bool]:
    plain = narrow(words)
    match = NUMBER.fullmatch(plain)
    if match:
        return number(match["number"]), match["unit"] or "", False
    return None, "", plain in BLANKS or words in BLANKS


def rows_of(document: Document) -> Iterator[Row]:
    """All rows of a document in order, those flattened to lines put together again."""
    for is_row, run in groupby(_items(document), key=lambda item: isinstance(item, Row)):
        if is_row:
            yield from (item for item in run if isinstance(item, Row))
        else:
            yield from _gathered(item for item in run if not isinstance(item, Row))


def _items(document: Document) -> Iterator[Row | Piece | None]:
    """Rows, single cells, and None for running text."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cells in block.rows:
                yield from _row_or_cell(cells)
        elif len(block.text) > LONGEST_LABEL or SENTENCE.search(block.text):
            yield None
        else:
            yield _line(block.text, block.start, block.anchor)


def _row_or_cell(cells: tuple[Cell, ...]) -> Iterator[Row | Piece]:
    pieces = tuple(read_piece(cell.text, cell.start, cell.anchor) for cell in cells)
    filled = [piece for piece in pieces if not piece.is_blank]
    if len(pieces) <= FRAGMENT_CELLS and len(filled) <= 1:
        yield from filled
    else:
        yield _row(pieces, width=len(pieces), start=cells[0].start, end=cells[-1].end)


def _line(text: str, start: int, anchor: str) -> Row | Piece:
    """A line of its own: a cell, or a label and its number."""
    match = LABEL_AND_NUMBER.fullmatch(text)
    if not match or read_piece(text, start, anchor).value is not None:
        return read_piece(text, start, anchor)
    label = read_piece(match["label"], start, anchor)
    cell = read_piece(match["cell"], start + match.start("cell"), anchor)
    return _row((label, cell), width=2, start=start, end=start + len(text))


def _row(pieces: tuple[Piece, ...], *, width: int, start: int, end: int) -> Row:
    last = max((i for i, piece in enumerate(pieces) if piece.is_label), default=-1)
    label = "".join(piece.text for piece in pieces[: last + 1] if piece.is_label)
    return Row(label=plain_label(label), tail=pieces[last + 1 :], width=width, start=start, end=end, pieces=pieces)


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """A label in one width and without white space.

    >>> plain_label("三、 本年 度办 理结 果（一）")
    '三、本年度办理结果(一)'
    """
    return SPACES.sub("", narrow(text))


def _gathered(items: Iterable[Piece | None]) -> Iterator[Row]:
    """Cells on lines of their own as rows: words, then the numbers up to the next words; running text ends a row."""
    pieces: list[Piece] = []
    for piece in items:
        if pieces and (piece is None or (piece.is_label and not pieces[-1].is_label)):
            yield _flattened(pieces)
            pieces = []
        if piece is not None:
            pieces.append(piece)
    if pieces:
        yield _flattened(pieces)


def _flattened(pieces: list[Piece]) -> Row:
    return _row(tuple(pieces), width=0, start=pieces[0].start, end=pieces[-1].end)
