"""Seventh phase: every way to write a table becomes one, a row a line and its cells separated by tabs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from nianbao.chinese import HAN
from nianbao.clean.grids import Grid, grids
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

STROKE = re.compile(r" ?\| ?")
RULER = re.compile(r"[ \t]*(?:\|[ \t|:-]*|[-:][-: ]*\|[ \t|:-]*)")  # |---|---|, or strokes alone
MOST_CELLS = 20  # of a row; more strokes without a word among them only filled a page
TRIMMED = re.compile(r" (?<!  )(?: *+(?=[\t\n]|\Z)|(?<![^\t\n] ) *+)")  # begins with the first of a run: else 1 MB takes hours
# Pictures, links, and words made bold: what stands in the group is the text.
TARGET = r"\((?:[^()\s]|\([^()\s]{0,40}\)){1,200}\)"  # of a link: an address, or a call of a script
MARKDOWN = re.compile(rf"!\[[^\[\]\n]{{0,60}}\]{TARGET}|\[([^\[\]\n]{{1,60}})\]{TARGET}|\*\*([^*\n]{{1,200}})\*\*")
ADDRESSED = re.compile(r"\]\((?:https?://|[./]|#|javascript|[\w-]+[./])")
HEADING_MARK = re.compile(r"#(?<![^\n]#)#{0,5} ")
# A row whose cells are held apart by spaces alone: a label, then nothing but numbers, and strokes in place of some.
SPACED_ROW = re.compile(
    f"^[{HAN}（）()、．.0-9“”]{{0,30}}[{HAN}）)”](?<!电话)(?<!传真)(?<!邮编)(?<!手机)"
    "((?: -?\\d[\\d,.]*(?:万?元)?| [/—](?= |$))+)$",
    re.MULTILINE,
)
# A row of applications, whatever its label: seven numbers are no sentence's.
FULL_ROW = re.compile(f"^[^\\n\\t。；]{{0,60}}[{HAN}）)”]((?: (?:\\d[\\d,]*|[/—-])){{7}})$", re.MULTILINE)
# A row of the statistics: what is counted, its unit, the number.
STATISTIC = re.compile(r"^[^\n\t。；，]{2,60}?( )(?:条|件|次|篇|个|人次?|万元)( )\d[\d,.]*$", re.MULTILINE)
SPACED_NUMBER = re.compile(f" (?<=[{HAN}）)”] )(?:-?\\d|[/—-](?: |$))", re.MULTILINE)  # what every one of them has
# The same where the page's width broke the numbers: together they fill a row of applications or of lawsuits.
BROKEN_ROW = re.compile(
    rf"""
    ^ (?P<label> [^\n\t。；]{{0,60}}? [{HAN}）)”] [ ]? )?
    (?P<first> \d[\d,]* (?:[ ]\d[\d,]*){{0,13}} ) [ ]?\n
    (?: [-—–][ ]?\d{{1,3}}[ ]?[-—–] [ ]?\n )?  # the page's number
    [ ]? (?P<second> \d[\d,]* (?:[ ]\d[\d,]*){{0,13}} ) [ ]?$
    """,
    re.MULTILINE | re.VERBOSE,
)
NUMBER_BELOW = re.compile(r"\n(?:(?<=[\d—–-]\n)|(?<=[\d—–-] \n)) ?\d[\d, ]*$", re.MULTILINE)
APPLICATIONS, LAWSUITS = 7, 15
# Labels of statutory tables that stand in neighbouring cells, run together where the cells' borders were lost.
NEIGHBOURS = re.compile(
    r"""
    \n (?: 行政复议(?=行政诉讼$) | 未经复议直接起诉(?=复议后起诉$) | 信息内容(?=(?:本年|上一年|采购)[^\s。，；]{3,20}$) )
    """,
    re.VERBOSE | re.MULTILINE,
)


def drop_heading_marks(text: str) -> Iterator[Change]:
    """Remove the number signs that Markdown puts before headings.

    Captures that passed through a converter to Markdown have them.

    >>> list(drop_heading_marks("## 一、概述"))
    [(0, 3, '')]
    >>> list(drop_heading_marks("#1号楼，3 # 楼"))
    []
    """
    return ((*match.span(), "") for match in HEADING_MARK.finditer(text))


def drop_markdown_marks(text: str) -> Iterator[Change]:
    """Remove pictures, the addresses of links and the stars of bold type, as Markdown writes them.

    >>> text = "[年报](http://a.gov.cn/1.html)，**3**条![](a.png)"
    >>> [text[a:b] for a, b, _ in drop_markdown_marks(text)]
    ['[', '](http://a.gov.cn/1.html)', '**', '**', '![](a.png)']
    >>> list(drop_markdown_marks("某办[2008](12号)，注：**，*3条"))
    []
    """
    for match in MARKDOWN.finditer(text) if "**" in text or ADDRESSED.search(text) else ():
        if "](" in match[0] and not ADDRESSED.search(match[0]):
            continue
        kept = next((group for group in (1, 2) if match[group]), 0)
        start, end = match.span(kept) if kept else (match.end(), match.end())
        yield from ((a, b, "") for a, b in ((match.start(), start), (end, match.end())) if a < b)


def turn_strokes_into_cells(text: str) -> Iterator[Change]:
    r"""Separate cells by tabs where upright strokes did, and drop rules drawn with strokes.

    Converters write tables as Markdown or nearly so. Empty cells stay; one stroke at the edge of a line borders nothing.
    Cells on lines of their own are put into rows where the strokes tell how many make one.

    >>> list(turn_strokes_into_cells("| 规章 | 0 |\n|---|---|\n| 文件 | |"))
    [(0, 2, ''), (4, 7, '\t'), (8, 10, ''), (11, 20, ''), (21, 23, ''), (25, 28, '\t'), (28, 29, '')]
    >>> list(turn_strokes_into_cells("甲方案|乙方案，任选其一。"))
    []
    """
    if "|" in text:
        tables = list(grids(text))
        yield from sorted((*_strokes(text, tables), *(change for table in tables for change in table.changes())))


def _strokes(text: str, tables: Sequence[Grid]) -> Iterator[Change]:
    """What becomes of the strokes of lines that are of none of these tables."""
    lines = text.split("\n")
    starts = [table.start for table in tables]
    at = 0
    for i, line in enumerate(lines):
        above = bisect_right(starts, at) if "|" in line else 0
        if "|" in line and not (above and at < tables[above - 1].end):
            beside = [near for near in (lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "") if "|" in near]
            yield from _row(line, at, alone=not beside)
        at += len(line) + 1


def _row(line: str, at: int, *, alone: bool) -> Iterator[Change]:
    if RULER.fullmatch(line):
        yield at, at + len(line), ""
        return
    strokes = [(match.start(), match.end()) for match in STROKE.finditer(line)]
    cells = [cell.strip() for cell in line.split("|")]
    leading, trailing = not cells[0], not cells[-1]
    filled = sum(map(bool, cells))
    if filled > 1 and alone and not (leading or trailing):
        return
    inner = range(leading, len(strokes) - (trailing and (len(strokes) > 1 or not leading)))
    lone = filled == 1 and (alone or len(cells) > MOST_CELLS)
    for i, (start, end) in enumerate(strokes):
        yield at + start, at + end, "\t" if i in inner and not lone else ""


def turn_spaces_into_cells(text: str) -> Iterator[Change]:
    r"""Separate cells by tabs where a label is followed by numbers alone.

    Text taken from PDF has rows of this kind. In the statistics of 2014 a unit stands between the two.

    >>> list(turn_spaces_into_cells("行政许可 97\n规章 0 0 0"))[:2]
    [(4, 5, '\t'), (10, 11, '\t')]
    >>> list(turn_spaces_into_cells("公开信息 97 条\n2018 年 1 月"))
    []
    """
    lines = list(_lines_with_numbers(text))
    rows = (row for line in lines for row in (SPACED_ROW.match(text, line), FULL_ROW.match(text, line)) if row)
    changes = {change for row in rows for change in _spaces_to_tabs(row, 1)}
    changes |= {(*row.span(i), "\t") for line in lines if (row := STATISTIC.match(text, line)) for i in (1, 2)}
    yield from sorted(changes)


def _lines_with_numbers(text: str) -> Iterator[int]:
    """Where the lines begin that have a number set apart; a search for their first characters would take ten times as long."""
    end = 0
    while end >= 0 and (number := SPACED_NUMBER.search(text, end)):
        yield text.rfind("\n", 0, number.start()) + 1
        end = text.find("\n", number.end())


def join_broken_rows(text: str) -> Iterator[Change]:
    r"""Put the numbers of a row back together that were broken in two, each number in a cell of its own.

    Rows taken from PDF are as wide as the page. Only numbers that fill a row of a statutory table are joined: seven behind a
    label, or fifteen.

    >>> [(a, b) for a, b, _ in join_broken_rows("（一）予以公开15 1 0 0 1\n0 17")]
    [(7, 7), (9, 10), (11, 12), (13, 14), (15, 16), (17, 18), (19, 20)]
    >>> list(join_broken_rows("规章 0 0\n3 4\n予以公开 1\n2"))
    []
    """
    for row in BROKEN_ROW.finditer(text) if NUMBER_BELOW.search(text) else ():
        label, counted = row["label"] or "", len(row["first"].split()) + len(row["second"].split())
        if counted != (APPLICATIONS if label else LAWSUITS):
            continue
        if label:
            yield row.start("first") - label.endswith(" "), row.start("first"), "\t"
        yield from _spaces_to_tabs(row, "first")
        yield row.end("first"), row.start("second"), "\t"
        yield from _spaces_to_tabs(row, "second")


def _spaces_to_tabs(row: re.Match[str], group: str | int) -> Iterator[Change]:
    start = row.start(group)
    return ((start + m.start(), start + m.end(), "\t") for m in re.finditer(" ", row[group]))


def separate_joined_labels(text: str) -> Iterator[Change]:
    r"""Put a tab between two labels of a statutory table that were run together.

    >>> list(separate_joined_labels("行政复议行政诉讼"))
    [(4, 4, '\t')]
    >>> list(separate_joined_labels("行政复议行政诉讼情况"))
    []
    """
    ends = (match.end() - 1 for match in NEIGHBOURS.finditer("\n" + text))
    return ((end, end, "\t") for end in ends)


def trim_cells(text: str) -> Iterable[Change]:
    r"""Remove spaces at the ends of lines and of cells.

    >>> list(trim_cells(" 规章 \t 0\n"))
    [(0, 1, ''), (3, 4, ''), (5, 6, '')]
    >>> list(trim_cells("规 章\t0"))
    []
    """
    return ((*match.span(), "") for match in TRIMMED.finditer(text))


RULES = (
    Rule(drop_heading_marks),
    Rule(drop_markdown_marks, figures=True),
    Rule(turn_strokes_into_cells),
    Rule(join_broken_rows, figures=True),
    Rule(turn_spaces_into_cells),
    Rule(separate_joined_labels),
    Rule(trim_cells),
)
