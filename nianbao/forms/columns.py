"""Which cells of a row are the table's columns: every window that is possible, and those the sums leave standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod

from nianbao.forms.rows import Piece, Row

COLUMNS = 7
Window = tuple[Piece | None, ...]  # seven cells; None is a blank that the capture has lost
Reading = tuple[Window | None, ...]  # a window for every row; None where it has none
Windows = dict[int, Window]  # by the place in the row's tail where the window starts
LOST_BLANKS = 2  # with more cells missing a row says nothing of its columns
MOST_GEOMETRIES = 64


def windows(row: Row, *, labelled: bool) -> Windows:
    """Every way to read seven columns from a row's cells, by where they start; those whose sum holds, if one does.

    A number that is not zero is never left outside. A single 0 before the columns may be what is left of a label.
    """
    length = len(row.tail)
    if length < COLUMNS:
        return _with_lost_blanks(row) if COLUMNS - length <= LOST_BLANKS and row.numbers else {}
    places = range(length - COLUMNS + 1)
    found: Windows = {
        start: row.tail[start : start + COLUMNS] for start in places if _may_start(row.tail, start, labelled=labelled)
    }
    whole = {start: window for start, window in found.items() if _filled(window) == len(row.numbers)}
    return _summing(whole if len(row.numbers) == COLUMNS and whole else found)


def _may_start(tail: Sequence[Piece], start: int, *, labelled: bool) -> bool:
    before = [piece for piece in tail[:start] if not piece.is_blank]
    after = [piece for piece in tail[start + COLUMNS :] if not piece.is_blank]
    return not after and (not before or (not labelled and [piece.text for piece in before] == ["0"]))


def _with_lost_blanks(row: Row) -> Windows:
    """The one way to put blanks back that gives the printed sum; none where there are several, or the row may be cut short."""
    found = [window for window in _padded(row.tail) if value_of(window[-1]) is not None and row_sum_holds(window)]
    return {0: found[0]} if len(found) == 1 else {}


def _padded(tail: tuple[Piece, ...]) -> Iterator[Window]:
    for kept in combinations(range(COLUMNS), len(tail)):
        window: list[Piece | None] = [None] * COLUMNS
        for place, piece in zip(kept, tail, strict=True):
            window[place] = piece
        yield tuple(window)


def _filled(window: Window) -> int:
    return sum(value_of(piece) is not None for piece in window)


def _summing(found: Windows) -> Windows:
    return {start: window for start, window in found.items() if row_sum_holds(window)} or found


def value_of(piece: Piece | None) -> Decimal | None:
    """A cell's number, if it has one."""
    return piece.value if piece else None


def row_sum_holds(window: Window) -> bool:
    """Whether the last column is the sum of the others; a blank last column says nothing."""
    total = value_of(window[-1])
    return total is None or total == sum(value_of(piece) or 0 for piece in window[:-1])


def geometries(rows: Sequence[Row], choices: Sequence[Windows]) -> list[Reading]:
    """The consistent readings of all rows that show the most sums; rows of one shape start their columns at one place.

    Empty where too many fit. A reading that pushes a column of totals out of the table has fewer sums to show.
    """
    shapes: defaultdict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        shapes[row.width, len(row.tail), bool(row.label)].append(i)
    options = [list(_starts([choices[i] for i in members])) for members in shapes.values()]
    if prod(len(option) for option in options) > MOST_GEOMETRIES:
        return []
    readings = [_reading(len(rows), list(shapes.values()), choices, starts) for starts in product(*options)]
    most = max(map(_sums_shown, readings), default=0)
    return [reading for reading in readings if _sums_shown(reading) == most]


def _sums_shown(reading: Reading) -> int:
    return sum(window is not None and value_of(window[-1]) is not None and row_sum_holds(window) for window in reading)


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
