"""Tables whose every cell stands on a line of its own, with a stroke after it.

The strokes count the cells of a row, empty ones too, which nothing else tells. Some converters fill rows up to one width
with them, for the places that cells spread over; others do not, and a row ends where words follow a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import gcd
from typing import NamedTuple

from nianbao.clean.ledger import Change

NARROWEST, WIDEST = 3, 20  # cells of a row
LEAST_CELLS = 12
COUNTS = frozenset({0, 1, 2, 3, 7, 15})  # cells after the label of a row of a statutory table
MOST_LABELS = 3
LONGEST_PIECE = 12  # letters of a line whose cell goes on in the next line
LONGEST_CELL = 200
CHAPTER = re.compile("[一二三四五六七八]、.{0,30}(?:情况|事项|问题|措施|概述)")
NUMBER = re.compile(r"[^\w+-]*[+-]?\d[\d,.]*\W*[件条次项个宗元万]{0,2}")
NOTHING = re.compile(r"\W*无?\W*")


class Line(NamedTuple):
    """A line of a text: where it is, and the pieces between its strokes without outer white space."""

    start: int
    text: str
    pieces: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def strokes(self) -> int:
        """How many strokes it has."""
        return len(self.pieces) - 1

    @property
    def is_of_grid(self) -> bool:
        """Whether it is a cell with its stroke, or strokes alone, or both."""
        return self.strokes > 0 and not any(self.pieces[1:]) and len(self.pieces[0]) <= LONGEST_CELL


NONE = Line(0, "", ("",))


class Cell(NamedTuple):
    """Where a cell's words begin and end; of an empty one, where its stroke is."""

    start: int
    end: int
    words: str
    is_fill: bool = False  # a stroke that only makes a row as wide as the others


class Grid(NamedTuple):
    """A table: where it begins and ends, and its cells row by row."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]

    def changes(self) -> Iterator[Change]:
        """A tab between cells and a line end between rows, in place of whatever stands there."""
        cells = [(cell, "\t" if i else "\n") for row in self.rows for i, cell in enumerate(row)]
        if self.start < cells[0][0].start:
            yield self.start, cells[0][0].start, ""
        for (cell, _), (following, mark) in pairwise(cells):
            yield from _unbroken(cell)
            yield cell.end, following.start, mark
        yield from _unbroken(cells[-1][0])
        if cells[-1][0].end < self.end:
            yield cells[-1][0].end, self.end, ""


def _unbroken(cell: Cell) -> Iterator[Change]:
    """A cell's own line ends, each a space."""
    return ((cell.start + i, cell.start + i + 1, " ") for i, letter in enumerate(cell.words) if letter == "\n")


def grids(text: str) -> Iterator[Grid]:
    r"""Every such table of a text, in order.

    >>> text = "规章情况 |\n||\n规章 |\n|\n3 |\n文件 |\n0 |\n7 |\n许可 |\n5 |\n|\n"
    >>> ["/".join(cell.words for cell in row) for grid in grids(text) for row in grid.rows]
    ['规章情况', '规章//3', '文件/0/7', '许可/5/']
    """
    lines = list(_lines(text)) if "|\n" in text else []
    for run in _runs(lines):
        grid = _grid(text, run)
        if grid:
            yield grid


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Line(at, line, tuple([piece.strip() for piece in line.split("|")]))
        at += len(line) + 1


def _runs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines of cells that follow one another."""
    run: list[Line] = []
    for line, following, third in zip(lines, (*lines[1:], NONE), (*lines[2:], NONE, NONE), strict=False):
        if line.is_of_grid or (_goes_on(line, following) and (run or not third.strokes)):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _goes_on(line: Line, following: Line) -> bool:
    """Whether the next line has the stroke that ends a line's cell: it is a stroke alone, or the line is a short piece."""
    is_piece = line.strokes == 0 and following.is_of_grid and not CHAPTER.match(line.text.strip())
    return is_piece and len(line.text.strip()) <= (LONGEST_PIECE if following.pieces[0] else LONGEST_CELL)


def _grid(text: str, run: Sequence[Line]) -> Grid | None:
    """The cells of a run as rows, if they are as wide as its strokes say; a line of several strokes ends a row."""
    cells: list[Cell] = []
    ends: list[int] = []
    opened = None  # where the cell began whose stroke is still to come
    for line in run:
        if opened is None and line.pieces[0]:
            opened = line.start + line.text.index(line.pieces[0])
        if line.strokes:
            cells += _cells(text, line, opened)
            ends += [len(cells)] if line.strokes > 1 else []
            opened = None
    rows = _by_width(cells, gcd(*ends)) if ends else _by_labels(cells)
    if len(cells) < LEAST_CELLS or not rows or not all(map(_is_row, rows)) or not any(cell.words for cell in cells):
        return None
    is_edged = len(rows[-1]) > 1 and not any(row[0].words for row in rows)
    return Grid(run[0].start, run[-1].end, tuple(filter(None, _unfilled([row[is_edged:] for row in rows]))))


def _by_width(cells: Sequence[Cell], width: int) -> list[tuple[Cell, ...]]:
    """Cells as rows of one width; nothing where it is none."""
    return [tuple(cells[i : i + width]) for i in range(0, len(cells), width)] if NARROWEST <= width <= WIDEST else []


def _by_labels(cells: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """Cells as rows that begin with words; nothing where no cell is empty, or where a row has not as many as the forms have."""
    if not cells[0].words or all(cell.words for cell in cells):
        return []
    starts = [i for i, cell in enumerate(cells) if i and not _is_value(cell) and _is_value(cells[i - 1])]
    rows = [tuple(cells[first:last]) for first, last in pairwise((0, *starts, len(cells)))]
    counts = {len(row) - _labels(row) for row in rows}
    if not counts <= COUNTS:
        return []
    # The words of a head run into the label below it.
    return [part for row in rows for part in _without_head(row)]


def _without_head(row: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    own = _labels(row) - 1
    yield from (row[:own], row[own:]) if own >= MOST_LABELS and own < len(row) - 1 else (row,)


def _is_value(cell: Cell) -> bool:
    return bool(NOTHING.fullmatch(cell.words) or NUMBER.fullmatch(cell.words))


def _unfilled(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows without the strokes that fill them up: as many cells after the label as rows have that end in a filled one.

    A single stroke cannot be told from an empty cell, but by the one cell that the row has more.
    """
    counts = Counter(_filled(row) - _labels(row) for row in rows if row[-1].is_fill and _filled(row) > _labels(row))
    if not counts:
        return tuple(tuple(cell for cell in row if not cell.is_fill) for row in rows)
    usual = counts.most_common(1)[0][0]
    return tuple(row[: max(_labels(row) + usual, _filled(row))] if _is_filled_up(row, usual) else row for row in rows)


def _is_filled_up(row: Sequence[Cell], usual: int) -> bool:
    return row[-1].is_fill or usual == len(row) - _labels(row) - 1


def _labels(row: Sequence[Cell]) -> int:
    """How many words a row begins with."""
    return next((i for i, cell in enumerate(row) if _is_value(cell)), len(row))


def _filled(row: Sequence[Cell]) -> int:
    """How many cells a row has up to its last filled one."""
    return max((i + 1 for i, cell in enumerate(row) if cell.words), default=0)


def _cells(text: str, line: Line, opened: int | None) -> Iterator[Cell]:
    """The cell that a line's first stroke ends, and an empty one for each stroke after it."""
    strokes = [line.start + i for i, letter in enumerate(line.text) if letter == "|"]
    words = "" if opened is None else text[opened : strokes[0]].rstrip()
    start = strokes[0] if opened is None else opened
    yield Cell(start, start + len(words), words, is_fill=not words and len(strokes) > 1)
    yield from (Cell(at, at, "", is_fill=True) for at in strokes[1:])


def _is_row(row: Sequence[Cell]) -> bool:
    """Whether no words stand after a number."""
    kinds = [bool(NUMBER.fullmatch(cell.words)) for cell in row if not NOTHING.fullmatch(cell.words)]
    return kinds == sorted(kinds)
