"""The width that a page's lines were wrapped at: in cells, as a printer does, or in characters, as a program does."""

from __future__ import annotations

from typing import NamedTuple

FEWEST_LINES = 8
SHORTEST = 15  # characters; shorter lines are cells
SLACK = 8  # cells by which wrapped lines differ: half-width characters, punctuation that may not begin a line
SLACK_OF_LENGTH = 3  # characters, likewise
WIDEST_PAGE = 130


def width_of(line: str) -> int:
    """The half-width cells that a line takes: two for a Chinese character, which has three bytes, one for a Latin one."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


class Page(NamedTuple):
    """How wide a page's lines are, in half-width cells and in characters; 0 where they were not wrapped so."""

    width: int
    length: int = 0

    def is_filled_by(self, line: str) -> bool:
        """Whether a line goes to the end of the page."""
        is_wide = bool(self.width) and width_of(line) >= self.width - SLACK
        return is_wide or (bool(self.length) and len(line) >= self.length - SLACK_OF_LENGTH)


def page_of(lines: list[str]) -> Page:
    """The width of a page; its length only where it has a width too.

    >>> page_of(["甲" * 26 + "。"] * 9), page_of(["甲" * 19, "乙" * 60] * 9)
    (Page(width=54, length=27), Page(width=0, length=0))
    >>> page_of(["甲" * 30, "2020 年 1 月，" * 4] * 9).length
    0
    """
    width = page_width(lines)
    return Page(width, _length(lines) if width else 0)


def page_width(lines: list[str]) -> int:
    """The width in half-width cells that a page's lines were wrapped at; 0 where they were not.

    >>> page_width(["甲" * 26 + "。"] * 9), page_width(["甲" * 19, "乙" * 60] * 9)
    (54, 0)
    """
    if max(map(len, lines)) > WIDEST_PAGE:
        return 0
    widths = sorted(width_of(line) for line in lines if len(line) >= SHORTEST and "\t" not in line)
    if len(widths) < FEWEST_LINES or widths[-1] > WIDEST_PAGE:
        return 0
    width = widths[len(widths) * 9 // 10]
    full = sum(1 for each in widths if each >= width - SLACK)
    return width if full * 2 > len(widths) else 0


def _length(lines: list[str]) -> int:
    lengths = [len(line) for line in lines if len(line) >= SHORTEST and "\t" not in line]
    longest = max(lengths)
    return longest if sum(length >= longest - SLACK_OF_LENGTH for length in lengths) * 2 > len(lengths) else 0
