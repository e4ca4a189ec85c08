"""Lines of a printed page -> paragraphs, where indents tell which line begins one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nianbao.clean.ledger import Change
from nianbao.clean.pages import NUMERAL, STARTS_BLOCK
from nianbao.clean.wrapped import width_of

LINE = re.compile(r"[^\n\f]+")
RUNS_ON = re.compile(f"{NUMERAL}，")  # 单|一，: no heading where an indent begins the paragraphs
INDENT = "\u3000\u3000"
SLACK = 8  # half-width cells by which full lines differ: characters that may not begin a line go to the next with the one before
SHORTEST = 15  # characters of a line of prose
FEWEST_PARAGRAPHS = 3
MOST_UNLIKE = 0.3  # of the first lines of paragraphs; above the rows of a table stand lines of all widths


class Line(NamedTuple):
    """A line that holds something: where its words begin and end, its width, whether it is indented, whether a row."""

    start: int
    end: int
    words: str
    width: int
    is_indented: bool

    @property
    def is_prose(self) -> bool:
        """True for a line as long as those of paragraphs are, without cells."""
        return len(self.words) >= SHORTEST and "\t" not in self.words


def join_printed_lines(text: str) -> Iterator[Change]:
    r"""Join the lines of a paragraph whose beginning an indent tells, across the breaks of pages too.

    Text taken from PDF is as wide as its pages. Only a line that fills the page goes on, and only with one that has no indent.

    >>> lines = ["某区各单位按照要求认真做好公开的各项工作", "不断提高公开的质量和水平，让群众更加满意"] * 4
    >>> text = "".join(f"\u3000\u3000{a}，\n{b}\n以上。\n" for a, b in zip(lines[::2], lines[1::2]))
    >>> [start for start, _, _ in join_printed_lines(text)][:3]
    [23, 44, 72]
    >>> list(join_printed_lines(text.replace("\u3000", "")))
    []
    """
    if text.count(f"\n{INDENT}") + text.startswith(INDENT) < FEWEST_PARAGRAPHS:
        return
    lines = list(_lines(text))
    width = _page_width(lines)
    in_paragraph = False
    for line, following in pairwise(lines) if width else ():
        in_paragraph = (in_paragraph or line.is_indented) and _goes_on(line, following, width)
        if in_paragraph:
            yield line.end, following.start, ""


def _lines(text: str) -> Iterator[Line]:
    for match in LINE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            indent = INDENT if match[0].startswith(INDENT) and match[0][2] != "\u3000" else ""
            yield Line(start, start + len(words), words, width_of(indent + words), bool(indent))


def _page_width(lines: list[Line]) -> int:
    """The width that the first lines of paragraphs fill; 0 where they are of all widths."""
    firsts = (line for line, following in pairwise(lines) if line.is_indented and line.is_prose and _may_follow(following))
    widths = sorted(line.width for line in firsts)
    if len(widths) < FEWEST_PARAGRAPHS:
        return 0
    width = widths[len(widths) // 2]
    return width if sum(abs(each - width) > SLACK for each in widths) <= MOST_UNLIKE * len(widths) else 0


def _may_follow(line: Line) -> bool:
    starts_block = STARTS_BLOCK.match(line.words) and not RUNS_ON.match(line.words)
    return not line.is_indented and "\t" not in line.words and not starts_block


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if not (line.is_prose and _may_follow(following)) or abs(line.width - width) > SLACK:
        return False
    return not (line.words[-1].isdigit() and following.words[0].isdigit())
