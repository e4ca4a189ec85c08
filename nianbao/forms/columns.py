"""Which cells of a row are the table's columns: every window that is possible, and those the sums leave standing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from nianbao.forms.rows import Piece, Row, read_piece

COLUMNS = 7
MOST_GEOMETRIES = 64


class Window(NamedTuple):
    """Seven cells of a row, one for each column, with what is asked of them again and again."""

    cells: tuple[Piece | None, ...]  # None: a total that the capture has lost, or a cell that is not certain
    values: tuple[Decimal | None, ...]
    total: Decimal | None
    added: Decimal  # all but the last, blanks as nothing
    filled: int  # cells that hold a number

    @property
    def sum_holds(self) -> bool:
        """Whether the last column is the sum of the others; a blank last column says nothing, nor do six blank ones."""
        return self.total in (None, self.added) or self.is_total_alone

    @property
    def is_total_alone(self) -> bool:
        """Whether nothing but the last column is filled."""
        return self.filled == 1 and self.total is not None

    @property
    def shows_sum(self) -> bool:
        """Whether the last column is the sum of the others and not zero: zeros make a sum wherever the columns start."""
        return bool(self.total) and self.total == self.added


Reading = tuple[Window | None, ...]  # a window for every row; None where it has none
Windows = dict[int, Window]  # by the place in the row's tail where the window starts


def window_of(cells: tuple[Piece | None, ...]) -> Window:
    """Seven cells as a window."""
    values = tuple([piece.value if piece else None for piece in cells])
    parts, total = [value for value in values[:-1] if value is not None], values[-1]
    return Window(cells, values, total, sum(parts, Decimal(0)), len(parts) + (total is not None))


def windows(row: Row, *, labelled: bool, untotalled: bool) -> Windows:
    """Every way to read seven columns from a row's cells, by where they start; those whose sum holds, if one does.

    A number that is not zero is never left outside. A single 0 before the columns may be what is left of a label. Six
    numbers are read as a row without its total where the table's rows are `untotalled`; other blanks that a row has lost
    may have stood anywhere.
    """
    if any(piece.is_garbled for piece in row.tail):
        return _with_spaced_digits(row)
    numbers = row.numbers
    if untotalled and len(numbers) == COLUMNS - 1 and numbers == row.tail[1 - COLUMNS :]:
        return {max(0, len(row.tail) - COLUMNS + 1): window_of((*numbers, None))}
    if len(row.tail) == COLUMNS:
        return {0: window_of(row.tail)}
    places = range(len(row.tail) - COLUMNS + 1)
    starts = (start for start in places if _may_start(row.tail, start, labelled=labelled))
    found = {start: window_of(row.tail[start : start + COLUMNS]) for start in starts}
    whole = {start: window for start, window in found.items() if window.filled == COLUMNS == len(numbers)}
    return _summing(whole or found)


def _with_spaced_digits(row: Row) -> Windows:
    """1 2 is read as 12 where that gives the row its printed sum, and nothing but blanks stands beside the seven cells."""
    joined = tuple(_without_spaces(piece) for piece in row.tail)
    if any(piece.is_garbled for piece in joined):
        return {}
    places = range(len(joined) - COLUMNS + 1)
    found = {start: window_of(joined[start : start + COLUMNS]) for start in places if _may_start(joined, start, labelled=True)}
    return {start: window for start, window in found.items() if window.shows_sum}


def _without_spaces(piece: Piece) -> Piece:
    return read_piece(piece.text.replace(" ", ""), piece.start, piece.anchor)._replace(end=piece.end)


def _may_start(tail: Sequence[Piece], start: int, *, labelled: bool) -> bool:
    before = [piece for piece in tail[:start] if piece.text]
    after = [piece for piece in tail[start + COLUMNS :] if piece.text]
    if after or not before:
        return not after
    # What is left of a label pushes no number out of the row: it does not begin with one and end in blanks.
    is_pushed = not tail[start].is_blank and all(piece.is_blank for piece in tail[start + COLUMNS - 2 : start + COLUMNS])
    return not labelled and [piece.text for piece in before] == ["0"] and not is_pushed


def _summing(found: Windows) -> Windows:
    return {start: window for start, window in found.items() if window.sum_holds} or found


def geometries(rows: Sequence[Row], choices: Sequence[Windows]) -> list[Reading]:
    """The consistent readings of all rows that show the most sums; rows of one shape start their columns at one place.

    Empty where too many fit. A reading that pushes a column of totals out of the table has fewer sums to show. Of those
    that show as many, the ones are taken in which the columns of all rows lie below each other, if there are such.
    """
    shapes: defaultdict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        shapes[row.width, len(row.tail), bool(row.label)].append(i)
    options = [list(_starts([choices[i] for i in members])) for members in shapes.values()]
    if prod(len(option) for option in options) > MOST_GEOMETRIES:
        return []
    readings = [_reading(len(rows), list(shapes.values()), choices, starts) for starts in product(*options)]
    totals = [reading for reading in readings if are_totals_alone(rows, reading)]
    if totals:
        return totals
    shown = [sum(window is not None and window.shows_sum for window in reading) for reading in readings]
    likely = [reading for reading, sums in zip(readings, shown, strict=True) if sums == max(shown)]
    return [reading for reading in likely if len(likely) > 1 and _is_straight(rows, reading)] or likely


def are_totals_alone(rows: Sequence[Row], reading: Reading) -> bool:
    """Whether an agency filled the last column alone: the seven columns follow the labels, however many cells these have."""
    lengths = set()
    for row, window in zip(rows, reading, strict=True):
        if not row.numbers:
            continue
        if not (window and window.is_total_alone and row.tail[0] is window.cells[0]):
            return False
        lengths.add(len(row.tail))
    return len(lengths) > 1 or lengths == {COLUMNS}


def _is_straight(rows: Sequence[Row], reading: Reading) -> bool:
    """Whether the columns of all rows as wide as most of the others start at one place."""
    return all(len(set(starts)) == 1 for starts in _first_columns(rows, reading).values())


def _first_columns(rows: Sequence[Row], reading: Reading) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row, window in zip(rows, reading, strict=True):
        if window and row.width > 0:
            found[row.width].append(_first_column(row, window))
    return found


def _first_column(row: Row, window: Window) -> int:
    """Where in a row the first of the seven columns lies."""
    first = window.cells[0]
    start = first.start if first else -1
    return row.width - len(row.tail) + next((i for i, piece in enumerate(row.tail) if piece.start == start), 0)


def placed(rows: Sequence[Row], reading: Reading) -> list[bool]:
    """Whether a reading has the columns of each row where they are: other rows whose columns start there bear it out."""
    keys = [(row.width, _first_column(row, window) if window else None) for row, window in zip(rows, reading, strict=True)]
    seen = list(zip(keys, rows, reading, strict=True))
    shown = Counter(key for key, _, window in seen if window and window.shows_sum)
    broken = Counter(key for key, _, window in seen if window and not window.sum_holds)
    fixed = {key for key, row, window in seen if window and _is_fixed(row, window)}
    if are_totals_alone(rows, reading):
        return [True] * len(rows)
    return [
        window is None or _is_placed(row, window, shown[key], broken[key], is_fixed=key in fixed) for key, row, window in seen
    ]


def _is_fixed(row: Row, window: Window) -> bool:
    """Whether a row's seven cells can be no others: the first counts somebody, or it is filled and there are just seven."""
    first = window.values[0]
    return bool(first) or (first is not None and COLUMNS in (len(row.tail), window.filled))


def _is_placed(row: Row, window: Window, shown: int, broken: int, *, is_fixed: bool) -> bool:
    """By how many rows whose columns start in the same place show their sum, and how many have one that does not hold.

    Where cells have lost their borders a number may be two, so there each row must hold by itself.
    """
    first = window.values[0]
    if row.width < 0 and not window.sum_holds:
        return False
    if window.filled == COLUMNS or (len(row.tail) == COLUMNS and first is not None and window.total is not None):
        return broken <= max(1, shown)
    starts_blank = first is None and not window.added  # zeros, which may have moved
    return not window.filled or shown > broken or (not broken and is_fixed and not starts_blank)


def may_lack_column(windows: Sequence[Window]) -> bool:
    """Whether the last filled column may be that of the totals, moved to the left by a column that is lost."""
    if any(window.total is not None for window in windows):
        return False
    last = max((i for window in windows for i, value in enumerate(window.values) if value is not None), default=0)
    before = [sum(filter(None, window.values[:last]), Decimal(0)) for window in windows]
    return last > 0 and all((window.values[last] or 0) >= added for window, added in zip(windows, before, strict=True))


def totals_lost(reading: Reading, kinds: Sequence[bool]) -> list[bool]:
    """Whether a row has lost its total, as the other rows of its kind print theirs.

    `kinds` tells the rows of the flow: some agencies fill the last column in these alone.
    """
    totals = Counter(
        (kind, window.total is not None) for kind, window in zip(kinds, reading, strict=True) if window and window.filled
    )
    return [
        window is not None and _lacks_total(window) and totals[kind, True] > totals[kind, False]
        for kind, window in zip(kinds, reading, strict=True)
    ]


def _lacks_total(window: Window) -> bool:
    last = window.cells[-1]
    is_empty = window.total is None and not (last and last.text)  # a stroke was put there
    return is_empty and (bool(window.added) or window.filled == COLUMNS - 1)


def _starts(choices: Sequence[Mapping[int, Window]]) -> Iterable[int | None]:
    """The places where the columns of rows of one shape may start: common to all of them that have any."""
    sets = [set(choice) for choice in choices if choice]
    common = set.intersection(*sets) if sets else set()
    return sorted(common) if common else [None]


def _reading(length: int, groups: Sequence[Sequence[int]], choices: Sequence[Windows], starts: Sequence[int | None]) -> Reading:
    found: list[Window | None] = [None] * length
    for members, start in zip(groups, starts, strict=True):
        for i in members:
            found[i] = _only(choices[i]) if start is None else choices[i].get(start)
    return tuple(found)


def _only(choice: Windows) -> Window | None:
    return next(iter(choice.values())) if len(choice) == 1 else None
