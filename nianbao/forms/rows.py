"""A document's tables as rows of one shape: a label and the cells after it.

A capture may keep a table's rows, or flatten it to one cell a line; both come out as rows here, so that the readers of
the single tables need not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from nianbao.chinese import narrow, number
from nianbao.model import Cell, Document, Table

SPACES = re.compile(r"\s+")
UNIT = "(?P<unit>件|条|次|项|个|人次|人|篇|宗|元|万元|亿元)?"
NUMBER = re.compile(rf"(?P<number>[+-]?(?:0|[1-9][\d,]*)(?:\.\d+)?){UNIT}")
# 00 and 010 are two cells run together, 1 0 may be; what they print cannot be told from the cell alone.
GARBLED = re.compile(r"\d[\d, ]*")
# What people write into a cell that they leave empty. Only 0 is zero; 无 and a dash are no numbers.
BLANKS = frozenset("/／—－-–―…*无") | {"", "——", "--", "//"}
LOST_SPACE = re.compile(r"^[?？]{1,4} +(?=\d+$)")  # what a page of another encoding made of a space
LABEL_AND_NUMBER = re.compile(
    r"(?P<label>(?:\d{1,2}[.、．])?[^\d\t:：/／—]{2,40})[\s:：]*(?P<cell>\d[\d,]*(?:\.\d+)?(?:元|万元|件|项)?)\s*"
)
LONGEST_LABEL = 60
REMARKED = re.compile(r"[^，。、（(\d]{2,12}[（(][^。\n]{1,300}[）)]")  # a label and what an agency remarks on it
SENTENCE = re.compile(r"[。；;！？]")
# Numbers of a row on a line that has lost its borders; 1. may open the words of the next row.
SPACED_NUMBERS = re.compile(
    r"""
      [\d/—-] (?: (?<= \d ) (?<! [\d.,] . ) [\d,]* | (?<= [ ] [/—-] ) (?= [ ] ) )
      (?: [ ] (?: \d[\d,]* | [/—-] ) (?! [\d.、．,] ) ){4,}
    """,
    re.VERBOSE,
)
HEAD_CELL = "信息内容"
# In a line that holds a whole table of Article 20 fewer numbers make a row.
HEAD = re.compile(f"{HEAD_CELL} ?(?:本年|上一年|采购)")
SHORT_NUMBERS = re.compile(
    r"""
      (?<= [^\d.,(（第] ) (?: [+-]? \d[\d,]* (?:\.\d+)? | (?<= [ ] ) [/—-] ) (?! [\d.、．,] )
      (?: [ ] (?: [+-]? \d[\d,]* (?:\.\d+)? | [/—-] ) (?! [\d.、．,] ) )*
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[^ ]+")
LEAST_NUMBERS = 7  # after so many cells, words begin another row
WIDEST = 20  # a row of more cells is a whole table; in that of Article 20 words after any number begin another row
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
    is_garbled: bool = False  # digits that make no number
    is_label: bool = False  # words


class Row(NamedTuple):
    """A label (without white space) and the number and blank cells after it; a tuple like its pieces."""

    label: str
    tail: tuple[Piece, ...]
    width: int  # cells of the row as it lies in the text, 0 where it was flattened to lines, negative where borders are lost
    start: int
    end: int
    pieces: tuple[Piece, ...]
    numbers: tuple[Piece, ...]  # the cells of the tail that hold numbers, asked for again and again

    @property
    def is_flattened(self) -> bool:
        """Whether the row was put together from cells on lines of their own."""
        return self.width == 0

    def with_tail(self, tail: tuple[Piece, ...]) -> Row:
        """The row with other cells after its label, and their numbers."""
        return self._replace(tail=tail, numbers=_numbers(tail))


def _numbers(tail: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple([piece for piece in tail if piece.value is not None])


def read_piece(text: str, start: int, anchor: str) -> Piece:
    """A cell's text as a number, a blank, or words.

    >>> [(p.value, p.unit, p.is_blank) for p in (read_piece(t, 0, "t1r1c1") for t in ("1,230 ", "／", "251000元", "规章"))]
    [(Decimal('1230'), '', False), (None, '', True), (Decimal('251000'), '元', False), (None, '', False)]
    """
    words, first, last, value, unit, is_blank, is_garbled, is_label = _read(text)
    return Piece(words, start + first, start + last, anchor, value, unit, is_blank, is_garbled, is_label)


@lru_cache(maxsize=4096)  # most cells of a table are 0
def _read(text: str) -> tuple[str, int, int, Decimal | None, str, bool, bool, bool]:
    """The fields of a piece without its anchor, as if its cell opened the document."""
    words = LOST_SPACE.sub("", text.strip(), count=1)
    first = text.index(words) if words else 0
    last = first + len(words or text)
    plain = narrow(words)
    match = NUMBER.fullmatch(plain)
    if match:
        return words, first, last, number(match["number"]), match["unit"] or "", False, False, False
    is_blank, is_garbled = plain in BLANKS or words in BLANKS, bool(GARBLED.fullmatch(plain))
    return words, first, last, None, "", is_blank, is_garbled, not is_blank and not is_garbled


def rows_of(document: Document) -> Iterator[Row]:
    """All rows of a document in order, those flattened to lines put together again."""
    loose: list[Piece | None] = []
    for item in _items(document):
        if isinstance(item, Row):
            yield from _gathered(loose)
            yield item
            loose = []
        else:
            loose.append(item)
    yield from _gathered(loose)


def _items(document: Document) -> Iterator[Row | Piece | None]:
    """Rows, single cells, and None for running text."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cells in block.rows:
                yield from _row_or_cell(cells)
        elif " " in block.text and _has_lost_borders(block.text):
            yield from _spaced_rows(block.text, block.start, block.anchor)
        elif block.text.count("|") > LEAST_NUMBERS:
            yield from _stroked_rows(block.text, block.start, block.anchor)
        elif (len(block.text) > LONGEST_LABEL or SENTENCE.search(block.text)) and not REMARKED.fullmatch(block.text):
            yield None
        else:
            yield _line(block.text, block.start, block.anchor)


def _has_lost_borders(text: str) -> bool:
    """Whether a line holds rows whose cells are parted by spaces alone."""
    return bool(SPACED_NUMBERS.search(text) or (len(text) > LONGEST_LABEL and HEAD.search(text)))


def _row_or_cell(cells: tuple[Cell, ...]) -> Iterator[Row | Piece]:
    pieces = tuple([read_piece(cell.text, cell.start, cell.anchor) for cell in cells])
    if len(pieces) <= FRAGMENT_CELLS and len(filled := [piece for piece in pieces if not piece.is_blank]) <= 1:
        yield from filled
    else:
        yield from _rows_of_one(pieces, cells[0].start, cells[-1].end)


def _rows_of_one(pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Row]:
    """A row, or the rows that have run together in it: no column of these lies below another."""
    parts = list(_parts(pieces)) if len(pieces) > LEAST_NUMBERS + FRAGMENT_CELLS else []
    if len(parts) < 2:  # noqa: PLR2004 - one row
        yield _row(pieces, width=len(pieces), start=start, end=end)
    else:
        yield from (_row(part, width=-len(part), start=part[0].start, end=part[-1].end) for part in parts)


def _parts(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """The rows that a row holds: a capture may have lost the ends of a whole table's rows."""
    start = run = 0
    least = 1 if len(pieces) > WIDEST and any(piece.text == HEAD_CELL for piece in pieces) else LEAST_NUMBERS
    for i, piece in enumerate(pieces):
        if piece.is_label and run >= least and any(before.value is not None for before in pieces[i - run : i]):
            yield pieces[start:i]
            start = i
        run = 0 if piece.is_label else run + 1
    yield pieces[start:]


def _spaced_rows(text: str, start: int, anchor: str) -> Iterator[Row | None]:
    """The rows of a line without cells, each of them words and the numbers after them; None for what is left."""
    at = 0
    numbers = SHORT_NUMBERS if HEAD.search(text) else SPACED_NUMBERS
    for run in numbers.finditer(text):
        words = max(at, *(text.rfind(stop, at, run.start()) + 1 for stop in "。；"))
        places = [(words, run.start()), *(word.span() for word in WORD.finditer(text, run.start(), run.end()))]
        pieces = tuple(read_piece(text[first:last], start + first, anchor) for first, last in places if first < last)
        yield _row(pieces, width=-len(pieces), start=pieces[0].start, end=pieces[-1].end)
        at = run.end()
    if text[at:].strip():
        yield None


def _stroked_rows(text: str, start: int, anchor: str) -> Iterator[Row]:
    """The rows of a line whose cells are still held apart by strokes."""
    ends = [match.start() for match in re.finditer(r"\||$", text)]
    places = zip([0, *(end + 1 for end in ends)], ends, strict=False)
    pieces = tuple(read_piece(text[first:last], start + first, anchor) for first, last in places)
    yield from _rows_of_one(pieces, start, start + len(text))


def _line(text: str, start: int, anchor: str) -> Row | Piece:
    """A line of its own: a cell, or a label and its number."""
    match = LABEL_AND_NUMBER.fullmatch(text)
    if not match or read_piece(text, start, anchor).value is not None:
        return read_piece(text, start, anchor)
    label = read_piece(match["label"], start, anchor)
    cell = read_piece(match["cell"], start + match.start("cell"), anchor)
    return _row((label, cell), width=2, start=start, end=start + len(text))


def _row(pieces: tuple[Piece, ...], *, width: int, start: int, end: int) -> Row:
    words = len(pieces)  # cells up to the last label
    while words and not pieces[words - 1].is_label:
        words -= 1
    label = "".join([piece.text for piece in pieces[:words] if piece.is_label])
    tail = pieces[words:]
    return Row(plain_label(label), tail, width, start, end, pieces, _numbers(tail))


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
