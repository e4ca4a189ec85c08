"""The row of reconsiderations and lawsuits -> figures: fifteen cells in three groups whose last is the sum of the others.

Its blanks get lost more easily than any other table's. Where the row has not its fifteen cells, or its groups do not
add up, every placement that adds up is tried, and only what the likeliest of them share is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, pairwise, product

from nianbao.forms.cells import cell, unreadable
from nianbao.forms.rows import WIDEST, Piece, Row
from nianbao.forms.templates import templates
from nianbao.model import Document, Figure

GROUP = 5
SLOTS = 3 * GROUP
LEAST_CELLS = 2  # a row that has lost all its blanks; a single number may be a page's
MOST_LOST = 2  # blanks; of a row that has lost more nothing tells where
HEAD_REACH = 6  # rows below the head among which the numbers stand
Placement = tuple[int, ...]  # the slot of every number, in order


def read_litigation(document: Document, rows: Sequence[Row]) -> Iterator[Figure]:
    """The cells of the first row of numbers below the table's head."""
    starts = [i for i, row in enumerate(rows) if _is_head(row.label)]
    if not starts:
        return
    nearby = rows[starts[0] : starts[-1] + HEAD_REACH]
    row = next((row for row in nearby if _is_data(row)), None)
    if row:
        yield from _figures(document, row._replace(start=row.tail[0].start) if row.is_flattened else row)


@lru_cache(maxsize=4096)
def _is_head(label: str) -> bool:
    return any(word in label for word in templates().litigation.heads)


def _is_data(row: Row) -> bool:
    if not row.numbers:
        return False
    has_room = _is_line(row) or (len(row.tail) == SLOTS and not any(word in row.label for word in templates().litigation.heads))
    return len(row.tail) >= LEAST_CELLS and (not row.label or row.is_flattened or has_room)


def _is_line(row: Row) -> bool:
    """Whether a row is the table on one line, head and all: fifteen cells after it, or fifteen numbers side by side."""
    first = next((i for i, piece in enumerate(row.tail) if piece.value is not None), 0)
    has_all = len(row.tail) == SLOTS or (len(row.numbers) == SLOTS and row.numbers == row.tail[first : first + SLOTS])
    return has_all and not 0 <= row.width <= WIDEST


def _figures(document: Document, row: Row) -> Iterator[Figure]:
    form = templates().litigation
    names = [f"{group}_{outcome}" for group in form.groups for outcome in form.outcomes]
    quote, placements = (
        document.text[row.start : row.end],
        likely_placements(row.tail, has_cells=row.width > 0 and len(row.tail) >= SLOTS - MOST_LOST),
    )
    for slot, metric in enumerate(names):
        pieces = {_piece_in(row, placement, slot) for placement in placements}
        yield _figure(quote, row, metric, pieces, slot)


def _piece_in(row: Row, placement: Placement, slot: int) -> Piece | None:
    return row.numbers[placement.index(slot)] if slot in placement else None


def _figure(quote: str, row: Row, metric: str, pieces: set[Piece | None], slot: int) -> Figure:
    """What the placements agree on; a blank is shown at the cell of its slot."""
    if pieces == {None}:
        blank = row.tail[min(slot, len(row.tail) - 1)]
        return cell(quote, row, metric, blank if blank.is_blank else _empty(blank))
    if len(pieces) == 1:
        return cell(quote, row, metric, next(piece for piece in pieces if piece))
    shown = min((piece for piece in pieces if piece), key=lambda piece: piece.start, default=None)
    return unreadable(quote, row, metric, shown)


def _empty(piece: Piece) -> Piece:
    """The place before a number where a blank has been lost."""
    return Piece(text="", start=piece.start, end=piece.start, anchor=piece.anchor, is_blank=True)


def likely_placements(tail: Sequence[Piece], *, has_cells: bool = True) -> list[Placement]:
    """The ways to put the numbers into fifteen slots that need the fewest blanks lost or added, or one more than that.

    Fifteen numbers lie where they lie. A row that has lost all its blanks, as one without borders between its cells may
    have (`has_cells`), could be any placement that adds up.
    """
    places = [i for i, piece in enumerate(tail) if piece.value is not None]
    values = tuple(piece.value for piece in tail if piece.value is not None)
    exact = tuple(places)
    if len(places) == SLOTS:
        return [tuple(range(SLOTS))]
    if _may_be_exact(tail) and adds_up(exact, values, some_blank=len(tail) == SLOTS):
        return [exact]
    found = list(_placements(values)) if len(values) < SLOTS else []
    if len(places) == len(tail) or not has_cells:
        return found
    costs = [_cost(placement, places) for placement in found]
    most = min(costs, default=0) + 1
    return [placement for placement, cost in zip(found, costs, strict=True) if cost <= most]


def _may_be_exact(tail: Sequence[Piece]) -> bool:
    """Fifteen cells, or more of which the rest is blank: rows of a wider table end in blanks."""
    return len(tail) >= SLOTS and all(piece.is_blank for piece in tail[SLOTS:])


def _placements(values: tuple[Decimal, ...]) -> Iterator[Placement]:
    """Every order-preserving placement whose groups add up; a few hundred at most, since each group adds up by itself."""
    for first, second in combinations_with_replacement(range(len(values) + 1), 2):
        runs = values[:first], values[first:second], values[second:]
        for groups in product(*map(_group_placements, runs)) if max(map(len, runs)) <= GROUP else ():
            yield tuple(GROUP * i + slot for i, group in enumerate(groups) for slot in group)


@lru_cache(maxsize=4096)  # most rows hold zeros, and most of their runs were seen in the row already
def _group_placements(values: Sequence[Decimal]) -> list[Placement]:
    if not any(values):
        return list(combinations(range(GROUP), len(values)))
    return [slots for slots in combinations(range(GROUP), len(values)) if _group_adds_up(dict(zip(slots, values, strict=True)))]


def adds_up(placement: Placement, values: Sequence[Decimal], *, some_blank: bool = False) -> bool:
    """Whether each group is blank, or its last cell is filled and the sum of the others.

    Of zeros some may be blank, and the last like others (`some_blank`), where the row has just its fifteen cells.

    >>> adds_up((5, 9), [Decimal(5), Decimal(5)]), adds_up((5, 8), [Decimal(5), Decimal(5)])
    (True, False)
    """
    groups: list[dict[int, Decimal]] = [{} for _ in range(SLOTS // GROUP)]
    for slot, value in zip(placement, values, strict=True):
        groups[slot // GROUP][slot % GROUP] = value
    return all(
        _is_of_zeros(group, some_blank=some_blank) if _has_zeros_alone(group) else _group_adds_up(group) for group in groups
    )


def _has_zeros_alone(group: Mapping[int, Decimal]) -> bool:
    return 0 < len(group) < GROUP and not any(group.values())


def _is_of_zeros(group: Mapping[int, Decimal], *, some_blank: bool) -> bool:
    return some_blank and (len(group) < GROUP - 1 or GROUP - 1 in group)


def _group_adds_up(group: Mapping[int, Decimal]) -> bool:
    total = group.get(GROUP - 1)
    return not group if total is None else total * 2 == sum(group.values())


def _cost(placement: Placement, places: Sequence[int]) -> int:
    """Blanks lost or added before and between the numbers; those at the end of a row come and go."""
    return sum(abs((b - a) - (d - c)) for (a, b), (c, d) in zip(pairwise((-1, *placement)), pairwise((-1, *places)), strict=True))
