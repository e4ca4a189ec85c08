"""Tables that were pasted as lines, a cell a line: shown in rows, as small as cells, so that a page of zeros can be read.

What is a row is a guess of the eye, not of the archive: nothing is read from it, and every line keeps its own element id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from nianbao.model import Block, Paragraph

LONGEST = 12  # characters of a cell; what is longer is a paragraph
MANY = 6  # lines as short as that, one after the other
DOTS = str.maketrans("", "", ".,-−–—%")


def is_number(text: str) -> bool:
    """Whether a line or a cell is nothing but a number.

    >>> is_number("7.3%"), is_number("-"), is_number("3件")
    (True, False, False)
    """
    return text.translate(DOTS).strip().isdecimal()


def is_numeral(block: Block) -> bool:
    """Whether a block is a paragraph that is nothing but a number."""
    return isinstance(block, Paragraph) and block.end - block.start <= LONGEST and is_number(block.text)


def in_rows(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks in order: short lines, where there are many or a number is among them, in rows, everything else alone."""
    for short, run in groupby(blocks, _is_short):
        lines = tuple(run)
        torn = short and (len(lines) >= MANY or any(map(is_numeral, lines)))
        yield from _rows(lines) if torn else ((block,) for block in lines)


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.end - block.start <= LONGEST and not block.text.endswith("。")


def _rows(lines: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """A row is a name and its numbers; names without numbers, as heads of columns are, share one."""
    starts = [0, *(at for at in range(1, len(lines)) if _begins(lines, at)), len(lines)]
    return (tuple(lines[start:stop]) for start, stop in pairwise(starts))


def _begins(lines: Sequence[Block], at: int) -> bool:
    if is_numeral(lines[at]):
        return False
    return is_numeral(lines[at - 1]) or (at + 1 < len(lines) and is_numeral(lines[at + 1]))
