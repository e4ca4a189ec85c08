"""Cleaned text -> Document: titles, headings, paragraphs, tables, each with its place in the text.

Cleaned text has one block a line and no blank lines; the cells of a table row are separated by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby

from nianbao.model import Block, Cell, Document, Heading, Paragraph, Table

NUMERAL = "[一二三四五六七八九十百]{1,4}"
# The forms of numbered headings, outermost first. 一是 never makes a line of its own a heading: it counts arguments.
LEVELS = (
    re.compile(rf"(?:第{NUMERAL}(?:章|部分|编)[、，　 :：]?|{NUMERAL}[、，．.　 ](?!\d))"),
    re.compile(rf"[（(]{NUMERAL}[）)]"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
LONGEST_HEADING = 60
LONGEST_LEAD = 40
SENTENCE_END = "。；;！？!?"
TITLE = re.compile(r"(?:年度?报告|年报|工作报告|(?:政府)?信息公开.{0,12}报告)(?:[（(].{1,20}[）)])?$")
LONGEST_TITLE = 60
TITLE_LINES = 4
# A row that opens a statutory table of its own, whatever stands above it without a blank line.
OPENS_TABLE = re.compile(r"第二十条第[（(].[）)]项|一、本年新收|行政复议$")


def parse(text: str) -> Document:
    r"""Read cleaned text into a document.

    >>> parse("某区2009年政府信息公开年度报告\n一、概述\n我区公开信息3条。\n规章\t0\n").blocks[-1].anchor
    't1'
    """
    lines = list(_lines(text))
    titles = _title_lines([line for _, line in lines])
    blocks = tuple(_number(_blocks(lines, titles)))
    title = "".join(line for i, (_, line) in enumerate(lines) if i in titles)
    return Document(text=text, title=title, blocks=blocks)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    r"""Start and content of every line that holds something, and of rows of empty cells between others.

    >>> [line for _, line in _lines("规章\t1\n\t\n文件\t2\n\t\n正文\n")]
    ['规章\t1', '\t', '文件\t2', '正文']
    """
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    for is_row, run in groupby(zip(starts, lines, strict=False), key=lambda item: "\t" in item[1]):
        group = list(run)
        filled = [i for i, (_, line) in enumerate(group) if line.strip()]
        yield from group[filled[0] : filled[-1] + 1] if is_row and filled else (group[i] for i in filled)


def _title_lines(lines: list[str]) -> range:
    """The lines at the head that make up the title: the last of a few short ones names a report.

    >>> _title_lines(["山亭区人民政府", "信息公开工作年度报告", "2009年以来，"])
    range(0, 2)
    """
    for i, line in enumerate(lines[:TITLE_LINES]):
        if len(line) > LONGEST_TITLE or line[-1] in SENTENCE_END + "：:，,、" or "\t" in line or heading_level(line):
            break
        if TITLE.search(line):
            return range(i + 1)
    return range(0)


def heading_level(line: str) -> int:
    """1 to 4 where the line opens with a heading's number, else 0.

    >>> [heading_level(line) for line in ("一、概述", "（一）机构", "1.数量", "3.5万条", "一是加强")]
    [1, 2, 3, 0, 0]
    """
    return next((level for level, form in enumerate(LEVELS, start=1) if form.match(line)), 0)


def _blocks(lines: list[tuple[int, str]], titles: range) -> Iterator[tuple[str, int, object]]:
    """(kind, start, content) of every block, tables gathered from their rows."""
    for is_row, run in groupby(enumerate(lines), key=lambda item: "\t" in item[1][1]):
        group = [(i, start, line) for i, (start, line) in run]
        if is_row:
            yield from (("table", rows[0][0], rows) for rows in _tables([(start, line) for _, start, line in group]))
        else:
            yield from (("title" if i in titles else "line", start, line) for i, start, line in group)


def _tables(rows: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Neighbouring rows, split where a statutory table begins."""
    table: list[tuple[int, str]] = []
    for start, line in rows:
        if table and OPENS_TABLE.match(line.split("\t")[0].replace(" ", "")):
            yield table
            table = []
        table.append((start, line))
    if table:
        yield table


def _number(blocks: Iterable[tuple[str, int, object]]) -> Iterator[Block]:
    """Blocks with their element ids."""
    lines = tables = 0
    for kind, start, content in blocks:
        if isinstance(content, list):
            tables += 1
            yield _table(tables, content)
        else:
            lines += 1
            yield _line(kind, lines, start, str(content))


def _line(kind: str, number: int, start: int, line: str) -> Heading | Paragraph:
    end = start + len(line)
    if kind == "title":
        return Heading(number=number, start=start, end=end, text=line, level=0)
    level = heading_level(line)
    if level and len(line) <= LONGEST_HEADING and not any(mark in line for mark in SENTENCE_END):
        return Heading(number=number, start=start, end=end, text=line, level=level)
    return Paragraph(number=number, start=start, end=end, text=line, lead=_lead(line) if level else 0)


def _lead(line: str) -> int:
    """Length of a run-in heading: the numbered words before the first full stop, where more follows.

    >>> _lead("（一）加强领导。一是建立机构。")
    8
    """
    stop = line.find("。") + 1
    return stop if 0 < stop <= LONGEST_LEAD and stop < len(line) else 0


def _table(number: int, rows: list[tuple[int, str]]) -> Table:
    cells = tuple(_cells(number, r, start, line) for r, (start, line) in enumerate(rows, start=1))
    last_start, last_line = rows[-1]
    return Table(number=number, start=rows[0][0], end=last_start + len(last_line), rows=cells)


def _cells(table: int, row: int, start: int, line: str) -> tuple[Cell, ...]:
    texts = line.split("\t")
    starts = accumulate((len(text) + 1 for text in texts), initial=start)
    return tuple(
        Cell(start=at, end=at + len(text), text=text, anchor=f"t{table}r{row}c{column}")
        for column, (at, text) in enumerate(zip(starts, texts, strict=False), start=1)
    )
