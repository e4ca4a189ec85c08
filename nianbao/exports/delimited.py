"""Rows -> CSV: RFC 4180 with line feeds; a twin for spreadsheets has a byte-order mark and no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import islice
from types import SimpleNamespace

Row = tuple[str, ...]

# What makes a spreadsheet take a cell for a formula, in every width, and what some of them skip to find it.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")
SKIPPED = " \xa0\u3000\u200b\ufeff"
SUSPECT = FORMULA.union(SKIPPED)
APOSTROPHE = "'"  # the sign for text of every spreadsheet
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
AT_ONCE = 1000  # rows held as objects; a table of 400,000 would take 300 MB


def encode(header: Row, rows: Iterable[Row]) -> tuple[bytes, bytes]:
    r"""Encode rows as UTF-8, as they are, and so that a spreadsheet shows Chinese and runs nothing.

    >>> encode(("a", "b"), [("x,y", "=1")])
    (b'a,b\n"x,y",=1\n', b'\xef\xbb\xbfa,b\n"x,y",\'=1\n')
    """
    exact, safe = io.BytesIO(), io.BytesIO()
    safe.write(BYTE_ORDER_MARK)
    remaining = iter(rows)
    some = [header]
    while some:
        lines = _lines(some)
        exact.write("".join(lines).encode("utf-8"))
        safe.write("".join(map(_safe_line, some, lines)).encode("utf-8"))
        some = list(islice(remaining, AT_ONCE))
    return exact.getvalue(), safe.getvalue()


def neutralise(cell: str) -> str:
    """Mark a cell as text where a spreadsheet would run it.

    >>> neutralise("=1+1"), neutralise("＠SUM"), neutralise(" -3"), neutralise("3-4")
    ("'=1+1", "'＠SUM", "' -3", '3-4')
    """
    return APOSTROPHE + cell if cell.lstrip(SKIPPED)[:1] in FORMULA else cell


def _lines(rows: Iterable[Row]) -> list[str]:
    lines: list[str] = []
    # csv quotes what is part of the line terminator: with the long one a lone \r is quoted too, which a reader needs.
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(rows)
    return [line[:-2] + "\n" for line in lines]


def _safe_line(row: Row, line: str) -> str:
    """The line itself where no cell is suspect, as in nearly all rows."""
    return line if SUSPECT.isdisjoint([cell[:1] for cell in row]) else _lines([tuple(map(neutralise, row))])[0]
